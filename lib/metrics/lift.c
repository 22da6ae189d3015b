/*
 * lift.c - two sides beside each other, as rows: what changed, and could it be luck?
 *
 * A side is a group in a period: the same group before and after, or two groups of one time. What
 * is compared are the figures of two tallies, whichever they are.
 */
#include "lift.h"
#include "line.h"

#include <math.h>
#include <stdlib.h>

/* The periods of before and after, as hl_meter_put_lift says. */
enum { CODE_AFTER = 0, CODE_BEFORE = 1 };

struct lifter {
	struct hl_meter *m;
	const struct hl_lift *lift;
	struct hl_dialect dialect;
	struct hl_buf *to;
	struct lift_values values; /* where groups are compared */
};

/* Two tallies, of which one may be NULL: nothing is known of it. */
struct sides {
	const struct hl_tally *a, *b;
	struct hl_period period_a, period_b;
};

struct row {
	const struct hl_metric *metric;
	struct hl_str group;
	const struct sides *sides;
	struct hl_measured a, b;
	struct hl_change change;
};

/* --- what there is to say --- */

static bool take(const struct hl_metric *metric, const struct hl_tally *tally,
	struct hl_measured *measured) {
	static const struct hl_tally nothing;

	measured->tally = tally ? tally : &nothing;
	measured->figure = figure_of(metric, measured->tally);
	return figure_work_out(metric->unit, &measured->figure);
}

/* Of figures that nobody can test. */
static struct hl_change untested(const struct row *row) {
	double a = (double)row->a.figure.value;
	double b = (double)row->b.figure.value;
	double by = (double)HL_ONE * row->metric->unit->scale;
	double none = (double)NAN;

	return (struct hl_change){ a / by, b / by, (b - a) / by, a > 0 ? b / a - 1 : none, none,
		none, none, none, none, row->a.figure.n, row->b.figure.n };
}

static bool is_tested(const struct row *row) {
	return row->metric->interval && row->metric->interval->change;
}

static bool has_both(const struct row *row) {
	return row->a.figure.has_value && row->b.figure.has_value;
}

static struct hl_change change_of(const struct row *row) {
	return is_tested(row) ? row->metric->interval->change(&row->a, &row->b) : untested(row);
}

/* --- cells --- */

static void put(const struct lifter *l, struct hl_str cell) {
	hl_put_more(l->to, l->dialect, cell);
}

/* What is not known, or no decimal can hold, is an empty cell. */
static void put_number(const struct lifter *l, bool has, double number, unsigned places) {
	char text[HL_SUM_ROOM];
	hl_wide dec = 0;
	size_t len = 0;

	if (has && hl_sum_round_double(number, places, &dec))
		len = hl_sum_print_fixed(dec, places, text);
	put(l, (struct hl_str){ text, len });
}

/* Sums have all their decimals. */
static void put_dec(const struct lifter *l, const struct hl_unit *unit, bool has, hl_wide dec) {
	char text[HL_SUM_ROOM];

	put(l, (struct hl_str){ text, has ? hl_sum_print(dec, unit->value_places, text) : 0 });
}

static void put_value(
	const struct lifter *l, const struct hl_unit *unit, const struct hl_figure *figure) {
	put_dec(l, unit, figure->has_value, figure->value);
}

/* Of rates and ratios: 12.0 to 15.3 % is 3.33 points. */
static unsigned places_of(const struct hl_unit *unit) {
	return unit->value_places > 2 ? unit->value_places : 2;
}

/* Of sums, exactly. */
static void put_difference(const struct lifter *l, const struct row *row) {
	const struct hl_unit *unit = row->metric->unit;

	if (row->a.figure.has_den) {
		put_number(l, has_both(row), row->change.difference * unit->scale, places_of(unit));
		return;
	}
	put_dec(l, unit, has_both(row), row->b.figure.value - row->a.figure.value);
}

static void put_interval(const struct lifter *l, const struct row *row) {
	const struct hl_unit *unit = row->metric->unit;
	bool has = has_both(row) && is_tested(row) && !isnan(row->change.lo);
	bool of_relative = has && row->metric->interval->of_relative;
	unsigned scale = of_relative ? 100 : unit->scale;
	unsigned places = of_relative ? 1 : places_of(unit);

	put_number(l, has, row->change.lo * scale, places);
	put_number(l, has, row->change.hi * scale, places);
	put(l, !has ? HL_STR("") : of_relative ? HL_STR("relative") : HL_STR("difference"));
}

