/* decimal.c - decimals: what is one, how it prints, what is exact. */
#include "hl/value.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define TEXT(literal)                                                                              \
	{ literal, sizeof(literal) - 1 }

static int failed;

static void check(bool ok, const char *what, size_t i) {
	if (!ok) {
		printf("not ok decimal: %s, case %zu\n", what, i);
		failed = 1;
	}
}

static const struct {
	struct hl_str text;
	int64_t dec;
	const char *prints; /* NULL: as it is */
} good[] = {
	{ TEXT("0"), 0, NULL },
	{ TEXT("-0"), 0, "0" },
	{ TEXT("-0.000000"), 0, "0" },
	{ TEXT("7"), 7000000, NULL },
	{ TEXT("12"), 12000000, NULL },
	{ TEXT("123"), 123000000, NULL },
	{ TEXT("0.5"), 500000, NULL },
	{ TEXT("1.0"), 1000000, "1" },
	{ TEXT("-0.07"), -70000, NULL },
	{ TEXT("1234.56"), 1234560000, NULL },
	{ TEXT("12345678"), 12345678000000, NULL },
	{ TEXT("123456.7"), 123456700000, NULL },
	{ TEXT("1.234567"), 1234567, NULL },
	{ TEXT("0.000001"), 1, NULL },
	{ TEXT("-0.000001"), -1, NULL },
	{ TEXT("99999.99"), 99999990000, NULL },
	{ TEXT("123456789"), 123456789000000, NULL },
	{ TEXT("1234567.89"), 1234567890000, NULL },
	{ TEXT("00000000000000000000000000000001.5"), 1500000, "1.5" },
	{ TEXT("9223372036854.775807"), INT64_MAX, NULL },
	{ TEXT("-9223372036854.775807"), -INT64_MAX, NULL },
	{ TEXT("9223372036854"), 9223372036854000000, NULL },
};

static const struct {
	struct hl_str text;
	const char *says;
} bad[] = {
	{ TEXT(""), "empty" },
	{ TEXT("-"), "not a number" },
	{ TEXT("."), "not a number" },
	{ TEXT("-."), "not a number" },
	{ TEXT(".5"), "not a number" },
	{ TEXT("5."), "not a number" },
	{ TEXT("12345678."), "not a number" },
	{ TEXT(".12345678"), "not a number" },
	{ TEXT("+5"), "not a number" },
	{ TEXT("--5"), "not a number" },
	{ TEXT("5-"), "not a number" },
	{ TEXT(" 5"), "not a number" },
	{ TEXT("5 "), "not a number" },
	{ TEXT("1e3"), "not a number" },
	{ TEXT("0x10"), "not a number" },
	{ TEXT("NaN"), "not a number" },
	{ TEXT("inf"), "not a number" },
	{ TEXT("$5"), "not a number" },
	{ TEXT("1,5"), "not a number" },
	{ TEXT("1,234.56"), "not a number" },
	{ TEXT("1.2.3"), "not a number" },
	{ TEXT("1..2"), "not a number" },
	{ TEXT("1/2"), "not a number" },
	{ TEXT("1:2"), "not a number" },
	{ TEXT("12\0"
	       "4"),
		"not a number" },
	{ TEXT("1\xb0"), "not a number" },
	{ TEXT("\xd9\xa1"), "not a number" },
	{ TEXT("123456789x"), "not a number" },
	{ TEXT("1.1234567"), "six decimals" },
	{ TEXT("1.0000000"), "six decimals" },
	{ TEXT("0.1234567"), "six decimals" },
	{ TEXT("123456789.1234567"), "six decimals" },
	{ TEXT("9223372036854.775808"), "too large" },
	{ TEXT("-9223372036854.775808"), "too large" },
	{ TEXT("9223372036855"), "too large" },
	{ TEXT("18446744073709551616"), "too large" },
	{ TEXT("99999999999999999999999999"), "too large" },
	{ TEXT("184467440737095516161.5"), "too large" },
};

static void check_text(void) {
	struct hl_error err = { 0 };
	char to[HL_DEC_ROOM];
	int64_t dec;

	for (size_t i = 0; i < HL_LEN(good); i++) {
		struct hl_str prints = good[i].prints ? hl_str_of(good[i].prints) : good[i].text;

		dec = 42;
		check(hl_dec_parse(good[i].text, &dec, &err) == HL_OK, "a number is read", i);
		check(dec == good[i].dec, "the value", i);
		check(hl_str_eq(prints, (struct hl_str){ to, hl_dec_print(dec, to) }), "print", i);
	}
	for (size_t i = 0; i < HL_LEN(bad); i++) {
		dec = 42;
		check(hl_dec_parse(bad[i].text, &dec, &err) == HL_EDATA && dec == 42, "refused", i);
		check(strstr(err.text, bad[i].says) != NULL, "the reason", i);
	}
}

