/* store.c - memory for many records: large blocks that never move, on large pages if there are. */
#include "parts.h"

#include <stdlib.h>
#include <sys/mman.h>

enum { LARGE_PAGE = 2 << 20, FIRST_BLOCK = 64 << 10, LARGEST_BLOCK = 16 << 20 };

void *rank_alloc(size_t count, size_t size) {
	bool is_large;
	size_t bytes;
	void *made;

	if (__builtin_mul_overflow(count, size, &bytes) || bytes > SIZE_MAX / 2)
		hl_out_of_memory();
	is_large = bytes >= 4 * (size_t)LARGE_PAGE;
	if (is_large)
		bytes = (bytes + LARGE_PAGE - 1) & ~((size_t)LARGE_PAGE - 1);
	made = is_large ? aligned_alloc(LARGE_PAGE, bytes) : malloc(bytes ? bytes : 1);
	if (!made)
		hl_out_of_memory();
	if (is_large)
		(void)madvise(made, bytes, MADV_HUGEPAGE); /* only faster */
	return made;
}

/* Each block is four times the last one, up to a limit: little for few rows. */
static void add_block(struct rank_store *store, size_t need) {
	size_t over = sizeof(struct rank_block);
	size_t size = store->len ? 4 * (store->blocks[store->len - 1]->cap + over) : FIRST_BLOCK;
	struct rank_block *block;

	if (size > LARGEST_BLOCK)
		size = LARGEST_BLOCK;
	if (size < need + over)
		size = need + over;
	block = rank_alloc(1, size);
	*block = (struct rank_block){ .cap = size - over };
	store->blocks =
		hl_grow(store->blocks, &store->cap, store->len + 1, sizeof(struct rank_block *));
	store->blocks[store->len++] = block;
}

static size_t room(const struct rank_block *block) {
	return block->cap - block->used - block->rows * sizeof(uint32_t);
}

size_t rank_records_count(struct hl_str records) {
	size_t rows = 0;

	for (size_t at = 0; at < records.len; at += rank_record_len(records.at + at))
		rows++;
	return rows;
}

static void list(struct rank_block *block, struct hl_str records) {
	for (size_t at = 0; at < records.len; at += rank_record_len(records.at + at)) {
		uint32_t start = (uint32_t)(block->used + at);

		block->rows++;
		memcpy(block->bytes + block->cap - block->rows * sizeof(start), &start,
			sizeof(start));
	}
}

/* A block with room for @need bytes. */
static struct rank_block *find_block(struct rank_store *store, size_t need) {
	while (store->at < store->len && room(store->blocks[store->at]) < need)
		store->at++;
	if (store->at == store->len)
		add_block(store, need);
	return store->blocks[store->at];
}

void rank_store_add(struct rank_store *store, struct hl_str records, size_t rows) {
	size_t need = records.len + RANK_SLACK + rows * sizeof(uint32_t);
	struct rank_block *block = find_block(store, need);

	list(block, records);
	memcpy(block->bytes + block->used, records.at, records.len);
	block->used += records.len;
	store->used += records.len + rows * sizeof(uint32_t);
	store->rows += rows;
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
	size_t kept = 0;

	for (size_t i = 0; i < store->len; i++) {
		struct rank_block *block = store->blocks[i];

		block->used = block->rows = 0;
		if (block->cap <= LARGEST_BLOCK)
			store->blocks[kept++] = block;
		else
			free(block);
	}
	store->adopted_len = 0;
	store->len = kept;
	store->at = store->used = store->rows = 0;
}

void rank_store_release(struct rank_store *store) {
	for (size_t i = 0; i < store->len; i++)
		free(store->blocks[i]);
	free(store->blocks);
	free(store->adopted);
	*store = (struct rank_store){ 0 };
}
