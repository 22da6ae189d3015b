/*
 * stats.h - how far figures can be trusted: intervals, comparisons, ranks, quantiles.
 *
 * Plain functions of numbers: they fail never and keep nothing. What is not known is NAN. Sums that
 * go in are exact integers, so that their order cannot matter; binary fractions come in the last
 * step, by + - * / and sqrt, which are the same everywhere, and exp, log, erfc and lgamma of the
 * system's library, which agree to about 1e-15.
 *
 * Intervals hold at 95 %, tests are two-sided, needed numbers are for a power of 80 %.
 */
#ifndef HL_STATS_H
#define HL_STATS_H

#include "hl/base.h"

/* --- distributions --- */

/* The share of the standard normal distribution below @z, and that outside -@z to @z. */
double hl_normal_below(double z);
double hl_normal_outside(double z);

/* Where a share @p lies below: -inf for 0, inf for 1. Wichura 1988, algorithm AS 241, to 1e-15. */
double hl_normal_quantile(double p);

/*
 * The share of Student's distribution outside -@t to @t, by the incomplete beta function
 * (Abramowitz and Stegun 26.7.1, 26.5.8), to 1e-12 up to 1000 degrees of freedom (more than 0, any
 * fraction).
 */
double hl_student_outside(double t, double freedom);

/* The @t outside of which a share @p (0 < p < 1) lies. */
double hl_student_quantile(double p, double freedom);

/* --- one figure and its interval --- */

/* An estimate and what it lies between; lo and hi are NAN where nothing can be said. */
struct hl_estimate {
	double value, lo, hi;
};

/* @hits of @n: a share of things that each hit or do not. */
struct hl_share {
	size_t hits, n;
};

/* The Wilson score interval, within 0 and 1; nothing is known (0 to 1) when @n is 0. Wilson 1927.
 */
void hl_wilson(size_t hits, size_t n, double *lo, double *hi);
struct hl_estimate hl_share_estimate(struct hl_share share);

/*
 * Sums over clusters, each with a @y and an @h of any unit: a collector's day with its cash and its
 * hours. Nothing is lost however clusters are added and merged. Zero it to begin with.
 */
struct hl_clusters {
	hl_wide y, h, yy, yh, hh;
	size_t n;
	bool is_too_large; /* the squares do not fit: there is no interval, but a value, as long as
			      y and h fit, which @y and @h have to be small enough for */
};
void hl_clusters_add(struct hl_clusters *clusters, hl_wide y, hl_wide h);
void hl_clusters_merge(struct hl_clusters *to, const struct hl_clusters *more);

/*
 * R = sum y / sum h, and R -+ 1.96 se(R), where se(R) = sqrt(sum (y - R h)^2 / (n - 1) / n) / mean
 * h: the ratio estimator of a sample of clusters (Cochran 1977, 6.3). Needs two clusters for an
 * interval, and hours for a value. @se may be NULL.
 */
struct hl_estimate hl_clusters_ratio(const struct hl_clusters *clusters, double *se);

/* se(R) / R times the square root of n: how much one cluster varies; for hl_needed_clusters. */
double hl_clusters_variation(const struct hl_clusters *clusters);

/* @a things for every one of @b, both counted in the same time: ln(a / b) -+ 1.96 sqrt(1/a + 1/b).
 */
struct hl_counts {
	size_t a, b;
};
struct hl_estimate hl_counts_ratio(struct hl_counts counts);

/* Sums over single observations of any unit; zero it to begin with. */
struct hl_moments {
	hl_wide sum, squares;
	size_t n;
	bool is_too_large;
};
void hl_moments_add(struct hl_moments *moments, int64_t x);
void hl_moments_merge(struct hl_moments *to, const struct hl_moments *more);

/* The mean -+ t se, by Student's distribution: days are few and far from normal. */
struct hl_estimate hl_moments_mean(const struct hl_moments *moments);

/* --- two figures, @a before or without, @b after or with --- */

struct hl_change {
	double a, b;
	double difference; /* b - a */
	double relative;   /* b / a - 1; NAN unless a is more than 0 */
	double lo, hi;     /* of the difference, or of relative: the function says which */
	double z, p;       /* of the test that there is no change */
	double needed;     /* observations on each side to see this change; NAN: there is none */
	size_t n_a, n_b;   /* and how many there were */
};

/*
 * Two shares. The test is that of two proportions, pooled; the interval of the difference is
 * Newcombe's 1998 method 10, of the ends of the Wilson intervals.
 */
struct hl_change hl_shares_change(struct hl_share a, struct hl_share b);

/* Two ratios of sums. The test and the interval, of relative, are on the scale of logarithms. */
struct hl_change hl_clusters_change(const struct hl_clusters *a, const struct hl_clusters *b);

/* Two ratios of counts, likewise; what is needed is @b's of both. */
struct hl_change hl_counts_change(struct hl_counts a, struct hl_counts b);

/*
 * Two numbers of events in times of one length, each by Poisson's law: z = (b - a) / sqrt(a + b),
 * and the interval of the difference likewise. What is needed is not worked out.
 */
struct hl_change hl_count_change(size_t a, size_t b);

/* Two means, by Welch's test; z is his t. The interval is that of the difference. */
struct hl_change hl_moments_change(const struct hl_moments *a, const struct hl_moments *b);

/*
 * Difference in differences: how much more those changed for whom something was changed than those
 * for whom nothing was. a and b are the changes of the others and of those.
 *
 * Of shares: a, b and the difference are differences; the interval is of the difference, by squares
 * of the arms of both (Zou and Donner 2008). Of ratios: a and b are ratios, after / before; the
 * interval is of relative. What is needed is not worked out.
 */
struct hl_four_shares {
	struct hl_share other_before, other_after, before, after;
};
struct hl_change hl_shares_differences(const struct hl_four_shares *four);

struct hl_four_clusters {
	const struct hl_clusters *other_before, *other_after, *before, *after;
};
struct hl_change hl_clusters_differences(const struct hl_four_clusters *four);

/* --- how many would be needed, on each side --- */

/* To tell a share of @b from one of @a: Fleiss, Levin and Paik 2003, 4.14 without correction. */
double hl_needed_shares(double a, double b);

/*
 * Clusters to see a ratio change by a factor 1 + @relative, where one varies by @variation (its
 * standard deviation over its mean): 2 (1.96 + 0.84)^2 variation^2 / ln(1 + relative)^2.
 */
double hl_needed_clusters(double variation, double relative);

/* --- order --- */

struct hl_pair {
	int64_t x, y;
};

/*
 * Kendall's tau-b of @len pairs, which are put in another order, in n log n steps (Knight 1966);
 * NAN where all x or all y are equal. @concordant less discordant pairs, may be NULL.
 */
double hl_kendall(struct hl_pair *pairs, size_t len, int64_t *concordant);

/* --- quantiles of whole numbers that are counted --- */

struct hl_bar {
	int64_t at; /* within +-2^40 */
	size_t n;
};

/*
 * The value below which @millionths of a million of them lie, in millionths, exact: between two
 * neighbours it is drawn halfway (type 7 of Hyndman and Fan 1996). @bars are in order of at. False:
 * there is none.
 */
bool hl_bars_quantile(const struct hl_bar *bars, size_t len, unsigned millionths, int64_t *value);

#endif
