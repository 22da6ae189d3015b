/*
 * keys.c - texts to dense numbers.
 *
 * Entries lie in order of arrival, in chunks that never move, short keys inside their entry; a
 * table of (tag, number) pairs, probed one after the other, finds them. The hash is keyed by a
 * seed from the system, so that nobody can write a file whose keys all meet in one place.
 */
#include "hl/lead.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

enum { FIRST_SLOTS = 64, CHUNK_BITS = 12, CHUNK = 1 << CHUNK_BITS, INSIDE = 24 };

struct slot {
	uint32_t tag;
	uint32_t number; /* + 1; 0: free */
};

struct entry {
	size_t len;
	union {
		char inside[INSIDE]; /* when len <= INSIDE */
		const char *outside;
	} key;
};

struct hl_keys {
	struct slot *slots;
	size_t slots_len; /* a power of two */
	struct entry **chunks;
	size_t len, chunks_cap;
	struct hl_arena bytes; /* of long keys */
	uint64_t seed[2];
};

static void seed(uint64_t *to) {
	struct timespec now;

	if (getrandom(to, 2 * sizeof(*to), GRND_NONBLOCK) == (ssize_t)(2 * sizeof(*to)))
		return;
	/* Only against floods; the order of keys never shows. */
	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	to[0] = (uint64_t)now.tv_nsec;
	to[1] = (uint64_t)now.tv_sec ^ (uint64_t)(uintptr_t)to;
}

static struct slot *new_slots(size_t len) {
	struct slot *slots = hl_claim(len, sizeof(*slots));

	return slots;
}

struct hl_keys *hl_keys_new(void) {
	struct hl_keys *keys = hl_claim(1, sizeof(*keys));

	keys->slots_len = FIRST_SLOTS;
	keys->slots = new_slots(keys->slots_len);
	seed(keys->seed);
	return keys;
}

void hl_keys_free(struct hl_keys *keys) {
	if (!keys)
		return;
	for (size_t i = 0; i * CHUNK < keys->len; i++)
		free(keys->chunks[i]);
	free(keys->chunks);
	free(keys->slots);
	hl_arena_release(&keys->bytes);
	free(keys);
}

size_t hl_keys_len(const struct hl_keys *keys) {
	return keys->len;
}

static struct entry *entry_at(const struct hl_keys *keys, size_t number) {
	return &keys->chunks[number >> CHUNK_BITS][number & (CHUNK - 1)];
}

static struct hl_str key_of(const struct entry *entry) {
	return (struct hl_str){ entry->len <= INSIDE ? entry->key.inside : entry->key.outside,
		entry->len };
}

struct hl_str hl_keys_at(const struct hl_keys *keys, size_t number) {
	return key_of(entry_at(keys, number));
}

/* Multiply and fold: the 128-bit product of two words, both halves mixed. */
static uint64_t fold(uint64_t a, uint64_t b) {
	__extension__ unsigned __int128 product = (unsigned __int128)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* The up to eight bytes at @at. */
static uint64_t word(const char *at, size_t len) {
	uint64_t bytes = 0;

	memcpy(&bytes, at, len);
	return bytes;
}

/* The last eight bytes of a text of at least eight: they may be some that were hashed already. */
uint64_t hl_keys_hash(const struct hl_keys *keys, struct hl_str key) {
	const char *at = key.at;
	size_t left = key.len;
	uint64_t h = keys->seed[0] ^ key.len;

	for (; left > 8; left -= 8, at += 8)
		h = fold(word(at, 8) ^ keys->seed[1], h ^ UINT64_C(0x9e3779b97f4a7c15));
	if (key.len >= 8)
		h = fold(word(key.at + key.len - 8, 8) ^ keys->seed[1],
			h ^ UINT64_C(0xbf58476d1ce4e5b9));
	else if (left > 0)
		h = fold(word(at, left) ^ keys->seed[1], h ^ UINT64_C(0xbf58476d1ce4e5b9));
	return fold(h ^ keys->seed[0], UINT64_C(0x94d049bb133111eb));
}

static uint32_t tag_of(uint64_t hash) {
	return (uint32_t)(hash >> 32);
}

/* Where the key is, or where it would go. */
static struct slot *find(const struct hl_keys *keys, struct hl_str key, uint64_t hash) {
	size_t mask = keys->slots_len - 1;

	for (size_t i = hash & mask;; i = (i + 1) & mask) {
		struct slot *slot = &keys->slots[i];

		if (slot->number == 0 ||
			(slot->tag == tag_of(hash) &&
				hl_str_eq(key_of(entry_at(keys, slot->number - 1)), key)))
			return slot;
	}
}

void hl_keys_prefetch(const struct hl_keys *keys, uint64_t hash) {
	__builtin_prefetch(&keys->slots[hash & (keys->slots_len - 1)]);
}

size_t hl_keys_guess(const struct hl_keys *keys, uint64_t hash) {
	size_t mask = keys->slots_len - 1;

	for (size_t i = hash & mask; keys->slots[i].number; i = (i + 1) & mask)
		if (keys->slots[i].tag == tag_of(hash)) {
			size_t number = keys->slots[i].number - 1;

			__builtin_prefetch(entry_at(keys, number));
			return number;
		}
	return HL_NO_KEY;
}

static void double_slots(struct hl_keys *keys) {
	size_t mask;

	free(keys->slots);
	keys->slots_len *= 2;
	keys->slots = new_slots(keys->slots_len);
	mask = keys->slots_len - 1;
	for (size_t n = 0; n < keys->len; n++) {
		uint64_t hash = hl_keys_hash(keys, hl_keys_at(keys, n));
		size_t i = hash & mask;

		while (keys->slots[i].number)
			i = (i + 1) & mask;
		keys->slots[i] = (struct slot){ tag_of(hash), (uint32_t)n + 1 };
	}
}

static void append(struct hl_keys *keys, struct hl_str key) {
	size_t chunk = keys->len >> CHUNK_BITS;
	struct entry *entry;

	if (keys->len == UINT32_MAX - 1)
		hl_out_of_memory();
	if ((keys->len & (CHUNK - 1)) == 0) {
		keys->chunks =
			hl_grow(keys->chunks, &keys->chunks_cap, chunk + 1, sizeof(struct entry *));
		keys->chunks[chunk] = hl_claim(CHUNK, sizeof(**keys->chunks));
	}
	entry = entry_at(keys, keys->len++);
	entry->len = key.len;
	if (key.len > INSIDE)
		entry->key.outside = hl_str_keep(&keys->bytes, key).at;
	else if (key.len > 0)
		memcpy(entry->key.inside, key.at, key.len);
}

size_t hl_keys_find(const struct hl_keys *keys, struct hl_str key) {
	const struct slot *slot = find(keys, key, hl_keys_hash(keys, key));

	return slot->number ? slot->number - 1 : HL_NO_KEY;
}

size_t hl_keys_add_hashed(struct hl_keys *keys, struct hl_str key, uint64_t hash) {
	struct slot *slot = find(keys, key, hash);

	if (slot->number)
		return slot->number - 1;
	append(keys, key);
	*slot = (struct slot){ tag_of(hash), (uint32_t)keys->len };
	if (keys->len * 2 > keys->slots_len)
		double_slots(keys);
	return keys->len - 1;
}

size_t hl_keys_add(struct hl_keys *keys, struct hl_str key) {
	return hl_keys_add_hashed(keys, key, hl_keys_hash(keys, key));
}
