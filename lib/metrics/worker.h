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
#include "words.h"

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

/* What an attempt came to, by the bytes of its cells. */
struct outcome_slot {
	struct word words[2];
	uint8_t said; /* 0: free */
};

enum { COMMON_WORDS = 64, COLLECTOR_WORDS = 1024, OUTCOMES = 128 };

enum by { BY_NOTHING, BY_COLLECTOR, BY_DAY, BY_ACCOUNT };

struct worker {
	const struct hl_meter *m;
	enum by by; /* what it counts by; by account it cannot */
	struct hl_time_memo time;
	struct word_slot types[COMMON_WORDS], results[COMMON_WORDS], names[COLLECTOR_WORDS];
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
enum hl_status worker_row(void *meter, void *worker, const struct hl_row *row, struct hl_buf *to,
	struct hl_error *err);

/* The meter's number of the collector of @parcel. Of all threads only who takes may ask. */
uint32_t parcel_collector(struct hl_meter *m, const struct parcel *parcel);

/* The parcel at @at of a block's bytes, its texts where they are. */
struct parcel parcel_open(const char *at);

#endif
