/* press.h - the bits of sort strings that differ, pressed together into one word. */
#ifndef HL_RANK_PRESS_H
#define HL_RANK_PRESS_H

#include "parts.h"

enum { WORD_BITS = 64, PRESS_RUNS_MAX = 64 };

/* A run of neighbouring bits of one word of the mark. */
struct press_bits {
	uint64_t mask;
	unsigned shift, len, word;
};

struct press {
	struct press_bits runs[PRESS_RUNS_MAX];
	size_t runs_len;
	unsigned bits; /* of the word */
};

/* The bits that are set in @differ; false: there is room only for the first of them. */
bool press_plan(struct press *press, const struct rank_mark *differ);

static inline uint64_t press_mark(const struct press *press, const struct rank_mark *mark) {
	uint64_t word = 0;

	for (size_t i = 0; i < press->runs_len; i++) {
		const struct press_bits *bits = &press->runs[i];

		/* In two steps: a run may be as long as the word. */
		word = word << (bits->len - 1) << 1 |
		       (mark->words[bits->word] >> bits->shift & bits->mask);
	}
	return word;
}

#endif
