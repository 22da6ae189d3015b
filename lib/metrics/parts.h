/*
 * parts.h - what the files of lib/metrics share.
 *
 * An event goes one way: event.c and detail.c make values of its cells; rows.c and worker.c, one a
 * thread, count what can be counted of it alone. The rest is kept as facts, where a metric asks
 * for them: by meter.c, to which parcel.c brings it, where more is known of accounts than their
 * facts, else by put_by.c and store.c, from which late.c brings it back. account.c puts the facts
 * of one account in order and hands them to cash.c, promises.c, placements.c and funnel.c; queue.c
 * compares the work of a day with its queue; metrics.c and print.c turn tallies into rows.
 */
#ifndef HL_METRICS_PARTS_H
#define HL_METRICS_PARTS_H

#include "event.h"
#include "fact.h"
#include "hl/metrics.h"
#include "type.h"

/* --- accounts and collectors --- */

enum { ATTEMPTED_ONCE = 1, CALLED_ONCE = 2, REACHED_ONCE = 4 };

struct account {
	int64_t first_s;   /* its first event */
	int64_t active_s;  /* the last thing the lead did itself */
	int64_t created_s; /* by the leads file; HL_NO_DAY: it does not say */
	int32_t created_day, first_day;
	int32_t first_attempt_day, first_contact_day; /* INT32_MAX: never */
	uint32_t client;
	uint32_t last_fact; /* the one kept last, of meter.facts; the first of meter.dealt */
	uint32_t facts_len;
	uint8_t stage; /* the furthest, 1-based */
	uint8_t did;   /* in the period */
};

struct collector {
	uint32_t team;
	uint8_t did; /* in the period: DID_GET_PAID, DID_WORK */
};

/* --- tallies --- */

struct days {
	uint32_t *at;
	size_t len, cap;
};

/* What is counted: numbers of things and nothing else, so that all of them are added alike. */
struct tally_counts {
	size_t taken_back; /* payments of which nothing stands */
	size_t accounts_called, accounts_reached;
	size_t workable, penetrated, unpriced;
	size_t started, attempted, contacted; /* placed in the period; then worked, then reached */
	size_t matured, kept, amountless;
	size_t eligible, followed;
	size_t leads, converted, immature;
	size_t stage_reached, stage_dropped; /* of a stage's own tally */
	size_t unmatched;                    /* collectors with cash and without hours */
};

/* What is added up besides, likewise: money and days. */
struct tally_sums {
	hl_wide placed, placed_cash, attempt_days, contact_days;
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
	struct days days;        /* creation to conversion */
	struct hl_tally *stages; /* of meter.stages_len; NULL: nothing to say */
	int64_t day;             /* where the group is a day */
	unsigned seen;           /* by which needs, or by all */
};

/* What a group is found by. */
struct hl_place {
	uint32_t account;
	uint32_t collector;
	int64_t day;
};

/* A writer's numbers of collectors to those of the meter. */
struct whose {
	uint32_t *at;
	size_t len;
};

/* Accounts that did something within a group: (account, group, did) in one word each. */
struct pairs {
	uint64_t *at;
	size_t len, cap;
};

/* --- the queue of a day and the work of a day --- */

struct step {
	int64_t s;
	int64_t rank; /* of a queue row */
	int64_t day;
	uint32_t collector, account;
	bool is_queue;
};

struct step_list {
	struct step *at;
	size_t len, cap;
};

/* --- everything --- */

struct hl_meter {
	/* What workers read for every row. */
	struct hl_meter_options options;
	struct columns columns;
	unsigned needs;           /* of the metrics chosen */
	int64_t from_day, to_day; /* the period */
	struct hl_str currency;   /* "": none so far */
	struct hl_str *stages, *converted;
	size_t stages_len, converted_len;
	struct hl_keys *accounts;
	const struct hl_keys *id_keys; /* by whose seed ids are hashed */
	struct store *store;           /* NULL: facts are kept here */
	/* What is changed meanwhile must not lie in a cache line with that. */
	char apart[128];
	struct hl_arena arena;
	bool *chosen; /* by metric */
	struct hl_meter_counts counts;
	struct hl_keys *collectors, *clients, *teams, *days;
	struct hl_ids *ids;      /* of events */
	struct hl_keys *refs;    /* ids that reversals and cancellations may mean */
	struct hl_keys *unknown; /* results */
	struct account *account;
	size_t account_cap;
	struct collector *collector;
	size_t collector_cap;
	uint8_t nobody_did; /* DID_GET_PAID: cash came in that is nobody's */

	struct hl_tally total, spare;
	struct hl_tally *groups;
	size_t groups_len, groups_cap;
	int64_t memo_day; /* the day asked for last, and its group */
	size_t memo_group;
	size_t none; /* 1 + the group of what is nobody's; 0: it was not asked for */
	struct pairs pairs;
	struct step_list steps;
	struct fact_list facts;
	struct fact *dealt;       /* the same by account; NULL: they are chained */
	struct fact_list history; /* then those of the account at hand */
	struct promise_list promises;
	struct writer *writer; /* of those that were taken, where there is a store */
	struct whose *whose;   /* by the number of the store's writer */
	size_t whose_cap;

	int64_t first_day, last_day;      /* of the events; first > last: there are none */
	int64_t covered_from, covered_to; /* the part of the period that the events cover */
	int64_t known_to;                 /* where the period ends, or what has happened so far */
};