static const struct {
	int64_t dec;
	unsigned decimals;
	const char *prints;
	int64_t rounded;
} fixed[] = {
	{ 0, 0, "0", 0 },
	{ 0, 6, "0.000000", 0 },
	{ 1500000, 1, "1.5", 1500000 },
	{ 1500000, 0, "2", 2000000 },
	{ -1500000, 0, "-2", -2000000 },
	{ 2500000, 0, "3", 3000000 },
	{ 1499999, 0, "1", 1000000 },
	{ -499999, 0, "0", 0 },
	{ -500000, 0, "-1", -1000000 },
	{ 49999, 1, "0.0", 0 },
	{ 50000, 1, "0.1", 100000 },
	{ -50000, 1, "-0.1", -100000 },
	{ 74950000, 1, "75.0", 75000000 },
	{ 999999, 5, "1.00000", 1000000 },
	{ 123456789, 3, "123.457", 123457000 },
	{ INT64_MAX, 6, "9223372036854.775807", INT64_MAX },
	{ INT64_MAX, 9, "9223372036854.775807", INT64_MAX },
	{ INT64_MAX, 4, "9223372036854.7758", 9223372036854775800 },
	{ INT64_MAX, 5, "9223372036854.77581", 0 },
	{ INT64_MAX, 0, "9223372036855", 0 },
	{ -INT64_MAX, 0, "-9223372036855", 0 },
	{ INT64_MIN, 6, "-9223372036854.775808", 0 },
};

static void check_fixed(void) {
	for (size_t i = 0; i < HL_LEN(fixed); i++) {
		char to[HL_DEC_ROOM];
		size_t len = hl_dec_print_fixed(fixed[i].dec, fixed[i].decimals, to);
		int64_t rounded = 0;
		bool fits = hl_dec_round(fixed[i].dec, fixed[i].decimals, &rounded);

		check(hl_str_eq((struct hl_str){ to, len }, hl_str_of(fixed[i].prints)), "fixed",
			i);
		check(rounded == fixed[i].rounded, "round", i);
		check(fits || fixed[i].rounded == 0, "round fits", i);
	}
	check(!hl_dec_round(INT64_MAX, 0, &(int64_t){ 0 }), "round overflows", 0);
}

static const struct {
	bool (*op)(int64_t a, int64_t b, int64_t *out);
	int64_t a, b;
	bool fits;
	int64_t out;
} sums[] = {
	{ hl_dec_add, 1, 2, true, 3 },
	{ hl_dec_add, INT64_MAX, -1, true, INT64_MAX - 1 },
	{ hl_dec_add, INT64_MAX, 1, false, 0 },
	{ hl_dec_add, -INT64_MAX, -1, false, 0 },
	{ hl_dec_add, -INT64_MAX, -2, false, 0 },
	{ hl_dec_mul, 60 * HL_ONE, 1320000, true, 79200000 },
	{ hl_dec_mul, 1, 500000, true, 1 },
	{ hl_dec_mul, 1, 499999, true, 0 },
	{ hl_dec_mul, -1, 500000, true, -1 },
	{ hl_dec_mul, -1, 499999, true, 0 },
	{ hl_dec_mul, -1, -500000, true, 1 },
	{ hl_dec_mul, 0, -INT64_MAX, true, 0 },
	{ hl_dec_mul, INT64_MAX, HL_ONE, true, INT64_MAX },
	{ hl_dec_mul, -INT64_MAX, HL_ONE, true, -INT64_MAX },
	{ hl_dec_mul, -INT64_MAX, -HL_ONE, true, INT64_MAX },
	{ hl_dec_mul, INT64_MAX, HL_ONE + 1, false, 0 },
	{ hl_dec_mul, INT64_MAX, INT64_MAX, false, 0 },
	{ hl_dec_mul, INT64_MIN, INT64_MIN, false, 0 },
	{ hl_dec_mul, INT64_MIN, HL_ONE, false, 0 },
	{ hl_dec_mul, 3037000499976, 3037000499976, true, 9223372036854473976 },
	{ hl_dec_div, HL_ONE, 3 * HL_ONE, true, 333333 },
	{ hl_dec_div, 2 * HL_ONE, 3 * HL_ONE, true, 666667 },
	{ hl_dec_div, -2 * HL_ONE, 3 * HL_ONE, true, -666667 },
	{ hl_dec_div, 1, 2 * HL_ONE, true, 1 },
	{ hl_dec_div, -1, 2 * HL_ONE, true, -1 },
	{ hl_dec_div, -1, -2 * HL_ONE, true, 1 },
	{ hl_dec_div, 1, 2 * HL_ONE + 1, true, 0 },
	{ hl_dec_div, 0, -5, true, 0 },
	{ hl_dec_div, 5, 0, false, 0 },
	{ hl_dec_div, INT64_MAX, HL_ONE, true, INT64_MAX },
	{ hl_dec_div, INT64_MAX, INT64_MAX, true, HL_ONE },
	{ hl_dec_div, INT64_MAX, -INT64_MAX, true, -HL_ONE },
	{ hl_dec_div, INT64_MAX, HL_ONE - 1, false, 0 },
	{ hl_dec_div, INT64_MAX, 1, false, 0 },
	{ hl_dec_div, INT64_MIN, HL_ONE, false, 0 },
};

