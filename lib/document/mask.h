/* mask.h - inside lib/document: which columns of a table go out. */
#ifndef HL_DOCUMENT_MASK_H
#define HL_DOCUMENT_MASK_H

#include "hl/document.h"

/* Find the columns of the preset, where there is one: first of all. */
enum hl_status hl_export_mask_bind(struct hl_export_table *table, const struct hl_column_map *map,
	struct hl_error *err) HL_CHECKED;

#endif
