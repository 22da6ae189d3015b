/*
 * parts.h - what the files of lib/metrics share.
 *
 * An event goes one way: event.c and detail.c make values of its cells; rows.c and worker.c, one a
 * thread, count what can be counted of it alone; what they cannot, as they do not know the ids of
 * others, nor what the leads say of an account, parcel.c brings to meter.c. The rest is told to its
 * account, where a metric asks for that: put_by.c and store.c put it by, and late.c brings it back
 * to meters that count for the whole, a few accounts at a time. There story.c takes it; account.c
 * puts the facts of one account in order and hands them to cash.c, promises.c, placements.c and
 * funnel.c. queue.c and follow.c compare the work of a day with its queue; metrics.c and print.c
 * turn tallies into rows. What counts where: groups.c.
 */
#ifndef HL_METRICS_PARTS_H
#define HL_METRICS_PARTS_H

#include "alike.h"
#include "event.h"
#include "fact.h"
#include "firsts.h"
#include "groups.h"
#include "hl/metrics.h"
#include "own.h"
#include "queue.h"
#include "reengage.h"
#include "states.h"
#include "tally.h"
#include "type.h"
#include "vintage.h"

/* --- accounts --- */

enum { ATTEMPTED_ONCE = 1, REACHED_ONCE = 2, CONTACTED_ONCE = 4 };

struct account {
	int64_t first_s;   /* its first event */
	int64_t active_s;  /* the last thing the lead did itself */
	int64_t created_s; /* by the leads file; HL_NO_DAY: it does not say */
	int32_t created_day, first_day;
	int32_t placed_day;     /* first; INT32_MAX: never, */
	int32_t firsts[FIRSTS]; /* likewise; then or later */
	uint32_t label;         /* what the leads say of it, see labels */
	int64_t fee_rate;       /* likewise; below 0: it does not say */
	uint32_t facts_len;
	uint32_t facts_end; /* once they are dealt: behind its last one, among meter.facts */
	uint8_t stage;      /* the furthest, 1-based */
	uint8_t did;        /* in the period */
	bool is_suppressed;
	bool is_told; /* of the whole: something is told of it, and counted elsewhere */
};

/* A writer's numbers of collectors to those of the meter. */
struct whose {
	uint32_t *at;
	size_t len;
};

/* Accounts that did something within a slot: (account, slot, did) in one word each. */
struct pairs {
	uint64_t *at;
	size_t len, cap;
};

/* --- everything --- */

struct hl_meter {
	/* What workers read for every row. */
	struct hl_meter_options options;
	struct columns columns;
	unsigned needs; /* of the metrics chosen */
	struct periods periods;
	struct hl_str currency; /* "": none so far */
	struct hl_str *stages, *converted;
	size_t stages_len, converted_len;
	struct hl_keys *accounts;
	const struct hl_keys *id_keys; /* by whose seed ids are hashed */
	struct store *store;           /* of what is told of accounts; NULL: a partial is written */
	struct store *desks;           /* of queues and what was done, by day; NULL: not yet */
	struct hl_meter *whole;        /* for which this one counts; NULL: it is the whole */
	struct hl_pool *pool;          /* of keys of those; few at a time, so no large pages */
	struct dimension dimensions[DIMENSIONS_MAX];
	size_t dimensions_len;
	struct dimension *log_dimensions[DIMENSIONS_MAX]; /* those whose values the log has */
	struct labels *lead_labels, *log_labels;
	bool is_by_collector; /* some dimension follows from whose something is; */
	bool is_by_account;   /* and some from what only the leads tell of its account */
	struct levels levels;
	bool is_by_currency; /* several may be in one log */
	bool is_from_first;  /* the period begins with the first event: nobody said when */
	bool tells_alike;    /* all cash is put in order: what is alike is told */
	const char **files;  /* that were read, or are; those at hand from files_from on */
	size_t files_len, files_cap, files_from;
	/* What is changed meanwhile must not lie in a cache line with that. */
	char apart[128];
	struct hl_arena arena;
	struct hl_choice choice; /* of metrics */
	struct hl_meter_counts counts;
	struct hl_keys *collectors;
	struct hl_ids *ids;      /* of events */
	struct hl_keys *refs;    /* ids that reversals and cancellations may mean */
	struct hl_keys *unknown; /* results */
	struct hl_keys *unknown_types;
	struct hl_keys *windows; /* of queues: their bytes */
	struct account *account;
	size_t account_cap;
	struct workdays workdays;
	struct hl_keys *deeds;        /* what a collector did in a slot (eight bytes), in a word */
	struct cost_rates cost_rates; /* by collector */
	bool has_fee_rates;           /* leads have rates of their own */
	struct vintages vintages, moves;
	struct hl_keys *active; /* on a day, likewise; NULL: no hours are guessed */
	struct groups groups;
	struct pairs pairs;
	struct step_list steps;
	struct fact_list facts;
	struct promise_list promises;
	struct writer *writer; /* to the store; of one that counts for the whole, to the desks */
	struct whose *whose;   /* by the number of the store's writer */
	size_t whose_cap;

