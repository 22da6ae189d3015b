/*
 * once.h - inside lib/score: a log whose events have ids; of those with one id the first row
 * stands.
 *
 * Workers make events ready and leave them in the bytes of their blocks as parcels. These come in
 * the order of the rows, one block at a time, to where the ids are known: those whose id was seen
 * before are crossed out there. What is left is folded by whoever has the next block to begin.
 */
#ifndef HL_SCORE_ONCE_H
#define HL_SCORE_ONCE_H

#include "fold.h"
#include "log.h"
#include "pile.h"

/*
 * An event that waits. Behind it lie the id, and the text of a key that its hl_key would have to
 * borrow; and nothing up to the next multiple of eight bytes.
 */
struct parcel {
	struct event event; /* its age is 0: it is crossed out */
	struct hl_key key;  /* of its lead */
	uint64_t hash;      /* of the id */
	uint32_t id_len, key_len;
};

/* How many bytes lie behind it. */
static inline size_t parcel_rest(const struct parcel *parcel) {
	size_t key_len = parcel->key_len > HL_KEY_INSIDE ? parcel->key_len : 0;

	return (parcel->id_len + key_len + 7) & ~(size_t)7;
}

/* --- once.c --- */

/* Fold the parcels in @bytes that are not crossed out. */
void parcels_fold(struct hl_facts *facts, struct folder *folder, const struct hl_buf *bytes);

/* Fold the log, which has a column of ids. */
enum hl_status once_fold(
	struct log *log, struct hl_reader *events, struct hl_error *err) HL_CHECKED;

/* --- seen.c --- */

/*
 * The ids that were seen. When they take more memory than they may, they are dealt out to piles on
 * disk by their hash, and so is every parcel that comes after that; what these come to is known
 * when all are read. Piles that are too large themselves are dealt out by further bits of the hash.
 */
struct dealt {
	struct pile piles[PILES_EACH];
	unsigned level;
	bool is_open; /* else the ids are in memory */
};

struct seen_ids {
	struct hl_facts *facts;
	struct hl_ids *ids;
	size_t memory; /* so much they may take; SIZE_MAX: any */
	size_t held;   /* so much the facts know of */
	struct dealt dealt;
};

void seen_init(struct seen_ids *seen, struct hl_facts *facts);
void seen_release(struct seen_ids *seen);

/* Cross out the parcels in @bytes whose ids were seen before, and those that are on disk now. */
enum hl_status seen_take(
	struct seen_ids *seen, const struct hl_buf *bytes, struct hl_error *err) HL_CHECKED;

/* All were taken: fold what is on disk. */
enum hl_status seen_end(
	struct seen_ids *seen, struct folder *folder, struct hl_error *err) HL_CHECKED;

#endif
