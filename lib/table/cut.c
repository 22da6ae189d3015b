/* cut.c - a block of bytes into records: most by the index alone, the rest decoded. */
#include "cut.h"

#include <stdlib.h>
#include <string.h>

/* A block that is read line by line has libcsv read what holds quotes, wherever they stand. */
static void index_block(struct cut *cut) {
	const struct cut_rules *rules = &cut->rules;
	struct scan_bytes wanted = { rules->dialect.delim, rules->dialect.escapes ? '\\' : '"',
		!rules->dialect.escapes && !rules->comments };

	scan_block(&cut->index, wanted, cut->bytes, cut->len, cut->is_last);
	cut->knows_quotes = wanted.is_quote && !cut->index.is_irregular;
	if (!wanted.is_quote || cut->knows_quotes)
		return;
	wanted.is_quote = false;
	scan_block(&cut->index, wanted, cut->bytes, cut->len, cut->is_last);
}

static size_t least(size_t a, size_t b) {
	return a < b ? a : b;
}

void cut_begin(struct cut *cut, struct hl_str block, size_t line, bool is_last) {
	cut->harmless = least(COLUMNS_MAX, least(cut->rules.cell_max, cut->rules.record_max));
	cut->bytes = block.at;
	cut->len = block.len;
	cut->is_last = is_last;
	cut->at = 0;
	cut->line = line;
	cut->mark = 0;
	cut->record = 0;
	cut->is_over = false;
	hl_arena_empty(&cut->arena);
	index_block(cut);
}

void cut_release(struct cut *cut) {
	scan_release(&cut->index);
	hl_arena_release(&cut->arena);
	hl_buf_release(&cut->text);
	free(cut->spans);
	quoted_free(cut->quoted);
}

void cut_keep_cell(struct cut *cut, struct hl_str text) {
	hl_buf_add(&cut->text, text);
	cut->spans = hl_grow(cut->spans, &cut->spans_cap, cut->spans_len + 1, sizeof(*cut->spans));
	cut->spans[cut->spans_len++] = cut->text.len;
}

void cut_keep_row(struct cut *cut, struct hl_row *row) {
	struct hl_str *texts = hl_new_array(&cut->arena, struct hl_str, cut->spans_len);
	const char *at = hl_str_keep(&cut->arena, hl_buf_str(&cut->text)).at;
	size_t start = 0;

	for (size_t i = 0; i < cut->spans_len; i++) {
		texts[i] = (struct hl_str){ at + start, cut->spans[i] - start };
		start = cut->spans[i];
	}
	row->texts = texts;
	row->len = cut->spans_len;
}

