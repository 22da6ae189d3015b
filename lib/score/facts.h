/*
 * facts.h - inside lib/score: what the events come to, a few words of memory for each key.
 *
 * Keys are dealt out to shards by their hash, each a map of its own with a lock of its own, so
 * that many may add events at once.
 */
#ifndef HL_SCORE_FACTS_H
#define HL_SCORE_FACTS_H

#include "model.h"

#include <pthread.h>

enum { SHARDS = 16, FACTS_COUNT = 0 };

/* Set in the word FACTS_COUNT, which counts a key's events, when some lead has the key. */
#define FACTS_MET UINT32_C(0x80000000)

/* Where a slot is among a key's words. */
struct place {
	unsigned word;
	uint32_t bit; /* 0: the word is the age in seconds + 1, 0 where there is none */
};

struct shard {
	pthread_mutex_t lock;
	struct hl_keys *keys;
};

struct hl_facts {
	const struct hl_model *model;
	struct hl_score_time time;
	struct place *places; /* per slot */
	size_t words;
	struct shard shards[SHARDS];
	size_t unmatched; /* events without a key */
};

/* An event, folded into its key's words when a few more wait for the same shard. */
struct event {
	uint64_t hash;
	uint64_t slots;   /* bit i: slot i takes it */
	uint32_t age;     /* + 1 */
	uint32_t key_len; /* at most EVENT_KEY */
	char key[40];
};

enum { EVENT_KEY = sizeof(((struct event *)NULL)->key) };

static inline uint64_t facts_hash(const struct hl_facts *facts, struct hl_str key) {
	return hl_keys_hash(facts->shards[0].keys, key);
}

static inline size_t facts_shard(uint64_t hash) {
	return hash % SHARDS;
}

/* Fold @len events of one shard. */
void facts_fold(struct hl_facts *facts, size_t shard, const struct event *events, size_t len);

/* The same for one event whose key is too long for its key. */
void facts_fold_long(struct hl_facts *facts, const struct event *event, struct hl_str key);

/* The words of @key, or NULL; and what asks for the memory of that ahead of it, in two steps. */
uint32_t *facts_find(const struct hl_facts *facts, struct hl_str key, uint64_t hash);
void facts_prefetch(const struct hl_facts *facts, uint64_t hash);
void facts_guess(const struct hl_facts *facts, uint64_t hash);

/* Events whose key is in no lead that was looked up. */
size_t facts_strangers(const struct hl_facts *facts);

/* Among a key's words, the age of the newest event of the slot; false when there is none. */
static inline bool facts_age(
	const struct hl_facts *facts, const uint32_t *words, size_t slot, int64_t *age_s) {
	const struct place *place = &facts->places[slot];
	uint32_t word = words[place->word];

	*age_s = place->bit ? 0 : (int64_t)word - 1;
	return place->bit ? (word & place->bit) != 0 : word != 0;
}

#endif
