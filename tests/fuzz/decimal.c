/* fuzz/decimal.c - a decimal is what the grammar says, survives printing, and its arithmetic is
 * exact. */
#include "hl/value.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void must(bool ok) {
	if (!ok)
		__builtin_trap();
}

static hl_wide size_of(hl_wide x) {
	return x < 0 ? -x : x;
}

/* The slow and obvious way: one byte after the other, in 128 bits. */
static bool read_slowly(struct hl_str text, int64_t *dec) {
	bool negative = text.len > 0 && text.at[0] == '-';
	size_t i = negative;
	hl_wide whole = 0;
	int places = -1;

	if (i == text.len || !hl_is_digit(text.at[i]) || !hl_is_digit(text.at[text.len - 1]))
		return false;
	for (; i < text.len; i++) {
		if (text.at[i] == '.' && places < 0)
			places = 0;
		else if (!hl_is_digit(text.at[i]) || places == 6)
			return false;
		else if (whole <= INT64_MAX)
			whole = whole * 10 + (text.at[i] - '0');
		places += places >= 0 && text.at[i] != '.';
	}
	for (places = places < 0 ? 0 : places; places < 6 && whole <= INT64_MAX; places++)
		whole *= 10;
	*dec = (int64_t)(negative ? -whole : whole);
	return whole <= INT64_MAX;
}

static void check_text(struct hl_str text) {
	struct hl_error err = { 0 };
	char to[HL_DEC_ROOM];
	int64_t expected;
	int64_t dec;
	int64_t again;
	bool good = read_slowly(text, &expected);

	must((hl_dec_parse(text, &dec, &err) == HL_OK) == good);
	if (!good)
		return;
	must(dec == expected);
	must(hl_dec_read((struct hl_str){ to, hl_dec_print(dec, to) }, &again) && again == dec);
	must(hl_dec_read((struct hl_str){ to, hl_dec_print_fixed(dec, 6, to) }, &again));
	must(again == dec);
	for (unsigned decimals = 0; decimals < 6; decimals++) {
		struct hl_str fixed = { to, hl_dec_print_fixed(dec, decimals, to) };
		bool fits = hl_dec_round(dec, decimals, &again);

		must(fits == hl_dec_read(fixed, &expected) && (!fits || again == expected));
	}
}

/* A result is right when twice its error is no more than the divisor, and halves go outwards. */
static void check_quotient(bool fits, int64_t out, hl_wide num, hl_wide den) {
	hl_wide error;

	if (!fits) {
		must(size_of(num) / size_of(den) >= INT64_MAX);
		return;
	}
	error = size_of(size_of(num) - size_of(out) * size_of(den));
	must(2 * error <= size_of(den));
	must(out == 0 || (out < 0) == ((num < 0) != (den < 0)));
	if (2 * error == size_of(den))
		must(size_of(out) * size_of(den) > size_of(num));
}

static void check_arithmetic(int64_t a, int64_t b) {
	const hl_wide wide = (hl_wide)1 << 62;
	int64_t out = 0;
	bool fits = hl_dec_mul(a, b, &out);

	check_quotient(fits, out, (hl_wide)a * b, HL_ONE);
	fits = hl_dec_add(a, b, &out);
	must(fits ? out == (hl_wide)a + b : size_of((hl_wide)a + b) > INT64_MAX);
	if (b == 0)
		return;
	fits = hl_dec_div(a, b, &out);
	check_quotient(fits, out, (hl_wide)a * HL_ONE, b);
	fits = hl_dec_ratio(a, b, &out);
	check_quotient(fits, out, (hl_wide)a * HL_ONE, b);
	/* The same ratio, too wide for the short way. */
	fits = hl_dec_ratio(a * wide, b * wide, &out);
	check_quotient(fits, out, (hl_wide)a * HL_ONE, b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len) {
	int64_t pair[2];

	check_text((struct hl_str){ (const char *)data, len });
	if (len == sizeof(pair)) {
		memcpy(pair, data, sizeof(pair));
		check_arithmetic(pair[0], pair[1]);
	}
	return 0;
}
