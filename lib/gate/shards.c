/* shards.c - key maps in parts, and what waits to be done to the words of their keys. */
#include "shards.h"

#include <stdlib.h>
#include <string.h>

void shards_init(struct shards *shards, size_t words, size_t threads) {
	shards->pool = hl_pool_new();
	shards->len = threads > 1 ? SHARDS_MAX : 1;
	for (size_t i = 0; i < shards->len; i++) {
		struct shard *shard = &shards->at[i];

		pthread_mutex_init(&shard->lock, NULL);
		shard->keys = i ? hl_keys_new_like(shards->at[0].keys)
				: hl_keys_new_with(shards->pool, words);
	}
}

void shards_release(struct shards *shards) {
	for (size_t i = 0; i < shards->len; i++) {
		hl_keys_free(shards->at[i].keys);
		pthread_mutex_destroy(&shards->at[i].lock);
	}
	hl_pool_free(shards->pool);
}

static const struct hl_keys *keys_for(const struct shards *shards, const struct hl_key *key) {
	return shards->at[shards_of(shards, key)].keys;
}

void shards_find(
	const struct shards *shards, const struct hl_str *texts, size_t len, uint32_t **words) {
	struct hl_key keys[HL_STEP_ROWS];

	hl_keys_of(shards->at[0].keys, texts, len, keys);
	for (size_t i = 0; i < len; i++)
		hl_key_prefetch(keys_for(shards, &keys[i]), &keys[i]);
	for (size_t i = 0; i < len; i++)
		words[i] = hl_key_guess(keys_for(shards, &keys[i]), &keys[i]);
	for (size_t i = 0; i < len; i++)
		if (words[i] && !hl_key_is(words[i], &keys[i]))
			words[i] = hl_key_look(keys_for(shards, &keys[i]), &keys[i]);
}

/* --- folding --- */

void folder_init(
	struct folder *folder, struct shards *shards, size_t size, shards_fold *fold, void *arg) {
	char *facts = hl_claim(shards->len * 2 * BATCH_MAX, size);

	*folder = (struct folder){
		.shards = shards, .fold = fold, .arg = arg, .size = size, .facts = facts
	};
	folder->queues = hl_claim(shards->len, sizeof(*folder->queues));
	for (size_t i = 0; i < shards->len; i++)
		for (size_t k = 0; k < 2; k++, facts += BATCH_MAX * size)
			folder->queues[i].batches[k].facts = facts;
}

void folder_release(struct folder *folder) {
	free(folder->queues);
	free(folder->facts);
}

static void fold(const struct folder *folder, size_t index, struct batch *batch) {
	struct hl_keys *keys = folder->shards->at[index].keys;
	const char *fact = batch->facts;

	for (size_t i = 0; i < batch->len; i++, fact += folder->size) {
		uint32_t *words = batch->guesses[i];

		if (!words || !hl_key_is(words, &batch->keys[i]))
			words = hl_key_make(keys, &batch->keys[i]);
		folder->fold(folder->arg, index, words, fact);
	}
	batch->len = 0;
}

/* What was asked for is there: it is folded, and what is fresh asks for its memory. */
static void turn(struct folder *folder, size_t index) {
	struct shard *shard = &folder->shards->at[index];
	struct queue *queue = &folder->queues[index];
	struct batch *fresh = &queue->batches[queue->fresh];

	pthread_mutex_lock(&shard->lock);
	for (size_t i = 0; i < fresh->len; i++)
		hl_key_prefetch(shard->keys, &fresh->keys[i]);
	queue->fresh = !queue->fresh;
	fold(folder, index, &queue->batches[queue->fresh]);
	for (size_t i = 0; i < fresh->len; i++)
		fresh->guesses[i] = hl_key_guess(shard->keys, &fresh->keys[i]);
	pthread_mutex_unlock(&shard->lock);
}

void folder_add(struct folder *folder, const struct hl_key *key, const void *fact) {
	size_t index = shards_of(folder->shards, key);
	struct queue *queue = &folder->queues[index];
	struct batch *fresh = &queue->batches[queue->fresh];

	fresh->keys[fresh->len] = *key;
	memcpy(fresh->facts + fresh->len * folder->size, fact, folder->size);
	if (++fresh->len == BATCH_MAX)
		turn(folder, index);
}

void folder_fold(struct folder *folder) {
	for (size_t i = 0; i < folder->shards->len; i++) {
		turn(folder, i);
		turn(folder, i);
	}
	folder->borrows = false;
}