void cut_forget_cells(struct cut *cut) {
	cut->text.len = 0;
	cut->spans_len = 0;
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
static void take(struct cut *cut, struct hl_row *row, size_t start, size_t end) {
	row->file = cut->rules.file;
	row->line = cut->line;
	row->eol = eol_at(cut, start, end);
	row->raw = (struct hl_str){ cut->bytes + start, end - start - (row->eol.len == 2) };
	row->dialect = cut->rules.dialect;
	row->base = cut->bytes;
	row->start = (uint32_t)start;
	row->texts = NULL;
	row->is_enclosed = false;
	row->own = NULL;
	cut->at = end < cut->len ? end + 1 : cut->len;
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

/* Feed libcsv what the next entry of the index is about, up to and with its line end at *end. */
static enum hl_status feed_next(struct cut *cut, size_t *fed, size_t *end, size_t *wrong) {
	uint32_t marks = cut->index.records[cut->record++] & SCAN_COUNT;
	struct hl_str bytes = { cut->bytes + *fed, 0 };
	enum hl_status status;

	*end = cut->index.marks[marks - 1];
	bytes.len = (*end < cut->len ? *end + 1 : cut->len) - *fed;
	status = quoted_feed(
		cut->quoted, bytes, cut->is_last && cut->record == cut->index.records_len, wrong);
	*wrong += *fed - cut->at;
	*fed += bytes.len;
	cut->mark = status == HL_END ? cut->mark : marks;
	return status;
}

/* A record that holds a quote: libcsv reads it, line by line or as a whole. */
static enum hl_status cut_quoted(struct cut *cut, struct hl_row *row, struct hl_error *err) {
	size_t first = cut->record;
	size_t start = cut->at;
	size_t fed = start;
	size_t end = start;
	size_t wrong = 0;
	enum hl_status status = HL_END;

	if (!cut->quoted)
		cut->quoted = quoted_new(cut);
	quoted_begin(cut->quoted);
	cut_forget_cells(cut);
	while (status == HL_END && cut->record < cut->index.records_len)
		status = feed_next(cut, &fed, &end, &wrong);
	if (status == HL_END) { /* the block ends inside the record */
		cut->record = first;
		return HL_END;
	}
	take(cut, row, start, end);
	cut->line += cut->record - first;
	if (cut->knows_quotes)
		cut->line += place_lines(row->raw);
	cut->is_open = status == HL_EDATA && wrong >= row->raw.len;
	if (status == HL_EDATA)
		return misquoted(row, wrong, err);
	cut_keep_row(cut, row);
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
static void cut_plain(struct cut *cut, struct hl_row *row) {
	size_t marks = cut->index.records[cut->record] & SCAN_COUNT;
	size_t end = cut->index.marks[marks - 1];

	row->len = marks - cut->mark;
	row->ends = cut->index.marks + cut->mark;
	take(cut, row, cut->at, end);
	if (row->eol.len == 2)
		cut->index.marks[marks - 1]--; /* the last cell ends before the CR */
	cut->mark = marks;
	cut->record++;
	cut->line++;
}

/* A record that is not as simple as it looks: quotes, escapes or a NUL. */
static enum hl_status cut_special(struct cut *cut, struct hl_row *row, struct hl_error *err) {
	uint32_t entry = cut->index.records[cut->record];
	size_t len = cut->index.marks[(entry & SCAN_COUNT) - 1] - cut->at;
	bool escapes = cut->rules.dialect.escapes;
	bool is_quoted = cut->knows_quotes ? entry & SCAN_QUOTED
					   : !escapes && memchr(cut->bytes + cut->at, '"', len);
	enum hl_status status = HL_OK;

	if (is_quoted)
		status = cut_quoted(cut, row, err);
	else
		cut_plain(cut, row);
	if (status == HL_END)
		return status;
	status = check_nul(row, status, err);
	if (status == HL_OK && escapes)
		escapes_decode(cut, row);
	return status;
}

/* The next entry of the index as a record, whatever it is. */
static enum hl_status cut_record(struct cut *cut, struct hl_row *row, struct hl_error *err) {
	uint32_t entry = cut->index.records[cut->record];

	if (entry & SCAN_SPECIAL)
		return cut_special(cut, row, err);
	cut_plain(cut, row);
	row->is_enclosed = entry & SCAN_QUOTED;
	return HL_OK;
}

/* Too long goes before malformed: it may have been met before its end came in sight. */
static enum hl_status check_limits(
	struct cut *cut, const struct hl_row *row, enum hl_status status, struct hl_error *err) {
	struct hl_str raw = row->raw;

	if (cut->is_open) /* its last line end may have been held for a byte of its last cell */
		raw.len = (size_t)(cut->bytes + cut->len - raw.at);
	cut->is_open = false;
	if (raw.len < cut->harmless ||
		place_check_limits(&cut->rules, raw, row->line, err) == HL_OK)
		return status;
	cut->is_over = true;
	return HL_EDATA;
}

enum hl_status cut_next(struct cut *cut, struct hl_row *row, size_t *blank, struct hl_error *err) {
	for (;;) {
		enum hl_status status;

		if (cut->is_over || cut->record == cut->index.records_len)
			return HL_END;
		if (cut->rules.comments && cut->bytes[cut->at] == '#') {
			cut_plain(cut, row);
			continue;
		}
		status = cut_record(cut, row, err);
		if (status == HL_END)
			return status;
		if (status != HL_OK || row->raw.len > 0 || cut->rules.keeps_blank)
			return check_limits(cut, row, status, err);
		++*blank;
	}
}

/* May the row be the header once more? Its last cell may have a CR behind it still. */
static bool may_be_header(const struct cut_plain *plain, const struct hl_row *row) {
	struct hl_str text = row->raw;

	if (plain->header_len == SIZE_MAX ||
		(!row->is_enclosed && row->raw.len != plain->header_len))
		return false;
	if (row->is_enclosed && text.at[0] == '"')
		text = (struct hl_str){ text.at + 1, text.len - 1 };
	return hl_str_starts(text, plain->first);
}

void cut_prime(
	const struct cut *cut, const struct cut_plain *plain, struct hl_row *rows, size_t len) {
	const struct hl_row common = { .file = cut->rules.file,
		.len = plain->width,
		.dialect = cut->rules.dialect,
		.base = cut->bytes };

	for (size_t i = 0; i < len; i++)
		rows[i] = common;
}

/* The row from @start to the LF at @end, the rest of *row being there. */
static void set_bytes(struct hl_row *row, const char *bytes, size_t start, size_t end) {
	bool has_cr = end > start && bytes[end - 1] == '\r';

	row->start = (uint32_t)start;
	row->raw = (struct hl_str){ bytes + start, end - start - has_cr };
	row->eol = (struct hl_str){ bytes + end - has_cr, (size_t)has_cr + 1 };
}

/* Where we are is kept at hand: what is written for each row might be anywhere, for all gcc knows.
 */
size_t cut_few(struct cut *cut, const struct cut_plain *plain, struct hl_row *rows, size_t most) {
	uint32_t *marks = cut->index.marks;
	const uint32_t *records = cut->index.records + cut->record;
	size_t left = cut->index.records_len - cut->record;
	size_t mark = cut->mark;
	size_t at = cut->at;
	size_t taken = 0;

	if (cut->is_over || cut->rules.comments)
		return 0;
	for (; taken < most && taken < left; taken++) {
		struct hl_row *row = &rows[taken];
		size_t behind = records[taken] & SCAN_COUNT;
		size_t end = marks[behind - 1];

		if ((records[taken] & SCAN_SPECIAL) || behind - mark != plain->width ||
			end >= cut->len || cut->bytes[end] != '\n')
			break;
		row->line = cut->line + taken;
		row->ends = marks + mark;
		row->is_enclosed = records[taken] & SCAN_QUOTED;
		set_bytes(row, cut->bytes, at, end);
		if (row->raw.len == 0 || row->raw.len >= cut->harmless || may_be_header(plain, row))
			break;
		marks[behind - 1] -= row->eol.len == 2; /* the last cell ends before the CR */
		mark = behind;
		at = end + 1;
	}
	cut->line += taken;
	cut->record += taken;
	cut->mark = mark;
	cut->at = at;
	return taken;
}

enum hl_status cut_check_rest(struct cut *cut, struct hl_row *row, struct hl_error *err) {
	struct hl_str raw = { cut->bytes + cut->at, cut->len - cut->at };

	if (raw.len > 0 && raw.at[raw.len - 1] == '\r')
		raw.len--; /* perhaps of the line end */
	*row = (struct hl_row){ .file = cut->rules.file,
		.line = cut->line,
		.raw = raw,
		.eol = HL_STR("\n"),
		.dialect = cut->rules.dialect };
	if (place_check_limits(&cut->rules, raw, cut->line, err) == HL_OK)
		return HL_OK;
	cut->is_over = true;
	return HL_EDATA;
}

/* Where no quote is in the way the index says it, else only doing it does. */
void cut_find_end(struct cut *cut, size_t *at, size_t *line) {
	const struct scan_index *index = &cut->index;
	struct hl_error ignored = { 0 };
	size_t begun = cut->line;
	size_t blank = 0;
	struct hl_row row;
	enum hl_status status = HL_OK;

	if (cut->knows_quotes || cut->rules.dialect.escapes) {
		size_t marks = index->records_len
				       ? index->records[index->records_len - 1] & SCAN_COUNT
				       : 0;

		*at = marks ? least(index->marks[marks - 1] + 1, cut->len) : 0;
		*line = cut->line + index->lines;
		return;
	}
	while (status != HL_END)
		status = cut_next(cut, &row, &blank, &ignored);
	*at = cut->at;
	*line = cut->line;
	cut_begin(cut, (struct hl_str){ cut->bytes, cut->len }, begun, cut->is_last);
}
