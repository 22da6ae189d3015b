/* arithmetic.c - exact sums, products and ratios of decimals, rounded once. */
#include "hl/value.h"

#include "digits.h"

__extension__ typedef unsigned __int128 wide;

static wide wide_magnitude(hl_wide x) {
	return x < 0 ? -(wide)x : (wide)x;
}

/* Give @size a sign, if it fits; INT64_MIN is no decimal. */
static bool give(bool negative, wide size, int64_t *out) {
	if (size > INT64_MAX)
		return false;
	*out = negative ? -(int64_t)size : (int64_t)size;
	return true;
}

/* @num / @den to the nearest whole, half up. */
static wide divide(wide num, wide den) {
	if (num <= UINT64_MAX && den <= UINT64_MAX) {
		uint64_t rest = (uint64_t)num % (uint64_t)den;

		return (uint64_t)num / (uint64_t)den + (rest >= den - rest);
	}
	return num / den + (num % den >= den - num % den);
}

bool hl_dec_add(int64_t a, int64_t b, int64_t *out) {
	int64_t sum;

	if (__builtin_add_overflow(a, b, &sum) || sum == INT64_MIN)
		return false;
	*out = sum;
	return true;
}

bool hl_dec_mul(int64_t a, int64_t b, int64_t *out) {
	int64_t product;

	/* Nearly all products: the division by a constant is a multiplication. */
	if (!__builtin_mul_overflow(a, b, &product)) {
		int64_t rest = product % HL_ONE;

		*out = product / HL_ONE + (rest >= HL_ONE / 2) - (rest <= -HL_ONE / 2);
		return true;
	}
	return give((a < 0) != (b < 0), divide((wide)magnitude(a) * magnitude(b), HL_ONE), out);
}

bool hl_dec_div(int64_t a, int64_t b, int64_t *out) {
	if (b == 0)
		return false;
	return give((a < 0) != (b < 0), divide((wide)magnitude(a) * HL_ONE, magnitude(b)), out);
}

/*
 * @rest / @den in millionths, half up, where @rest x 1000000 may be wider than
 * 128 bits: the million is multiplied in bit by bit and what is whole taken out.
 */
static wide divide_rest(wide rest, wide den) {
	wide whole = 0;
	wide left = 0;

	for (int bit = 19; bit >= 0; bit--) {
		whole *= 2;
		left *= 2;
		if (left >= den) {
			left -= den;
			whole++;
		}
		if (!(HL_ONE >> bit & 1))
			continue;
		left += rest;
		if (left >= den) {
			left -= den;
			whole++;
		}
	}
	return whole + (left >= den - left);
}

bool hl_dec_ratio(hl_wide num, hl_wide den, int64_t *out) {
	wide above = wide_magnitude(num);
	wide below = wide_magnitude(den);
	bool negative = (num < 0) != (den < 0);

	if (den == 0)
		return false;
	if (den == HL_ONE)
		return give(num < 0, above, out);
	if (above <= UINT64_MAX)
		return give(negative, divide(above * HL_ONE, below), out);
	if (above / below > INT64_MAX)
		return false;
	return give(negative, above / below * HL_ONE + divide_rest(above % below, below), out);
}

bool hl_dec_round_double(double x, unsigned decimals, int64_t *out) {
	hl_wide sum;

	return hl_sum_round_double(x, decimals, &sum) && give(sum < 0, wide_magnitude(sum), out);
}

bool hl_dec_of_double(double x, int64_t *out) {
	hl_wide sum;

	return hl_sum_of_double(x, &sum) && give(sum < 0, wide_magnitude(sum), out);
}
