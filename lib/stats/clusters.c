/* clusters.c - a ratio of two sums whose parts belong together in clusters. */
#include "parts.h"

static bool add(hl_wide *to, hl_wide more) {
	return !__builtin_add_overflow(*to, more, to);
}

/* A product of two of 64 bits always fits. */
static bool is_small(hl_wide x) {
	return x == (int64_t)x;
}

/*
 * The sums of squares only grow, so that they fit or not in any order; where they fit, so does half
 * their sum, which no sum of products exceeds, and so do the sums themselves.
 */
static bool add_squares(struct hl_clusters *to, hl_wide y, hl_wide h) {
	if (is_small(y) && is_small(h))
		return add(&to->yy, (hl_wide)(int64_t)y * (int64_t)y) &&
		       add(&to->hh, (hl_wide)(int64_t)h * (int64_t)h) &&
		       add(&to->yh, (hl_wide)(int64_t)y * (int64_t)h);
	return add_product(&to->yy, y, y) && add_product(&to->hh, h, h) &&
	       add_product(&to->yh, y, h);
}

void hl_clusters_add(struct hl_clusters *clusters, hl_wide y, hl_wide h) {
	bool has_sums = add(&clusters->y, y);

	has_sums = add(&clusters->h, h) && has_sums;
	clusters->n++;
	if (!add_squares(clusters, y, h) || !has_sums)
		clusters->is_too_large = true;
}

void hl_clusters_merge(struct hl_clusters *to, const struct hl_clusters *more) {
	bool has_sums = add(&to->y, more->y);

	has_sums = add(&to->h, more->h) && has_sums;
	to->n += more->n;
	to->is_too_large = to->is_too_large || more->is_too_large || !has_sums ||
			   !add(&to->yy, more->yy) || !add(&to->hh, more->hh) ||
			   !add(&to->yh, more->yh);
}

/* sum (y - R h)^2; rounding must not leave less than nothing. */
static double residuals(const struct hl_clusters *c, double ratio) {
	double sum = (double)c->yy - 2 * ratio * (double)c->yh + square(ratio) * (double)c->hh;

	return sum > 0 ? sum : 0;
}

struct hl_estimate hl_clusters_ratio(const struct hl_clusters *c, double *se) {
	struct hl_estimate ratio = { UNKNOWN, UNKNOWN, UNKNOWN };
	double n = (double)c->n;
	double error = UNKNOWN;

	if (c->h > 0)
		ratio.value = (double)c->y / (double)c->h;
	if (c->n > 1 && !c->is_too_large && !isnan(ratio.value))
		error = sqrt(residuals(c, ratio.value) / (n - 1) / n) / ((double)c->h / n);
	ratio.lo = ratio.value - Z95 * error;
	ratio.hi = ratio.value + Z95 * error;
	if (se)
		*se = error;
	return ratio;
}