static inline bool in_period(const struct hl_meter *m, int64_t day) {
	return day >= m->from_day && day < m->to_day;
}

static inline int compare(int64_t a, int64_t b) {
	return (a > b) - (a < b);
}

/* options.c: what the events covered of the period. */
void period_end(struct hl_meter *m);

/* --- groups.c: what a place counts for --- */

/* The total's tally and the group's; without --by the second is one nobody looks at. */
struct both {
	struct hl_tally *at[2];
};
/* @why: what the group is seen by. */
struct both tallies_at(struct hl_meter *m, const struct hl_place *place, unsigned why);
struct hl_tally *group_tally(struct hl_meter *m, size_t group);
void groups_merge(struct hl_meter *m, struct hl_meter *part); /* add what is counted there */
struct hl_tally *stage_tally(struct hl_meter *m, struct hl_tally *tally, size_t stage);
void groups_free(struct hl_meter *m);

/* --- meter.c --- */

/* Among those of its account. */
void fact_keep(struct hl_meter *m, const struct fact *fact);
void fact_count(struct hl_meter *m, const struct fact *fact); /* among the sums */
uint32_t account_number(struct hl_meter *m, struct hl_str name);
uint32_t account_add(struct hl_meter *m, const struct hl_key *key);
uint32_t collector_number(struct hl_meter *m, struct hl_str name);

static inline bool is_by_collector(const struct hl_meter *m) {
	return m->options.by && m->options.by->by_collector;
}

static inline bool is_by_day(const struct hl_meter *m) {
	return m->options.by && m->options.by->by_day;
}

/* What an account's group is nobody knows but who knows the accounts. */
static inline bool is_by_account(const struct hl_meter *m) {
	return m->options.by && !m->options.by->by_collector && !m->options.by->by_day;
}

/* --- type.c, for every event --- */

/* Whose it is has to wait until the account's assignments are known. */
static inline bool must_wait(const struct hl_meter *m, const struct event *event) {
	return event->collector.len == 0 && asks_whose(m, event);
}

/* Is there a figure that needs the account's history and this in it? */
static inline bool has_story(const struct hl_meter *m, const struct event *event) {
	return event->account.len > 0 &&
	       ((m->needs & (event->type->serves | NEEDS_LEADS)) || must_wait(m, event));
}

/* Has its account to be known? */
static inline bool needs_account(const struct hl_meter *m, const struct event *event) {
	return has_story(m, event) || (event->account.len > 0 && is_by_account(m));
}

/* What @fact says of the event itself; all others of its fields are to be set. */
static inline void fact_set(
	struct fact *fact, const struct hl_meter *m, const struct event *event) {
	fact->s = event->s;
	fact->amount = event->amount;
	fact->rest = event->type->kind == PROMISED ? event->due : event->amount;
	fact->day = (int32_t)event->day;
	fact->kind = (uint8_t)event->type->kind;
	fact->has_amount = event->has_amount;
	fact->is_call = event->is_call;
	fact->is_right_party = event->is_right_party;
	fact->is_counted = !must_wait(m, event);
}

/* --- put_by.c: facts that wait for the others of their account --- */

/* Make the store, where all that is asked about accounts their facts can say. */
void late_begin(struct hl_meter *m);

/*
 * Put @event, whose account's key has that hash, by; its collector is @collector, a number of the
 * writer's. A failure is the store's.
 */
void late_put(const struct hl_meter *m, struct writer *writer, const struct event *event,
	uint32_t collector, uint64_t hash);

/* The worker is done: what its numbers are, what it has not handed over. */
void late_writer(struct hl_meter *m, struct worker *w);

/* So is the meter, whose numbers are its own. */
void late_own_writer(struct hl_meter *m);
void late_free(struct hl_meter *m);

/* --- late.c: they come back --- */

/* Count all of them, once nothing more comes. */
enum hl_status late_end(struct hl_meter *m, struct hl_error *err) HL_CHECKED;

/* --- attempts.c --- */

void attempt_count(struct hl_meter *m, const struct fact *fact);
/* Ask for the memory that this will look at. */
void attempt_prefetch(struct hl_meter *m, const struct hl_place *place);
void attempts_end(struct hl_meter *m);

/* --- account.c --- */

void facts_deal(struct hl_meter *m);
void accounts_end(struct hl_meter *m);

/* The facts of an account in order, until those of another are asked for. */
struct history history_of(struct hl_meter *m, uint32_t account);

/* What one account's history says; in this order, promises last: they use payments up. */
void cash_count(struct hl_meter *m, const struct history *history);
void placements_count(struct hl_meter *m, const struct history *history);
void funnel_count(struct hl_meter *m, const struct history *history);
void promises_count(struct hl_meter *m, const struct history *history);

/* --- what is left to do when all accounts are counted --- */

void hours_end(struct hl_meter *m);  /* whose cash came without hours */
void funnel_end(struct hl_meter *m); /* days in order */

/* Does the account stand (placed and not recalled) at the end of @day? */
bool placements_stand(const struct history *history, int64_t day);
void placements_end(struct hl_meter *m); /* what began and ended on a day to what stood there */

/* --- queue.c --- */

void queue_step(struct hl_meter *m, const struct fact *fact);
void queue_count(struct hl_meter *m);

#endif
