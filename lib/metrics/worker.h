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
#include "groups.h"
#include "hl/partial.h"
#include "own.h"
#include "store.h"
#include "words.h"
#include "workdays.h"

/* Sums over events: any number of them add up to the same, in whatever order. */
struct flow {
	hl_wide cash, gross, hours;
	size_t cash_rows, gross_rows, hours_rows;
	size_t payments; /* of more than nothing */
	size_t attempts, calls, right_party;
	size_t exports;
	size_t contacts, promised; /* by attempts: any human; of right parties: a promise */
	size_t inbound;            /* right parties that called */
	hl_wide fee, cost;         /* of cash and hours, in units of FEE_ONE and COST_ONE */
	size_t unrated, uncosted;  /* rows of them of which it is not known */
};

/* Nothing happened. */
static inline bool flow_is_empty(const struct flow *flow) {
	return flow->cash_rows + flow->hours_rows + flow->attempts + flow->inbound +
		       flow->exports ==
	       0;
}

/* In a period: cash came; hours were worked. */
enum { DID_GET_PAID = 1, DID_WORK = 2 };

/* Its collector looked at a dashboard: no deed of a period, but of a day, see usage.c. */
enum { DID_VIEW = 4 };

/* What an attempt came to; KNOWN tells it from nothing. */
enum { KNOWN = 1, OUT = 2, CALL = 4, RIGHT_PARTY = 8, CONTACT = 16, PROMISE = 32 };

/* The same by the bytes of its cells. */
struct outcome_slot {
	struct word words[2];
	uint8_t said; /* 0: free */
};

enum { TYPE_WORDS = 1024, COLLECTOR_WORDS = 1024, DUE_WORDS = 1024, OUTCOMES = 1024 };

/* What the cells of a column of the log were, and together, the last time. */
enum { LABEL_WORDS = 256 };

struct label_column {
	struct word_slot words[LABEL_WORDS];
	struct hl_keys *texts; /* a word beside each: its value */
};

struct label_memo {
	struct label_column columns[DIMENSIONS_MAX];
	struct hl_keys *labels;        /* values; a word beside: 1 + their label */
	uint32_t last[DIMENSIONS_MAX]; /* the values of the row before, where there was one */
	uint32_t last_label;
	bool has_last;
};

/* At least as many as there are types. */
enum { TYPES_MAX = 32 };

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

/*
 * Sums are by collector, whatever is asked: who has no hours is told. Where there are several
 * periods, or columns of the log, they are by spot. By account no worker can count.
 */
enum by { BY_COLLECTOR, BY_SPOT, BY_ACCOUNT };

struct worker {
	const struct hl_meter *m;
	enum by by;
	bool is_simple; /* attempts are counted and no more */
	struct hl_time_memo time;
	struct word_slot types[TYPE_WORDS], names[COLLECTOR_WORDS], dues[DUE_WORDS];
	struct outcome_slot outcomes[OUTCOMES];
	struct hl_meter_counts counts;
	int64_t first_day, last_day; /* of the events; first > last: there are none */
	struct hl_buf currency;      /* the log's first, where the meter does not know it */
	struct hl_keys *unknown;     /* results */
	struct hl_keys *unknown_types;
	struct hl_keys *collectors;
	uint32_t *met; /* likewise: 1 + the meter's number, 0: not known; for who takes alone */
	size_t met_len, met_cap;
	struct label_memo *memo; /* NULL: there are no columns of the log */
	struct tuples spots;     /* 1 + collector, label, when */
	struct flow *flows;      /* by 1 + collector, 0 being nobody, or by spot */
	size_t flows_len, flows_cap;
	struct workdays workdays;
	struct workdays usage; /* see usage.c */
	int32_t *noted;        /* the day of each collector that was noted last */
	size_t noted_len;
	struct writer *writer;  /* of facts for later; NULL: a partial is written */
	struct hl_keys *active; /* on which day who did something; NULL: nobody asks */
	struct batch batch;
	struct own_worker *own; /* NULL: there are no metrics of the user's own */
	/* Where a partial is written or read, see partial.h: */
	struct hl_buf line; /* under way */
	struct hl_seal wrote, read, end;
	size_t ends;
	const char *file; /* that rows were of the last time this was asked; NULL: never */
	uint16_t file_number;
};

/* An event as it waits to be taken: its texts lie behind it. */
struct parcel {
	struct event event;
	struct hl_key account_key;
	uint64_t id_hash;
	struct worker *worker;
	uint32_t collector; /* the worker's number; once it is being taken, the meter's */
	size_t len;         /* with its texts */
	bool is_counted;    /* by a worker: what is left is the account's story; */
	bool is_told;       /* that was told, too */
	uint64_t marks;     /* that are left to count; then the columns behind the texts */
	const char *values; /* once it is opened: those columns, wherever they lie */
};

/* The steps of hl_table_run; the job is the meter. */
void *worker_new(void *meter);
void worker_end(void *meter, void *worker);

/* --- rows.c --- */

enum hl_status worker_row(void *meter, void *worker, const struct hl_row *row, struct hl_buf *to,
	struct hl_error *err);
size_t worker_rows(
	void *meter, void *worker, const struct hl_row *rows, size_t len, struct hl_buf *to);

/*
 * Whatever is left of @event once it is counted, if it could be; w->by decides that. What it is to
 * metrics of the user's own is in row 0 of w->own.
 */
void worker_keep(
	struct worker *w, const struct event *event, uint32_t collector, struct hl_buf *to);

/* --- worker.c --- */

/* The worker's number of the collector of @row, 1 and up; nobody is 0. */
uint32_t worker_collector(struct worker *w, const struct hl_row *row);

/* Those of @len rows that are in w->batch, but for later ones. */
void worker_collectors(struct worker *w, const struct hl_row *rows, size_t len);

/* Add the event to the worker's sums. */
void worker_count(struct worker *w, const struct event *event, uint32_t collector);

/* The number of the spot of an event among the worker's; its flow, which is not there yet. */
size_t worker_spot(struct worker *w, uint32_t collector, uint32_t label, int64_t day);
struct flow *worker_flow_more(struct worker *w, size_t number);

static inline struct flow *worker_flow_at(struct worker *w, size_t number) {
	return number < w->flows_len ? &w->flows[number] : worker_flow_more(w, number);
}

/* Where the sums of an event in a period are. */
static inline struct flow *worker_flow(
	struct worker *w, uint32_t collector, uint32_t label, int64_t day) {
	size_t number = w->by == BY_COLLECTOR ? collector : worker_spot(w, collector, label, day);

	return worker_flow_at(w, number);
}

/* --- labels.c --- */

struct label_memo *label_memo_new(const struct hl_meter *m);
void label_memo_free(struct label_memo *memo);

/* What the event of @row is in the columns that figures are split by. */
uint32_t label_of_row(const struct worker *w, const struct hl_row *row);

static inline uint32_t worker_label(const struct worker *w, const struct hl_row *row) {
	return w->memo ? label_of_row(w, row) : 0;
}

/* --- parcel.c --- */

/* An event, whether it is counted, and its collector are there; append it. */
void parcel_put(struct worker *w, struct parcel *parcel, struct hl_buf *to);

/* The parcel at @at of a block's bytes, its texts where they are. */
struct parcel parcel_open(const char *at);

/* The meter's number of the collector of @parcel. Of all threads only who takes may ask. */
uint32_t parcel_collector(struct hl_meter *m, const struct parcel *parcel);

#endif
