/*
 * pile.c - of each score how many leads have it.
 *
 * Rows are added as they come. Scores have few decimals, so most rows are equal to others: when
 * the memory is used up it is put in order, equal ones become one, and only where that leaves less
 * than half of it free there will be more, or where there must not be all goes to the shelf.
 */
#include "pile.h"

#include <stdlib.h>

enum {
	RADIX_LEAST = 64,    /* fewer are put in order by insertion */
	SETTLE_LEAST = 1024, /* fewer bins just grow */
	BYTE = 256,
};

/* --- order --- */

static void sort_few(struct bin *at, size_t len) {
	for (size_t i = 1; i < len; i++) {
		struct bin bin = at[i];
		size_t to = i;

		for (; to > 0 && at[to - 1].score > bin.score; to--)
			at[to] = at[to - 1];
		at[to] = bin;
	}
}

/* The @byte-th byte of a score in an order where negative ones come first. */
static size_t byte_of(int64_t score, unsigned byte) {
	return ((uint64_t)score ^ UINT64_C(1) << 63) >> 8 * byte & (BYTE - 1);
}

static void sort_by_byte(const struct bin *from, struct bin *to, size_t len, unsigned byte) {
	size_t place[BYTE] = { 0 };
	size_t sum = 0;

	for (size_t i = 0; i < len; i++)
		place[byte_of(from[i].score, byte)]++;
	for (size_t i = 0; i < BYTE; i++) {
		size_t count = place[i];

		place[i] = sum;
		sum += count;
	}
	for (size_t i = 0; i < len; i++)
		to[place[byte_of(from[i].score, byte)]++] = from[i];
}

/* Byte by byte from the lowest; those that are the same in all scores need no turn. */
static void sort(struct bin *at, size_t len) {
	struct bin *from = at;
	struct bin *other;
	struct bin *to;
	uint64_t differs = 0;

	if (len < RADIX_LEAST) {
		sort_few(at, len);
		return;
	}
	other = to = hl_claim(len, sizeof(*other));
	for (size_t i = 1; i < len; i++)
		differs |= (uint64_t)(at[i].score ^ at[0].score);
	for (unsigned byte = 0; byte < sizeof(differs); byte++) {
		struct bin *swap = from;

		if (!(differs >> 8 * byte & (BYTE - 1)))
			continue;
		sort_by_byte(from, to, len, byte);
		from = to;
		to = swap;
	}
	if (from != at)
		memcpy(at, from, len * sizeof(*at));
	free(other);
}

/* Counts that do not fit in one bin are left in two. */
bool bins_join(struct bin *to, const struct bin *from) {
	if (to->score != from->score || to->pos > UINT32_MAX - from->pos ||
		to->neg > UINT32_MAX - from->neg)
		return false;
	to->pos += from->pos;
	to->neg += from->neg;
	return true;
}

static void settle(struct pile *pile) {
	size_t len = 0;

	sort(pile->at, pile->len);
	for (size_t i = 0; i < pile->len; i++)
		if (len == 0 || !bins_join(&pile->at[len - 1], &pile->at[i]))
			pile->at[len++] = pile->at[i];
	pile->len = len;
}

/* --- growth --- */

static void grow(struct pile *pile) {
	size_t before = pile->cap;

	pile->at = hl_grow(pile->at, &pile->cap, pile->cap + 1, sizeof(*pile->at));
	if (pile->room)
		pile->room->held += pile->cap - before;
}

void pile_more(struct pile *pile) {
	struct room *room = pile->room;

	if (pile->cap >= SETTLE_LEAST) {
		settle(pile);
		if (pile->len <= pile->cap / 2)
			return;
	}
	/* It doubles. */
	if (room && room->shelf && room->held + pile->cap > room->most)
		room->clear(room->job);
	grow(pile);
}

static void add_run(struct pile *pile, struct run run) {
	/* One is left for runs_merge. */
	pile->runs = hl_grow(pile->runs, &pile->runs_cap, pile->runs_len + 2, sizeof(*pile->runs));
	pile->runs[pile->runs_len++] = run;
}

