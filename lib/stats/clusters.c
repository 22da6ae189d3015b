/* clusters.c - a ratio of two sums whose parts belong together in clusters. */
#include "parts.h"

/* A product of two of 64 bits always fits. */
static bool is_small(hl_wide x) {
	return x == (int64_t)x;
}

static bool fits(hl_wide y, hl_wide h) {
	hl_wide square = 0;

	return (is_small(y) && is_small(h)) ||
	       (add_product(&square, y, y) && add_product(&square, h, h));
}

void hl_clusters_add(struct hl_clusters *clusters, hl_wide y, hl_wide h) {
	struct hl_clusters one = { .y = y, .h = h, .n = 1, .is_too_large = !fits(y, h) };

	if (!one.is_too_large) {
		one.yy = y * y;
		one.yh = y * h;
		one.hh = h * h;
	}
	hl_clusters_merge(clusters, &one);
}

static bool add(hl_wide *to, hl_wide more) {
	return !__builtin_add_overflow(*to, more, to);
}

/*
 * The sums of squares only grow, so that they fit or not in any order; where they fit, so do half
 * their sum, which no sum of products exceeds, and the sums themselves.
 */
void hl_clusters_merge(struct hl_clusters *to, const struct hl_clusters *more) {
	to->n += more->n;
	to->is_too_large = to->is_too_large || more->is_too_large || !add(&to->y, more->y) ||
			   !add(&to->h, more->h) || !add(&to->yy, more->yy) ||
			   !add(&to->hh, more->hh) || !add(&to->yh, more->yh);
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

	if (!c->is_too_large && c->h > 0)
		ratio.value = (double)c->y / (double)c->h;
	if (c->n > 1 && !isnan(ratio.value))
		error = sqrt(residuals(c, ratio.value) / (n - 1) / n) / ((double)c->h / n);
	ratio.lo = ratio.value - Z95 * error;
	ratio.hi = ratio.value + Z95 * error;
	if (se)
		*se = error;
	return ratio;
}
