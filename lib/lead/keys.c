/*
 * keys.c - texts to dense numbers.
 *
 * Entries lie in order of arrival in chunks that never move, each as large as all before it up to
 * a size that wastes little where many maps grow. A short key and its words are one run of bytes,
 * so that looking a key up costs two reads of memory: a slot of the index and the entry. A slot
 * holds a tag, the upper half of the hash, and its place follows from the tag alone: when the index
 * doubles no key is read again, and slots keep their order. The hash is keyed by a seed from the
 * system, so that nobody can write a file whose keys all meet in one place.
 */
#include "keys.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

/* --- memory --- */

static void seed(uint64_t *to) {
	struct timespec now;

	if (getrandom(to, 2 * sizeof(*to), GRND_NONBLOCK) == (ssize_t)(2 * sizeof(*to)))
		return;
	/* Only against floods; the order of keys never shows. */
	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	to[0] = (uint64_t)now.tv_nsec;
	to[1] = (uint64_t)now.tv_sec ^ (uint64_t)(uintptr_t)to;
}

static size_t slots_size(unsigned bits) {
	return sizeof(struct slot) << bits;
}

static size_t chunk_size(const struct hl_keys *keys, size_t chunk) {
	size_t bits = FIRST_BITS + (chunk ? chunk - 1 : 0);

	return keys->stride << (bits < LAST_BITS ? bits : LAST_BITS);
}

static struct hl_keys *keys_make(struct hl_pool *pool, size_t stride, const uint64_t *like) {
	struct hl_keys *keys = hl_claim(1, sizeof(*keys));

	keys->own = pool ? NULL : hl_pool_new();
	keys->pool = pool ? pool : keys->own;
	keys->bits = FIRST_BITS;
	keys->slots = hl_pool_claim(keys->pool, slots_size(keys->bits));
	keys->stride = stride;
	keys->is_apart = LINE % stride != 0;
	if (like)
		memcpy(keys->seed, like, sizeof(keys->seed));
	else
		seed(keys->seed);
	return keys;
}

struct hl_keys *hl_keys_new_with(struct hl_pool *pool, size_t words) {
	/* Keys are read as words of eight bytes. */
	return keys_make(pool, (KEY_ROOM + 4 * words + 7) & ~(size_t)7, NULL);
}

struct hl_keys *hl_keys_new_like(const struct hl_keys *keys) {
	return keys_make(keys->pool, keys->stride, keys->seed);
}

static void release(struct hl_keys *keys) {
	for (size_t i = 0; i < keys->chunks_len; i++)
		hl_pool_give(keys->pool, keys->chunks[i], chunk_size(keys, i));
	keys->chunks_len = keys->chunks_size = 0;
	hl_pool_give(keys->pool, keys->slots, slots_size(keys->bits));
	hl_arena_release(&keys->bytes);
}

void hl_keys_empty(struct hl_keys *keys) {
	release(keys);
	keys->bits = FIRST_BITS;
	keys->slots = hl_pool_claim(keys->pool, slots_size(keys->bits));
	keys->len = keys->bytes_len = 0;
}

/* Words beside new keys are zero. */
void hl_keys_forget(struct hl_keys *keys) {
	for (size_t i = 0; i < keys->chunks_len && keys->stride > KEY_ROOM; i++)
		memset(keys->chunks[i], 0, chunk_size(keys, i));
	memset(keys->slots, 0, slots_size(keys->bits));
	hl_arena_empty(&keys->bytes);
	keys->len = keys->bytes_len = 0;
}

void hl_keys_free(struct hl_keys *keys) {
	if (!keys)
		return;
	release(keys);
	hl_pool_free(keys->own);
	free(keys->chunks);
	free(keys);
}

size_t hl_keys_len(const struct hl_keys *keys) {
	return keys->len;
}

/* --- entries --- */

/*
 * The first chunk has as many entries as the second, each further one as all before it, and each
 * from 2^LAST_BITS entries on that many.
 */
static inline size_t chunk_of(size_t number, size_t *start) {
	size_t bits = FIRST_BITS;

	if (number >> LAST_BITS) {
		*start = number >> LAST_BITS << LAST_BITS;
		return LAST_BITS - FIRST_BITS + (number >> LAST_BITS);
	}
	*start = 0;
	if (number >> FIRST_BITS == 0)
		return 0;
	bits = 63 - (size_t)__builtin_clzll((unsigned long long)number);
	*start = (size_t)1 << bits;
	return bits + 1 - FIRST_BITS;
}

static inline char *entry_at(const struct hl_keys *keys, size_t number) {
	size_t start;
	size_t chunk = chunk_of(number, &start);

	return keys->chunks[chunk] + (number - start) * keys->stride;
}

size_t hl_keys_size(const struct hl_keys *keys) {
	return slots_size(keys->bits) + keys->chunks_size + keys->bytes_len;
}

struct hl_str hl_keys_at(const struct hl_keys *keys, size_t number) {
	const char *entry = entry_at(keys, number);
	uint64_t high = hl_word_at(entry + 8);

	if (high >= LONG)
		return key_long_text(hl_word_at(entry), high);
	return (struct hl_str){ entry, (size_t)(high >> LENGTH_SHIFT) };
}

static uint32_t *words_of(char *entry) {
	return (uint32_t *)(void *)(entry + KEY_ROOM);
}

uint32_t *hl_keys_words(const struct hl_keys *keys, size_t number) {
	return words_of(entry_at(keys, number));
}

