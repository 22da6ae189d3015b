/* wide.c - a row for each group and period, with a column for each metric. */
#include "figure.h"
#include "line.h"

#include <stdlib.h>

/* A metric, or a stage of one. */
struct figure_column {
	const struct hl_metric *metric;
	size_t number; /* among all metrics */
	size_t stage;  /* 1-based; 0: the metric itself */
	bool has_interval;
};

struct wide {
	struct hl_meter *m;
	struct hl_dialect dialect;
	struct hl_buf *to;
	const struct ordered *groups;
	struct figure_column *columns;
	size_t columns_len;
	struct lines *lines; /* of each metric */
	uint32_t *cells;     /* of a period, by group and column: 1 + the line of its metric */
};

/* --- columns --- */

static void add_column(struct wide *w, size_t number, size_t stage) {
	const struct hl_metric *metric = metric_at(w->m, number);
	const struct hl_interval *interval = metric->interval;

	w->columns[w->columns_len++] =
		(struct figure_column){ metric, number, stage, interval && interval->estimate };
}

static void add_columns(struct wide *w) {
	const struct hl_meter *m = w->m;

	w->columns = hl_claim(metrics_len(m) * (m->stages_len + 1), sizeof(*w->columns));
	for (size_t i = 0; i < metrics_len(m); i++) {
		const struct hl_metric *metric = metric_at(m, i);

		if (!m->chosen[i] || metric->by_batch)
			continue;
		if (!metric->by_stage)
			add_column(w, i, 0);
		for (size_t k = 1; metric->by_stage && k <= m->stages_len; k++)
			add_column(w, i, k);
	}
}

static void put_name(const struct wide *w, const struct figure_column *column, const char *end) {
	struct hl_buf name = { 0 };

	hl_buf_addf(&name, "%s", column->metric->name);
	if (column->stage > 0) {
		hl_buf_add_char(&name, '.');
		hl_buf_add(&name, w->m->stages[column->stage - 1]);
	}
	hl_buf_addf(&name, "%s", end);
	hl_put_more(w->to, w->dialect, hl_buf_str(&name));
	hl_buf_release(&name);
}

static void put_header(const struct wide *w) {
	hl_put_cell(w->to, w->dialect, HL_STR("group"), false);
	hl_put_more(w->to, w->dialect, HL_STR("from"));
	hl_put_more(w->to, w->dialect, HL_STR("to"));
	for (size_t i = 0; i < w->columns_len; i++) {
		put_name(w, &w->columns[i], "");
		if (!w->columns[i].has_interval)
			continue;
		put_name(w, &w->columns[i], "_lo");
		put_name(w, &w->columns[i], "_hi");
	}
	hl_put_more(w->to, w->dialect, HL_STR("flags"));
	hl_buf_add_char(w->to, '\n');
}

/* --- which line is where --- */

static uint32_t *cell_of(const struct wide *w, size_t group, size_t column) {
	return &w->cells[group * w->columns_len + column];
}

static void place(struct wide *w, uint32_t code) {
	for (size_t i = 0; i < w->groups->len * w->columns_len; i++)
		w->cells[i] = 0;
	for (size_t i = 0; i < w->columns_len; i++) {
		const struct figure_column *column = &w->columns[i];
		const struct lines *lines = &w->lines[column->number];

		for (size_t k = 0; k < lines->len; k++) {
			const struct line *line = &lines->at[k];

			if (line->code == code && line->stage == column->stage)
				*cell_of(w, (size_t)(line->of - w->groups->at), i) =
					(uint32_t)k + 1;
		}
	}
}

static const struct line *line_at(const struct wide *w, size_t group, size_t column) {
	uint32_t at = *cell_of(w, group, column);

	return at > 0 ? &w->lines[w->columns[column].number].at[at - 1] : NULL;
}

/* --- rows --- */

static void put_maybe(const struct wide *w, struct maybe maybe, unsigned places) {
	char text[HL_SUM_ROOM];
	size_t len = maybe.is_there ? hl_sum_print_fixed(maybe.dec, places, text) : 0;

	hl_put_more(w->to, w->dialect, (struct hl_str){ text, len });
}

