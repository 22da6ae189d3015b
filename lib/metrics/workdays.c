/* workdays.c - cash and hours by collector and day. */
#include "parts.h"

#include <stdlib.h>

enum { SLOTS_FIRST = 4096 };

static size_t slot_of(const struct workdays *days, const struct workday *key) {
	uint64_t mixed = (uint64_t)key->collector << 32 ^ key->first;

	mixed = mixed * UINT64_C(0x9e3779b97f4a7c15) + (uint64_t)key->day;
	mixed = mixed * UINT64_C(0x9e3779b97f4a7c15) + key->label;
	mixed *= UINT64_C(0x9e3779b97f4a7c15);
	return (size_t)(mixed >> 32) & (days->slots_len - 1);
}

static bool is_same(const struct workday *a, const struct workday *b) {
	return a->day == b->day && a->collector == b->collector && a->first == b->first &&
	       a->label == b->label;
}

/* The slot of @key, or the free one where it would be. */
static uint32_t *find(const struct workdays *days, const struct workday *key) {
	size_t slot = slot_of(days, key);

	while (days->slots[slot] && !is_same(&days->at[days->slots[slot] - 1], key))
		slot = (slot + 1) & (days->slots_len - 1);
	return &days->slots[slot];
}

/* Never more than half full; there is room for all days that fit in so many. */
static void more_slots(struct workdays *days) {
	free(days->slots);
	days->slots_len = days->slots_len ? 2 * days->slots_len : SLOTS_FIRST;
	days->slots = hl_claim(days->slots_len, sizeof(*days->slots));
	days->at = hl_grow(days->at, &days->cap, days->slots_len / 2, sizeof(*days->at));
	for (size_t i = 0; i < days->len; i++)
		*find(days, &days->at[i]) = (uint32_t)i + 1;
}

void workdays_add(struct workdays *days, const struct workday *more) {
	uint32_t *slot;

	if (2 * days->len >= days->slots_len)
		more_slots(days);
	slot = find(days, more);
	if (*slot) {
		struct takings *took = &days->at[*slot - 1].took;

		took->cash += more->took.cash;
		took->hours += more->took.hours;
		price_add(&took->fee, more->took.fee);
		return;
	}
	if (days->len == UINT32_MAX - 1)
		hl_out_of_memory();
	days->at[days->len++] = *more;
	*slot = (uint32_t)days->len;
}

void workdays_release(struct workdays *days) {
	free(days->at);
	free(days->slots);
	*days = (struct workdays){ 0 };
}

/* --- those of the meter --- */

void workday_count(struct hl_meter *m, const struct hl_place *place, int64_t day,
	const struct spot *spot, const struct takings *took) {
	const struct spot_ref ref = spot_ref(m, *spot);
	const struct workday more = { .collector = place->collector,
		.label = place->label,
		.first = ref.first,
		.slots = ref.slots,
		.day = day,
		.took = *took };

	if (m->needs & NEEDS_WORKDAYS)
		workdays_add(&m->workdays, &more);
}

void workdays_merge(struct hl_meter *m, const struct workdays *part) {
	for (size_t i = 0; i < part->len; i++) {
		const struct workday *day = &part->at[i];
		const struct hl_place place = { NOBODY, day->collector, day->label };
		struct spot spot = spot_at(m, &place, when_at(m, day->day), SEEN_BY_ALL);

		workday_count(m, &place, day->day, &spot, &day->took);
	}
}

/* The same days, apart for each slot and not for anything else. */
static struct workdays by_slot(const struct hl_meter *m) {
	struct workdays apart = { 0 };

	for (size_t i = 0; i < m->workdays.len; i++) {
		struct workday day = m->workdays.at[i];
		const uint32_t *slots = m->groups.spot_slots + day.first;

		day.label = 0;
		for (uint32_t j = 0; j < m->workdays.at[i].slots; j++) {
			day.first = slots[j];
			workdays_add(&apart, &day);
		}
	}
	return apart;
}

/* A day of which parts are in several places, but in one slot, is one there. */
static void count_by_slot(struct hl_meter *m) {
	struct workdays apart = by_slot(m);

	for (size_t i = 0; i < apart.len; i++) {
		const struct workday *day = &apart.at[i];

		workday_end(m, &m->groups.tallies[day->first], day);
	}
	workdays_release(&apart);
}

/* Where all of a collector's day is in one place, it counts as it is. */
static void count_as_is(struct hl_meter *m) {
	for (size_t i = 0; i < m->workdays.len; i++) {
		const struct workday *day = &m->workdays.at[i];
		const struct spot spot = { m->groups.spot_slots + day->first, day->slots };

		for (size_t j = 0; j < spot.len; j++)
			workday_end(m, spot_tally(m, &spot, j), day);
	}
}

void workdays_end(struct hl_meter *m) {
	if (m->is_by_account || m->log_labels->width > 0)
		count_by_slot(m);
	else
		count_as_is(m);
}
