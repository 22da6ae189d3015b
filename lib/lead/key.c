/* key.c - texts made ready to be looked up: as they stand in a map, and their hashes. */
#include "keys.h"

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
