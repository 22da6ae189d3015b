/*
 * keys.c - texts to dense numbers.
 *
 * Entries lie in order of arrival in chunks that never move, each as large as all before it; a
 * short key and its words are one run of bytes, so that looking a key up costs two reads of memory:
 * a slot of the index and the entry. A slot holds a tag, the upper half of the hash, and its place
 * follows from the tag alone: when the index doubles no key is read again, and slots keep their
 * order. The hash is keyed by a seed from the system, so that nobody can write a file whose keys
 * all meet in one place.
 */
#include "hl/lead.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

enum {
	FIRST_BITS = 6, /* of the first chunk, and of the first index */
	CHUNKS = 33 - FIRST_BITS,
	TAG_BITS = 32,
	INSIDE = 15,   /* bytes of a key that its entry has room for */
	KEY_ROOM = 16, /* the last one is the length, or LONG */
	LONG = 255,    /* where it lies and how long it is stand there instead */
};

struct slot {
	uint32_t tag;
	uint32_t number; /* + 1; 0: free */
};

/* What is compared: a short key, zeros behind it and its length last, as two words. */
struct pair {
	uint64_t low, high;
};

struct hl_keys {
	struct slot *slots;
	unsigned bits; /* the index has 2^bits slots */
	size_t len;
	size_t stride; /* bytes of an entry */
	char *chunks[CHUNKS];
	struct hl_arena bytes; /* of long keys */
	size_t bytes_len;
	uint64_t seed[2];
};

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

static size_t chunk_size(const struct hl_keys *keys, unsigned chunk) {
	return keys->stride << (FIRST_BITS + (chunk ? chunk - 1 : 0));
}

static struct hl_keys *keys_make(size_t stride, const uint64_t *like) {
	struct hl_keys *keys = hl_claim(1, sizeof(*keys));

	keys->bits = FIRST_BITS;
	keys->slots = hl_pages_claim(slots_size(keys->bits));
	keys->stride = stride;
	if (like)
		memcpy(keys->seed, like, sizeof(keys->seed));
	else
		seed(keys->seed);
	return keys;
}

struct hl_keys *hl_keys_new_with(size_t words) {
	/* Keys are read as words of eight bytes. */
	return keys_make((KEY_ROOM + 4 * words + 7) & ~(size_t)7, NULL);
}

struct hl_keys *hl_keys_new(void) {
	return hl_keys_new_with(0);
}

struct hl_keys *hl_keys_new_like(const struct hl_keys *keys) {
	return keys_make(keys->stride, keys->seed);
}

void hl_keys_free(struct hl_keys *keys) {
	if (!keys)
		return;
	for (unsigned i = 0; i < CHUNKS; i++)
		hl_pages_free(keys->chunks[i], chunk_size(keys, i));
	hl_pages_free(keys->slots, slots_size(keys->bits));
	hl_arena_release(&keys->bytes);
	free(keys);
}

size_t hl_keys_len(const struct hl_keys *keys) {
	return keys->len;
}

size_t hl_keys_size(const struct hl_keys *keys) {
	return slots_size(keys->bits) + keys->len * keys->stride + keys->bytes_len;
}

/* --- entries --- */

/* The first chunk has as many entries as the second, each further one as all before it. */
static unsigned chunk_of(size_t number, size_t *start) {
	unsigned bits = number >> FIRST_BITS
				? 63 - (unsigned)__builtin_clzll((unsigned long long)number)
				: FIRST_BITS - 1;

	*start = bits < FIRST_BITS ? 0 : (size_t)1 << bits;
	return bits + 1 - FIRST_BITS;
}

static char *entry_at(const struct hl_keys *keys, size_t number) {
	size_t start;
	unsigned chunk = chunk_of(number, &start);

	return keys->chunks[chunk] + (number - start) * keys->stride;
}

/* A long key's entry: where its bytes lie, and how many there are. */
struct away {
	const char *at;
	uint32_t len;
};

static struct hl_str key_of(const char *entry) {
	unsigned char len = (unsigned char)entry[KEY_ROOM - 1];
	struct away away;

