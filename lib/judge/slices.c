/* slices.c - leads by their groups, to be held against those of the same group of a reference. */
#include "parts.h"

#include <stdlib.h>

static void slice_init(struct sums *sums, struct slice *slice) {
	*slice = (struct slice){ .scores.room = &sums->room };
	slice->columns = hl_claim(sums->columns_len, sizeof(*slice->columns));
	for (size_t i = 0; i < sums->columns_len; i++)
		spread_init(&slice->columns[i], &sums->room);
}

struct slice *slice_make(struct sums *sums, struct hl_str group) {
	size_t number = hl_keys_add(sums->slice_keys, group);

	sums->slices = hl_grow(sums->slices, &sums->slices_cap, number + 1, sizeof(*sums->slices));
	while (sums->slices_len <= number)
		slice_init(sums, &sums->slices[sums->slices_len++]);
	return &sums->slices[number];
}

const struct slice *slice_find(const struct sums *sums, struct hl_str group) {
	size_t number = hl_keys_find(sums->slice_keys, group);

	return number == HL_NO_KEY ? NULL : &sums->slices[number];
}

void slices_move(struct sums *to, struct sums *from) {
	for (size_t i = 0; i < from->slices_len; i++) {
		struct slice *slice = slice_make(to, hl_keys_at(from->slice_keys, i));

		pile_move(&slice->scores, &from->slices[i].scores);
		for (size_t k = 0; k < from->columns_len; k++)
			spread_move(&slice->columns[k], &from->slices[i].columns[k]);
		slice->leads += from->slices[i].leads;
	}
}

void slices_release(struct sums *sums) {
	for (size_t i = 0; i < sums->slices_len; i++) {
		judge_pile_release(&sums->slices[i].scores);
		for (size_t k = 0; k < sums->columns_len; k++)
			spread_release(&sums->slices[i].columns[k]);
		free(sums->slices[i].columns);
	}
	free(sums->slices);
	hl_keys_free(sums->slice_keys);
}
