/*
 * keys.c - the key map against a slow one: every key has its number, its words and its place for
 * good, however long it is and however it is asked for; and keys that were made to collide under
 * another seed are nothing special.
 */
#include "hl/lead.h"

#include "../seeded.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ROUNDS = 12, KEYS_MAX = 6000, BATCH = 40, WORDS = 3, FLOOD = 100000, LEN_MAX = 41 };

static int failed;

static void expect(bool is_so, const char *what) {
	if (!is_so && failed++ == 0)
		printf("not ok keys: %s\n", what);
}

/* --- the reference: sorted once, looked up by halving --- */

struct known {
	struct hl_str text;
	size_t number; /* HL_NO_KEY: not in the map */
	const char *at;
	uint32_t *words;
};

static int by_text(const void *a, const void *b) {
	return hl_str_cmp(((const struct known *)a)->text, ((const struct known *)b)->text);
}

/* Lengths around those at which the map changes its ways. */
static size_t make_len(struct seeded *seeded) {
	static const size_t edges[] = { 0, 1, 3, 4, 7, 8, 9, 14, 15, 16, 17, 23, 24 };

	return seeded_below(seeded, 3) ? edges[seeded_below(seeded, HL_LEN(edges))]
				       : seeded_below(seeded, LEN_MAX);
}

/* Few bytes, so that keys are beginnings and ends of each other; NUL is one of them. */
static struct hl_str make_text(struct seeded *seeded, struct hl_arena *arena) {
	static const char few[] = { 'a', 'b', '\0', '\xff' };
	char text[LEN_MAX];
	size_t len = make_len(seeded);
	bool is_few = seeded_below(seeded, 2);

	for (size_t i = 0; i < len; i++)
		text[i] =
			is_few ? few[seeded_below(seeded, sizeof(few))] : (char)seeded_next(seeded);
	return hl_str_keep(arena, (struct hl_str){ text, len });
}

/* @len different texts in random order. */
static size_t make_known(
	struct seeded *seeded, struct hl_arena *arena, struct known *known, size_t len) {
	size_t kept = 0;

	for (size_t i = 0; i < len; i++)
		known[i] = (struct known){ .text = make_text(seeded, arena), .number = HL_NO_KEY };
	qsort(known, len, sizeof(*known), by_text);
	for (size_t i = 0; i < len; i++)
		if (kept == 0 || !hl_str_eq(known[kept - 1].text, known[i].text))
			known[kept++] = known[i];
	for (size_t i = 0; i < kept; i++) {
		size_t other = seeded_below(seeded, kept);
		struct known moved = known[i];

		known[i] = known[other];
		known[other] = moved;
	}
	return kept;
}

/* --- asking --- */

static void check_at(const struct hl_keys *keys, struct known *known) {
	struct hl_str text = hl_keys_at(keys, known->number);

	expect(hl_str_eq(text, known->text), "a number is another key's");
	expect(known->at == NULL || known->at == text.at, "a text moved");
	expect(known->words == NULL || known->words == hl_keys_words(keys, known->number),
		"words moved");
	known->at = text.at;
	known->words = hl_keys_words(keys, known->number);
	for (size_t i = 0; i < WORDS; i++)
		expect(known->words[i] == (uint32_t)known->number * 7 + i, "words changed");
}

/* A new key's words are zero; then they say whose they are. */
static void fill_words(struct hl_keys *keys, size_t number) {
	uint32_t *words = hl_keys_words(keys, number);

	for (size_t i = 0; i < WORDS; i++) {
		expect(words[i] == 0, "words of a new key are not zero");
		words[i] = (uint32_t)number * 7 + (uint32_t)i;
	}
}

static void check_one(struct hl_keys *keys, struct known *known, bool adds) {
	struct hl_key key = hl_key_of(keys, known->text);
	struct hl_key again = hl_key_hashed(known->text, key.hash);
	size_t len = hl_keys_len(keys);

	expect(key.low == again.low && key.high == again.high, "a key of a known hash differs");
	expect(hl_keys_find(keys, known->text) == known->number, "a key is not found, or found");
	expect(hl_key_find(keys, &key) == known->number, "a ready key is not found, or found");
	expect(hl_key_look(keys, &key) == known->words, "a look gives other words");
	if (!adds)
		return;
	if (known->number == HL_NO_KEY) {
		known->number = hl_keys_add(keys, known->text);
		expect(known->number == len && hl_keys_len(keys) == len + 1, "a new number");
		fill_words(keys, known->number);
	}
	expect(hl_keys_add(keys, known->text) == known->number, "a key is added twice");
	check_at(keys, known);
}

