/* pages.c - large memory on large pages. */
#include "hl/base.h"

#include <stdlib.h>
#include <sys/mman.h>

enum { PAGE = 4 << 10, LARGE_PAGE = 2 << 20 };

static size_t whole_pages(size_t bytes) {
	if (bytes > SIZE_MAX / 2)
		hl_out_of_memory();
	return (bytes + PAGE - 1) & ~(size_t)(PAGE - 1);
}

/* A mapping that begins where a large page can. */
static void *map_aligned(size_t bytes) {
	size_t more = bytes + LARGE_PAGE;
	char *at = mmap(NULL, more, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	size_t before;

	if (at == MAP_FAILED)
		hl_out_of_memory();
	before = -(uintptr_t)at & (LARGE_PAGE - 1);
	if (before > 0)
		munmap(at, before);
	munmap(at + before + bytes, more - before - bytes);
	(void)madvise(at + before, bytes, MADV_HUGEPAGE); /* only faster */
	return at + before;
}

void *hl_pages_claim(size_t bytes) {
	return bytes < LARGE_PAGE ? hl_claim(bytes, 1) : map_aligned(whole_pages(bytes));
}

void hl_pages_free(void *at, size_t bytes) {
	if (bytes < LARGE_PAGE)
		free(at);
	else if (at)
		munmap(at, whole_pages(bytes));
}
