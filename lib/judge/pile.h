/* pile.h - of each score how many leads have it, with the outcome and without. */
#ifndef HL_JUDGE_PILE_H
#define HL_JUDGE_PILE_H

#include "hl/memory.h"

struct bin {
	int64_t score;
	uint32_t pos, neg;
};

/* Zero it to begin with. In order, and one bin for each score, once it was settled. */
struct pile {
	struct bin *at;
	size_t len, cap;
	bool is_borrowed; /* the memory is another pile's */
};

/* All leads of one score. */
struct tie {
	int64_t score;
	uint64_t pos, neg;
};

/* Make room: by putting together what is equal, or if that does not help by growing. */
void pile_more(struct pile *pile);

static inline void pile_add(struct pile *pile, int64_t score, bool is_pos) {
	if (pile->len == pile->cap)
		pile_more(pile);
	pile->at[pile->len++] = (struct bin){ score, is_pos, !is_pos };
}

/* All that is in @from, which is empty then. Neither needs to be settled, nor is. */
void pile_move(struct pile *to, struct pile *from);

/* The same where @from stays. */
void pile_copy(struct pile *to, const struct pile *from);

void pile_settle(struct pile *pile);
void pile_release(struct pile *pile);

/*
 * Of a settled pile: the tie that begins at bin *at (0 to begin with), which is moved behind it.
 * pile_last: the same from the end, *at being the length to begin with.
 */
bool pile_next(const struct pile *pile, size_t *at, struct tie *tie);
bool pile_last(const struct pile *pile, size_t *at, struct tie *tie);

/* Everything there is; its score means nothing. */
struct tie pile_total(const struct pile *pile);

#endif
