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

	counts.blank += reader->blank + reader->source.own.blank;
	return counts;
}

const char *hl_reader_file(const struct hl_reader *reader, size_t number) {
	return number < reader->files_len ? hl_input_called(reader->files[number]) : NULL;
}

bool hl_reader_failed(const struct hl_reader *reader) {
	return reader->mistakes > 0;
}

/* --- files --- */

static bool has_header(const struct hl_reader *reader) {
	return !reader->options.no_header && !reader->options.header_from;
}

/* Open the source of the next file. */
static enum hl_status open_source(struct hl_reader *reader, struct hl_error *err) {
	struct hl_temp *const *copies = reader->options.copies;
	size_t number = reader->next_file++;
	struct origin origin = { .name = reader->files[number],
		.copy = copies ? copies[number] : NULL };
	enum hl_status status;

	reader->blank += reader->source.own.blank;
	source_close(&reader->source);
	reader->align = NULL;
	reader->file = hl_files_add(reader->options.listed, reader->options.role, origin.name);
	if (reader->file) {
		reader->file->rows = 0;
		origin.digest = reader->file->digest;
	}
	status = source_open(&reader->source, &origin, &reader->options, err);
	reader->source.stop = reader->stop;
	/* An upstream that crashed must not become an empty table. */
	if (status == HL_OK && !has_header(reader) && reader->source.left.len == 0) {
		*err = (struct hl_error){ .file = reader->source.rules.file };
		return hl_fail(err, HL_EDATA, "there is nothing in it");
	}
	return status;
}

enum hl_status reader_align(
	struct hl_reader *reader, const struct hl_row *own, struct hl_error *err) {
	struct align_request request = { &reader->header, &reader->names, reader->options.fill };
	enum hl_status status = align_to(&reader->align, &request, own, err);

	if (status != HL_OK || !reader->align->is_needed)
		reader->align = NULL;
	return status;
}

enum hl_status reader_open_next(struct hl_reader *reader, struct hl_error *err) {
	bool is_first = reader->next_file == 0;
	enum hl_status status = open_source(reader, err);
	struct cut_rules *rules = &reader->source.rules;
	struct hl_row row;

	if (status == HL_OK && is_first && !reader->options.like) {
		status = reader_begin(reader, err);
	} else if (status == HL_OK && has_header(reader)) {
		status = reader_first_row(&reader->source, &row, err);
		if (status == HL_OK)
			status = reader_align(reader, &row, err);
	}
	rules->keeps_blank = rules->dialect.escapes && reader->header.len == 1;
	reader->source.own.cut.rules.keeps_blank = rules->keeps_blank;
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
	reader->stop = -1;
	reader->pending_s = HL_NO_MOMENT;
	reader->files = len ? files : standard_input;
	reader->files_len = len ? len : 1;
	if (options->like)
		reader->header = *options->like;
	status = look_for(reader->files, reader->files_len, err);
	if (status == HL_OK)
		status = reader_open_next(reader, err);
	if (status == HL_OK)
		status = bind_sums(reader, err);
	reader->totals = hl_claim(options->sums_len, sizeof(*reader->totals));
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
	hl_arena_release(&reader->names);
	free(reader->totals);
	free(reader);
}

/* --- rows --- */

void reader_mistake(struct hl_reader *reader, const struct hl_error *why) {
	reader->mistakes++;
	hl_mistakes_add(reader->options.mistakes, why);
}

/* What was wrong with the row is told here: a later failure must not be placed in that row. */
static enum hl_status set_aside(
	struct hl_reader *reader, const struct hl_row *row, struct hl_error *err) {
	struct hl_error why = *err;

	*err = (struct hl_error){ 0 };
	reader->counts.rejected++;
	if (reader->options.is_told)
		return HL_OK;
	if (reader->options.rejects)
		return rejects_add(reader->options.rejects, row, &why, err);
	reader_mistake(reader, &why);
	return HL_OK;
}

enum hl_status reader_end(struct hl_reader *reader, enum hl_status status) {
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
		status = reader_open_next(reader, err);
		if (status != HL_OK)
			return reader_end(reader, status);
	}
	/* What is too long to be held cannot be set aside either. */
	if (status == HL_EDATA && reader->source.own.cut.is_over)
		return reader_end(reader, status);
	return status;
}

enum hl_status reader_finish(struct hl_reader *reader, struct hl_error *err) {
	size_t rows = reader->counts.rows + reader->counts.rejected;
	enum hl_status status = HL_OK;

	for (size_t i = 0; i < reader->options.sums_len; i++)
		reader->options.sums[i].total = reader->totals[i];
	if (reader->mistakes > 0) {
		*err = (struct hl_error){ 0 }; /* each of them is told */
		return reader_end(reader, HL_EDATA);
	}
	if (reader->options.rejects)
		status = rejects_check(reader->options.rejects, rows, reader->counts.rejected, err);
	return reader_end(reader, status == HL_OK ? HL_END : status);
}

static struct check check_of(struct hl_reader *reader) {
	return (struct check){ .reader = reader,
		.align = reader->align,
		.cut = &reader->source.own.cut,
		.counts = &reader->counts,
		.totals = reader->totals };
}

void reader_settle(struct hl_reader *reader) {
	file_note(reader->file, 0, reader->pending_s);
	reader->pending_s = HL_NO_MOMENT;
}

/* A row is handed out: it counts, but its caller may still reject it. */
static void hand_out(struct hl_reader *reader, const struct hl_row *row) {
	file_note(reader->file, 1, HL_NO_MOMENT);
	reader->pending_s = watch_row(&reader->watch, &reader->memo, row, HL_NO_MOMENT);
}

enum hl_status hl_reader_next(struct hl_reader *reader, struct hl_row *row, struct hl_error *err) {
	reader_settle(reader);
	while (!reader->is_over) {
		enum hl_status status = next_record(reader, row, err);
		struct check check = check_of(reader);

		if (status == HL_END)
			return reader_finish(reader, err);
		if (status == HL_OK)
			status = check_row(&check, row, err);
		if (status == HL_OK) {
			hand_out(reader, row);
			return HL_OK;
		}
		if (status == HL_EDATA && !reader->is_over)
			status = set_aside(reader, row, err);
		if (status != HL_OK && status != HL_END)
			return reader_end(reader, status);
	}
	return reader->end;
}

enum hl_status hl_reader_reject(
	struct hl_reader *reader, const struct hl_row *row, struct hl_error *err) {
	struct check check = check_of(reader);

	check_take_back(&check, row);
	reader->pending_s = HL_NO_MOMENT;
	if (reader->file)
		reader->file->rows--;
	return set_aside(reader, row, err);
}
