/* event.c - a row of the log as values; nothing above this file sees text. */
#include "parts.h"

#include <string.h>

/* The first of three columns that lie side by side in any order, else HL_NO_COLUMN. */
static size_t first_of_three(size_t a, size_t b, size_t c) {
	size_t low = a < b ? a : b;
	size_t high = a > b ? a : b;

	low = low < c ? low : c;
	high = high > c ? high : c;
	return high != HL_NO_COLUMN && high - low == 2 ? low : HL_NO_COLUMN;
}

enum hl_status event_bind(
	struct hl_meter *m, const struct hl_header *header, struct hl_error *err) {
	struct columns *c = &m->columns;
	const struct hl_lead_column columns[] = {
		{ "ts", true, &c->ts },
		{ "account_id", true, &c->account },
		{ "type", true, &c->type },
		{ "event_id", false, &c->id },
		{ "collector", false, &c->collector },
		{ "channel", false, &c->channel },
		{ "direction", false, &c->direction },
		{ "result", false, &c->result },
		{ "amount", false, &c->amount },
		{ "due", false, &c->due },
		{ "hours", false, &c->hours },
		{ "stage", false, &c->stage },
		{ "rank", false, &c->rank },
		{ "ref", false, &c->ref },
		{ "currency", false, &c->currency },
	};
	enum hl_status status;

	c->header = header;
	status = hl_lead_bind(header, m->options.map, columns, HL_LEN(columns), err);
	c->outcome = first_of_three(c->channel, c->direction, c->result);
	return status;
}

/* As hl_cell_trimmed: most cells begin and end with letters and have no blanks to trim. */
static inline struct hl_str cell_at(const struct hl_row *row, size_t column) {
	struct hl_str cell;

	if (column == HL_NO_COLUMN)
		return (struct hl_str){ "", 0 };
	cell = hl_cell(row, column);
	if (cell.len > 0 && (cell.at[0] <= ' ' || cell.at[cell.len - 1] <= ' '))
		return hl_str_trim(cell);
	return cell;
}

/* --- words --- */

static uint32_t type_number(struct hl_str name) {
	uint32_t i = 0;

	while (i + 1 < types_len && !hl_str_same(types[i].name, name))
		i++;
	return i;
}

/* 0: nobody knows it. */
static uint32_t result_number(struct hl_str name) {
	const struct hl_result *result = hl_result_find(name);

	return result ? (uint32_t)(result - hl_results) + 1 : 0;
}

static inline uint32_t known(struct words words, const struct hl_row *row, struct hl_str cell,
	uint32_t (*number)(struct hl_str)) {
	struct word word;
	struct word_slot *slot;

	if (cell.len == 0 || cell.len > WORD_MAX)
		return number(cell);
	word = word_of(row, cell);
	slot = words_slot(&words, word);
	if (!word_eq(slot->word, word))
		*slot = (struct word_slot){ word, number(cell) };
	return slot->value;
}

static inline const struct type *type_of(
	struct worker *w, const struct hl_row *row, struct hl_str cell) {
	return &types[known((struct words){ w->types, COMMON_WORDS }, row, cell, type_number)];
}

static const struct hl_result *result_of(
	struct worker *w, const struct hl_row *row, struct hl_str cell) {
	uint32_t number =
		known((struct words){ w->results, COMMON_WORDS }, row, cell, result_number);

	return number ? &hl_results[number - 1] : NULL;
}

/* --- what every event has --- */

/* The row is bad because of what is, or is not, in @column. */
static enum hl_status bad(
	const struct worker *w, const struct hl_row *row, size_t column, struct hl_error *err) {
	return hl_row_fail(row, w->m->columns.header, column, HL_EDATA, err);
}

static enum hl_status missing(const struct worker *w, const struct hl_row *row, size_t column,
	struct hl_error *err, const char *what) {
	hl_fail(err, HL_EDATA, "%s", what);
	return bad(w, row, column, err);
}

static inline enum hl_status time_parse(
	struct worker *w, struct hl_str cell, struct event *event, struct hl_error *err) {
	const struct hl_meter_options *options = &w->m->options;
	struct hl_time ts;
	enum hl_status status = hl_time_parse_memo(cell, options->time, &w->time, &ts, err);

	if (status != HL_OK)
		return status;
	event->s = ts.s;
	event->day = ts.day;
	/* Part of a second later than --as-of is later. */
	event->is_later = ts.s + (ts.ns > 0) > options->as_of;
	return HL_OK;
}

/* What only some types have; one by one: a row has no time for all of the struct. */
static inline void clear(struct event *event) {
	event->amount = 0;
	event->due = 0;
	event->unknown.len = 0;
	event->stage = 0;
	event->has_amount = false;
	event->is_converted = false;
	event->is_out = false;
	event->is_call = false;
	event->is_right_party = false;
}

