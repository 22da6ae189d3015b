/* spill.c - facts go to disk while events are read. */
#include "spill.h"

#include <stdlib.h>

/* A key is folded again when it comes back: less memory would only mean more of that. */
enum { MEMORY_LEAST = 1 << 20 };

/* --- begin and end --- */

void share_init(struct share *share, const char *folder) {
	for (size_t i = 0; i < PILES; i++)
		share->piles[i].folder = folder;
}

void share_release(struct share *share) {
	for (size_t i = 0; i < PILES; i++)
		pile_release(&share->piles[i]);
}

struct spill *spill_new(const char *folder, size_t memory) {
	struct spill *spill = hl_claim(1, sizeof(*spill));

	spill->folder = folder;
	spill->memory = memory > MEMORY_LEAST ? memory : MEMORY_LEAST;
	pthread_mutex_init(&spill->lock, NULL);
	for (size_t i = 0; i < SHARDS; i++)
		share_init(&spill->shares[i], folder);
	return spill;
}

void spill_free(struct spill *spill) {
	if (!spill)
		return;
	for (size_t i = 0; i < SHARDS; i++)
		share_release(&spill->shares[i]);
	free(spill->words);
	times_free(spill->times);
	pthread_mutex_destroy(&spill->lock);
	free(spill);
}

/* --- records --- */

enum hl_status spill_take(struct pile *pile, size_t more_len, char **more, struct hl_str *text,
	struct hl_error *err) {
	uint32_t len;
	char *at;
	enum hl_status status = pile_take(pile, sizeof(len), &at, err);

	if (status != HL_OK)
		return status;
	memcpy(&len, at, sizeof(len));
	status = pile_take(pile, more_len + len, more, err);
	*text = (struct hl_str){ *more + more_len, len };
	return status;
}

/* --- failures --- */

static void fail(struct spill *spill, enum hl_status status, const struct hl_error *err) {
	pthread_mutex_lock(&spill->lock);
	if (spill->status == HL_OK) {
		spill->err = *err;
		atomic_store_explicit(&spill->status, status, memory_order_release);
	}
	pthread_mutex_unlock(&spill->lock);
}

enum hl_status spill_status(const struct hl_facts *facts, struct hl_error *err) {
	if (!spill_has_failed(facts))
		return HL_OK;
	*err = facts->spill->err;
	return facts->spill->status;
}

/* --- spilling --- */

/* While a map doubles its index it takes more than before and after. */
static bool is_full(const struct spill *spill) {
	return atomic_load_explicit(&spill->held, memory_order_relaxed) >
	       spill->memory - spill->memory / 8;
}

void spill_hold(struct hl_facts *facts, size_t before, size_t size) {
	(void)atomic_fetch_add_explicit(&facts->spill->held, size - before, memory_order_relaxed);
}

void spill_measure(struct hl_facts *facts, size_t index) {
	const struct shard *shard = &facts->shards[index];
	size_t size = hl_keys_size(shard->keys) + (shard->times ? times_size(shard->times) : 0);
	size_t before =
		atomic_exchange_explicit(&facts->spill->sizes[index], size, memory_order_relaxed);

	spill_hold(facts, before, size);
}

/* The list that begins in @word, which is cleared: entries have none. */
static enum hl_status write_times(const struct times *times, uint32_t *word, struct hl_str key,
	struct pile *pile, struct hl_error *err) {
	enum hl_status status = HL_OK;
	char bytes[MOMENT_SIZE];
	struct moment moment;

	while (status == HL_OK && times_next(times, word, &moment)) {
		moment_write(&moment, bytes);
		spill_put(pile, key, (struct hl_str){ bytes, sizeof(bytes) });
		status = pile_pass(pile, err);
	}
	return status;
}

static enum hl_status write_key(
	struct hl_facts *facts, size_t index, size_t key, struct hl_error *err) {
	const struct shard *shard = &facts->shards[index];
	struct pile *piles = facts->spill->shares[index].piles;
	struct hl_str text = hl_keys_at(shard->keys, key);
	uint32_t *words = hl_keys_words(shard->keys, key);
	enum hl_status status = HL_OK;

	if (shard->times)
		status = write_times(shard->times, &words[facts->list], text, &piles[TIMES], err);
	if (status != HL_OK)
		return status;
	spill_put(&piles[ENTRIES], text, (struct hl_str){ (const char *)words, 4 * facts->words });
	return pile_pass(&piles[ENTRIES], err);
}

static uint64_t written(const struct share *share) {
	return hl_temp_len(share->piles[ENTRIES].temp) + hl_temp_len(share->piles[TIMES].temp);
}

/* Write a shard, whose lock is held. */
static enum hl_status write_shard(struct hl_facts *facts, size_t index, struct hl_error *err) {
	struct spill *spill = facts->spill;
	struct shard *shard = &facts->shards[index];
	struct share *share = &spill->shares[index];
	uint64_t before = written(share);
	enum hl_status status = HL_OK;

	for (size_t k = 0; k < hl_keys_len(shard->keys) && status == HL_OK; k++)
		status = write_key(facts, index, k, err);
	if (status == HL_OK)
		status = pile_write(&share->piles[ENTRIES], err);
	if (status == HL_OK)
		status = pile_write(&share->piles[TIMES], err);
	hl_keys_empty(shard->keys);
	if (shard->times)
		times_empty(shard->times);
	spill_measure(facts, index);
	(void)atomic_fetch_add_explicit(
		&spill->written, written(share) - before, memory_order_relaxed);
	return status;
}

static size_t largest(const struct spill *spill) {
	size_t found = 0;
	size_t most = 0;

	for (size_t i = 0; i < SHARDS; i++) {
		size_t size = atomic_load_explicit(&spill->sizes[i], memory_order_relaxed);

		if (size > most) {
			most = size;
			found = i;
		}
	}
	return found;
}

void spill_some(struct hl_facts *facts) {
	struct spill *spill = facts->spill;
	struct hl_error err = { 0 };
	enum hl_status status = HL_OK;
	size_t index;

	if (!is_full(spill))
		return;
	index = largest(spill);
	pthread_mutex_lock(&facts->shards[index].lock);
	/* Somebody else may have made room in the meantime. */
	if (is_full(spill))
		status = write_shard(facts, index, &err);
	pthread_mutex_unlock(&facts->shards[index].lock);
	if (status != HL_OK)
		fail(spill, status, &err);
}

enum hl_status spill_rest(struct hl_facts *facts, struct hl_error *err) {
	enum hl_status status = spill_status(facts, err);

	if (!facts->spill || facts->spill->written == 0)
		return status;
	for (size_t i = 0; i < SHARDS && status == HL_OK; i++)
		status = write_shard(facts, i, err);
	return status;
}
