/* names.c - the header of a table: its first row, another file's, numbers, or a union. */
#include "reader.h"

#include <stdio.h>

static void keep_names(struct hl_reader *reader, const struct hl_row *row) {
	struct hl_str *names = hl_new_array(&reader->names, struct hl_str, row->len);

	for (size_t i = 0; i < row->len; i++)
		names[i] = hl_str_keep(&reader->names, hl_cell(row, i));
	reader->header.names = names;
	reader->header.len = row->len;
	reader->header.row = *row;
	reader->header.row.texts = names;
	reader->header.row.raw = hl_str_keep(&reader->names, row->raw);
	reader->header.row.eol = hl_str_keep(&reader->names, row->eol);
}

static void number_names(struct hl_reader *reader, const struct hl_row *row) {
	struct hl_str *names = hl_new_array(&reader->names, struct hl_str, row->len);
	char text[24];

	keep_names(reader, row);
	for (size_t i = 0; i < row->len; i++) {
		int len = snprintf(text, sizeof(text), "%zu", i + 1);

		names[i] = hl_str_keep(&reader->names, (struct hl_str){ text, (size_t)len });
	}
	reader->header.names = names;
	reader->header.row.raw.len = 0;
	reader->header.is_missing = true;
}

/* The first row of @source, which must be there. */
enum hl_status reader_first_row(struct source *source, struct hl_row *row, struct hl_error *err) {
	enum hl_status status = source_next(source, row, err);

	if (status == HL_END) {
		*err = (struct hl_error){ .file = source->rules.file };
		return hl_fail(err, HL_EDATA, "no header: there is nothing in it");
	}
	return status;
}

/* Spell the header row as the table is spelled. */
static void spell_header(struct hl_reader *reader) {
	struct hl_row *row = &reader->header.row;
	struct hl_buf raw = { 0 };

	row->len = reader->header.len;
	row->texts = reader->header.names;
	row->dialect = reader->source.rules.dialect;
	hl_put_kept(&raw, row->dialect, row, NULL);
	row->raw = hl_str_keep(&reader->names, hl_buf_str(&raw));
	hl_buf_release(&raw);
}

/* --header-from: the names are another file's. */
static enum hl_status borrow_header(struct hl_reader *reader, struct hl_error *err) {
	struct origin origin = { .name = reader->options.header_from };
	struct hl_file *file =
		hl_files_add(reader->options.listed, "header-from", reader->options.header_from);
	struct source source;
	struct hl_row row;
	enum hl_status status;

	if (file)
		origin.digest = file->digest;
	status = source_open(&source, &origin, &reader->options, err);
	if (status == HL_OK)
		status = reader_first_row(&source, &row, err);
	if (status == HL_OK)
		keep_names(reader, &row);
	if (status == HL_OK)
		spell_header(reader);
	source_close(&source);
	return status;
}

/* Does @header have as many columns of the name of cell @column as @row has up to that one? */
static bool has_name(const struct hl_header *header, const struct hl_row *row, size_t column) {
	size_t wanted = 0;

	for (size_t i = 0; i <= column; i++)
		wanted += hl_str_eq(hl_cell(row, i), hl_cell(row, column));
	for (size_t i = 0; i < header->len && wanted > 0; i++)
		wanted -= hl_str_eq(header->names[i], hl_cell(row, column));
	return wanted == 0;
}

/* --union: the columns that only later files have come behind those of the first. */
static enum hl_status add_names(struct hl_reader *reader, const char *file, struct hl_error *err) {
	struct hl_header *header = &reader->header;
	struct source source;
	struct hl_row row;
	enum hl_status status =
		source_open(&source, &(struct origin){ .name = file }, &reader->options, err);
	struct hl_str *names;

	if (status == HL_OK)
		status = reader_first_row(&source, &row, err);
	if (status != HL_OK) {
		source_close(&source);
		return status;
	}
	names = hl_new_array(&reader->names, struct hl_str, header->len + row.len);
	for (size_t i = 0; i < header->len; i++)
		names[i] = header->names[i];
	header->names = names;
	for (size_t i = 0; i < row.len; i++)
		if (!has_name(header, &row, i))
			names[header->len++] = hl_str_keep(&reader->names, hl_cell(&row, i));
	spell_header(reader);
	source_close(&source);
	return HL_OK;
}

/* The names of all files together. */
static enum hl_status fill_names(struct hl_reader *reader, struct hl_error *err) {
	enum hl_status status = HL_OK;

	for (size_t i = 1; i < reader->files_len && status == HL_OK; i++) {
		bool is_file;

		status = hl_input_try(reader->files[i], &is_file, err);
		if (status == HL_OK && !is_file) {
			*err = (struct hl_error){ .file = reader->files[i] };
			return hl_fail(err, HL_EUSAGE,
				"--union reads the header of a later file twice: name a pipe "
				"first");
		}
		if (status == HL_OK)
			status = add_names(reader, reader->files[i], err);
	}
	return status;
}

/* Names for the table, from the first row of the first file or from elsewhere. */
enum hl_status reader_begin(struct hl_reader *reader, struct hl_error *err) {
	struct hl_row row;
	enum hl_status status;

	if (reader->options.header_from)
		return borrow_header(reader, err);
	status = reader_first_row(&reader->source, &row, err);
	if (status != HL_OK)
		return status;
	if (!reader->options.no_header) {
		keep_names(reader, &row);
		if (reader->options.fill)
			status = fill_names(reader, err);
		if (status == HL_OK && reader->options.fill)
			status = reader_align(reader, &row, err);
		return status;
	}
	number_names(reader, &row);
	reader->first = row;
	reader->has_first = true;
	return HL_OK;
}
