/* page.c - a large page that several buffers have parts of. */
#include "hl/memory.h"

#include <stdatomic.h>
#include <stdlib.h>

enum { PAGE = 2 << 20 };

struct hl_page {
	char *at;
	size_t used;
	atomic_size_t holders;
};

struct hl_page *hl_page_new(void) {
	struct hl_page *page = hl_claim(1, sizeof(*page));

	page->at = hl_pages_claim(PAGE);
	atomic_init(&page->holders, 1);
	if (hl_pages_are_large(page->at, PAGE))
		return page;
	hl_page_drop(page);
	return NULL;
}

void hl_page_drop(struct hl_page *page) {
	if (!page || atomic_fetch_sub(&page->holders, 1) > 1)
		return;
	hl_pages_free(page->at, PAGE);
	free(page);
}

bool hl_page_share(struct hl_page *page, struct hl_buf *buf, size_t cap) {
	if (cap > PAGE - page->used)
		return false;
	*buf = (struct hl_buf){ .at = page->at + page->used, .cap = cap, .page = page };
	page->used += cap;
	atomic_fetch_add(&page->holders, 1);
	return true;
}
