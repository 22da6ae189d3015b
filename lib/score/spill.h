/*
 * spill.h - inside lib/score: facts that do not fit in memory.
 *
 * Each shard of the facts has a share of the disk. While events are read, the largest shard goes
 * there when all of them are too large; a key may have several entries, which are folded when they
 * come back. Then the leads are read for their keys alone, which are dealt out to the shares in the
 * same way; share by share the entries are brought back and each of its leads, in order, gets an
 * answer; and when the leads are scored each takes the next answer of its share. So whatever is
 * told or written comes in the order of the leads, from one place.
 */
#ifndef HL_SCORE_SPILL_H
#define HL_SCORE_SPILL_H

#include "facts.h"
#include "pile.h"

#include <stdatomic.h>
#include <string.h>

/* What is on disk for the keys of one shard. */
enum {
	ENTRIES, /* of each: the length of the key, the words, the key */
	TIMES,   /* of each event in a list: the length, the moment, the key */
	KEYS,    /* of each lead: the length, the key */
	ANSWERS, /* of each lead: half of the key's hash, the words; for --hot-until the moments */
	PILES
};
struct share {
	struct pile piles[PILES];
};

struct spill {
	const char *folder;
	size_t memory;       /* so much all maps may take, as was asked */
	_Atomic size_t held; /* so much they take */
	_Atomic size_t sizes[SHARDS];
	_Atomic uint64_t written;
	struct share shares[SHARDS];
	size_t strangers; /* events whose key is in no lead */
	/* the last answer, for --hot-until: the words, and the list that begins there */
	uint32_t *words;
	struct times *times;
	/* the first failure, which ends the run */
	pthread_mutex_t lock;
	_Atomic enum hl_status status;
	struct hl_error err;
};

struct spill *spill_new(const char *folder, size_t memory);
void spill_free(struct spill *spill);

/* Set where the files are to be, and let go of them. */
void share_init(struct share *share, const char *folder);
void share_release(struct share *share);

/* The shard, whose lock is held, has changed. */
void spill_measure(struct hl_facts *facts, size_t shard);

/* Something else took @before bytes of the memory and takes @size now. */
void spill_hold(struct hl_facts *facts, size_t before, size_t size);

/* Make room, if there is too little; no lock is held. */
void spill_some(struct hl_facts *facts);

/* All events are read: if any facts were spilled, all of them are now. */
enum hl_status spill_rest(struct hl_facts *facts, struct hl_error *err) HL_CHECKED;

/* Did that fail? */
static inline bool spill_has_failed(const struct hl_facts *facts) {
	return facts->spill &&
	       atomic_load_explicit(&facts->spill->status, memory_order_acquire) != HL_OK;
}

enum hl_status spill_status(const struct hl_facts *facts, struct hl_error *err) HL_CHECKED;

/* A moment as it stands in a record. */
enum { MOMENT_SIZE = sizeof(uint64_t) + sizeof(uint32_t) };

static inline void moment_write(const struct moment *moment, char *to) {
	memcpy(to, &moment->ago, sizeof(moment->ago));
	memcpy(to + sizeof(moment->ago), &moment->slot, sizeof(moment->slot));
}

static inline struct moment moment_read(const char *from) {
	struct moment moment;

	memcpy(&moment.ago, from, sizeof(moment.ago));
	memcpy(&moment.slot, from + sizeof(moment.ago), sizeof(moment.slot));
	return moment;
}

/* A record that begins with the length of its text, behind @more other bytes. */
static inline void spill_put(struct pile *pile, struct hl_str text, struct hl_str more) {
	uint32_t len = (uint32_t)text.len;

	hl_buf_add(&pile->bytes, (struct hl_str){ (const char *)&len, sizeof(len) });
	hl_buf_add(&pile->bytes, more);
	hl_buf_add(&pile->bytes, text);
}

/* As pile_take for such a record: @more_len bytes at *more, the text behind them. */
enum hl_status spill_take(struct pile *pile, size_t more_len, char **more, struct hl_str *text,
	struct hl_error *err) HL_CHECKED;

/* --- known.c --- */

/* What is known of a lead: no words, no events. */
struct known {
	uint32_t *words;
	const struct times *times; /* where the list of the words is */
};

/* Do answers have moments? In the place of their list stands then how many they are. */
static inline bool known_has_moments(const struct hl_facts *facts) {
	return facts->until && facts->list;
}

enum hl_status known_put(const struct hl_facts *facts, struct pile *pile, const struct hl_key *key,
	const struct known *known, struct hl_error *err) HL_CHECKED;

/*
 * The next answer, which must be that for @key: HL_END if it is another one's. Its moments are the
 * list of the words in spill->times; all of it is valid until the next one is taken.
 */
enum hl_status known_take(const struct hl_facts *facts, struct pile *pile, const struct hl_key *key,
	uint32_t **words, struct hl_error *err) HL_CHECKED;

#endif
