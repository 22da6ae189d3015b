/* width.h - inside lib/export: how many columns of a terminal a text takes. */
#ifndef HL_EXPORT_WIDTH_H
#define HL_EXPORT_WIDTH_H

#include "hl/base.h"

/* 0 for marks that combine with what stands before, 2 for wide East Asian ones and emoji, else 1.
 */
unsigned width_of_point(uint32_t point);

/* Of UTF-8 without control characters. */
size_t width_of(struct hl_str s);

/* Marks that reorder or hide what stands around them: a line is not to be trusted with them. */
bool width_is_invisible(uint32_t point);

#endif
