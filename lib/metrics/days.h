/*
 * days.h - how many days things took: whole ones, of which quantiles are asked.
 *
 * They are counted by day, so that any number of them takes no more memory than the longest, and
 * the quantiles are exact nevertheless.
 */
#ifndef HL_METRICS_DAYS_H
#define HL_METRICS_DAYS_H

#include "hl/base.h"

/* Zero it to begin with. */
struct days {
	size_t *at; /* how many took 0, 1, 2, ... days */
	size_t len, cap;
	size_t total; /* of all of them */
};

/* One more, which took so many (0 or more). */
void days_add(struct days *days, int64_t took);
void days_join(struct days *days, const struct days *more);

/* How long the one at @place (< total) of their order took, the shortest being at 0. */
int64_t days_at(const struct days *days, size_t place);
void days_release(struct days *days);

#endif
