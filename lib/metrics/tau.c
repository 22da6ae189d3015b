/*
 * tau.c - is the queue worked from the top down?
 *
 * Kendall's tau-b (Kendall 1945) of when the accounts of a collector's day were worked and the
 * ranks they had: 1 in the order of the queue, -1 in the opposite order; equal ranks, and equal
 * seconds, are ties. It is worked out for each group by itself: how it mixes its accounts with
 * those of others is not asked. Fewer than five accounts have no order worth the name.
 */
#include "desk.h"

#include <math.h>
#include <stdlib.h>

enum { FEWEST = 5 };

static int by_slot(const void *left, const void *right) {
	const struct worked *a = left;
	const struct worked *b = right;

	return a->slot != b->slot ? compare(a->slot, b->slot) : compare(a->collector, b->collector);
}

static bool is_same(const struct worked *a, const struct worked *b) {
	return a->slot == b->slot && a->collector == b->collector;
}

/* In whole parts of one, so that days add up to the same in any order. */
static void count(struct hl_tally *tally, const struct worked *worked, size_t len) {
	struct hl_pair *pairs = hl_claim(len, sizeof(*pairs));
	double tau = (double)NAN;

	for (size_t i = 0; i < len; i++)
		pairs[i] = (struct hl_pair){ worked[i].s, worked[i].rank };
	if (len >= FEWEST)
		tau = hl_kendall(pairs, len, NULL);
	if (isnan(tau)) {
		tally->counts.short_days++;
	} else {
		tally->counts.tau_days++;
		tally->sums.tau += llround(tau * (double)TAU_ONE);
	}
	free(pairs);
}

void desk_tau(struct desk *desk) {
	struct worked_list *list = &desk->worked;
	size_t next;

	if (list->len > 1)
		qsort(list->at, list->len, sizeof(*list->at), by_slot);
	for (size_t at = 0; at < list->len; at = next) {
		uint32_t slot = list->at[at].slot;

		for (next = at; next < list->len && is_same(&list->at[next], &list->at[at]); next++)
			;
		count(&desk->m->groups.tallies[slot], &list->at[at], next - at);
	}
	list->len = 0;
}
