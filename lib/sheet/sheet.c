/* sheet.c - rows to bytes by any worker, and those bytes, in order, to the writer of the format. */
#include "sheet.h"

#include "hl/unicode.h"

#include <string.h>

/* So many rows are looked at before the first is written. */
enum { FIRST_ROWS = 1000 };

/* What stands before the cells of a row. The file is named by one who outlives the run. */
struct record {
	const char *file;
	size_t line;
	size_t len; /* of all that follows */
};

/* --- rows to bytes --- */

/*
 * Copy @text, eight bytes at a time, to where there is room for eight more: true where nothing in
 * it has to be spelled anew, neither a byte that is not ASCII nor @odd.
 */
static bool copy_plain(char *to, struct hl_str text, char odd) {
	const uint64_t high = HL_EACH(0x80);
	uint64_t seen = 0;
	uint64_t word;
	size_t i = 0;

	for (; i + sizeof(word) <= text.len; i += sizeof(word)) {
		word = hl_word_at(text.at + i);
		seen |= (word & high) | hl_word_has(word, odd);
		memcpy(to + i, &word, sizeof(word));
	}
	word = hl_word_part(text.at + i, text.len - i);
	seen |= (word & high) | hl_word_has(word, odd);
	word = htole64(word);
	memcpy(to + i, &word, sizeof(word));
	return (seen & high) == 0;
}

static void put_text(struct hl_export *doc, const struct sheet *sheet, struct hl_str text) {
	char *to = hl_buf_room(&doc->out, text.len + sizeof(uint64_t));

	if (copy_plain(to, text, sheet->writer->odd))
		doc->out.len += text.len;
	else
		sheet->writer->spell(doc, text);
}

/* As it is stored: the text follows, and a NUL. */
static void put_cell(struct hl_export *doc, const struct sheet *sheet, struct hl_str text) {
	struct sheet_cell cell;
	size_t at = doc->out.len;

	sheet_cell_read(text, doc->options->time.order, &cell);
	(void)hl_buf_room(&doc->out, sizeof(cell));
	doc->out.len += sizeof(cell);
	put_text(doc, sheet, text);
	cell.len = (uint32_t)(doc->out.len - at - sizeof(cell));
	hl_buf_add_char(&doc->out, '\0');
	memcpy(doc->out.at + at, &cell, sizeof(cell));
}

/* Is the cell that was put at @from longer than the format can take? */
static bool is_too_long(
	const struct hl_export *doc, const struct sheet_writer *writer, size_t from) {
	struct hl_str spelled = { doc->out.at + from + sizeof(struct sheet_cell), 0 };

	spelled.len = doc->out.len - from - sizeof(struct sheet_cell) - 1;
	return spelled.len > writer->text_most && writer->is_too_long(spelled);
}

/* Borrowed until the next one. */
static struct hl_str text_of(
	struct hl_export *doc, const struct hl_row *row, const struct sheet_column *column) {
	if (!column->make)
		return column->column == HL_NO_COLUMN ? HL_STR("") : hl_cell(row, column->column);
	doc->scratch.len = 0;
	column->make(doc, row, column->column, &doc->scratch);
	return hl_buf_str(&doc->scratch);
}

enum hl_status sheet_row(struct hl_export *doc, const struct hl_row *row, struct hl_error *err) {
	const struct sheet *sheet = doc->state;
	struct record record = { .file = row->file, .line = row->line };
	size_t at = doc->out.len;

	(void)hl_buf_room(&doc->out, sizeof(record));
	doc->out.len += sizeof(record);
	for (size_t i = 0; i < sheet->len; i++) {
		size_t column = sheet->columns[i].column;
		size_t from = doc->out.len;

		put_cell(doc, sheet, text_of(doc, row, &sheet->columns[i]));
		if (!is_too_long(doc, sheet->writer, from))
			continue;
		doc->out.len = at;
		(void)hl_fail(
			err, HL_EDATA, "longer than a cell of %s may be", sheet->writer->what);
		return hl_row_fail(row, doc->table->header, column, HL_EDATA, err);
	}
	record.len = doc->out.len - at - sizeof(record);
	memcpy(doc->out.at + at, &record, sizeof(record));
	return HL_OK;
}

void sheet_spell_utf8(struct hl_export *doc, struct hl_str text) {
	for (size_t i = 0; i < text.len;) {
		uint32_t point;
		size_t len = (unsigned char)text.at[i] < 0x80 ? 1 : hl_utf8_point(text, i, &point);

		if (len == 0)
			hl_put_replacement(doc, &doc->counts.not_utf8);
		else
			hl_put_str(doc, (struct hl_str){ text.at + i, len });
		i += len ? len : 1;
	}
}

/* --- bytes to rows --- */

