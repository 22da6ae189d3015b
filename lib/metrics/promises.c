/*
 * promises.c - promises and what became of them.
 *
 * A promise is kept when the cash between the moment it was made and the last day of grace
 * reaches it, 5 % allowed. Every cent keeps one promise only, the one that is due first. A
 * promise that was withdrawn, or replaced by a later one, before it was due and was not kept by
 * then is none. Promises of one moment, or of one ref, are the instalments of one plan: they do
 * not replace each other.
 */
#include "parts.h"

#include <stdlib.h>

enum { TOLERANCE_PCT = 5 };

static int by_due(const void *left, const void *right) {
	const struct fact *a = *(struct fact *const *)left;
	const struct fact *b = *(struct fact *const *)right;

	if (a->due != b->due)
		return a->due < b->due ? -1 : 1;
	return (a > b) - (a < b); /* facts are in order already */
}

static bool is_one_plan(const struct fact *a, const struct fact *b) {
	return a->s == b->s || (a->ref != NOBODY && a->ref == b->ref);
}

static bool means(const struct fact *cancel, const struct fact *promise) {
	return cancel->ref == NOBODY || cancel->ref == promise->id || cancel->ref == promise->ref;
}

/* When @promise was withdrawn or replaced before it was due; INT64_MAX: it was not. */
static int64_t end_of(const struct history *history, const struct fact *promise) {
	const struct fact *end = history->at + history->len;

	for (const struct fact *fact = promise + 1; fact < end; fact++) {
		if (fact->day >= promise->due)
			break;
		if (fact->kind == PROMISED && !is_one_plan(fact, promise))
			return fact->s;
		if (fact->kind == CANCELLED && means(fact, promise))
			return fact->s;
	}
	return INT64_MAX;
}

struct window {
	struct fact *from;
	int64_t to_s; /* exclusive */
	int64_t last_day;
};

/* The first fact of the second in which @promise was made: cash of that second counts. */
static struct fact *start_of(const struct history *history, struct fact *promise) {
	while (promise > history->at && promise[-1].s == promise->s)
		promise--;
	return promise;
}

/* The next payment of @window that has something left, @fact itself included; NULL: no more. */
static struct fact *next_cash(
	const struct history *history, const struct window *window, struct fact *fact) {
	const struct fact *end = history->at + history->len;

	for (; fact < end && fact->s < window->to_s && fact->day <= window->last_day; fact++)
		if (fact->kind == PAID && fact->rest > 0)
			return fact;
	return NULL;
}

static hl_wide cash_within(const struct history *history, const struct window *window) {
	struct fact *fact = next_cash(history, window, window->from);
	hl_wide cash = 0;

	for (; fact; fact = next_cash(history, window, fact + 1))
		cash += fact->rest;
	return cash;
}

/* Use up to @amount of the cash in the window, the oldest first. */
static void use_up(const struct history *history, const struct window *window, int64_t amount) {
	struct fact *fact = next_cash(history, window, window->from);

	for (; fact && amount > 0; fact = next_cash(history, window, fact + 1)) {
		int64_t used = fact->rest < amount ? fact->rest : amount;

		fact->rest -= used;
		amount -= used;
	}
}

/* Without an amount any cash will do: the first payment is taken for it. */
static int64_t amount_of(
	const struct history *history, const struct window *window, const struct fact *promise) {
	const struct fact *first = next_cash(history, window, window->from);

	if (promise->has_amount)
		return promise->amount;
	return first ? first->rest : 0;
}

static bool is_enough(hl_wide cash, const struct fact *promise) {
	return promise->has_amount ? 100 * cash >= (100 - TOLERANCE_PCT) * (hl_wide)promise->amount
				   : cash > 0;
}

static void judge(struct hl_meter *m, const struct history *history, struct fact *promise) {
	int64_t last_day = promise->due + m->options.grace_days;
	int64_t ended_s = end_of(history, promise);
	struct window window = { start_of(history, promise), ended_s, last_day };
	const struct hl_place place = fact_place(promise);
	bool is_kept = is_enough(cash_within(history, &window), promise);
	struct spot spot;

	if (ended_s != INT64_MAX && !is_kept)
		return;
	use_up(history, &window, amount_of(history, &window, promise));
	if (when_is_never(when_at(m, last_day)) ||
		last_day >= hl_zone_day(m->options.zone, m->options.as_of))
		return;
	spot = spot_at(m, &place, when_at(m, last_day), NEEDS_PROMISES);
	for (size_t i = 0; i < spot.len; i++) {
		struct hl_tally *tally = spot_tally(m, &spot, i);

		tally->counts.matured++;
		tally->counts.kept += is_kept;
		tally->counts.amountless += !promise->has_amount;
	}
}

void promises_count(struct hl_meter *m, const struct history *history) {
	struct promise_list *list = &m->promises;

	list->len = 0;
	for (size_t i = 0; i < history->len; i++) {
		if (history->at[i].kind != PROMISED)
			continue;
		list->at = hl_grow(list->at, &list->cap, list->len + 1, sizeof(struct fact *));
		list->at[list->len++] = &history->at[i];
	}
	if (list->len > 1)
		qsort(list->at, list->len, sizeof(struct fact *), by_due);
	for (size_t i = 0; i < list->len; i++)
		judge(m, history, list->at[i]);
}
