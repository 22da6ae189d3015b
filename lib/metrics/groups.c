/* groups.c - what counts where: groups, the periods they are counted in, their tallies. */
#include "parts.h"

#include <stdlib.h>

/* --- begin and end --- */

void groups_init(struct groups *groups) {
	*groups = (struct groups){ .keys = hl_keys_new(), .slots = hl_keys_new() };
}

void groups_release(struct groups *groups) {
	for (size_t i = 0; i < groups->len; i++) {
		days_release(&groups->tallies[i].days);
		for (size_t j = 0; j < FIRSTS; j++)
			days_release(&groups->tallies[i].first_days[j]);
	}
	free(groups->tallies);
	free(groups->plain);
	free(groups->firsts);
	free(groups->spot_slots);
	tuples_release(&groups->spots);
	hl_keys_free(groups->keys);
	hl_keys_free(groups->slots);
	*groups = (struct groups){ 0 };
}

/* --- groups --- */

static struct hl_str bytes_of(const struct group *group) {
	return (struct hl_str){ (const char *)group, sizeof(*group) };
}

uint32_t group_add(struct groups *groups, const struct group *group) {
	return (uint32_t)hl_keys_add(groups->keys, bytes_of(group));
}

struct group group_at(const struct groups *groups, uint32_t number) {
	struct group group;

	memcpy(&group, hl_keys_at(groups->keys, number).at, sizeof(group));
	return group;
}

static uint32_t group_of(struct hl_meter *m, const struct hl_place *place, size_t level) {
	struct group group = { .level = (uint32_t)level };

	for (size_t i = 0; i < m->levels.at[level].len; i++)
		group.values[i] = value_at(m, &m->dimensions[i], place);
	return group_add(&m->groups, &group);
}

/* --- slots --- */

struct slot_key {
	uint32_t group, code;
};

static uint32_t slot_make(struct groups *groups, uint32_t group, uint32_t code) {
	const struct slot_key key = { group, code };
	size_t number =
		hl_keys_add(groups->slots, (struct hl_str){ (const char *)&key, sizeof(key) });

	if (number < groups->len)
		return (uint32_t)number;
	groups->tallies =
		hl_grow(groups->tallies, &groups->cap, number + 1, sizeof(*groups->tallies));
	groups->tallies[number] = (struct hl_tally){ .group = group, .code = code };
	groups->len = number + 1;
	return (uint32_t)number;
}

struct hl_tally *tally_make(struct hl_meter *m, uint32_t group, uint32_t code) {
	uint32_t slot = slot_make(&m->groups, group, code);

	return &m->groups.tallies[slot];
}

struct hl_tally *tally_find(struct hl_meter *m, uint32_t group, uint32_t code) {
	const struct slot_key key = { group, code };
	size_t number =
		hl_keys_find(m->groups.slots, (struct hl_str){ (const char *)&key, sizeof(key) });

	return number == HL_NO_KEY ? NULL : &m->groups.tallies[number];
}

struct hl_tally *tally_at(
	struct hl_meter *m, const struct hl_place *place, size_t level, uint32_t code) {
	return tally_make(m, group_of(m, place, level), code);
}

/* --- spots --- */

void groups_spot_add(struct groups *groups, uint32_t slot) {
	groups->spot_slots = hl_grow(groups->spot_slots, &groups->spot_slots_cap,
		groups->spot_slots_len + 1, sizeof(*groups->spot_slots));
	groups->spot_slots[groups->spot_slots_len++] = slot;
}

static void add_spot(
	struct hl_meter *m, size_t spot, const struct hl_place *place, struct when when) {
	struct groups *groups = &m->groups;
	struct codes codes = codes_of(when);
	uint32_t numbers[DIMENSIONS_MAX + 1] = { 0 };

	groups->firsts =
		hl_grow(groups->firsts, &groups->firsts_cap, spot + 1, sizeof(*groups->firsts));
	groups->firsts[spot] = (uint32_t)groups->spot_slots_len;
	if (groups->spot_slots_len + codes.len * m->levels.len > UINT32_MAX)
		hl_out_of_memory();
	for (size_t i = 0; i < m->levels.len; i++)
		numbers[i] = group_of(m, place, i);
	for (size_t i = 0; i < codes.len; i++)
		for (size_t j = 0; j < m->levels.len; j++)
			groups_spot_add(groups, slot_make(groups, numbers[j], codes.at[i]));
}

