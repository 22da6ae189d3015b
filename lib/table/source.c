/* source.c - blocks of a file or pipe, cut into records. */
#include "source.h"

#include <stdlib.h>
#include <string.h>

/* Counts of marks in what is in memory at a time (a record and a block, or two) have 30 bits. */
enum { BLOCK = 256 << 10, CELL_MAX = 16 << 20, RECORD_MAX = 64 << 20, SIZE_LIMIT = 256 << 20 };

void chunk_release(struct chunk *chunk) {
	cut_release(&chunk->cut);
	free(chunk->bytes);
}

/*
 * How much to hold: a block, or twice as much as before when the record at hand does not end, but
 * not much more than the longest cell before it is known to hold more than one.
 */
static size_t enough(const struct source *source) {
	size_t left = source->left.len;
	size_t most = source->rules.cell_max + source->block;
	size_t want = left < source->block ? source->block : 2 * left;

	return left < most && want > most ? most : want;
}

/* What is left, which may lie in @chunk, to its beginning, with room for @cap bytes and slack. */
static void bring(struct chunk *chunk, struct hl_str left, size_t cap) {
	char *bytes = chunk->bytes;

	if (cap > chunk->cap) {
		bytes = malloc(cap + SCAN_SLACK);
		if (!bytes)
			hl_out_of_memory();
	}
	if (left.len > 0)
		memmove(bytes, left.at, left.len);
	if (bytes == chunk->bytes)
		return;
	free(chunk->bytes);
	chunk->bytes = bytes;
	chunk->cap = cap;
}

/*
 * What is left and a block's worth with it, or all there is, into @chunk. false: the input has
 * failed, and what was read before that is all in what was left.
 */
static bool fill(struct source *source, struct chunk *chunk) {
	size_t want = enough(source);
	size_t len = source->left.len;
	bool is_more;

	bring(chunk, source->left, want);
	while (source->failed == HL_OK && !source->is_last && len < want) {
		size_t got = 0;
		enum hl_status status = HL_EIO; /* never told: who says stop has failed before */

		if (hl_input_wait(source->in, source->stop))
			status = hl_input_read(
				source->in, chunk->bytes + len, want - len, &got, &source->why);
		len += status == HL_OK ? got : 0;
		source->is_last = status == HL_END;
		source->failed = status == HL_END ? HL_OK : status;
	}
	is_more = len > source->left.len;
	memset(chunk->bytes + len, 0, SCAN_SLACK);
	source->left = (struct hl_str){ chunk->bytes, len };
	return is_more || source->failed == HL_OK;
}

static enum hl_status fail(const struct source *source, struct hl_error *err) {
	*err = source->why;
	return source->failed;
}

/* All that is left, which lies in @chunk, is to be cut. */
static void begin(struct source *source, struct chunk *chunk) {
	chunk->cut.rules = source->rules;
	cut_begin(&chunk->cut, source->left, source->line, source->is_last);
}

/* The first line that is not empty, as far as a block goes; false: its end is not there yet. */
static bool find_first_line(const struct source *source, struct hl_str *line) {
	struct hl_str s = source->left;
	size_t start = 0;
	size_t end;

	s.len = s.len < BLOCK ? s.len : BLOCK;
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
	struct hl_str *s = &source->left;

	if (hl_str_starts(*s, HL_STR("\xff\xfe")) || hl_str_starts(*s, HL_STR("\xfe\xff"))) {
		*err = (struct hl_error){ .file = hl_input_name(source->in), .line = 1, .byte = 1 };
		return hl_fail(err, HL_EDATA,
			"this is UTF-16 (\"Unicode text\"); save it as UTF-8, or use iconv");
	}
	/* More than one: else what is written would lose another one when it is read again. */
	for (; hl_str_starts(*s, HL_STR("\xef\xbb\xbf")); s->len -= 3)
		s->at += 3;
	return HL_OK;
}

