/*
 * merge.c - partials are read; their heads were by head.c.
 *
 * To add a kind of line: its row in line_kinds, what it is taken for, and who writes it
 * (partial.c).
 */
#include "partial.h"
#include "parts.h"

/* --- lines behind the head --- */

static size_t fields_from(const struct hl_meter *m) {
	return LINE_LABELS + m->log_labels->width;
}

static enum hl_status bad(
	const struct worker *w, const struct hl_row *row, size_t column, struct hl_error *err) {
	hl_fail(err, HL_EDATA, "not what hl-metrics --partial wrote");
	return hl_row_fail(row, w->m->columns.header, column, HL_EDATA, err);
}

/* Does it say nothing that an event of this log cannot be? */
static bool is_possible(const struct worker *w, const struct event *event) {
	return event->stage <= w->m->stages_len && (w->own || !event->is_marked) &&
	       (!event->is_delivered || event->type->kind == QUEUED);
}

static enum hl_status take_event(
	struct worker *w, const struct hl_row *row, struct hl_buf *to, struct hl_error *err) {
	struct event event = { .collector = hl_cell(row, LINE_WHO) };
	size_t wrong = fields_parse(&event_fields, row, fields_from(w->m), &event);

	if (wrong == HL_NO_COLUMN)
		wrong = own_parse(w, row, fields_from(w->m) + fields_cells(&event_fields));
	if (wrong != HL_NO_COLUMN || !is_possible(w, &event))
		return bad(w, row, wrong, err);
	event.label = worker_label(w, row);
	event_place(w, row, &event);
	worker_keep(w, &event, worker_collector(w, row), to);
	return HL_OK;
}

/* May sums be of those periods? */
static bool has_periods(const struct hl_meter *m, struct when when) {
	return when.listed >> m->periods.len == 0 && (when.every == 0 || m->periods.every);
}

/* Where sums of the worker are that begin with whose and when they are; or the column. */
static size_t spot_parse(struct worker *w, const struct hl_row *row, size_t *number) {
	uint32_t collector = worker_collector(w, row);
	struct when when = { 0, 0 };
	size_t wrong = fields_parse(&when_fields, row, fields_from(w->m), &when);

	*number = collector;
	if (wrong == HL_NO_COLUMN && (w->by == BY_ACCOUNT || !has_periods(w->m, when)))
		wrong = fields_from(w->m);
	if (wrong == HL_NO_COLUMN && w->by == BY_SPOT)
		*number = tuples_add(&w->spots, &(struct tuple){ { collector, worker_label(w, row),
							when.listed, when.every } });
	return wrong;
}

static enum hl_status take_flow(
	struct worker *w, const struct hl_row *row, struct hl_buf *to, struct hl_error *err) {
	struct flow flow = { 0 };
	size_t number;
	size_t wrong = spot_parse(w, row, &number);

	(void)to;
	if (wrong == HL_NO_COLUMN)
		wrong = fields_parse(
			&flow_fields, row, fields_from(w->m) + fields_cells(&when_fields), &flow);
	if (wrong != HL_NO_COLUMN)
		return bad(w, row, wrong, err);
	flow_add(worker_flow_at(w, number), &flow);
	return HL_OK;
}

static enum hl_status take_own(
	struct worker *w, const struct hl_row *row, struct hl_buf *to, struct hl_error *err) {
	size_t first = fields_from(w->m) + fields_cells(&when_fields);
	struct own_part part = { 0 };
	struct own_sum *sum;
	size_t number;
	size_t wrong = spot_parse(w, row, &number);

	(void)to;
	if (wrong == HL_NO_COLUMN)
		wrong = fields_parse(&own_part_fields, row, first, &part);
	if (wrong == HL_NO_COLUMN && (!w->own || part.term >= w->m->options.own->terms_len))
		wrong = first;
	if (wrong != HL_NO_COLUMN)
		return bad(w, row, wrong, err);
	sum = &own_sums_at(w, number)[part.term];
	sum->sum += part.sum;
	sum->rows += part.rows;
	return HL_OK;
}

static enum hl_status add_day(
	struct worker *w, const struct hl_row *row, struct workdays *to, struct hl_error *err) {
	struct workday day = { .collector = worker_collector(w, row),
		.label = worker_label(w, row) };
	size_t first = fields_from(w->m);
	size_t wrong = fields_parse(&workday_fields, row, first, &day);

	if (wrong == HL_NO_COLUMN)
		wrong = fields_parse(
			&takings_fields, row, first + fields_cells(&workday_fields), &day.took);
	if (wrong != HL_NO_COLUMN)
		return bad(w, row, wrong, err);
	workdays_add(to, &day);
	return HL_OK;
}

