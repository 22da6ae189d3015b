/* cut.c - a block of bytes into records: most by the index alone, the rest decoded. */
#include "cut.h"

#include <stdlib.h>
#include <string.h>

void cut_begin(struct cut *cut, const char *bytes, size_t len, bool is_last) {
	struct scan_bytes wanted = { cut->dialect.delim, cut->dialect.escapes ? '\\' : '"' };

	cut->harmless = COLUMNS_MAX;
	if (cut->harmless > cut->cell_max)
		cut->harmless = cut->cell_max;
	if (cut->harmless > cut->record_max)
		cut->harmless = cut->record_max;
	cut->bytes = bytes;
	cut->len = len;
	cut->is_last = is_last;
	cut->at = 0;
	cut->mark = 0;
	cut->record = 0;
	scan_block(&cut->index, wanted, bytes, len, is_last);
}

void cut_release(struct cut *cut) {
	scan_release(&cut->index);
	hl_buf_release(&cut->text);
	free(cut->spans);
	free(cut->texts);
	quoted_free(cut->quoted);
}

void cut_keep_cell(struct cut *cut, struct hl_str text) {
	hl_buf_add(&cut->text, text);
	cut->spans = hl_grow(cut->spans, &cut->spans_cap, cut->texts_len + 1, sizeof(*cut->spans));
	cut->spans[cut->texts_len++] = cut->text.len;
}

/* The cells that were kept, now that their bytes will not move any more. */
static const struct hl_str *kept_cells(struct cut *cut) {
	size_t start = 0;

	cut->texts = hl_grow(cut->texts, &cut->texts_cap, cut->texts_len + 1, sizeof(*cut->texts));
	for (size_t i = 0; i < cut->texts_len; i++) {
		cut->texts[i] = (struct hl_str){ cut->text.at ? cut->text.at + start : "",
			cut->spans[i] - start };
		start = cut->spans[i];
	}
	return cut->texts;
}

static void forget_cells(struct cut *cut) {
	cut->text.len = 0;
	cut->texts_len = 0;
}

/* The line end at @end: what is there of "\r\n", "\n", "\r". */
static struct hl_str eol_at(const struct cut *cut, size_t start, size_t end) {
	const char *at = cut->bytes + end;

	if (end >= cut->len)
		return HL_STR("\n");
	if (*at == '\n' && end > start && at[-1] == '\r')
		return (struct hl_str){ at - 1, 2 };
	return (struct hl_str){ at, 1 };
}

/* The row from @start to the line end at @end, and on behind it. */
void cut_take(struct cut *cut, struct hl_row *row, size_t start, size_t end) {
	row->file = cut->file;
	row->line = cut->line;
	row->eol = eol_at(cut, start, end);
	row->raw = (struct hl_str){ cut->bytes + start, end - start - (row->eol.len == 2) };
	row->dialect = cut->dialect;
	row->base = cut->bytes;
	row->start = (uint32_t)start;
	row->texts = NULL;
	row->own = NULL;
	cut->at = end < cut->len ? end + 1 : cut->len;
}

/* What a backslash and @code stand for together; NUL: the backslash stands for itself. */
static char unescape(char code) {
	switch (code) {
	case 't':
		return '\t';
	case 'n':
		return '\n';
	case 'r':
		return '\r';
	case '\\':
		return '\\';
	default:
		return '\0';
	}
}

static void keep_unescaped(struct cut *cut, struct hl_str cell) {
	for (size_t i = 0; i < cell.len; i++) {
		char c = cell.at[i];
		char stands_for = '\0';

		if (c == '\\' && i + 1 < cell.len)
			stands_for = unescape(cell.at[i + 1]);
		if (stands_for) {
			c = stands_for;
			i++;
		}
		hl_buf_add_char(&cut->text, c);
	}
	cut_keep_cell(cut, (struct hl_str){ NULL, 0 });
}

static void decode_escapes(struct cut *cut, struct hl_row *row) {
	forget_cells(cut);
	for (size_t i = 0; i < row->len; i++)
		keep_unescaped(cut, hl_cell(row, i));
	row->texts = kept_cells(cut);
}

/* What is wrong at the quote or behind it, for a person. */
static enum hl_status misquoted(const struct hl_row *row, size_t wrong, struct hl_error *err) {
	struct hl_str raw = row->raw;
	size_t open = place_of_open_quote(raw, row->dialect);
	size_t before = wrong;

	*err = (struct hl_error){ .file = row->file };
	if (wrong >= raw.len && open < raw.len) {
		place_set(err, raw, row->line, open);
		return hl_fail(err, HL_EDATA, "a quote that is never closed opens here");
	}
	place_set(err, raw, row->line, wrong);
	if (raw.at[wrong] != '"')
		return hl_fail(err, HL_EDATA, "text behind a closing quote");
	while (before > 0 && raw.at[before - 1] == ' ')
		before--;
	if (before < wrong && (before == 0 || raw.at[before - 1] == row->dialect.delim))
		return hl_fail(err, HL_EDATA, "a blank before a quote");
	return hl_fail(err, HL_EDATA, "a quote inside a cell that does not begin with one");
}

