/* held.h - inside lib/export: rows that are kept for a second look. */
#ifndef HL_EXPORT_HELD_H
#define HL_EXPORT_HELD_H

#include "hl/memory.h"

/* Cells one behind the other, each behind its length: 4 bytes a cell more than they are long. */
struct held {
	struct hl_buf bytes;
};

void held_add(struct held *held, struct hl_str cell);

/* The @len cells at *at, which moves behind them; false at the end. They live as long as @held. */
bool held_next(const struct held *held, size_t *at, struct hl_str *cells, size_t len);

#endif
