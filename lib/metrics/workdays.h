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

enum { SPAN = 8 };

struct span_key {
	uint32_t collector, label, first, slots; /* as above */
	int64_t number;                          /* of the day, by SPAN */
};

/* Days of one place that follow on each other: most of them have something, so they lie together.
 */
struct span {
	struct span_key key;
	uint8_t there; /* a bit for each day that there is */
	uint8_t wide;  /* and for each that is more than two numbers of 64 bits: */
	struct narrow {
		int64_t cash, hours; /* where it is wide, cash is its place among the wide ones */
	} at[SPAN];
};

enum { RECENT = 256 };

/* Each once, in any order. Zero it to begin with. */
struct workdays {
	struct span *at;
	size_t len, cap;
	uint32_t *slots; /* 1 + the place in @at; 0: free */
	size_t slots_len;
	struct takings *wide; /* sums that are large, fees */
	size_t wide_len, wide_cap;
	uint32_t recent[RECENT]; /* likewise: of some places the span that was asked for last */
};

/* Add what @more took to its like. */
void workdays_add(struct workdays *days, const struct workday *more);

/* The next day, from *at on, which is 0 to begin with; false: there is none. */
bool workdays_next(const struct workdays *days, size_t *at, struct workday *day);

/* The places of the spans are other ones now, each another one; they are found by those. */
void workdays_moved(struct workdays *days);
void workdays_release(struct workdays *days);

#endif
