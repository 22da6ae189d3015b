/* measure_prices.c - metrics of fees and costs. */
#include "figure.h"

/* Of nothing that is known there is no sum. */
static hl_wide fee_of(const struct hl_tally *t) {
	return rounded(t->flow.fee, FEE_ONE);
}

/* The largest price there is stands for those that are larger. */
static bool is_too_large(hl_wide price) {
	return price == HL_WIDE_MAX || price == -HL_WIDE_MAX;
}

static bool has_fee(const struct hl_tally *t) {
	return t->flow.cash_rows == 0 || t->flow.unrated < t->flow.cash_rows;
}

static hl_wide cost_of(const struct hl_tally *t) {
	return rounded(t->flow.cost, COST_ONE);
}

static bool has_cost(const struct hl_tally *t) {
	return t->flow.hours_rows > t->flow.uncosted;
}

/* What has no rate; and whose cash it is, where there are no hours at all. */
static struct hl_figure told(struct hl_figure figure, size_t no_rate, const struct hl_tally *t) {
	size_t unmatched = t->flow.hours == 0 ? t->counts.unmatched : 0;

	return noted_also(noted(figure, "no_rate", no_rate), "unmatched", unmatched);
}

struct hl_figure fee_per_hour(const struct hl_tally *t) {
	struct hl_figure figure = over(fee_of(t), t->flow.hours, t->fee_days.n);

	figure.has_num = has_fee(t);
	figure.is_too_large = is_too_large(t->flow.fee);
	return told(figure, t->flow.unrated, t);
}

/* What full-time collectors the hours make: their number is rounded, the value is not worked out by
 * it.
 */
struct hl_figure fee_per_fte(const struct hl_tally *t) {
	struct hl_figure figure = fee_per_hour(t);
	hl_wide cents;

	figure.den = t->fte_hours ? rounded(t->flow.hours * HL_ONE, t->fte_hours) : 0;
	if (!figure.has_num || figure.den == 0)
		return figure;
	figure.is_too_large |= __builtin_mul_overflow(figure.num, t->fte_hours, &cents) ||
			       __builtin_mul_overflow(cents, 100, &cents);
	if (figure.is_too_large || !hl_sum_ratio(cents, t->flow.hours * HL_ONE, &cents))
		return figure;
	figure.has_value = true;
	figure.value = cents * (HL_ONE / 100);
	return figure;
}

struct hl_figure cost_to_collect(const struct hl_tally *t) {
	struct hl_figure figure = over(cost_of(t), t->flow.cash, t->cost_days.n);

	figure.has_num = has_cost(t);
	figure.is_too_large = is_too_large(t->flow.cost);
	return told(figure, t->flow.uncosted, t);
}

struct hl_figure return_on_labour(const struct hl_tally *t) {
	struct hl_figure figure = over(t->flow.cash, cost_of(t), t->cost_days.n);

	figure.is_too_large = is_too_large(t->flow.cost);
	return told(figure, t->flow.uncosted, t);
}

/* --- intervals: over collectors' days, as that of revenue per hour --- */

static struct hl_estimate fee_estimate(const struct hl_measured *at) {
	return hl_clusters_ratio(&at->tally->fee_days, NULL);
}

static struct hl_change fee_change(const struct hl_measured *a, const struct hl_measured *b) {
	return hl_clusters_change(&a->tally->fee_days, &b->tally->fee_days);
}

static struct hl_estimate fte_estimate(const struct hl_measured *at) {
	struct hl_estimate hourly = fee_estimate(at);
	double hours = (double)at->tally->fte_hours / (double)HL_ONE;

	return (struct hl_estimate){ hourly.value * hours, hourly.lo * hours, hourly.hi * hours };
}

static struct hl_estimate cost_estimate(const struct hl_measured *at) {
	return hl_clusters_ratio(&at->tally->cost_days, NULL);
}

static struct hl_change cost_change(const struct hl_measured *a, const struct hl_measured *b) {
	return hl_clusters_change(&a->tally->cost_days, &b->tally->cost_days);
}

/* Cash over cost. */
static struct hl_clusters turned(const struct hl_clusters *c) {
	return (struct hl_clusters){ .y = c->h,
		.h = c->y,
		.yy = c->hh,
		.yh = c->yh,
		.hh = c->yy,
		.n = c->n,
		.is_too_large = c->is_too_large };
}

static struct hl_estimate labour_estimate(const struct hl_measured *at) {
	struct hl_clusters days = turned(&at->tally->cost_days);

	return hl_clusters_ratio(&days, NULL);
}

static struct hl_change labour_change(const struct hl_measured *a, const struct hl_measured *b) {
	struct hl_clusters days_a = turned(&a->tally->cost_days);
	struct hl_clusters days_b = turned(&b->tally->cost_days);

	return hl_clusters_change(&days_a, &days_b);
}

const struct hl_interval of_fee_days = { fee_estimate, fee_change, true, NULL };
const struct hl_interval of_fte_days = { fte_estimate, fee_change, true, NULL };
const struct hl_interval of_cost_days = { cost_estimate, cost_change, true, NULL };
const struct hl_interval of_labour_days = { labour_estimate, labour_change, true, NULL };
