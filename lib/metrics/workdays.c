/* workdays.c - cash and hours by collector and day. */
#include "parts.h"

#include <stdlib.h>

enum { SLOTS_FIRST = 512 };

/* --- spans --- */

static inline size_t slot_of(const struct workdays *days, const struct span_key *key) {
	uint64_t mixed = (uint64_t)key->collector << 32 ^ key->first;

	mixed = mixed * UINT64_C(0x9e3779b97f4a7c15) + (uint64_t)key->number;
	mixed = mixed * UINT64_C(0x9e3779b97f4a7c15) + key->label;
	mixed *= UINT64_C(0x9e3779b97f4a7c15);
	return (size_t)(mixed >> 32) & (days->slots_len - 1);
}

static inline bool is_same(const struct span_key *a, const struct span_key *b) {
	return a->number == b->number && a->collector == b->collector && a->first == b->first &&
	       a->label == b->label;
}

/* The slot of @key, or the free one where it would be. */
static inline uint32_t *find(const struct workdays *days, const struct span_key *key) {
	size_t slot = slot_of(days, key);

	while (days->slots[slot] && !is_same(&days->at[days->slots[slot] - 1].key, key))
		slot = (slot + 1) & (days->slots_len - 1);
	return &days->slots[slot];
}

void workdays_moved(struct workdays *days) {
	memset(days->slots, 0, days->slots_len * sizeof(*days->slots));
	for (size_t i = 0; i < days->len; i++)
		*find(days, &days->at[i].key) = (uint32_t)i + 1;
}

/* Never more than half full; there is room for all spans that fit in so many. */
static void more_slots(struct workdays *days) {
	free(days->slots);
	days->slots_len = days->slots_len ? 2 * days->slots_len : SLOTS_FIRST;
	days->slots = hl_claim(days->slots_len, sizeof(*days->slots));
	days->at = hl_grow(days->at, &days->cap, days->slots_len / 2, sizeof(*days->at));
	workdays_moved(days);
}

/* As many days as a span has begin with one that it divides, below 0 too. */
static inline int64_t number_of(int64_t day) {
	return (day - (int64_t)((uint64_t)day % SPAN)) / SPAN;
}

/* The place of its span. */
__attribute__((noinline)) static uint32_t find_or_add(
	struct workdays *days, const struct span_key *key) {
	uint32_t *slot;

	if (days->len == UINT32_MAX / 2)
		hl_out_of_memory();
	if (2 * days->len >= days->slots_len)
		more_slots(days);
	slot = find(days, key);
	if (*slot == 0) {
		days->at[days->len] = (struct span){ .key = *key };
		*slot = (uint32_t)++days->len;
	}
	return *slot - 1;
}

/* A log goes from day to day: mostly it is the last one of its place. */
static inline struct span *span_of(struct workdays *days, const struct workday *day) {
	const struct span_key key = { .collector = day->collector,
		.label = day->label,
		.first = day->first,
		.slots = day->slots,
		.number = number_of(day->day) };
	uint32_t *recent = &days->recent[(key.collector + key.first) % RECENT];

	if (*recent == 0 || !is_same(&days->at[*recent - 1].key, &key))
		*recent = 1 + find_or_add(days, &key);
	return &days->at[*recent - 1];
}

/* --- days of them --- */

static inline bool is_wide(const struct span *span, size_t i) {
	return span->wide >> i & 1;
}

static struct takings took_at(const struct workdays *days, const struct span *span, size_t i) {
	const struct narrow *day = &span->at[i];

	if (is_wide(span, i))
		return days->wide[day->cash];
	return (struct takings){ day->cash, day->hours, 0 };
}

/* Rare: a sum that is larger than most, or a fee. */
static void add_wide(
	struct workdays *days, struct span *span, size_t i, const struct takings *more) {
	struct takings sum = took_at(days, span, i);

	sum.cash += more->cash;
	sum.hours += more->hours;
	sum.fee += more->fee;
	if (!is_wide(span, i)) {
		span->wide |= (uint8_t)(1U << i);
		span->at[i].cash = (int64_t)days->wide_len++;
		days->wide =
			hl_grow(days->wide, &days->wide_cap, days->wide_len, sizeof(*days->wide));
	}
	days->wide[span->at[i].cash] = sum;
}

/* false: it does not fit in so few bits. */
static inline bool add_narrow(struct narrow *day, const struct takings *more) {
	hl_wide cash = day->cash + more->cash;
	hl_wide hours = day->hours + more->hours;

	if (cash != (int64_t)cash || hours != (int64_t)hours || more->fee != 0)
		return false;
	*day = (struct narrow){ (int64_t)cash, (int64_t)hours };
	return true;
}

void workdays_add(struct workdays *days, const struct workday *more) {
	struct span *span = span_of(days, more);
	size_t i = (uint64_t)more->day % SPAN;

	span->there |= (uint8_t)(1U << i);
	if (is_wide(span, i) || !add_narrow(&span->at[i], &more->took))
		add_wide(days, span, i, &more->took);
}

bool workdays_next(const struct workdays *days, size_t *at, struct workday *day) {
	const struct span *span;
	size_t i;

	do {
		if (*at == days->len * SPAN)
			return false;
		span = &days->at[*at / SPAN];
		i = (*at)++ % SPAN;
	} while (!(span->there >> i & 1));
	*day = (struct workday){ .collector = span->key.collector,
		.label = span->key.label,
		.first = span->key.first,
		.slots = span->key.slots,
		.day = span->key.number * SPAN + (int64_t)i,
		.took = took_at(days, span, i) };
	return true;
}

void workdays_release(struct workdays *days) {
	free(days->at);
	free(days->slots);
	free(days->wide);
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
	struct workday day;

	for (size_t at = 0; workdays_next(part, &at, &day);) {
		const struct hl_place place = { NOBODY, day.collector, day.label };
		struct spot spot = spot_at(m, &place, when_at(m, day.day), SEEN_BY_ALL);

		workday_count(m, &place, day.day, &spot, &day.took);
	}
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
