/* json.h - inside lib/export: texts as JSON strings. */
#ifndef HL_EXPORT_JSON_H
#define HL_EXPORT_JSON_H

#include "hl/memory.h"

/* @s in quotes at the end of @to; bytes that are no UTF-8 become U+FFFD and are counted. */
void json_put(struct hl_buf *to, struct hl_str s, size_t *not_utf8);

#endif
