/* ids.c - ids that are each seen once: short ones in a table of nothing but their bytes. */
#include "hl/lead.h"

#include <stdlib.h>
#include <string.h>

enum { WORD = 8, WORDS_MAX = 2, LENGTH_MAX = WORD * WORDS_MAX };

/* The first table has 2^6 places. */
enum { FIRST_CAP = 64, FIRST_SHIFT = 64 - 6 };

/* Larger tables are not kept for the ids that come when all were forgotten. */
enum { KEPT_CAP = 1024 };

/*
 * Ids of up to so many words of eight bytes, zeroes behind them; a free place begins with one.
 * Their places follow from the upper bits of the hash, so that they keep their order when it grows.
 */
struct table {
	uint64_t *at;
	size_t words;
	size_t len, cap;
	unsigned shift; /* what is left of a hash is a place */
};

struct hl_ids {
	struct table tables[WORDS_MAX]; /* of one word, of two */
	struct hl_keys *longer;
	struct hl_keys *seed; /* empty for good, so that any thread may hash by it */
	struct hl_pool *pool; /* or NULL */
};

/* --- begin and end --- */

static size_t size_of(const struct table *table) {
	return table->cap * table->words * WORD;
}

struct hl_ids *hl_ids_new(struct hl_pool *pool) {
	struct hl_ids *ids = hl_claim(1, sizeof(*ids));

	for (size_t i = 0; i < HL_LEN(ids->tables); i++)
		ids->tables[i].words = i + 1;
	ids->pool = pool;
	ids->seed = hl_keys_new_with(pool, 0);
	ids->longer = hl_keys_new_like(ids->seed);
	return ids;
}

static void give_back(const struct hl_ids *ids, const struct table *table) {
	hl_pool_give(ids->pool, table->at, size_of(table));
}

void hl_ids_free(struct hl_ids *ids) {
	if (!ids)
		return;
	for (size_t i = 0; i < HL_LEN(ids->tables); i++)
		give_back(ids, &ids->tables[i]);
	hl_keys_free(ids->longer);
	hl_keys_free(ids->seed);
	free(ids);
}

static void empty(const struct hl_ids *ids, struct table *table) {
	if (table->len > 0 && table->cap <= KEPT_CAP) {
		memset(table->at, 0, size_of(table));
		table->len = 0;
	} else if (table->len > 0) {
		give_back(ids, table);
		*table = (struct table){ .words = table->words };
	}
}

void hl_ids_empty(struct hl_ids *ids) {
	for (size_t i = 0; i < HL_LEN(ids->tables); i++)
		empty(ids, &ids->tables[i]);
	if (hl_keys_len(ids->longer) > 0)
		hl_keys_empty(ids->longer);
}

const struct hl_keys *hl_ids_seed(const struct hl_ids *ids) {
	return ids->seed;
}

/* --- a table --- */

static size_t place_of(const struct table *table, uint64_t hash) {
	return hash >> table->shift;
}

/* Where @words are, or where they would go. */
static uint64_t *find(const struct table *table, const uint64_t *words, uint64_t hash) {
	size_t mask = table->cap - 1;

	for (size_t i = place_of(table, hash);; i = (i + 1) & mask) {
		uint64_t *slot = &table->at[i * table->words];

		if (slot[0] == 0 ||
			(slot[0] == words[0] && (table->words == 1 || slot[1] == words[1])))
			return slot;
	}
}

static void put(const struct table *table, uint64_t *slot, const uint64_t *words) {
	memcpy(slot, words, table->words * WORD);
}

static struct hl_str text_of(const struct table *table, const uint64_t *slot) {
	const char *at = (const char *)slot;

	return (struct hl_str){ at, strnlen(at, table->words * WORD) };
}

/* At most three quarters full. */
static bool has_room(const struct table *table, size_t more) {
	return 4 * (table->len + more) <= 3 * table->cap;
}

