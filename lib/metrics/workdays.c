/* workdays.c - cash and hours by collector and day. */
#include "parts.h"

#include <stdlib.h>

enum { SLOTS_FIRST = 4096 };

static size_t slot_of(const struct workdays *days, const struct workday *key) {
	uint64_t mixed = (uint64_t)key->day << 40 ^ (uint64_t)key->group << 20 ^ key->collector;

	mixed *= UINT64_C(0x9e3779b97f4a7c15);
	return (size_t)(mixed >> 32) & (days->slots_len - 1);
}

static bool is_same(const struct workday *a, const struct workday *b) {
	return a->day == b->day && a->collector == b->collector && a->group == b->group;
}

/* The slot of @key, or the free one where it would be. */
static uint32_t *find(const struct workdays *days, const struct workday *key) {
	size_t slot = slot_of(days, key);

	while (days->slots[slot] && !is_same(&days->at[days->slots[slot] - 1], key))
		slot = (slot + 1) & (days->slots_len - 1);
	return &days->slots[slot];
}

/* Never more than half full. */
static void more_slots(struct workdays *days) {
	free(days->slots);
	days->slots_len = days->slots_len ? 2 * days->slots_len : SLOTS_FIRST;
	days->slots = hl_claim(days->slots_len, sizeof(*days->slots));
	for (size_t i = 0; i < days->len; i++)
		*find(days, &days->at[i]) = (uint32_t)i + 1;
}

void workdays_add(struct workdays *days, const struct workday *more) {
	struct workday *day;
	uint32_t *slot;

	if (2 * days->len >= days->slots_len)
		more_slots(days);
	slot = find(days, more);
	if (*slot) {
		day = &days->at[*slot - 1];
		day->cash += more->cash;
		day->hours += more->hours;
		return;
	}
	if (days->len == UINT32_MAX - 1)
		hl_out_of_memory();
	days->at = hl_grow(days->at, &days->cap, days->len + 1, sizeof(*days->at));
	days->at[days->len++] = *more;
	*slot = (uint32_t)days->len;
}

void workdays_release(struct workdays *days) {
	free(days->at);
	free(days->slots);
	*days = (struct workdays){ 0 };
}

/* --- those of the meter --- */

void workday_count(struct hl_meter *m, const struct hl_place *place, hl_wide cash, hl_wide hours) {
	struct workday day = {
		.collector = place->collector, .day = place->day, .cash = cash, .hours = hours
	};

	if (is_by_account(m))
		day.group = (uint32_t)m->options.by->group(m, place);
	workdays_add(&m->workdays, &day);
}

void workdays_merge(struct hl_meter *m, const struct workdays *part) {
	for (size_t i = 0; i < part->len; i++)
		workdays_add(&m->workdays, &part->at[i]);
}

static int by_collector_and_day(const void *left, const void *right) {
	const struct workday *a = left;
	const struct workday *b = right;
	int order = compare(a->collector, b->collector);

	return order ? order : compare(a->day, b->day);
}

static struct hl_tally *group_of(struct hl_meter *m, const struct workday *day) {
	struct hl_place place = { NOBODY, day->collector, day->day };

	return is_by_account(m) ? group_tally(m, day->group)
				: tallies_at(m, &place, SEEN_BY_ALL).at[1];
}

/* To the total a day is one, whatever groups its accounts are in. */
void workdays_end(struct hl_meter *m) {
	struct workdays *days = &m->workdays;

	if (is_by_account(m) && days->len > 1)
		qsort(days->at, days->len, sizeof(*days->at), by_collector_and_day);
	for (size_t i = 0; i < days->len;) {
		const struct workday *first = &days->at[i];
		struct workday all = { .cash = 0 };

		for (; i < days->len && by_collector_and_day(first, &days->at[i]) == 0; i++) {
			const struct workday *day = &days->at[i];

			hl_clusters_add(&group_of(m, day)->workdays, day->cash, day->hours);
			all.cash += day->cash;
			all.hours += day->hours;
		}
		hl_clusters_add(&m->total.workdays, all.cash, all.hours);
	}
}
