/* mask.h - inside lib/document: which columns of a table go out. */
#ifndef HL_DOCUMENT_MASK_H
#define HL_DOCUMENT_MASK_H

#include "hl/document.h"

/* Find the columns of the preset, where there is one: first of all. */
enum hl_status hl_export_mask_bind(struct hl_export_table *table, const struct hl_column_map *map,
	struct hl_error *err) HL_CHECKED;

/* Find what the figures of few are told by, where they are to be left out. */
enum hl_status hl_export_small_bind(struct hl_export_table *table,
	const struct hl_export_choice *choice, struct hl_error *err) HL_CHECKED;

/* Is the row of a group that is too small, and what goes out of a cell of it? */
bool hl_export_is_small(const struct hl_export_table *table, const struct hl_row *row);
void hl_export_show_small(const struct hl_export_table *table, const struct hl_row *row,
	size_t column, struct hl_buf *to);

/* The row as it goes out: borrowed until the next one. */
const struct hl_row *hl_export_masked(
	struct hl_masked *masked, const struct hl_export_table *table, const struct hl_row *row);

#endif
