/*
 * tuples.h - a few numbers together to one: 0, 1, 2, ... in order of arrival.
 *
 * For numbers that were given out here, as those of collectors and groups: they are dense, and
 * nobody can write a file that makes them all meet in one place.
 */
#ifndef HL_METRICS_TUPLES_H
#define HL_METRICS_TUPLES_H

#include "hl/base.h"

enum { TUPLE_LEN = 5 };

struct tuple {
	uint32_t at[TUPLE_LEN];
};

/* Zero it to begin with. */
struct tuples {
	struct tuple *at;
	size_t len, cap;
	uint32_t *slots;  /* 1 + a number; 0: free */
	size_t slots_len; /* a power of two */
};

/* The number of @tuple; a new one has the old len. */
size_t tuples_add(struct tuples *tuples, const struct tuple *tuple);
void tuples_release(struct tuples *tuples);

#endif