/* A record that holds a quote: libcsv reads it line by line. */
static enum hl_status cut_quoted(struct cut *cut, struct hl_row *row, struct hl_error *err) {
	size_t start = cut->at;
	size_t fed = start;
	size_t record = cut->record;
	size_t wrong = 0;
	enum hl_status status = HL_END;
	size_t end = start;

	if (!cut->quoted)
		cut->quoted = quoted_new(cut);
	quoted_begin(cut->quoted);
	forget_cells(cut);
	while (status == HL_END && record < cut->index.records_len) {
		uint32_t marks = cut->index.records[record++] & ~SCAN_SPECIAL;
		size_t past;

		end = cut->index.marks[marks - 1];
		past = end < cut->len ? end + 1 : cut->len;
		status = quoted_feed(cut->quoted, (struct hl_str){ cut->bytes + fed, past - fed },
			cut->is_last && record == cut->index.records_len, &wrong);
		wrong += fed - start;
		fed = past;
		cut->mark = status == HL_END ? cut->mark : marks;
	}
	if (status == HL_END)
		return HL_END; /* the block ends inside the record */
	cut_take(cut, row, start, end);
	cut->line += record - cut->record;
	cut->record = record;
	cut->is_open = status == HL_EDATA && wrong >= row->raw.len;
	if (status == HL_EDATA)
		return misquoted(row, wrong, err);
	row->len = cut->texts_len;
	row->texts = kept_cells(cut);
	return HL_OK;
}

/* A NUL byte, unless another mistake (@status, @err) stands before it. */
static enum hl_status check_nul(
	const struct hl_row *row, enum hl_status status, struct hl_error *err) {
	const char *nul = memchr(row->raw.at, '\0', row->raw.len);
	struct hl_error place = { .file = row->file };

	if (!nul)
		return status;
	place_set(&place, row->raw, row->line, (size_t)(nul - row->raw.at));
	if (status != HL_OK &&
		(err->line < place.line || (err->line == place.line && err->byte < place.byte)))
		return status;
	*err = place;
	return hl_fail(err, HL_EDATA, "a NUL byte");
}

/* The record at hand by the index alone. */
static size_t cut_plain(struct cut *cut, struct hl_row *row) {
	size_t marks = cut->index.records[cut->record] & ~SCAN_SPECIAL;
	size_t end = cut->index.marks[marks - 1];

	row->len = marks - cut->mark;
	row->ends = cut->index.marks + cut->mark;
	cut_take(cut, row, cut->at, end);
	if (row->eol.len == 2)
		cut->index.marks[marks - 1]--; /* the last cell ends before the CR */
	cut->mark = marks;
	cut->record++;
	cut->line++;
	return end;
}

/* A record that is not as simple as it looks: quotes, escapes or a NUL. */
static enum hl_status cut_special(struct cut *cut, struct hl_row *row, struct hl_error *err) {
	size_t marks = cut->index.records[cut->record] & ~SCAN_SPECIAL;
	size_t len = cut->index.marks[marks - 1] - cut->at;
	bool is_quoted = !cut->dialect.escapes && memchr(cut->bytes + cut->at, '"', len);
	enum hl_status status = HL_OK;

	if (!is_quoted)
		(void)cut_plain(cut, row);
	else if (!cut_enclosed(cut, row))
		status = cut_quoted(cut, row, err);
	if (status == HL_END)
		return status;
	status = check_nul(row, status, err);
	if (status == HL_OK && !is_quoted && row->dialect.escapes)
		decode_escapes(cut, row);
	return status;
}

/* Too long goes before malformed: it may have been met before its end came in sight. */
static enum hl_status check_limits(
	struct cut *cut, const struct hl_row *row, enum hl_status status, struct hl_error *err) {
	struct hl_str raw = row->raw;

	if (cut->is_open) /* its last line end may have been held for a byte of its last cell */
		raw.len = (size_t)(cut->bytes + cut->len - raw.at);
	cut->is_open = false;
	if (raw.len < cut->harmless || place_check_limits(cut, raw, row->line, err) == HL_OK)
		return status;
	cut->is_over = true;
	return HL_EDATA;
}

enum hl_status cut_next(struct cut *cut, struct hl_row *row, size_t *blank, struct hl_error *err) {
	for (;;) {
		enum hl_status status = HL_OK;

		if (cut->is_over || cut->record == cut->index.records_len)
			return HL_END;
		if (cut->comments && cut->bytes[cut->at] == '#') {
			(void)cut_plain(cut, row);
			continue;
		}
		if (cut->index.records[cut->record] & SCAN_SPECIAL)
			status = cut_special(cut, row, err);
		else
			(void)cut_plain(cut, row);
		if (status == HL_END)
			return status;
		if (status != HL_OK || row->raw.len > 0 || cut->keeps_blank)
			return check_limits(cut, row, status, err);
		++*blank;
	}
}
