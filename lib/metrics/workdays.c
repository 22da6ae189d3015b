/* workdays.c - cash and hours by collector and day. */
#include "workdays.h"

#include "price.h"

#include "hl/memory.h"

#include <stdlib.h>
#include <string.h>

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

static void make_wide(struct workdays *days, struct span *span, size_t i) {
	struct narrow *day = &span->at[i];
	size_t place = days->wide_len;

	days->wide = hl_grow(days->wide, &days->wide_cap, ++days->wide_len, sizeof(*days->wide));
	days->wide[place] = (struct takings){ day->cash, day->hours, 0 };
	span->wide |= (uint8_t)(1U << i);
	day->cash = (int64_t)place;
}

static void add_takings(struct takings *sum, const struct takings *more) {
	sum->cash += more->cash;
	sum->hours += more->hours;
	price_add(&sum->fee, more->fee);
}

/* false: a sum does not fit in so few bits, or there is a fee, which is rare. */
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
	if (!is_wide(span, i)) {
		if (add_narrow(&span->at[i], &more->took))
			return;
		make_wide(days, span, i);
	}
	add_takings(&days->wide[span->at[i].cash], &more->took);
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
