/*
 * cash.c - what came in and what went back.
 *
 * Sums are a ledger: a reversal takes away on its own day, so that totals tie to the bank. What
 * a payment was worth in the end (does it stand, does it keep a promise, is the lead converted)
 * is another question: there the reversal is laid against the payment it takes back.
 */
#include "parts.h"

/* The latest payment of the same amount before @reversal that nothing was taken back of. */
static struct fact *same_amount(const struct history *history, struct fact *reversal) {
	for (struct fact *fact = reversal; fact-- > history->at;)
		if (fact->kind == PAID && fact->amount == reversal->amount &&
			fact->rest == fact->amount)
			return fact;
	return NULL;
}

/* The payment that @reversal names: most likely a recent one. */
static struct fact *named(const struct history *history, struct fact *reversal) {
	struct fact *end = history->at + history->len;

	for (struct fact *fact = reversal; fact-- > history->at;)
		if (fact->kind == PAID && fact->id == reversal->ref)
			return fact;
	for (struct fact *fact = reversal + 1; fact < end; fact++)
		if (fact->kind == PAID && fact->id == reversal->ref)
			return fact;
	return NULL;
}

static void take_back(const struct fact *reversal, struct fact *paid) {
	if (paid)
		paid->rest -= reversal->amount < paid->rest ? reversal->amount : paid->rest;
}

/* First those that name their payment; the others then find what is left. */
static void match_reversals(const struct history *history) {
	struct fact *end = history->at + history->len;

	for (struct fact *fact = history->at; fact < end; fact++)
		if (fact->kind == REVERSED && fact->ref != NOBODY)
			take_back(fact, named(history, fact));
	for (struct fact *fact = history->at; fact < end; fact++)
		if (fact->kind == REVERSED && fact->ref == NOBODY)
			take_back(fact, same_amount(history, fact));
}

static void count_taken_back(struct hl_meter *m, const struct fact *fact) {
	struct hl_place place = { fact->account, fact->collector, fact->day };
	struct both both = tallies_at(m, &place, SEEN_BY_ALL);

	for (size_t i = 0; i < HL_LEN(both.at); i++)
		both.at[i]->counts.taken_back++;
}

void cash_count(struct hl_meter *m, const struct history *history) {
	if (m->needs & (NEEDS_CASH | NEEDS_STANDING))
		match_reversals(history);
	for (size_t i = 0; i < history->len; i++) {
		const struct fact *fact = &history->at[i];

		if ((fact->kind != PAID && fact->kind != REVERSED) || !in_period(m, fact->day))
			continue;
		if (!fact->is_counted)
			fact_count(m, fact);
		if (fact->kind == PAID && fact->amount > 0 && fact->rest == 0)
			count_taken_back(m, fact);
	}
}

static void mark_unmatched(struct hl_meter *m, uint32_t collector) {
	struct hl_place place = { NOBODY, collector, 0 };

	m->total.counts.unmatched++;
	if (is_by_collector(m))
		tallies_at(m, &place, SEEN_BY_ALL).at[1]->counts.unmatched++;
}

void hours_end(struct hl_meter *m) {
	size_t len = hl_keys_len(m->collectors);

	if (m->nobody_did & DID_GET_PAID)
		mark_unmatched(m, NOBODY);
	for (uint32_t i = 0; i < len; i++)
		if (m->collector[i].did == DID_GET_PAID)
			mark_unmatched(m, i);
}
