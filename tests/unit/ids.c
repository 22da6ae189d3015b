/*
 * ids.c - the set of ids against the key map: each is new once, whatever its length, they come back
 * one by one, and they take no more memory than was foretold.
 */
#include "hl/lead.h"

#include "../seeded.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ROUNDS = 9, LEN_MAX = 40, MANY = 200000, ID = 8 };

static int failed;

static void expect(bool is_so, const char *what) {
	if (!is_so && failed++ == 0)
		printf("not ok ids: %s\n", what);
}

/* Lengths around those at which the set changes its ways; few bytes, but for NUL. */
static struct hl_str make_id(struct seeded *seeded, char *to) {
	static const size_t edges[] = { 1, 2, 7, 8, 9, 15, 16, 17, 24 };
	size_t len = seeded_below(seeded, 3) ? edges[seeded_below(seeded, HL_LEN(edges))]
					     : 1 + seeded_below(seeded, LEN_MAX);

	for (size_t i = 0; i < len; i++)
		to[i] = (char)('a' + seeded_below(seeded, len < 4 ? 20 : 3));
	return (struct hl_str){ to, len };
}

static void check_add(struct hl_ids *ids, struct hl_keys *known, struct hl_str id) {
	uint64_t hash = hl_key_of(hl_ids_seed(ids), id).hash;
	size_t peak = hl_ids_peak(ids, 1) + id.len + 4096;
	bool is_new = hl_keys_find(known, id) == HL_NO_KEY;

	(void)hl_keys_add(known, id);
	hl_ids_prefetch(ids, id, hash);
	expect(hl_ids_add(ids, id, hash) == is_new, "a new one is old, or an old one new");
	expect(!hl_ids_add(ids, id, hash), "an id is new twice");
	expect(hl_ids_size(ids) <= peak, "more memory than was foretold");
}

static void check_all(const struct hl_ids *ids, const struct hl_keys *known) {
	struct hl_keys *seen = hl_keys_new();
	struct hl_str id;
	size_t at = 0;

	while (hl_ids_next(ids, &at, &id)) {
		expect(hl_keys_find(known, id) != HL_NO_KEY, "an id that was not added");
		(void)hl_keys_add(seen, id);
	}
	expect(hl_keys_len(seen) == hl_keys_len(known), "not all ids come back");
	hl_keys_free(seen);
}

static void check_round(struct hl_ids *ids, struct seeded *seeded, size_t len) {
	struct hl_keys *known = hl_keys_new();
	char text[LEN_MAX];

	for (size_t i = 0; i < len; i++)
		check_add(ids, known, make_id(seeded, text));
	check_all(ids, known);
	hl_keys_free(known);
	hl_ids_empty(ids);
	known = hl_keys_new();
	check_all(ids, known);
	hl_keys_free(known);
}

/* --- ids that are added again in the order in which they come back --- */

/* Numbers of eight bytes at @at, of which none is zero. */
static double add_all(struct hl_ids *ids, const char *at, size_t len) {
	clock_t begun = clock();

	for (size_t i = 0; i < len; i++) {
		struct hl_str id = { at + i * ID, ID };

		expect(hl_ids_add(ids, id, hl_key_of(hl_ids_seed(ids), id).hash), "an old one");
	}
	return (double)(clock() - begun) / CLOCKS_PER_SEC;
}

static void check_order(void) {
	struct hl_ids *ids = hl_ids_new(NULL);
	char *texts = hl_claim(MANY, ID);
	size_t len = 0;
	size_t at = 0;
	double first_s, again_s;
	struct hl_str id;

	for (size_t i = 0; i < MANY; i++) {
		uint64_t number = HL_EACH(0x80) | (i & 0x7f) | (i & 0x3f80) << 1 | (i >> 14) << 16;

		memcpy(texts + i * ID, &number, ID);
	}
	first_s = add_all(ids, texts, MANY);
	for (; hl_ids_next(ids, &at, &id); len++)
		memcpy(texts + len * ID, id.at, ID);
	expect(len == MANY, "not all come back");
	hl_ids_empty(ids);
	again_s = add_all(ids, texts, len);
	expect(again_s < 4 * first_s + 0.05, "their order is that of their places");
	hl_ids_free(ids);
	free(texts);
}

int main(void) {
	struct hl_pool *pool = hl_pool_new();
	struct hl_ids *ids[] = { hl_ids_new(NULL), hl_ids_new(pool) };
	struct seeded seeded = { 7 };

	for (size_t round = 0; round < ROUNDS && !failed; round++)
		for (size_t i = 0; i < HL_LEN(ids); i++)
			check_round(ids[i], &seeded, (size_t)1 << 2 * round);
	check_order();
	hl_ids_free(ids[0]);
	hl_ids_free(ids[1]);
	hl_pool_free(pool);
	return failed > 0;
}
