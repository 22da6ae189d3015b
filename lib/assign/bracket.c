/*
 * bracket.c - the best of a set, as in a tournament: who wins meets the winner beside them.
 *
 * From one lead to the next little changes, who won the last one above all: only the games that a
 * change has something to do with are played again.
 */
#include "parts.h"

/* When more has changed than this, all games are played. */
enum { FEW = 8 };

struct hl_bracket {
	uint32_t *winners; /* of each game: 1 is the final, the players stand from @players on */
	size_t players;    /* a power of two */
	uint64_t *set;     /* whom it is played among */
	uint32_t changed[FEW];
	size_t changed_len; /* above FEW: who knows */
	assign_before *before;
};

void assign_bracket_new(struct hl_desk *desk, struct hl_arena *arena) {
	struct hl_bracket *bracket = hl_new(arena, struct hl_bracket);

	bracket->players = 1;
	while (bracket->players < desk->len)
		bracket->players *= 2;
	bracket->winners = hl_new_array(arena, uint32_t, 2 * bracket->players);
	bracket->set = hl_new_array(arena, uint64_t, desk->words);
	bracket->changed_len = FEW + 1;
	desk->bracket = bracket;
}

void assign_bracket_touch(struct hl_desk *desk, uint32_t collector) {
	struct hl_bracket *bracket = desk->bracket;

	if (collector != HL_NOBODY && bracket->changed_len < FEW)
		bracket->changed[bracket->changed_len++] = collector;
	else
		bracket->changed_len = FEW + 1;
}

static void play(const struct hl_desk *desk, size_t game) {
	uint32_t *winners = desk->bracket->winners;
	uint32_t a = winners[2 * game];
	uint32_t b = winners[2 * game + 1];

	if (a == HL_NOBODY || b == HL_NOBODY)
		winners[game] = a == HL_NOBODY ? b : a;
	else
		winners[game] = desk->bracket->before(desk, b, a) ? b : a;
}

static void play_from(const struct hl_desk *desk, uint32_t collector) {
	struct hl_bracket *bracket = desk->bracket;
	size_t game = bracket->players + collector;

	bracket->winners[game] = hl_may(bracket->set, collector) ? collector : HL_NOBODY;
	while ((game /= 2) > 0)
		play(desk, game);
}

static void play_all(const struct hl_desk *desk) {
	struct hl_bracket *bracket = desk->bracket;

	for (size_t i = 0; i < bracket->players; i++)
		bracket->winners[bracket->players + i] =
			i < desk->len && hl_may(bracket->set, i) ? (uint32_t)i : HL_NOBODY;
	for (size_t game = bracket->players - 1; game > 0; game--)
		play(desk, game);
}

/* Those who come or go with @set have changed, too. */
static void change_set(struct hl_desk *desk, const uint64_t *set) {
	uint64_t *old = desk->bracket->set;

	for (size_t w = 0; w < desk->words; w++) {
		for (uint64_t moved = old[w] ^ set[w]; moved; moved &= moved - 1) {
			assign_bracket_touch(
				desk, (uint32_t)(64 * w + (size_t)__builtin_ctzll(moved)));
			if (desk->bracket->changed_len > FEW)
				break;
		}
		old[w] = set[w];
	}
}

uint32_t assign_bracket_best(struct hl_desk *desk, const uint64_t *set, assign_before *before) {
	struct hl_bracket *bracket = desk->bracket;

	bracket->before = before;
	change_set(desk, set);
	if (bracket->changed_len > FEW)
		play_all(desk);
	else
		for (size_t i = 0; i < bracket->changed_len; i++)
			play_from(desk, bracket->changed[i]);
	bracket->changed_len = 0;
	return bracket->winners[1];
}
