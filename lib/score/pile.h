/*
 * pile.h - inside lib/score: bytes in a temporary file, written one behind the other, then read
 * from the first on.
 */
#ifndef HL_SCORE_PILE_H
#define HL_SCORE_PILE_H

#include "hl/io.h"

/* Zero it to begin with, but for the folder. */
struct pile {
	const char *folder;
	struct hl_temp *temp; /* NULL: nothing was written yet */
	struct hl_buf bytes;  /* to be written; or read, from taken on */
	size_t taken;
	uint64_t read;
};

/* What was added to pile->bytes goes to the file when it is worth it. */
enum hl_status pile_pass(struct pile *pile, struct hl_error *err) HL_CHECKED;

/* All of it does, and memory is given back: what follows is more, or reading. */
enum hl_status pile_write(struct pile *pile, struct hl_error *err) HL_CHECKED;

/*
 * The next @len bytes, valid until the next ones are taken; multiples of four all along are
 * aligned to that. HL_END: there is nothing more.
 */
enum hl_status pile_take(
	struct pile *pile, size_t len, char **bytes, struct hl_error *err) HL_CHECKED;

/* Read from the first on again. */
void pile_rewind(struct pile *pile);

/* Its file is gone, too; the pile is as it was at first. */
void pile_release(struct pile *pile);

/*
 * What does not fit in memory is dealt out to piles by the lowest bits of a hash; what of a pile
 * does not fit either by the next ones, and so on. Maps find their places by the upper bits.
 */
enum { LEVEL_BITS = 4, LEVELS = 8, PILES_EACH = 1 << LEVEL_BITS };

static inline size_t pile_of(uint64_t hash, unsigned level) {
	return hash >> (level * LEVEL_BITS) & (PILES_EACH - 1);
}

#endif