/* The record at *rows, which moves behind it. */
static struct record next_record(struct hl_str *rows, struct hl_str *cells) {
	struct record record;

	memcpy(&record, rows->at, sizeof(record));
	*cells = (struct hl_str){ rows->at + sizeof(record), record.len };
	rows->at += sizeof(record) + record.len;
	rows->len -= sizeof(record) + record.len;
	return record;
}

static void read_cells(struct sheet *sheet, struct hl_str bytes) {
	for (size_t i = 0; i < sheet->len; i++) {
		struct sheet_cell *cell = &sheet->cells[i];

		memcpy(cell, bytes.at, sizeof(*cell));
		cell->text = bytes.at + sizeof(*cell);
		bytes.at += sizeof(*cell) + cell->len + 1;
	}
}

static enum hl_status write_row(struct sheet *sheet, struct hl_str cells, struct hl_error *err) {
	read_cells(sheet, cells);
	return sheet->writer->row(sheet, sheet->cells, err);
}

/* What the first rows show of the columns. */
static void look_at_first(struct sheet *sheet) {
	struct hl_str rest = hl_buf_str(&sheet->first);
	struct hl_str cells;

	for (size_t i = 0; i < sheet->len; i++)
		sheet->columns[i].width = hl_width_of(sheet_column_head(&sheet->columns[i]));
	while (rest.len > 0) {
		(void)next_record(&rest, &cells);
		read_cells(sheet, cells);
		for (size_t i = 0; i < sheet->len; i++)
			sheet_column_note(&sheet->columns[i], &sheet->cells[i]);
	}
}

static enum hl_status open_sheet(struct sheet *sheet, struct hl_error *err) {
	struct hl_str rest = hl_buf_str(&sheet->first);
	struct hl_str cells;
	enum hl_status status;

	look_at_first(sheet);
	sheet->is_open = true;
	status = sheet->writer->open(sheet, err);
	while (status == HL_OK && rest.len > 0) {
		(void)next_record(&rest, &cells);
		status = write_row(sheet, cells, err);
	}
	hl_buf_release(&sheet->first);
	return status;
}

static enum hl_status hold_row(struct sheet *sheet, struct hl_str record, struct hl_error *err) {
	hl_buf_add(&sheet->first, record);
	return sheet->rows == FIRST_ROWS ? open_sheet(sheet, err) : HL_OK;
}

static enum hl_status too_many(
	const struct sheet *sheet, const struct record *record, struct hl_error *err) {
	*err = (struct hl_error){ .file = record->file, .line = record->line };
	return hl_fail(err, HL_EDATA,
		"%s has room for %zu rows below its header: split them with --split-by, or write "
		"--to csv or sqlite",
		sheet->writer->what, sheet->writer->rows_most);
}

enum hl_status sheet_take(struct hl_export *doc, struct hl_str rows, struct hl_error *err) {
	struct sheet *sheet = doc->state;
	struct hl_str rest = rows;
	struct hl_str cells;
	enum hl_status status = HL_OK;

	while (status == HL_OK && rest.len > 0) {
		const char *from = rest.at;
		struct record record = next_record(&rest, &cells);

		if (sheet->rows++ == sheet->writer->rows_most)
			return too_many(sheet, &record, err);
		if (doc->output && sheet->is_open)
			status = write_row(sheet, cells, err);
		else if (doc->output)
			status = hold_row(
				sheet, (struct hl_str){ from, (size_t)(rest.at - from) }, err);
	}
	return status;
}

/* --- begin and end --- */

enum hl_status sheet_begin(
	struct hl_export *doc, const struct sheet_writer *writer, struct hl_error *err) {
	const struct sheet_columns *columns = doc->options->bound;
	struct sheet *sheet = hl_new(&doc->arena, struct sheet);

	(void)err;
	sheet->doc = doc;
	sheet->writer = writer;
	sheet->len = columns->len;
	sheet->columns = hl_new_array(&doc->arena, struct sheet_column, columns->len);
	memcpy(sheet->columns, columns->at, columns->len * sizeof(*sheet->columns));
	sheet->cells = hl_new_array(&doc->arena, struct sheet_cell, columns->len);
	doc->state = sheet;
	return HL_OK;
}

enum hl_status sheet_end(struct hl_export *doc, struct hl_error *err) {
	struct sheet *sheet = doc->state;
	enum hl_status status = HL_OK;

	if (!doc->output)
		return HL_OK;
	if (!sheet->is_open)
		status = open_sheet(sheet, err);
	return status == HL_OK ? sheet->writer->close(sheet, err) : status;
}

void sheet_release(struct hl_export *doc) {
	struct sheet *sheet = doc->state;

	if (sheet)
		hl_buf_release(&sheet->first);
}
