/* share.c - a meter that counts a share of the accounts for the whole. */
#include "parts.h"

#include <stdlib.h>

/* What an account, or a fact, weighs in such room at least, more or less. */
enum { ACCOUNT_LEAST = 120, FACT_LEAST = 72 };

/* All they may need: who grows leaves holes behind, and what is not used takes no memory. */
static void make_room(struct hl_meter *share, size_t room) {
	share->account = NULL;
	share->facts = (struct fact_list){ NULL, 0, 0 };
	share->account_cap = 0;
	share->account =
		hl_grow(NULL, &share->account_cap, room / ACCOUNT_LEAST, sizeof(*share->account));
	share->facts.at = hl_grow(NULL, &share->facts.cap, room / FACT_LEAST, sizeof(struct fact));
}

static void make_keys(
	struct hl_meter *share, const struct hl_meter *m, const struct hl_meter *like) {
	share->accounts =
		share == like ? hl_keys_new_with(m->pool, 0) : hl_keys_new_like(like->accounts);
	share->refs = hl_keys_new_with(m->pool, 0);
	share->windows = hl_keys_new_like(m->windows);
	share->deeds = hl_keys_new_like(m->deeds);
}

static void count_nothing(struct hl_meter *share) {
	share->arena = (struct hl_arena){ NULL };
	share->counts = (struct hl_meter_counts){ 0 };
	share->workdays = (struct workdays){ 0 };
	share->alike = (struct alike){ 0 };
	share->vintages = (struct vintages){ 0 };
	share->moves = (struct vintages){ 0 };
	share->pairs = (struct pairs){ 0 };
	share->own_pairs = (struct own_pairs){ 0 };
	share->early = (struct early_list){ 0 };
	share->touches = (struct touch_list){ 0 };
	share->steps = (struct step_list){ 0 };
}

void share_begin(
	struct hl_meter *share, struct hl_meter *m, const struct hl_meter *like, size_t room) {
	*share = *m;
	share->whole = m;
	share->writer = m->desks ? writer_new(m->desks) : NULL;
	make_keys(share, m, like);
	make_room(share, room);
	count_nothing(share);
	groups_init(&share->groups);
	share->groups.tallies =
		hl_grow(NULL, &share->groups.cap, m->groups.len, sizeof(*share->groups.tallies));
}

static void release(struct hl_meter *share) {
	writer_end(share->writer);
	workdays_release(&share->workdays);
	alike_release(&share->alike);
	groups_release(&share->groups);
	vintages_release(&share->vintages);
	vintages_release(&share->moves);
	hl_arena_release(&share->arena);
	hl_keys_free(share->accounts);
	hl_keys_free(share->refs);
	hl_keys_free(share->windows);
	hl_keys_free(share->deeds);
	free(share->account);
	free(share->facts.at);
	free(share->promises.at);
	free(share->pairs.at);
	free(share->own_pairs.at);
	free(share->early.at);
	free(share->touches.at);
	free(share->steps.at);
}

void share_end(struct hl_meter *m, struct hl_meter *share) {
	groups_merge(m, share);
	deeds_merge(m, share);
	workdays_join(m, share);
	vintages_merge(m, share);
	alike_join(&m->alike.found, &share->alike.found);
	m->counts.leads_before += share->counts.leads_before;
	release(share);
}
