/*
 * keys.c - texts to dense numbers.
 *
 * Entries lie in order of arrival; a table of (tag, number) pairs, probed one after the other,
 * finds them. The hash is keyed by a seed from the system, so that nobody can write a file
 * whose keys all meet in one place.
 */
#include "hl/lead.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

struct slot {
	uint32_t tag;
	uint32_t number; /* + 1; 0: free */
};

struct hl_keys {
	struct slot *slots;
	size_t slots_len; /* a power of two */
	struct hl_str *keys;
	size_t len, cap;
	struct hl_arena bytes;
	uint64_t seed[2];
};

enum { FIRST_SLOTS = 64 };

static void seed(uint64_t *to) {
	struct timespec now;

	if (getrandom(to, 2 * sizeof(*to), GRND_NONBLOCK) == (ssize_t)(2 * sizeof(*to)))
		return;
	/* Only against floods; the order of keys never shows. */
	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	to[0] = (uint64_t)now.tv_nsec;
	to[1] = (uint64_t)now.tv_sec ^ (uint64_t)(uintptr_t)to;
}

struct hl_keys *hl_keys_new(void) {
	struct hl_keys *keys = calloc(1, sizeof(*keys));

	if (!keys)
		hl_out_of_memory();
	keys->slots_len = FIRST_SLOTS;
	keys->slots = calloc(keys->slots_len, sizeof(*keys->slots));
	if (!keys->slots)
		hl_out_of_memory();
	seed(keys->seed);
	return keys;
}

void hl_keys_free(struct hl_keys *keys) {
	if (!keys)
		return;
	free(keys->slots);
	free(keys->keys);
	hl_arena_release(&keys->bytes);
	free(keys);
}

size_t hl_keys_len(const struct hl_keys *keys) {
	return keys->len;
}

struct hl_str hl_keys_at(const struct hl_keys *keys, size_t number) {
	return keys->keys[number];
}

/* Multiply and fold: the 128-bit product of two words, both halves mixed. */
static uint64_t fold(uint64_t a, uint64_t b) {
	__extension__ unsigned __int128 product = (unsigned __int128)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* A word of up to eight bytes at @at. */
static uint64_t word(const char *at, size_t len) {
	uint64_t bytes = 0;

	memcpy(&bytes, at, len);
	return bytes;
}

static uint64_t hash(const struct hl_keys *keys, struct hl_str s) {
	uint64_t h = keys->seed[0] ^ s.len;

	while (s.len > 8) {
		h = fold(word(s.at, 8) ^ keys->seed[1], h ^ UINT64_C(0x9e3779b97f4a7c15));
		s.at += 8;
		s.len -= 8;
	}
	h = fold(word(s.len ? s.at : "", s.len) ^ keys->seed[1], h ^ UINT64_C(0xbf58476d1ce4e5b9));
	return fold(h ^ keys->seed[0], UINT64_C(0x94d049bb133111eb));
}

/* Where the key is, or where it would go. */
static struct slot *find(const struct hl_keys *keys, struct hl_str key, uint64_t h) {
	uint32_t tag = (uint32_t)(h >> 32);

	for (size_t i = h & (keys->slots_len - 1);; i = (i + 1) & (keys->slots_len - 1)) {
		struct slot *slot = &keys->slots[i];

		if (slot->number == 0 ||
			(slot->tag == tag && hl_str_eq(keys->keys[slot->number - 1], key)))
			return slot;
	}
}

static void double_slots(struct hl_keys *keys) {
	free(keys->slots);
	keys->slots_len *= 2;
	keys->slots = calloc(keys->slots_len, sizeof(*keys->slots));
	if (!keys->slots)
		hl_out_of_memory();
	for (size_t n = 0; n < keys->len; n++) {
		uint64_t h = hash(keys, keys->keys[n]);
		size_t i = h & (keys->slots_len - 1);

		while (keys->slots[i].number)
			i = (i + 1) & (keys->slots_len - 1);
		keys->slots[i] = (struct slot){ (uint32_t)(h >> 32), (uint32_t)n + 1 };
	}
}

size_t hl_keys_find(const struct hl_keys *keys, struct hl_str key) {
	const struct slot *slot = find(keys, key, hash(keys, key));

	return slot->number ? slot->number - 1 : HL_NO_KEY;
}

size_t hl_keys_add(struct hl_keys *keys, struct hl_str key) {
	uint64_t h = hash(keys, key);
	struct slot *slot = find(keys, key, h);

	if (slot->number)
		return slot->number - 1;
	if (keys->len == UINT32_MAX - 1)
		hl_out_of_memory();
	keys->keys = hl_grow(keys->keys, &keys->cap, keys->len + 1, sizeof(*keys->keys));
	keys->keys[keys->len++] = hl_str_keep(&keys->bytes, key);
	*slot = (struct slot){ (uint32_t)(h >> 32), (uint32_t)keys->len };
	if (keys->len * 2 > keys->slots_len)
		double_slots(keys);
	return keys->len - 1;
}
