/* source.c - blocks of a file or pipe, cut into records. */
#include "source.h"

#include <stdlib.h>
#include <string.h>

/* Offsets in what is in memory at a time (a record and a block, or two) have 31 bits. */
enum { BLOCK = 256 << 10, CELL_MAX = 16 << 20, RECORD_MAX = 64 << 20, SIZE_LIMIT = 512 << 20 };

/* Room for @cap bytes and the slack that the scan reads behind them. */
static void reserve(struct source *source, size_t cap) {
	if (cap <= source->cap)
		return;
	source->bytes = realloc(source->bytes, cap + SCAN_SLACK);
	if (!source->bytes)
		hl_out_of_memory();
	source->cap = cap;
}

/*
 * How much to hold: twice as much as before when the record at hand does not end, but not much
 * more than the longest cell before it is known to hold more than one.
 */
static size_t enough(const struct source *source, size_t left) {
	size_t most = source->cut.cell_max + source->block;
	size_t want = left + (left > source->block ? left : source->block);

	return left < most && want > most ? most : want;
}

/* Keep what was not cut, read until a block's worth is there or the input is over. */
static enum hl_status fill(struct source *source, struct hl_error *err) {
	size_t left = source->len - source->cut.at;
	size_t want = enough(source, left);
	enum hl_status status = HL_OK;

	if (source->cut.at > 0)
		memmove(source->bytes, source->bytes + source->cut.at, left);
	source->len = left;
	reserve(source, want);
	while (status == HL_OK && source->len < want) {
		size_t got;

		status = hl_input_read(
			source->in, source->bytes + source->len, want - source->len, &got, err);
		source->len += status == HL_OK ? got : 0;
	}
	source->is_last = status == HL_END;
	memset(source->bytes + source->len, 0, SCAN_SLACK);
	return source->is_last ? HL_OK : status;
}

/* The first line that is not empty, as far as a block goes; false: its end is not there yet. */
static bool find_first_line(const struct source *source, struct hl_str *line) {
	struct hl_str s = { source->bytes, source->len < BLOCK ? source->len : BLOCK };
	size_t start = 0;
	size_t end;

	while (start < s.len && (s.at[start] == '\n' || s.at[start] == '\r'))
		start++;
	for (end = start; end < s.len && s.at[end] != '\n' && s.at[end] != '\r';)
		end++;
	*line = (struct hl_str){ s.at + start, end - start };
	return end < s.len || s.len == BLOCK;
}

/* By the suffix, else by the first line: a tab, ';' or '|' where there is no comma. */
static char find_delim(const struct source *source, const char *name) {
	static const char others[] = "\t;|";
	struct hl_str path = hl_str_of(name);
	struct hl_str first;

	if (hl_str_ends(path, HL_STR(".gz")))
		path.len -= 3;
	if (hl_str_ends(path, HL_STR(".tsv")) || hl_str_ends(path, HL_STR(".tab")))
		return '\t';
	(void)find_first_line(source, &first);
	if (first.len && !memchr(first.at, ',', first.len))
		for (const char *other = others; *other; other++)
			if (memchr(first.at, *other, first.len))
				return *other;
	return ',';
}

static enum hl_status drop_mark(struct source *source, struct hl_error *err) {
	struct hl_str s = { source->bytes, source->len };

	if (hl_str_starts(s, HL_STR("\xff\xfe")) || hl_str_starts(s, HL_STR("\xfe\xff"))) {
		*err = (struct hl_error){ .file = hl_input_name(source->in), .line = 1, .byte = 1 };
		return hl_fail(err, HL_EDATA,
			"this is UTF-16 (\"Unicode text\"); save it as UTF-8, or use iconv");
	}
	/* More than one: else what is written would lose another one when it is read again. */
	for (; hl_str_starts(s, HL_STR("\xef\xbb\xbf")); s.len -= 3, s.at += 3)
		source->cut.at += 3;
	return HL_OK;
}

/* A size as it was asked for (0: @usual), no larger than can be. */
static size_t within(size_t asked, size_t usual) {
	size_t size = asked ? asked : usual;

	return size < SIZE_LIMIT ? size : SIZE_LIMIT;
}

enum hl_status source_open(struct source *source, const char *name,
	const struct hl_reader_options *options, struct hl_error *err) {
	enum hl_status status;
	struct hl_str first;
	char delim = options->delim;

	*source = (struct source){ .block = within(options->block, BLOCK),
		.cut = { .cell_max = within(options->cell_max, CELL_MAX),
			.record_max = within(options->record_max, RECORD_MAX),
			.comments = options->comments,
			.line = 1 } };
	if (options->bytes.at)
		status = hl_input_open_bytes(&source->in, name, options->bytes, err);
	else
		status = hl_input_open(&source->in, name, err);
	if (status == HL_OK)
		status = fill(source, err);
	/* Enough to see a byte order mark and the first line, however small the blocks are. */
	while (status == HL_OK && !source->is_last && !find_first_line(source, &first))
		status = fill(source, err);
	if (status == HL_OK)
		status = drop_mark(source, err);
	if (status != HL_OK)
		return status;
	source->len -= source->cut.at;
	memmove(source->bytes, source->bytes + source->cut.at, source->len + SCAN_SLACK);
	if (!delim)
		delim = find_delim(source, name);
	source->cut.dialect = hl_dialect_of(delim);
	source->cut.file = hl_input_name(source->in);
	cut_begin(&source->cut, source->bytes, source->len, source->is_last);
	return HL_OK;
}

/* The beginning of a record whose end is not in sight: can it still become one? */
static enum hl_status check_rest(struct source *source, struct hl_row *row, struct hl_error *err) {
	struct cut *cut = &source->cut;
	struct hl_str raw = { source->bytes + cut->at, source->len - cut->at };

	if (raw.len > 0 && raw.at[raw.len - 1] == '\r')
		raw.len--; /* perhaps of the line end */
	*row = (struct hl_row){ .file = cut->file,
		.line = cut->line,
		.raw = raw,
		.eol = HL_STR("\n"),
		.dialect = cut->dialect };
	if (place_check_limits(cut, raw, cut->line, err) == HL_OK)
		return HL_OK;
	cut->is_over = true;
	return HL_EDATA;
}

enum hl_status source_next(struct source *source, struct hl_row *row, struct hl_error *err) {
	for (;;) {
		enum hl_status status = cut_next(&source->cut, row, &source->blank, err);

		if (status != HL_END || source->is_last || source->cut.is_over)
			return status;
		status = check_rest(source, row, err);
		if (status == HL_OK)
			status = fill(source, err);
		if (status != HL_OK)
			return status;
		cut_begin(&source->cut, source->bytes, source->len, source->is_last);
	}
}

void source_close(struct source *source) {
	hl_input_close(source->in);
	cut_release(&source->cut);
	free(source->bytes);
	*source = (struct source){ 0 };
}
