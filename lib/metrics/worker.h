/*
 * worker.h - what one thread counts by itself.
 *
 * Workers only read the meter. What can be counted without knowing anything of the account they
 * count by their own numbers of collectors and days, which are given up for the meter's in the
 * end; what is left of an event is a parcel in the bytes of its block, for the meter to take.
 */
#ifndef HL_METRICS_WORKER_H
#define HL_METRICS_WORKER_H

#include "event.h"
#include "store.h"
#include "words.h"
#include "workdays.h"

/* Sums over events: any number of them add up to the same, in whatever order. */
struct flow {
	hl_wide cash, gross, hours;
	size_t cash_rows, gross_rows, hours_rows;
	size_t payments; /* of more than nothing */
	size_t attempts, calls, right_party;
};

/* Nothing happened. */
static inline bool flow_is_empty(const struct flow *flow) {
	return flow->cash_rows + flow->hours_rows + flow->attempts == 0;
}

/* In the period: cash came; hours were worked. */
enum { DID_GET_PAID = 1, DID_WORK = 2 };

/* What an attempt came to; KNOWN tells it from nothing. */
enum { KNOWN = 1, OUT = 2, CALL = 4, RIGHT_PARTY = 8 };

/* The same by the bytes of its cells. */
struct outcome_slot {
	struct word words[2];
	uint8_t said; /* 0: free */
};

enum { TYPE_WORDS = 1024, COLLECTOR_WORDS = 1024, DUE_WORDS = 1024, OUTCOMES = 1024 };

/* At least as many as there are types. */
enum { TYPES_MAX = 16 };

/* Events that are looked at together, up to HL_STEP_ROWS. */
struct batch {
	int64_t s[HL_STEP_ROWS], day[HL_STEP_ROWS];
	bool is_later[HL_STEP_ROWS];
	uint8_t types[HL_STEP_ROWS];
	uint8_t said[HL_STEP_ROWS];        /* by attempts that need no more than to be counted */
	struct event events[HL_STEP_ROWS]; /* the others */
	uint32_t collectors[HL_STEP_ROWS]; /* the worker's numbers */
	uint8_t order[HL_STEP_ROWS + 1];   /* those of one type side by side; one to spare */
	uint8_t run_ends[TYPES_MAX];       /* where each type's end there */
	size_t runs_len;
};

enum by { BY_NOTHING, BY_COLLECTOR, BY_DAY, BY_ACCOUNT };

struct worker {
	const struct hl_meter *m;
	enum by by;     /* what it counts by; by account it cannot */
	bool is_simple; /* attempts are counted and no more */
	struct hl_time_memo time;
	struct word_slot types[TYPE_WORDS], names[COLLECTOR_WORDS], dues[DUE_WORDS];
	struct outcome_slot outcomes[OUTCOMES];
	struct hl_meter_counts counts;
	int64_t first_day, last_day; /* of the events; first > last: there are none */
	struct hl_buf currency;      /* the log's first, where the meter does not know it */
	struct hl_keys *unknown;     /* results */
	struct hl_keys *collectors;
	uint8_t *did; /* by 1 + collector, 0 being nobody */
	size_t did_cap;
	uint32_t *met; /* likewise: 1 + the meter's number, 0: not known; for who takes alone */
	size_t met_len, met_cap;
	struct hl_keys *days; /* eight bytes each */
	int64_t memo_day;     /* the day asked for last, and its flow */
	size_t memo_flow;
	struct flow *flows; /* by 1 + collector, by day, or the only one */
	size_t flows_len, flows_cap;
	struct workdays workdays;
	struct writer *writer; /* of facts for later; NULL: they are in parcels */
	struct batch batch;
};

/* An event as it waits to be taken: its texts lie behind it. */
struct parcel {
	struct event event;
	struct hl_key account_key;
	uint64_t id_hash;
	struct worker *worker;
	uint32_t account;   /* while it is being taken */
	uint32_t collector; /* the worker's number; once it is being taken, the meter's */
	size_t len;         /* with its texts */
	bool is_counted;    /* by a worker: what is left is the account's story */
};

/* The steps of hl_table_run; the job is the meter. */
void *worker_new(void *meter);
void worker_end(void *meter, void *worker);

/* --- rows.c --- */

enum hl_status worker_row(void *meter, void *worker, const struct hl_row *row, struct hl_buf *to,
	struct hl_error *err);
size_t worker_rows(
	void *meter, void *worker, const struct hl_row *rows, size_t len, struct hl_buf *to);

/* --- worker.c --- */

/* The worker's number of the collector of @row, 1 and up; nobody is 0. */
uint32_t worker_collector(struct worker *w, const struct hl_row *row);

/* Those of @len rows, into w->batch. */
void worker_collectors(struct worker *w, const struct hl_row *rows, size_t len);

/* Add the event to the worker's sums. */
void worker_count(struct worker *w, const struct event *event, uint32_t collector);

/* The number of the day among the worker's; its flow, which is not there yet. */
size_t worker_day(struct worker *w, int64_t day);
struct flow *worker_flow_more(struct worker *w, size_t number);

/* Where the sums of an event in the period are. */
static inline struct flow *worker_flow(struct worker *w, uint32_t collector, int64_t day) {
	size_t number = 0;

	if (w->by == BY_COLLECTOR)
		number = collector;
	else if (w->by == BY_DAY)
		number = worker_day(w, day);
	return number < w->flows_len ? &w->flows[number] : worker_flow_more(w, number);
}

/* --- parcel.c --- */

/* An event, whether it is counted, and its collector are there; append it. */
void parcel_put(struct worker *w, struct parcel *parcel, struct hl_buf *to);

/* The parcel at @at of a block's bytes, its texts where they are. */
struct parcel parcel_open(const char *at);

/* The meter's number of the collector of @parcel. Of all threads only who takes may ask. */
uint32_t parcel_collector(struct hl_meter *m, const struct parcel *parcel);

#endif
