/*
 * pool.c - medium memory cut out of large pages.
 *
 * A page is dealt out in granules, the first run that is long enough. What comes back is dealt out
 * again, and a page of which all came back is the system's again.
 */
#include "hl/memory.h"

#include <pthread.h>
#include <stdlib.h>

enum {
	PAGE = 2 << 20,
	GRANULE = 16 << 10,
	GRANULES = PAGE / GRANULE,
	LEAST = 64 << 10,     /* what is smaller is better off elsewhere */
	MOST = PAGE - GRANULE /* a page alone needs no pool */
};

/* A bit for each granule of a page. */
__extension__ typedef unsigned __int128 granules;

_Static_assert(sizeof(granules) * 8 == GRANULES, "there is a bit for each granule");

struct page {
	char *at;
	granules taken;
	granules dirty; /* they were taken at some time */
};

struct hl_pool {
	pthread_mutex_t lock;
	struct page *pages;
	size_t len, cap;
	bool is_thrifty;
};

struct hl_pool *hl_pool_new(void) {
	struct hl_pool *pool = hl_claim(1, sizeof(*pool));

	pthread_mutex_init(&pool->lock, NULL);
	return pool;
}

void hl_pool_free(struct hl_pool *pool) {
	if (!pool)
		return;
	for (size_t i = 0; i < pool->len; i++)
		hl_pages_free(pool->pages[i].at, PAGE);
	pthread_mutex_destroy(&pool->lock);
	free(pool->pages);
	free(pool);
}

void hl_pool_save(struct hl_pool *pool) {
	pool->is_thrifty = true;
}

static bool is_dealt_out(const struct hl_pool *pool, size_t bytes) {
	return pool && !pool->is_thrifty && bytes >= LEAST && bytes <= MOST;
}

/* The granules that @bytes at @offset need. */
static granules run_of(size_t offset, size_t bytes) {
	size_t len = (bytes + GRANULE - 1) / GRANULE;

	return (((granules)1 << len) - 1) << offset / GRANULE;
}

/* Take @bytes of the page; false: no run is long enough. */
static bool take(struct page *page, size_t bytes, char **at) {
	for (size_t offset = 0; offset + bytes <= PAGE; offset += GRANULE) {
		granules run = run_of(offset, bytes);

		if (page->taken & run)
			continue;
		*at = page->at + offset;
		if (page->dirty & run)
			memset(*at, 0, bytes);
		page->taken |= run;
		page->dirty |= run;
		return true;
	}
	return false;
}

static struct page *add_page(struct hl_pool *pool) {
	struct page *page;

	pool->pages = hl_grow(pool->pages, &pool->cap, pool->len + 1, sizeof(*pool->pages));
	page = &pool->pages[pool->len++];
	*page = (struct page){ .at = hl_pages_claim(PAGE) };
	return page;
}

void *hl_pool_claim(struct hl_pool *pool, size_t bytes) {
	bool is_taken = false;
	char *at = NULL;

	if (!is_dealt_out(pool, bytes))
		return hl_pages_claim(bytes);
	pthread_mutex_lock(&pool->lock);
	for (size_t i = 0; i < pool->len && !is_taken; i++)
		is_taken = take(&pool->pages[i], bytes, &at);
	if (!is_taken)
		(void)take(add_page(pool), bytes, &at);
	pthread_mutex_unlock(&pool->lock);
	return at;
}

void hl_pool_give(struct hl_pool *pool, void *of_run, size_t bytes) {
	char *at = of_run;
	size_t i = 0;

	if (!at || !is_dealt_out(pool, bytes)) {
		hl_pages_free(at, bytes);
		return;
	}
	pthread_mutex_lock(&pool->lock);
	while (at < pool->pages[i].at || at >= pool->pages[i].at + PAGE)
		i++;
	pool->pages[i].taken &= ~run_of((size_t)(at - pool->pages[i].at), bytes);
	if (pool->pages[i].taken == 0) {
		hl_pages_free(pool->pages[i].at, PAGE);
		pool->pages[i] = pool->pages[--pool->len];
	}
	pthread_mutex_unlock(&pool->lock);
}
