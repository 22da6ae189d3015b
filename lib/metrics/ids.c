/* ids.c - the ids of events: short ones in a table of nothing but their bytes. */
#include "ids.h"

#include <stdlib.h>
#include <string.h>

enum { WORD = 8, WORDS_MAX = 2, LENGTH_MAX = WORD * WORDS_MAX, FIRST_CAP = 64 };

void ids_init(struct ids *ids) {
	for (size_t i = 0; i < HL_LEN(ids->tables); i++)
		ids->tables[i] = (struct id_table){ .words = i + 1 };
	ids->longer = hl_keys_new();
}

void ids_release(struct ids *ids) {
	for (size_t i = 0; i < HL_LEN(ids->tables); i++)
		free(ids->tables[i].at);
	hl_keys_free(ids->longer);
}

/* Where @words are, or where they would go. */
static uint64_t *find(const struct id_table *table, const uint64_t *words, uint64_t hash) {
	size_t mask = table->cap - 1;

	for (size_t i = hash & mask;; i = (i + 1) & mask) {
		uint64_t *slot = &table->at[i * table->words];

		if (slot[0] == 0 ||
			(slot[0] == words[0] && (table->words == 1 || slot[1] == words[1])))
			return slot;
	}
}

static void put(const struct id_table *table, uint64_t *slot, const uint64_t *words) {
	memcpy(slot, words, table->words * sizeof(*words));
}

static uint64_t hash_again(
	const struct ids *ids, const struct id_table *table, const uint64_t *slot) {
	const char *at = (const char *)slot;

	return hl_key_of(ids->longer, (struct hl_str){ at, strnlen(at, table->words * WORD) }).hash;
}

/* At most three quarters full. */
static void make_room(const struct ids *ids, struct id_table *table) {
	struct id_table more = { .words = table->words, .len = table->len };

	if (4 * (table->len + 1) <= 3 * table->cap)
		return;
	more.cap = table->cap ? 2 * table->cap : FIRST_CAP;
	more.at = hl_claim(more.cap, more.words * sizeof(*more.at));
	for (size_t i = 0; i < table->cap; i++) {
		const uint64_t *slot = &table->at[i * table->words];

		if (slot[0])
			put(&more, find(&more, slot, hash_again(ids, table, slot)), slot);
	}
	free(table->at);
	*table = more;
}

void ids_prefetch(const struct ids *ids, struct hl_str id, uint64_t hash) {
	const struct id_table *table = &ids->tables[id.len > WORD];

	if (id.len > LENGTH_MAX)
		hl_key_prefetch(ids->longer, &(struct hl_key){ .hash = hash });
	else if (table->cap)
		__builtin_prefetch(&table->at[(hash & (table->cap - 1)) * table->words], 1);
}

static bool add_longer(struct ids *ids, struct hl_str id, uint64_t hash) {
	const struct hl_key key = hl_key_hashed(id, hash);
	size_t known = hl_keys_len(ids->longer);

	return hl_key_add(ids->longer, &key) == known;
}

bool ids_add(struct ids *ids, struct hl_str id, uint64_t hash) {
	struct id_table *table = &ids->tables[id.len > WORD];
	uint64_t words[WORDS_MAX] = { 0 };
	uint64_t *slot;

	if (id.len > LENGTH_MAX)
		return add_longer(ids, id, hash);
	make_room(ids, table);
	memcpy(words, id.at, id.len);
	slot = find(table, words, hash);
	if (slot[0])
		return false;
	put(table, slot, words);
	table->len++;
	return true;
}
