/*
 * order.c - rows by their sort strings: a radix sort of the bits in which they differ.
 *
 * Sort strings that are compared have most bits in common: the signs and high bytes of numbers,
 * the upper half of every digit. The bits that differ, pressed together in their order, mostly
 * fit in one word, and a sort by this word is a sort by the strings. What it leaves equal is
 * taken apart in the same way by the bits, then by the bytes, that come after.
 */
#include "parts.h"

#include <stdlib.h>
#include <string.h>

enum { WORD_BITS = 64, DIGIT_BITS = 11, DIGITS_MAX = 6, FEW = 512, RUNS_MAX = 64 };

/* --- few rows: by comparison --- */

/* The items' marks are those of byte RANK_MARK x @depth on. */
struct depth {
	const struct rank_hold *hold;
	size_t depth;
};

static struct hl_str rest_from(const struct rank_hold *hold, uint32_t row, size_t from) {
	struct hl_str rest = rank_row_rest(hold->rows[row]);

	if (from > rest.len)
		from = rest.len;
	return (struct hl_str){ rest.at + from, rest.len - from };
}

static int compare(const void *a_item, const void *b_item, void *context) {
	const struct depth *depth = context;
	const struct rank_hold *hold = depth->hold;
	uint32_t a = ((const struct rank_item *)a_item)->row;
	uint32_t b = ((const struct rank_item *)b_item)->row;
	int order = rank_mark_cmp(&hold->marks[a], &hold->marks[b]);

	if (order == 0 && (hold->rows[a].rest_len || hold->rows[b].rest_len))
		order = hl_str_cmp(rest_from(hold, a, RANK_MARK * depth->depth),
			rest_from(hold, b, RANK_MARK * depth->depth));
	return order ? order : (a > b) - (a < b);
}

/* --- many rows: by the bits that differ --- */

/* A run of neighbouring bits of one word of the mark. */
struct bits {
	uint64_t mask;
	unsigned shift, len, word;
};

struct press {
	struct bits runs[RUNS_MAX];
	size_t runs_len;
	unsigned bits; /* of the word */
};

struct sort {
	struct rank_hold *hold;
	struct rank_item *spare;
	size_t (*counts)[1 << DIGIT_BITS];
	struct press press;
};

static struct rank_mark differences(
	const struct rank_hold *hold, const struct rank_item *items, size_t len) {
	struct rank_mark first = hold->marks[items[0].row];
	struct rank_mark differ = { 0 };

	for (size_t i = 1; i < len; i++) {
		struct rank_mark mark = hold->marks[items[i].row];

		for (size_t w = 0; w < RANK_WORDS; w++)
			differ.words[w] |= mark.words[w] ^ first.words[w];
	}
	return differ;
}

static bool is_zero(const struct rank_mark *mark) {
	uint64_t any = 0;

	for (size_t w = 0; w < RANK_WORDS; w++)
		any |= mark->words[w];
	return any == 0;
}

/* Add the runs of ones of @differ, the highest first; false when there is no room for all. */
static bool plan_word(struct press *press, uint64_t differ, unsigned word) {
	while (differ) {
		unsigned top = WORD_BITS - (unsigned)__builtin_clzll(differ);
		uint64_t below = ~differ << (WORD_BITS - top);
		unsigned len = below ? (unsigned)__builtin_clzll(below) : top;
		unsigned room = WORD_BITS - press->bits;

		if (room == 0)
			return false;
		if (len > room)
			len = room;
		press->runs[press->runs_len++] = (struct bits){
			.mask = UINT64_MAX >> (WORD_BITS - len),
			.shift = top - len,
			.len = len,
			.word = word,
		};
		press->bits += len;
		differ &= ~((UINT64_MAX >> (WORD_BITS - len)) << (top - len));
	}
	return true;
}

static bool press_plan(struct press *press, const struct rank_mark *differ) {
	press->runs_len = 0;
	press->bits = 0;
	for (unsigned w = 0; w < RANK_WORDS; w++)
		if (!plan_word(press, differ->words[w], w))
			return false;
	return true;
}

