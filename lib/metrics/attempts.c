/* attempts.c - attempts, and which accounts were attempted and reached in which group and period.
 */
#include "parts.h"

#include <stdlib.h>
#include <string.h>

/*
 * A word is account (32 bits), slot (28), what it did (4 bits, never none, so that 0 is an
 * empty place).
 */
enum { DID_BITS = 4, SLOT_BITS = 28 };

static uint64_t key_of(uint32_t account, uint32_t slot) {
	if (slot >> SLOT_BITS)
		hl_out_of_memory();
	return ((uint64_t)account << SLOT_BITS) | slot;
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

/*
 * Has a slot of this level a pair? Where all that happens to an account is in one group, its period
 * is enough: of the whole period asked for the account itself knows, of others the pair with the
 * total.
 */
static inline bool has_pair(const struct hl_meter *m, size_t level, bool is_whole) {
	return level == 0 ? !is_whole : !m->levels.at[level].by_account;
}

static bool wants_pairs(const struct hl_meter *m) {
	return (m->needs & NEEDS_REACHED) &&
	       (m->levels.len > 1 || m->periods.len > 1 || m->periods.every);
}

static void add_pairs(struct hl_meter *m, const struct fact *fact, struct when when, uint8_t did) {
	const struct hl_place place = fact_place(fact);
	struct spot spot = spot_at(m, &place, when, 0);
	bool is_whole = when.listed & 1;
	size_t level = 0;

	for (size_t i = 0; i < spot.len; i++) {
		if (has_pair(m, level, is_whole))
			pairs_add(&m->pairs, key_of(fact->account, spot.slots[i]), did);
		if (++level < m->levels.len)
			continue;
		level = 0;
		is_whole = false;
	}
}

void attempt_count(struct hl_meter *m, const struct fact *fact) {
	struct when when = when_at(m, fact->day);
	uint8_t did = (uint8_t)(ATTEMPTED_ONCE |
				(fact->is_call && fact->is_right_party ? REACHED_ONCE : 0) |
				(fact->is_contact ? CONTACTED_ONCE : 0));

	if (when_is_never(when))
		return;
	if (!fact->is_counted)
		fact_count(m, fact);
	if (!fact->is_out)
		return;
	if (when.listed & 1)
		m->account[fact->account].did |= did;
	if (wants_pairs(m))
		add_pairs(m, fact, when, did);
	if (m->needs & NEEDS_QUEUE)
		queue_step(m, fact);
}

static void accounts_count(struct hl_tally *tally, uint8_t did) {
	tally->counts.accounts_reached += (did & REACHED_ONCE) != 0;
	tally->counts.contact.attempted += (did & ATTEMPTED_ONCE) != 0;
	tally->counts.contact.contacted += (did & CONTACTED_ONCE) != 0;
}

/* What an account did in a period, in all groups that it is in as a whole. */
static void account_count(struct hl_meter *m, uint32_t account, uint32_t code, uint8_t did) {
	const struct hl_place place = { account, NOBODY, 0 };
	struct spot spot = spot_at(m, &place, when_in(code), 0);

	for (size_t i = 0; i < spot.len; i++)
		if (m->levels.at[i].by_account)
			accounts_count(spot_tally(m, &spot, i), did);
	if (m->needs & NEEDS_PLACED)
		placements_attempted(m, account, code);
}

static void pair_count(struct hl_meter *m, uint64_t word) {
	uint8_t did = word & ((1 << DID_BITS) - 1);
	uint32_t account = (uint32_t)(word >> (DID_BITS + SLOT_BITS));
	struct hl_tally *tally = &m->groups.tallies[(word >> DID_BITS) & ((1 << SLOT_BITS) - 1)];

	if (group_at(&m->groups, tally->group).level > 0)
		accounts_count(tally, did);
	else
		account_count(m, account, tally->code, did);
}

void attempts_end(struct hl_meter *m) {
	size_t len = m->needs & NEEDS_REACHED ? hl_keys_len(m->accounts) : 0;

	for (uint32_t i = 0; i < len; i++)
		if (m->account[i].did)
			account_count(m, i, 0, m->account[i].did);
	for (size_t i = 0; m->pairs.len > 0 && i < m->pairs.cap; i++)
		if (m->pairs.at[i])
			pair_count(m, m->pairs.at[i]);
	if (m->pairs.len > 0)
		memset(m->pairs.at, 0, m->pairs.cap * sizeof(*m->pairs.at));
	m->pairs.len = 0;
}
