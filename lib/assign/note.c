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
	uint32_t own, mapped, order, cells_len;
	uint32_t id_len, from_len; /* behind the cells */
	unsigned eol_len;
	bool is_closed;
};

/* A cell that somebody asks for; its length. */
static uint32_t put_cell(struct hl_buf *to, const struct hl_row *row, size_t column) {
	struct hl_str cell;

	if (column == HL_NO_COLUMN)
		return 0;
	cell = hl_cell_trimmed(row, column);
	hl_buf_add(to, cell);
	return (uint32_t)cell.len;
}

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
	size_t cells, cells_end, end;
	uint32_t id_len, from_len;
	struct head *head;

	(void)hl_buf_room(to, sizeof(*head));
	cells = to->len += sizeof(*head);
	if (lead->own == HL_NOBODY)
		assign_fit_cells(fits, row, to);
	cells_end = to->len;
	id_len = put_cell(to, row, columns->id);
	from_len = put_cell(to, row, columns->from);
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
	head->order = lead->order;
	head->is_closed = lead->is_closed;
	head->cells_len = (uint32_t)(cells_end - cells);
	head->id_len = id_len;
	head->from_len = from_len;
	(void)hl_buf_room(to, sizeof(*head));
	to->len = aligned(to->len);
}

bool assign_note_next(struct hl_str *notes, struct assign_note *note) {
	const struct head *head = (const struct head *)(const void *)notes->at;
	const char *end;
	size_t len;

	if (notes->len == 0)
		return false;
	note->lead = (struct hl_dealt){ .own = head->own,
		.mapped = head->mapped,
		.order = head->order,
		.units = head->units,
		.value = head->value,
		.is_closed = head->is_closed };
	note->cells = (struct hl_str){ notes->at + sizeof(*head), head->cells_len };
	note->id = (struct hl_str){ note->cells.at + head->cells_len, head->id_len };
	note->from = (struct hl_str){ note->id.at + head->id_len, head->from_len };
	end = note->from.at + head->from_len;
	note->bytes = (struct hl_str){ head->at ? head->at : end, head->len };
	note->eol = (struct hl_str){ head->eol, head->eol_len };
	len = aligned((size_t)(end - notes->at) + (head->at ? 0 : head->len));
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
