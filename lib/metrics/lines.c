/* lines.c - tallies to rows of the output: which there are, what their figures are. */
#include "figure.h"
#include "line.h"
#include "money.h"
#include "states.h"

#include <math.h>
#include <stdlib.h>

/* --- figures --- */

/*
 * scale x num / den to the unit's decimals, rounded once: worked out in units of the last
 * decimal, then brought to millionths.
 */
bool figure_work_out(const struct hl_unit *unit, struct hl_figure *figure) {
	int64_t factor = unit->scale;
	int64_t step = HL_ONE;
	hl_wide num;

	if (figure->is_too_large)
		return false;
	if (!figure->has_den) {
		figure->has_value = true;
		figure->value = figure->num;
		return true;
	}
	if (figure->has_value || !figure->has_num || figure->den == 0)
		return true;
	for (unsigned i = 0; i < unit->value_places; i++) {
		factor *= 10;
		step /= 10;
	}
	figure->has_value = !__builtin_mul_overflow(figure->num, factor, &num) &&
			    hl_sum_ratio(num, figure->den, &figure->value) &&
			    !__builtin_mul_overflow(figure->value, step, &figure->value);
	return figure->has_value;
}

enum hl_status figure_make(const struct hl_metric *metric, const struct hl_tally *tally,
	struct hl_figure *figure, struct hl_error *err) {
	*figure = figure_of(metric, tally);
	return figure_work_out(metric->unit, figure)
		       ? HL_OK
		       : hl_fail(err, HL_EDATA, "%s: the number is too large", metric->name);
}

struct maybe scaled(const struct hl_metric *metric, double x) {
	struct maybe maybe = { false, 0 };

	maybe.is_there = hl_sum_round_double(
		x * metric->unit->scale, metric->unit->value_places, &maybe.dec);
	return maybe;
}

static void find_interval(struct line *line) {
	const struct hl_interval *interval = line->metric->interval;
	const struct hl_measured at = { line->tally, line->figure };
	struct hl_estimate ends;

	if (!interval || !interval->estimate || !line->figure.has_value)
		return;
	ends = interval->estimate(&at);
	line->lo = scaled(line->metric, ends.lo);
	line->hi = scaled(line->metric, ends.hi);
}

/* --- flags: no_data or low_n, the metric's own, partial, what else was asked --- */

static void flag_begin(struct hl_buf *flags) {
	if (flags->len)
		hl_buf_add_char(flags, ';');
}

static void flag_note(struct hl_buf *flags, const char *note, size_t n) {
	if (!note || n == 0)
		return;
	flag_begin(flags);
	hl_buf_addf(flags, "%s:%zu", note, n);
}

static void flag_covered(struct hl_buf *flags, const char *name, int64_t covered, int64_t days) {
	if (covered >= days)
		return;
	flag_begin(flags);
	hl_buf_addf(flags, "%s:%lld/%lld", name, (long long)covered, (long long)days);
}

void line_flags(const struct hl_meter *m, const struct line *line, struct hl_buf *flags) {
	const struct hl_figure *figure = &line->figure;

	if (!figure->has_value)
		hl_buf_add(flags, HL_STR("no_data"));
	else if (figure->has_den && !line->metric->is_per_time &&
		 figure->den < (hl_wide)m->options.min_n * HL_ONE)
		hl_buf_add(flags, HL_STR("low_n"));
	flag_note(flags, figure->note, figure->note_n);
	flag_note(flags, figure->also, figure->also_n);
	if (figure->mark) {
		flag_begin(flags);
		hl_buf_add(flags, hl_str_of(figure->mark));
	}
	estimated_put(line->metric, line->tally, "", flags);
	views_put(m, line->metric, flags);
	flag_covered(
		flags, "partial", line->covered_days, line->period.to_day - line->period.from_day);
	flag_covered(flags, "previous_partial", line->before.covered_days, line->before.days);
	if (line->target && target_is_uncertain(line)) {
		flag_begin(flags);
		hl_buf_add(flags, HL_STR("uncertain"));
	}
}

/* --- gathering --- */

struct gathering {
	struct hl_meter *m;
	const struct ordered *groups;
	const struct hl_metric *metric;
	struct lines *lines;
};

static const struct hl_tally nothing;

