/* record.c - a row that is kept, behind the string of bytes that it is ordered by. */
#include "parts.h"

size_t rank_record_begin(struct hl_buf *to) {
	size_t begun = to->len;

	(void)hl_buf_room(to, sizeof(struct rank_head));
	to->len += sizeof(struct rank_head);
	return begun;
}

void rank_record_end(
	struct hl_buf *to, size_t begun, struct hl_dialect dialect, const struct hl_row *row) {
	size_t string_at = begun + sizeof(struct rank_head);
	size_t row_at = to->len;
	struct rank_head head = {
		.string_len = (row_at - string_at) & RANK_STRING_MAX,
		.eol_len = row->eol.len & 3,
	};

	/* All keys may be the longest cells there can be. */
	if (row_at - string_at > RANK_STRING_MAX)
		hl_out_of_memory();
	hl_put_row(to, dialect, row);
	head.row_len = (uint32_t)(to->len - row_at);
	hl_buf_add(to, row->eol);
	memcpy(to->at + begun, &head, sizeof(head));
}
