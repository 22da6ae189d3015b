/* pack.c - what was packed comes back; what was damaged does not write where it must not. */
#include "../../lib/rank/pack.h"

#include "../seeded.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LEN_MAX = 70000, ROUNDS = 600, DAMAGES = 40 };

static int failed;
static struct seeded seeded = { 2026 };

static size_t below(size_t most) {
	return seeded_below(&seeded, most);
}

static void check(bool good, const char *what, size_t len) {
	if (good)
		return;
	fprintf(stderr, "pack: %s, of %zu bytes\n", what, len);
	failed = 1;
}

/* Bytes with much in common, some, or nothing. */
static size_t make(char *to) {
	static const size_t most[] = { 1, 40, 300, 5000, LEN_MAX };
	size_t len = below(most[below(HL_LEN(most))] + 1);
	size_t letters = below(2) ? 256 : 1 + below(20);

	for (size_t at = 0; at < len;) {
		size_t run = 1 + below(below(4) ? 30 : 2000);
		size_t from = at ? below(at) : 0;
		bool copies = at > 0 && below(2);

		for (size_t i = 0; i < run && at < len; i++, at++)
			to[at] = copies ? to[from + i] : (char)below(letters);
	}
	return len;
}

/* Exactly as large as it may be, so that a sanitizer sees what goes beyond. */
static bool unpacks(struct hl_str packed, const char *want, size_t len) {
	char *bytes = malloc(packed.len + 1);
	char *to = malloc(len + PACK_SLACK);
	bool same;

	memcpy(bytes, packed.at, packed.len);
	same = unpack_bytes((struct hl_str){ bytes, packed.len }, to, len) &&
	       memcmp(to, want, len) == 0;
	free(bytes);
	free(to);
	return same;
}

static void damage(struct hl_buf *packed, const char *want, size_t len) {
	for (size_t i = 0; i < DAMAGES && packed->len > 0; i++) {
		size_t at = below(packed->len);
		char was = packed->at[at];

		packed->at[at] = (char)below(256);
		(void)unpacks(hl_buf_str(packed), want, len);
		packed->at[at] = was;
		(void)unpacks((struct hl_str){ packed->at, at }, want, len);
	}
	check(!unpacks(hl_buf_str(packed), want, len + 1), "too short and not told", len);
	check(len == 0 || !unpacks(hl_buf_str(packed), want, len - 1), "too long and not told",
		len);
}

int main(void) {
	static struct pack_table table;
	static char bytes[LEN_MAX + 1];
	struct hl_buf packed = { 0 };

	for (size_t round = 0; round < ROUNDS; round++) {
		size_t len = make(bytes);

		packed.len = 0;
		check(pack_bytes(&table, (struct hl_str){ bytes, len }, &packed) == packed.len,
			"the length is wrong", len);
		check(unpacks(hl_buf_str(&packed), bytes, len), "it does not come back", len);
		damage(&packed, bytes, len);
	}
	memset(bytes, 'x', LEN_MAX);
	packed.len = 0;
	check(pack_bytes(&table, (struct hl_str){ bytes, LEN_MAX }, &packed) < 400,
		"it is not packed", LEN_MAX);
	hl_buf_release(&packed);
	return failed;
}
