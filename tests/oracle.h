/*
 * oracle.h - what a table says, found by one slow loop over the bytes that shares nothing with
 * lib/table: the reader's answers are compared with its.
 *
 * Both put what they found into a buffer in the same words, so that comparing is memcmp.
 */
#ifndef TESTS_ORACLE_H
#define TESTS_ORACLE_H

#include "hl/table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct oracle_cell {
	size_t start, len; /* in oracle.text */
};

struct oracle_record {
	size_t start, end, next; /* its bytes, its line end, what follows */
	size_t line;
	size_t first, cells; /* in oracle.cells */
	size_t wrong;        /* where the mistake is */
	const char *why;     /* NULL: it is well formed */
};

struct oracle {
	struct hl_str bytes;
	struct hl_dialect dialect;
	struct hl_buf text;
	struct oracle_cell *cells;
	size_t cells_len, cells_cap;
	struct oracle_record *records;
	size_t records_len, records_cap;
};

static inline void oracle_release(struct oracle *o) {
	hl_buf_release(&o->text);
	free(o->cells);
	free(o->records);
	*o = (struct oracle){ 0 };
}

/* How long is the line end at @at? 0: there is none. */
static inline size_t oracle_eol(const struct oracle *o, size_t at) {
	if (at >= o->bytes.len || (o->bytes.at[at] != '\n' && o->bytes.at[at] != '\r'))
		return 0;
	return o->bytes.at[at] == '\r' && at + 1 < o->bytes.len && o->bytes.at[at + 1] == '\n' ? 2
											       : 1;
}

static inline bool oracle_ends(const struct oracle *o, size_t at) {
	return at >= o->bytes.len || oracle_eol(o, at) > 0;
}

/* A quoted cell from its quote on; where it ends, or bytes.len + 1 when it does not. */
static inline size_t oracle_quoted(struct oracle *o, size_t at) {
	for (at++; at < o->bytes.len; at++) {
		if (o->bytes.at[at] == '"' &&
			!(at + 1 < o->bytes.len && o->bytes.at[at + 1] == '"'))
			return at + 1;
		at += o->bytes.at[at] == '"';
		hl_buf_add_char(&o->text, o->bytes.at[at]);
	}
	return o->bytes.len + 1;
}

/* A cell without quotes; with escapes undone where there are some. */
static inline size_t oracle_bare(struct oracle *o, struct oracle_record *record, size_t at) {
	size_t begun = at;
	size_t blanks = 0;

	for (; !oracle_ends(o, at) && o->bytes.at[at] != o->dialect.delim; at++) {
		char c = o->bytes.at[at];
		char next = at + 1 < o->bytes.len ? o->bytes.at[at + 1] : '\0';
		char meant = next == 't' ? '\t' : next == 'n' ? '\n' : next == 'r' ? '\r' : next;

		if (c == '"' && !o->dialect.escapes) {
			record->wrong = at;
			record->why =
				blanks == at - begun && blanks > 0
					? "a blank before a quote"
					: "a quote inside a cell that does not begin with one";
			return at;
		}
		blanks += c == ' ';
		if (c == '\\' && o->dialect.escapes && (strchr("tnr", next) || next == '\\') &&
			next) {
			c = meant;
			at++;
		}
		hl_buf_add_char(&o->text, c);
	}
	return at;
}

static inline size_t oracle_cell(struct oracle *o, struct oracle_record *record, size_t at) {
	size_t begun = at;
	struct oracle_cell *cell;

	o->cells = hl_grow(o->cells, &o->cells_cap, o->cells_len + 1, sizeof(*o->cells));
	cell = &o->cells[o->cells_len++];
	cell->start = o->text.len;
	record->cells++;
	if (at >= o->bytes.len || o->bytes.at[at] != '"' || o->dialect.escapes) {
		at = oracle_bare(o, record, at);
	} else {
		at = oracle_quoted(o, at);
		if (at > o->bytes.len) {
			record->wrong = begun;
			record->why = "a quote that is never closed opens here";
			at = o->bytes.len;
		} else if (!oracle_ends(o, at) && o->bytes.at[at] != o->dialect.delim) {
			record->wrong = at;
			record->why = "text behind a closing quote";
		}
	}
	cell->len = o->text.len - cell->start;
	return at;
}

