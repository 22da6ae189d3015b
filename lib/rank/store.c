/* store.c - memory for many records: large blocks that never move, on large pages if there are. */
#include "parts.h"

#include <stdlib.h>

/* Blocks are for large pages or clearly smaller than one. */
enum { FIRST = 64 << 10, SMALL = 1 << 20, LARGE_FROM = 3 << 20 };
enum { LARGE = 2 << 20, LARGEST = 16 << 20, PART = 32 };

/* What a record needs besides: where it begins, and what may be read behind it. */
enum { RECORD_ROOM = sizeof(uint32_t) + RANK_SLACK };

/* Half as much as there is, little for few rows; then whole large pages, of which few stay empty.
 */
static size_t next_size(const struct rank_store *store) {
	size_t size = store->used / 2;

	if (store->block)
		return store->block;
	if (size < LARGE_FROM)
		return size < FIRST ? FIRST : size < SMALL ? size : SMALL;
	size = store->used / PART / LARGE * LARGE;
	return size < LARGE ? LARGE : size < LARGEST ? size : LARGEST;
}

/* Behind the block at hand: what follows there is empty, and stays for later. */
static void insert_block(struct rank_store *store, size_t need) {
	size_t size = next_size(store);
	struct rank_block *block;

	if (size < need + sizeof(*block))
		size = need + sizeof(*block);
	block = hl_pages_claim(size);
	block->cap = size - sizeof(*block);
	store->blocks =
		hl_grow(store->blocks, &store->cap, store->len + 1, sizeof(struct rank_block *));
	if (store->len > 0)
		store->at++;
	memmove(store->blocks + store->at + 1, store->blocks + store->at,
		(store->len - store->at) * sizeof(struct rank_block *));
	store->blocks[store->at] = block;
	store->len++;
}

static void free_block(struct rank_block *block) {
	hl_pages_free(block, block->cap + sizeof(*block));
}

static size_t room(const struct rank_block *block) {
	return block->cap - block->used - block->rows * sizeof(uint32_t);
}

/* The next record of @block begins @at bytes in. */
static void note_start(struct rank_block *block, size_t at) {
	uint32_t start = (uint32_t)at;

	block->rows++;
	memcpy(block->bytes + block->cap - block->rows * sizeof(start), &start, sizeof(start));
}

/* As many records as there is room for: how long they are. */
static size_t find_starts(struct rank_block *block, struct hl_str records) {
	size_t left = room(block);
	size_t at = 0;

	while (at < records.len) {
		size_t len = rank_record_len(records.at + at);

		if (left < len + RECORD_ROOM)
			break;
		note_start(block, block->used + at);
		left -= len + sizeof(uint32_t);
		at += len;
	}
	return at;
}

/* A block with room for @need bytes. */
static struct rank_block *find_block(struct rank_store *store, size_t need) {
	if (store->at < store->len && room(store->blocks[store->at]) >= need)
		return store->blocks[store->at];
	if (store->at + 1 < store->len && room(store->blocks[store->at + 1]) >= need)
		store->at++;
	else
		insert_block(store, need);
	return store->blocks[store->at];
}

void rank_store_add(struct rank_store *store, struct hl_str records) {
	while (records.len > 0) {
		size_t need = rank_record_len(records.at) + RECORD_ROOM;
		struct rank_block *block = find_block(store, need);
		size_t had = block->rows;
		size_t len = find_starts(block, records);

		memcpy(block->bytes + block->used, records.at, len);
		block->used += len;
		rank_store_list(store, (struct rank_stretch){ block, had, block->rows - had, 0 });
		store->used += len + (block->rows - had) * sizeof(uint32_t);
		records = (struct hl_str){ records.at + len, records.len - len };
	}
}

void rank_store_list(struct rank_store *store, struct rank_stretch stretch) {
	stretch.before = store->rows;
	store->stretches = hl_grow(store->stretches, &store->stretches_cap,
		store->stretches_len + 1, sizeof(*store->stretches));
	store->stretches[store->stretches_len++] = stretch;
	store->rows += stretch.rows;
}

char *rank_store_claim(struct rank_store *store, size_t len) {
	struct rank_block *block = find_block(store, len + RECORD_ROOM);
	char *at = block->bytes + block->used;

	note_start(block, block->used);
	block->used += len;
	store->used += len + sizeof(uint32_t);
	return at;
}

void rank_store_absorb(struct rank_store *store, struct rank_store *from) {
	store->blocks = hl_grow(
		store->blocks, &store->cap, store->len + from->len, sizeof(struct rank_block *));
	for (size_t i = 0; i < from->len; i++)
		store->blocks[store->len++] = from->blocks[i];
	store->used += from->used;
	from->len = 0;
	rank_store_release(from);
}

void *rank_store_room(struct rank_store *store, size_t len) {
	struct rank_block *block = find_block(store, len);
	char *at = block->bytes + block->used;

	block->used += len;
	store->used += len;
	return at;
}

void rank_store_adopt(struct rank_store *store, const char *record) {
	store->adopted = hl_grow(store->adopted, &store->adopted_cap, store->adopted_len + 1,
		sizeof(*store->adopted));
	store->adopted[store->adopted_len++] = record;
	store->used += sizeof(*store->adopted);
	store->rows++;
}

void rank_store_empty(struct rank_store *store) {
	size_t most = store->block ? store->block : LARGEST;
	size_t kept = 0;

	for (size_t i = 0; i < store->len; i++) {
		struct rank_block *block = store->blocks[i];

		block->used = block->rows = 0;
		if (block->cap <= most)
			store->blocks[kept++] = block;
		else
			free_block(block);
	}
	store->adopted_len = store->stretches_len = 0;
	store->len = kept;
	store->at = store->used = store->rows = 0;
}

void rank_store_release(struct rank_store *store) {
	for (size_t i = 0; i < store->len; i++)
		free_block(store->blocks[i]);
	free(store->blocks);
	free(store->stretches);
	free(store->adopted);
	*store = (struct rank_store){ 0 };
}
