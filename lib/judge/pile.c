/*
 * pile.c - of each score how many leads have it.
 *
 * Rows are added as they come. Scores have few decimals, so most rows are equal to others: when
 * the memory is used up it is put in order, equal ones become one, and only where that leaves less
 * than half of it free there will be more.
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
static bool join(struct bin *to, const struct bin *from) {
	if (to->score != from->score || to->pos > UINT32_MAX - from->pos ||
		to->neg > UINT32_MAX - from->neg)
		return false;
	to->pos += from->pos;
	to->neg += from->neg;
	return true;
}

void pile_settle(struct pile *pile) {
	size_t len = 0;

	sort(pile->at, pile->len);
	for (size_t i = 0; i < pile->len; i++)
		if (len == 0 || !join(&pile->at[len - 1], &pile->at[i]))
			pile->at[len++] = pile->at[i];
	pile->len = len;
}

/* --- growth --- */

void pile_more(struct pile *pile) {
	if (pile->cap >= SETTLE_LEAST)
		pile_settle(pile);
	if (pile->cap < SETTLE_LEAST || pile->len > pile->cap / 2)
		pile->at = hl_grow(pile->at, &pile->cap, pile->cap + 1, sizeof(*pile->at));
}

void pile_copy(struct pile *to, const struct pile *from) {
	if (from->len == 0)
		return;
	to->at = hl_grow(to->at, &to->cap, to->len + from->len, sizeof(*to->at));
	memcpy(to->at + to->len, from->at, from->len * sizeof(*to->at));
	to->len += from->len;
}

void pile_move(struct pile *to, struct pile *from) {
	if (to->len == 0) {
		struct pile empty = *to;

		*to = *from;
		*from = empty;
	} else {
		pile_copy(to, from);
	}
	pile_release(from);
}

void pile_release(struct pile *pile) {
	if (!pile->is_borrowed)
		free(pile->at);
	*pile = (struct pile){ 0 };
}

/* --- looking --- */

bool pile_next(const struct pile *pile, size_t *at, struct tie *tie) {
	if (*at >= pile->len)
		return false;
	*tie = (struct tie){ .score = pile->at[*at].score };
	for (; *at < pile->len && pile->at[*at].score == tie->score; ++*at) {
		tie->pos += pile->at[*at].pos;
		tie->neg += pile->at[*at].neg;
	}
	return true;
}

bool pile_last(const struct pile *pile, size_t *at, struct tie *tie) {
	if (*at == 0)
		return false;
	*tie = (struct tie){ .score = pile->at[*at - 1].score };
	for (; *at > 0 && pile->at[*at - 1].score == tie->score; --*at) {
		tie->pos += pile->at[*at - 1].pos;
		tie->neg += pile->at[*at - 1].neg;
	}
	return true;
}

struct tie pile_total(const struct pile *pile) {
	struct tie total = { 0 };

	for (size_t i = 0; i < pile->len; i++) {
		total.pos += pile->at[i].pos;
		total.neg += pile->at[i].neg;
	}
	return total;
}
