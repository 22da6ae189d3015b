/* clusters.c - the meter's days of collectors, each a cluster of the tallies that it counts in. */
#include "parts.h"

#include <stdlib.h>

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
	struct workday day;

	for (size_t at = 0; workdays_next(part, &at, &day);) {
		const struct hl_place place = { NOBODY, day.collector, day.label };
		struct spot spot = spot_at(m, &place, when_at(m, day.day), SEEN_BY_ALL);

		workday_count(m, &place, day.day, &spot, &day.took);
	}
}

/* Where the slots of the spot that is @first in @part are in @m; @known: those that were asked. */
static uint32_t first_like(struct hl_meter *m, const struct hl_meter *part,
	const struct workday *day, uint32_t *known) {
	struct groups *groups = &m->groups;
	uint32_t first = known[day->first];

	if (first > 0)
		return first - 1;
	first = (uint32_t)groups->spot_slots_len;
	for (uint32_t i = 0; i < day->slots; i++) {
		uint32_t slot = part->groups.spot_slots[day->first + i];

		groups_spot_add(groups, slot_like(m, part, slot));
	}
	known[day->first] = first + 1;
	return first;
}

/* A place does not say of which account it is: there the slots are known, and do. */
void workdays_join(struct hl_meter *m, const struct hl_meter *part) {
	uint32_t *known;
	struct workday day;

	if (!m->is_by_account) {
		workdays_merge(m, &part->workdays);
		return;
	}
	known = hl_claim(part->groups.spot_slots_len + 1, sizeof(*known));
	for (size_t at = 0; workdays_next(&part->workdays, &at, &day);) {
		day.first = first_like(m, part, &day, known);
		workdays_add(&m->workdays, &day);
	}
	free(known);
}

/* The same days, apart for each slot and not for anything else. */
static struct workdays by_slot(const struct hl_meter *m) {
	struct workdays apart = { 0 };
	struct workday day;

	for (size_t at = 0; workdays_next(&m->workdays, &at, &day);) {
		const uint32_t *slots = m->groups.spot_slots + day.first;

		day.label = 0;
		for (uint32_t i = 0; i < day.slots; i++) {
			day.first = slots[i];
			workdays_add(&apart, &day);
		}
	}
	return apart;
}

/* A day of which parts are in several places, but in one slot, is one there. */
static void count_by_slot(struct hl_meter *m) {
	struct workdays apart = by_slot(m);
	struct workday day;

	for (size_t at = 0; workdays_next(&apart, &at, &day);)
		workday_end(m, &m->groups.tallies[day.first], &day);
	workdays_release(&apart);
}

/* Where all of a collector's day is in one place, it counts as it is. */
static void count_as_is(struct hl_meter *m) {
	struct workday day;

	for (size_t at = 0; workdays_next(&m->workdays, &at, &day);) {
		const struct spot spot = { m->groups.spot_slots + day.first, day.slots };

		for (size_t i = 0; i < spot.len; i++)
			workday_end(m, spot_tally(m, &spot, i), &day);
	}
}

void workdays_end(struct hl_meter *m) {
	if (m->is_by_account || m->log_labels->width > 0)
		count_by_slot(m);
	else
		count_as_is(m);
}