	if (len != LONG)
		return (struct hl_str){ entry, len };
	memcpy(&away.at, entry, sizeof(away.at));
	memcpy(&away.len, entry + sizeof(away.at), sizeof(away.len));
	return (struct hl_str){ away.at, away.len };
}

struct hl_str hl_keys_at(const struct hl_keys *keys, size_t number) {
	return key_of(entry_at(keys, number));
}

uint32_t *hl_keys_words(const struct hl_keys *keys, size_t number) {
	return (uint32_t *)(void *)(entry_at(keys, number) + KEY_ROOM);
}

/* --- hashes --- */

/* Multiply and fold: the 128-bit product of two words, both halves mixed. */
static uint64_t fold(uint64_t a, uint64_t b) {
	__extension__ unsigned __int128 product = (unsigned __int128)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint64_t word_at(const char *at) {
	uint64_t word;

	memcpy(&word, at, sizeof(word));
	return word;
}

/* The up to seven bytes at @at: by twos and fours, which may overlap. */
static uint64_t few_bytes(const char *at, size_t len) {
	uint64_t bytes = 0;

	if (len >= 4) {
		uint32_t first, last;

		memcpy(&first, at, sizeof(first));
		memcpy(&last, at + len - 4, sizeof(last));
		return first | (uint64_t)last << 8 * (len - 4);
	}
	for (size_t i = 0; i < len; i++)
		bytes |= (uint64_t)(unsigned char)at[i] << 8 * i;
	return bytes;
}

/* The same bytes as an entry has. */
static struct pair pair_of(struct hl_str key) {
	struct pair pair;

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	if (key.len >= 8) {
		unsigned unused = 8 * (unsigned)(16 - key.len);

		pair.low = word_at(key.at);
		pair.high = key.len == 8 ? 0 : word_at(key.at + key.len - 8) >> unused;
	} else {
		pair.low = few_bytes(key.at, key.len);
		pair.high = 0;
	}
	pair.high |= (uint64_t)key.len << 56;
#else
	char room[KEY_ROOM] = { 0 };

	if (key.len)
		memcpy(room, key.at, key.len);
	room[KEY_ROOM - 1] = (char)key.len;
	memcpy(&pair, room, sizeof(pair));
#endif
	return pair;
}

static uint64_t hash_pair(const struct hl_keys *keys, struct pair pair) {
	uint64_t h = fold(pair.low ^ keys->seed[0], pair.high ^ keys->seed[1]);

	return fold(h ^ keys->seed[0], UINT64_C(0x94d049bb133111eb));
}

/* The last eight bytes may be some that were hashed already. */
static uint64_t hash_long(const struct hl_keys *keys, struct hl_str key) {
	const char *at = key.at;
	uint64_t h = keys->seed[0] ^ key.len;

	for (size_t left = key.len; left > 8; left -= 8, at += 8)
		h = fold(word_at(at) ^ keys->seed[1], h ^ UINT64_C(0x9e3779b97f4a7c15));
	h = fold(word_at(key.at + key.len - 8) ^ keys->seed[1], h ^ UINT64_C(0xbf58476d1ce4e5b9));
	return fold(h ^ keys->seed[0], UINT64_C(0x94d049bb133111eb));
}

uint64_t hl_keys_hash(const struct hl_keys *keys, struct hl_str key) {
	return key.len <= INSIDE ? hash_pair(keys, pair_of(key)) : hash_long(keys, key);
}

/* --- the index --- */

static uint32_t tag_of(uint64_t hash) {
	return (uint32_t)(hash >> TAG_BITS);
}

static size_t place_of(const struct hl_keys *keys, uint32_t tag) {
	return tag >> (TAG_BITS - keys->bits);
}

static size_t behind(const struct hl_keys *keys, size_t place) {
	return (place + 1) & (((size_t)1 << keys->bits) - 1);
}

static bool holds_pair(const char *entry, struct pair pair) {
	return word_at(entry) == pair.low && word_at(entry + 8) == pair.high;
}

/* Where a short key is, or where it would go. */
static struct slot *find_pair(const struct hl_keys *keys, struct pair pair, uint32_t tag) {
	for (size_t i = place_of(keys, tag);; i = behind(keys, i)) {
		struct slot *slot = &keys->slots[i];

		if (slot->number == 0 ||
			(slot->tag == tag && holds_pair(entry_at(keys, slot->number - 1), pair)))
			return slot;
	}
}

static struct slot *find_long(const struct hl_keys *keys, struct hl_str key, uint32_t tag) {
	for (size_t i = place_of(keys, tag);; i = behind(keys, i)) {
		struct slot *slot = &keys->slots[i];

		if (slot->number == 0 ||
			(slot->tag == tag &&
				hl_str_eq(key_of(entry_at(keys, slot->number - 1)), key)))
			return slot;
	}
}

static struct slot *find(const struct hl_keys *keys, struct hl_str key, uint64_t hash) {
	return key.len <= INSIDE ? find_pair(keys, pair_of(key), tag_of(hash))
				 : find_long(keys, key, tag_of(hash));
}

void hl_keys_prefetch(const struct hl_keys *keys, uint64_t hash) {
	__builtin_prefetch(&keys->slots[place_of(keys, tag_of(hash))]);
}

size_t hl_keys_guess(const struct hl_keys *keys, uint64_t hash) {
	uint32_t tag = tag_of(hash);

	for (size_t i = place_of(keys, tag); keys->slots[i].number; i = behind(keys, i))
		if (keys->slots[i].tag == tag) {
			size_t number = keys->slots[i].number - 1;
			const char *entry = entry_at(keys, number);

			__builtin_prefetch(entry, 1);
			__builtin_prefetch(entry + keys->stride - 1, 1);
			return number;
		}
	return HL_NO_KEY;
}

/* Slots keep their order, so that both tables are gone through from one end to the other. */
static void double_slots(struct hl_keys *keys) {
	struct slot *old = keys->slots;
	size_t old_len = (size_t)1 << keys->bits;

	keys->bits++;
	keys->slots = hl_pages_claim(slots_size(keys->bits));
	for (size_t k = 0; k < old_len; k++) {
		size_t i;

		if (!old[k].number)
			continue;
		i = place_of(keys, old[k].tag);
		while (keys->slots[i].number)
			i = behind(keys, i);
		keys->slots[i] = old[k];
	}
	hl_pages_free(old, slots_size(keys->bits - 1));
}

static void append(struct hl_keys *keys, struct hl_str key) {
	size_t start;
	unsigned chunk = chunk_of(keys->len, &start);
	char *entry;

	if (keys->len == UINT32_MAX - 1 || key.len > UINT32_MAX)
		hl_out_of_memory();
	if (keys->len == start)
		keys->chunks[chunk] = hl_pages_claim(chunk_size(keys, chunk));
	entry = entry_at(keys, keys->len++);
	if (key.len <= INSIDE) {
		struct pair pair = pair_of(key);

		memcpy(entry, &pair, sizeof(pair));
	} else {
		const char *at = hl_str_keep(&keys->bytes, key).at;
		uint32_t len = (uint32_t)key.len;

		memcpy(entry, &at, sizeof(at));
		memcpy(entry + sizeof(at), &len, sizeof(len));
		entry[KEY_ROOM - 1] = (char)LONG;
		keys->bytes_len += key.len;
	}
}

size_t hl_keys_find_hashed(const struct hl_keys *keys, struct hl_str key, uint64_t hash) {
	const struct slot *slot = find(keys, key, hash);

	return slot->number ? slot->number - 1 : HL_NO_KEY;
}

size_t hl_keys_find(const struct hl_keys *keys, struct hl_str key) {
	return hl_keys_find_hashed(keys, key, hl_keys_hash(keys, key));
}

size_t hl_keys_add_hashed(struct hl_keys *keys, struct hl_str key, uint64_t hash) {
	struct slot *slot = find(keys, key, hash);

	if (slot->number)
		return slot->number - 1;
	append(keys, key);
	*slot = (struct slot){ tag_of(hash), (uint32_t)keys->len };
	if (keys->len * 4 > (size_t)3 << keys->bits)
		double_slots(keys);
	return keys->len - 1;
}

size_t hl_keys_add(struct hl_keys *keys, struct hl_str key) {
	return hl_keys_add_hashed(keys, key, hl_keys_hash(keys, key));
}
