/*
 * store.h - facts that wait for all the others of their account.
 *
 * Whoever meets a fact writes it to pages of its own, by the part of the accounts that it belongs
 * to; full pages are handed over. They stay in memory as long as there is room, then go to a
 * temporary file. In the end one part after the other is read, and only that is in memory.
 */
#ifndef HL_METRICS_STORE_H
#define HL_METRICS_STORE_H

#include "hl/io.h"
#include "hl/thread.h"
#include "packed.h"

#include <stdatomic.h>

enum { PARTS = 128, PART_BITS = 7 };

/*
 * Cash that is counted already asks for its account's story only where there is one: it is
 * written apart, and read for accounts alone of which something else was told.
 */
enum stream { STORIES, CASH, STREAMS };

/* Where a page is. At its own beginning stands where the one before it is, so no list is kept. */
struct page {
	uint64_t from; /* of all bytes, those of the file first */
	uint32_t len;  /* without that; 0: there is none */
	uint32_t writer;
};

struct store {
	bool refs_are_stories; /* cash with a ref is no cash that only others ask about, */
	bool cash_is_story;    /* or none is */
	bool has_places;       /* some cash is to be compared, see alike.h */
	const char *folder;
	size_t room;      /* for full pages */
	size_t page_size; /* a fact that is larger has a page of its own */
	uint16_t writers_len;
	pthread_mutex_t lock; /* of what follows, while there are writers */
	struct hl_buf bytes;  /* the last pages */
	struct hl_temp *temp; /* those before them; NULL: none */
	struct page last[STREAMS][PARTS];
	uint64_t sizes[STREAMS][PARTS];
	_Atomic enum hl_status status; /* the first failure, which ends the run */
	struct hl_error err;
};

/* For one thread at a time. */
struct writer {
	struct store *store;
	uint16_t number;
	uint32_t used[STREAMS][PARTS];
	bool has_places;
	char *pages; /* of each stream one for each part */
};

/* What is to be taken for that of the options. */
static inline size_t store_memory(size_t memory) {
	return memory ? memory : (size_t)2 << 20;
}

/* No more than about @memory bytes for pages, all in all, with so many writers. */
struct store *store_new(const char *folder, size_t memory, size_t writers);
void store_free(struct store *store);

struct writer *writer_new(struct store *store);

/* Hands over what it has. */
void writer_end(struct writer *writer);

/* The account's key has that hash. A failure is the store's. */
void store_add(struct writer *writer, const struct told *told, uint64_t hash);

static inline bool store_has_failed(const struct store *store) {
	return store && atomic_load_explicit(&store->status, memory_order_acquire) != HL_OK;
}

enum hl_status store_status(const struct store *store, struct hl_error *err) HL_CHECKED;

/* There are no writers any more; if any pages went to the file, the others do now. */
enum hl_status store_end(struct store *store, struct hl_error *err) HL_CHECKED;

/* How many bytes went to the file. */
uint64_t store_written(const struct store *store);

/*
 * The bytes of *page, in @buf or where they are; then it is the one before it of its part and
 * stream. For any number of threads once there are no writers.
 */
enum hl_status store_page(const struct store *store, struct page *page, struct hl_buf *buf,
	struct hl_str *bytes, struct hl_error *err) HL_CHECKED;

#endif
