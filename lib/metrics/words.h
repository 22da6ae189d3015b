/*
 * words.h - cells that come again and again, and what each of them stands for.
 *
 * A log has a few hundred collectors and a dozen types and results: the bytes of a short cell are
 * two machine words, and those lead to what was found out about it the last time. What is not there
 * is looked up in earnest.
 */
#ifndef HL_METRICS_WORDS_H
#define HL_METRICS_WORDS_H

#include "hl/table.h"

enum { WORD_MAX = 16 };

/* What is done once for each word stays out of the loops that look at each cell. */
#define ONCE_A_WORD __attribute__((noinline))

/* A text of 1 to 16 bytes: the last eight, and those before them; no cell holds a NUL. */
struct word {
	uint64_t before, last;
};

struct word_slot {
	struct word word; /* zero: free */
	uint32_t value;
};

/* @len slots, a power of two. Zero them to begin with. */
struct words {
	struct word_slot *at;
	size_t len;
};

/* Where cells lie in their row as they are written, whatever blanks and quotes there are. */
struct extent {
	const char *end;
	size_t len;
};

/* From cell @first to cell @last of @row. */
static inline struct extent extent_of(const struct hl_row *row, size_t first, size_t last) {
	uint32_t start = first ? row->ends[first - 1] + 1 : row->start;

	return (struct extent){ row->base + row->ends[last], row->ends[last] - start };
}

/* The 1 to 16 bytes before @end; of those before them something is read. */
static inline struct word word_before(const char *end, size_t len) {
	uint64_t last = hl_word_at(end - 8);

	if (len <= 8)
		return (struct word){ 0, last >> (64 - 8 * len) };
	return (struct word){ hl_word_at(end - WORD_MAX) >> (128 - 8 * len), last };
}

/* May @words words be read before the end of @extent? Only bytes of the row itself are. */
static inline bool has_words(const struct hl_row *row, struct extent extent, size_t words) {
	return extent.len - 1 < words * WORD_MAX &&
	       (size_t)(extent.end - row->raw.at) >= words * WORD_MAX;
}

/* Cell @column of @row; zero: it is empty, long, decoded or not there. */
static inline struct word word_at(const struct hl_row *row, size_t column) {
	struct extent extent;

	if (column == HL_NO_COLUMN || row->texts)
		return (struct word){ 0, 0 };
	extent = extent_of(row, column, column);
	return has_words(row, extent, 1) ? word_before(extent.end, extent.len)
					 : (struct word){ 0, 0 };
}

/* 16 bits: only a memo is found by it, in which nothing is lost when two meet. */
static inline uint64_t word_hash(struct word a, struct word b) {
	uint64_t first = a.last ^ (a.before << 21 | a.before >> 43);
	uint64_t second = b.last ^ (b.before << 21 | b.before >> 43);
	uint64_t both = first ^ second * UINT64_C(0xbf58476d1ce4e5b9);

	return ((both ^ both >> 32) * UINT64_C(0x94d049bb133111eb)) >> 48;
}

static inline bool word_is_none(struct word word) {
	return word.last == 0;
}

/* The slot of @word; it may hold another one's value. */
static inline struct word_slot *words_slot(const struct words *words, struct word word) {
	return &words->at[word_hash(word, (struct word){ 0, 0 }) & (words->len - 1)];
}

static inline bool word_eq(struct word a, struct word b) {
	return a.last == b.last && a.before == b.before;
}

#endif