/* The record that begins at @at. */
static inline struct oracle_record *oracle_record(struct oracle *o, size_t at, size_t line) {
	struct oracle_record *record;

	o->records = hl_grow(o->records, &o->records_cap, o->records_len + 1, sizeof(*o->records));
	record = &o->records[o->records_len++];
	*record = (struct oracle_record){ .start = at, .line = line, .first = o->cells_len };
	at = oracle_cell(o, record, at);
	while (!record->why && at < o->bytes.len && o->bytes.at[at] == o->dialect.delim)
		at = oracle_cell(o, record, at + 1);
	while (!oracle_ends(o, at)) /* only behind a mistake */
		at++;
	record->end = at;
	record->next = at + oracle_eol(o, at);
	if (record->why && at == o->bytes.len && at > record->start) { /* never closed */
		record->end -= o->bytes.at[at - 1] == '\n' || o->bytes.at[at - 1] == '\r';
		record->end -= record->end < at && at - record->start > 1 &&
			       o->bytes.at[at - 1] == '\n' && o->bytes.at[at - 2] == '\r';
	}
	for (size_t i = record->start; i < record->end; i++)
		if (o->bytes.at[i] == '\0' && (!record->why || i <= record->wrong)) {
			record->wrong = i;
			record->why = "a NUL byte";
		}
	return record;
}

/* How many lines end from @from to before @to. */
static inline size_t oracle_lines(const struct oracle *o, size_t from, size_t to) {
	size_t lines = 0;

	for (size_t at = from; at < to; at++)
		lines += oracle_eol(o, at) == 1;
	return lines;
}

/* All records of @bytes, empty lines among them. */
static inline void oracle_read(struct oracle *o, struct hl_str bytes, struct hl_dialect dialect) {
	size_t at = 0;
	size_t line = 1;

	if (!bytes.len)
		bytes = HL_STR("");
	o->bytes = bytes;
	o->dialect = dialect;
	o->text.len = o->cells_len = o->records_len = 0;
	while (hl_str_starts(
		(struct hl_str){ bytes.at + at, bytes.len - at }, HL_STR("\xef\xbb\xbf")))
		at += 3;
	if (at > 0) {
		o->bytes.at += at;
		o->bytes.len -= at;
		at = 0;
	}
	while (at < o->bytes.len) {
		size_t next = oracle_record(o, at, line)->next;

		line += oracle_lines(o, at, next);
		at = next;
	}
}

static inline struct hl_str oracle_text(const struct oracle *o, size_t cell) {
	return (struct hl_str){ o->text.len ? o->text.at + o->cells[cell].start : "",
		o->cells[cell].len };
}

/* --- what was found, in words --- */

enum { ORACLE_TOLD = HL_LEN(((struct hl_mistakes *)NULL)->first) };

static inline void oracle_tell_cell(struct hl_buf *to, struct hl_str cell) {
	hl_buf_addf(to, " %zu:", cell.len);
	hl_buf_add(to, cell);
}

static inline void oracle_tell_mistake(
	struct hl_buf *to, size_t line, size_t byte, const char *text) {
	hl_buf_addf(to, "\nbad %zu:%zu %s", line, byte, text);
}

static inline void oracle_tell_record(
	const struct oracle *o, const struct oracle_record *record, struct hl_buf *to) {
	struct hl_str raw = { o->bytes.at + record->start, record->end - record->start };
	struct hl_str eol = { o->bytes.at + record->end, record->next - record->end };

	hl_buf_addf(to, "\nrow %zu", record->line);
	oracle_tell_cell(to, raw);
	oracle_tell_cell(to, eol.len ? eol : HL_STR("\n"));
	for (size_t i = 0; i < record->cells; i++)
		oracle_tell_cell(to, oracle_text(o, record->first + i));
}

static inline void oracle_tell_wrong(
	const struct oracle *o, const struct oracle_record *record, struct hl_buf *to) {
	size_t begun = record->wrong;

	while (begun > record->start && oracle_eol(o, begun - 1) == 0)
		begun--;
	oracle_tell_mistake(to, record->line + oracle_lines(o, record->start, record->wrong),
		record->wrong - begun + 1, record->why);
}

static inline bool oracle_same_cells(
	const struct oracle *o, const struct oracle_record *a, const struct oracle_record *b) {
	for (size_t i = 0; i < a->cells && a->cells == b->cells; i++)
		if (!hl_str_eq(oracle_text(o, a->first + i), oracle_text(o, b->first + i)))
			return false;
	return a->cells == b->cells;
}