/* A size as it was asked for (0: @usual), no larger than can be. */
static size_t within(size_t asked, size_t usual) {
	size_t size = asked ? asked : usual;

	return size < SIZE_LIMIT ? size : SIZE_LIMIT;
}

static enum hl_status open_input(struct source *source, const struct origin *origin,
	const struct hl_reader_options *options, struct hl_error *err) {
	enum hl_status status;

	if (options->bytes.at)
		status = hl_input_open_bytes(&source->in, origin->name, options->bytes, err);
	else if (origin->copy)
		status = hl_input_open_copy(&source->in, origin->name, origin->copy, err);
	else
		status = hl_input_open(&source->in, origin->name, err);
	if (status != HL_OK)
		return status;
	hl_input_read_ahead(source->in, options->threads > 1);
	hl_input_digest(source->in, origin->digest);
	return HL_OK;
}

enum hl_status source_open(struct source *source, const struct origin *origin,
	const struct hl_reader_options *options, struct hl_error *err) {
	char delim = options->delim;
	enum hl_status status;
	struct hl_str first;

	*source = (struct source){ .block = within(options->block, BLOCK),
		.line = 1,
		.stop = -1,
		.rules = { .cell_max = within(options->cell_max, CELL_MAX),
			.record_max = within(options->record_max, RECORD_MAX),
			.comments = options->comments } };
	status = open_input(source, origin, options, err);
	if (status != HL_OK)
		return status;
	/* Enough to see a byte order mark and the first line, however small the blocks are. */
	do {
		if (!fill(source, &source->own))
			return fail(source, err);
	} while (!source->is_last && !find_first_line(source, &first));
	status = drop_mark(source, err);
	if (status != HL_OK)
		return status;
	if (!delim)
		delim = find_delim(source, origin->name);
	source->rules.dialect = hl_dialect_of(delim);
	source->rules.file = hl_input_name(source->in);
	begin(source, &source->own);
	return HL_OK;
}

void source_leave(struct source *source, const struct hl_row *row) {
	struct cut *cut = &source->own.cut;

	source->left = (struct hl_str){ cut->bytes + cut->at, cut->len - cut->at };
	source->line = cut->line;
	if (!row)
		return;
	source->left =
		(struct hl_str){ row->raw.at, (size_t)(cut->bytes + cut->len - row->raw.at) };
	source->line = row->line;
}

enum hl_status source_next(struct source *source, struct hl_row *row, struct hl_error *err) {
	struct chunk *own = &source->own;

	for (;;) {
		enum hl_status status = cut_next(&own->cut, row, &own->blank, err);

		if (status != HL_END || own->cut.is_last || own->cut.is_over)
			return status;
		status = cut_check_rest(&own->cut, row, err);
		source_leave(source, NULL);
		if (status != HL_OK)
			return status;
		if (!fill(source, own))
			return fail(source, err);
		begin(source, own);
	}
}

/* A record that is longer than a block is read on until it ends, or is too long. */
enum hl_status source_read(struct source *source, struct chunk *chunk, struct hl_error *err) {
	struct cut *cut = &chunk->cut;
	struct hl_error ignored = { 0 };
	struct hl_row row;
	size_t end = 0;

	if (source->is_over || (source->is_last && source->left.len == 0))
		return HL_END;
	while (end == 0 && !source->is_over) {
		bool is_more = fill(source, chunk);

		begin(source, chunk);
		if (source->is_last) {
			source->left.len = 0;
			return HL_OK;
		}
		cut_find_end(cut, &end, &source->line);
		if (end > 0)
			break;
		source->is_over = cut_check_rest(cut, &row, &ignored) != HL_OK;
		if (!is_more && !source->is_over)
			return fail(source, err);
	}
	cut->is_over = false; /* whoever cuts it will come to that */
	source->left.at += end;
	source->left.len -= end;
	return HL_OK;
}

void source_close(struct source *source) {
	hl_input_close(source->in);
	chunk_release(&source->own);
	*source = (struct source){ 0 };
}
