/* attempts.c - attempts, and which accounts were attempted and reached within which group. */
#include "parts.h"

#include <stdlib.h>

/*
 * A word is account (32 bits), group (29), what it did (3 bits, never none, so that 0 is an
 * empty place).
 */
enum { DID_BITS = 3, GROUP_BITS = 29 };

static uint64_t key_of(uint32_t account, size_t group) {
	if (group >> GROUP_BITS)
		hl_out_of_memory();
	return ((uint64_t)account << GROUP_BITS) | group;
}

static size_t home_of(const struct pairs *pairs, uint64_t key) {
	return (size_t)((key * UINT64_C(0x9e3779b97f4a7c15)) >> 20) & (pairs->cap - 1);
}

static size_t place_of(const struct pairs *pairs, uint64_t key) {
	size_t at = home_of(pairs, key);

	while (pairs->at[at] && pairs->at[at] >> DID_BITS != key)
		at = (at + 1) & (pairs->cap - 1);
	return at;
}

static void pairs_double(struct pairs *pairs) {
	struct pairs more = { .len = pairs->len, .cap = pairs->cap ? 2 * pairs->cap : 1024 };

	more.at = hl_claim(more.cap, sizeof(*more.at));
	for (size_t i = 0; i < pairs->cap; i++)
		if (pairs->at[i])
			more.at[place_of(&more, pairs->at[i] >> DID_BITS)] = pairs->at[i];
	free(pairs->at);
	*pairs = more;
}

static void pairs_add(struct pairs *pairs, uint64_t key, uint8_t did) {
	size_t at;

	if (2 * (pairs->len + 1) > pairs->cap)
		pairs_double(pairs);
	at = place_of(pairs, key);
	pairs->len += pairs->at[at] == 0;
	pairs->at[at] |= key << DID_BITS | did;
}

static size_t group_at(struct hl_meter *m, const struct hl_place *place) {
	return m->options.by->group(m, place);
}

/* Clients own their accounts; collectors and days share them. */
static bool shares_accounts(const struct hl_by *by) {
	return by && (by->by_collector || by->by_day);
}

static bool wants_pairs(const struct hl_meter *m) {
	return (m->needs & NEEDS_REACHED) && shares_accounts(m->options.by);
}

void attempt_prefetch(struct hl_meter *m, const struct hl_place *place) {
	const struct pairs *pairs = &m->pairs;

	if (wants_pairs(m) && pairs->cap)
		__builtin_prefetch(
			&pairs->at[home_of(pairs, key_of(place->account, group_at(m, place)))], 1);
}

void attempt_count(struct hl_meter *m, const struct fact *fact) {
	struct hl_place place = { fact->account, fact->collector, fact->day };
	bool is_reached = fact->is_call && fact->is_right_party;
	uint8_t did = (uint8_t)(ATTEMPTED_ONCE | (fact->is_call ? CALLED_ONCE : 0) |
				(is_reached ? REACHED_ONCE : 0));

	if (!in_period(m, fact->day))
		return;
	if (!fact->is_counted)
		fact_count(m, fact);
	m->account[fact->account].did |= did;
	if (wants_pairs(m))
		pairs_add(&m->pairs, key_of(fact->account, group_at(m, &place)), did);
	if (m->needs & NEEDS_QUEUE)
		queue_step(m, fact);
}

static void accounts_count(struct hl_tally *tally, uint8_t did) {
	tally->counts.accounts_called += (did & CALLED_ONCE) != 0;
	tally->counts.accounts_reached += (did & REACHED_ONCE) != 0;
}

static void pair_count(struct hl_meter *m, uint64_t word) {
	uint8_t did = word & ((1 << DID_BITS) - 1);
	uint32_t account = (uint32_t)(word >> (DID_BITS + GROUP_BITS));
	size_t group = (word >> DID_BITS) & ((1 << GROUP_BITS) - 1);
	struct hl_tally *tally = group_tally(m, group);

	accounts_count(tally, did);
	if (m->options.by->by_day) {
		struct history history = history_of(m, account);

		tally->counts.penetrated += placements_stand(&history, tally->day);
	}
}

void attempts_end(struct hl_meter *m) {
	size_t len = hl_keys_len(m->accounts);

	for (uint32_t i = 0; i < len; i++) {
		struct hl_place place = { i, NOBODY, 0 };

		if (!(m->account[i].did & CALLED_ONCE))
			continue;
		accounts_count(&m->total, m->account[i].did);
		if (m->options.by && !shares_accounts(m->options.by))
			accounts_count(tallies_at(m, &place, 0).at[1], m->account[i].did);
	}
	for (size_t i = 0; i < m->pairs.cap; i++)
		if (m->pairs.at[i])
			pair_count(m, m->pairs.at[i]);
}
