/* alike.c - payments and reversals that look like one told twice. */
#include "alike.h"

#include "hl/memory.h"

#include <stdlib.h>

enum { SLOTS_FIRST = 64 };

static size_t slot_of(const struct alike *alike, const struct alike_row *row) {
	uint64_t mixed = row->account ^ (uint64_t)row->amount * UINT64_C(0x9e3779b97f4a7c15);

	mixed = (mixed ^ mixed >> 32) + ((uint64_t)(uint32_t)row->day << 4 | row->kind);
	mixed *= UINT64_C(0x9e3779b97f4a7c15);
	return (size_t)(mixed >> 32) & (alike->slots_len - 1);
}

static bool is_like(const struct alike_row *a, const struct alike_row *b) {
	return a->account == b->account && a->amount == b->amount && a->day == b->day &&
	       a->kind == b->kind;
}

/* The slot of @row, or the free one where it would be. */
static uint32_t *find(const struct alike *alike, const struct alike_row *row) {
	size_t slot = slot_of(alike, row);

	while (alike->slots[slot] && !is_like(&alike->at[alike->slots[slot] - 1], row))
		slot = (slot + 1) & (alike->slots_len - 1);
	return &alike->slots[slot];
}

/* Never more than half full. */
static void more_slots(struct alike *alike) {
	free(alike->slots);
	alike->slots_len = alike->slots_len ? 2 * alike->slots_len : SLOTS_FIRST;
	alike->slots = hl_claim(alike->slots_len, sizeof(*alike->slots));
	for (size_t i = 0; i < alike->len; i++)
		*find(alike, &alike->at[i]) = (uint32_t)i + 1;
}

/* One more of @row's kind, at @place. */
static void note(struct alike *alike, struct alike_row *row, row_place place) {
	row_place later = place > row->first ? place : row->first;

	row->first = place < row->first ? place : row->first;
	row->second = row->second && row->second < later ? row->second : later;
	alike->found.n++;
}

void alike_add(struct alike *alike, uint64_t account, const struct fact *fact) {
	struct alike_row row = { account, fact->amount, fact->day, fact->kind,
		row_place_of(fact->file, fact->line), 0 };
	uint32_t *slot;

	if (row.first == 0 || (fact->kind != PAID && fact->kind != REVERSED))
		return;
	if (2 * alike->len >= alike->slots_len)
		more_slots(alike);
	slot = find(alike, &row);
	if (*slot) {
		note(alike, &alike->at[*slot - 1], row.first);
		return;
	}
	if (alike->len == UINT32_MAX - 1)
		hl_out_of_memory();
	alike->at = hl_grow(alike->at, &alike->cap, alike->len + 1, sizeof(*alike->at));
	alike->at[alike->len++] = row;
	*slot = (uint32_t)alike->len;
}

static void note_first(struct alike_found *found, row_place row, row_place as_this) {
	if (row == 0 || (found->row && found->row < row))
		return;
	found->row = row;
	found->as_this = as_this;
}

/* A few slots are freed one by one. */
void alike_end(struct alike *alike) {
	for (size_t i = 0; i < alike->len; i++)
		note_first(&alike->found, alike->at[i].second, alike->at[i].first);
	if (alike->len < alike->slots_len / 16)
		for (size_t i = alike->len; i-- > 0;)
			*find(alike, &alike->at[i]) = 0;
	else if (alike->slots_len > 0)
		memset(alike->slots, 0, alike->slots_len * sizeof(*alike->slots));
	alike->len = 0;
}

void alike_join(struct alike_found *to, const struct alike_found *more) {
	to->n += more->n;
	note_first(to, more->row, more->as_this);
}

void alike_release(struct alike *alike) {
	free(alike->at);
	free(alike->slots);
	*alike = (struct alike){ 0 };
}