/* That of the period before, where that is asked; or NULL. */
static const struct hl_tally *tally_before(
	const struct gathering *g, const struct ordered_group *group, uint32_t code) {
	uint32_t before;

	return g->m->options.has_previous && previous_of(&g->m->periods, code, &before)
		       ? tally_find(g->m, group->number, before)
		       : NULL;
}

/* What is pending is so now, batches are those of the whole: no other period has them. */
static bool is_of_now(const struct hl_metric *metric) {
	return metric->by_due || metric->by_batch;
}

static enum hl_status add(
	const struct gathering *g, const struct line *under_way, struct hl_error *err) {
	struct lines *lines = g->lines;
	struct line *line;
	enum hl_status status;

	lines->at = hl_grow(lines->at, &lines->cap, lines->len + 1, sizeof(*lines->at));
	line = &lines->at[lines->len++];
	*line = *under_way;
	line->before = (struct before){ .p = (double)NAN, .trend = "" };
	status = figure_make(g->metric, line->tally, &line->figure, err);
	if (status != HL_OK)
		return status;
	find_interval(line);
	if (g->m->options.targets)
		target_find(g->m, line);
	return g->m->options.has_previous && !is_of_now(g->metric) ? previous_find(g->m, line, err)
								   : HL_OK;
}

struct hl_str inner_name(struct hl_meter *m, struct hl_str group, struct hl_str inner) {
	struct hl_buf name = { 0 };

	if (group.len == 0)
		return inner;
	hl_buf_add(&name, group);
	hl_buf_add_char(&name, '/');
	hl_buf_add(&name, inner);
	group = hl_str_keep(&m->arena, hl_buf_str(&name));
	hl_buf_release(&name);
	return group;
}

/* A row of what is inside a group. */
static enum hl_status add_inner(const struct gathering *g, const struct line *of,
	struct inner inner, const struct hl_tally *tally, struct hl_error *err) {
	struct line line = *of;

	line.inner = inner;
	line.tally = tally;
	line.group = inner_name(g->m, of->of->is_total ? HL_STR("") : of->group, inner.name);
	return add(g, &line, err);
}

static bool is_reached(const struct hl_tally *tally, size_t stage) {
	return tally && tally->stages && tally->stages[stage].counts.stage_reached > 0;
}

/* In the total of all each stage has a row; in a group those that are reached there, or were. */
static bool has_stage(const struct line *line, const struct hl_tally *was, size_t stage) {
	return line->of->is_total || is_reached(line->tally, stage) || is_reached(was, stage);
}

static enum hl_status add_stages(
	const struct gathering *g, const struct line *line, struct hl_error *err) {
	const struct hl_tally *stages = line->tally->stages;
	const struct hl_tally *was = tally_before(g, line->of, line->code);
	enum hl_status status = HL_OK;

	for (size_t i = 0; status == HL_OK && i < g->m->stages_len; i++)
		if (has_stage(line, was, i))
			status = add_inner(g, line,
				(struct inner){ (int64_t)i + 1, g->m->stages[i] },
				stages ? &stages[i] : &nothing, err);
	return status;
}

/* Those of the buckets, then that of all of them. */
static enum hl_status add_dues(
	const struct gathering *g, const struct line *line, struct hl_error *err) {
	struct hl_tally *alone = hl_new_array(&g->m->arena, struct hl_tally, DUE_BUCKETS);
	struct line all = *line;
	enum hl_status status = HL_OK;

	for (size_t i = 0; status == HL_OK && i < DUE_BUCKETS; i++) {
		alone[i] = due_tally(line->tally, i);
		status = add_inner(
			g, line, (struct inner){ (int64_t)i, due_buckets[i] }, &alone[i], err);
	}
	all.inner.number = DUE_BUCKETS;
	return status == HL_OK ? add(g, &all, err) : status;
}

/* The rows of a group's batches. */
struct batches {
	const struct gathering *g;
	const struct line *line;
	struct hl_error *err;
};

/* The row of @batch and @month, which is called @name. */
static enum hl_status add_named(const struct batches *batches, int64_t number, struct hl_buf *name,
	const struct hl_tally *tally) {
	struct hl_arena *arena = &batches->g->m->arena;
	struct hl_tally *kept = hl_new(arena, struct hl_tally);
	struct inner inner = { number, hl_str_keep(arena, hl_buf_str(name)) };

	*kept = *tally;
	hl_buf_release(name);
	return add_inner(batches->g, batches->line, inner, kept, batches->err);
}

