/*
 * split.c - by weight: every lead is divided among all who may take it.
 *
 * It goes to whom most is owed then. Parts are cut to millionths; what that leaves is the winner's,
 * so that as much is entitled as is received. The parts stay the same as long as the sets do.
 */
#include "parts.h"

/* So many at a time: the compiler makes vectors of them, and the best one is looked for in one. */
enum { TOGETHER = 16 };

/* Over the places on the roster, rounded up to whole bunches. */
struct hl_split {
	uint64_t *may, *sharing; /* the sets that the rest is for */
	int64_t *parts;          /* of a lead; 0: none */
	int64_t *keep, *least;   /* all ones and 0 for those who may; else 0 and INT64_MIN */
	int64_t left;
	size_t bunches;
};

size_t assign_split_room(size_t len) {
	return (len + TOGETHER - 1) / TOGETHER * TOGETHER;
}

void assign_split_new(struct hl_desk *desk, struct hl_arena *arena) {
	struct hl_split *split = hl_new(arena, struct hl_split);
	size_t room = assign_split_room(desk->len);

	*split = (struct hl_split){
		.may = hl_new_array(arena, uint64_t, desk->words),
		.sharing = hl_new_array(arena, uint64_t, desk->words),
		.parts = hl_new_array(arena, int64_t, room),
		.keep = hl_new_array(arena, int64_t, room),
		.least = hl_new_array(arena, int64_t, room),
		.bunches = room / TOGETHER,
	};
	for (size_t i = 0; i < room; i++)
		split->least[i] = INT64_MIN;
	desk->split = split;
}

/* --- parts --- */

static void divide(struct hl_desk *desk, const uint64_t *sharing) {
	struct hl_split *split = desk->split;
	hl_wide weights = 0;

	memcpy(split->sharing, sharing, desk->words * sizeof(*sharing));
	for (size_t i = 0; i < desk->len; i++)
		if (hl_may(sharing, i))
			weights += desk->weights[i];
	split->left = HL_ONE;
	for (size_t i = 0; i < desk->len; i++) {
		split->parts[i] = 0;
		if (!hl_may(sharing, i))
			continue;
		split->parts[i] = (int64_t)((hl_wide)HL_ONE * desk->weights[i] / weights);
		split->left -= split->parts[i];
	}
}

static void admit(struct hl_desk *desk, const uint64_t *may) {
	struct hl_split *split = desk->split;

	memcpy(split->may, may, desk->words * sizeof(*may));
	for (size_t i = 0; i < desk->len; i++) {
		split->keep[i] = hl_may(may, i) ? -1 : 0;
		split->least[i] = hl_may(may, i) ? 0 : INT64_MIN;
	}
}

/* --- the one whom most is owed --- */

/* Entitle all of a bunch; the most that is owed to one of them who may take the lead. */
static int64_t entitle(int64_t *restrict owed, const struct hl_split *split, size_t from) {
	const int64_t *parts = split->parts + from;
	const int64_t *keep = split->keep + from;
	const int64_t *least = split->least + from;
	int64_t most = INT64_MIN;

	for (size_t i = 0; i < TOGETHER; i++) {
		int64_t seen;

		owed[i] += parts[i];
		seen = (owed[i] & keep[i]) | least[i];
		most = seen > most ? seen : most;
	}
	return most;
}

/* The one of a bunch who has waited longest of those to whom @most is owed. */
static uint32_t longest(const struct hl_desk *desk, size_t from, int64_t most) {
	const struct hl_split *split = desk->split;
	uint32_t best = HL_NOBODY;

	for (size_t i = from; i < from + TOGETHER && i < desk->len; i++)
		if (desk->owed[i] == most && split->keep[i] &&
			(best == HL_NOBODY || assign_waits_longer(desk, (uint32_t)i, best)))
			best = (uint32_t)i;
	return best;
}

/* --- not too many in a row --- */

/* Who is owed more than this was away: no other way leads there. */
static const int64_t many = 2 * HL_ONE;

static bool is_owed_more(const struct hl_desk *desk, uint32_t a, uint32_t b) {
	if (desk->owed[a] != desk->owed[b])
		return desk->owed[a] > desk->owed[b];
	return assign_waits_longer(desk, a, b);
}

/* --- the method --- */

uint32_t assign_weighted(struct hl_desk *desk, const uint64_t *may, const uint64_t *sharing,
	const struct hl_dealt *lead) {
	struct hl_split *split = desk->split;
	size_t size = desk->words * sizeof(*may);
	int64_t most = INT64_MIN;
	uint32_t winner = HL_NOBODY;

	(void)lead;
	if (memcmp(split->sharing, sharing, size) != 0)
		divide(desk, sharing);
	if (memcmp(split->may, may, size) != 0)
		admit(desk, may);
	for (size_t from = 0; from < split->bunches * TOGETHER; from += TOGETHER) {
		int64_t here = entitle(desk->owed + from, split, from);
		uint32_t best;

		if (here < most || here == INT64_MIN)
			continue;
		best = longest(desk, from, here);
		if (here > most || assign_waits_longer(desk, best, winner))
			winner = best;
		most = here;
	}
	if (desk->absence->is_gentle && desk->owed[winner] > many)
		winner = assign_not_again(desk, may, winner, is_owed_more);
	desk->owed[winner] += split->left;
	return winner;
}
