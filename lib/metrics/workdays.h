/*
 * workdays.h - collectors' days: what came in on each, and how long was worked.
 *
 * They are the clusters of which revenue per hour is a ratio: payments of one day are not
 * independent of each other. A day has its place where there was any cash, or any hours.
 */
#ifndef HL_METRICS_WORKDAYS_H
#define HL_METRICS_WORKDAYS_H

#include "hl/base.h"

struct workday {
	uint32_t collector;
	uint32_t group; /* of the account, where figures are split by that; else 0 */
	int64_t day;
	hl_wide cash, hours; /* millionths */
};

/* Each once, in any order. Zero it to begin with. */
struct workdays {
	struct workday *at;
	size_t len, cap;
	uint32_t *slots; /* 1 + the place in @at; 0: free */
	size_t slots_len;
};

/* Add what @more says to the day of its collector and group. */
void workdays_add(struct workdays *days, const struct workday *more);
void workdays_release(struct workdays *days);

#endif
