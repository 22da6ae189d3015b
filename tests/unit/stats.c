/* stats.c - intervals, comparisons and quantiles against values worked out elsewhere. */
#include "hl/stats.h"

#include <math.h>
#include <stdio.h>

static int failed;

static void check(const char *what, double got, double want, double within) {
	bool is_same = isnan(want) ? isnan(got) : got == want || fabs(got - want) <= within;

	if (!is_same) {
		printf("not ok stats: %s is %.17g, not %.17g\n", what, got, want);
		failed = 1;
	}
}

/* --- distributions --- */

static const struct {
	double p, z;
} normal[] = {
	{ 0.5, 0 },
	{ 0.975, 1.9599639845400545 },
	{ 0.8, 0.8416212335729143 },
	{ 0.0013498980316300933, -3 },
	{ 2.8665157187919391e-7, -5 },
	{ 7.619853024160527e-24, -10 },
	{ 1e-300, -37.0470962993612 },
};

static const struct {
	double freedom, t; /* 95 % lie within */
} student[] = {
	{ 1, 12.706204736174698 },
	{ 2, 4.302652729749462 },
	{ 3, 3.182446305284263 },
	{ 10, 2.2281388519862744 },
	{ 30, 2.0422724563012378 },
	{ 999, 1.9623414611334487 },
	{ 1000, 1.9623390808264074 },
};

static void check_distributions(void) {
	for (size_t i = 0; i < HL_LEN(normal); i++) {
		double scale = 1e-14 * fmax(1, fabs(normal[i].z));

		check("normal quantile", hl_normal_quantile(normal[i].p), normal[i].z, scale);
		check("normal", hl_normal_below(normal[i].z) / normal[i].p, 1, 1e-13);
		check("normal tails", hl_normal_outside(normal[i].z),
			2 * hl_normal_below(-fabs(normal[i].z)), 1e-15);
	}
	check("below all", hl_normal_quantile(0), (double)-INFINITY, 0);
	check("no share", hl_normal_quantile(1.5), (double)NAN, 0);
	for (size_t i = 0; i < HL_LEN(student); i++) {
		check("t quantile", hl_student_quantile(0.05, student[i].freedom), student[i].t,
			1e-11);
		check("t", hl_student_outside(student[i].t, student[i].freedom), 0.05, 1e-12);
	}
	check("t of nothing", hl_student_outside(0, 7), 1, 0);
}

/* --- changes: the figures of the design --- */

static void check_shares(void) {
	struct hl_change c =
		hl_shares_change((struct hl_share){ 180, 1500 }, (struct hl_share){ 230, 1500 });

	check("share before", c.a, 0.12, 1e-12);
	check("share after", c.b, 0.1533, 5e-5);
	check("points", c.difference, 0.0333, 5e-5);
	check("relative", c.relative, 0.278, 5e-4);
	check("z", c.z, 2.658, 5e-4);
	check("p", c.p, 0.0079, 5e-5);
	check("lo", c.lo, 0.0087, 5e-5);
	check("hi", c.hi, 0.0579, 5e-5);
	check("needed", c.needed, 1666, 0);
	c = hl_shares_change((struct hl_share){ 0, 10 }, (struct hl_share){ 0, 20 });
	check("no z of nothing", c.z, (double)NAN, 0);
	check("no p of nothing", c.p, (double)NAN, 0);
	check("hi of nothing", c.hi, 0.1611, 5e-5);
	check("nothing needed", c.needed, (double)NAN, 0);
	c = hl_shares_change((struct hl_share){ 0, 0 }, (struct hl_share){ 5, 20 });
	check("no share", c.difference, (double)NAN, 0);
	/* Newcombe 1998, table II: 56/70 - 48/80, method 10. */
	c = hl_shares_change((struct hl_share){ 48, 80 }, (struct hl_share){ 56, 70 });
	check("Newcombe lo", c.lo, 0.0524, 5e-5);
	check("Newcombe hi", c.hi, 0.3339, 5e-5);
}

/* Ten days each of 7.5 hours, made to come to what the design says of its own ten. */
static const int before[] = { 0, 300, 250, 250, 400, 250, 300, 40, 300, 510 };
static const int after[] = { 300, 40, 600, 250, 900, 0, 400, 150, 300, 620 };

