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
	for (size_t i = 0; i < state->len; i++)
		state->shares[i].is_new = state->shares[i].is_listed = false;
	while (state->len < hl_keys_len(state->names))
		state->shares[state->len++] = (struct hl_share){ .is_new = true };
	for (size_t i = 0; i < roster->len; i++) {
		roster->at[i].share =
			&state->shares[hl_keys_find(state->names, roster->at[i].name)];
		roster->at[i].share->is_listed = true;
	}
}

/* What every lead asks for lies together during a run, in whole bunches (split.c). */
static void take_debts(struct hl_desk *desk, struct hl_arena *arena) {
	desk->owed = hl_new_array(arena, int64_t, assign_split_room(desk->len));
	desk->last_seq = hl_new_array(arena, int64_t, assign_split_room(desk->len));
	for (size_t i = 0; i < desk->len; i++) {
		const struct hl_share *share = desk->at[i].share;

		desk->owed[i] = share->entitled - share->received;
		desk->last_seq[i] = share->last_seq;
	}
}

static void take_weights(
	struct hl_desk *desk, const struct hl_assign_options *options, struct hl_arena *arena) {
	bool by_performance =
		options->method->by_performance || (options->next && options->next->by_performance);
	int64_t *weights = hl_new_array(arena, int64_t, desk->len);

	for (size_t i = 0; i < desk->len; i++)
		weights[i] = by_performance ? desk->at[i].performance : desk->at[i].weight;
	desk->weights = weights;
}

/* Who has no limit can hold what the most capable can; where nobody has one, all are alike. */
static void take_capacities(struct hl_desk *desk, struct hl_arena *arena) {
	int64_t *capacities = hl_new_array(arena, int64_t, desk->len);
	int64_t largest = 1;

	for (size_t i = 0; i < desk->len; i++)
		if (desk->at[i].capacity != INT64_MAX && desk->at[i].capacity > largest)
			largest = desk->at[i].capacity;
	for (size_t i = 0; i < desk->len; i++) {
		int64_t own = desk->at[i].capacity;

		capacities[i] = own == INT64_MAX ? largest : own > 0 ? own : 1;
	}
	desk->capacities = capacities;
}

static void find_places(struct hl_desk *desk, const struct hl_state *state) {
	uint32_t *order = hl_claim(desk->len, sizeof(*order));

	desk->first = desk->last = HL_NOBODY;
	for (size_t i = 0; i < state->len; i++)
		if (state->shares[i].last_seq > desk->seq)
			desk->seq = state->shares[i].last_seq;
	for (size_t i = 0; i < desk->len; i++)
		order[i] = (uint32_t)i;
	if (desk->len > 1)
		qsort_r(order, desk->len, sizeof(*order), longest_since_first, desk);
	for (size_t i = 0; i < desk->len; i++)
		join(desk, order[i]);
	free(order);
}

static const struct hl_absence nothing = { "nothing", false, false };

void assign_desk_seat(struct hl_desk *desk, const struct hl_assign_options *options,
	const uint64_t *in, struct hl_arena *arena) {
	struct hl_roster *roster = options->roster;

	take_shares(roster, options->state);
	*desk = (struct hl_desk){
		.at = roster->at,
		.state = options->state,
		.len = roster->len,
		.words = (roster->len + 63) / 64,
		.in = in,
		.absence = options->absence ? options->absence : &nothing,
	};
	take_debts(desk, arena);
	take_weights(desk, options, arena);
	take_capacities(desk, arena);
	find_places(desk, options->state);
	assign_split_new(desk, arena);
	assign_bracket_new(desk, arena);
}

void assign_desk_settle(struct hl_desk *desk) {
	for (size_t i = 0; i < desk->len; i++)
		desk->at[i].share->entitled = desk->at[i].share->received + desk->owed[i];
}

void assign_desk_hold(struct hl_desk *desk, uint32_t collector, int64_t units) {
	int64_t *load = &desk->at[collector].load;

	if (__builtin_add_overflow(*load, units, load))
		*load = INT64_MAX;
	assign_bracket_touch(desk, collector);
}

void assign_desk_hand(struct hl_desk *desk, uint32_t collector, const struct hl_dealt *lead) {
	struct hl_share *share = desk->at[collector].share;

	share->received += HL_ONE;
	share->value += lead->value;
	assign_desk_hold(desk, collector, lead->units);
}

void assign_desk_save(const struct hl_desk *desk, struct assign_desk_copy *copy) {
	size_t room = assign_split_room(desk->len);

	copy->desk = *desk;
	copy->at = hl_claim(desk->len, sizeof(*copy->at));
	copy->shares = hl_claim(desk->len, sizeof(*copy->shares));
	copy->owed = hl_claim(2 * room, sizeof(*copy->owed));
	memcpy(copy->owed, desk->owed, room * sizeof(*copy->owed));
	memcpy(copy->owed + room, desk->last_seq, room * sizeof(*copy->owed));
	for (size_t i = 0; i < desk->len; i++) {
		copy->at[i] = desk->at[i];
		copy->shares[i] = *desk->at[i].share;
	}
}

void assign_desk_restore(struct hl_desk *desk, const struct assign_desk_copy *copy) {
	size_t room = assign_split_room(desk->len);

	*desk = copy->desk;
	memcpy(desk->owed, copy->owed, room * sizeof(*copy->owed));
	memcpy(desk->last_seq, copy->owed + room, room * sizeof(*copy->owed));
	for (size_t i = 0; i < desk->len; i++) {
		desk->at[i] = copy->at[i];
		*desk->at[i].share = copy->shares[i];
	}
	assign_bracket_touch(desk, HL_NOBODY);
}

void assign_desk_copy_release(struct assign_desk_copy *copy) {
	free(copy->at);
	free(copy->shares);
	free(copy->owed);
}

void assign_desk_give(struct hl_desk *desk, uint32_t collector, const struct hl_dealt *lead) {
	struct hl_share *share = desk->at[collector].share;

	share->received += HL_ONE;
	share->value += lead->value;
	share->last_seq = desk->last_seq[collector] = ++desk->seq;
	desk->owed[collector] -= HL_ONE;
	assign_desk_hold(desk, collector, lead->units);
	if (desk->last != collector) {
		leave(desk, collector);
		join(desk, collector);
	}
}

/* --- who is before whom --- */

uint32_t assign_not_again(
	struct hl_desk *desk, const uint64_t *may, uint32_t winner, assign_before *before) {
	uint32_t best = HL_NOBODY;

	if (desk->seq == 0 || desk->last_seq[winner] < desk->seq)
		return winner;
	for (uint32_t i = 0; i < desk->len; i++)
		if (i != winner && hl_may(may, i) && (best == HL_NOBODY || before(desk, i, best)))
			best = i;
	if (best == HL_NOBODY)
		return winner;
	desk->aside = "not two in a row: who would come first had the last lead";
	return best;
}
