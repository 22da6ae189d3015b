/* row.c - a row that is kept, and the numbers it is compared by. */
#include "parts.h"

#include <string.h>

struct rank_mark rank_mark_of(struct hl_str string) {
	char padded[RANK_MARK] = { 0 };

	memcpy(padded, string.at, string.len < RANK_MARK ? string.len : RANK_MARK);
	return rank_mark_first((struct hl_str){ padded, RANK_MARK });
}

struct rank_mark rank_mark_first(struct hl_str string) {
	struct rank_mark mark;

	memcpy(mark.words, string.at, RANK_MARK);
	for (size_t i = 0; i < RANK_WORDS; i++)
		mark.words[i] = __builtin_bswap64(mark.words[i]);
	return mark;
}

struct rank_row rank_row_put(struct hl_buf *to, struct hl_dialect dialect, const struct hl_row *row,
	struct hl_str sort_string) {
	struct rank_row kept = { .eol_len = row->eol.len & 3 };

	to->len = 0;
	hl_put_row(to, dialect, row);
	kept.len = (uint32_t)to->len;
	hl_buf_add(to, row->eol);
	if (sort_string.len > RANK_MARK) {
		kept.rest_len = (sort_string.len - RANK_MARK) & 0x3fffffff;
		hl_buf_add(to, (struct hl_str){ sort_string.at + RANK_MARK, kept.rest_len });
	}
	kept.at = to->at;
	return kept;
}
