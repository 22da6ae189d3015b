/*
 * split.c - by weight: every lead is divided among all who may take it.
 *
 * It goes to whom most is owed then. Parts are cut to millionths; what that leaves is the winner's,
 * so that as much is entitled as is received. The parts stay the same as long as the sets do.
 */
#include "parts.h"

#include "hl/text.h"

/* So many at a time: the compiler makes vectors of them, and the best one is looked for in one. */
enum { TOGETHER = 16 };

typedef size_t bunch_finder(const struct hl_desk *desk, int64_t *most, int64_t *seq);

/* Over the places on the roster, rounded up to whole bunches. */
struct hl_split {
	uint64_t *may, *sharing; /* the sets that the rest is for */
	int64_t *parts;          /* of a lead; 0: none */
	int64_t *keep, *least;   /* all ones and 0 for those who may; else 0 and INT64_MIN */
	int64_t *most;           /* that is owed to one of each bunch who may take the lead */
	int64_t left;
	uint32_t winner; /* of the last lead, who was entitled to what was left, too */
	size_t bunches;
	bunch_finder *find_bunch;
};

/* Entitle all to their parts. */
static inline __attribute__((always_inline)) void entitle_by(
	const struct hl_split *split, int64_t *owed) {
	for (size_t b = 0; b < split->bunches; b++) {
		const int64_t *restrict parts = split->parts + b * TOGETHER;
		const int64_t *restrict keep = split->keep + b * TOGETHER;
		const int64_t *restrict least = split->least + b * TOGETHER;
		int64_t *restrict to = owed + b * TOGETHER;
		int64_t most = INT64_MIN;

		for (size_t i = 0; i < TOGETHER; i++) {
			int64_t now = to[i] + parts[i];
			int64_t seen = (now & keep[i]) | least[i];

			to[i] = now;
			most = seen > most ? seen : most;
		}
		split->most[b] = most;
	}
}

/* The number of the earliest last lead in bunch @b of those who may and to whom @most is owed. */
static inline __attribute__((always_inline)) int64_t earliest_by(
	const struct hl_desk *desk, size_t b, int64_t most) {
	const int64_t *keep = desk->split->keep + b * TOGETHER;
	const int64_t *owed = desk->owed + b * TOGETHER;
	const int64_t *last_seq = desk->last_seq + b * TOGETHER;
	int64_t earliest = INT64_MAX;

	for (size_t i = 0; i < TOGETHER; i++) {
		int64_t seq = owed[i] == most && keep[i] ? last_seq[i] : INT64_MAX;

		earliest = seq < earliest ? seq : earliest;
	}
	return earliest;
}

/* The first bunch with one who has waited longest of those to whom most is owed; and since when. */
static inline __attribute__((always_inline)) size_t bunch_by(
	const struct hl_desk *desk, int64_t *most, int64_t *seq) {
	const struct hl_split *split = desk->split;
	size_t bunch = 0;

	entitle_by(split, desk->owed);
	*most = INT64_MIN;
	*seq = INT64_MAX;
	for (size_t b = 0; b < split->bunches; b++)
		*most = split->most[b] > *most ? split->most[b] : *most;
	for (size_t b = 0; b < split->bunches; b++) {
		int64_t earliest;

		if (split->most[b] != *most)
			continue;
		earliest = earliest_by(desk, b, *most);
		if (earliest < *seq) {
			*seq = earliest;
			bunch = b;
		}
	}
	return bunch;
}

static size_t find_bunch(const struct hl_desk *desk, int64_t *most, int64_t *seq) {
	return bunch_by(desk, most, seq);
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static size_t find_bunch_avx2(
	const struct hl_desk *desk, int64_t *most, int64_t *seq) {
	return bunch_by(desk, most, seq);
}
#endif

/* The same for all, by the vectors that this processor has. */
static bunch_finder *fastest(void) {
#if defined(__x86_64__)
	if (__builtin_cpu_supports("avx2"))
		return find_bunch_avx2;
#endif
	return find_bunch;
}

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
		.most = hl_new_array(arena, int64_t, room / TOGETHER),
		.bunches = room / TOGETHER,
		.find_bunch = fastest(),
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

/* Entitle all; who has waited longest of those to whom most is owed? */
static uint32_t entitle(const struct hl_desk *desk) {
	const struct hl_split *split = desk->split;
	int64_t most, seq;
	size_t i = split->find_bunch(desk, &most, &seq) * TOGETHER;

	while (desk->owed[i] != most || !split->keep[i] || desk->last_seq[i] != seq)
		i++;
	return (uint32_t)i;
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
	uint32_t winner;

	(void)lead;
	if (memcmp(split->sharing, sharing, size) != 0)
		divide(desk, sharing);
	if (memcmp(split->may, may, size) != 0)
		admit(desk, may);
	winner = entitle(desk);
	if (desk->absence->is_gentle && desk->owed[winner] > many)
		winner = assign_not_again(desk, may, winner, is_owed_more);
	desk->owed[winner] += split->left;
	split->winner = winner;
	return winner;
}

/* "owed 0.5 with 0.333333 of this lead, weight 1" */
void assign_weighted_show(const struct hl_desk *desk, uint32_t collector, struct hl_buf *to) {
	const struct hl_split *split = desk->split;
	int64_t left = collector == split->winner ? split->left : 0;

	hl_buf_add(to, HL_STR("owed "));
	hl_text_number(to, desk->owed[collector] - left);
	hl_buf_add(to, HL_STR(" with "));
	hl_text_number(to, split->parts[collector]);
	hl_buf_add(to, HL_STR(" of this lead, weight "));
	hl_text_number(to, desk->weights[collector]);
}