static void put_figure(
	const struct wide *w, const struct figure_column *column, const struct line *line) {
	static const struct maybe none;
	unsigned places = column->metric->unit->value_places;
	bool has_value = line && line->figure.has_value;
	char text[HL_SUM_ROOM];

	/* A sum has all its decimals. */
	hl_put_more(w->to, w->dialect,
		(struct hl_str){
			text, has_value ? hl_sum_print(line->figure.value, places, text) : 0 });
	if (!column->has_interval)
		return;
	put_maybe(w, line ? line->lo : none, places);
	put_maybe(w, line ? line->hi : none, places);
}

/* Each with its metric before it, as in rph.low_n; that of the period once. */
static void add_flags(struct hl_buf *all, const struct wide *w, const struct figure_column *column,
	const struct line *line) {
	struct hl_buf own = { 0 };
	struct hl_str rest;

	line_flags(w->m, line, &own);
	for (rest = hl_buf_str(&own); rest.len > 0;) {
		struct hl_str flag = hl_str_cut(&rest, ';');

		if (hl_str_starts(flag, HL_STR("partial:")))
			continue;
		if (all->len > 0)
			hl_buf_add_char(all, ';');
		hl_buf_addf(all, "%s", column->metric->name);
		if (column->stage > 0) {
			hl_buf_add_char(all, '.');
			hl_buf_add(all, w->m->stages[column->stage - 1]);
		}
		hl_buf_add_char(all, '.');
		hl_buf_add(all, flag);
	}
	hl_buf_release(&own);
}

static void put_flags(const struct wide *w, size_t group, const struct line *any) {
	int64_t days = any->period.to_day - any->period.from_day;
	struct hl_buf flags = { 0 };

	for (size_t i = 0; i < w->columns_len; i++) {
		const struct line *line = line_at(w, group, i);

		if (line)
			add_flags(&flags, w, &w->columns[i], line);
	}
	if (any->covered_days < days)
		hl_buf_addf(&flags, "%spartial:%lld/%lld", flags.len ? ";" : "",
			(long long)any->covered_days, (long long)days);
	hl_put_more(w->to, w->dialect, hl_buf_str(&flags));
	hl_buf_release(&flags);
}

static void put_day(const struct wide *w, int64_t day) {
	char text[HL_TIME_ROOM];

	hl_put_more(w->to, w->dialect, (struct hl_str){ text, hl_day_print(day, text) });
}

static void put_row(const struct wide *w, size_t group) {
	const struct line *any = NULL;

	for (size_t i = 0; i < w->columns_len && !any; i++)
		any = line_at(w, group, i);
	if (!any)
		return;
	hl_put_cell(w->to, w->dialect, w->groups->at[group].name, false);
	put_day(w, any->period.from_day);
	put_day(w, any->period.to_day);
	for (size_t i = 0; i < w->columns_len; i++)
		put_figure(w, &w->columns[i], line_at(w, group, i));
	put_flags(w, group, any);
	hl_buf_add_char(w->to, '\n');
	w->m->counts.figures++;
}

static void put_period(struct wide *w, uint32_t code) {
	place(w, code);
	for (size_t i = 0; i < w->groups->len; i++)
		put_row(w, i);
}

static enum hl_status gather(struct wide *w, struct hl_error *err) {
	enum hl_status status = HL_OK;

	w->lines = hl_claim(metrics_len(w->m), sizeof(*w->lines));
	for (size_t i = 0; status == HL_OK && i < metrics_len(w->m); i++)
		if (w->m->chosen[i])
			status = lines_gather(
				w->m, w->groups, metric_at(w->m, i), &w->lines[i], err);
	return status;
}

static void wide_release(struct wide *w) {
	for (size_t i = 0; i < metrics_len(w->m); i++)
		lines_release(&w->lines[i]);
	free(w->lines);
	free(w->columns);
	free(w->cells);
}

enum hl_status hl_meter_put_wide(
	struct hl_meter *m, struct hl_dialect dialect, struct hl_buf *to, struct hl_error *err) {
	struct ordered groups = groups_order(m);
	struct wide w = { .m = m, .dialect = dialect, .to = to, .groups = &groups };
	enum hl_status status = gather(&w, err);
	uint32_t code, end;

	m->counts.figures = 0;
	add_columns(&w);
	w.cells = hl_claim(groups.len * w.columns_len + 1, sizeof(*w.cells));
	if (status == HL_OK) {
		put_header(&w);
		for (periods_every(&m->periods, &code, &end); code < end; code++)
			put_period(&w, code);
		put_period(&w, 0);
	}
	wide_release(&w);
	return status;
}
