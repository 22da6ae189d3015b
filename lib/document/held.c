/* held.c - rows that are kept for a second look. */
#include "hl/document.h"

#include <string.h>

/* A cell has at most 16 MiB (the reader sees to it), and what it is spelled as four times that. */
void hl_held_add(struct hl_held *held, struct hl_str cell) {
	uint32_t len = (uint32_t)cell.len;

	memcpy(hl_buf_room(&held->bytes, sizeof(len)), &len, sizeof(len));
	held->bytes.len += sizeof(len);
	hl_buf_add(&held->bytes, cell);
}

bool hl_held_next(const struct hl_held *held, size_t *at, struct hl_str *cells, size_t len) {
	if (*at == held->bytes.len)
		return false;
	for (size_t i = 0; i < len; i++) {
		uint32_t bytes;

		memcpy(&bytes, held->bytes.at + *at, sizeof(bytes));
		*at += sizeof(bytes);
		cells[i] = (struct hl_str){ held->bytes.at + *at, bytes };
		*at += bytes;
	}
	return true;
}