static uint64_t press_mark(const struct press *press, const struct rank_mark *mark) {
	uint64_t word = 0;

	for (size_t i = 0; i < press->runs_len; i++) {
		const struct bits *bits = &press->runs[i];

		/* In two steps: a run may be as long as the word. */
		word = word << (bits->len - 1) << 1 |
		       (mark->words[bits->word] >> bits->shift & bits->mask);
	}
	return word;
}

/* Least significant digit first; stable, so equal words stay in their order. */
static void radix(struct sort *sort, struct rank_item *items, size_t len) {
	unsigned bits = sort->press.bits;
	unsigned digits = (bits + DIGIT_BITS - 1) / DIGIT_BITS;
	unsigned width = (bits + digits - 1) / digits;
	uint64_t mask = ((uint64_t)1 << width) - 1;
	struct rank_item *from = items;
	struct rank_item *to = sort->spare;

	memset(sort->counts, 0, digits * sizeof(*sort->counts));
	for (size_t i = 0; i < len; i++)
		for (unsigned d = 0; d < digits; d++)
			sort->counts[d][from[i].word >> (d * width) & mask]++;
	for (unsigned d = 0; d < digits; d++) {
		size_t *counts = sort->counts[d];
		struct rank_item *other = from;
		size_t sum = 0;

		for (size_t value = 0; value <= mask; value++) {
			size_t here = counts[value];

			counts[value] = sum;
			sum += here;
		}
		for (size_t i = 0; i < len; i++)
			to[counts[from[i].word >> (d * width) & mask]++] = from[i];
		from = to;
		to = other;
	}
	if (from != items)
		memcpy(items, from, len * sizeof(*items));
}

/* --- what is equal so far --- */

/* Take the next bytes of the sort strings for marks; false when all of them have ended. */
static bool deepen(
	struct rank_hold *hold, const struct rank_item *items, size_t len, size_t depth) {
	bool more = false;

	for (size_t i = 0; i < len; i++) {
		struct hl_str rest = rest_from(hold, items[i].row, RANK_MARK * (depth - 1));

		hold->marks[items[i].row] = rank_mark_of(rest);
		more = more || rest.len > 0;
	}
	return more;
}

static void sort_items(struct sort *sort, struct rank_item *items, size_t len, size_t depth);

/*
 * Order the runs of equal words. Words that hold @whole marks leave it to the bytes behind the
 * marks, at @depth; the others to the bits that had no room.
 */
static void sort_runs(
	struct sort *sort, struct rank_item *items, size_t len, size_t depth, bool whole) {
	for (size_t start = 0, end; start < len; start = end) {
		for (end = start + 1; end < len && items[end].word == items[start].word; end++)
			;
		if (end - start > 1 &&
			(!whole || deepen(sort->hold, items + start, end - start, depth)))
			sort_items(sort, items + start, end - start, depth);
	}
}

static void sort_items(struct sort *sort, struct rank_item *items, size_t len, size_t depth) {
	struct depth context = { sort->hold, depth };
	struct rank_mark differ;
	bool whole;

	if (len <= FEW) {
		qsort_r(items, len, sizeof(*items), compare, &context);
		return;
	}
	/* All alike here: look further, in a loop because a common beginning may be long. */
	while (differ = differences(sort->hold, items, len), is_zero(&differ))
		if (!deepen(sort->hold, items, len, ++depth))
			return;
	whole = press_plan(&sort->press, &differ);
	for (size_t i = 0; i < len; i++)
		items[i].word = press_mark(&sort->press, &sort->hold->marks[items[i].row]);
	radix(sort, items, len);
	sort_runs(sort, items, len, whole ? depth + 1 : depth, whole);
}

void rank_sort(struct rank_hold *hold) {
	struct sort sort = {
		.hold = hold,
		.spare = rank_alloc(hold->len, sizeof(*sort.spare)),
		.counts = rank_alloc(DIGITS_MAX, sizeof(*sort.counts)),
	};

	if (hold->len > 1)
		sort_items(&sort, hold->items, hold->len, 0);
	free(sort.spare);
	free(sort.counts);
}
