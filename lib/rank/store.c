/* store.c - memory for many rows: large blocks that never move, on large pages where there are. */
#include "parts.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { LARGE_PAGE = 2 << 20, FIRST_BLOCK = 64 << 10, LARGEST_BLOCK = 16 << 20 };

struct rank_block {
	struct rank_block *next;
	size_t cap, used;
	char bytes[];
};

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
	size_t size = store->last ? 4 * (store->last->cap + sizeof(*store->last)) : FIRST_BLOCK;
	struct rank_block *block;

	if (size > LARGEST_BLOCK)
		size = LARGEST_BLOCK;
	if (size < need + sizeof(*block))
		size = need + sizeof(*block);
	block = rank_alloc(1, size);
	block->next = store->last;
	block->cap = size - sizeof(*block);
	block->used = 0;
	store->last = block;
}

const char *rank_store_keep(struct rank_store *store, struct hl_str bytes) {
	char *room;

	if (!store->last || store->last->cap - store->last->used < bytes.len)
		add_block(store, bytes.len);
	room = store->last->bytes + store->last->used;
	store->last->used += bytes.len;
	return memcpy(room, bytes.at, bytes.len);
}

void rank_store_release(struct rank_store *store) {
	while (store->last) {
		struct rank_block *next = store->last->next;

		free(store->last);
		store->last = next;
	}
}
