/* reader.c - files as one table: rows in order, and what becomes of bad ones. */
#include "reader.h"

#include "rejects.h"

#include <stdlib.h>

static const char *const standard_input[] = { "-" };

const struct hl_header *hl_reader_header(const struct hl_reader *reader) {
	return &reader->header;
}

struct hl_reader_counts hl_reader_counts(const struct hl_reader *reader) {
	struct hl_reader_counts counts = reader->counts;

	counts.blank = reader->blank + reader->source.blank;
	return counts;
}

bool hl_reader_failed(const struct hl_reader *reader) {
	return reader->mistakes > 0;
}

/* --- files --- */

static bool has_header(const struct hl_reader *reader) {
	return !reader->options.no_header && !reader->options.header_from;
}

static enum hl_status open_next(struct hl_reader *reader, struct hl_error *err) {
	const char *file = reader->files[reader->next_file++];
	enum hl_status status;
	struct hl_row row;

	if (reader->is_open) {
		reader->blank += reader->source.blank;
		source_close(&reader->source);
	}
	align_release(&reader->align);
	status = source_open(&reader->source, file, &reader->options, err);
	reader->is_open = true;
	if (status != HL_OK)
		return status;
	/* An upstream that crashed must not become an empty table. */
	if (!has_header(reader) && reader->source.len == 0) {
		*err = (struct hl_error){ .file = reader->source.cut.file };
		return hl_fail(err, HL_EDATA, "there is nothing in it");
	}
	if (reader->next_file == 1) {
		status = reader_begin(reader, err);
	} else if (has_header(reader)) {
		status = reader_first_row(&reader->source, &row, err);
		if (status == HL_OK)
			status = align_to(
				&reader->align, &reader->header, &row, reader->options.fill, err);
	}
	reader->source.cut.keeps_blank =
		reader->source.cut.dialect.escapes && reader->header.len == 1;
	return status;
}

/* How long the header is where no name needs quotes or escapes. */
static size_t plain_len(const struct hl_header *header) {
	size_t len = header->len ? header->len - 1 : 0;

	for (size_t i = 0; i < header->len; i++)
		len += header->names[i].len;
	return len;
}

/* Every file is there and can be opened, before the first row is read. */
static enum hl_status look_for(const char *const *files, size_t len, struct hl_error *err) {
	enum hl_status status = HL_OK;

	for (size_t i = 1; i < len && status == HL_OK; i++) {
		bool is_file;

		status = hl_input_try(files[i], &is_file, err);
	}
	return status;
}

static enum hl_status bind_sums(struct hl_reader *reader, struct hl_error *err) {
	enum hl_status status = HL_OK;

	for (size_t i = 0; i < reader->options.sums_len && status == HL_OK; i++)
		status = hl_header_find(&reader->header, hl_str_of(reader->options.sums[i].column),
			HL_EUSAGE, &reader->options.sums[i].at, err);
	return status;
}

enum hl_status hl_reader_open(struct hl_reader **result, const char *const *files, size_t len,
	const struct hl_reader_options *options, struct hl_error *err) {
	struct hl_reader *reader = hl_claim(1, sizeof(*reader));
	enum hl_status status;

	reader->options = *options;
	reader->files = len ? files : standard_input;
	reader->files_len = len ? len : 1;
	status = look_for(reader->files, reader->files_len, err);
	if (status == HL_OK)
		status = open_next(reader, err);
	if (status == HL_OK)
		status = bind_sums(reader, err);
	reader->plain_len = plain_len(&reader->header);
	if (status != HL_OK) {
		hl_reader_close(reader);
		reader = NULL;
	}
	*result = reader;
	return status;
}

void hl_reader_close(struct hl_reader *reader) {
	if (!reader)
		return;
	source_close(&reader->source);
	align_release(&reader->align);
	hl_arena_release(&reader->names);
	free(reader);
}

/* --- rows --- */

/* What was wrong with the row is told here: a later failure must not be placed in that row. */
static enum hl_status set_aside(
	struct hl_reader *reader, const struct hl_row *row, struct hl_error *err) {
	struct hl_error why = *err;

	*err = (struct hl_error){ 0 };
	reader->counts.rejected++;
	if (reader->options.rejects)
		return rejects_add(reader->options.rejects, row, &why, err);
	reader->mistakes++;
	hl_mistakes_add(reader->options.mistakes, &why);
	return HL_OK;
}

static enum hl_status check_width(
	const struct hl_reader *reader, const struct hl_row *row, struct hl_error *err) {
	size_t want = reader->align.is_needed ? reader->align.own_len : reader->header.len;

	if (row->len == want)
		return HL_OK;
	*err = (struct hl_error){ .file = row->file, .line = row->line };
	return hl_fail(err, HL_EDATA, "%zu cell%s where the header has %zu", row->len,
		row->len == 1 ? "" : "s", want);
}

