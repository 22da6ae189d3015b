/* align.h - inside lib/table: rows of one file in the order of another one's columns. */
#ifndef HL_TABLE_ALIGN_H
#define HL_TABLE_ALIGN_H

#include "hl/table.h"

/* How the rows of a file become rows of the table; not changed once it is made. */
struct align {
	bool is_needed; /* false: they are that already */
	size_t *from;   /* for each column of the table: the file's, or HL_NO_COLUMN */
	size_t len;
	size_t own_len;            /* how many columns the file has */
	struct hl_dialect dialect; /* of the table */
};

/*
 * Match the file's header row @own to the table's @header by name; it lives as long as @arena. A
 * column that only one of them has is HL_EDATA naming it, unless @fill and it is the file that
 * lacks it.
 */
struct align_request {
	const struct hl_header *header;
	struct hl_arena *arena;
	bool fill;
};
enum hl_status align_to(const struct align **align, const struct align_request *request,
	const struct hl_row *own, struct hl_error *err) HL_CHECKED;

/* Put @row in order: cells and bytes live as long as @arena; @scratch is overwritten. */
void align_row(const struct align *align, struct hl_row *row, struct hl_arena *arena,
	struct hl_buf *scratch);

#endif