enum hl_status event_parse(
	struct worker *w, const struct hl_row *row, struct event *event, struct hl_error *err) {
	const struct columns *c = &w->m->columns;
	struct hl_str ts = cell_at(row, c->ts);
	struct hl_str type = cell_at(row, c->type);

	event->account = cell_at(row, c->account);
	event->collector = cell_at(row, c->collector);
	event->id = cell_at(row, c->id);
	event->ref = cell_at(row, c->ref);
	if (time_parse(w, ts, event, err) != HL_OK)
		return bad(w, row, c->ts, err);
	if (type.len == 0)
		return missing(w, row, c->type, err, "no type");
	event->type = type_of(w, row, type);
	if (event->account.len == 0 && !event->type->is_nobodys)
		return missing(w, row, c->account, err, "an event of this type needs an account");
	clear(event);
	event->is_agency = event->type->is_agency;
	return event->type->parse ? event->type->parse(w, row, event, err) : HL_OK;
}

/* --- what a type has besides --- */

/* A number that is not negative; a blank cell leaves *has false. */
static enum hl_status number(struct worker *w, const struct hl_row *row, size_t column,
	struct event *event, struct hl_error *err) {
	struct hl_str cell = cell_at(row, column);

	event->has_amount = cell.len > 0;
	if (!event->has_amount)
		return HL_OK;
	if (hl_dec_parse(cell, &event->amount, err) != HL_OK)
		return bad(w, row, column, err);
	if (event->amount < 0) {
		hl_fail_value(err, cell, "a number below 0");
		return bad(w, row, column, err);
	}
	return HL_OK;
}

/* Sums of two currencies are nonsense; the first one seen is the log's. */
static enum hl_status same_currency(
	struct worker *w, const struct hl_row *row, struct hl_error *err) {
	size_t column = w->m->columns.currency;
	struct hl_str currency = cell_at(row, column);

	if (currency.len == 0 || hl_str_same(currency, w->m->currency))
		return HL_OK;
	if (w->m->currency.len == 0) {
		hl_buf_add(&w->currency, currency);
		return HL_OK;
	}
	hl_fail_value(err, currency, "a second currency: measure each by itself");
	return bad(w, row, column, err);
}

enum hl_status placed_parse(
	struct worker *w, const struct hl_row *row, struct event *event, struct hl_error *err) {
	enum hl_status status = same_currency(w, row, err);

	return status == HL_OK ? number(w, row, w->m->columns.amount, event, err) : status;
}

enum hl_status cash_parse(
	struct worker *w, const struct hl_row *row, struct event *event, struct hl_error *err) {
	enum hl_status status = placed_parse(w, row, event, err);

	if (status == HL_OK && !event->has_amount)
		return missing(w, row, w->m->columns.amount, err, "no amount");
	return status;
}

enum hl_status promise_parse(
	struct worker *w, const struct hl_row *row, struct event *event, struct hl_error *err) {
	size_t column = w->m->columns.due;
	struct hl_str cell = cell_at(row, column);
	enum hl_status status = placed_parse(w, row, event, err);
	struct hl_time due;

	if (status != HL_OK)
		return status;
	if (cell.len == 0)
		return missing(w, row, column, err, "a promise without a date");
	if (hl_time_parse(cell, w->m->options.time, &due, err) != HL_OK)
		return bad(w, row, column, err);
	event->due = due.day;
	return HL_OK;
}

enum hl_status hours_parse(
	struct worker *w, const struct hl_row *row, struct event *event, struct hl_error *err) {
	enum hl_status status = number(w, row, w->m->columns.hours, event, err);

	if (status == HL_OK && !event->has_amount)
		return missing(w, row, w->m->columns.hours, err, "no hours");
	return status;
}

/* A log without a column for ranks has no queue to be compared with. */
enum hl_status queue_parse(
	struct worker *w, const struct hl_row *row, struct event *event, struct hl_error *err) {
	size_t column = w->m->columns.rank;
	enum hl_status status = number(w, row, column, event, err);

	if (status == HL_OK && !event->has_amount && column != HL_NO_COLUMN)
		return missing(w, row, column, err, "no rank");
	return status;
}

/* The 1-based place of @name in @names, or 0. */
static size_t place_in(struct hl_str name, const struct hl_str *names, size_t len) {
	for (size_t i = 0; i < len; i++)
		if (hl_str_same(name, names[i]))
			return i + 1;
	return 0;
}

enum hl_status stage_parse(
	struct worker *w, const struct hl_row *row, struct event *event, struct hl_error *err) {
	const struct hl_meter *m = w->m;
	struct hl_str cell = cell_at(row, m->columns.stage);

	if (cell.len == 0)
		return missing(w, row, m->columns.stage, err, "no stage");
	event->stage = (uint8_t)place_in(cell, m->stages, m->stages_len);
	event->is_converted = place_in(cell, m->converted, m->converted_len) > 0;
	return HL_OK;
}

