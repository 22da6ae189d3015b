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
		{ "call_from", false, &c->call.from },
		{ "call_to", false, &c->call.to },
		{ "currency", false, &c->currency },
	};
	enum hl_status status;

	c->header = c->call.header = header;
	status = hl_lead_bind(header, m->options.map, columns, HL_LEN(columns), err);
	c->outcome = first_of_three(c->channel, c->direction, c->result);
	return status;
}

/* --- words --- */

enum hl_status event_bad(
	const struct worker *w, const struct hl_row *row, size_t column, struct hl_error *err) {
	return hl_row_fail(row, w->m->columns.header, column, HL_EDATA, err);
}

enum hl_status event_missing(const struct worker *w, const struct hl_row *row, size_t column,
	struct hl_error *err, const char *what) {
	hl_fail(err, HL_EDATA, "%s", what);
	return event_bad(w, row, column, err);
}

/* --- where it is --- */

/* The number of the file that rows are of now. */
static uint16_t file_number(struct worker *w, const char *file) {
	const struct hl_meter *m = w->m;
	size_t i = m->files_from;

	if (w->file == file)
		return w->file_number;
	while (i + 1 < m->files_len && m->files[i] != file)
		i++;
	w->file = file;
	w->file_number = i < UINT16_MAX ? (uint16_t)i : UINT16_MAX;
	return w->file_number;
}

void event_place(struct worker *w, const struct hl_row *row, struct event *event) {
	bool is_cash = event->type->kind == PAID || event->type->kind == REVERSED;

	if (!w->m->tells_alike || !is_cash || event->id.len > 0)
		return;
	event->file = file_number(w, row->file);
	event->line = row->line < UINT32_MAX ? (uint32_t)row->line : UINT32_MAX;
}

/* --- one at a time --- */

/* Part of a second later than --as-of is later. */
static inline bool is_later(const struct worker *w, const struct hl_time *ts) {
	return ts->s + (ts->ns > 0) > w->m->options.as_of;
}

static uint8_t type_number(struct hl_str name) {
	uint8_t i = 0;

	while (i + (unsigned)SIGNAL_TYPES < types_len && !hl_str_same(types[i].name, name))
		i++;
	if (i + (unsigned)SIGNAL_TYPES == types_len && !signal_is_known(name))
		i++;
	return i;
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
	event->is_contact = false;
	event->has_promise = false;
	event->is_marked = false;
	event->is_aside = false;
	event->is_delivered = false;
	event->file = 0;
	event->line = 0;
	event->is_settled = false;
	event->keeps_placement = false;
	event->is_agency = event->type->is_agency;
}

static inline void read_names(
	const struct columns *c, const struct hl_row *row, struct event *event) {
	event->account = hl_cell_trimmed(row, c->account);
	event->collector = hl_cell_trimmed(row, c->collector);
	event->id = hl_cell_trimmed(row, c->id);
	event->ref = hl_cell_trimmed(row, c->ref);
}

/* All but its moment and its type, which are there. */
static enum hl_status read_rest(
	struct worker *w, const struct hl_row *row, struct event *event, struct hl_error *err) {
	const struct columns *c = &w->m->columns;

	read_names(c, row, event);
	if (event->account.len == 0 && !event->type->is_nobodys)
		return event_missing(
			w, row, c->account, err, "an event of this type needs an account");
	clear(event);
	event->label = worker_label(w, row);
	return event->type->parse ? event->type->parse(w, row, event, err) : HL_OK;
}

enum hl_status event_parse(
	struct worker *w, const struct hl_row *row, struct event *event, struct hl_error *err) {
	const struct columns *c = &w->m->columns;
	struct hl_str type = hl_cell_trimmed(row, c->type);
	struct hl_time ts;

	if (hl_time_parse(hl_cell_trimmed(row, c->ts), w->m->options.time, &ts, err) != HL_OK)
		return event_bad(w, row, c->ts, err);
	if (type.len == 0)
		return event_missing(w, row, c->type, err, "no type");
	event->s = ts.s;
	event->day = ts.day;
	event->is_later = is_later(w, &ts);
	event->type = &types[type_number(type)];
	return read_rest(w, row, event, err);
}

/* --- many at a time --- */

