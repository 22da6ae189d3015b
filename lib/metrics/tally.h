/*
 * tally.h - what is counted of a group in a period.
 */
#ifndef HL_METRICS_TALLY_H
#define HL_METRICS_TALLY_H

#include "days.h"
#include "firsts.h"
#include "hl/stats.h"
#include "reengage.h"
#include "states.h"
#include "worker.h"

/* The order of a day is a number from -1 to 1 in so many parts, finer than those of a double. */
#define TAU_ONE ((hl_wide)HL_ONE * HL_ONE * 1000)

/* What is counted: numbers of things and nothing else, so that all of them are added alike. */
struct tally_counts {
	size_t taken_back; /* payments of which nothing stands */
	size_t accounts_reached;
	size_t standing; /* accounts: placed, and what was placed stays so */
	size_t workable, penetrated, unpriced;
	size_t started; /* placed in the period */
	size_t matured, kept, amountless;
	size_t eligible, followed;
	size_t leads, converted, immature;
	size_t stage_reached, stage_dropped; /* of a stage's own tally */
	size_t unmatched;                    /* collectors with cash and without hours here */
	size_t partial, broken, superseded, cancelled;
	size_t made, made_amountless;
	size_t actions, off_queue, no_queue; /* on a day with a queue; not on it; without one */
	size_t top, top_worked;              /* accounts on top of their queues */
	size_t tau_days, short_days;         /* collectors' days with an order, and without */
	size_t pending;                      /* of a bucket's own tally, */
	size_t pending_by[DUE_BUCKETS];      /* put together of these */
	size_t users, weekly;                /* collectors; who looked at a dashboard each week */
	struct contact_counts contact;
	struct lead_counts lead;
	size_t instalments;                 /* payments that stand, of a plan that had one */
	size_t estimated;                   /* collectors' days of which the hours are a guess */
	size_t paid_units;                  /* accounts that stand and are paid or settled */
	size_t batch_accounts, batch_young; /* of a row of a batch, see vintage.h */
};

/* What is added up besides, likewise: money and days. */
struct tally_sums {
	hl_wide placed, placed_cash;
	hl_wide first_days[FIRSTS], first_squares[FIRSTS]; /* of each account */
	hl_wide promised;                                  /* by promises made */
	hl_wide due, kept_of_due; /* of those matured that have an amount */
	hl_wide tau;              /* of collectors' days, in parts of TAU_ONE */
	hl_wide pending;          /* as above */
	hl_wide pending_by[DUE_BUCKETS];
	hl_wide months; /* of the period */
	hl_wide batch_placed, batch_cash;
};

struct hl_tally {
	struct flow flow;
	union {
		struct tally_counts counts;
		size_t all_counts[sizeof(struct tally_counts) / sizeof(size_t)];
	};
	union {
		struct tally_sums sums;
		hl_wide all_sums[sizeof(struct tally_sums) / sizeof(hl_wide)];
	};
	struct days days;            /* creation to conversion */
	struct hl_clusters workdays; /* of the meter's, once all are known */
	struct hl_clusters kept_of;  /* of promises with an amount: what came in of it */
	struct hl_tally *stages;     /* of meter.stages_len; NULL: nothing to say */
	unsigned seen;               /* by which needs, or by all */
	uint32_t group, code;        /* whose tally it is, of which period */
	struct days first_days[FIRSTS];
	bool is_period_view;                    /* conversion is that of the period */
	struct own_sum *own;                    /* of each term; NULL: nothing of any */
	struct hl_clusters fee_days, cost_days; /* likewise: fee and hours, cost and cash */
	int64_t fte_hours;                      /* as the options have it */
};

#endif
