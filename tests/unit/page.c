/* page.c - buffers that share a large page: each has bytes of its own, and may outgrow them. */
#include "hl/memory.h"

#include "../seeded.h"

#include <stdio.h>
#include <string.h>

enum { BUFS = 8, ROUNDS = 4000, LARGEST = 700 << 10 };

static int failed;

static void expect(bool good, const char *what) {
	if (good)
		return;
	fprintf(stderr, "page: %s\n", what);
	failed = 1;
}

/* What stands in buffer @number: that number and how many bytes came before, over and over. */
static char byte_at(size_t number, size_t at) {
	return (char)(number * 31 + at % 251);
}

static void grow(struct hl_buf *buf, size_t number, size_t more) {
	for (size_t i = 0; i < more; i++)
		hl_buf_add_char(buf, byte_at(number, buf->len));
}

static bool is_right(const struct hl_buf *buf, size_t number) {
	for (size_t i = 0; i < buf->len; i++)
		if (buf->at[i] != byte_at(number, i))
			return false;
	return true;
}

/* The page is let go while buffers have parts of it, and the other way round. */
static void check(struct seeded *from) {
	struct hl_page *page = hl_page_new();
	struct hl_buf bufs[BUFS] = { 0 };

	for (size_t i = 0; i < ROUNDS && page; i++) {
		size_t number = seeded_below(from, BUFS);
		struct hl_buf *buf = &bufs[number];

		grow(buf, number, seeded_below(from, LARGEST / BUFS));
		expect(is_right(buf, number), "somebody else wrote there");
		if (seeded_below(from, 4) > 0)
			continue;
		hl_buf_release(buf);
		if (hl_page_share(page, buf, seeded_below(from, LARGEST)))
			continue;
		expect(!buf->page && !buf->at, "a buffer that got nothing is not empty");
		hl_page_drop(page);
		page = hl_page_new();
	}
	hl_page_drop(page);
	for (size_t number = 0; number < BUFS; number++) {
		expect(is_right(&bufs[number], number), "bytes went with the page");
		hl_buf_release(&bufs[number]);
	}
}

int main(void) {
	struct seeded from = { 7 };

	check(&from);
	return failed;
}
