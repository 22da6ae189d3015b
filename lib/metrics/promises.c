/*
 * promises.c - promises and what became of them.
 *
 * A promise is kept when the cash between the moment it was made and the last day of grace
 * reaches it, less an allowance. Every cent keeps one promise only, the one that is due first. A
 * promise that was withdrawn, or replaced by a later one, before it was due and was not kept by
 * then is none. Promises of one moment, or of one ref, are the instalments of one plan: they do
 * not replace each other.
 */
#include "parts.h"

#include <stdlib.h>

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

/* What withdrew or replaced @promise before it was due; NULL: nothing did. */
static const struct fact *end_of(const struct history *history, const struct fact *promise) {
	const struct fact *end = history->at + history->len;

	for (const struct fact *fact = promise + 1; fact < end; fact++) {
		if (fact->day >= promise->due)
			break;
		if (fact->kind == PROMISED && !is_one_plan(fact, promise))
			return fact;
		if (fact->kind == CANCELLED && means(fact, promise))
			return fact;
	}
	return NULL;
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

/* The larger of both allowances wins. */
static bool is_enough(const struct hl_meter *m, hl_wide cash, const struct fact *promise) {
	const hl_wide whole = 100 * (hl_wide)HL_ONE;

	if (!promise->has_amount)
		return cash > 0;
	return whole * cash >= (whole - m->options.tolerance_pct) * promise->amount ||
	       cash >= (hl_wide)promise->amount - m->options.tolerance_amount;
}

/* What it comes to by its last day of grace, or by now. */
static enum state state_of(const struct hl_meter *m, const struct fact *promise, hl_wide cash) {
	if (is_enough(m, cash, promise))
		return IS_KEPT;
	if (promise->due + m->options.grace_days >= hl_zone_day(m->options.zone, m->options.as_of))
		return IS_PENDING;
	return cash > 0 ? IS_PARTIAL : IS_BROKEN;
}

static void judge(struct hl_meter *m, const struct history *history, struct fact *promise) {
	const struct fact *end = end_of(history, promise);
	struct window window = { start_of(history, promise), end ? end->s : INT64_MAX,
		promise->due + m->options.grace_days };
	hl_wide cash = cash_within(history, &window);
	enum state state = state_of(m, promise, cash);
	int64_t amount;

	if (end && state != IS_KEPT) {
		state = end->kind == CANCELLED ? IS_CANCELLED : IS_SUPERSEDED;
		cash = 0;
	}
	promise_ended(m, promise, state, cash < promise->amount ? cash : promise->amount);
	if (end && state != IS_KEPT)
		return;
	amount = amount_of(history, &window, promise);
	use_up(history, &window, amount);
}

static void gather(struct promise_list *list, const struct history *history) {
	list->len = 0;
	for (size_t i = 0; i < history->len; i++) {
		if (history->at[i].kind != PROMISED)
			continue;
		list->at = hl_grow(list->at, &list->cap, list->len + 1, sizeof(struct fact *));
		list->at[list->len++] = &history->at[i];
	}
	if (list->len > 1)
		qsort(list->at, list->len, sizeof(struct fact *), by_due);
}

void promises_count(struct hl_meter *m, const struct history *history) {
	struct promise_list *list = &m->promises;

	gather(list, history);
	for (size_t i = 0; i < list->len; i++) {
		if (m->needs & NEEDS_MADE)
			promise_made(m, list->at[i]);
		if (m->needs & (NEEDS_PROMISES | NEEDS_PENDING))
			judge(m, history, list->at[i]);
	}
}
