/* ahead.c - the facts of a lead at later seconds. */
#include "ahead.h"

#include <stdlib.h>

static const uint64_t second = UINT64_C(1000000000); /* in nanoseconds */

void ahead_init(struct ahead *ahead, const struct hl_facts *facts) {
	*ahead = (struct ahead){ .facts = facts };
	ahead->then = hl_claim(facts->words, sizeof(*ahead->then));
	for (size_t i = 0; i < facts->model->slots_len; i++)
		ahead->ages[i] = slot_ages(&facts->model->slots[i]);
}

void ahead_release(struct ahead *ahead) {
	moments_release(&ahead->moments);
	free(ahead->then);
}

void ahead_begin(struct ahead *ahead, const uint32_t *words, const struct times *times) {
	ahead->words = words;
	ahead->moments.len = 0;
	if (words && ahead->facts->list && words[ahead->facts->list])
		moments_sort(&ahead->moments, times, words[ahead->facts->list]);
}

int64_t ahead_age(int64_t age_s) {
	return age_s < UINT32_MAX - 1 ? age_s : UINT32_MAX - 1;
}

/* The newest of those that are too young now. */
static bool newest_later(const struct ahead *ahead, size_t slot, int64_t later_s, int64_t *age_s) {
	for (size_t i = 0; i < ahead->moments.len; i++) {
		const struct moment *moment = &ahead->moments.at[i];

		*age_s = (int64_t)(moment->ago / second);
		if (moment->slot == slot && *age_s + later_s >= ahead->ages[slot].from_s)
			return true;
	}
	return false;
}

bool ahead_newest(const struct ahead *ahead, size_t slot, int64_t later_s, int64_t *age_s) {
	const struct place *place = &ahead->facts->places[slot];

	if (!ahead->words)
		return false;
	if (place->keep == KEEP_LATER && newest_later(ahead, slot, later_s, age_s))
		return true;
	*age_s = (int64_t)ahead->words[place->word] - 1;
	return *age_s >= 0 && *age_s + later_s <= ahead->ages[slot].to_s;
}

uint32_t ahead_count(const struct ahead *ahead, size_t slot, int64_t later_s) {
	uint32_t count = 0;

	for (size_t i = 0; i < ahead->moments.len; i++) {
		const struct moment *moment = &ahead->moments.at[i];
		int64_t age_s = (int64_t)(moment->ago / second) + later_s;

		count += moment->slot == slot && age_s <= ahead->ages[slot].to_s;
	}
	return count;
}

uint32_t ahead_silences(const struct ahead *ahead, size_t silence, int64_t later_s) {
	return silence_count(&ahead->facts->model->silences[silence], &ahead->moments, later_s);
}

uint32_t *ahead_words(struct ahead *ahead, int64_t later_s) {
	const struct hl_facts *facts = ahead->facts;
	uint32_t *then = ahead->then;
	int64_t age_s;

	if (!ahead->words)
		return NULL;
	memset(then, 0, facts->words * sizeof(*then));
	then[FACTS_COUNT] = ahead->words[FACTS_COUNT];
	for (size_t i = 0; i < facts->model->slots_len; i++) {
		uint16_t keep = facts->places[i].keep;
		uint32_t *word = &then[facts->places[i].word];

		if (keep == KEEP_COUNT)
			*word = ahead_count(ahead, i, later_s);
		else if (keep != KEEP_TIMES && ahead_newest(ahead, i, later_s, &age_s))
			*word = (uint32_t)ahead_age(age_s + later_s) + 1;
	}
	for (size_t i = 0; i < facts->model->silences_len; i++)
		then[facts->silences + i] = ahead_silences(ahead, i, later_s);
	return then;
}
