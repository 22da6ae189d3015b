/* sum.c - sums of decimals, 128 bits wide: from text and back, their ratios, rounded once. */
#include "hl/value.h"

#include <math.h>
#include <string.h>

__extension__ typedef unsigned __int128 wide;

enum { PLACES = 6 };

static wide size_of(hl_wide x) {
	return x < 0 ? -(wide)x : (wide)x;
}

/* Give @size a sign, if it fits. */
static bool give(bool negative, wide size, hl_wide *out) {
	if (size > (wide)HL_WIDE_MAX)
		return false;
	*out = negative ? -(hl_wide)size : (hl_wide)size;
	return true;
}

/* --- text --- */

#define NO_END SIZE_MAX

/* Append the digits of @text from @at on to @number; where they end, or NO_END: it is too large. */
static size_t read_digits(struct hl_str text, size_t at, hl_wide *number) {
	for (; at < text.len && hl_is_digit(text.at[at]); at++)
		if (__builtin_mul_overflow(*number, 10, number) ||
			__builtin_add_overflow(*number, text.at[at] - '0', number))
			return NO_END;
	return at;
}

bool hl_sum_read(struct hl_str text, hl_wide *sum) {
	size_t first = text.len > 0 && text.at[0] == '-';
	size_t at, places = 0;
	hl_wide number = 0;

	at = read_digits(text, first, &number);
	if (at == first || at == NO_END)
		return false;
	if (at < text.len && text.at[at] == '.') {
		size_t end = read_digits(text, at + 1, &number);

		places = end - at - 1;
		if (end == NO_END || places == 0 || places > PLACES)
			return false;
		at = end;
	}
	for (; places < PLACES; places++)
		if (__builtin_mul_overflow(number, 10, &number))
			return false;
	*sum = first ? -number : number;
	return at == text.len;
}

/* One that is a decimal: most are. */
static size_t print_decimal(int64_t dec, unsigned least, char *to) {
	int64_t rounded;

	return hl_dec_round(dec, least, &rounded) && rounded == dec
		       ? hl_dec_print_fixed(dec, least, to)
		       : hl_dec_print(dec, to);
}

static size_t print_wide(hl_wide sum, unsigned least, char *to) {
	char text[HL_SUM_ROOM];
	char *at = text + sizeof(text);
	char *end = at;
	wide size = size_of(sum);

	for (size_t i = 0; i <= PLACES || size > 0; i++) {
		if (i == PLACES)
			*--at = '.';
		*--at = (char)('0' + (int)(size % 10));
		size /= 10;
	}
	for (size_t places = PLACES; places > least && end[-1] == '0'; places--)
		end--;
	if (end[-1] == '.')
		end--;
	if (sum < 0)
		*--at = '-';
	memcpy(to, at, (size_t)(end - at));
	return (size_t)(end - at);
}

size_t hl_sum_print(hl_wide sum, unsigned least, char *to) {
	return sum == (int64_t)sum ? print_decimal((int64_t)sum, least, to)
				   : print_wide(sum, least, to);
}

size_t hl_sum_print_fixed(hl_wide sum, unsigned decimals, char *to) {
	if (sum == (int64_t)sum)
		return hl_dec_print_fixed((int64_t)sum, decimals, to);
	return hl_sum_print(hl_sum_round(sum, decimals), decimals, to);
}

/* --- arithmetic --- */

/* Where there is no room to round up, it is cut. */
hl_wide hl_sum_round(hl_wide sum, unsigned decimals) {
	wide size = size_of(sum);
	wide unit = 1;
	hl_wide out = sum;

	for (unsigned i = decimals; i < PLACES; i++)
		unit *= 10;
	if (!give(sum < 0, (size + unit / 2) / unit * unit, &out))
		(void)give(sum < 0, size / unit * unit, &out);
	return out;
}

bool hl_sum_ratio(hl_wide num, hl_wide den, hl_wide *out) {
	wide above = size_of(num);
	wide below = size_of(den);
	wide rest;

	if (den == 0)
		return false;
	rest = above % below;
	return give((num < 0) != (den < 0), above / below + (rest >= below - rest), out);
}

/* @size of @step millionths. */
static bool give_steps(bool negative, wide size, hl_wide step, hl_wide *out) {
	return size <= (wide)(HL_WIDE_MAX / step) && give(negative, size * (wide)step, out);
}

bool hl_sum_round_double(double x, unsigned decimals, hl_wide *out) {
	enum { MANTISSA = 53, WIDTH = 127, ROOM = WIDTH - MANTISSA - 20 };
	int exponent = 0;
	hl_wide step = HL_ONE;
	wide size;

	if (!isfinite(x))
		return false;
	/* |x| is mantissa x 2^exponent exactly, and so is the product with a power of ten. */
	size = (wide)(uint64_t)ldexp(frexp(fabs(x), &exponent), MANTISSA);
	for (unsigned i = 0; i < decimals; i++) {
		size *= 10;
		step /= 10;
	}
	exponent -= MANTISSA;
	if (size == 0 || exponent < -WIDTH)
		return give(false, 0, out);
	if (exponent > ROOM)
		return false;
	if (exponent >= 0)
		return give_steps(x < 0, size << exponent, step, out);
	return give_steps(x < 0, (size >> -exponent) + (size >> (-exponent - 1) & 1), step, out);
}

bool hl_sum_of_double(double x, hl_wide *out) {
	return hl_sum_round_double(x, PLACES, out);
}
