/* detail.c - what an event of a type has besides: amounts, dates, results, stages. */
#include "parts.h"

#include <string.h>

/* --- amounts and dates --- */

/* A number that is not negative; a blank cell leaves *has false. */
static enum hl_status number(struct worker *w, const struct hl_row *row, size_t column,
	struct event *event, struct hl_error *err) {
	struct hl_str cell = hl_cell_trimmed(row, column);

	event->has_amount = cell.len > 0;
	if (!event->has_amount)
		return HL_OK;
	if (hl_dec_parse(cell, &event->amount, err) != HL_OK)
		return event_bad(w, row, column, err);
	if (event->amount < 0) {
		hl_fail_value(err, cell, "a number below 0");
		return event_bad(w, row, column, err);
	}
	return HL_OK;
}

/* Sums of two currencies are nonsense; the first one seen is the log's. */
enum hl_status event_currency(struct worker *w, const struct hl_row *row, struct hl_error *err) {
	size_t column = w->m->columns.currency;
	struct hl_str currency = hl_cell_trimmed(row, column);

	if (currency.len == 0 || w->m->is_by_currency || hl_str_same(currency, w->m->currency))
		return HL_OK;
	if (w->m->currency.len == 0) {
		if (w->currency.len == 0)
			hl_buf_add(&w->currency, currency);
		return HL_OK;
	}
	hl_fail_value(err, currency, "a second currency: measure each by itself");
	return event_bad(w, row, column, err);
}

enum hl_status placed_parse(
	struct worker *w, const struct hl_row *row, struct event *event, struct hl_error *err) {
	enum hl_status status = event_currency(w, row, err);

	return status == HL_OK ? number(w, row, w->m->columns.amount, event, err) : status;
}

/* Other words are reasons; but not one that is nearly a word of these. */
enum hl_status recalled_parse(
	struct worker *w, const struct hl_row *row, struct event *event, struct hl_error *err) {
	static const struct hl_str words[] = { { "keeps_placement", 15 },
		{ "reduces_placement", 17 } };
	struct hl_str cell = hl_cell_trimmed(row, w->m->columns.result);
	const struct hl_str *near;

	event->keeps_placement = hl_str_same(cell, words[0]);
	if (cell.len == 0 || event->keeps_placement || hl_str_same(cell, words[1]))
		return HL_OK;
	near = hl_nearest(cell, words, HL_LEN(words));
	if (!near)
		return HL_OK;
	hl_fail(err, HL_EDATA, "neither keeps_placement nor reduces_placement; did you mean %s?",
		near->at);
	return event_bad(w, row, w->m->columns.result, err);
}

/* The day of the cell, which is not empty; what the same bytes came to before they come to again.
 */
static enum hl_status day_parse(struct worker *w, const struct hl_row *row, size_t column,
	int64_t *day, struct hl_error *err) {
	const struct words words = { w->dues, DUE_WORDS };
	struct word word = word_at(row, column);
	struct word_slot *slot = words_slot(&words, word);
	struct hl_time time;

	if (!word_is_none(word) && word_eq(slot->word, word)) {
		*day = (int32_t)slot->value;
		return HL_OK;
	}
	if (hl_time_parse(hl_cell_trimmed(row, column), w->m->options.time, &time, err) != HL_OK)
		return event_bad(w, row, column, err);
	if (!word_is_none(word))
		*slot = (struct word_slot){ word, (uint32_t)time.day };
	*day = time.day;
	return HL_OK;
}

enum hl_status promise_parse(
	struct worker *w, const struct hl_row *row, struct event *event, struct hl_error *err) {
	size_t column = w->m->columns.due;
	enum hl_status status = placed_parse(w, row, event, err);

	if (status != HL_OK)
		return status;
	if (hl_cell_trimmed(row, column).len == 0)
		return event_missing(w, row, column, err, "a promise without a date");
	return day_parse(w, row, column, &event->due, err);
}

/* Which hours they are: the result says. */
static enum hl_status hours_kind(const struct worker *w, const struct hl_row *row,
	struct event *event, struct hl_error *err) {
	static const char *const names[] = HL_HOURS_NAMES;
	struct hl_str cell = hl_cell_trimmed(row, w->m->columns.result);
	size_t kind = 0;

	while (cell.len > 0 && kind < HL_LEN(names) && !hl_str_same(cell, hl_str_of(names[kind])))
		kind++;
	event->is_aside = kind != w->m->options.money.hours;
	if (kind < HL_LEN(names))
		return HL_OK;
	hl_fail_value(err, cell, "neither paid, logged nor productive hours");
	return event_bad(w, row, w->m->columns.result, err);
}

enum hl_status hours_parse(
	struct worker *w, const struct hl_row *row, struct event *event, struct hl_error *err) {
	enum hl_status status = number(w, row, w->m->columns.hours, event, err);

	if (status == HL_OK)
		status = hours_kind(w, row, event, err);

	if (status == HL_OK && !event->has_amount)
		return event_missing(w, row, w->m->columns.hours, err, "no hours");
	return status;
}