static enum hl_status take_day(
	struct worker *w, const struct hl_row *row, struct hl_buf *to, struct hl_error *err) {
	(void)to;
	return add_day(w, row, &w->workdays, err);
}

static enum hl_status take_usage(
	struct worker *w, const struct hl_row *row, struct hl_buf *to, struct hl_error *err) {
	(void)to;
	return add_day(w, row, &w->usage, err);
}

static enum hl_status take_active(
	struct worker *w, const struct hl_row *row, struct hl_buf *to, struct hl_error *err) {
	struct active_day day = { .collector = worker_collector(w, row) };
	size_t wrong = fields_parse(&active_fields, row, fields_from(w->m), &day);

	(void)to;
	if (wrong != HL_NO_COLUMN)
		return bad(w, row, wrong, err);
	active_add(w->active, &day);
	return HL_OK;
}

static enum hl_status take_collector(
	struct worker *w, const struct hl_row *row, struct hl_buf *to, struct hl_error *err) {
	(void)to;
	(void)err;
	(void)worker_collector(w, row);
	return HL_OK;
}

static enum hl_status take_value(
	struct worker *w, const struct hl_row *row, struct hl_buf *to, struct hl_error *err) {
	(void)to;
	(void)err;
	(void)worker_label(w, row);
	return HL_OK;
}

static enum hl_status take_unknown(
	struct worker *w, const struct hl_row *row, struct hl_buf *to, struct hl_error *err) {
	(void)to;
	(void)err;
	hl_keys_add(w->unknown, hl_cell(row, LINE_WHO));
	return HL_OK;
}

static enum hl_status take_type(
	struct worker *w, const struct hl_row *row, struct hl_buf *to, struct hl_error *err) {
	struct hl_type_count type = { hl_cell(row, LINE_WHO), 0 };
	size_t wrong = fields_parse(&type_count_fields, row, fields_from(w->m), &type);

	(void)to;
	if (wrong != HL_NO_COLUMN)
		return bad(w, row, wrong, err);
	unknown_types_add(w->unknown_types, type.name, type.n);
	return HL_OK;
}

static enum hl_status take_currency(
	struct worker *w, const struct hl_row *row, struct hl_buf *to, struct hl_error *err) {
	(void)to;
	(void)err;
	hl_buf_add(&w->currency, hl_cell(row, LINE_WHO));
	return HL_OK;
}

static enum hl_status take_counts(
	struct worker *w, const struct hl_row *row, struct hl_buf *to, struct hl_error *err) {
	struct hl_meter_counts counts = { 0 };
	struct hl_period days = { 0, 0 };
	size_t first = fields_from(w->m);
	size_t wrong = fields_parse(&count_fields, row, first, &counts);

	(void)to;
	if (wrong == HL_NO_COLUMN)
		wrong = fields_parse(&days_fields, row, first + fields_cells(&count_fields), &days);
	if (wrong != HL_NO_COLUMN)
		return bad(w, row, wrong, err);
	counts_add(&w->counts, &counts);
	if (days.from_day < w->first_day)
		w->first_day = days.from_day;
	if (days.to_day > w->last_day)
		w->last_day = days.to_day;
	return HL_OK;
}

static enum hl_status take_end(
	struct worker *w, const struct hl_row *row, struct hl_buf *to, struct hl_error *err) {
	size_t wrong = fields_parse(&seal_fields, row, fields_from(w->m), &w->end);

	(void)to;
	if (wrong != HL_NO_COLUMN)
		return bad(w, row, wrong, err);
	w->ends++;
	return HL_OK;
}