	int64_t first_day, last_day; /* of the events; first > last: there are none */
	struct workdays usage;       /* see usage.c */
	bool has_roster;
	uint32_t roster_len; /* its collectors are the first */
	struct early_list early;
	struct holidays holidays;
	bool has_suppressed; /* some accounts may not be worked */
	bool has_delivered;  /* a queue, to this run or to a part that it reads */
	struct touch_list touches;

	struct own_lead *own_leads; /* by account */
	size_t own_leads_len, own_leads_cap;
	struct own_pairs own_pairs;
	struct hl_ids *own_ids;  /* of signals, whose ids no other metric asks for */
	struct partial *partial; /* is written, and nothing worked out; NULL: it is not */
	struct merging *merging; /* NULL: a log is read, and no partials */
	struct alike alike;
};

/* May it be in a period? In one between several there are gaps. */
static inline bool in_period(const struct hl_meter *m, int64_t day) {
	return day >= m->periods.from_day && day < m->periods.to_day;
}

/* The periods of @day; mostly there is one. */
static inline struct when when_at(const struct hl_meter *m, int64_t day) {
	if (m->periods.is_one)
		return (struct when){ in_period(m, day), 0 };
	return when_of(&m->periods, day);
}

static inline int compare(int64_t a, int64_t b) {
	return (a > b) - (a < b);
}

/* --- options.c --- */

/* The dimensions are known: what has to be kept for them, too. */
void needs_end(struct hl_meter *m);

/* What the events tell of the periods: where they begin by default. */
void period_end(struct hl_meter *m);

/* How many days of a period the events cover. */
int64_t period_covered(const struct hl_meter *m, const struct hl_period *period);

/*
 * Where something counts; what the slots are seen by gets @why. Until the next one is asked for.
 * Most are asked for by whose it is and no more: those are known by that.
 */
static inline struct spot spot_at(
	struct hl_meter *m, const struct hl_place *place, struct when when, unsigned why) {
	struct groups *groups = &m->groups;
	size_t plain = m->is_by_collector ? (uint32_t)(place->collector + 1) : 0;
	bool is_plain = m->periods.is_one && when.listed && place->label == 0 &&
			!m->is_by_account && plain < groups->plain_len && groups->plain[plain];
	struct spot spot;

	if (!is_plain)
		return spot_find(m, place, when, why);
	spot.slots = groups->spot_slots + groups->plain[plain] - 1;
	spot.len = m->levels.len;
	for (size_t i = 0; why && i < spot.len; i++)
		groups->tallies[spot.slots[i]].seen |= why;
	return spot;
}

