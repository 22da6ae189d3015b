/*
 * shards.h - inside lib/gate: key maps that several threads fill, in parts with a lock each.
 *
 * Keys are dealt out by their hash. What is to be done to a key's words waits with a few dozen
 * others of its part, so that their memory is asked for before it is needed.
 */
#ifndef HL_GATE_SHARDS_H
#define HL_GATE_SHARDS_H

#include "hl/lead.h"
#include "hl/table.h"
#include "hl/thread.h"

enum { SHARD_BITS = 4, SHARDS_MAX = 1 << SHARD_BITS, BATCH_MAX = 32 };

struct shard {
	pthread_mutex_t lock;
	struct hl_keys *keys;
};

struct shards {
	struct shard at[SHARDS_MAX];
	size_t len; /* 1 where there is one thread */
	struct hl_pool *pool;
};

/* Maps with that many words beside each key. */
void shards_init(struct shards *shards, size_t words, size_t threads);
void shards_release(struct shards *shards);

static inline struct hl_key shards_key(const struct shards *shards, struct hl_str text) {
	return hl_key_of(shards->at[0].keys, text);
}

static inline size_t shards_of(const struct shards *shards, const struct hl_key *key) {
	return key->hash & (shards->len - 1);
}

/* The words of each of up to HL_STEP_ROWS keys, or NULL. Nobody adds keys any more. */
void shards_find(
	const struct shards *shards, const struct hl_str *texts, size_t len, uint32_t **words);

/* --- what is done to words --- */

/* Done to the words of a key in part @shard, whose lock is held. */
typedef void shards_fold(void *arg, size_t shard, uint32_t *words, const void *fact);

/* Facts of keys of one part; those whose memory was asked for have guesses. */
struct batch {
	struct hl_key keys[BATCH_MAX];
	uint32_t *guesses[BATCH_MAX];
	size_t len;
	char *facts;
};

/* Of two batches one waits for its memory while the other fills. */
struct queue {
	struct batch batches[2];
	size_t fresh; /* the one that fills */
};

/* What waits; each thread has its own. */
struct folder {
	struct shards *shards;
	shards_fold *fold;
	void *arg;
	size_t size;  /* of a fact */
	bool borrows; /* long keys wait whose texts are the caller's */
	struct queue *queues;
	char *facts; /* memory of all batches */
};

void folder_init(
	struct folder *folder, struct shards *shards, size_t size, shards_fold *fold, void *arg);
void folder_release(struct folder *folder);

/* The fact of that key, which may borrow its text until folder_fold, has to wait. */
void folder_add(struct folder *folder, const struct hl_key *key, const void *fact);

/* Nothing waits any more. */
void folder_fold(struct folder *folder);

/* Where texts are the caller's, that is. */
static inline void folder_settle(struct folder *folder) {
	if (folder->borrows)
		folder_fold(folder);
}

/* --- lists of what belongs to a key --- */

/* An index of an array of part @shard as a word that is not 0. */
static inline uint32_t shard_ref(size_t index, size_t shard) {
	if (index + 1 > UINT32_MAX >> SHARD_BITS)
		hl_out_of_memory();
	return (uint32_t)((index + 1) << SHARD_BITS | shard);
}

static inline size_t shard_of_ref(uint32_t ref) {
	return ref & (SHARDS_MAX - 1);
}

static inline size_t index_of_ref(uint32_t ref) {
	return (ref >> SHARD_BITS) - 1;
}

#endif
