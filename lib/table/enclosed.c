/*
 * enclosed.c - records of one line whose quotes only enclose cells: "a, b",c,"".
 *
 * They are what most records that hold a quote look like, and the index is all it takes to read
 * them. The least doubt, a doubled quote among them, is libcsv's to decide; tests hold that
 * both read the same.
 */
#include "cut.h"

#include <string.h>

/* Where the next quote is, at @from or later; @stop when there is none. */
static size_t next_quote(const struct cut *cut, size_t from, size_t stop) {
	const char *quote = from < stop ? memchr(cut->bytes + from, '"', stop - from) : NULL;

	return quote ? (size_t)(quote - cut->bytes) : stop;
}

/* The cells of the line that ends at @stop, its line end being mark @last. False: in doubt. */
static bool find_cells(struct cut *cut, size_t last, size_t stop) {
	const uint32_t *marks = cut->index.marks;
	size_t quote = next_quote(cut, cut->at, stop);
	size_t at = cut->at;

	cut->texts_len = 0;
	for (size_t mark = cut->mark;; mark++) {
		bool is_quoted = quote == at && at < stop;
		size_t from = at + is_quoted;
		size_t end;

		if (is_quoted) {
			end = next_quote(cut, from, stop);
			quote = next_quote(cut, end + 1, stop);
			while (mark < last && marks[mark] <= end)
				mark++;
			at = end + 1;
			if (end == stop || at != (mark < last ? marks[mark] : stop))
				return false;
		} else {
			end = mark < last ? marks[mark] : stop;
			at = end;
			if (quote < end)
				return false;
		}
		cut->texts[cut->texts_len++] = (struct hl_str){ cut->bytes + from, end - from };
		if (at++ == stop)
			return true;
	}
}

bool cut_enclosed(struct cut *cut, struct hl_row *row) {
	size_t last = (cut->index.records[cut->record] & ~SCAN_SPECIAL) - 1;
	size_t end = cut->index.marks[last];
	size_t stop = end;

	if (end < cut->len && cut->bytes[end] == '\n' && end > cut->at &&
		cut->bytes[end - 1] == '\r')
		stop--;
	cut->texts =
		hl_grow(cut->texts, &cut->texts_cap, last - cut->mark + 2, sizeof(*cut->texts));
	if (!find_cells(cut, last, stop))
		return false;
	cut_take(cut, row, cut->at, end);
	row->len = cut->texts_len;
	row->texts = cut->texts;
	cut->mark = last + 1;
	cut->record++;
	cut->line++;
	return true;
}
