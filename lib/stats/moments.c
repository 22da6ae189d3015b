/* moments.c - means of single observations. */
#include "parts.h"

void hl_moments_add(struct hl_moments *moments, int64_t x) {
	const struct hl_moments one = { .sum = x, .squares = (hl_wide)x * x, .n = 1 };

	hl_moments_merge(moments, &one);
}

/* Squares only grow, and no sum of n grows faster than theirs. */
void hl_moments_merge(struct hl_moments *to, const struct hl_moments *more) {
	to->n += more->n;
	to->sum += more->sum;
	to->is_too_large = to->is_too_large || more->is_too_large ||
			   __builtin_add_overflow(to->squares, more->squares, &to->squares);
}

static double mean_of(const struct hl_moments *m) {
	return m->n ? (double)m->sum / (double)m->n : UNKNOWN;
}

/*
 * Of the mean; unknown of fewer than two. n sum(x^2) - sum(x)^2 is exact where it fits: nothing is
 * lost of numbers that are large and nearly equal.
 */
static double variance_of(const struct hl_moments *m) {
	double n = (double)m->n;
	hl_wide spread = 0;

	if (m->n < 2 || m->is_too_large)
		return UNKNOWN;
	if (add_product(&spread, (hl_wide)m->n, m->squares) &&
		add_product(&spread, -m->sum, m->sum))
		return (double)spread / n / n / (n - 1);
	return ((double)m->squares / n - square(mean_of(m))) / (n - 1);
}

struct hl_estimate hl_moments_mean(const struct hl_moments *m) {
	double mean = mean_of(m);
	double half = sqrt(variance_of(m)) * hl_student_quantile(0.05, (double)m->n - 1);

	return (struct hl_estimate){ mean, mean - half, mean + half };
}

/* How many degrees of freedom two variances of different size leave: Welch 1947. */
static double freedom_of(const struct hl_moments *a, const struct hl_moments *b) {
	double var_a = variance_of(a);
	double var_b = variance_of(b);

	return square(var_a + var_b) /
	       (square(var_a) / ((double)a->n - 1) + square(var_b) / ((double)b->n - 1));
}

struct hl_change hl_moments_change(const struct hl_moments *a, const struct hl_moments *b) {
	struct hl_change change = change_of(mean_of(a), mean_of(b));
	double variance = variance_of(a) + variance_of(b);
	double freedom = freedom_of(a, b);
	double half = sqrt(variance) * hl_student_quantile(0.05, freedom);

	change.n_a = a->n;
	change.n_b = b->n;
	if (!(variance > 0))
		return change;
	change.lo = change.difference - half;
	change.hi = change.difference + half;
	change.z = change.difference / sqrt(variance);
	change.p = hl_student_outside(change.z, freedom);
	if (change.difference != 0)
		change.needed =
			ceil(square((Z95 + Z80) / change.difference) *
				(variance_of(a) * (double)a->n + variance_of(b) * (double)b->n));
	return change;
}
