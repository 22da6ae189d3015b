/* text.h - plain text of 80 columns, for a person. */
#ifndef HL_TEXT_H
#define HL_TEXT_H

#include "hl/base.h"
#include "hl/memory.h"

/* A line of a table: what, something about it, and numbers at the right; each may be empty. */
struct hl_text_row {
	struct hl_str what, about, gives, total;
};

/*
 * Put @text behind what stands in the line, broken at blanks where it would be too long, and go on
 * at column @indent. Bytes that a terminal would take for orders are blanks. Ends the line.
 */
void hl_text_lines(struct hl_buf *to, size_t indent, struct hl_str text);

/* "  what        about        gives        total"; what is long goes to lines of its own. */
void hl_text_row(struct hl_buf *to, const struct hl_text_row *row);

/* A decimal, as short as it is. */
void hl_text_number(struct hl_buf *to, int64_t number);

/* Blanks up to column @column; at least one where anything stands in the line. */
void hl_text_pad(struct hl_buf *to, size_t column);

#endif