static size_t read_times(struct worker *w, const struct hl_row *rows, size_t len) {
	const struct hl_time_rules *rules = w->m->options.time;
	size_t column = w->m->columns.ts;
	struct batch *batch = &w->batch;
	struct hl_str cells[HL_STEP_ROWS];
	struct hl_error ignored;
	struct hl_time ts;
	size_t i = 0;

	hl_cells_trimmed(rows, len, column, cells);
	for (; i < len; i++) {
		if (hl_time_parse_next(cells[i], rules, &w->time, &ts, &ignored) != HL_OK)
			break;
		batch->s[i] = ts.s;
		batch->day[i] = ts.day;
		batch->is_later[i] = is_later(w, &ts);
	}
	return i;
}

/* The type of @row, remembered by @word if it has one; TYPES_MAX: there is none. */
ONCE_A_WORD static uint8_t learn_type(
	struct worker *w, const struct hl_row *row, struct word word) {
	const struct words words = { w->types, TYPE_WORDS };
	struct hl_str name = hl_cell_trimmed(row, w->m->columns.type);
	uint8_t number = type_number(name);

	if (name.len == 0)
		return TYPES_MAX;
	if (!word_is_none(word))
		*words_slot(&words, word) = (struct word_slot){ word, number };
	return number;
}

static size_t read_types(struct worker *w, const struct hl_row *rows, size_t len) {
	const struct words words = { w->types, TYPE_WORDS };
	size_t column = w->m->columns.type;
	size_t i = 0;

	for (; i < len; i++) {
		struct word word = word_at(&rows[i], column);
		const struct word_slot *slot = words_slot(&words, word);
		bool is_known = !word_is_none(word) && word_eq(slot->word, word);
		uint8_t number = is_known ? (uint8_t)slot->value : learn_type(w, &rows[i], word);

		if (number == TYPES_MAX)
			break;
		w->batch.types[i] = number;
	}
	return i;
}

/*
 * Those of one type side by side: what is asked of one is asked of the next. Without a branch for
 * each row, which nothing could foresee.
 */
static void sort_by_type(struct batch *batch, size_t len) {
	uint8_t left[HL_STEP_ROWS + 1];
	size_t done = 0;

	for (size_t i = 0; i < len; i++)
		left[i] = (uint8_t)i;
	batch->runs_len = 0;
	while (done < len) {
		uint8_t type = batch->types[left[0]];
		size_t still = len - done;
		size_t rest = 0;

		for (size_t i = 0; i < still; i++) {
			uint8_t at = left[i];
			bool is_one = batch->types[at] == type;

			batch->order[done] = left[rest] = at;
			done += is_one;
			rest += !is_one;
		}
		batch->run_ends[batch->runs_len++] = (uint8_t)done;
	}
}

/* Is there certainly an account? */
static inline bool has_account(const struct worker *w, const struct hl_row *row) {
	struct extent extent;

	if (row->texts || row->is_enclosed)
		return false;
	extent = extent_of(row, w->m->columns.account, w->m->columns.account);
	return extent.len > 0 && (unsigned char)extent.end[-1] > ' ';
}

static enum hl_status read_one(struct worker *w, const struct hl_row *row, size_t at) {
	struct batch *batch = &w->batch;
	struct event *event = &batch->events[at];
	struct hl_error ignored;

	event->s = batch->s[at];
	event->day = batch->day[at];
	event->is_later = batch->is_later[at];
	event->type = &types[batch->types[at]];
	batch->said[at] = 0;
	return read_rest(w, row, event, &ignored);
}

/* Those from @start to @end in order; the first bad one, or @good. */
static size_t read_run(
	struct worker *w, const struct hl_row *rows, size_t start, size_t end, size_t good) {
	struct batch *batch = &w->batch;
	bool is_simple = w->is_simple && types[batch->types[batch->order[start]]].kind == ATTEMPTED;

	for (size_t i = start; i < end; i++) {
		size_t at = batch->order[i];

		batch->said[at] =
			is_simple && has_account(w, &rows[at]) ? outcome_known(w, &rows[at]) : 0;
		if (batch->said[at] == 0 && at < good && read_one(w, &rows[at], at) != HL_OK)
			good = at;
	}
	return good;
}

size_t events_parse(struct worker *w, const struct hl_row *rows, size_t *len) {
	struct batch *batch = &w->batch;
	size_t start = 0;
	size_t good;

	*len = read_times(w, rows, *len);
	*len = good = read_types(w, rows, *len);
	sort_by_type(batch, *len);
	for (size_t i = 0; i < batch->runs_len; start = batch->run_ends[i++])
		good = read_run(w, rows, start, batch->run_ends[i], good);
	return good;
}
