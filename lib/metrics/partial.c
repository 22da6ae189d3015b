/* partial.c - what was read goes into a partial. */
#include "partial.h"

#include "parts.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* --- lines --- */

static const struct hl_dialect csv = { ',', false };

uint64_t partial_layout(void) {
	uint64_t mixed = bytes_print(HL_STR(PARTIAL_VERSION), 0);

	for (size_t i = 0; i < line_kinds_len; i++) {
		mixed = bytes_print(line_kinds[i].name, mixed);
		for (size_t j = 0; j < HL_LEN(line_kinds[i].fields); j++)
			mixed = fields_print(line_kinds[i].fields[j], mixed);
	}
	for (size_t i = 0; i < types_len; i++)
		mixed = bytes_print(types[i].name, mixed + types[i].serves);
	for (size_t i = 0; i < hl_metrics_len; i++)
		mixed = bytes_print(hl_str_of(hl_metrics[i].name), mixed + hl_metrics[i].needs);
	return mixed;
}

size_t partial_cells(const struct hl_meter *m) {
	size_t most = 0;

	for (size_t i = 0; i < line_kinds_len; i++) {
		size_t cells = fields_cells(line_kinds[i].fields[0]) +
			       fields_cells(line_kinds[i].fields[1]);

		if (i == LINE_EVENT)
			cells += own_cells(m->options.own);

		most = cells > most ? cells : most;
	}
	return LINE_LABELS + m->log_labels->width + most;
}

static void line_begin(struct hl_buf *line, struct hl_str kind, struct hl_str who) {
	line->len = 0;
	hl_put_cell(line, csv, kind, false);
	hl_put_more(line, csv, who);
}

/* What @label says, text by text; other workers may add some. */
static void put_label(const struct hl_meter *m, uint32_t label, struct hl_buf *line) {
	struct labels *labels = m->log_labels;
	uint32_t values[DIMENSIONS_MAX];

	labels_get(labels, label, values);
	if (labels->width == 0)
		return;
	pthread_mutex_lock(&labels->lock);
	for (size_t i = 0; i < labels->width; i++)
		hl_put_more(line, csv,
			values[i] ? value_name(m->log_dimensions[i], values[i]) : HL_STR(""));
	pthread_mutex_unlock(&labels->lock);
}

/* @len cells are there: the others are empty. */
static void line_end(
	const struct hl_meter *m, struct hl_buf *line, size_t len, struct hl_seal *seal) {
	for (size_t cells = partial_cells(m); len < cells; len++)
		hl_buf_add_char(line, ',');
	if (seal)
		seal_add(seal, hl_buf_str(line));
	hl_buf_add_char(line, '\n');
}

/* A whole line of a kind; @of: a struct for each of its fields. */
static void put_line(const struct hl_meter *m, enum part_line kind, const struct hl_place *where,
	const void *const *of, struct hl_buf *line) {
	const struct line_kind *is = &line_kinds[kind];
	struct hl_str who = where->collector == NOBODY
				    ? HL_STR("")
				    : hl_keys_at(m->collectors, where->collector);
	size_t len = LINE_LABELS + m->log_labels->width;

	line_begin(line, is->name, who);
	put_label(m, where->label, line);
	for (size_t i = 0; i < HL_LEN(is->fields) && is->fields[i]; i++) {
		fields_put(is->fields[i], of[i], line);
		len += fields_cells(is->fields[i]);
	}
	line_end(m, line, len, kind == LINE_END ? NULL : &m->partial->seal);
}

/* --- begin --- */

struct hl_str seal_print(uint64_t number, char *room) {
	return (struct hl_str){ room, (size_t)snprintf(room, 24, "%016" PRIx64, number) };
}

