/* parts.h - what the files of lib/stats share. */
#ifndef HL_STATS_PARTS_H
#define HL_STATS_PARTS_H

#include "hl/stats.h"

#include <math.h>

/* NAN as the type that it is here. */
#define UNKNOWN ((double)NAN)

/* Of the normal distribution 95 % lie within -+Z95, and 80 % below Z80. */
#define Z95 1.959964
#define Z80 0.841621

static inline double square(double x) {
	return x * x;
}

static inline double share_value(struct hl_share share) {
	return share.n ? (double)share.hits / (double)share.n : UNKNOWN;
}

/* A change of which nothing is known but its ends. */
static inline struct hl_change change_of(double a, double b) {
	return (struct hl_change){
		.a = a,
		.b = b,
		.difference = b - a,
		.relative = a > 0 ? b / a - 1 : UNKNOWN,
		.lo = UNKNOWN,
		.hi = UNKNOWN,
		.z = UNKNOWN,
		.p = UNKNOWN,
		.needed = UNKNOWN,
	};
}

/* @b less @a, which know nothing of each other: the arms of both, by squares. */
struct hl_estimate difference_of(struct hl_estimate b, struct hl_estimate a);

/* @change by its logarithm, whose standard error is @se: z, p, and the interval of relative. */
void change_by_log(struct hl_change *change, double log, double se);

/* Add a product to @to; false: it does not fit. */
static inline bool add_product(hl_wide *to, hl_wide a, hl_wide b) {
	hl_wide product;

	return !__builtin_mul_overflow(a, b, &product) && !__builtin_add_overflow(*to, product, to);
}

#endif
