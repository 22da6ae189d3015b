/*
 * pile.h - of each score how many leads have it, with the outcome and without.
 *
 * In memory, or what of it had no room there as runs on a shelf; once it has ended all of it is in
 * one place.
 */
#ifndef HL_JUDGE_PILE_H
#define HL_JUDGE_PILE_H

#include "hl/memory.h"
#include "shelf.h"

/* What several piles that grow together may take. */
struct room {
	struct shelf *shelf;      /* NULL: as much as they need */
	size_t most, held;        /* bins */
	void (*clear)(void *job); /* pile_shelve all of them */
	void *job;
};

/* Zero it to begin with, but for the room. In order, and one bin for each score, once it ended. */
struct pile {
	struct bin *at;
	size_t len, cap;
	bool is_borrowed;  /* the memory is another pile's */
	struct room *room; /* NULL: as much as it needs */
	struct run *runs;
	size_t runs_len, runs_cap;
	struct shelf *shelf; /* all of it is there, and nothing at @at; NULL: it is not */
	uint64_t from;
};

/* All leads of one score. */
struct tie {
	int64_t score;
	uint64_t pos, neg;
};

/* Make room: by putting together what is equal, by growing, or by clearing the room. */
void pile_more(struct pile *pile);

static inline void pile_add(struct pile *pile, int64_t score, bool is_pos) {
	if (pile->len == pile->cap)
		pile_more(pile);
	pile->at[pile->len++] = (struct bin){ score, is_pos, !is_pos };
}

/* What it has in memory becomes a run. */
void pile_shelve(struct pile *pile, struct shelf *shelf);

/* All that is in @from, which is empty then. */
void pile_move(struct pile *to, struct pile *from);

/* The same where @from stays, which may have ended. */
void pile_copy(struct pile *to, const struct pile *from);

/* There is no more: @shelf is where its runs are, or NULL. */
void pile_end(struct pile *pile, struct shelf *shelf);
void judge_pile_release(struct pile *pile);

/* --- looking, once it has ended --- */

/* Those from bin @from to before @to, which must not outlive it. */
struct pile pile_slice(const struct pile *pile, size_t from, size_t to);

int64_t pile_score(const struct pile *pile, size_t at);

/*
 * The tie that begins at bin *at (0 to begin with), which is moved behind it. pile_last: the same
 * from the end, *at being the length to begin with.
 */
bool pile_next(const struct pile *pile, size_t *at, struct tie *tie);
bool pile_last(const struct pile *pile, size_t *at, struct tie *tie);

/* Everything there is; its score means nothing. */
struct tie pile_total(const struct pile *pile);

/* --- merge.c --- */

/* In order, and one bin for each score: equal ones of which the counts fit in one are joined. */
bool bins_join(struct bin *to, const struct bin *from);

/* All runs become one. */
struct run runs_merge(struct shelf *shelf, struct run *runs, size_t len);

#endif
