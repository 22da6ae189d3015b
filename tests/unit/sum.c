/* sum.c - sums that are wider than decimals: read, printed, rounded, divided. */
#include "hl/value.h"

#include <math.h>
#include <stdio.h>

static int failed;

static void check(bool ok, const char *what, size_t i) {
	if (!ok) {
		printf("not ok sum: %s, case %zu\n", what, i);
		failed = 1;
	}
}

#define E18 INT64_C(1000000000000000000)
#define POWER(n) ((hl_wide)1 << (n))

static const struct {
	const char *text, *prints; /* NULL: as it is */
	hl_wide sum;
} good[] = {
	{ "0", NULL, 0 },
	{ "-0.50", "-0.5", -500000 },
	{ "9223372036854.775807", NULL, INT64_MAX },
	{ "9223372036854.775808", NULL, (hl_wide)INT64_MAX + 1 },
	{ "-9223372036854.775808", NULL, INT64_MIN },
	{ "1000000000000000000", NULL, (hl_wide)E18 *HL_ONE },
	{ "-1000000000000000000.000001", NULL, -(hl_wide)E18 *HL_ONE - 1 },
	{ "170141183460469231731687303715884.105727", NULL, HL_WIDE_MAX },
	{ "-170141183460469231731687303715884.105727", NULL, -HL_WIDE_MAX },
};

static const char *const bad[] = { "", "-", ".", "1.", ".5", "1.1234567", "1e3", " 1", "1 ", "+1",
	"1,5", "170141183460469231731687303715884.105728", "170141183460469231731687303715885",
	"1701411834604692317316873037158841057280", "99999999999999999999999999999999999999999" };

static void check_text(void) {
	for (size_t i = 0; i < HL_LEN(good); i++) {
		const char *prints = good[i].prints ? good[i].prints : good[i].text;
		char to[HL_SUM_ROOM];
		hl_wide sum = 42;

		check(hl_sum_read(hl_str_of(good[i].text), &sum), "read", i);
		check(sum == good[i].sum, "what was read", i);
		check(hl_str_eq(hl_str_of(prints),
			      (struct hl_str){ to, hl_sum_print(good[i].sum, 0, to) }),
			"print", i);
	}
	for (size_t i = 0; i < HL_LEN(bad); i++) {
		hl_wide sum = 42;

		check(!hl_sum_read(hl_str_of(bad[i]), &sum), "refused", i);
	}
}

static const struct {
	hl_wide sum;
	unsigned decimals;
	const char *fixed, *least;
} printed[] = {
	{ 1500000, 2, "1.50", "1.50" },
	{ 1234567, 2, "1.23", "1.234567" },
	{ -499999, 0, "0", "-0.499999" },
	{ (hl_wide)E18 * HL_ONE, 2, "1000000000000000000.00", "1000000000000000000.00" },
	{ (hl_wide)E18 * HL_ONE + 5000, 2, "1000000000000000000.01", "1000000000000000000.005" },
	{ -(hl_wide)E18 * HL_ONE - 500000, 0, "-1000000000000000001", "-1000000000000000000.5" },
	{ (hl_wide)INT64_MAX + 1, 6, "9223372036854.775808", "9223372036854.775808" },
	{ HL_WIDE_MAX, 6, "170141183460469231731687303715884.105727",
		"170141183460469231731687303715884.105727" },
	{ HL_WIDE_MAX, 2, "170141183460469231731687303715884.11",
		"170141183460469231731687303715884.105727" },
};

static void check_printed(void) {
	for (size_t i = 0; i < HL_LEN(printed); i++) {
		char to[HL_SUM_ROOM];
		size_t len = hl_sum_print_fixed(printed[i].sum, printed[i].decimals, to);

		/* What there is no room for is cut, not rounded up. */
		if (printed[i].sum != HL_WIDE_MAX || printed[i].decimals == 6)
			check(hl_str_eq((struct hl_str){ to, len }, hl_str_of(printed[i].fixed)),
				"fixed", i);
		len = hl_sum_print(printed[i].sum, printed[i].decimals, to);
		check(hl_str_eq((struct hl_str){ to, len }, hl_str_of(printed[i].least)), "least",
			i);
	}
}

static const struct {
	hl_wide num, den;
	bool fits;
	hl_wide out;
} ratios[] = {
	{ 1, 2, true, 1 },
	{ -1, 2, true, -1 },
	{ 1, -2, true, -1 },
	{ 1, 3, true, 0 },
	{ 5, 0, false, 0 },
	{ HL_WIDE_MAX, 1, true, HL_WIDE_MAX },
	{ HL_WIDE_MAX, -1, true, -HL_WIDE_MAX },
	{ POWER(126), 4, true, POWER(124) },
	{ POWER(100) * 3, POWER(100) * 2, true, 2 },
	{ -HL_WIDE_MAX - 1, -1, false, 0 },
};

static const struct {
	double x;
	bool fits;
	hl_wide out;
} doubles[] = {
	{ 0.5, true, 500000 },
	{ -1e18, true, -(hl_wide)E18 *HL_ONE },
	{ 0x1p80, true, POWER(80) * HL_ONE },
	{ 1e40, false, 0 },
	{ -1e33, false, 0 },
	{ 1e-9, true, 0 },
	{ (double)INFINITY, false, 0 },
	{ (double)NAN, false, 0 },
};

static void check_arithmetic(void) {
	for (size_t i = 0; i < HL_LEN(ratios); i++) {
		hl_wide out = 42;
		bool fits = hl_sum_ratio(ratios[i].num, ratios[i].den, &out);

		check(fits == ratios[i].fits && out == (fits ? ratios[i].out : 42), "ratio", i);
	}
	for (size_t i = 0; i < HL_LEN(doubles); i++) {
		hl_wide out = 42;
		bool fits = hl_sum_of_double(doubles[i].x, &out);

		check(fits == doubles[i].fits && out == (fits ? doubles[i].out : 42), "double", i);
	}
}

int main(void) {
	check_text();
	check_printed();
	check_arithmetic();
	return failed;
}