static void put_header(const struct hl_meter *m, struct hl_buf *to) {
	size_t cells = partial_cells(m);

	hl_buf_addf(to, "%s,%s", PARTIAL_NAME, PARTIAL_VERSION);
	for (size_t i = LINE_LABELS; i < cells; i++)
		hl_buf_addf(to, ",%zu", i + 1);
	hl_buf_add_char(to, '\n');
}

static void put_head(struct hl_meter *m, const struct hl_partial_line *head, struct hl_buf *line) {
	line_begin(line, head->kind, head->name);
	hl_put_more(line, csv, head->text);
	line_end(m, line, 3, &m->partial->seal);
}

static enum hl_status write_line(
	struct hl_meter *m, const struct hl_buf *line, struct hl_error *err) {
	return m->partial->out ? hl_output_write(m->partial->out, hl_buf_str(line), err) : HL_OK;
}

static void put_begin(struct hl_meter *m, struct hl_buf *line) {
	const struct hl_seal head = m->partial->seal;
	char lines[24], sum[24];

	put_head(m,
		&(struct hl_partial_line){
			HL_STR("begin"), seal_print(head.lines, lines), seal_print(head.sum, sum) },
		line);
}

enum hl_status partial_begin(
	struct hl_meter *m, const struct hl_partial *head, struct hl_error *err) {
	char layout[24];
	const struct hl_partial_line made = { HL_STR("made"), HL_STR("layout"),
		seal_print(partial_layout(), layout) };
	const struct hl_partial_line queue = { HL_STR("queue"), HL_STR(""), HL_STR("") };
	struct hl_buf line = { 0 };
	enum hl_status status;

	put_header(m, &line);
	status = write_line(m, &line, err);
	for (size_t i = 0; i <= head->len && status == HL_OK; i++) {
		put_head(m, i == 0 ? &made : &head->head[i - 1], &line);
		status = write_line(m, &line, err);
	}
	if (m->has_delivered && status == HL_OK) {
		put_head(m, &queue, &line);
		status = write_line(m, &line, err);
	}
	put_begin(m, &line);
	if (status == HL_OK)
		status = write_line(m, &line, err);
	hl_buf_release(&line);
	return status;
}

/* --- events --- */

/* Without what nobody will ask: most accounts and ids are none of anybody's business. */
static struct event pared(const struct hl_meter *m, const struct event *event) {
	struct event pared = *event;

	if (!needs_account(m, event))
		pared.account.len = 0;
	if (!has_id(event))
		pared.id.len = 0;
	if (!is_linked(event) || m->columns.ref == HL_NO_COLUMN)
		pared.ref.len = 0;
	if (event->type->kind != QUEUED)
		pared.window = (struct call_window){ 0, 0 };
	return pared;
}

void partial_event(struct worker *w, const struct event *event, uint64_t marks, const char *values,
	struct hl_buf *to) {
	const struct hl_meter *m = w->m;
	const struct event told = pared(m, event);
	struct hl_buf *line = &w->line;

	line_begin(line, line_kinds[LINE_EVENT].name, event->collector);
	put_label(m, event->label, line);
	fields_put(&event_fields, &told, line);
	own_put(m->options.own, marks, values, line);
	line_end(m, line,
		LINE_LABELS + m->log_labels->width + fields_cells(&event_fields) +
			own_cells(m->options.own),
		&w->wrote);
	hl_buf_add(to, hl_buf_str(line));
}

enum hl_status partial_take(struct hl_meter *m, struct hl_buf *bytes, struct hl_error *err) {
	return m->partial->out ? hl_output_drain(m->partial->out, bytes, err) : HL_OK;
}

/* --- sums --- */

void partial_flow(struct hl_meter *m, const struct flow *flow, const struct tuple *tuple) {
	struct partial *partial = m->partial;
	size_t number = tuples_add(&partial->spots, tuple);

	partial->flows =
		hl_grow(partial->flows, &partial->flows_cap, number + 1, sizeof(*partial->flows));
	while (partial->flows_len <= number)
		partial->flows[partial->flows_len++] = (struct flow){ 0 };
	flow_add(&partial->flows[number], flow);
}

