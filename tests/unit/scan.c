/* scan.c - every kernel finds the marks and line ends that a loop over the bytes finds. */
#include "../../lib/table/scan.h"

#include "../seeded.h"

#include <stdio.h>
#include <string.h>

enum { BLOCK_MAX = 700, EVERY_LENGTH = 200, ROUNDS = 20000 };

static int failed;

/* Is the quote at @at where it may not stand? */
static bool is_wrong_quote(
	struct scan_bytes bytes, const char *block, size_t len, size_t at, bool inside) {
	size_t beside = inside ? at + 1 : at - 1;

	if ((inside && at + 1 == len) || (!inside && at == 0))
		return false;
	return block[beside] != bytes.delim &&
	       !strchr("\"\r\n", block[beside] ? block[beside] : 'x');
}

/* What the index should be, without the line end that the end of the input makes. */
static void mark_bytes(
	struct scan_index *index, struct scan_bytes bytes, const char *block, size_t len) {
	size_t inner = 0;
	bool inside = false;

	*index = (struct scan_index){
		.marks = index->marks, .records = index->records, .cap = index->cap
	};
	for (size_t i = 0; i < len; i++) {
		bool is_end = block[i] == '\n' ||
			      (block[i] == '\r' && (i + 1 == len || block[i + 1] != '\n'));

		if (block[i] == '\0' || (block[i] == bytes.special && !bytes.is_quote))
			index->flags |= SCAN_SPECIAL;
		if (block[i] == bytes.special && bytes.is_quote) {
			index->is_irregular |= is_wrong_quote(bytes, block, len, i, inside);
			index->flags |= SCAN_QUOTED;
			if (!inside && i > 0 && block[i - 1] == bytes.special)
				index->flags |= SCAN_SPECIAL;
			inside = !inside;
		}
		if (inside && is_end)
			index->flags |= SCAN_SPECIAL;
		inner += inside && is_end;
		if (inside || (!is_end && block[i] != bytes.delim))
			continue;
		index->marks[index->marks_len++] = (uint32_t)i;
		if (is_end) {
			index->records[index->records_len++] =
				(uint32_t)index->marks_len | index->flags;
			index->lines = index->records_len + inner;
			index->flags = 0;
		}
	}
	index->is_open = inside;
}

/* The same for a block as a whole. */
static void index_bytes(struct scan_index *index, struct scan_bytes bytes, const char *block,
	size_t len, bool is_last) {
	bool waits = !is_last && len > 0 && block[len - 1] == '\r';

	mark_bytes(index, bytes, block, waits ? len - 1 : len);
	index->is_irregular |= is_last && index->is_open;
	if (!is_last || len == 0 || block[len - 1] == '\n' || block[len - 1] == '\r')
		return;
	index->marks[index->marks_len++] = (uint32_t)len;
	index->records[index->records_len++] = (uint32_t)index->marks_len | index->flags;
}

static bool same(const struct scan_index *a, const struct scan_index *b) {
	if (a->is_irregular || b->is_irregular)
		return a->is_irregular == b->is_irregular;
	return a->flags == b->flags && a->is_open == b->is_open && a->lines == b->lines &&
	       a->marks_len == b->marks_len && a->records_len == b->records_len &&
	       memcmp(a->marks, b->marks, a->marks_len * sizeof(*a->marks)) == 0 &&
	       memcmp(a->records, b->records, a->records_len * sizeof(*a->records)) == 0;
}

static void check(struct scan_bytes bytes, const char *block, size_t len) {
	static struct scan_index want, got;

	scan_reserve(&want, BLOCK_MAX);
	scan_reserve(&got, BLOCK_MAX);
	mark_bytes(&want, bytes, block, len);
	for (size_t i = 0; i < scan_kernels_len; i++) {
		if (!scan_kernels[i].can_run())
			continue;
		scan_kernels[i].scan(&got, bytes, block, len);
		if (!same(&want, &got)) {
			printf("not ok scan: %s differs at length %zu\n", scan_kernels[i].name,
				len);
			failed = 1;
		}
	}
	for (int is_last = 0; is_last < 2; is_last++) {
		index_bytes(&want, bytes, block, len, is_last);
		scan_block(&got, bytes, block, len, is_last);
		if (!same(&want, &got)) {
			printf("not ok scan: a block of %zu bytes, last: %d\n", len, is_last);
			failed = 1;
		}
	}
}

/* Cells, some of them in quotes, as they may stand. */
static size_t fill_regular(struct seeded *seeded, char *block, size_t room) {
	static const char *const cells[] = { "a", "", "12345", "\"\"", "\"a,b\"", "\"\n\"",
		"\"\r\"", "\"\"\"x\"",
		"\"long enough to reach over sixty-four bytes, which is what a step of the scan "
		"is\"",
		"\"\r\n\"", "\"\"\"\"" };
	static const char *const ends[] = { ",", ",", ",", "\n", "\r\n", "\r" };
	size_t len = 0;
	size_t kinds = seeded_below(seeded, 2) ? HL_LEN(cells) : 5;

	for (;;) {
		const char *cell = cells[seeded_below(seeded, kinds)];
		const char *end = ends[seeded_below(seeded, HL_LEN(ends))];

		if (len + strlen(cell) + strlen(end) > room)
			return len;
		memcpy(block + len, cell, strlen(cell));
		len += strlen(cell);
		memcpy(block + len, end, strlen(end));
		len += strlen(end);
	}
}

/* Bytes of which most mean something, or lie a bit away from those that do. */
static void fill(struct seeded *seeded, char *block, size_t len) {
	static const char *const kinds[] = { ",\"\r\n\0x", "\r\n", "\r\r\r\n,", "\"\"\",\nxxxx",
		"\0\0,\n\r\x80\x8a\x8d\xac\xa2", "abcdefghijklmnop,\n", "\t\\\r\nab",
		"\x01\x0b\x0c\x0e\x09\x23\x21\x2b\x2d,\n" };
	static const size_t lens[] = { 6, 2, 5, 9, 10, 18, 6, 11 };
	size_t kind = seeded_below(seeded, HL_LEN(kinds) + 1);

	for (size_t i = 0; i < len; i++)
		block[i] = kind < HL_LEN(kinds) ? kinds[kind][seeded_below(seeded, lens[kind])]
						: (char)seeded_next(seeded);
}

int main(void) {
	static const struct scan_bytes dialects[] = { { ',', '"', true }, { '\t', '\\', false },
		{ ',', '"', false }, { ';', '"', true }, { '\x01', '"', true },
		{ '\xff', '"', true }, { ' ', '"', false } };
	struct seeded seeded = { 2026 };
	static char block[BLOCK_MAX + SCAN_SLACK];

	for (size_t i = 0; i < ROUNDS; i++) {
		size_t len = i < 10 * (EVERY_LENGTH + 1) ? i % (EVERY_LENGTH + 1)
							 : seeded_below(&seeded, BLOCK_MAX + 1);

		/* What stands behind the block must not matter. */
		fill(&seeded, block, len + SCAN_SLACK);
		if (seeded_below(&seeded, 3) == 0) {
			size_t made = fill_regular(&seeded, block, len);

			check(dialects[seeded_below(&seeded, 3)], block, made);
		}
		check(dialects[seeded_below(&seeded, HL_LEN(dialects))], block, len);
	}
	return failed;
}