/* 2^126, 2^127 - 1 and the like. */
#define POWER(n) ((hl_wide)1 << (n))
#define WIDEST (POWER(126) - 1 + POWER(126))

static const struct {
	hl_wide num, den;
	bool fits;
	int64_t out;
} ratios[] = {
	{ 1, 3, true, 333333 },
	{ 2, 3, true, 666667 },
	{ -2, 3, true, -666667 },
	{ 2, -3, true, -666667 },
	{ 0, 7, true, 0 },
	{ 1, 0, false, 0 },
	{ 0, 0, false, 0 },
	{ 1, 2000000, true, 1 },
	{ 1, 2000001, true, 0 },
	{ -1, 2000000, true, -1 },
	{ WIDEST, WIDEST, true, HL_ONE },
	{ WIDEST - 1, WIDEST, true, HL_ONE },
	{ -WIDEST - 1, WIDEST, true, -HL_ONE },
	{ -WIDEST - 1, -WIDEST - 1, true, HL_ONE },
	{ -WIDEST - 1, 1, false, 0 },
	{ WIDEST, 1, false, 0 },
	{ 1, WIDEST, true, 0 },
	{ POWER(126), -WIDEST - 1, true, -500000 },
	{ POWER(120), POWER(120) * 3, true, 333333 },
	{ POWER(120) * 2, POWER(120) * 3, true, 666667 },
	{ POWER(106), POWER(106) * 2000000, true, 1 },
	{ POWER(106) - 1, POWER(106) * 2000000, true, 0 },
	{ POWER(106) + 1, POWER(106) * 2000000, true, 1 },
	{ (hl_wide)INT64_MAX * POWER(60), HL_ONE *POWER(60), true, INT64_MAX },
	{ (hl_wide)INT64_MAX * POWER(60) + POWER(59) - 1, HL_ONE *POWER(60), true, INT64_MAX },
	{ (hl_wide)INT64_MAX * POWER(60) + POWER(59), HL_ONE *POWER(60), false, 0 },
	{ INT64_MAX, HL_ONE, true, INT64_MAX },
	{ (hl_wide)UINT64_MAX, HL_ONE, false, 0 },
};

static void check_arithmetic(void) {
	for (size_t i = 0; i < HL_LEN(sums); i++) {
		int64_t out = 42;
		bool fits = sums[i].op(sums[i].a, sums[i].b, &out);

		check(fits == sums[i].fits, "fits", i);
		check(out == (fits ? sums[i].out : 42), "result", i);
	}
	for (size_t i = 0; i < HL_LEN(ratios); i++) {
		int64_t out = 42;
		bool fits = hl_dec_ratio(ratios[i].num, ratios[i].den, &out);

		check(fits == ratios[i].fits, "ratio fits", i);
		check(out == (fits ? ratios[i].out : 42), "ratio", i);
	}
}

static const struct {
	double x;
	bool fits;
	int64_t dec;
} doubles[] = {
	{ 0, true, 0 },
	{ -0.0, true, 0 },
	{ 1, true, 1000000 },
	{ -1.5, true, -1500000 },
	{ 0.1, true, 100000 },
	{ 1e-7, true, 0 },
	{ 4.9e-7, true, 0 },
	{ 5.1e-7, true, 1 },
	{ -5.1e-7, true, -1 },
	{ 0x1p-7, true, 7813 }, /* 7812.5 millionths, exactly half */
	{ -0x1p-7, true, -7813 },
	{ 0x1p-1074, true, 0 },
	{ 0.48057063, true, 480571 },
	{ 9223372036854.775, true, 9223372036854775391 },
	{ 9223372036854.777, false, 0 },
	{ 4503599627370496.0, false, 0 },
	{ 1e300, false, 0 },
	{ -1e300, false, 0 },
	{ HUGE_VAL, false, 0 },
	{ -HUGE_VAL, false, 0 },
	{ (double)NAN, false, 0 },
};

int main(void) {
	check_text();
	check_fixed();
	check_arithmetic();
	for (size_t i = 0; i < HL_LEN(doubles); i++) {
		int64_t dec = 42;

		check(hl_dec_of_double(doubles[i].x, &dec) == doubles[i].fits, "double fits", i);
		check(dec == (doubles[i].fits ? doubles[i].dec : 42), "double", i);
	}
	return failed;
}