static int64_t number_of(int32_t batch, uint32_t month) {
	return (int64_t)batch * ((int64_t)1 << 32) + month;
}

/* "2026-02/0": a month on book of a batch. */
static enum hl_status add_batch(
	void *arg, int32_t batch, uint32_t month, const struct hl_tally *tally) {
	struct hl_buf name = { 0 };

	hl_buf_addf(&name, "%04d-%02d/%u", batch / 12, batch % 12 + 1, month);
	return add_named(arg, number_of(batch, month), &name, tally);
}

static void add_day(struct hl_buf *to, int64_t day) {
	char text[HL_TIME_ROOM];

	hl_buf_add(to, (struct hl_str){ text, hl_day_print(day, text) });
}

/* "2026-02-03/2026-02-17": cash of a day, and that on which it moved. */
static enum hl_status add_move(
	void *arg, int32_t day, uint32_t later, const struct hl_tally *tally) {
	struct hl_buf name = { 0 };

	add_day(&name, day);
	hl_buf_add_char(&name, '/');
	add_day(&name, (int64_t)day + later);
	return add_named(arg, number_of(day, later), &name, tally);
}

/* Those, then that of all of them. */
static enum hl_status add_moves(
	const struct gathering *g, const struct line *line, struct hl_error *err) {
	struct batches batches = { g, line, err };
	const struct vintage_rows rows = { add_move, &batches };
	struct hl_tally *sum = hl_new(&g->m->arena, struct hl_tally);
	struct line all = *line;
	enum hl_status status = moves_each(g->m, line->of->number, &rows, sum);

	all.tally = sum;
	all.inner.number = INT64_MAX;
	return status == HL_OK ? add(g, &all, err) : status;
}

static enum hl_status add_batches(
	const struct gathering *g, const struct line *line, struct hl_error *err) {
	struct batches batches = { g, line, err };
	const struct vintage_rows rows = { add_batch, &batches };

	return vintages_each(g->m, line->of->number, &rows);
}

static enum hl_status add_group(
	const struct gathering *g, const struct line *line, struct hl_error *err) {
	if (g->metric->by_stage)
		return add_stages(g, line, err);
	if (g->metric->needs & NEEDS_MOVES)
		return add_moves(g, line, err);
	if (g->metric->by_batch)
		return add_batches(g, line, err);
	return g->metric->by_due ? add_dues(g, line, err) : add(g, line, err);
}

/* A group has a row where it was seen; or before, where that is asked. */
static bool has_row(const struct gathering *g, const struct ordered_group *group, uint32_t code) {
	return group->is_total || is_seen(g->metric, tally_find(g->m, group->number, code)) ||
	       is_seen(g->metric, tally_before(g, group, code));
}

/* The rows in a period: the groups that are seen there, and totals. */
static enum hl_status add_period(const struct gathering *g, uint32_t code, struct hl_error *err) {
	struct line line = {
		.metric = g->metric, .code = code, .period = period_of(&g->m->periods, code)
	};
	enum hl_status status = HL_OK;

	line.covered_days = period_covered(g->m, &line.period);
	for (size_t i = 0; status == HL_OK && i < g->groups->len; i++) {
		const struct ordered_group *group = &g->groups->at[i];
		const struct hl_tally *tally = tally_find(g->m, group->number, code);

		if (!has_row(g, group, code))
			continue;
		line.group = group->name;
		line.of = group;
		line.tally = tally ? tally : &nothing;
		status = add_group(g, &line, err);
	}
	return status;
}

/* Days, weeks or months, then the whole. */
enum hl_status lines_gather(struct hl_meter *m, const struct ordered *groups,
	const struct hl_metric *metric, struct lines *lines, struct hl_error *err) {
	const struct gathering g = { m, groups, metric, lines };
	enum hl_status status = HL_OK;
	uint32_t code, end;

	lines->len = 0;
	periods_shown(&m->periods, &code, &end);
	for (; !is_of_now(metric) && status == HL_OK && code < end; code++)
		status = add_period(&g, code, err);
	if (status == HL_OK)
		status = add_period(&g, 0, err);
	if (status == HL_OK && m->options.order != HL_ORDER_NONE)
		lines_rank(m, lines);
	return status;
}

void lines_release(struct lines *lines) {
	free(lines->at);
	*lines = (struct lines){ 0 };
}