static uint32_t account_label(const struct hl_meter *m, const struct hl_place *place) {
	return place->account == NOBODY || !m->is_by_account ? 0 : m->account[place->account].label;
}

/* How many slots a spot has. */
static size_t spot_len(const struct hl_meter *m, struct when when) {
	size_t periods = when.listed == 1 ? 1 : (size_t)__builtin_popcount(when.listed);

	return (periods + (when.every > 0)) * m->levels.len;
}

/* Where its slots are; it is made where it is new. */
static uint32_t first_slot(struct hl_meter *m, const struct hl_place *place, struct when when) {
	const struct tuple tuple = { { m->is_by_collector ? place->collector : NOBODY,
		account_label(m, place), place->label, when.listed, when.every } };
	size_t known = m->groups.spots.len;
	size_t number = tuples_add(&m->groups.spots, &tuple);

	if (number == known)
		add_spot(m, number, place, when);
	return m->groups.firsts[number];
}

static void note_plain(struct hl_meter *m, const struct hl_place *place, uint32_t first) {
	struct groups *groups = &m->groups;
	size_t at = m->is_by_collector ? (uint32_t)(place->collector + 1) : 0;
	size_t len = groups->plain_len;

	if (at >= len) {
		groups->plain =
			hl_grow(groups->plain, &groups->plain_len, at + 1, sizeof(*groups->plain));
		for (; len < groups->plain_len; len++)
			groups->plain[len] = 0;
	}
	groups->plain[at] = 1 + first;
}

struct spot spot_find(
	struct hl_meter *m, const struct hl_place *place, struct when when, unsigned why) {
	struct groups *groups = &m->groups;
	uint32_t first = first_slot(m, place, when);
	struct spot spot = { .slots = groups->spot_slots + first, .len = spot_len(m, when) };

	if (m->periods.is_one && when.listed && place->label == 0 && !m->is_by_account)
		note_plain(m, place, first);
	for (size_t i = 0; why && i < spot.len; i++)
		groups->tallies[spot.slots[i]].seen |= why;
	return spot;
}

/* --- what several counted --- */

static void tally_add(struct hl_meter *m, struct hl_tally *to, const struct hl_tally *more) {
	flow_add(&to->flow, &more->flow);
	for (size_t i = 0; i < HL_LEN(to->all_counts); i++)
		to->all_counts[i] += more->all_counts[i];
	for (size_t i = 0; i < HL_LEN(to->all_sums); i++)
		to->all_sums[i] += more->all_sums[i];
	hl_clusters_merge(&to->kept_of, &more->kept_of);
	days_join(&to->days, &more->days);
	for (size_t i = 0; i < FIRSTS; i++)
		days_join(&to->first_days[i], &more->first_days[i]);
	for (size_t i = 1; more->stages && i <= m->stages_len; i++)
		tally_add(m, stage_tally(m, to, i), &more->stages[i - 1]);
	if (more->own)
		own_join(m, to, more->own);
	to->seen |= more->seen;
}

uint32_t slot_like(struct hl_meter *m, const struct hl_meter *part, uint32_t slot) {
	const struct hl_tally *tally = &part->groups.tallies[slot];
	struct group group = group_at(&part->groups, tally->group);

	return slot_make(&m->groups, group_add(&m->groups, &group), tally->code);
}

void groups_merge(struct hl_meter *m, const struct hl_meter *part) {
	for (uint32_t i = 0; i < part->groups.len; i++) {
		uint32_t slot = slot_like(m, part, i);

		tally_add(m, &m->groups.tallies[slot], &part->groups.tallies[i]);
	}
}

struct hl_tally *stage_tally(struct hl_meter *m, struct hl_tally *tally, size_t stage) {
	if (!tally->stages)
		tally->stages = hl_new_array(&m->arena, struct hl_tally, m->stages_len);
	return &tally->stages[stage - 1];
}