static void put_counts(const struct lifter *l, const struct row *row) {
	const struct hl_change *change = &row->change;

	put_number(l, true, (double)change->n_a, 0);
	put_number(l, true, (double)change->n_b, 0);
	put_number(l, has_both(row), change->needed, 0);
}

/* --- flags --- */

static void flag(struct hl_buf *flags, const char *name) {
	hl_buf_addf(flags, "%s%s", flags->len ? ";" : "", name);
}

static bool is_low(const struct lifter *l, const struct row *row, const struct hl_figure *figure) {
	return figure->has_den && !row->metric->is_per_time &&
	       figure->den < (hl_wide)l->m->options.min_n * HL_ONE;
}

/* Luck is not ruled out unless the interval leaves out what no change would be. */
static bool is_luck(const struct row *row) {
	return !(row->change.lo > 0 || row->change.hi < 0);
}

static void flag_partial(
	const struct lifter *l, struct hl_buf *flags, const char *side, struct hl_period period) {
	int64_t days = period.to_day - period.from_day;
	int64_t covered = period_covered(l->m, &period);

	if (covered < days)
		hl_buf_addf(flags, "%spartial_%s:%lld/%lld", flags->len ? ";" : "", side,
			(long long)covered, (long long)days);
}

static void flag_note(struct hl_buf *flags, const char *side, const struct hl_figure *figure) {
	const char *between = flags->len ? ";" : "";

	if (figure->note && figure->note_n > 0)
		hl_buf_addf(flags, "%s%s_%s:%zu", between, figure->note, side, figure->note_n);
	between = flags->len ? ";" : "";
	if (figure->also && figure->also_n > 0)
		hl_buf_addf(flags, "%s%s_%s:%zu", between, figure->also, side, figure->also_n);
	between = flags->len ? ";" : "";
	if (figure->mark)
		hl_buf_addf(flags, "%s%s_%s", between, figure->mark, side);
}

static void put_flags(const struct lifter *l, const struct row *row) {
	struct hl_buf flags = { 0 };

	if (!has_both(row))
		flag(&flags, "no_data");
	else if (is_low(l, row, &row->a.figure) || is_low(l, row, &row->b.figure))
		flag(&flags, "low_n");
	if (has_both(row) && !is_tested(row))
		flag(&flags, "no_test");
	else if (has_both(row) && is_luck(row))
		flag(&flags, "ns");
	flag_note(&flags, "a", &row->a.figure);
	flag_note(&flags, "b", &row->b.figure);
	estimated_put(row->metric, row->a.tally, "_a", &flags);
	estimated_put(row->metric, row->b.tally, "_b", &flags);
	views_put(l->m, row->metric, &flags);
	flag_partial(l, &flags, "a", row->sides->period_a);
	flag_partial(l, &flags, "b", row->sides->period_b);
	put(l, hl_buf_str(&flags));
	hl_buf_release(&flags);
}

/* --- rows --- */

static enum hl_status put_row(const struct lifter *l, const struct hl_metric *metric,
	struct hl_str group, const struct sides *sides, struct hl_error *err) {
	struct row row = { .metric = metric, .group = group, .sides = sides };

	if (!take(metric, sides->a, &row.a) || !take(metric, sides->b, &row.b))
		return hl_fail(err, HL_EDATA, "%s: the number is too large", metric->name);
	row.change = change_of(&row);
	hl_put_cell(l->to, l->dialect, hl_str_of(metric->name), false);
	put(l, group);
	put_value(l, metric->unit, &row.a.figure);
	put_value(l, metric->unit, &row.b.figure);
	put_difference(l, &row);
	put_number(l, has_both(&row), 100 * row.change.relative, 1);
	put_interval(l, &row);
	put_number(l, has_both(&row), row.change.z, 3);
	put_number(l, has_both(&row), row.change.p, 4);
	put_counts(l, &row);
	put_flags(l, &row);
	hl_buf_add_char(l->to, '\n');
	l->m->counts.figures++;
	return HL_OK;
}

/* Of a stage that one side may know nothing of. */
static const struct hl_tally *stage_of(const struct hl_tally *tally, size_t stage) {
	return tally && tally->stages ? &tally->stages[stage] : NULL;
}

