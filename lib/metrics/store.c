/* store.c - pages of facts, in memory and then in a file. */
#include "store.h"

#include <stdlib.h>
#include <string.h>

enum { PAGE_LEAST = 512, PAGE_MOST = 4096 };

/* --- begin and end --- */

struct store *store_new(const char *folder, size_t memory, size_t writers) {
	struct store *store = hl_claim(1, sizeof(*store));
	size_t page_size = memory / 2 / (writers * STREAMS * PARTS);

	store->folder = folder;
	/* Half of it is pages on their way; full ones that wait longer save nothing. */
	store->room = memory / 4;
	store->page_size = page_size < PAGE_LEAST  ? PAGE_LEAST
			   : page_size > PAGE_MOST ? PAGE_MOST
						   : page_size;
	pthread_mutex_init(&store->lock, NULL);
	return store;
}

void store_free(struct store *store) {
	if (!store)
		return;
	hl_temp_close(store->temp);
	hl_buf_release(&store->bytes);
	pthread_mutex_destroy(&store->lock);
	free(store);
}

enum hl_status store_status(const struct store *store, struct hl_error *err) {
	if (!store_has_failed(store))
		return HL_OK;
	*err = store->err;
	return store->status;
}

uint64_t store_written(const struct store *store) {
	return store ? hl_temp_len(store->temp) : 0;
}

/* --- full pages --- */

/* All pages in memory go to the file. */
static enum hl_status write_out(struct store *store, struct hl_error *err) {
	enum hl_status status = HL_OK;

	if (!store->temp)
		status = hl_temp_open(&store->temp, store->folder, err);
	if (status == HL_OK)
		status = hl_temp_write(store->temp, hl_buf_str(&store->bytes), err);
	store->bytes.len = 0;
	return status;
}

/* Where a page goes. */
struct address {
	size_t stream, part;
	uint16_t writer;
};

static void add_page(struct store *store, struct address to, struct hl_str bytes) {
	struct page *last = &store->last[to.stream][to.part];
	const struct page page = { .from = hl_temp_len(store->temp) + store->bytes.len,
		.len = (uint32_t)bytes.len,
		.writer = to.writer };

	hl_buf_add(&store->bytes, (struct hl_str){ (const char *)last, sizeof(*last) });
	hl_buf_add(&store->bytes, bytes);
	*last = page;
	store->sizes[to.stream][to.part] += bytes.len;
}

/* A store that has failed takes nothing more. */
static void pass(struct store *store, struct address to, struct hl_str bytes) {
	size_t need = sizeof(struct page) + bytes.len;
	struct hl_error err = { 0 };
	enum hl_status status;

	pthread_mutex_lock(&store->lock);
	status = store->status;
	if (status == HL_OK && store->bytes.len > 0 && store->bytes.len + need > store->room) {
		status = write_out(store, &err);
		if (status != HL_OK) {
			store->err = err;
			atomic_store_explicit(&store->status, status, memory_order_release);
		}
	}
	if (status == HL_OK)
		add_page(store, to, bytes);
	pthread_mutex_unlock(&store->lock);
}

/* --- writers --- */

static size_t pages_size(const struct store *store) {
	return (size_t)STREAMS * PARTS * store->page_size;
}

static inline char *page_at(const struct writer *writer, size_t stream, size_t part) {
	return writer->pages + (stream * PARTS + part) * writer->store->page_size;
}

struct writer *writer_new(struct store *store) {
	struct writer *writer = hl_claim(1, sizeof(*writer));

	writer->store = store;
	writer->number = store->writers_len++;
	writer->pages = hl_pages_claim(pages_size(store));
	return writer;
}

static void pass_on(struct writer *writer, size_t stream, size_t part) {
	struct hl_str bytes = { page_at(writer, stream, part), writer->used[stream][part] };

	if (bytes.len > 0)
		pass(writer->store, (struct address){ stream, part, writer->number }, bytes);
	writer->used[stream][part] = 0;
}

void writer_end(struct writer *writer) {
	if (!writer)
		return;
	writer->store->has_places |= writer->has_places;
	for (size_t stream = 0; stream < STREAMS; stream++)
		for (size_t part = 0; part < PARTS; part++)
			pass_on(writer, stream, part);
	hl_pages_free(writer->pages, pages_size(writer->store));
	free(writer);
}

/* A fact with texts of more than a page. */
static void add_large(struct store *store, struct address to, const struct told *told) {
	struct hl_buf bytes = { 0 };

	bytes.len = (size_t)(packed_put(hl_buf_room(&bytes, packed_room(told)), told) - bytes.at);
	pass(store, to, hl_buf_str(&bytes));
	hl_buf_release(&bytes);
}

void store_add(struct writer *writer, const struct told *told, uint64_t hash) {
	size_t part = hash % PARTS;
	bool is_story = writer->store->cash_is_story ||
			(told->ref.len > 0 && writer->store->refs_are_stories);
	bool is_cash = told->fact.kind == PAID && told->fact.is_counted && !is_story;
	size_t stream = is_cash ? CASH : STORIES;
	size_t page_size = writer->store->page_size;
	size_t room = packed_room(told);
	uint32_t *used = &writer->used[stream][part];
	char *at = page_at(writer, stream, part);

	writer->has_places |= told->fact.line > 0;
	if (room > page_size) {
		add_large(writer->store, (struct address){ stream, part, writer->number }, told);
		return;
	}
	if (*used + room > page_size)
		pass_on(writer, stream, part);
	*used = (uint32_t)(packed_put(at + *used, told) - at);
}

/* --- reading --- */

enum hl_status store_end(struct store *store, struct hl_error *err) {
	enum hl_status status = store_status(store, err);

	if (status != HL_OK || !store->temp)
		return status;
	status = write_out(store, err);
	hl_buf_release(&store->bytes);
	return status;
}

enum hl_status store_page(const struct store *store, struct page *page, struct hl_buf *buf,
	struct hl_str *bytes, struct hl_error *err) {
	uint64_t written = hl_temp_len(store->temp);
	size_t len = sizeof(*page) + page->len;
	enum hl_status status = HL_OK;
	const char *at;

	if (page->from >= written) {
		at = store->bytes.at + (page->from - written);
	} else {
		buf->len = 0;
		at = hl_buf_room(buf, len);
		status = hl_temp_read(store->temp, page->from, buf->at, len, err);
	}
	if (status != HL_OK)
		return status;
	*bytes = (struct hl_str){ at + sizeof(*page), page->len };
	memcpy(page, at, sizeof(*page));
	return HL_OK;
}
