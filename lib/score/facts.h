/*
 * facts.h - inside lib/score: what the events come to, a few words of memory for each key.
 *
 * Keys are dealt out to shards by their hash, each a map of its own with a lock of its own, so
 * that many may add events at once.
 */
#ifndef HL_SCORE_FACTS_H
#define HL_SCORE_FACTS_H

#include "hl/thread.h"
#include "model.h"
#include "times.h"

/* A key's words: how many events there were, bits, counts, the list of times, ages. */
enum { SHARDS = 16, FACTS_COUNT = 0, FACTS_BITS = 1 };

/* Set in the word FACTS_COUNT, which counts a key's events, when some lead has the key. */
#define FACTS_MET UINT32_C(0x80000000)

/* Where a slot is among a key's words. */
struct place {
	uint16_t word;
	uint16_t keep; /* enum keep: more than the newest event */
	uint32_t bit;  /* 0: the word is the age in seconds + 1, 0 where there is none */
};

struct shard {
	pthread_mutex_t lock;
	struct hl_keys *keys;
	struct times *times; /* NULL: the model asks for none */
};

struct spill;

struct hl_facts {
	const struct hl_model *model;
	struct hl_score_time time;
	struct place *places; /* per slot */
	size_t words;
	size_t counts;   /* the words from this one on are counts, */
	size_t silences; /* from this one on of silences, found when all is read */
	size_t list;     /* this one is where the list of times begins; 0: none */
	size_t ages;     /* from this one on they are ages */
	size_t threads;
	struct spill *spill; /* NULL: they may take any memory */
	struct shard shards[SHARDS];
	struct hl_pool *pool; /* of their maps */
	size_t shards_len;    /* 1 where nobody adds events beside us */
	size_t unmatched;     /* events without a key */
	bool has_ids;         /* some log had a column of ids: */
	size_t repeated;      /* events whose id was seen before */
	uint64_t ids_spilled; /* bytes written to find them */
};

/* What an event is to its lead. */
struct event {
	uint64_t slots; /* bit i: slot i takes it, but for those of @bits */
	uint64_t ago;   /* nanoseconds before the run, where times are kept */
	uint32_t bits;  /* of the word FACTS_BITS */
	uint32_t age;   /* + 1; 0: it is none yet */
};

/* Events of one shard that are folded together; those whose memory was asked for have guesses. */
enum { BATCH_MAX = 32 };
struct batch {
	struct hl_key keys[BATCH_MAX];
	struct event events[BATCH_MAX];
	uint32_t *guesses[BATCH_MAX];
	size_t len;
};

static inline struct hl_key facts_key(const struct hl_facts *facts, struct hl_str text) {
	return hl_key_of(facts->shards[0].keys, text);
}

static inline size_t facts_shard(const struct hl_facts *facts, const struct hl_key *key) {
	return key->hash & (facts->shards_len - 1);
}

static inline const struct hl_keys *facts_keys(
	const struct hl_facts *facts, const struct hl_key *key) {
	return facts->shards[facts_shard(facts, key)].keys;
}

/* What more than the newest event is kept of. */
void facts_keep(const struct hl_facts *facts, struct times *times, uint32_t *words, size_t slot,
	const struct event *event);

/* Fold an event into the words of its key, whose lists are in @times. */
static inline void facts_add(const struct hl_facts *facts, struct times *times, uint32_t *words,
	const struct event *event) {
	words[FACTS_COUNT] += words[FACTS_COUNT] < FACTS_MET - 1;
	if (event->bits)
		words[FACTS_BITS] |= event->bits;
	for (uint64_t slots = event->slots; slots; slots &= slots - 1) {
		size_t slot = (size_t)__builtin_ctzll(slots);
		const struct place *place = &facts->places[slot];
		uint32_t *word = &words[place->word];

		if (place->bit)
			*word |= place->bit;
		else if (place->keep != KEEP_NEWEST)
			facts_keep(facts, times, words, slot, event);
		else if (*word == 0 || event->age < *word)
			*word = event->age;
	}
}

/* Fold the words at @from, which other events of the key were folded into. */
void facts_join(const struct hl_facts *facts, uint32_t *words, const char *from);

/* The lists of a map that is to hold facts; NULL: the model asks for none. */
struct times *facts_times(const struct hl_facts *facts);

/* silence.c: all events of the key are known, or of all keys: how many silences there are. */
void silence_close(const struct hl_facts *facts, const struct times *times, uint32_t *words,
	struct moments *moments);
void silence_close_all(
	const struct hl_facts *facts, const struct times *times, const struct hl_keys *keys);

/* All events are read, and the facts are in memory. */
void facts_close(struct hl_facts *facts);

/* Events of a map's keys that no lead was found to have. */
size_t facts_unmet(const struct hl_keys *keys);

/*
 * Fold the events in @asked, which is empty then, and ask for the memory of those in @fresh. Where
 * facts may be spilled, what is asked for may go: there both are folded.
 */
void facts_fold(struct hl_facts *facts, size_t shard, struct batch *asked, struct batch *fresh);

/* The words of each of @len keys, or NULL. */
void facts_find(
	const struct hl_facts *facts, const struct hl_key *keys, size_t len, uint32_t **words);

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
