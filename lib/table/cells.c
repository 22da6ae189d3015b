/* cells.c - a column of many rows. */
#include "hl/table.h"

static inline bool is_odd(const struct hl_row *row) {
	return __builtin_expect(row->texts || row->is_enclosed, false);
}

/* The cell of a row that is not odd; it begins at @start. */
static inline struct hl_str trimmed(const struct hl_row *row, uint32_t start, size_t column) {
	return hl_str_trim((struct hl_str){ row->base + start, row->ends[column] - start });
}

/* Which case it is stands outside of the loops: they are the shortest there are. */
void hl_cells_trimmed(const struct hl_row *rows, size_t len, size_t column, struct hl_str *cells) {
	const struct hl_row *end = rows + len;

	if (column == HL_NO_COLUMN)
		for (; rows < end; rows++)
			*cells++ = (struct hl_str){ "", 0 };
	else if (column == 0)
		for (; rows < end; rows++)
			*cells++ = is_odd(rows) ? hl_cell_trimmed(rows, 0)
						: trimmed(rows, rows->start, 0);
	else
		for (; rows < end; rows++)
			*cells++ = is_odd(rows) ? hl_cell_trimmed(rows, column)
						: trimmed(rows, rows->ends[column - 1] + 1, column);
}
