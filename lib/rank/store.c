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
	is_large = bytes >= 2 * (size_t)LARGE_PAGE;
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
	size_t over = sizeof(struct rank_block) + RANK_SLACK;
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

static bool has_room(const struct rank_block *block, size_t need) {
	return block->cap - block->used >= need;
}

void rank_store_add(struct rank_store *store, struct hl_str records, size_t rows) {
	struct rank_block *block;

	while (store->at < store->len && !has_room(store->blocks[store->at], records.len))
		store->at++;
	if (store->at == store->len)
		add_block(store, records.len);
	block = store->blocks[store->at];
	memcpy(block->bytes + block->used, records.at, records.len);
	block->used += records.len;
	block->rows += rows;
	store->used += records.len;
	store->rows += rows;
}

void rank_store_empty(struct rank_store *store) {
	for (size_t i = 0; i < store->len; i++)
		store->blocks[i]->used = store->blocks[i]->rows = 0;
	store->at = store->used = store->rows = 0;
}

void rank_store_release(struct rank_store *store) {
	for (size_t i = 0; i < store->len; i++)
		free(store->blocks[i]);
	free(store->blocks);
	*store = (struct rank_store){ 0 };
}
