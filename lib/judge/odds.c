/*
 * odds.c - how likely an outcome is, by the score and in fact.
 *
 * Squares are added up exactly, in millionths of millionths; logarithms in the order of the
 * scores, so that the order of the leads does not matter.
 */
#include "odds.h"

#include <math.h>

/* The smallest propensity that can be written stands for 0 where it happened nevertheless. */
static double loss(int64_t propensity, uint64_t n, uint64_t *clipped) {
	if (n == 0)
		return 0;
	if (propensity == 0) {
		*clipped += n;
		propensity = 1;
	}
	return -(double)n * log((double)propensity / (double)HL_ONE);
}

static void odds_add(struct odds *odds, const struct tie *tie, int64_t propensity) {
	int64_t other = HL_ONE - propensity;
	hl_wide pos = (hl_wide)tie->pos;
	hl_wide neg = (hl_wide)tie->neg;

	odds->sum += (pos + neg) * propensity;
	odds->squares += pos * other * other + neg * propensity * propensity;
	odds->log_loss +=
		loss(propensity, tie->pos, &odds->clipped) + loss(other, tie->neg, &odds->clipped);
}

struct odds odds_of(const struct hl_judge *j, const struct pile *pile) {
	struct odds odds = { 0 };
	struct tie tie;

	for (size_t at = 0; pile_next(pile, &at, &tie);) {
		int64_t propensity = 0;

		odds.pos += tie.pos;
		odds.n += tie.pos + tie.neg;
		if (!odds.has_none && scale_propensity(&j->scale, tie.score, &propensity))
			odds_add(&odds, &tie, propensity);
		else
			odds.has_none = true;
	}
	return odds;
}

struct figure odds_none(uint64_t n) {
	struct figure figure = figure_none(n);

	figure_flag(&figure, "no_propensity");
	return figure;
}

/* --- one number of all leads --- */

static struct figure brier(const struct hl_judge *j, const struct view *view) {
	const struct odds odds = odds_of(j, &view->pile);
	struct figure figure = figure_over(odds.squares, (hl_wide)odds.n * HL_ONE * HL_ONE, 1, 6);

	if (odds.has_none)
		return odds_none(odds.n);
	figure.num /= HL_ONE;
	figure.den /= HL_ONE;
	figure.n = odds.n;
	return figure;
}

static struct figure log_loss(const struct hl_judge *j, const struct view *view) {
	const struct odds odds = odds_of(j, &view->pile);
	struct figure figure =
		odds.n ? figure_of(odds.log_loss / (double)odds.n, odds.n) : figure_none(0);

	if (odds.has_none)
		return odds_none(odds.n);
	figure_count(&figure, "clipped", odds.clipped);
	return figure;
}

enum hl_status tell_brier(struct hl_judge_report *report, const struct hl_judge_metric *metric) {
	return put_views(report, metric, brier);
}

enum hl_status tell_log_loss(struct hl_judge_report *report, const struct hl_judge_metric *metric) {
	return put_views(report, metric, log_loss);
}
