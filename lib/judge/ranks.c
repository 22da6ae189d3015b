/*
 * ranks.c - in which order a score puts leads.
 *
 * Pairs are counted in halves, as whole numbers: no order of the leads can change a bit. The
 * interval of the area is that of DeLong, DeLong and Clarke-Pearson (1988), in Biometrics 44(3).
 */
#include "parts.h"

#include <math.h>

#define Z95 1.959964

/* No score of leads is that good, or that bad: it knows what came of them. */
#define LEAK_AUC 0.98

static bool is_leak(double auc) {
	return auc > LEAK_AUC || auc < 1 - LEAK_AUC;
}

/* --- the curve --- */

/*
 * Of each lead with the outcome how many leads without it are below, of each without how many with
 * it are above, in halves: equal ones count one half.
 */
struct curve {
	hl_wide wins;                     /* pairs won, in halves */
	hl_wide pos_squares, neg_squares; /* of the counts of each lead, added up */
	hl_wide gap;                      /* the widest one, x pos x neg */
	int64_t gap_at;
};

static struct curve curve_of(const struct view *view) {
	struct curve curve = { 0 };
	hl_wide pos_before = 0;
	hl_wide neg_before = 0;
	struct tie tie;

	for (size_t at = 0; pile_next(&view->pile, &at, &tie);) {
		hl_wide pos = (hl_wide)tie.pos;
		hl_wide neg = (hl_wide)tie.neg;
		hl_wide below = 2 * neg_before + neg;
		hl_wide above = 2 * ((hl_wide)view->pos - pos_before - pos) + pos;
		hl_wide gap;

		curve.wins += pos * below;
		curve.pos_squares += pos * below * below;
		curve.neg_squares += neg * above * above;
		pos_before += pos;
		neg_before += neg;
		gap = neg_before * (hl_wide)view->pos - pos_before * (hl_wide)view->neg;
		gap = gap < 0 ? -gap : gap;
		if (gap > curve.gap) {
			curve.gap = gap;
			curve.gap_at = tie.score;
		}
	}
	return curve;
}

/* The variance of the mean of @n counts, in halves of @others, of which these are the sums. */
static double variance(hl_wide squares, hl_wide sum, uint64_t n, uint64_t others) {
	double count = (double)n;
	double scale = 2 * (double)others;

	return (double)(squares * (hl_wide)n - sum * sum) /
	       (count * count * (count - 1) * scale * scale);
}

static double within(double x) {
	return x < 0 ? 0 : x > 1 ? 1 : x;
}

/* The area under the curve, with its interval where there are two leads of each kind. */
static struct figure area(const struct hl_judge *j, const struct view *view) {
	const struct curve curve = curve_of(view);
	hl_wide pairs = (hl_wide)view->pos * (hl_wide)view->neg;
	struct figure figure = figure_over(curve.wins * (HL_ONE / 2), pairs * HL_ONE, 1, 6);
	double auc;
	double half;

	(void)j;
	figure.n = view->pos + view->neg;
	if (pairs == 0)
		return figure;
	auc = (double)curve.wins / (2 * (double)pairs);
	if (view->pos > 1 && view->neg > 1) {
		half = Z95 * sqrt(variance(curve.pos_squares, curve.wins, view->pos, view->neg) +
				     variance(curve.neg_squares, curve.wins, view->neg, view->pos));
		figure_ends(&figure, within(auc - half), within(auc + half), 1);
	}
	if (is_leak(auc))
		figure_flag(&figure, "leak");
	return figure;
}

/* --- metrics of the whole order --- */

static struct figure base_rate(const struct hl_judge *j, const struct view *view) {
	struct figure figure = figure_share(view->pos, view->pos + view->neg);

	(void)j;
	figure_count(&figure, "open", view->open);
	return figure;
}

static struct figure gini(const struct hl_judge *j, const struct view *view) {
	struct figure auc = area(j, view);
	struct figure figure = figure_over(2 * auc.num - auc.den, auc.den, 1, 6);

	figure.n = auc.n;
	figure.flags = auc.flags;
	figure.has_ends = auc.has_ends;
	figure.lo = 2 * auc.lo - HL_ONE;
	figure.hi = 2 * auc.hi - HL_ONE;
	return figure;
}

static struct figure ks(const struct hl_judge *j, const struct view *view) {
	hl_wide pairs = (hl_wide)view->pos * (hl_wide)view->neg;
	struct figure figure = figure_over(curve_of(view).gap * HL_ONE, pairs * HL_ONE, 1, 6);

	(void)j;
	figure.n = view->pos + view->neg;
	return figure;
}

/* As few as the score needs. */
static unsigned places_of(int64_t dec) {
	unsigned places = 6;

	for (int64_t unit = 10; places > 0 && dec % unit == 0; unit *= 10)
		places--;
	return places;
}

static struct figure ks_at(const struct hl_judge *j, const struct view *view) {
	const struct curve curve = curve_of(view);
	struct figure figure = figure_none(view->pos + view->neg);

	(void)j;
	figure.value = curve.gap_at;
	figure.has_value = curve.gap > 0;
	figure.places = places_of(curve.gap_at);
	return figure;
}

enum hl_status tell_base_rate(
	struct hl_judge_report *report, const struct hl_judge_metric *metric) {
	return put_views(report, metric, base_rate);
}

enum hl_status tell_auc(struct hl_judge_report *report, const struct hl_judge_metric *metric) {
	return put_views(report, metric, area);
}

enum hl_status tell_gini(struct hl_judge_report *report, const struct hl_judge_metric *metric) {
	return put_views(report, metric, gini);
}

enum hl_status tell_ks(struct hl_judge_report *report, const struct hl_judge_metric *metric) {
	return put_views(report, metric, ks);
}

enum hl_status tell_ks_at(struct hl_judge_report *report, const struct hl_judge_metric *metric) {
	return put_views(report, metric, ks_at);
}
