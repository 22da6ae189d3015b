/*
 * cash.c - what came in and what went back.
 *
 * Sums are a ledger: a reversal takes away on its own day, so that totals tie to the bank. What
 * a payment was worth in the end (does it stand, does it keep a promise, is the lead converted)
 * is another question: there the reversal is laid against the payment it takes back. So it is for
 * sums that are restated: it takes away on the day of the payment, and what finds none on its own.
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

/* @paid was, or will be, counted as if it stood: so much of it does not. */
static void restate(struct hl_meter *m, const struct fact *paid, int64_t taken) {
	const struct hl_place place = fact_place(paid);
	struct spot spot = spot_at(m, &place, when_at(m, paid->day), SEEN_BY_ALL);
	struct flow less = { .cash = -taken };

	flow_price(m, &less, &place);
	for (size_t i = 0; i < spot.len; i++)
		flow_add(&spot_tally(m, &spot, i)->flow, &less);
	workday_count(m, &place, paid->day, &spot, &(struct takings){ -taken, 0, less.fee });
}

static void take_back(struct hl_meter *m, struct fact *reversal, struct fact *paid) {
	int64_t taken;

	if (!paid)
		return;
	taken = reversal->rest < paid->rest ? reversal->rest : paid->rest;
	paid->rest -= taken;
	reversal->rest -= taken;
	if (m->needs & NEEDS_CREDIT)
		reversal->collector = paid->collector;
	if ((m->needs & NEEDS_RESTATE) && taken > 0 && in_period(m, paid->day))
		restate(m, paid, taken);
}

/* What went back went back, whichever payment it was: the latest ones before it are less. */
static void take_from_latest(
	struct hl_meter *m, const struct history *history, struct fact *reversal) {
	for (struct fact *fact = reversal; reversal->rest > 0 && fact-- > history->at;)
		if (fact->kind == PAID && fact->rest > 0)
			take_back(m, reversal, fact);
}

/*
 * First those that name their payment; the others then find one of their amount; what is left of
 * any is taken from what is left.
 */
static void match_reversals(struct hl_meter *m, const struct history *history) {
	struct fact *end = history->at + history->len;

	for (struct fact *fact = history->at; fact < end; fact++)
		if (fact->kind == REVERSED && fact->ref != NOBODY)
			take_back(m, fact, named(history, fact));
	for (struct fact *fact = history->at; fact < end; fact++)
		if (fact->kind == REVERSED && fact->ref == NOBODY)
			take_back(m, fact, same_amount(history, fact));
	for (struct fact *fact = history->at; fact < end; fact++)
		if (fact->kind == REVERSED)
			take_from_latest(m, history, fact);
}

/* Has the plan of @paid one before it that stands? */
static bool is_later_instalment(const struct history *history, const struct fact *paid) {
	for (const struct fact *fact = history->at; paid->ref != NOBODY && fact < paid; fact++)
		if (fact->kind == PAID && fact->ref == paid->ref && fact->rest > 0)
			return true;
	return false;
}

/* Payments that are no payments for who counts them: what was taken back, later instalments. */
static bool is_left_out(
	const struct hl_meter *m, const struct history *history, const struct fact *paid) {
	bool is_taken_back = paid->rest == 0 && m->options.money.reversals != HL_GROSS;

	return is_taken_back || (m->options.first_payment && is_later_instalment(history, paid));
}

static void count_left_out(struct hl_meter *m, const struct fact *fact) {
	const struct hl_place place = fact_place(fact);
	struct spot spot = spot_at(m, &place, when_at(m, fact->day), SEEN_BY_ALL);

	for (size_t i = 0; i < spot.len; i++)
		if (fact->rest == 0)
			spot_tally(m, &spot, i)->counts.taken_back++;
		else
			spot_tally(m, &spot, i)->counts.instalments++;
}

/* Of a reversal what takes away on its own day. */
static void count_waiting(struct hl_meter *m, const struct fact *waiting) {
	struct fact fact = *waiting;

	if (fact.kind == REVERSED)
		fact.amount = -cash_of(m, waiting);
	if (fact.kind == PAID || m->options.money.reversals == HL_LEDGER || fact.amount > 0)
		fact_count(m, &fact);
}

void cash_count(struct hl_meter *m, const struct history *history) {
	if (m->needs & (NEEDS_CASH | NEEDS_STANDING))
		match_reversals(m, history);
	for (size_t i = 0; i < history->len; i++) {
		const struct fact *fact = &history->at[i];

		if ((fact->kind != PAID && fact->kind != REVERSED) || !in_period(m, fact->day))
			continue;
		if (!fact->is_counted)
			count_waiting(m, fact);
		if (fact->kind == PAID && fact->amount > 0 && is_left_out(m, history, fact))
			count_left_out(m, fact);
	}
}

/* --- who had cash and no hours, where --- */

struct deed_key {
	uint32_t collector, slot;
};

static void note(struct hl_meter *m, uint32_t collector, uint32_t slot, uint32_t did) {
	const struct deed_key deed = { collector, slot };
	const struct hl_key key =
		hl_key_of(m->deeds, (struct hl_str){ (const char *)&deed, sizeof(deed) });

	*hl_key_make(m->deeds, &key) |= did;
}

void deed_note(struct hl_meter *m, uint32_t collector, const struct spot *spot, uint8_t did) {
	if (!(m->needs & NEEDS_PAYEE) || did == 0)
		return;
	for (size_t i = 0; i < spot->len; i++)
		note(m, collector, spot->slots[i], did);
}

static struct deed_key deed_at(const struct hl_meter *m, size_t number) {
	struct deed_key deed;

	memcpy(&deed, hl_keys_at(m->deeds, number).at, sizeof(deed));
	return deed;
}

void deeds_merge(struct hl_meter *m, const struct hl_meter *part) {
	for (size_t i = 0; i < hl_keys_len(part->deeds); i++) {
		struct deed_key deed = deed_at(part, i);
		uint32_t slot = slot_like(m, part, deed.slot);

		note(m, deed.collector, slot, *hl_keys_words(part->deeds, i));
	}
}

void hours_end(struct hl_meter *m) {
	for (size_t i = 0; i < hl_keys_len(m->deeds); i++) {
		struct deed_key deed = deed_at(m, i);
		uint32_t did = *hl_keys_words(m->deeds, i);

		/* Hours that are nobody's are not those of the cash that is. */
		if (did == DID_GET_PAID || (deed.collector == NOBODY && (did & DID_GET_PAID)))
			m->groups.tallies[deed.slot].counts.unmatched++;
	}
}