/* Are the cells of @row the names of the columns, however it is spelled? */
static bool is_header(const struct hl_reader *reader, const struct hl_row *row) {
	const struct hl_header *header = &reader->header;
	size_t same = 0;

	/* Where nothing is decoded the length alone nearly always tells. */
	if (header->is_missing || (!row->texts && row->raw.len != reader->plain_len))
		return false;
	while (same < header->len && hl_str_eq(hl_cell(row, same), header->names[same]))
		same++;
	return same == header->len;
}

/* A header in the middle of the data: files that were joined without care. */
static enum hl_status check_repeated(struct hl_reader *reader, const struct hl_row *row,
	bool *is_repeated, struct hl_error *err) {
	*is_repeated = is_header(reader, row);
	if (!*is_repeated)
		return HL_OK;
	reader->counts.repeated++;
	if (reader->options.skip_repeated_header)
		return HL_OK;
	*err = (struct hl_error){ .file = row->file, .line = row->line };
	return hl_fail(err, HL_EDATA, "the header again; --skip-repeated-header passes over it");
}

/* All totals or none: the cells of a bad row count nowhere. */
static enum hl_status add_sums(
	struct hl_reader *reader, const struct hl_row *row, struct hl_error *err) {
	struct hl_sum *sums = reader->options.sums;

	for (size_t i = 0; i < reader->options.sums_len; i++) {
		struct hl_str cell = hl_cell_trimmed(row, sums[i].at);
		enum hl_status status = HL_OK;

		sums[i].last = 0;
		if (cell.len)
			status = hl_dec_parse(cell, &sums[i].last, err);
		if (status != HL_OK)
			return hl_row_fail(row, &reader->header, sums[i].at, status, err);
	}
	for (size_t i = 0; i < reader->options.sums_len; i++)
		sums[i].total += sums[i].last;
	return HL_OK;
}

/* The caller found fault with a row whose cells were added already. */
static void take_sums_back(struct hl_reader *reader, const struct hl_row *row) {
	for (size_t i = 0; i < reader->options.sums_len; i++) {
		int64_t dec = 0;

		if (hl_dec_read(hl_cell_trimmed(row, reader->options.sums[i].at), &dec))
			reader->options.sums[i].total -= dec;
	}
}

/* Nothing more is read: the answer is @status from now on. */
static enum hl_status reader_end(struct hl_reader *reader, enum hl_status status) {
	reader->is_over = true;
	reader->end = status;
	return status;
}

/* The next record of any file, malformed ones included. */
static enum hl_status next_record(
	struct hl_reader *reader, struct hl_row *row, struct hl_error *err) {
	enum hl_status status;

	if (reader->has_first) {
		reader->has_first = false;
		*row = reader->first;
		return HL_OK;
	}
	while ((status = source_next(&reader->source, row, err)) == HL_END &&
		reader->next_file < reader->files_len) {
		status = open_next(reader, err);
		if (status != HL_OK)
			return reader_end(reader, status);
	}
	/* What is too long to be held cannot be set aside either. */
	if (status == HL_EDATA && reader->source.cut.is_over)
		return reader_end(reader, status);
	return status;
}

/* The table is read: was all of it good? */
static enum hl_status finish(struct hl_reader *reader, struct hl_error *err) {
	size_t rows = reader->counts.rows + reader->counts.rejected;
	enum hl_status status = HL_OK;

	if (reader->mistakes > 0) {
		*err = (struct hl_error){ 0 }; /* each of them is told */
		return reader_end(reader, HL_EDATA);
	}
	if (reader->options.rejects)
		status = rejects_check(reader->options.rejects, rows, err);
	return reader_end(reader, status == HL_OK ? HL_END : status);
}

/* Is a record that was well formed a good row? */
static enum hl_status check_row(
	struct hl_reader *reader, struct hl_row *row, bool *is_repeated, struct hl_error *err) {
	enum hl_status status = check_width(reader, row, err);

	if (status == HL_OK && reader->align.is_needed)
		align_row(&reader->align, row);
	if (status == HL_OK)
		status = check_repeated(reader, row, is_repeated, err);
	if (status == HL_OK && reader->options.sums_len && !*is_repeated)
		status = add_sums(reader, row, err);
	return status;
}

enum hl_status hl_reader_next(struct hl_reader *reader, struct hl_row *row, struct hl_error *err) {
	while (!reader->is_over) {
		bool is_repeated = false;
		enum hl_status status = next_record(reader, row, err);

		if (status == HL_END)
			return finish(reader, err);
		if (status == HL_OK)
			status = check_row(reader, row, &is_repeated, err);
		if (status == HL_OK && !is_repeated) {
			reader->counts.rows++;
			return HL_OK;
		}
		if (status == HL_EDATA && !reader->is_over)
			status = set_aside(reader, row, err);
		if (status != HL_OK)
			return reader_end(reader, status);
	}
	return reader->end;
}

enum hl_status hl_reader_reject(
	struct hl_reader *reader, const struct hl_row *row, struct hl_error *err) {
	reader->counts.rows--;
	take_sums_back(reader, row);
	return set_aside(reader, row, err);
}