void partial_workdays(struct hl_meter *m, const struct workdays *days, const uint32_t *numbers) {
	struct workday day;

	for (size_t at = 0; workdays_next(days, &at, &day);) {
		day.collector = numbers[day.collector];
		day.first = 0;
		workdays_add(&m->partial->workdays, &day);
	}
}

/* Lines that are written in the order of their bytes. */
struct lines {
	struct hl_buf bytes, line;
	size_t *ends;
	size_t len, cap;
};

static void keep_line(struct lines *lines) {
	lines->ends = hl_grow(lines->ends, &lines->cap, lines->len + 1, sizeof(*lines->ends));
	hl_buf_add(&lines->bytes, hl_buf_str(&lines->line));
	lines->ends[lines->len++] = lines->bytes.len;
}

static int by_bytes(const void *left, const void *right) {
	return hl_str_cmp(*(const struct hl_str *)left, *(const struct hl_str *)right);
}

static enum hl_status write_sorted(struct hl_meter *m, struct lines *lines, struct hl_error *err) {
	struct hl_str *at = hl_claim(lines->len, sizeof(*at));
	enum hl_status status = HL_OK;

	for (size_t i = 0; i < lines->len; i++) {
		size_t from = i ? lines->ends[i - 1] : 0;

		at[i] = (struct hl_str){ lines->bytes.at + from, lines->ends[i] - from };
	}
	if (lines->len > 1)
		qsort(at, lines->len, sizeof(*at), by_bytes);
	for (size_t i = 0; i < lines->len && m->partial->out && status == HL_OK; i++)
		status = hl_output_write(m->partial->out, at[i], err);
	free(at);
	return status;
}

static void put_flows(struct hl_meter *m, struct lines *lines) {
	const struct partial *partial = m->partial;

	for (size_t i = 0; i < partial->flows_len; i++) {
		const uint32_t *spot = partial->spots.at[i].at;
		const struct hl_place place = { NOBODY, spot[0], spot[1] };
		const struct when when = { spot[2], spot[3] };
		const void *of[] = { &when, &partial->flows[i] };

		put_line(m, LINE_FLOW, &place, of, &lines->line);
		keep_line(lines);
	}
}

static void put_workdays(
	struct hl_meter *m, enum part_line kind, const struct workdays *days, struct lines *lines) {
	struct workday day;

	for (size_t at = 0; workdays_next(days, &at, &day);) {
		const struct hl_place place = { NOBODY, day.collector, day.label };
		const void *of[] = { &day, &day.took };

		put_line(m, kind, &place, of, &lines->line);
		keep_line(lines);
	}
}

static void put_active(struct hl_meter *m, struct lines *lines) {
	size_t len = m->active ? hl_keys_len(m->active) : 0;

	for (size_t i = 0; i < len; i++) {
		const struct active_day day = active_at(m->active, i);
		const struct hl_place place = { NOBODY, day.collector - 1, 0 };
		const void *of[] = { &day, NULL };

		put_line(m, LINE_ACTIVE, &place, of, &lines->line);
		keep_line(lines);
	}
}

static void put_own(struct hl_meter *m, struct lines *lines) {
	const struct partial *partial = m->partial;

	for (size_t i = 0; i < partial->own_len; i++) {
		size_t terms = m->options.own->terms_len;
		const uint32_t *spot = partial->own_spots.at[i / terms].at;
		const struct hl_place place = { NOBODY, spot[0], spot[1] };
		const struct when when = { spot[2], spot[3] };
		const struct own_part part = { (uint32_t)(i % terms), partial->own[i].sum,
			partial->own[i].rows };
		const void *of[] = { &when, &part };

		if (part.rows == 0)
			continue;
		put_line(m, LINE_OWN, &place, of, &lines->line);
		keep_line(lines);
	}
}