/* The same in steps, for many at once. */
static void check_batch(struct hl_keys *keys, struct known *known, size_t len, bool adds) {
	struct hl_key ready[BATCH];
	uint32_t *guesses[BATCH];

	for (size_t i = 0; i < len; i++) {
		ready[i] = hl_key_of(keys, known[i].text);
		hl_key_prefetch(keys, &ready[i]);
	}
	for (size_t i = 0; i < len; i++)
		guesses[i] = hl_key_guess(keys, &ready[i]);
	for (size_t i = 0; i < len; i++) {
		bool is_right = guesses[i] && hl_key_is(guesses[i], &ready[i]);
		size_t before = hl_keys_len(keys);
		uint32_t *words;

		expect(known[i].number == HL_NO_KEY ? !is_right : guesses[i] != NULL,
			"a guess of what is not there, or none of what is");
		expect(!is_right || guesses[i] == known[i].words, "a right guess of other words");
		if (!adds)
			continue;
		words = hl_key_make(keys, &ready[i]);
		if (hl_keys_len(keys) > before) {
			expect(known[i].number == HL_NO_KEY, "a key is made twice");
			known[i].number = before;
			fill_words(keys, before);
		}
		expect(words == hl_keys_words(keys, known[i].number), "made are other words");
		expect(hl_key_add(keys, &ready[i]) == known[i].number, "made is another number");
		check_at(keys, &known[i]);
	}
}

/* One seed: what is hashed for the one is found in the other. */
static void check_like(const struct hl_keys *keys, const struct known *known, size_t len) {
	struct hl_keys *like = hl_keys_new_like(keys);

	for (size_t i = 0; i < len; i++) {
		struct hl_key key = hl_key_of(keys, known[i].text);
		struct hl_key other = hl_key_of(like, known[i].text);
		uint32_t *words = hl_key_make(like, &key);

		expect(key.hash == other.hash, "one seed gives two hashes");
		expect(hl_keys_len(like) == i + 1 && words[0] + words[WORDS - 1] == 0,
			"a new map is not empty");
		expect(hl_str_eq(hl_keys_at(like, i), known[i].text), "another text in the other");
	}
	hl_keys_free(like);
}

static void check_round(struct seeded *seeded) {
	static struct known known[KEYS_MAX];
	struct hl_arena arena = { 0 };
	struct hl_keys *keys = hl_keys_new_with(NULL, WORDS);
	size_t len = make_known(seeded, &arena, known, 1 + seeded_below(seeded, KEYS_MAX));

	for (size_t i = 0; i < 2 * len; i++) {
		size_t start = seeded_below(seeded, len);
		size_t most = len - start < BATCH ? len - start : BATCH;

		if (seeded_below(seeded, 4))
			check_one(keys, &known[start], seeded_below(seeded, 3) > 0);
		else
			check_batch(keys, &known[start], 1 + seeded_below(seeded, most),
				seeded_below(seeded, 3) > 0);
	}
	for (size_t i = 0; i < len; i++) /* after all doublings */
		check_one(keys, &known[i], true);
	expect(hl_keys_len(keys) == len, "as many keys as there are");
	expect(hl_keys_size(keys) >= len * (16 + 4 * WORDS), "a size that cannot be");
	check_like(keys, known, len);
	hl_keys_free(keys);
	hl_arena_release(&arena);
}

/* --- floods --- */

/* How long it takes to add them all, and to find them. */
static double time_keys(struct hl_keys *keys, const char *texts, size_t size, size_t len) {
	struct timespec from, to;

	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
	for (size_t i = 0; i < 2 * len; i++)
		(void)hl_keys_add(keys, (struct hl_str){ texts + i % len * size, size });
	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
	expect(hl_keys_len(keys) == len, "a flood lost keys");
	return (double)(to.tv_sec - from.tv_sec) + 1e-9 * (double)(to.tv_nsec - from.tv_nsec);
}

/*
 * Keys whose places in one map are all within a few hundredths of its index: there they are a
 * crowd, in another map, of another seed, they are not.
 */
static void check_flood(struct seeded *seeded) {
	enum { SIZE = 12 };
	struct hl_keys *one = hl_keys_new();
	struct hl_keys *other = hl_keys_new();
	struct hl_keys *plain = hl_keys_new();
	char *floods = hl_claim(FLOOD, SIZE);
	char *texts = hl_claim(FLOOD, SIZE);
	uint64_t number = seeded_next(seeded);
	double flood_s, plain_s;

	for (size_t i = 0; i < FLOOD;) {
		char text[SIZE] = { 0 };
		struct hl_key key;

		memcpy(text, &number, sizeof(number));
		number++;
		memcpy(texts + i * SIZE, text, SIZE);
		key = hl_key_of(one, (struct hl_str){ text, SIZE });
		if (key.hash >> 58 == 0)
			memcpy(floods + i++ * SIZE, text, SIZE);
	}
	flood_s = time_keys(other, floods, SIZE, FLOOD);
	plain_s = time_keys(plain, texts, SIZE, FLOOD);
	expect(flood_s < 4 * plain_s + 0.05, "keys made for one map flood another one");
	hl_keys_free(one);
	hl_keys_free(other);
	hl_keys_free(plain);
	free(floods);
	free(texts);
}

int main(void) {
	struct seeded seeded = { 15 };

	for (size_t round = 0; round < ROUNDS && !failed; round++)
		check_round(&seeded);
	check_flood(&seeded);
	return failed > 0;
}
