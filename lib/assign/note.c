/*
 * note.c - what a choice needs to know of a lead, noted side by side with others, read in order.
 *
 * A note is a head, the cells that somebody asks for, and the lead's bytes where they are not those
 * it came with. Whose lead it becomes is decided when the notes of all leads before it were read.
 */
#include "parts.h"

/* Notes lie one behind the other, each aligned as its head has to be. */
struct head {
	const char *at, *eol; /* at NULL: the bytes stand behind the cells */
	size_t len;
	int64_t units, value;
	uint32_t own, mapped, cells_len;
	unsigned eol_len;
};

static size_t aligned(size_t len) {
	return (len + alignof(struct head) - 1) & ~(alignof(struct head) - 1);
}

static void put_bytes(
	const struct assign_columns *columns, struct hl_buf *to, const struct hl_row *row) {
	if (columns->drop)
		hl_put_kept(to, columns->dialect, row, columns->drop);
	else
		hl_put_row(to, columns->dialect, row);
}

/* Are the bytes that go out those that came? */
static bool is_as_it_came(const struct assign_columns *columns, const struct hl_row *row) {
	return !columns->drop && hl_row_is_in(row, columns->dialect);
}

void assign_note_put(const struct assign_columns *columns, const struct assign_fits *fits,
	const struct hl_row *row, const struct hl_dealt *lead, struct hl_buf *to) {
	bool is_same = is_as_it_came(columns, row);
	size_t at = to->len;
	size_t cells, end;
	struct head *head;

	(void)hl_buf_room(to, sizeof(*head));
	cells = to->len += sizeof(*head);
	if (lead->own == HL_NOBODY)
		assign_fit_cells(fits, row, to);
	end = to->len;
	if (!is_same)
		put_bytes(columns, to, row);
	head = (struct head *)(void *)(to->at + at);
	head->at = is_same ? row->raw.at : NULL;
	head->len = is_same ? row->raw.len : to->len - end;
	head->eol = row->eol.at;
	head->eol_len = (unsigned)row->eol.len;
	head->units = lead->units;
	head->value = lead->value;
	head->own = lead->own;
	head->mapped = lead->mapped;
	head->cells_len = (uint32_t)(end - cells);
	(void)hl_buf_room(to, sizeof(*head));
	to->len = aligned(to->len);
}

bool assign_note_next(struct hl_str *notes, struct assign_note *note) {
	const struct head *head = (const struct head *)(const void *)notes->at;
	size_t len;

	if (notes->len == 0)
		return false;
	note->lead = (struct hl_dealt){
		.own = head->own, .mapped = head->mapped, .units = head->units, .value = head->value
	};
	note->cells = (struct hl_str){ notes->at + sizeof(*head), head->cells_len };
	note->bytes = (struct hl_str){ head->at ? head->at : note->cells.at + head->cells_len,
		head->len };
	note->eol = (struct hl_str){ head->eol, head->eol_len };
	len = aligned(sizeof(*head) + head->cells_len + (head->at ? 0 : head->len));
	notes->at += len;
	notes->len -= len;
	return true;
}

void assign_header_put(const struct assign_columns *columns, struct hl_buf *to) {
	const struct hl_header *header = columns->header;

	if (header->is_missing)
		return;
	put_bytes(columns, to, &header->row);
	hl_put_more(to, columns->dialect, HL_STR("collector"));
	hl_put_more(to, columns->dialect, HL_STR("assign_reason"));
	hl_buf_add(to, header->row.eol);
}