static void make_room(const struct hl_ids *ids, struct table *table) {
	struct table wide = { .words = table->words, .len = table->len };

	if (has_room(table, 1))
		return;
	wide.cap = table->cap ? 2 * table->cap : FIRST_CAP;
	wide.shift = table->cap ? table->shift - 1 : FIRST_SHIFT;
	wide.at = hl_pool_claim(ids->pool, size_of(&wide));
	hl_pages_fill(wide.at, size_of(&wide));
	for (size_t i = 0; i < table->cap; i++) {
		const uint64_t *slot = &table->at[i * table->words];

		if (slot[0])
			put(&wide,
				find(&wide, slot, hl_key_of(ids->seed, text_of(table, slot)).hash),
				slot);
	}
	give_back(ids, table);
	*table = wide;
}

/* --- all of them --- */

void hl_ids_prefetch(const struct hl_ids *ids, struct hl_str id, uint64_t hash) {
	const struct table *table = &ids->tables[id.len > WORD];

	if (id.len > LENGTH_MAX)
		hl_key_prefetch(ids->longer, &(struct hl_key){ .hash = hash });
	else if (table->cap)
		__builtin_prefetch(&table->at[place_of(table, hash) * table->words], 1);
}

static bool add_longer(struct hl_ids *ids, struct hl_str id, uint64_t hash) {
	const struct hl_key key = hl_key_hashed(id, hash);
	size_t known = hl_keys_len(ids->longer);

	return hl_key_add(ids->longer, &key) == known;
}

bool hl_ids_add(struct hl_ids *ids, struct hl_str id, uint64_t hash) {
	struct table *table = &ids->tables[id.len > WORD];
	uint64_t words[WORDS_MAX] = { 0 };
	uint64_t *slot;

	if (id.len > LENGTH_MAX)
		return add_longer(ids, id, hash);
	make_room(ids, table);
	memcpy(words, id.at, id.len);
	slot = find(table, words, hash);
	if (slot[0])
		return false;
	put(table, slot, words);
	table->len++;
	return true;
}

/*
 * The @i-th place to look at, not in the order of the hashes: whoever added ids in that order to a
 * smaller set would have all of them in one part of it. Runs of FIRST_CAP places, by the golden
 * ratio.
 */
static size_t turn(const struct table *table, size_t i) {
	size_t runs = table->cap / FIRST_CAP;
	size_t step = (size_t)((hl_wide)runs * INT64_C(0x4f1bbcdcbfa53e0b) >> 63) | 1;

	return (i / FIRST_CAP * step & (runs - 1)) * FIRST_CAP + i % FIRST_CAP;
}

bool hl_ids_next(const struct hl_ids *ids, size_t *at, struct hl_str *id) {
	size_t begun = 0;

	for (size_t t = 0; t < HL_LEN(ids->tables); t++) {
		const struct table *table = &ids->tables[t];

		for (; *at < begun + table->cap; ++*at) {
			size_t place = turn(table, *at - begun);
			const uint64_t *slot = &table->at[place * table->words];

			if (!slot[0])
				continue;
			*id = text_of(table, slot);
			++*at;
			return true;
		}
		begun += table->cap;
	}
	if (*at - begun == hl_keys_len(ids->longer))
		return false;
	*id = hl_keys_at(ids->longer, (*at)++ - begun);
	return true;
}

/* --- memory --- */

size_t hl_ids_size(const struct hl_ids *ids) {
	size_t size = hl_keys_size(ids->longer);

	for (size_t i = 0; i < HL_LEN(ids->tables); i++)
		size += size_of(&ids->tables[i]);
	return size;
}

/* While a table doubles the old one is still there; a map takes half as much again at most. */
size_t hl_ids_peak(const struct hl_ids *ids, size_t more) {
	size_t size = hl_keys_size(ids->longer) / 2 * 3;

	for (size_t i = 0; i < HL_LEN(ids->tables); i++) {
		const struct table *table = &ids->tables[i];

		size += has_room(table, more) ? size_of(table) : 3 * size_of(table);
	}
	return size;
}
