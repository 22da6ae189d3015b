/* put.c - cells and rows to bytes. */
#include "hl/table.h"

#include <string.h>

struct hl_dialect hl_dialect_of(char delim) {
	return (struct hl_dialect){ .delim = delim, .escapes = delim == '\t' };
}

/* At the start of a file these bytes would mean something: byte order marks, gzip. */
static bool looks_odd(struct hl_str cell) {
	static const struct hl_str odd[] = { { "\xef\xbb\xbf", 3 }, { "\xff\xfe", 2 },
		{ "\xfe\xff", 2 }, { "\x1f", 1 } };

	for (size_t i = 0; i < HL_LEN(odd); i++)
		if (cell.at[0] == odd[i].at[0] && hl_str_starts(cell, odd[i]))
			return true;
	return false;
}

/* Alone on its line such a cell would be passed over, or be taken for several cells. */
static bool looks_split(struct hl_str cell) {
	for (size_t i = 0; i < cell.len; i++)
		if (cell.at[i] && strchr(",;|\t", cell.at[i]))
			return true;
	return cell.len == 0;
}

/* Is one of these bytes among the eight? */
static bool has_mark(uint64_t word, char delim) {
	return (hl_word_has(word, delim) | hl_word_has(word, '"') | hl_word_has(word, '\n') |
		       hl_word_has(word, '\r')) != 0;
}

static bool needs_quotes(struct hl_str cell, char delim) {
	size_t i = 0;

	for (; i + sizeof(uint64_t) <= cell.len; i += sizeof(uint64_t))
		if (has_mark(hl_word_at(cell.at + i), delim))
			return true;
	for (; i < cell.len; i++) {
		char c = cell.at[i];

		if (c == delim || c == '"' || c == '\n' || c == '\r')
			return true;
	}
	return cell.len && looks_odd(cell);
}

/* From one quote within to the next, each doubled. */
static void put_quoted(struct hl_buf *to, struct hl_str cell) {
	const char *quote;

	hl_buf_add_char(to, '"');
	while (cell.len && (quote = memchr(cell.at, '"', cell.len)) != NULL) {
		size_t upto = (size_t)(quote - cell.at) + 1;

		hl_buf_add(to, (struct hl_str){ cell.at, upto });
		hl_buf_add_char(to, '"');
		cell.at += upto;
		cell.len -= upto;
	}
	hl_buf_add(to, cell);
	hl_buf_add_char(to, '"');
}

/* What stands behind the backslash for @c; NUL: it needs none. */
static char escape_of(char c) {
	switch (c) {
	case '\t':
		return 't';
	case '\n':
		return 'n';
	case '\r':
		return 'r';
	case '\\':
		return '\\';
	default:
		return '\0';
	}
}

static void put_escaped(struct hl_buf *to, struct hl_str cell) {
	char *at = hl_buf_room(to, 2 * cell.len);
	char *begun = at;

	for (size_t i = 0; i < cell.len; i++) {
		char code = escape_of(cell.at[i]);

		if (code)
			*at++ = '\\';
		else
			code = cell.at[i];
		*at++ = code;
	}
	to->len += (size_t)(at - begun);
}

void hl_put_cell(struct hl_buf *to, struct hl_dialect dialect, struct hl_str cell, bool lone) {
	if (dialect.escapes)
		put_escaped(to, cell);
	else if (needs_quotes(cell, dialect.delim) || (lone && looks_split(cell)))
		put_quoted(to, cell);
	else
		hl_buf_add(to, cell);
}

void hl_put_more(struct hl_buf *to, struct hl_dialect dialect, struct hl_str cell) {
	hl_buf_add_char(to, dialect.delim);
	hl_put_cell(to, dialect, cell, false);
}

void hl_put_kept(
	struct hl_buf *to, struct hl_dialect dialect, const struct hl_row *row, const bool *drop) {
	size_t kept = 0;
	size_t put = 0;

	for (size_t i = 0; i < row->len; i++)
		kept += !drop || !drop[i];
	for (size_t i = 0; i < row->len; i++) {
		if (drop && drop[i])
			continue;
		if (put++ > 0)
			hl_buf_add_char(to, dialect.delim);
		hl_put_cell(to, dialect, hl_cell(row, i), kept == 1);
	}
}

void hl_put_row(struct hl_buf *to, struct hl_dialect dialect, const struct hl_row *row) {
	if (hl_row_is_in(row, dialect))
		hl_buf_add(to, row->raw);
	else
		hl_put_kept(to, dialect, row, NULL);
}
