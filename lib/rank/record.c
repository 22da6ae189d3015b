/* record.c - a row that is kept, behind the string of bytes that it is ordered by. */
#include "parts.h"

size_t rank_record_begin(struct hl_buf *to) {
	size_t begun = to->len;

	(void)hl_buf_room(to, sizeof(struct rank_head));
	to->len += sizeof(struct rank_head);
	return begun;
}

/* All keys may be the longest cells there can be. */
static struct rank_head head_of(size_t string_len, size_t row_len, size_t eol_len) {
	if (string_len > RANK_STRING_MAX)
		hl_out_of_memory();
	return (struct rank_head){ .row_len = (uint32_t)row_len,
		.eol_len = eol_len & 3,
		.string_len = string_len & RANK_STRING_MAX };
}

void rank_record_end(
	struct hl_buf *to, size_t begun, struct hl_dialect dialect, const struct hl_row *row) {
	size_t string_at = begun + sizeof(struct rank_head);
	size_t row_at = to->len;
	struct rank_head head;

	hl_put_row(to, dialect, row);
	head = head_of(row_at - string_at, to->len - row_at, row->eol.len);
	hl_buf_add(to, row->eol);
	memcpy(to->at + begun, &head, sizeof(head));
}

void rank_record_around(struct hl_buf *to, size_t begun, size_t inner) {
	struct rank_head head =
		head_of(inner - begun - sizeof(struct rank_head), to->len - inner, 0);

	memcpy(to->at + begun, &head, sizeof(head));
}

size_t rank_record_size(const struct rank_record *record) {
	return sizeof(struct rank_head) + record->string.len + record->row.len + record->eol.len;
}

void rank_record_write(const struct rank_record *record, char *to) {
	struct rank_head head = head_of(record->string.len, record->row.len, record->eol.len);

	memcpy(to, &head, sizeof(head));
	to += sizeof(head);
	memcpy(to, record->string.at, record->string.len);
	to += record->string.len;
	memcpy(to, record->row.at, record->row.len);
	memcpy(to + record->row.len, record->eol.at, record->eol.len);
}
