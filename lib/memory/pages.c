/* pages.c - large memory on large pages. */
#include "hl/memory.h"

#include <stdlib.h>
#include <sys/mman.h>

/* PAGE: the largest that a system maps memory by; what is not used of it takes none. */
enum { PAGE = 64 << 10, LEAST_PAGE = 4 << 10, MAPPED = PAGE, LARGE_PAGE = 2 << 20 };

static size_t whole_pages(size_t bytes) {
	if (bytes > SIZE_MAX / 2)
		hl_out_of_memory();
	return (bytes + PAGE - 1) & ~(size_t)(PAGE - 1);
}

static char *map(size_t bytes) {
	char *at = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (at == MAP_FAILED)
		hl_out_of_memory();
	return at;
}

/* A mapping that begins where a large page can. */
static void *map_aligned(size_t bytes) {
	size_t more = bytes + LARGE_PAGE;
	char *at = map(more);
	size_t before = -(uintptr_t)at & (LARGE_PAGE - 1);

	if (before > 0)
		munmap(at, before);
	munmap(at + before + bytes, more - before - bytes);
	(void)madvise(at + before, bytes, MADV_HUGEPAGE); /* only faster */
	return at + before;
}

/* What is not small is a mapping of its own: it is the system's again as soon as it is freed. */
void *hl_pages_claim(size_t bytes) {
	if (bytes < MAPPED)
		return hl_claim(bytes, 1);
	return bytes < LARGE_PAGE ? map(whole_pages(bytes)) : map_aligned(whole_pages(bytes));
}

void hl_pages_fill(void *at, size_t bytes) {
#ifdef MADV_POPULATE_WRITE
	if (bytes >= MAPPED)
		(void)madvise(at, whole_pages(bytes), MADV_POPULATE_WRITE); /* only faster */
#else
	(void)at;
	(void)bytes;
#endif
}

/* What comes with its first byte. */
bool hl_pages_are_large(void *at, size_t bytes) {
	unsigned char is_there[PAGE / LEAST_PAGE] = { 0 };
	char *last = (char *)at + LARGE_PAGE - PAGE;

	if (bytes < LARGE_PAGE)
		return false;
	*(volatile char *)at = 0;
	return mincore(last, PAGE, is_there) == 0 && (is_there[0] & 1);
}

void hl_pages_free(void *at, size_t bytes) {
	if (bytes < MAPPED)
		free(at);
	else if (at)
		munmap(at, whole_pages(bytes));
}
