/* tuples.c - open addressing over tuples that lie in the order in which they came. */
#include "tuples.h"

#include "hl/memory.h"

#include <stdlib.h>
#include <string.h>

enum { SLOTS_FIRST = 64 };

static uint64_t hash_of(const struct tuple *tuple) {
	uint64_t hash = 0;

	for (size_t i = 0; i < TUPLE_LEN; i++)
		hash = (hash ^ tuple->at[i]) * UINT64_C(0x9e3779b97f4a7c15);
	return hash ^ hash >> 32;
}

/* The slot of @tuple, or the free one where it belongs. */
static uint32_t *find(const struct tuples *tuples, const struct tuple *tuple) {
	size_t at = hash_of(tuple) & (tuples->slots_len - 1);

	while (tuples->slots[at] &&
		memcmp(&tuples->at[tuples->slots[at] - 1], tuple, sizeof(*tuple)) != 0)
		at = (at + 1) & (tuples->slots_len - 1);
	return &tuples->slots[at];
}

static void grow(struct tuples *tuples) {
	tuples->slots_len = tuples->slots_len ? 2 * tuples->slots_len : SLOTS_FIRST;
	free(tuples->slots);
	tuples->slots = hl_claim(tuples->slots_len, sizeof(*tuples->slots));
	for (size_t i = 0; i < tuples->len; i++)
		*find(tuples, &tuples->at[i]) = (uint32_t)i + 1;
}

size_t tuples_add(struct tuples *tuples, const struct tuple *tuple) {
	uint32_t *slot;

	if (2 * (tuples->len + 1) > tuples->slots_len)
		grow(tuples);
	slot = find(tuples, tuple);
	if (*slot)
		return *slot - 1;
	if (tuples->len >= UINT32_MAX - 1)
		hl_out_of_memory();
	tuples->at = hl_grow(tuples->at, &tuples->cap, tuples->len + 1, sizeof(*tuples->at));
	tuples->at[tuples->len] = *tuple;
	*slot = (uint32_t)tuples->len + 1;
	return tuples->len++;
}

void tuples_release(struct tuples *tuples) {
	free(tuples->at);
	free(tuples->slots);
	*tuples = (struct tuples){ 0 };
}
