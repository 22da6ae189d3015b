/*
 * sort.c - records by their sort strings: a radix sort of the bits in which they differ.
 *
 * Sort strings that are compared have most bits in common: the signs and high bytes of numbers,
 * the upper half of every digit. The bits that differ, pressed together in their order, mostly
 * fit in one word, and a sort by this word is a sort by the strings. What it leaves equal is
 * taken apart in the same way by the bits, then by the bytes, that come after.
 */
#include "sort.h"

enum { FEW = 48, MANY = 32 << 10, BYTE = 8 };

/* --- few: by comparison --- */

static struct hl_str string_from(const char *at, size_t depth) {
	struct hl_str string = rank_string_at(at);
	size_t from = depth * RANK_MARK < string.len ? depth * RANK_MARK : string.len;

	return (struct hl_str){ string.at + from, string.len - from };
}

static bool is_after(const struct rank_item *a, const struct rank_item *b, size_t depth) {
	return hl_str_cmp(string_from(a->at, depth), string_from(b->at, depth)) > 0;
}

/* By halves: stable, and a compared record is seldom compared again. */
static void sort_few(struct sort_span span, size_t depth) {
	size_t half = span.len / 2;
	struct rank_item *right = span.items + half;
	size_t l = 0, r = 0, to = 0;

	if (span.len < 2)
		return;
	sort_few((struct sort_span){ span.items, span.spare, half }, depth);
	sort_few((struct sort_span){ right, span.spare, span.len - half }, depth);
	if (!is_after(&right[-1], &right[0], depth))
		return;
	memcpy(span.spare, span.items, half * sizeof(*span.items));
	while (l < half && r < span.len - half)
		span.items[to++] =
			is_after(&span.spare[l], &right[r], depth) ? right[r++] : span.spare[l++];
	memcpy(span.items + to, span.spare + l, (half - l) * sizeof(*span.items));
}

/* --- many: by digits of their words --- */

static uint64_t word_differences(const struct rank_item *items, size_t len) {
	uint64_t differ = 0;

	for (size_t i = 1; i < len; i++)
		differ |= items[i].word ^ items[0].word;
	return differ;
}

/* One digit, stable. */
static void distribute(size_t *counts, struct sort_span span, unsigned shift, unsigned bits) {
	uint64_t mask = ((uint64_t)1 << bits) - 1;
	size_t sum = 0;

	memset(counts, 0, sizeof(*counts) << bits);
	for (size_t i = 0; i < span.len; i++)
		counts[span.items[i].word >> shift & mask]++;
	for (size_t value = 0; value <= mask; value++) {
		size_t here = counts[value];

		counts[value] = sum;
		sum += here;
	}
	for (size_t i = 0; i < span.len; i++)
		span.spare[counts[span.items[i].word >> shift & mask]++] = span.items[i];
}

struct rank_item *sort_radix(struct sort_scratch *scratch, struct sort_span span) {
	uint64_t differ = word_differences(span.items, span.len);
	unsigned bits = span.len < MANY ? BYTE : SORT_DIGIT_BITS;

	while (differ) {
		unsigned shift = (unsigned)__builtin_ctzll(differ);
		struct rank_item *from = span.items;

		if (shift + bits > WORD_BITS)
			shift = WORD_BITS - bits;
		distribute(scratch->counts, span, shift, bits);
		differ &= ~((((uint64_t)1 << bits) - 1) << shift);
		span.items = span.spare;
		span.spare = from;
	}
	return span.items;
}

void sort_words(struct sort_scratch *scratch, struct sort_span span, bool in_spare, size_t depth,
	bool whole) {
	struct sort_span from = { in_spare ? span.spare : span.items,
		in_spare ? span.items : span.spare, span.len };
	struct rank_item *sorted = sort_radix(scratch, from);
	struct rank_item *items = span.items;

	if (sorted != items)
		memcpy(items, sorted, span.len * sizeof(*items));
	for (size_t start = 0, end; start < span.len; start = end) {
		for (end = start + 1; end < span.len && items[end].word == items[start].word; end++)
			;
		if (end - start > 1)
			sort_items(scratch,
				(struct sort_span){
					items + start, span.spare + start, end - start },
				whole ? depth + 1 : depth);
	}
}

/* --- what is alike so far --- */

static struct rank_seen see(struct sort_span span, size_t depth) {
	struct rank_seen seen = rank_seen_none();

	for (size_t i = 0; i < span.len; i++)
		rank_see(&seen, rank_string_at(span.items[i].at), depth);
	return seen;
}

void sort_items(struct sort_scratch *scratch, struct sort_span span, size_t depth) {
	struct rank_seen seen;
	struct rank_mark differ;
	bool whole;

	if (span.len <= FEW) {
		sort_few(span, depth);
		return;
	}
	/* All alike here: look further, in a loop because a common beginning may be long. */
	while (seen = see(span, depth), !rank_differ(&seen, &differ)) {
		if (!seen.more)
			return;
		depth++;
	}
	whole = press_plan(&scratch->press, &differ);
	for (size_t i = 0; i < span.len; i++) {
		struct rank_mark mark = rank_mark_of(rank_string_at(span.items[i].at), depth);

		span.items[i].word = press_mark(&scratch->press, &mark);
	}
	sort_words(scratch, span, false, depth, whole);
}
