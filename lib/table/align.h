/* align.h - inside lib/table: rows of one file in the order of another one's columns. */
#ifndef HL_TABLE_ALIGN_H
#define HL_TABLE_ALIGN_H

#include "hl/table.h"

/* How the rows of a file become rows of the table. Zero it to begin with. */
struct align {
	bool is_needed; /* false: they are that already */
	size_t *from;   /* for each column of the table: the file's, or HL_NO_COLUMN */
	size_t len;
	size_t own_len;            /* how many columns the file has */
	struct hl_dialect dialect; /* of the table */
	struct hl_row own;         /* the row at hand as it was */
	struct hl_str *texts;      /* its cells in order */
	struct hl_buf raw;         /* and its bytes */
};

/*
 * Match the file's header row @own to the table's @header by name. A column that only one of
 * them has is HL_EDATA naming it, unless @fill and it is the file that lacks it.
 */
enum hl_status align_to(struct align *align, const struct hl_header *header,
	const struct hl_row *own, bool fill, struct hl_error *err) HL_CHECKED;

/* Put @row in order. */
void align_row(struct align *align, struct hl_row *row);

void align_release(struct align *align);

#endif
