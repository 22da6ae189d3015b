/* reader.h - inside lib/table: the reader's insides and how it comes by its header. */
#ifndef HL_TABLE_READER_H
#define HL_TABLE_READER_H

#include "align.h"
#include "source.h"

struct hl_reader {
	struct hl_reader_options options;
	const char *const *files;
	size_t files_len, next_file;
	struct source source; /* of the file at hand */
	bool is_open;
	struct align align;
	struct hl_header header;
	size_t plain_len; /* of the header */
	struct hl_arena names;
	struct hl_row first; /* --no-header: the row that was read to count the columns */
	bool has_first;
	struct hl_reader_counts counts;
	size_t blank;    /* in the files before this one */
	size_t mistakes; /* of this table */
	bool is_over;
	enum hl_status end; /* the answer once it is over */
};

/* The first row of @source, which must be there. */
enum hl_status reader_first_row(
	struct source *source, struct hl_row *row, struct hl_error *err) HL_CHECKED;

/* The first file is open: find the names of the columns. */
enum hl_status reader_begin(struct hl_reader *reader, struct hl_error *err) HL_CHECKED;

#endif