static enum hl_status put_stages(const struct lifter *l, const struct hl_metric *metric,
	struct hl_str group, const struct sides *sides, struct hl_error *err) {
	struct hl_str of = hl_str_eq(group, HL_STR("all")) ? HL_STR("") : group;
	enum hl_status status = HL_OK;

	for (size_t i = 0; status == HL_OK && i < l->m->stages_len; i++) {
		struct sides stage = *sides;

		stage.a = stage_of(sides->a, i);
		stage.b = stage_of(sides->b, i);
		if (!stage.a && !stage.b)
			continue;
		status = put_row(l, metric, inner_name(l->m, of, l->m->stages[i]), &stage, err);
	}
	return status;
}

/* --- which sides --- */

/* What the group is called without its first value, which is @value's name. */
static struct hl_str rest_of(struct hl_str name, struct hl_str value) {
	if (name.len <= value.len)
		return HL_STR("all");
	return (struct hl_str){ name.at + value.len + 1, name.len - value.len - 1 };
}

/* The sides of @group, and what its row is called; false: it has none. */
static bool find_sides(const struct lifter *l, const struct ordered_group *group,
	struct sides *sides, struct hl_str *name) {
	const struct hl_period whole = period_of(&l->m->periods, CODE_AFTER);
	struct group other = group->group;

	*sides = (struct sides){ .period_a = whole, .period_b = whole };
	*name = group->name;
	if (!l->lift->by_group) {
		sides->period_a = period_of(&l->m->periods, CODE_BEFORE);
		sides->a = tally_find(l->m, group->number, CODE_BEFORE);
		sides->b = tally_find(l->m, group->number, CODE_AFTER);
		return true;
	}
	if (l->m->levels.at[group->group.level].len == 0 || group->group.values[0] != l->values.a)
		return false;
	other.values[0] = l->values.b;
	sides->a = tally_find(l->m, group->number, 0);
	sides->b = tally_find(l->m, group_add(&l->m->groups, &other), 0);
	*name = rest_of(group->name, value_name(&l->m->dimensions[0], l->values.a));
	return true;
}

static enum hl_status put_metric(const struct lifter *l, const struct hl_metric *metric,
	const struct ordered *groups, struct hl_error *err) {
	enum hl_status status = HL_OK;

	/* What is pending is so now: there is no before. */
	if (metric->by_due && !l->lift->by_group)
		return HL_OK;
	for (size_t i = 0; status == HL_OK && i < groups->len; i++) {
		struct sides sides;
		struct hl_str name;
		bool is_asked = find_sides(l, &groups->at[i], &sides, &name);
		bool is_total = is_asked && hl_str_eq(name, HL_STR("all"));

		if (!is_asked ||
			(!is_total && !is_seen(metric, sides.a) && !is_seen(metric, sides.b)))
			continue;
		status = metric->by_stage ? put_stages(l, metric, name, &sides, err)
					  : put_row(l, metric, name, &sides, err);
	}
	return status;
}

static void put_header(const struct lifter *l) {
	static const char *const names[] = { "metric", "group", "a", "b", "difference", "relative",
		"lo", "hi", "of", "z", "p", "n_a", "n_b", "needed_n", "flag" };

	for (size_t i = 0; i < HL_LEN(names); i++)
		if (i == 0)
			hl_put_cell(l->to, l->dialect, hl_str_of(names[i]), false);
		else
			put(l, hl_str_of(names[i]));
	hl_buf_add_char(l->to, '\n');
}

enum hl_status hl_meter_put_lift(struct hl_meter *m, const struct hl_lift *lift,
	struct hl_dialect dialect, struct hl_buf *to, struct hl_error *err) {
	struct lifter l = { .m = m, .lift = lift, .dialect = dialect, .to = to };
	enum hl_status status = lift->by_group ? lift_groups(m, lift, &l.values, err) : HL_OK;
	struct ordered groups;

	if (status != HL_OK)
		return status;
	groups = groups_order(m);
	put_header(&l);
	for (size_t i = 0; status == HL_OK && i < metrics_len(m); i++)
		if (m->choice.chosen[i] && !metric_at(m, i)->by_batch)
			status = put_metric(&l, metric_at(m, i), &groups, err);
	return status;
}
