/*
 * workdays.h - collectors' days: what came in on each, and how long was worked.
 *
 * They are the clusters of which revenue per hour is a ratio: payments of one day are not
 * independent of each other. There is one where there was any cash, or any hours.
 */
#ifndef HL_METRICS_WORKDAYS_H
#define HL_METRICS_WORKDAYS_H

#include "hl/base.h"

/* In millionths. */
struct takings {
	hl_wide cash, hours;
	hl_wide fee; /* where accounts have rates of their own, in units of FEE_ONE */
};

struct workday {
	uint32_t collector;
	uint32_t label;        /* of its events, see labels */
	uint32_t first, slots; /* of the meter: where it counts, among groups.spot_slots;
				  of a worker: first is the number of its flow */
	int64_t day;
	struct takings took;
};

/* What an hour costs, by collector; below 0: the roster does not say. */
struct cost_rates {
	int64_t *at;
	size_t len, cap;
};

/* Each once, in any order. Zero it to begin with. */
struct workdays {
	struct workday *at;
	size_t len, cap;
	uint32_t *slots; /* 1 + the place in @at; 0: free */
	size_t slots_len;
};

/* Add what @more took to its like. */
void workdays_add(struct workdays *days, const struct workday *more);
void workdays_release(struct workdays *days);

#endif