static struct hl_clusters days_of(const int *cash, size_t len) {
	struct hl_clusters days = { 0 };

	for (size_t i = 0; i < len; i++)
		hl_clusters_add(&days, cash[i] * (hl_wide)1000000, 7500000);
	return days;
}

static void check_clusters(void) {
	struct hl_clusters a = days_of(before, HL_LEN(before));
	struct hl_clusters b = days_of(after, HL_LEN(after));
	struct hl_change c = hl_clusters_change(&a, &b);

	check("an hour before", c.a, 34.67, 5e-3);
	check("an hour after", c.b, 47.47, 5e-3);
	check("relative", c.relative, 0.369, 5e-4);
	check("lo", c.lo, -0.25, 5e-3);
	check("hi", c.hi, 1.51, 5e-3);
	check("needed, widely spread", ceil(hl_needed_clusters(0.8, 0.25)), 202, 0);
	check("needed, less so", ceil(hl_needed_clusters(0.5, 0.25)), 79, 0);
	check("needed for nothing", hl_needed_clusters(0.5, 0), (double)NAN, 0);
}

/* All in one go, or in parts, or too large for any. */
static void check_sums(void) {
	struct hl_clusters all = days_of(before, 10);
	struct hl_clusters part = days_of(before, 4);
	const struct hl_clusters rest = days_of(before + 4, 6);
	const hl_wide huge = (hl_wide)1 << 64;
	double se;

	hl_clusters_merge(&part, &rest);
	check("parts", part.yy == all.yy && part.yh == all.yh && part.hh == all.hh, 1, 0);
	hl_clusters_add(&all, huge, 1);
	check("too large for squares", hl_clusters_ratio(&all, &se).value,
		(double)all.y / (double)all.h, 0);
	check("so there is no interval", hl_clusters_ratio(&all, NULL).lo, (double)NAN, 0);
	part = days_of(before, 1);
	check("one day's value", hl_clusters_ratio(&part, &se).value, before[0] / 7.5, 1e-12);
	check("one day's interval", hl_clusters_ratio(&part, NULL).lo, (double)NAN, 0);
	part = (struct hl_clusters){ 0 };
	check("no hours", hl_clusters_ratio(&part, NULL).value, (double)NAN, 0);
}

/* --- counts, means, differences --- */

static void check_counts(void) {
	struct hl_estimate r = hl_counts_ratio((struct hl_counts){ 11, 3 });
	struct hl_change c =
		hl_counts_change((struct hl_counts){ 11, 3 }, (struct hl_counts){ 40, 20 });

	check("ratio", r.value, 11.0 / 3, 1e-12);
	check("ratio lo", r.lo, 11.0 / 3 / exp(1.959964 * sqrt(1.0 / 11 + 1.0 / 3)), 1e-12);
	check("ratio hi", r.hi, 11.0 / 3 * exp(1.959964 * sqrt(1.0 / 11 + 1.0 / 3)), 1e-12);
	check("nothing paid", hl_counts_ratio((struct hl_counts){ 11, 0 }).value, (double)NAN, 0);
	check("nothing tried", hl_counts_ratio((struct hl_counts){ 0, 3 }).value, 0, 0);
	check("nothing tried, lo", hl_counts_ratio((struct hl_counts){ 0, 3 }).lo, (double)NAN, 0);
	check("two ratios", c.z, log(6.0 / 11) / sqrt(1.0 / 11 + 1.0 / 3 + 1.0 / 40 + 1.0 / 20),
		1e-12);
	c = hl_count_change(152, 151);
	check("two counts", c.z, -1 / sqrt(303), 1e-12);
	check("two counts, lo", c.lo, -1 - 1.959964 * sqrt(303), 1e-12);
	check("two counts, hi", c.hi, -1 + 1.959964 * sqrt(303), 1e-12);
	check("nothing twice", hl_count_change(0, 0).p, (double)NAN, 0);
	check("from nothing", hl_count_change(0, 9).z, 3, 1e-12);
}

