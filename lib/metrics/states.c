/*
 * states.c - what became of a promise, counted.
 *
 * A promise that is decided is in the periods of its last day of grace: whatever became of it, so
 * that all states are shares of the same promises. What is kept, withdrawn or replaced is decided
 * before that day is over. One that was made is in those of its day. What is pending is so as of
 * now, and in no other period than the one asked for.
 */
#include "parts.h"

const struct hl_str due_buckets[DUE_BUCKETS] = {
	{ "overdue", 7 },
	{ "today", 5 },
	{ "1-7", 3 },
	{ "8-14", 4 },
	{ "15-30", 5 },
	{ ">30", 3 },
};

/* The last day of each, from today on; the last bucket has no end. */
static const int64_t last_days[DUE_BUCKETS - 1] = { -1, 0, 7, 14, 30 };

static size_t bucket_of(int64_t days) {
	size_t bucket = 0;

	while (bucket < HL_LEN(last_days) && days > last_days[bucket])
		bucket++;
	return bucket;
}

struct hl_tally due_tally(const struct hl_tally *tally, size_t bucket) {
	struct hl_tally alone = { .seen = tally->seen };

	alone.counts.pending = tally->counts.pending_by[bucket];
	alone.sums.pending = tally->sums.pending_by[bucket];
	return alone;
}

void promise_made(struct hl_meter *m, const struct fact *promise) {
	const struct hl_place place = fact_place(promise);
	struct spot spot = spot_at(m, &place, when_at(m, promise->day), NEEDS_MADE);

	for (size_t i = 0; i < spot.len; i++) {
		struct hl_tally *tally = spot_tally(m, &spot, i);

		tally->counts.made++;
		tally->counts.made_amountless += !promise->has_amount;
		tally->sums.promised += promise->amount;
	}
}

static void count_pending(struct hl_meter *m, const struct fact *promise) {
	const struct hl_place place = fact_place(promise);
	int64_t today = hl_zone_day(m->options.zone, m->options.as_of);
	size_t bucket = bucket_of(promise->due - today);
	struct spot spot = spot_at(m, &place, when_in(0), NEEDS_PENDING);

	for (size_t i = 0; i < spot.len; i++) {
		struct hl_tally *tally = spot_tally(m, &spot, i);

		tally->counts.pending++;
		tally->counts.pending_by[bucket]++;
		tally->sums.pending += promise->amount;
		tally->sums.pending_by[bucket] += promise->amount;
	}
}

static void count_state(struct hl_tally *tally, enum state state) {
	tally->counts.matured += state == IS_KEPT || state == IS_PARTIAL || state == IS_BROKEN;
	tally->counts.kept += state == IS_KEPT;
	tally->counts.partial += state == IS_PARTIAL;
	tally->counts.broken += state == IS_BROKEN;
	tally->counts.superseded += state == IS_SUPERSEDED;
	tally->counts.cancelled += state == IS_CANCELLED;
}

/* In the squares of large amounts the sums might not fit. */
static void add_money(struct hl_tally *tally, hl_wide paid, hl_wide promised) {
	tally->sums.due += promised;
	tally->sums.kept_of_due += paid;
	hl_clusters_add(&tally->kept_of, paid, promised);
}

static void count_decided(
	struct hl_meter *m, const struct fact *promise, enum state state, hl_wide paid) {
	const struct hl_place place = fact_place(promise);
	struct when when = when_at(m, promise->due + m->options.grace_days);
	bool is_matured = state != IS_SUPERSEDED && state != IS_CANCELLED;
	struct spot spot = spot_at(m, &place, when, NEEDS_PROMISES);

	for (size_t i = 0; i < spot.len; i++) {
		struct hl_tally *tally = spot_tally(m, &spot, i);

		count_state(tally, state);
		tally->counts.amountless += is_matured && !promise->has_amount;
		if (is_matured && promise->has_amount)
			add_money(tally, paid, promise->amount);
	}
}

void promise_ended(struct hl_meter *m, const struct fact *promise, enum state state, hl_wide paid) {
	int64_t last_day = promise->due + m->options.grace_days;
	bool is_decided = state != IS_PENDING;

	if (!is_decided && (m->needs & NEEDS_PENDING))
		count_pending(m, promise);
	if (is_decided && (m->needs & NEEDS_PROMISES) && !when_is_never(when_at(m, last_day)))
		count_decided(m, promise, state, paid);
}