/* As hl_str_same: most write it as it is written here. */
#define IS_WORD(cell, literal)                                                                     \
	((cell).len == sizeof(literal) - 1 &&                                                      \
		(memcmp((cell).at, literal, sizeof(literal) - 1) == 0 ||                           \
			hl_str_same(cell, HL_STR(literal))))

static enum hl_status direction(const struct worker *w, const struct hl_row *row,
	struct event *event, struct hl_error *err) {
	size_t column = w->m->columns.direction;
	struct hl_str cell = cell_at(row, column);

	event->is_out = cell.len == 0 || IS_WORD(cell, "out") || IS_WORD(cell, "outbound");
	if (event->is_out || IS_WORD(cell, "in") || IS_WORD(cell, "inbound"))
		return HL_OK;
	hl_fail_value(err, cell, "neither \"in\" nor \"out\"");
	return bad(w, row, column, err);
}

/* Only calls have a result of the list; a text that was sent is an attempt and no more. */
static enum hl_status outcome_parse(
	struct worker *w, const struct hl_row *row, struct event *event, struct hl_error *err) {
	const struct columns *c = &w->m->columns;
	struct hl_str channel = cell_at(row, c->channel);
	struct hl_str cell = cell_at(row, c->result);
	enum hl_status status = direction(w, row, event, err);
	const struct hl_result *result;

	event->is_call = channel.len == 0 || IS_WORD(channel, "call");
	event->is_agency = event->is_out;
	if (status != HL_OK || !event->is_call)
		return status;
	result = result_of(w, row, cell);
	if (result) {
		event->is_right_party = result->is_right_party;
		event->is_out = event->is_out && result->is_attempt;
		event->is_agency = event->is_out;
		return HL_OK;
	}
	if (w->m->options.unknown_is_attempt) {
		event->unknown = cell.len ? cell : HL_STR("(none)");
		return HL_OK;
	}
	if (cell.len > 0)
		hl_fail_value(err, cell, "not a known result");
	else
		hl_fail(err, HL_EDATA, "a call without a result");
	return bad(w, row, c->result, err);
}

/* What a slot of w->outcomes remembers; SEEN tells it from an empty one. */
enum { OUTCOME_MAX = 2 * WORD_MAX, SEEN = 1, OUT = 2, CALL = 4, RIGHT_PARTY = 8 };

static void remember(
	struct outcome_slot *slot, const struct word *words, const struct event *event) {
	*slot = (struct outcome_slot){ { words[0], words[1] },
		(uint8_t)(SEEN | (event->is_out ? OUT : 0) | (event->is_call ? CALL : 0) |
			  (event->is_right_party ? RIGHT_PARTY : 0)) };
}

static void recall(const struct outcome_slot *slot, struct event *event) {
	event->is_out = slot->said & OUT;
	event->is_call = slot->said & CALL;
	event->is_right_party = slot->said & RIGHT_PARTY;
	event->is_agency = event->is_out;
}

/* The bytes of the three cells of an outcome, as they lie there; false: they are too many. */
static bool outcome_words(const struct hl_row *row, size_t first, struct word *words) {
	struct hl_str last = hl_cell(row, first + 2);
	struct hl_str all = hl_cell(row, first);

	all.len = (size_t)(last.at + last.len - all.at);
	words[1] = (struct word){ 0, 0 };
	if (all.len > OUTCOME_MAX)
		return false;
	words[0] = word_of(row, (struct hl_str){ all.at, all.len < WORD_MAX ? all.len : WORD_MAX });
	if (all.len > WORD_MAX)
		words[1] = word_of(row, (struct hl_str){ all.at + WORD_MAX, all.len - WORD_MAX });
	return true;
}

/* There are not many outcomes: what the same bytes came to before they come to again. */
enum hl_status attempt_parse(
	struct worker *w, const struct hl_row *row, struct event *event, struct hl_error *err) {
	size_t first = w->m->columns.outcome;
	struct word words[2];
	struct outcome_slot *slot;
	enum hl_status status;

	if (first == HL_NO_COLUMN || row->texts || !outcome_words(row, first, words))
		return outcome_parse(w, row, event, err);
	slot = &w->outcomes[word_hash(words[0], words[1]) % OUTCOMES];
	if (slot->said && word_eq(slot->words[0], words[0]) && word_eq(slot->words[1], words[1])) {
		recall(slot, event);
		return HL_OK;
	}
	status = outcome_parse(w, row, event, err);
	if (status == HL_OK && event->unknown.len == 0)
		remember(slot, words, event);
	return status;
}