/* The tally of slot @i of a spot. */
static inline struct hl_tally *spot_tally(struct hl_meter *m, const struct spot *spot, size_t i) {
	return &m->groups.tallies[spot->slots[i]];
}

/* A spot that can be kept, as numbers. */
struct spot_ref {
	uint32_t first, slots; /* so many from there on in groups.spot_slots */
};

static inline struct spot_ref spot_ref(const struct hl_meter *m, struct spot spot) {
	return (struct spot_ref){ (uint32_t)(spot.slots - m->groups.spot_slots),
		(uint32_t)spot.len };
}

/* A group's own tally for a stage. */
struct hl_tally *stage_tally(struct hl_meter *m, struct hl_tally *tally, size_t stage);

/* --- side.c: the tables beside the log --- */

enum hl_status roster_read(
	struct hl_meter *m, struct hl_reader *reader, struct hl_error *err) HL_CHECKED;
enum hl_status leads_read(
	struct hl_meter *m, struct hl_reader *reader, struct hl_error *err) HL_CHECKED;

/* --- meter.c --- */

/* Rows of @reader's files come next. */
void files_add(struct hl_meter *m, const struct hl_reader *reader);

/* What a block left: parcels, or lines of a partial. */
enum hl_status meter_take(void *meter, struct hl_buf *bytes, struct hl_error *err) HL_CHECKED;

/* Among those of its account. */
void fact_keep(struct hl_meter *m, const struct fact *fact);
void fact_count(struct hl_meter *m, const struct fact *fact); /* among the sums */
uint32_t account_number(struct hl_meter *m, struct hl_str name);
uint32_t account_add(struct hl_meter *m, const struct hl_key *key);
uint32_t collector_number(struct hl_meter *m, struct hl_str name);

/* Where the event of @fact is. */
static inline struct hl_place fact_place(const struct fact *fact) {
	return (struct hl_place){ fact->account, fact->collector, fact->label };
}

/* @collector did this there. */
void deed_note(struct hl_meter *m, uint32_t collector, const struct spot *spot, uint8_t did);

/* --- clusters.c: NEEDS_WORKDAYS --- */

/* Cash or hours of a place in a period. */
void workday_count(struct hl_meter *m, const struct hl_place *place, int64_t day,
	const struct spot *spot, const struct takings *took);
void workdays_merge(struct hl_meter *m, const struct workdays *part);
void workdays_join(struct hl_meter *m, const struct hl_meter *part);
void workdays_end(struct hl_meter *m); /* to the tallies of their slots */

/* What cash and hours are. */
#include "money.h"

/* Those that add up. */
void counts_add(struct hl_meter_counts *counts, const struct hl_meter_counts *more);

/* --- type.c, for every event --- */

/* Whose it is has to wait until the account's assignments are known. */
static inline bool must_wait(const struct hl_meter *m, const struct event *event) {
	return cash_waits(m, event) || (event->collector.len == 0 && asks_whose(m, event));
}

/* Is there a figure that needs the account's history and this in it? */
static inline bool has_story(const struct hl_meter *m, const struct event *event) {
	return event->account.len > 0 &&
	       ((m->needs & (event->type->serves | NEEDS_LEADS | NEEDS_REENGAGED)) ||
		       must_wait(m, event) || tells_more(m, event));
}

/* Has its account to be known? */
static inline bool needs_account(const struct hl_meter *m, const struct event *event) {
	bool is_by_account =
		m->is_by_account || (event->is_marked && m->options.own->by_account > 0);

	return has_story(m, event) || (event->account.len > 0 && is_by_account);
}

