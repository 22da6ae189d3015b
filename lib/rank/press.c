/* press.c - which bits of many sort strings have to be looked at. */
#include "press.h"

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
		press->runs[press->runs_len++] = (struct press_bits){
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

bool press_plan(struct press *press, const struct rank_mark *differ) {
	press->runs_len = 0;
	press->bits = 0;
	for (unsigned w = 0; w < RANK_WORDS; w++)
		if (!plan_word(press, differ->words[w], w))
			return false;
	return true;
}
