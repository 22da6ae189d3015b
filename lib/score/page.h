/* page.h - inside lib/score: plain text of 80 columns, for a person. */
#ifndef HL_SCORE_PAGE_H
#define HL_SCORE_PAGE_H

#include "hl/value.h"

/* A line of a table: what, something about it, and numbers at the right; each may be empty. */
struct page_row {
	struct hl_str what, about, gives, total;
};

/*
 * Put @text behind what stands in the line, broken at blanks where it would be too long, and go on
 * at column @indent. Bytes that a terminal would take for orders are blanks. Ends the line.
 */
void page_text(struct hl_buf *to, size_t indent, struct hl_str text);

/* "  what        about        gives        total"; what is long goes to lines of its own. */
void page_row(struct hl_buf *to, const struct page_row *row);

/* A decimal, as short as it is. */
void page_number(struct hl_buf *to, int64_t number);

/* Blanks up to column @column; at least one where anything stands in the line. */
void page_pad(struct hl_buf *to, size_t column);

#endif
