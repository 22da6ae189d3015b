/* keys.h - inside lib/lead: what a key map is made of. */
#ifndef HL_LEAD_KEYS_H
#define HL_LEAD_KEYS_H

#include "hl/lead.h"

enum {
	FIRST_BITS = 6, /* of the first chunk, and of the first index */
	LAST_BITS = 12, /* no chunk has more entries than 2^this */
	TAG_BITS = 32,
	KEY_ROOM = 16, /* of an entry: a short key, zeros behind it and its length last, or a LONG
			  one */
	LENGTH_SHIFT = 56,
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
	char **chunks;
	size_t chunks_len, chunks_cap;
	size_t chunks_size;
	struct hl_arena bytes; /* of long keys */
	size_t bytes_len;
	uint64_t seed[2];
	struct hl_pool *pool; /* of slots and chunks */
	struct hl_pool *own;  /* the same, where nobody else has it */
};

/* The text of a long key. */
static inline struct hl_str key_long_text(uint64_t low, uint64_t high) {
	const char *at;

	memcpy(&at, &low, sizeof(at));
	return (struct hl_str){ at, (size_t)(high & ~LONG) };
}

#endif
