/* sort.h - the sort of one thread. */
#ifndef HL_RANK_SORT_H
#define HL_RANK_SORT_H

#include "press.h"

enum { SORT_DIGIT_BITS = 11 };

/* What a thread needs to sort. */
struct sort_scratch {
	size_t counts[1 << SORT_DIGIT_BITS];
	struct press press;
};

/* Neighbours that are to be ordered, and room for as many. */
struct sort_span {
	struct rank_item *items, *spare;
	size_t len;
};

/*
 * Order by the words that the items have, which were pressed from the marks at @depth; @whole: no
 * bit of them had to be left out. @in_spare: the items are in the spare room; they end in items.
 */
void sort_words(struct sort_scratch *scratch, struct sort_span span, bool in_spare, size_t depth,
	bool whole);

/* Order by the sort strings, which are alike up to the mark at @depth. Stable. */
void sort_items(struct sort_scratch *scratch, struct sort_span span, size_t depth);

/* Order by the words alone; where the items are then, items or spare. */
struct rank_item *sort_radix(struct sort_scratch *scratch, struct sort_span span);

#endif
