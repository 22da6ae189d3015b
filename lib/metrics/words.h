/*
 * words.h - cells that come again and again, and what each of them stands for.
 *
 * A log has a few hundred collectors and a dozen types and results: a short cell is two machine
 * words, and those lead to what was found out about it the last time. What is not there is
 * looked up in earnest.
 */
#ifndef HL_METRICS_WORDS_H
#define HL_METRICS_WORDS_H

#include "hl/table.h"

#include <endian.h>
#include <string.h>

enum { WORD_MAX = 16 };

/* The bytes of a cell of 1 to 16, then zeroes; no cell holds a NUL. */
struct word {
	uint64_t low, high;
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

static inline struct word word_load(const char *at) {
	struct word word;

	memcpy(&word, at, sizeof(word));
	return (struct word){ le64toh(word.low), le64toh(word.high) };
}

/* The first @len bytes of @word. */
static inline struct word word_cut(struct word word, size_t len) {
	static const char ones[2 * WORD_MAX] = "\xff\xff\xff\xff\xff\xff\xff\xff"
					       "\xff\xff\xff\xff\xff\xff\xff\xff";
	struct word mask = word_load(ones + WORD_MAX - len);

	return (struct word){ word.low & mask.low, word.high & mask.high };
}

/* The last @len bytes of @word. */
static inline struct word word_shift(struct word word, size_t len) {
	size_t bits = 8 * (WORD_MAX - len);

	if (bits >= 64)
		return (struct word){ word.high >> (bits - 64), 0 };
	if (bits == 0)
		return word;
	return (struct word){ word.low >> bits | word.high << (64 - bits), word.high >> bits };
}

/* @cell (of 1 to 16 bytes) of @row: only bytes of the row itself are read. */
static inline struct word word_of(const struct hl_row *row, struct hl_str cell) {
	char copy[WORD_MAX] = { 0 };

	if (!row->texts && cell.at + WORD_MAX <= row->raw.at + row->raw.len)
		return word_cut(word_load(cell.at), cell.len);
	if (!row->texts && cell.at + cell.len >= row->raw.at + WORD_MAX)
		return word_shift(word_load(cell.at + cell.len - WORD_MAX), cell.len);
	memcpy(copy, cell.at, cell.len);
	return word_load(copy);
}

/* 24 bits: only a memo is found by it, in which nothing is lost when two meet. */
static inline uint64_t word_hash(struct word a, struct word b) {
	uint64_t first = a.low ^ (a.high >> 7 | a.high << 57);
	uint64_t second = b.low ^ (b.high >> 7 | b.high << 57);

	return (first * UINT64_C(0x9e3779b97f4a7c15) + second * UINT64_C(0xbf58476d1ce4e5b9)) >> 40;
}

/* The slot of @word; it may hold another one's value. */
static inline struct word_slot *words_slot(const struct words *words, struct word word) {
	return &words->at[word_hash(word, (struct word){ 0, 0 }) & (words->len - 1)];
}

static inline bool word_eq(struct word a, struct word b) {
	return ((a.low ^ b.low) | (a.high ^ b.high)) == 0;
}

#endif
