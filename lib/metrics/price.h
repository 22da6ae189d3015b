/* price.h - fees and costs: sums at a rate. */
#ifndef HL_METRICS_PRICE_H
#define HL_METRICS_PRICE_H

#include "hl/value.h"

/* A millionth of money times a millionth of a percent, or of money an hour. */
#define FEE_ONE (INT64_C(100) * HL_ONE)
#define COST_ONE HL_ONE

/*
 * Sums of cash and hours fit in 128 bits, whatever the log; what they come to at a rate may not: it
 * is then the largest there is, and stays so.
 */
static inline hl_wide price_of(hl_wide sum, int64_t rate) {
	hl_wide price;

	if (!__builtin_mul_overflow(sum, rate, &price))
		return price;
	return sum < 0 ? -HL_WIDE_MAX : HL_WIDE_MAX;
}

static inline void price_add(hl_wide *price, hl_wide more) {
	if (__builtin_add_overflow(*price, more, price))
		*price = more < 0 ? -HL_WIDE_MAX : HL_WIDE_MAX;
}

/* Half away from zero. */
static inline hl_wide rounded(hl_wide sum, int64_t one) {
	hl_wide whole = sum / one;
	hl_wide rest = sum % one;

	return whole + (2 * rest >= one) - (2 * rest <= -one);
}

#endif
