/* desk.c - the collectors as they sit: a list in which whoever got a lead goes to the end. */
#include "parts.h"

#include <stdlib.h>

static int longest_since_first(const void *a_number, const void *b_number, void *desk) {
	const struct hl_collector *at = ((const struct hl_desk *)desk)->at;
	uint32_t a = *(const uint32_t *)a_number;
	uint32_t b = *(const uint32_t *)b_number;
	int64_t a_seq = at[a].share->last_seq;
	int64_t b_seq = at[b].share->last_seq;

	return a_seq != b_seq ? (a_seq < b_seq ? -1 : 1) : (a > b) - (a < b);
}

static void join(struct hl_desk *desk, uint32_t collector) {
	desk->at[collector].before = desk->last;
	desk->at[collector].after = HL_NOBODY;
	if (desk->last == HL_NOBODY)
		desk->first = collector;
	else
		desk->at[desk->last].after = collector;
	desk->last = collector;
}

static void leave(struct hl_desk *desk, uint32_t collector) {
	const struct hl_collector *who = &desk->at[collector];

	if (who->before == HL_NOBODY)
		desk->first = who->after;
	else
		desk->at[who->before].after = who->after;
	if (who->after == HL_NOBODY)
		desk->last = who->before;
	else
		desk->at[who->after].before = who->before;
}

/* Names that are new begin with nothing; those who left keep their shares. */
static void take_shares(struct hl_roster *roster, struct hl_state *state) {
	if (!state->names)
		state->names = hl_keys_new();
	for (size_t i = 0; i < roster->len; i++)
		(void)hl_keys_add(state->names, roster->at[i].name);
	state->shares = hl_grow(
		state->shares, &state->cap, hl_keys_len(state->names), sizeof(*state->shares));
	while (state->len < hl_keys_len(state->names))
		state->shares[state->len++] = (struct hl_share){ 0 };
	for (size_t i = 0; i < roster->len; i++)
		roster->at[i].share =
			&state->shares[hl_keys_find(state->names, roster->at[i].name)];
}

void assign_desk_seat(struct hl_desk *desk, struct hl_roster *roster, struct hl_state *state) {
	uint32_t *order = hl_claim(roster->len, sizeof(*order));

	take_shares(roster, state);
	*desk = (struct hl_desk){
		.at = roster->at,
		.len = roster->len,
		.first = HL_NOBODY,
		.last = HL_NOBODY,
	};
	for (size_t i = 0; i < state->len; i++)
		if (state->shares[i].last_seq > desk->seq)
			desk->seq = state->shares[i].last_seq;
	for (size_t i = 0; i < roster->len; i++)
		order[i] = (uint32_t)i;
	if (roster->len > 1)
		qsort_r(order, roster->len, sizeof(*order), longest_since_first, desk);
	for (size_t i = 0; i < roster->len; i++)
		join(desk, order[i]);
	free(order);
}

void assign_desk_hold(struct hl_desk *desk, uint32_t collector, int64_t units) {
	int64_t *load = &desk->at[collector].load;

	if (__builtin_add_overflow(*load, units, load))
		*load = INT64_MAX;
}

void assign_desk_hand(struct hl_desk *desk, uint32_t collector, int64_t units) {
	struct hl_share *share = desk->at[collector].share;

	share->entitled += HL_ONE;
	share->received += HL_ONE;
	assign_desk_hold(desk, collector, units);
}

void assign_desk_save(const struct hl_desk *desk, struct assign_desk_copy *copy) {
	copy->desk = *desk;
	copy->at = hl_claim(desk->len, sizeof(*copy->at));
	copy->shares = hl_claim(desk->len, sizeof(*copy->shares));
	for (size_t i = 0; i < desk->len; i++) {
		copy->at[i] = desk->at[i];
		copy->shares[i] = *desk->at[i].share;
	}
}

void assign_desk_restore(struct hl_desk *desk, const struct assign_desk_copy *copy) {
	*desk = copy->desk;
	for (size_t i = 0; i < desk->len; i++) {
		desk->at[i] = copy->at[i];
		*desk->at[i].share = copy->shares[i];
	}
}

void assign_desk_copy_release(struct assign_desk_copy *copy) {
	free(copy->at);
	free(copy->shares);
}

void assign_desk_give(struct hl_desk *desk, uint32_t collector, int64_t units) {
	struct hl_share *share = desk->at[collector].share;

	share->received += HL_ONE;
	share->last_seq = ++desk->seq;
	assign_desk_hold(desk, collector, units);
	leave(desk, collector);
	join(desk, collector);
}