/* In the order of enum part_line. */
const struct line_kind line_kinds[] = {
	[LINE_EVENT] = { { "event", 5 }, { &event_fields, NULL }, take_event },
	[LINE_FLOW] = { { "flow", 4 }, { &when_fields, &flow_fields }, take_flow },
	[LINE_DAY] = { { "day", 3 }, { &workday_fields, &takings_fields }, take_day },
	[LINE_USAGE] = { { "usage", 5 }, { &workday_fields, &takings_fields }, take_usage },
	[LINE_ACTIVE] = { { "active", 6 }, { &active_fields, NULL }, take_active },
	[LINE_OWN] = { { "own", 3 }, { &when_fields, &own_part_fields }, take_own },
	[LINE_COLLECTOR] = { { "collector", 9 }, { NULL, NULL }, take_collector },
	[LINE_VALUE] = { { "value", 5 }, { NULL, NULL }, take_value },
	[LINE_UNKNOWN] = { { "unknown", 7 }, { NULL, NULL }, take_unknown },
	[LINE_TYPE] = { { "type", 4 }, { &type_count_fields, NULL }, take_type },
	[LINE_CURRENCY] = { { "currency", 8 }, { NULL, NULL }, take_currency },
	[LINE_COUNTS] = { { "counts", 6 }, { &count_fields, &days_fields }, take_counts },
	[LINE_END] = { { "end", 3 }, { &seal_fields, NULL }, take_end },
};
const size_t line_kinds_len = HL_LEN(line_kinds);

static enum hl_status merge_row(void *meter, void *worker, const struct hl_row *row,
	struct hl_buf *to, struct hl_error *err) {
	const struct hl_meter *m = meter;
	struct worker *w = worker;
	struct hl_str name = hl_cell(row, LINE_KIND);
	size_t kind = 0;
	enum hl_status status = store_status(m->store, err);

	if (status != HL_OK)
		return status;
	while (kind < line_kinds_len && !hl_str_eq(name, line_kinds[kind].name))
		kind++;
	if (kind == line_kinds_len)
		return bad(w, row, LINE_KIND, err);
	if (kind != LINE_END)
		seal_add(&w->read, row->raw);
	return line_kinds[kind].take(w, row, to, err);
}

/* --- parts --- */

/* What the worker knows of the part; the meter's numbers are in worker_end. */
static void merge_end(void *meter, void *worker) {
	struct hl_meter *m = meter;
	struct worker *w = worker;
	struct merging *merging = m->merging;

	seal_join(&merging->read, &w->read);
	seal_join(&merging->end, &w->end);
	merging->ends += w->ends;
	if (w->currency.len > 0)
		merging->currency = hl_str_keep(&m->arena, hl_buf_str(&w->currency));
	worker_end(m, w);
}

/* Two currencies make nonsense of sums. */
static enum hl_status same_currency(
	struct hl_meter *m, const struct hl_header *header, struct hl_error *err) {
	struct hl_str currency = m->merging->currency;

	if (m->currency.len == 0)
		m->currency = currency;
	if (currency.len == 0 || hl_str_same(currency, m->currency))
		return HL_OK;
	hl_fail_value(err, currency, "a second currency: measure each by itself");
	return hl_row_fail(&header->row, header, HL_NO_COLUMN, HL_EDATA, err);
}

static bool is_whole(const struct merging *merging) {
	return merging->ends == 1 && merging->read.lines == merging->end.lines &&
	       merging->read.sum == merging->end.sum;
}

/* Cells of the log are cells of the part now; what else was found in its header stands. */
static void bind(struct hl_meter *m, const struct hl_header *header) {
	m->columns.header = header;
	m->columns.collector = LINE_WHO;
	for (size_t i = 0; i < m->log_labels->width; i++)
		m->log_dimensions[i]->column = LINE_LABELS + i;
}

static enum hl_status part_read(struct hl_meter *m, struct hl_partial *part, struct hl_error *err) {
	const struct hl_header *header = hl_reader_header(part->reader);
	const struct hl_step step = { .job = m,
		.worker_new = worker_new,
		.worker_end = merge_end,
		.row = merge_row,
		.take = meter_take };
	enum hl_status status;

	if (header->len != partial_cells(m))
		return partial_is_cut(header, err);
	*m->merging = (struct merging){ .read = part->seal };
	bind(m, header);
	files_add(m, part->reader);
	status = hl_table_run(part->reader, &step, NULL, err);
	part->seal = m->merging->read;
	if (status == HL_OK)
		status = store_status(m->store, err);
	if (status == HL_OK && !is_whole(m->merging))
		status = partial_is_cut(header, err);
	return status == HL_OK ? same_currency(m, header, err) : status;
}

enum hl_status parts_read(
	struct hl_meter *m, const struct hl_meter_tables *tables, struct hl_error *err) {
	enum hl_status status = HL_OK;

	m->merging = hl_new(&m->arena, struct merging);
	for (size_t i = 0; i < tables->parts_len && status == HL_OK; i++)
		status = part_read(m, &tables->parts[i], err);
	return status;
}
