/*
 * source.h - inside lib/table: one file or pipe as blocks, and the records in them.
 *
 * A source reads bytes into chunks that are cut. It has one of its own, for whoever wants one
 * record after the other; those who work side by side bring theirs. It knows its dialect, but
 * nothing of headers.
 */
#ifndef HL_TABLE_SOURCE_H
#define HL_TABLE_SOURCE_H

#include "cut.h"
#include "hl/io.h"

/* Bytes, and how far they are cut. Zero it to begin with. */
struct chunk {
	char *bytes;
	size_t cap; /* of bytes, the slack not counted */
	struct cut cut;
	size_t blank; /* empty lines passed over */
};

void chunk_release(struct chunk *chunk);

struct source {
	struct hl_input *in;
	size_t block;          /* how much to read at a time */
	bool is_last;          /* the input has no more than what is left */
	bool is_over;          /* what is too long was read: nothing behind it is */
	enum hl_status failed; /* the input did; what came before is handed out first */
	struct hl_error why;
	int stop; /* when it can be read, nobody wants any more; -1: there is no such thing */
	struct cut_rules rules;
	struct hl_str left; /* what was read and is in no record yet; it may lie in any chunk */
	size_t line;        /* where that begins */
	struct chunk own;
};

/* What a source reads. */
struct origin {
	const char *name;
	const struct hl_temp *copy; /* read in its place; NULL: none */
	struct hl_digest *digest;   /* of its bytes; NULL: none */
};

/* Open and read the first block; the dialect is found (options->delim, suffix, first line). */
enum hl_status source_open(struct source *source, const struct origin *origin,
	const struct hl_reader_options *options, struct hl_error *err) HL_CHECKED;

/*
 * As cut_next over all blocks: HL_OK, HL_END, HL_EDATA (*row: what is malformed; go on, unless
 * source->own.cut.is_over: it is too long to be held) or another failure.
 */
enum hl_status source_next(
	struct source *source, struct hl_row *row, struct hl_error *err) HL_CHECKED;

/* What own has not handed out yet, from @row on if it is one of own's, is left to other chunks. */
void source_leave(struct source *source, const struct hl_row *row);

/*
 * Begin @chunk with what is left and a block more; what is not a whole record then is left, and
 * lies in @chunk. HL_END: there was nothing; else the input failed.
 */
enum hl_status source_read(
	struct source *source, struct chunk *chunk, struct hl_error *err) HL_CHECKED;

void source_close(struct source *source);

#endif
