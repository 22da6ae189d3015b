/* wide.c - a row for each group and period, with a column for each metric. */
#include "figure.h"
#include "line.h"
#include "states.h"

#include <stdlib.h>

/* A metric, or what is inside of one: a stage, a bucket, a month of a batch. */
struct figure_column {
	const struct hl_metric *metric;
	size_t number; /* among all metrics */
	struct inner inner;
	bool has_interval;
};

struct wide {
	struct hl_meter *m;
	struct hl_dialect dialect;
	struct hl_buf *to;
	const struct ordered *groups;
	struct figure_column *columns; /* those of a metric side by side, in the order of inner */
	size_t columns_len, columns_cap;
	struct lines *lines; /* of each metric */
	size_t *placed;      /* how many of these are in cells, now or before */
	uint32_t *cells;     /* of a period, by group and column: 1 + the line of its metric */
};

/* --- columns --- */

static void add_column(struct wide *w, size_t number, struct inner inner) {
	const struct hl_metric *metric = metric_at(w->m, number);
	const struct hl_interval *interval = metric->interval;

	w->columns = hl_grow(w->columns, &w->columns_cap, w->columns_len + 1, sizeof(*w->columns));
	w->columns[w->columns_len++] =
		(struct figure_column){ metric, number, inner, interval && interval->estimate };
}

static void add_list(
	struct wide *w, size_t number, int64_t first, const struct hl_str *names, size_t len) {
	for (size_t i = 0; i < len; i++)
		add_column(w, number, (struct inner){ first + (int64_t)i, names[i] });
}

static int by_number(const void *left, const void *right) {
	const struct inner *a = left;
	const struct inner *b = right;

	return (a->number > b->number) - (a->number < b->number);
}

/* Of batches those that there are, in any group. */
static void add_found(struct wide *w, size_t number) {
	const struct lines *lines = &w->lines[number];
	struct inner *all = hl_claim(lines->len, sizeof(*all));

	for (size_t i = 0; i < lines->len; i++)
		all[i] = lines->at[i].inner;
	qsort(all, lines->len, sizeof(*all), by_number);
	for (size_t i = 0; i < lines->len; i++)
		if (i == 0 || all[i].number > all[i - 1].number)
			add_column(w, number, all[i]);
	free(all);
}

static void add_columns(struct wide *w) {
	const struct hl_meter *m = w->m;

	for (size_t i = 0; i < metrics_len(m); i++) {
		const struct hl_metric *metric = metric_at(m, i);

		if (!m->choice.chosen[i])
			continue;
		if (metric->by_stage)
			add_list(w, i, 1, m->stages, m->stages_len);
		else if (metric->by_batch)
			add_found(w, i);
		else if (metric->by_due)
			add_list(w, i, 0, due_buckets, DUE_BUCKETS);
		if (!metric->by_stage && !metric->by_batch)
			add_column(w, i,
				(struct inner){ metric->by_due ? DUE_BUCKETS : 0, { "", 0 } });
	}
}

/* "drop.LEAD" */
static void add_name(struct hl_buf *name, const struct figure_column *column) {
	hl_buf_addf(name, "%s", column->metric->name);
	if (column->inner.name.len > 0) {
		hl_buf_add_char(name, '.');
		hl_buf_add(name, column->inner.name);
	}
}

static void put_name(const struct wide *w, const struct figure_column *column, const char *end) {
	struct hl_buf name = { 0 };

	add_name(&name, column);
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

/* The column of @line among those of its metric, from @from on. */
static size_t column_of(const struct wide *w, size_t from, const struct line *line) {
	size_t to = w->columns_len;

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		const struct figure_column *column = &w->columns[middle];

		if (column->metric != line->metric || column->inner.number > line->inner.number)
			to = middle;
		else if (column->inner.number < line->inner.number)
			from = middle + 1;
		else
			return middle;
	}
	return from;
}

/* Lines are in the order of the periods, which are asked for in that order. */
static void place(struct wide *w, uint32_t code) {
	for (size_t i = 0; i < w->groups->len * w->columns_len; i++)
		w->cells[i] = 0;
	for (size_t i = 0; i < w->columns_len; i++) {
		size_t number = w->columns[i].number;
		const struct lines *lines = &w->lines[number];
		size_t *next = &w->placed[number];

		for (; *next < lines->len && lines->at[*next].code == code; ++*next) {
			const struct line *line = &lines->at[*next];

			*cell_of(w, (size_t)(line->of - w->groups->at), column_of(w, i, line)) =
				(uint32_t)*next + 1;
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
		add_name(all, column);
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
	w->placed = hl_claim(metrics_len(w->m), sizeof(*w->placed));
	for (size_t i = 0; status == HL_OK && i < metrics_len(w->m); i++)
		if (w->m->choice.chosen[i])
			status = lines_gather(
				w->m, w->groups, metric_at(w->m, i), &w->lines[i], err);
	return status;
}

static void wide_release(struct wide *w) {
	for (size_t i = 0; i < metrics_len(w->m); i++)
		lines_release(&w->lines[i]);
	free(w->lines);
	free(w->placed);
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
	if (status == HL_OK) {
		add_columns(&w);
		w.cells = hl_claim(groups.len * w.columns_len + 1, sizeof(*w.cells));
		put_header(&w);
		for (periods_shown(&m->periods, &code, &end); code < end; code++)
			put_period(&w, code);
		put_period(&w, 0);
	}
	wide_release(&w);
	return status;
}
