/*
 * note.c - what a choice needs to know of a lead, noted side by side with others, read in order.
 *
 * A note is a head, the cells that somebody asks for, and the lead's bytes where they are not those
 * it came with. Whose lead it becomes is decided when the notes of all leads before it were read.
 */
#include "parts.h"

/* Notes lie as bytes, one behind the other. */
struct head {
	const char *at, *eol; /* at NULL: the bytes stand behind the cells */
	size_t len;
	int64_t units;
	uint32_t own, cells_len;
	unsigned eol_len;
};

static void put_bytes(
	const struct assign_columns *columns, struct hl_buf *to, const struct hl_row *row) {
	if (columns->drop)
		hl_put_kept(to, columns->dialect, row, columns->drop);
	else
		hl_put_row(to, columns->dialect, row);
}

/* Are the bytes that go out those that came? */
static bool is_as_it_came(const struct assign_columns *columns, const struct hl_row *row) {
	return !columns->drop && row->dialect.delim == columns->dialect.delim &&
	       row->dialect.escapes == columns->dialect.escapes;
}

void assign_note_put(const struct assign_columns *columns, const struct assign_fits *fits,
	const struct hl_row *row, const struct assign_lead *lead, struct hl_buf *to) {
	struct head head = { .units = lead->units,
		.own = lead->own,
		.eol = row->eol.at,
		.eol_len = (unsigned)row->eol.len };
	size_t at = to->len;

	to->len += hl_buf_room(to, sizeof(head)) ? sizeof(head) : 0;
	if (lead->own == HL_NOBODY)
		assign_fit_cells(fits, row, to);
	head.cells_len = (uint32_t)(to->len - at - sizeof(head));
	if (is_as_it_came(columns, row)) {
		head.at = row->raw.at;
		head.len = row->raw.len;
	} else {
		size_t begun = to->len;

		put_bytes(columns, to, row);
		head.len = to->len - begun;
	}
	memcpy(to->at + at, &head, sizeof(head));
}

bool assign_note_next(struct hl_str *notes, struct assign_note *note) {
	struct head head;

	if (notes->len == 0)
		return false;
	memcpy(&head, notes->at, sizeof(head));
	note->lead = (struct assign_lead){ .own = head.own, .units = head.units };
	note->cells = (struct hl_str){ notes->at + sizeof(head), head.cells_len };
	note->bytes =
		(struct hl_str){ head.at ? head.at : note->cells.at + head.cells_len, head.len };
	note->eol = (struct hl_str){ head.eol, head.eol_len };
	head.cells_len += head.at ? 0 : (uint32_t)head.len;
	notes->at += sizeof(head) + head.cells_len;
	notes->len -= sizeof(head) + head.cells_len;
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