static void let_go(struct pile *pile) {
	if (!pile->is_borrowed)
		free(pile->at);
	pile->at = NULL;
	pile->len = pile->cap = 0;
}

void pile_shelve(struct pile *pile, struct shelf *shelf) {
	if (pile->len > 0) {
		settle(pile);
		add_run(pile, shelf_put(shelf, pile->at, pile->len));
	}
	let_go(pile);
}

void pile_copy(struct pile *to, const struct pile *from) {
	if (from->shelf)
		add_run(to, (struct run){ from->from, from->len });
	for (size_t i = 0; i < from->runs_len; i++)
		add_run(to, from->runs[i]);
	if (!from->at || from->len == 0)
		return;
	to->at = hl_grow(to->at, &to->cap, to->len + from->len, sizeof(*to->at));
	memcpy(to->at + to->len, from->at, from->len * sizeof(*to->at));
	to->len += from->len;
}

void pile_move(struct pile *to, struct pile *from) {
	if (to->len == 0 && to->runs_len == 0) {
		struct pile empty = *to;

		*to = *from;
		to->room = empty.room;
		*from = empty;
	} else {
		pile_copy(to, from);
	}
	judge_pile_release(from);
}

/* Where runs are what is still in memory becomes one, too. */
void pile_end(struct pile *pile, struct shelf *shelf) {
	struct run all;

	if (pile->runs_len == 0) {
		settle(pile);
		return;
	}
	pile_shelve(pile, shelf);
	all = runs_merge(shelf, pile->runs, pile->runs_len);
	pile->runs_len = 0;
	pile->shelf = shelf;
	pile->from = all.from;
	pile->len = all.len;
}

void judge_pile_release(struct pile *pile) {
	if (!pile->is_borrowed) {
		free(pile->at);
		free(pile->runs);
	}
	*pile = (struct pile){ .room = pile->room };
}

/* --- looking --- */

/* Apart, so that what is in memory is a short way. */
static __attribute__((noinline)) const struct bin *on_shelf(const struct pile *pile, size_t at) {
	const struct run run = { pile->from, pile->len };

	return shelf_at(pile->shelf, &run, at);
}

static inline const struct bin *bin_at(const struct pile *pile, size_t at) {
	return pile->at ? pile->at + at : on_shelf(pile, at);
}

struct pile pile_slice(const struct pile *pile, size_t from, size_t to) {
	return (struct pile){ .at = pile->at ? pile->at + from : NULL,
		.len = to - from,
		.cap = to - from,
		.is_borrowed = true,
		.shelf = pile->shelf,
		.from = pile->from + from };
}

int64_t pile_score(const struct pile *pile, size_t at) {
	return bin_at(pile, at)->score;
}

static inline void tie_add(struct tie *tie, const struct bin *bin) {
	tie->pos += bin->pos;
	tie->neg += bin->neg;
}

bool pile_next(const struct pile *pile, size_t *at, struct tie *tie) {
	const struct bin *bin;

	if (*at >= pile->len || shelf_has_failed(pile->shelf))
		return false;
	bin = bin_at(pile, *at);
	*tie = (struct tie){ .score = bin->score };
	do
		tie_add(tie, bin);
	while (++*at < pile->len && (bin = bin_at(pile, *at))->score == tie->score);
	return true;
}

bool pile_last(const struct pile *pile, size_t *at, struct tie *tie) {
	const struct bin *bin;

	if (*at == 0 || shelf_has_failed(pile->shelf))
		return false;
	bin = bin_at(pile, *at - 1);
	*tie = (struct tie){ .score = bin->score };
	do
		tie_add(tie, bin);
	while (--*at > 0 && (bin = bin_at(pile, *at - 1))->score == tie->score);
	return true;
}

struct tie pile_total(const struct pile *pile) {
	struct tie total = { 0 };

	for (size_t i = 0; i < pile->len; i++)
		tie_add(&total, bin_at(pile, i));
	return total;
}
