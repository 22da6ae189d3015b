/*
 * queue_run.c - what holds for all pages of a run: how hot each tier is, and what score fills a
 * ring.
 *
 * A word has one colour and a score one ring on the pages of one night, whatever rows a page has.
 */
#include "queue.h"

/* --- what comes --- */

static struct queue_run_tier *find(struct queue_run *run, struct hl_str name) {
	for (size_t i = 0; i < run->len; i++)
		if (hl_str_same(run->tiers[i].name, name))
			return &run->tiers[i];
	return NULL;
}

/* NULL: there are so many that they are no tiers. */
static struct queue_run_tier *find_or_add(
	struct queue_run *run, struct hl_arena *arena, struct hl_str name) {
	struct queue_run_tier *tier = find(run, name);

	if (tier || run->len == HL_LEN(run->tiers))
		return tier;
	tier = &run->tiers[run->len];
	*tier = (struct queue_run_tier){ .name = hl_str_keep(arena, name), .first = run->len++ };
	tier->is_known = hl_tier_rank(name, &tier->rank);
	return tier;
}

void queue_run_note(
	struct queue_run *run, struct hl_arena *arena, struct hl_str name, struct hl_str cell) {
	struct queue_run_tier *tier = name.len ? find_or_add(run, arena, name) : NULL;
	int64_t score;

	if (!hl_dec_read(cell, &score))
		return;
	run->highest = score > run->highest ? score : run->highest;
	if (!tier)
		return;
	if (!tier->has_score || score < tier->lowest)
		tier->lowest = score;
	if (!tier->has_score || score > tier->highest)
		tier->highest = score;
	tier->has_score = true;
}

/* --- how hot they are --- */

static bool is_before(const struct queue_run_tier *a, const struct queue_run_tier *b) {
	if (a->has_score != b->has_score)
		return a->has_score;
	if (a->has_score && a->highest != b->highest)
		return a->highest > b->highest;
	return a->first < b->first;
}

/* By their highest scores: there are few, and seldom others than before. */
static void order(struct queue_run *run) {
	for (size_t i = 1; i < run->len; i++) {
		struct queue_run_tier tier = run->tiers[i];
		size_t to = i;

		for (; to > 0 && is_before(&tier, &run->tiers[to - 1]); to--)
			run->tiers[to] = run->tiers[to - 1];
		run->tiers[to] = tier;
	}
}

/* A word that nobody knows is one colder than what is above it. */
static void rank(struct queue_run *run) {
	unsigned next = 0;

	for (size_t i = 0; i < run->len; i++) {
		struct queue_run_tier *tier = &run->tiers[i];

		if (!tier->is_known)
			tier->rank = next;
		next = tier->rank < QUEUE_COLDEST ? tier->rank + 1 : QUEUE_COLDEST;
	}
}

unsigned queue_run_rank(struct queue_run *run, struct hl_str name) {
	const struct queue_run_tier *tier;

	queue_run_settle(run);
	tier = find(run, name);
	return tier ? tier->rank : QUEUE_COLDEST;
}

/* --- what fills a ring --- */

/* The nearest of 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10 ... */
static int64_t round_scale(int64_t dec) {
	static const int64_t steps[] = { 10, 15, 20, 25, 30, 40, 50, 60, 80 };
	int64_t best = 1;

	for (int64_t unit = 1; unit <= dec && unit < INT64_MAX / 1000; unit *= 10)
		for (size_t i = 0; i < HL_LEN(steps); i++) {
			int64_t at = steps[i] * unit;

			if ((at > dec ? at - dec : dec - at) <
				(best > dec ? best - dec : dec - best))
				best = at;
		}
	return best;
}

/*
 * Where the hottest tier begins three quarters are full. Where it begins is between its lowest
 * score and the highest of the others; 0: they are mixed, or it is not there.
 */
static int64_t scale_of_tiers(const struct queue_run *run) {
	int64_t lowest = INT64_MAX;
	int64_t below = INT64_MIN;

	for (size_t i = 0; i < run->len; i++) {
		const struct queue_run_tier *tier = &run->tiers[i];

		if (tier->has_score && tier->rank == 0 && tier->lowest < lowest)
			lowest = tier->lowest;
		if (tier->has_score && tier->rank > 0 && tier->highest > below)
			below = tier->highest;
	}
	if (lowest <= 0 || below == INT64_MIN || below >= lowest || lowest > INT64_MAX / 4)
		return 0;
	return round_scale(lowest / 3 * 4);
}

void queue_run_settle(struct queue_run *run) {
	const int64_t hundred = 100 * HL_ONE;

	if (run->full > 0)
		return;
	order(run);
	rank(run);
	run->full = scale_of_tiers(run);
	if (run->full == 0)
		run->full = run->highest > hundred ? run->highest : hundred;
}