/* The sleep of Student's ten, 1908: t = -1.8608 with 17.776 degrees of freedom, p = 0.07939. */
static void check_means(void) {
	static const int first[] = { 7, -16, -2, -12, -1, 34, 37, 8, 0, 20 };
	static const int second[] = { 19, 8, 11, 1, -1, 44, 55, 16, 46, 34 };
	struct hl_moments a = { 0 };
	struct hl_moments b = { 0 };
	struct hl_change c;

	for (size_t i = 0; i < 10; i++) {
		hl_moments_add(&a, first[i]);
		hl_moments_add(&b, second[i]);
	}
	c = hl_moments_change(&a, &b);
	check("Welch t", c.z, 1.8608134674868522, 1e-12);
	check("Welch p", c.p, 0.07939414018735829, 1e-12);
	check("Welch lo", c.lo, -2.05483, 5e-5);
	check("Welch hi", c.hi, 33.65483, 5e-5);
	check("mean", hl_moments_mean(&a).value, 7.5, 0);
	check("mean lo", hl_moments_mean(&a).lo, -5.297801, 5e-5);
	a = (struct hl_moments){ 0 };
	hl_moments_add(&a, 5);
	check("a mean of one", hl_moments_mean(&a).lo, (double)NAN, 0);
}

static void check_differences(void) {
	struct hl_four_shares four = { { 10, 100 }, { 12, 100 }, { 10, 100 }, { 30, 100 } };
	struct hl_change c = hl_shares_differences(&four);

	check("of shares", c.difference, 0.18, 1e-12);
	check("of shares, lo", c.lo < 0.18 && c.lo > 0.03, 1, 0);
	check("of shares, z", c.z, 0.18 / sqrt((2 * 0.1 * 0.9 + 0.12 * 0.88 + 0.3 * 0.7) / 100),
		1e-12);
}

static void check_differences_of_ratios(void) {
	struct hl_clusters a = days_of(before, HL_LEN(before));
	struct hl_clusters b = days_of(after, HL_LEN(after));
	const struct hl_four_clusters four = { &a, &a, &a, &b };
	struct hl_change c = hl_clusters_differences(&four);
	struct hl_change alone = hl_clusters_change(&a, &b);

	check("of ratios", c.relative, alone.relative, 1e-12);
	check("of ratios, wider", c.lo < alone.lo && c.hi > alone.hi, 1, 0);
}

/* --- order and quantiles --- */

static void check_kendall(void) {
	struct hl_pair same[] = { { 1, 1 }, { 2, 2 }, { 3, 3 }, { 4, 4 }, { 5, 5 } };
	struct hl_pair turned[] = { { 1, 5 }, { 2, 4 }, { 3, 3 }, { 4, 2 }, { 5, 1 } };
	struct hl_pair flat[] = { { 1, 5 }, { 1, 4 }, { 1, 3 } };
	struct hl_pair ties[] = { { 12, 1 }, { 2, 4 }, { 1, 7 }, { 12, 1 }, { 2, 0 } };
	int64_t concordant;

	check("the same order", hl_kendall(same, HL_LEN(same), &concordant), 1, 0);
	check("all concordant", (double)concordant, 10, 0);
	check("the other way round", hl_kendall(turned, HL_LEN(turned), NULL), -1, 0);
	check("no order", hl_kendall(flat, HL_LEN(flat), NULL), (double)NAN, 0);
	check("none", hl_kendall(flat, 0, NULL), (double)NAN, 0);
	check("ties", hl_kendall(ties, HL_LEN(ties), NULL), -0.4714045207910316, 1e-15);
}

static void check_quantiles(void) {
	static const struct hl_bar bars[] = { { 0, 1 }, { 3, 2 }, { 10, 1 } };
	int64_t value = -1;

	check("none", hl_bars_quantile(bars, 0, 500000, &value), 0, 0);
	check("some", hl_bars_quantile(bars, 3, 500000, &value), 1, 0);
	check("median", (double)value, 3000000, 0);
	check("p90", hl_bars_quantile(bars, 3, 900000, &value), 1, 0);
	check("p90", (double)value, 7900000, 0);
	check("all", hl_bars_quantile(bars, 3, 1000000, &value), 1, 0);
	check("all", (double)value, 10000000, 0);
}

int main(void) {
	check_distributions();
	check_shares();
	check_clusters();
	check_sums();
	check_counts();
	check_means();
	check_differences();
	check_differences_of_ratios();
	check_kendall();
	check_quantiles();
	return failed;
}
