/*
 * source.h - inside lib/table: one file or pipe as records.
 *
 * A source reads blocks and has them cut. It knows its dialect, but nothing of headers.
 */
#ifndef HL_TABLE_SOURCE_H
#define HL_TABLE_SOURCE_H

#include "cut.h"
#include "hl/io.h"

struct source {
	struct hl_input *in;
	char *bytes;
	size_t cap, len; /* of bytes, the slack not counted */
	size_t block;    /* how much to read at a time */
	size_t blank;    /* empty lines passed over */
	bool is_last;    /* the input has no more */
	struct cut cut;
};

/* Open and read the first block; the dialect is found (options->delim, suffix, first line). */
enum hl_status source_open(struct source *source, const char *name,
	const struct hl_reader_options *options, struct hl_error *err) HL_CHECKED;

/*
 * As cut_next over all blocks: HL_OK, HL_END, HL_EDATA (*row: what is malformed; go on, unless
 * source->cut.is_over: it is too long to be held) or another failure.
 */
enum hl_status source_next(
	struct source *source, struct hl_row *row, struct hl_error *err) HL_CHECKED;

void source_close(struct source *source);

#endif
