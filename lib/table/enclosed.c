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

/* The line being read: it ends at @stop, its line end being mark @last. */
struct line {
	size_t at;    /* the next cell begins here */
	size_t quote; /* the next quote is here */
	size_t mark;  /* the next mark */
	size_t last, stop;
};

/* Where the cell that nothing encloses ends: at the next mark. */
static size_t end_of_cell(const struct cut *cut, const struct line *line) {
	return line->mark < line->last ? cut->index.marks[line->mark] : line->stop;
}

/* One cell; false: in doubt. */
static bool take_cell(struct cut *cut, struct line *line) {
	size_t from = line->at;
	size_t end;

	if (line->quote == from && from < line->stop) {
		end = next_quote(cut, ++from, line->stop);
		line->quote = next_quote(cut, end + 1, line->stop);
		while (line->mark < line->last && cut->index.marks[line->mark] <= end)
			line->mark++;
		line->at = end + 1;
		if (end == line->stop || line->at != end_of_cell(cut, line))
			return false;
	} else {
		end = end_of_cell(cut, line);
		line->at = end;
		if (line->quote < end)
			return false;
	}
	cut->texts[cut->texts_len++] = (struct hl_str){ cut->bytes + from, end - from };
	return true;
}

/* All cells of the line; false: in doubt. */
static bool find_cells(struct cut *cut, struct line *line) {
	cut->texts_len = 0;
	line->quote = next_quote(cut, line->at, line->stop);
	while (take_cell(cut, line)) {
		line->mark++;
		if (line->at++ == line->stop)
			return true;
	}
	return false;
}

bool cut_enclosed(struct cut *cut, struct hl_row *row) {
	size_t last = (cut->index.records[cut->record] & ~SCAN_SPECIAL) - 1;
	size_t end = cut->index.marks[last];
	struct line line = { .at = cut->at, .mark = cut->mark, .last = last, .stop = end };

	if (end < cut->len && cut->bytes[end] == '\n' && end > cut->at &&
		cut->bytes[end - 1] == '\r')
		line.stop--;
	cut->texts =
		hl_grow(cut->texts, &cut->texts_cap, last - cut->mark + 2, sizeof(*cut->texts));
	if (!find_cells(cut, &line))
		return false;
	cut_take(cut, row, cut->at, end);
	row->len = cut->texts_len;
	row->texts = cut->texts;
	cut->mark = last + 1;
	cut->record++;
	cut->line++;
	return true;
}
