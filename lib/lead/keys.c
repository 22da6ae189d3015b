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
	KEY_ROOM = 16, /* of an entry: a short key, zeros behind it and its length last, or a LONG
			  one */
	LENGTH_SHIFT = 56,
	LARGE_PAGE = 2 << 20,
	LINE = 64 /* of the cache */
};

/* With more the index would need more places than tags can name. */
#define KEYS_MAX ((size_t)3 << (TAG_BITS - 2))

/* Instead of a length: the first word says where the key is, this one how long. */
#define LONG (UINT64_C(255) << LENGTH_SHIFT)

struct slot {
	uint32_t tag;
	uint32_t number; /* + 1; 0: free */
};

struct hl_keys {
	struct slot *slots;
	unsigned bits; /* the index has 2^bits slots */
	size_t len;
	size_t stride; /* bytes of an entry */
	bool is_apart; /* entries may lie on two lines of the cache */
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
	keys->is_apart = LINE % stride != 0;
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

struct hl_keys *hl_keys_new_like(const struct hl_keys *keys) {
	return keys_make(keys->stride, keys->seed);
}

static void release(struct hl_keys *keys) {
	for (unsigned i = 0; i < CHUNKS; i++)
		hl_pages_free(keys->chunks[i], chunk_size(keys, i));
	memset(keys->chunks, 0, sizeof(keys->chunks));
	hl_pages_free(keys->slots, slots_size(keys->bits));
	hl_arena_release(&keys->bytes);
}

void hl_keys_empty(struct hl_keys *keys) {
	release(keys);
	keys->bits = FIRST_BITS;
	keys->slots = hl_pages_claim(slots_size(keys->bits));
	keys->len = keys->bytes_len = 0;
}

void hl_keys_free(struct hl_keys *keys) {
	if (keys)
		release(keys);
	free(keys);
}

size_t hl_keys_len(const struct hl_keys *keys) {
	return keys->len;
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

/* The last chunk takes as much as was touched of it, large pages whole. */
size_t hl_keys_size(const struct hl_keys *keys) {
	size_t start;
	size_t last = chunk_size(keys, chunk_of(keys->len, &start));
	size_t used = (keys->len - start) * keys->stride;

	if (last >= LARGE_PAGE)
		used = (used + LARGE_PAGE - 1) & ~(size_t)(LARGE_PAGE - 1);
	return slots_size(keys->bits) + start * keys->stride + (used < last ? used : last) +
	       keys->bytes_len;
}

static char *entry_at(const struct hl_keys *keys, size_t number) {
	size_t start;
	unsigned chunk = chunk_of(number, &start);

	return keys->chunks[chunk] + (number - start) * keys->stride;
}

/* The text of a long key. */
static struct hl_str long_text(uint64_t low, uint64_t high) {
	const char *at;

	memcpy(&at, &low, sizeof(at));
	return (struct hl_str){ at, (size_t)(high & ~LONG) };
}

struct hl_str hl_keys_at(const struct hl_keys *keys, size_t number) {
	const char *entry = entry_at(keys, number);
	uint64_t high = hl_word_at(entry + 8);

	if (high >= LONG)
		return long_text(hl_word_at(entry), high);
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
			   : hl_str_eq(long_text(hl_word_at(entry), high),
				     long_text(key->low, key->high));
}

bool hl_key_is(const uint32_t *words, const struct hl_key *key) {
	return holds((const char *)words - KEY_ROOM, key);
}

/* --- hashes --- */

/* Multiply and fold: the 128-bit product of two words, both halves mixed. */
static uint64_t fold(uint64_t a, uint64_t b) {
	__extension__ unsigned __int128 product = (unsigned __int128)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
static void set_short(struct hl_key *key, struct hl_str text) {
	if (text.len >= 8) {
		unsigned unused = 8 * (unsigned)(KEY_ROOM - text.len);

		key->low = hl_word_at(text.at);
		key->high = text.len == 8 ? 0 : hl_word_at(text.at + text.len - 8) >> unused;
	} else {
		key->low = hl_word_part(text.at, text.len);
		key->high = 0;
	}
	key->high |= (uint64_t)text.len << LENGTH_SHIFT;
}
#else
#error "entries are laid out for little endian machines"
#endif

static uint64_t hash_short(const struct hl_keys *keys, const struct hl_key *key) {
	uint64_t h = fold(key->low ^ keys->seed[0], key->high ^ keys->seed[1]);

	return fold(h ^ keys->seed[0], UINT64_C(0x94d049bb133111eb));
}

/* The last eight bytes may be some that were hashed already. */
static uint64_t hash_long(const struct hl_keys *keys, struct hl_str text) {
	const char *at = text.at;
	uint64_t h = keys->seed[0] ^ text.len;

	for (size_t left = text.len; left > 8; left -= 8, at += 8)
		h = fold(hl_word_at(at) ^ keys->seed[1], h ^ UINT64_C(0x9e3779b97f4a7c15));
	h = fold(hl_word_at(text.at + text.len - 8) ^ keys->seed[1],
		h ^ UINT64_C(0xbf58476d1ce4e5b9));
	return fold(h ^ keys->seed[0], UINT64_C(0x94d049bb133111eb));
}

static inline struct hl_key key_hashed(struct hl_str text, uint64_t hash) {
	struct hl_key key = { .hash = hash };

	if (text.len <= HL_KEY_INSIDE) {
		set_short(&key, text);
	} else {
		memcpy(&key.low, &text.at, sizeof(text.at));
		key.high = LONG | text.len;
	}
	return key;
}

struct hl_key hl_key_hashed(struct hl_str text, uint64_t hash) {
	return key_hashed(text, hash);
}

static inline struct hl_key key_of(const struct hl_keys *keys, struct hl_str text) {
	struct hl_key key = key_hashed(text, 0);

	key.hash = key.high < LONG ? hash_short(keys, &key) : hash_long(keys, text);
	return key;
}

struct hl_key hl_key_of(const struct hl_keys *keys, struct hl_str text) {
	return key_of(keys, text);
}

void hl_keys_of(
	const struct hl_keys *keys, const struct hl_str *texts, size_t len, struct hl_key *to) {
	for (size_t i = 0; i < len; i++)
		to[i] = key_of(keys, texts[i]);
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
	keys->slots = hl_pages_claim(slots_size(keys->bits));
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
	hl_pages_free(old, slots_size(keys->bits - 1));
}

static char *append(struct hl_keys *keys, const struct hl_key *key) {
	size_t start;
	unsigned chunk = chunk_of(keys->len, &start);
	uint64_t low = key->low;
	char *entry;

	if (keys->len == KEYS_MAX)
		hl_out_of_memory();
	if (keys->len == start)
		keys->chunks[chunk] = hl_pages_claim(chunk_size(keys, chunk));
	entry = entry_at(keys, keys->len++);
	if (key->high >= LONG) {
		struct hl_str text = long_text(key->low, key->high);
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
	if (keys->len * 4 > (size_t)3 << keys->bits)
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