static bool holds(const char *entry, const struct hl_key *key) {
	uint64_t high = hl_word_at(entry + 8);

	if (high != key->high)
		return false;
	return high < LONG ? hl_word_at(entry) == key->low
			   : hl_str_eq(key_long_text(hl_word_at(entry), high),
				     key_long_text(key->low, key->high));
}

bool hl_key_is(const uint32_t *words, const struct hl_key *key) {
	return holds((const char *)words - KEY_ROOM, key);
}

/* --- the index --- */

static uint32_t tag_of(const struct hl_key *key) {
	return (uint32_t)(key->hash >> TAG_BITS);
}

static size_t place_of(const struct hl_keys *keys, uint32_t tag) {
	return tag >> (TAG_BITS - keys->bits);
}

static size_t behind(const struct hl_keys *keys, size_t place) {
	return (place + 1) & (((size_t)1 << keys->bits) - 1);
}

/* Where the key is, or where it would go. */
static struct slot *find(const struct hl_keys *keys, const struct hl_key *key) {
	uint32_t tag = tag_of(key);

	for (size_t i = place_of(keys, tag);; i = behind(keys, i)) {
		struct slot *slot = &keys->slots[i];

		if (slot->number == 0 ||
			(slot->tag == tag && holds(entry_at(keys, slot->number - 1), key)))
			return slot;
	}
}

void hl_key_prefetch(const struct hl_keys *keys, const struct hl_key *key) {
	__builtin_prefetch(&keys->slots[place_of(keys, tag_of(key))]);
}

uint32_t *hl_key_guess(const struct hl_keys *keys, const struct hl_key *key) {
	uint32_t tag = tag_of(key);

	for (size_t i = place_of(keys, tag); keys->slots[i].number; i = behind(keys, i)) {
		char *entry;

		if (keys->slots[i].tag != tag)
			continue;
		entry = entry_at(keys, keys->slots[i].number - 1);
		__builtin_prefetch(entry, 1);
		if (keys->is_apart)
			__builtin_prefetch(entry + keys->stride - 1, 1);
		return words_of(entry);
	}
	return NULL;
}

/* Slots keep their order, so that both tables are gone through from one end to the other. */
static void double_slots(struct hl_keys *keys) {
	struct slot *old = keys->slots;
	size_t old_len = (size_t)1 << keys->bits;

	keys->bits++;
	keys->slots = hl_pool_claim(keys->pool, slots_size(keys->bits));
	hl_pages_fill(keys->slots, slots_size(keys->bits));
	for (size_t k = 0; k < old_len; k++) {
		size_t i;

		if (!old[k].number)
			continue;
		i = place_of(keys, old[k].tag);
		while (keys->slots[i].number)
			i = behind(keys, i);
		keys->slots[i] = old[k];
	}
	hl_pool_give(keys->pool, old, slots_size(keys->bits - 1));
}

static void add_chunk(struct hl_keys *keys) {
	size_t chunk = keys->chunks_len++;

	keys->chunks =
		hl_grow(keys->chunks, &keys->chunks_cap, keys->chunks_len, sizeof(*keys->chunks));
	keys->chunks[chunk] = hl_pool_claim(keys->pool, chunk_size(keys, chunk));
	keys->chunks_size += chunk_size(keys, chunk);
}

static char *append(struct hl_keys *keys, const struct hl_key *key) {
	size_t start;
	size_t chunk = chunk_of(keys->len, &start);
	uint64_t low = key->low;
	char *entry;

	if (keys->len == KEYS_MAX)
		hl_out_of_memory();
	if (chunk == keys->chunks_len)
		add_chunk(keys);
	entry = entry_at(keys, keys->len++);
	if (key->high >= LONG) {
		struct hl_str text = key_long_text(key->low, key->high);
		const char *at = hl_str_keep(&keys->bytes, text).at;

		memcpy(&low, &at, sizeof(at));
		keys->bytes_len += text.len;
	}
	memcpy(entry, &low, sizeof(low));
	memcpy(entry + 8, &key->high, sizeof(key->high));
	return entry;
}

size_t hl_key_find(const struct hl_keys *keys, const struct hl_key *key) {
	const struct slot *slot = find(keys, key);

	return slot->number ? slot->number - 1 : HL_NO_KEY;
}

size_t hl_key_add(struct hl_keys *keys, const struct hl_key *key) {
	struct slot *slot = find(keys, key);

	if (slot->number)
		return slot->number - 1;
	(void)append(keys, key);
	*slot = (struct slot){ tag_of(key), (uint32_t)keys->len };
	if (keys->len * 16 > (size_t)13 << keys->bits)
		double_slots(keys);
	return keys->len - 1;
}

uint32_t *hl_key_make(struct hl_keys *keys, const struct hl_key *key) {
	return hl_keys_words(keys, hl_key_add(keys, key));
}

uint32_t *hl_key_look(const struct hl_keys *keys, const struct hl_key *key) {
	const struct slot *slot = find(keys, key);

	return slot->number ? hl_keys_words(keys, slot->number - 1) : NULL;
}

size_t hl_keys_find(const struct hl_keys *keys, struct hl_str text) {
	struct hl_key key = hl_key_of(keys, text);

	return hl_key_find(keys, &key);
}

size_t hl_keys_add(struct hl_keys *keys, struct hl_str text) {
	struct hl_key key = hl_key_of(keys, text);

	return hl_key_add(keys, &key);
}