/* What @fact says of the event itself; all others of its fields are to be set. */
static inline void fact_set(
	struct fact *fact, const struct hl_meter *m, const struct event *event) {
	fact->s = event->s;
	fact->amount = event->amount;
	fact->rest = event->type->kind == PROMISED ? event->due : event->amount;
	fact->day = (int32_t)event->day;
	fact->label = event->label;
	fact->kind = (uint8_t)(event->is_settled        ? SETTLED
			       : event->keeps_placement ? RETURNED
							: event->type->kind);
	fact->has_amount = event->has_amount;
	fact->is_call = event->is_call;
	fact->is_right_party = event->is_right_party;
	fact->is_out = event->is_out;
	fact->is_contact = event->is_contact;
	fact->has_promise = event->has_promise;
	fact->is_counted = !must_wait(m, event);
	fact->file = event->file;
	fact->line = event->line;
}

/* Where it waits for the others of its account, and how it comes back. */
#include "late.h"

/* --- attempts.c --- */

void attempt_count(struct hl_meter *m, const struct fact *fact);
void attempts_end(struct hl_meter *m);

/* --- account.c --- */

/* Of labels of the log: by what they say, not by how that was numbered. */
int labels_compare(const struct hl_meter *m, uint32_t a, uint32_t b);

/* Those of an account side by side. */
void facts_deal_in_place(struct hl_meter *m);
void accounts_end(struct hl_meter *m);

/* The facts of an account, which accounts_end put in order. */
struct history history_again(const struct hl_meter *m, uint32_t account);

/* Who has the account before @end_day begins; or NOBODY. */
uint32_t owner_at(const struct history *history, int64_t end_day);

/* What one account's history says; in this order, promises last: they use payments up. */
void cash_count(struct hl_meter *m, const struct history *history);
void placements_count(struct hl_meter *m, const struct history *history);
void funnel_count(struct hl_meter *m, const struct history *history);
void promises_count(struct hl_meter *m, const struct history *history);

/* --- what is left to do when all accounts are counted --- */

void deeds_merge(struct hl_meter *m, const struct hl_meter *part);
void hours_end(struct hl_meter *m); /* whose cash came without hours */

/* --- placements.c --- */

/* How an account stands: placed and not recalled, unless the recall keeps the placement. */
struct standing {
	size_t placed;  /* how often since the last recall */
	bool is_closed; /* it was recalled: there is nothing to work any more */
	size_t unpriced;
	hl_wide amount;
	uint32_t collector, label; /* of the first of them */
	uint32_t owner;            /* who has the account */
	bool is_settled;
	hl_wide cash; /* since it was placed */
};

static inline struct standing standing_none(uint32_t owner) {
	return (struct standing){ .collector = NOBODY, .owner = owner };
}

/* Can it be worked, if nothing else is in the way? */
static inline bool is_workable(const struct standing *standing) {
	return standing->placed > 0 && !standing->is_closed;
}

/* Fact by fact in order; whose account it then is. */
void standing_take(const struct hl_meter *m, struct standing *standing, const struct fact *fact);
struct hl_place standing_place(const struct standing *standing, uint32_t account);

/* The account was attempted in the period: where it stands at its end. */
void placements_attempted(struct hl_meter *m, uint32_t account, uint32_t code);

/* Has it paid all that was placed, or is it settled? */
bool is_paid(const struct standing *standing);

/* The account was first placed by @placed, or NULL. */
void vintage_count(struct hl_meter *m, const struct history *history, const struct fact *placed);

/* What of its cash counts from a later day on, or no longer (moves.c). */
void moves_count(struct hl_meter *m, const struct history *history);

/* --- standing.c: what stands at the end of each day, week or month --- */

void standing_count(struct hl_meter *m, const struct history *history);
void standing_end(struct hl_meter *m); /* what began and ended in each to what stood there */

/* --- usage.c --- */

/* Something of a worker's collector happened on that day; of the meter's: what was taken. */
void usage_note(struct worker *w, uint32_t collector, int64_t day, bool is_view);
void usage_take(struct hl_meter *m, const struct parcel *parcel);
void usage_merge(struct hl_meter *m, const struct worker *w, const uint32_t *numbers);
void usage_end(struct hl_meter *m);

#endif
