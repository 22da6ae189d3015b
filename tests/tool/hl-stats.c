/*
 * hl-stats.c - the functions of hl/stats.h by their names, for tests/oracle/stats.py.
 *
 * A line of the standard input is a name and numbers; its answer is a line of numbers.
 */
#include "hl/stats.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { NUMBERS_MAX = 4096 };

struct numbers {
	double at[NUMBERS_MAX];
	size_t len;
};

static void say(const double *values, size_t len) {
	for (size_t i = 0; i < len; i++)
		printf("%s%.17g", i ? " " : "", values[i]);
	putchar('\n');
}

static void say_estimate(struct hl_estimate e) {
	const double values[] = { e.value, e.lo, e.hi };

	say(values, HL_LEN(values));
}

static void say_change(struct hl_change c) {
	const double values[] = { c.a, c.b, c.difference, c.relative, c.lo, c.hi, c.z, c.p,
		c.needed };

	say(values, HL_LEN(values));
}

static void say_one(double value) {
	say(&value, 1);
}

static struct hl_share share(const struct numbers *n, size_t at) {
	return (struct hl_share){ (size_t)n->at[at], (size_t)n->at[at + 1] };
}

static struct hl_counts counts(const struct numbers *n, size_t at) {
	return (struct hl_counts){ (size_t)n->at[at], (size_t)n->at[at + 1] };
}

/* Lists one behind the other, each with its length first. */
static size_t take_clusters(const struct numbers *n, size_t at, struct hl_clusters *to) {
	size_t end = at + 1 + 2 * (size_t)n->at[at];

	*to = (struct hl_clusters){ 0 };
	for (size_t i = at + 1; i < end; i += 2)
		hl_clusters_add(to, (hl_wide)n->at[i], (hl_wide)n->at[i + 1]);
	return end;
}

static size_t take_moments(const struct numbers *n, size_t at, struct hl_moments *to) {
	size_t end = at + 1 + (size_t)n->at[at];

	*to = (struct hl_moments){ 0 };
	for (size_t i = at + 1; i < end; i++)
		hl_moments_add(to, (int64_t)n->at[i]);
	return end;
}

/* --- the functions --- */

static void normal(const struct numbers *n) {
	const double values[] = { hl_normal_below(n->at[0]), hl_normal_outside(n->at[0]) };

	say(values, HL_LEN(values));
}

static void normal_quantile(const struct numbers *n) {
	say_one(hl_normal_quantile(n->at[0]));
}

static void student(const struct numbers *n) {
	say_one(hl_student_outside(n->at[0], n->at[1]));
}

static void student_quantile(const struct numbers *n) {
	say_one(hl_student_quantile(n->at[0], n->at[1]));
}

static void wilson(const struct numbers *n) {
	say_estimate(hl_share_estimate(share(n, 0)));
}

static void shares(const struct numbers *n) {
	say_change(hl_shares_change(share(n, 0), share(n, 2)));
}

static void four_shares(const struct numbers *n) {
	const struct hl_four_shares four = { share(n, 0), share(n, 2), share(n, 4), share(n, 6) };

	say_change(hl_shares_differences(&four));
}

static void ratio(const struct numbers *n) {
	struct hl_clusters clusters;

	(void)take_clusters(n, 0, &clusters);
	say_estimate(hl_clusters_ratio(&clusters, NULL));
}

static void ratios(const struct numbers *n) {
	struct hl_clusters a, b;

	(void)take_clusters(n, take_clusters(n, 0, &a), &b);
	say_change(hl_clusters_change(&a, &b));
}

static void four_ratios(const struct numbers *n) {
	struct hl_clusters c[4];
	const struct hl_four_clusters four = { &c[0], &c[1], &c[2], &c[3] };
	size_t at = 0;

	for (size_t i = 0; i < HL_LEN(c); i++)
		at = take_clusters(n, at, &c[i]);
	say_change(hl_clusters_differences(&four));
}

static void poisson(const struct numbers *n) {
	say_estimate(hl_counts_ratio(counts(n, 0)));
}

static void poissons(const struct numbers *n) {
	say_change(hl_counts_change(counts(n, 0), counts(n, 2)));
}

static void mean(const struct numbers *n) {
	struct hl_moments moments;

	(void)take_moments(n, 0, &moments);
	say_estimate(hl_moments_mean(&moments));
}

static void means(const struct numbers *n) {
	struct hl_moments a, b;

	(void)take_moments(n, take_moments(n, 0, &a), &b);
	say_change(hl_moments_change(&a, &b));
}

static void kendall(const struct numbers *n) {
	struct hl_pair pairs[NUMBERS_MAX / 2];

	for (size_t i = 0; i + 1 < n->len; i += 2)
		pairs[i / 2] = (struct hl_pair){ (int64_t)n->at[i], (int64_t)n->at[i + 1] };
	say_one(hl_kendall(pairs, n->len / 2, NULL));
}

/* Which, in millionths, then numbers with how often each came. */
static void quantile(const struct numbers *n) {
	struct hl_bar bars[NUMBERS_MAX / 2];
	int64_t value = 0;

	for (size_t i = 1; i + 1 < n->len; i += 2)
		bars[i / 2] = (struct hl_bar){ (int64_t)n->at[i], (size_t)n->at[i + 1] };
	if (hl_bars_quantile(bars, n->len / 2, (unsigned)n->at[0], &value))
		printf("%" PRId64 "\n", value);
	else
		puts("nan");
}

static const struct {
	const char *name;
	void (*answer)(const struct numbers *n);
} functions[] = {
	{ "normal", normal },
	{ "normal-quantile", normal_quantile },
	{ "student", student },
	{ "student-quantile", student_quantile },
	{ "wilson", wilson },
	{ "shares", shares },
	{ "four-shares", four_shares },
	{ "ratio", ratio },
	{ "ratios", ratios },
	{ "four-ratios", four_ratios },
	{ "poisson", poisson },
	{ "poissons", poissons },
	{ "mean", mean },
	{ "means", means },
	{ "kendall", kendall },
	{ "quantile", quantile },
};

static void answer(char *line) {
	static struct numbers numbers;
	char *at = strchr(line, ' ');

	if (!at)
		return;
	*at++ = '\0';
	for (numbers.len = 0; numbers.len < NUMBERS_MAX; numbers.len++) {
		char *end;
		double number = strtod(at, &end);

		if (end == at)
			break;
		numbers.at[numbers.len] = number;
		at = end;
	}
	for (size_t i = 0; i < HL_LEN(functions); i++)
		if (strcmp(functions[i].name, line) == 0)
			functions[i].answer(&numbers);
}

int main(void) {
	char *line = NULL;
	size_t cap = 0;

	while (getline(&line, &cap, stdin) > 0)
		answer(line);
	free(line);
	return 0;
}