/* One record below the header: told as a row in @rows or as a mistake in @bad. */
static inline void oracle_judge(const struct oracle *o, const struct oracle_record *header,
	const struct oracle_record *record, struct hl_buf *rows, struct hl_buf *bad) {
	char text[80];

	if (record->why) {
		oracle_tell_wrong(o, record, bad);
	} else if (record->cells != header->cells) {
		(void)snprintf(text, sizeof(text), "%zu cell%s where the header has %zu",
			record->cells, record->cells == 1 ? "" : "s", header->cells);
		oracle_tell_mistake(bad, record->line, 0, text);
	} else if (oracle_same_cells(o, record, header)) {
		oracle_tell_mistake(bad, record->line, 0,
			"the header again; --skip-repeated-header passes over it");
	} else {
		oracle_tell_record(o, record, rows);
	}
}

/*
 * The table with its header, in the words of oracle_tell_reader: all rows, or those before the
 * first mistake.
 */
static inline void oracle_tell_rows(const struct oracle *o, bool stops, struct hl_buf *to) {
	const struct oracle_record *header = NULL;
	struct hl_buf bad = { 0 };
	struct hl_buf ignored = { 0 };
	size_t told = 0; /* of bad: the reader remembers the first few */

	to->len = 0;
	for (size_t i = 0, mistakes = 0; i < o->records_len; i++) {
		const struct oracle_record *record = &o->records[i];
		bool is_blank = record->end == record->start;
		size_t before = bad.len;

		if (is_blank && !(header && header->cells == 1 && o->dialect.escapes))
			continue;
		if (!header && record->why) {
			oracle_tell_wrong(o, record, to);
			return;
		}
		if (header) {
			oracle_judge(o, header, record, stops && mistakes ? &ignored : to, &bad);
			mistakes += bad.len > before;
			told = mistakes <= ORACLE_TOLD ? bad.len : told;
		} else {
			header = record;
			oracle_tell_record(o, header, to);
		}
	}
	if (header)
		hl_buf_add(to, (struct hl_str){ bad.at, told });
	else
		oracle_tell_mistake(to, 0, 0, "no header: there is nothing in it");
	hl_buf_release(&bad);
	hl_buf_release(&ignored);
}

static inline void oracle_tell(const struct oracle *o, struct hl_buf *to) {
	oracle_tell_rows(o, false, to);
}

static inline void oracle_tell_row(const struct hl_row *row, struct hl_buf *to) {
	hl_buf_addf(to, "\nrow %zu", row->line);
	oracle_tell_cell(to, row->raw);
	oracle_tell_cell(to, row->eol);
	for (size_t i = 0; i < row->len; i++)
		oracle_tell_cell(to, hl_cell(row, i));
}

/* Open @file in place of what @to holds; its header, or why there is none, is told. */
static inline enum hl_status oracle_tell_header(struct hl_reader **reader, const char *file,
	const struct hl_reader_options *options, struct hl_buf *to) {
	struct hl_error err = { 0 };
	enum hl_status status = hl_reader_open(reader, &file, 1, options, &err);

	to->len = 0;
	if (status != HL_OK)
		oracle_tell_mistake(to, err.line, err.byte, err.text);
	else
		oracle_tell_row(&hl_reader_header(*reader)->row, to);
	return status;
}

/* The same of the reader; false when its status is not what its rows and mistakes say. */
static inline bool oracle_tell_reader(
	const char *file, struct hl_reader_options options, struct hl_buf *to) {
	struct hl_mistakes mistakes = { 0 };
	struct hl_error err = { 0 };
	struct hl_reader *reader;
	struct hl_row row;
	enum hl_status status;
	size_t rows = 0;
	bool is_sound;

	options.mistakes = &mistakes;
	status = oracle_tell_header(&reader, file, &options, to);
	if (status != HL_OK)
		return status == HL_EDATA;
	for (; (status = hl_reader_next(reader, &row, &err)) == HL_OK; rows++)
		oracle_tell_row(&row, to);
	for (size_t i = 0; i < mistakes.len && i < HL_LEN(mistakes.first); i++)
		oracle_tell_mistake(
			to, mistakes.first[i].line, mistakes.first[i].byte, mistakes.first[i].text);
	is_sound = status == (mistakes.len ? HL_EDATA : HL_END) &&
		   rows == hl_reader_counts(reader).rows &&
		   mistakes.len == hl_reader_counts(reader).rejected;
	if (status == HL_EDATA && err.text[0]) { /* the end of the reading, not of the table */
		oracle_tell_mistake(to, err.line, err.byte, err.text);
		is_sound = hl_reader_next(reader, &row, &err) == HL_EDATA;
	}
	hl_reader_close(reader);
	return is_sound;
}

#endif
