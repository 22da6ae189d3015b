/* row.c - a row that is kept, and the numbers it is compared by. */
#include "parts.h"

#include <string.h>

struct rank_mark rank_mark_of(struct hl_str string) {
	uint64_t words[2] = { 0 };

	memcpy(words, string.at, string.len < sizeof(words) ? string.len : sizeof(words));
	return (struct rank_mark){ __builtin_bswap64(words[0]), __builtin_bswap64(words[1]) };
}

struct rank_row rank_row_put(struct hl_buf *to, struct hl_dialect dialect, const struct hl_row *row,
	struct hl_str sort_string) {
	struct rank_row kept = { .at = to->len, .eol_len = row->eol.len & 3 };

	hl_put_row(to, dialect, row);
	kept.len = (uint32_t)(to->len - kept.at);
	hl_buf_add(to, row->eol);
	if (sort_string.len > RANK_MARK) {
		kept.rest_len = (sort_string.len - RANK_MARK) & 0x3fffffff;
		hl_buf_add(to, (struct hl_str){ sort_string.at + RANK_MARK, kept.rest_len });
	}
	return kept;
}