/* Lines that are no more than a name. */
static void put_name(
	struct hl_meter *m, enum part_line kind, struct hl_str name, struct lines *lines) {
	line_begin(&lines->line, line_kinds[kind].name, name);
	line_end(m, &lines->line, LINE_LABELS, &m->partial->seal);
	keep_line(lines);
}

/* Types that nobody knows. */
static void put_types(struct hl_meter *m, struct lines *lines) {
	const struct line_kind *kind = &line_kinds[LINE_TYPE];

	for (size_t i = 0; i < hl_keys_len(m->unknown_types); i++) {
		const struct hl_type_count type = unknown_type_at(m->unknown_types, i);

		line_begin(&lines->line, kind->name, type.name);
		put_label(m, 0, &lines->line);
		fields_put(kind->fields[0], &type, &lines->line);
		line_end(m, &lines->line,
			LINE_LABELS + m->log_labels->width + fields_cells(kind->fields[0]),
			&m->partial->seal);
		keep_line(lines);
	}
}

/* Who is there, and what columns of the log say, where it counts nowhere: it may be asked for. */
static void put_known(struct hl_meter *m, struct lines *lines) {
	for (size_t i = m->roster_len; i < hl_keys_len(m->collectors); i++)
		put_name(m, LINE_COLLECTOR, hl_keys_at(m->collectors, i), lines);
	for (size_t i = 0; i < m->log_labels->width; i++) {
		const struct hl_keys *values = m->log_dimensions[i]->values;

		for (size_t j = 0; j < hl_keys_len(values); j++) {
			line_begin(&lines->line, line_kinds[LINE_VALUE].name, HL_STR(""));
			for (size_t k = 0; k < m->log_labels->width; k++)
				hl_put_more(&lines->line, csv,
					k == i ? hl_keys_at(values, j) : HL_STR(""));
			line_end(m, &lines->line, LINE_LABELS + m->log_labels->width,
				&m->partial->seal);
			keep_line(lines);
		}
	}
}

static void put_counts(struct hl_meter *m, struct lines *lines) {
	const struct hl_place nowhere = { NOBODY, NOBODY, 0 };
	const struct hl_period days = { m->first_day, m->last_day };
	const void *of[] = { &m->counts, &days };

	put_line(m, LINE_COUNTS, &nowhere, of, &lines->line);
	keep_line(lines);
}

enum hl_status partial_end(struct hl_meter *m, struct hl_error *err) {
	const struct hl_place nowhere = { NOBODY, NOBODY, 0 };
	const void *of[] = { &m->partial->seal, NULL };
	struct lines lines = { .len = 0 };
	enum hl_status status;

	put_flows(m, &lines);
	put_workdays(m, LINE_DAY, &m->partial->workdays, &lines);
	put_workdays(m, LINE_USAGE, &m->usage, &lines);
	put_active(m, &lines);
	put_own(m, &lines);
	put_known(m, &lines);
	for (size_t i = 0; i < hl_keys_len(m->unknown); i++)
		put_name(m, LINE_UNKNOWN, hl_keys_at(m->unknown, i), &lines);
	put_types(m, &lines);
	if (m->currency.len > 0)
		put_name(m, LINE_CURRENCY, m->currency, &lines);
	put_counts(m, &lines);
	status = write_sorted(m, &lines, err);
	put_line(m, LINE_END, &nowhere, of, &lines.line);
	if (status == HL_OK)
		status = write_line(m, &lines.line, err);
	hl_buf_release(&lines.bytes);
	hl_buf_release(&lines.line);
	free(lines.ends);
	return status;
}

void partial_free(struct hl_meter *m) {
	if (!m->partial)
		return;
	tuples_release(&m->partial->spots);
	free(m->partial->flows);
	workdays_release(&m->partial->workdays);
	tuples_release(&m->partial->own_spots);
	free(m->partial->own);
	free(m->partial);
}
