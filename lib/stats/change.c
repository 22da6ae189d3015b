/* change.c - two figures beside each other: has anything changed, and how much? */
#include "parts.h"

/* --- what all of them do --- */

struct hl_estimate difference_of(struct hl_estimate b, struct hl_estimate a) {
	struct hl_estimate d = { .value = b.value - a.value };

	d.lo = d.value - sqrt(square(b.value - b.lo) + square(a.hi - a.value));
	d.hi = d.value + sqrt(square(b.hi - b.value) + square(a.value - a.lo));
	return d;
}

void change_by_log(struct hl_change *change, double log, double se) {
	change->z = log / se;
	change->p = hl_normal_outside(change->z);
	change->lo = exp(log - Z95 * se) - 1;
	change->hi = exp(log + Z95 * se) - 1;
}

/* --- shares --- */

static double share_variance(struct hl_share share) {
	double p = share_value(share);

	return p * (1 - p) / (double)share.n;
}

/* That both are of one kind, whose share is that of all of them together. */
static double pooled_z(struct hl_share a, struct hl_share b) {
	double n_a = (double)a.n;
	double n_b = (double)b.n;
	double p = ((double)a.hits + (double)b.hits) / (n_a + n_b);
	double variance = p * (1 - p) * (1 / n_a + 1 / n_b);

	return variance > 0 ? (share_value(b) - share_value(a)) / sqrt(variance) : UNKNOWN;
}

static struct hl_estimate share_difference(struct hl_share a, struct hl_share b) {
	return difference_of(hl_share_estimate(b), hl_share_estimate(a));
}

double hl_needed_shares(double a, double b) {
	double both = (a + b) / 2;
	double root = Z95 * sqrt(2 * both * (1 - both)) + Z80 * sqrt(a * (1 - a) + b * (1 - b));

	return a == b ? UNKNOWN : ceil(square(root / (b - a)));
}

struct hl_change hl_shares_change(struct hl_share a, struct hl_share b) {
	struct hl_change change = change_of(share_value(a), share_value(b));
	struct hl_estimate difference;

	change.n_a = a.n;
	change.n_b = b.n;
	if (a.n == 0 || b.n == 0)
		return change;
	difference = share_difference(a, b);
	change.lo = difference.lo;
	change.hi = difference.hi;
	change.z = pooled_z(a, b);
	change.p = hl_normal_outside(change.z);
	change.needed = hl_needed_shares(change.a, change.b);
	return change;
}

struct hl_change hl_shares_differences(const struct hl_four_shares *four) {
	struct hl_estimate other = share_difference(four->other_before, four->other_after);
	struct hl_estimate own = share_difference(four->before, four->after);
	struct hl_change change = change_of(other.value, own.value);
	struct hl_estimate difference = difference_of(own, other);
	double variance = share_variance(four->other_before) + share_variance(four->other_after) +
			  share_variance(four->before) + share_variance(four->after);

	change.relative = UNKNOWN;
	change.lo = difference.lo;
	change.hi = difference.hi;
	change.z = variance > 0 ? change.difference / sqrt(variance) : UNKNOWN;
	change.p = hl_normal_outside(change.z);
	return change;
}

/* --- ratios --- */

/* se(R) / R, which is about the standard error of ln R; unknown where R has no logarithm. */
static double relative_se(const struct hl_clusters *clusters) {
	double se;
	struct hl_estimate ratio = hl_clusters_ratio(clusters, &se);

	return ratio.value > 0 ? se / ratio.value : UNKNOWN;
}

double hl_clusters_variation(const struct hl_clusters *clusters) {
	return relative_se(clusters) * sqrt((double)clusters->n);
}

/* Where two sides have a variance of that together, of one cluster of each. */
static double needed_by_log(double variance, double log) {
	return log == 0 ? UNKNOWN : ceil(square(Z95 + Z80) * variance / square(log));
}

double hl_needed_clusters(double variation, double relative) {
	return needed_by_log(2 * square(variation), log1p(relative));
}

struct hl_change hl_clusters_change(const struct hl_clusters *a, const struct hl_clusters *b) {
	struct hl_change change =
		change_of(hl_clusters_ratio(a, NULL).value, hl_clusters_ratio(b, NULL).value);
	double se = sqrt(square(relative_se(a)) + square(relative_se(b)));
	double log_change = log(change.b / change.a);

	change.n_a = a->n;
	change.n_b = b->n;
	if (isnan(se))
		return change;
	change_by_log(&change, log_change, se);
	change.needed = needed_by_log(
		square(hl_clusters_variation(a)) + square(hl_clusters_variation(b)), log_change);
	return change;
}

struct hl_change hl_clusters_differences(const struct hl_four_clusters *four) {
	struct hl_change other = hl_clusters_change(four->other_before, four->other_after);
	struct hl_change own = hl_clusters_change(four->before, four->after);
	struct hl_change change = change_of(1 + other.relative, 1 + own.relative);
	double se = sqrt(square(relative_se(four->other_before)) +
			 square(relative_se(four->other_after)) +
			 square(relative_se(four->before)) + square(relative_se(four->after)));

	if (!isnan(se))
		change_by_log(&change, log(change.b / change.a), se);
	return change;
}

/* --- counts --- */

static double counts_variance(struct hl_counts counts) {
	return 1 / (double)counts.a + 1 / (double)counts.b;
}

static bool has_none(struct hl_counts counts) {
	return counts.a == 0 || counts.b == 0;
}

struct hl_change hl_counts_change(struct hl_counts a, struct hl_counts b) {
	struct hl_change change = change_of(hl_counts_ratio(a).value, hl_counts_ratio(b).value);
	double log_change = log(change.b / change.a);

	change.n_a = a.b;
	change.n_b = b.b;
	if (has_none(a) || has_none(b))
		return change;
	change_by_log(&change, log_change, sqrt(counts_variance(a) + counts_variance(b)));
	change.needed = needed_by_log(2 + 1 / change.a + 1 / change.b, log_change);
	return change;
}

struct hl_estimate hl_counts_ratio(struct hl_counts counts) {
	struct hl_estimate ratio = { UNKNOWN, UNKNOWN, UNKNOWN };
	double factor;

	if (counts.b > 0)
		ratio.value = (double)counts.a / (double)counts.b;
	if (has_none(counts))
		return ratio;
	factor = exp(Z95 * sqrt(counts_variance(counts)));
	ratio.lo = ratio.value / factor;
	ratio.hi = ratio.value * factor;
	return ratio;
}

struct hl_change hl_count_change(size_t a, size_t b) {
	struct hl_change change = change_of((double)a, (double)b);
	double se = sqrt((double)a + (double)b);

	change.n_a = a;
	change.n_b = b;
	if (a + b == 0)
		return change;
	change.z = change.difference / se;
	change.p = hl_normal_outside(change.z);
	change.lo = change.difference - Z95 * se;
	change.hi = change.difference + Z95 * se;
	return change;
}