/* A log without a column for ranks has no queue to be compared with. */
enum hl_status queue_parse(
	struct worker *w, const struct hl_row *row, struct event *event, struct hl_error *err) {
	size_t column = w->m->columns.rank;
	enum hl_status status = number(w, row, column, event, err);

	if (status == HL_OK && !event->has_amount && column != HL_NO_COLUMN)
		return event_missing(w, row, column, err, "no rank");
	if (status != HL_OK)
		return status;
	return call_window_parse(row, &w->m->columns.call, w->m->options.time, &event->window, err);
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
	struct hl_str cell = hl_cell_trimmed(row, m->columns.stage);

	if (cell.len == 0)
		return event_missing(w, row, m->columns.stage, err, "no stage");
	event->stage = (uint8_t)place_in(cell, m->stages, m->stages_len);
	event->is_converted = place_in(cell, m->converted, m->converted_len) > 0;
	event->is_settled = stage_is_settled(cell);
	return HL_OK;
}

/* --- what an attempt came to --- */

/* As hl_str_same: most write it as it is written here. */
#define IS_WORD(cell, literal)                                                                     \
	((cell).len == sizeof(literal) - 1 &&                                                      \
		(memcmp((cell).at, literal, sizeof(literal) - 1) == 0 ||                           \
			hl_str_same(cell, HL_STR(literal))))

static enum hl_status direction(const struct worker *w, const struct hl_row *row,
	struct event *event, struct hl_error *err) {
	size_t column = w->m->columns.direction;
	struct hl_str cell = hl_cell_trimmed(row, column);

	event->is_out = cell.len == 0 || IS_WORD(cell, "out") || IS_WORD(cell, "outbound");
	if (event->is_out || IS_WORD(cell, "in") || IS_WORD(cell, "inbound"))
		return HL_OK;
	hl_fail_value(err, cell, "neither \"in\" nor \"out\"");
	return event_bad(w, row, column, err);
}

/* Only calls have a result of the list; a text that was sent is an attempt and no more. */
static enum hl_status outcome_parse(
	struct worker *w, const struct hl_row *row, struct event *event, struct hl_error *err) {
	const struct columns *c = &w->m->columns;
	struct hl_str channel = hl_cell_trimmed(row, c->channel);
	struct hl_str cell = hl_cell_trimmed(row, c->result);
	enum hl_status status = direction(w, row, event, err);
	const struct hl_result *result;

	event->is_call = channel.len == 0 || IS_WORD(channel, "call") ||
			 hl_channel_find(channel) == HL_CHANNEL_CALL;
	event->is_agency = event->is_out;
	if (status != HL_OK || !event->is_call)
		return status;
	result = hl_result_find(cell);
	if (result) {
		event->is_right_party = result->is_right_party;
		event->is_contact = result->is_contact;
		event->has_promise = hl_str_eq(hl_str_of(result->name), HL_STR("rpc_promise"));
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
	return event_bad(w, row, c->result, err);
}

static uint8_t said_by(const struct event *event) {
	return (uint8_t)(KNOWN | (event->is_out ? OUT : 0) | (event->is_call ? CALL : 0) |
			 (event->is_right_party ? RIGHT_PARTY : 0) |
			 (event->is_contact ? CONTACT : 0) | (event->has_promise ? PROMISE : 0));
}

static void recall(uint8_t said, struct event *event) {
	event->is_out = said & OUT;
	event->is_call = said & CALL;
	event->is_right_party = said & RIGHT_PARTY;
	event->is_contact = said & CONTACT;
	event->has_promise = said & PROMISE;
	event->is_agency = event->is_out;
}

/* The bytes of the three cells of an outcome, as they lie there; false: they are too many. */
static inline bool outcome_words(
	const struct worker *w, const struct hl_row *row, struct word *words) {
	size_t first = w->m->columns.outcome;
	struct extent all;
	size_t more;

	if (first == HL_NO_COLUMN || row->texts)
		return false;
	all = extent_of(row, first, first + 2);
	if (!has_words(row, all, 2))
		return false;
	more = all.len > WORD_MAX ? all.len - WORD_MAX : 0;
	words[0] = word_before(all.end, all.len - more);
	words[1] = (struct word){ 0, 0 };
	if (more)
		words[1] = word_before(all.end - WORD_MAX, more);
	return true;
}

static inline size_t outcome_place(const struct word *words) {
	return word_hash(words[0], words[1]) % OUTCOMES;
}

uint8_t outcome_known(const struct worker *w, const struct hl_row *row) {
	const struct outcome_slot *slot;
	struct word words[2];

	if (!outcome_words(w, row, words))
		return 0;
	slot = &w->outcomes[outcome_place(words)];
	return word_eq(slot->words[0], words[0]) && word_eq(slot->words[1], words[1]) ? slot->said
										      : 0;
}

/* There are not many outcomes: what the same bytes came to before they come to again. */
enum hl_status attempt_parse(
	struct worker *w, const struct hl_row *row, struct event *event, struct hl_error *err) {
	uint8_t said = outcome_known(w, row);
	struct word words[2];
	enum hl_status status;

	if (said) {
		recall(said, event);
		return HL_OK;
	}
	status = outcome_parse(w, row, event, err);
	if (status == HL_OK && event->unknown.len == 0 && outcome_words(w, row, words))
		w->outcomes[outcome_place(words)] =
			(struct outcome_slot){ { words[0], words[1] }, said_by(event) };
	return status;
}
