/*
 * text.c - columns under each other, for a terminal or a printer.
 *
 * Two passes: the first spells each cell so that any terminal can take it and finds the widest of
 * each column, the second writes. The rows are held as they are spelled: the memory is that of the
 * input and 4 bytes a cell.
 */
#include "hl/format.h"
#include "hl/unicode.h"

struct column {
	size_t width;
	bool is_text; /* something in it is no number: it starts on the left */
	bool is_used; /* something is in it */
};

struct text {
	struct column *columns;
	struct hl_str *cells; /* of one row */
};

static void put_hex(struct hl_buf *to, struct hl_str bytes) {
	for (size_t i = 0; i < bytes.len; i++)
		hl_buf_addf(to, "\\x%02x", (unsigned)(unsigned char)bytes.at[i]);
}

/* Not to be shown as it is: what a terminal might obey, what is no character. */
static bool is_spelled(size_t len, uint32_t point) {
	return len == 0 || hl_utf8_is_control(point) || hl_is_invisible(point);
}

/* Between letters they join, part or break: of Persian, of Hindi, of emoji. */
static bool is_joiner(uint32_t point) {
	return point >= 0x200b && point <= 0x200d;
}

static bool is_letter_at(struct hl_str cell, size_t i) {
	uint32_t point = 0;
	size_t len = i < cell.len ? hl_utf8_point(cell, i, &point) : 0;

	return i < cell.len && !is_spelled(len, point) && !hl_is_blank(cell.at[i]);
}

/* @cell with what a terminal might obey, and what is no character, as \xNN. */
static struct hl_str spell(struct hl_buf *to, struct hl_str cell) {
	bool is_behind_letter = false;

	to->len = 0;
	for (size_t i = 0; i < cell.len;) {
		uint32_t point = 0;
		size_t len = hl_utf8_point(cell, i, &point);
		struct hl_str bytes = { &cell.at[i], len ? len : 1 };
		bool is_inside =
			is_joiner(point) && is_behind_letter && is_letter_at(cell, i + len);

		if (is_spelled(len, point) && !is_inside)
			put_hex(to, bytes);
		else
			hl_buf_add(to, bytes);
		is_behind_letter = is_letter_at(cell, i);
		i += bytes.len;
	}
	return hl_buf_str(to);
}

static void hold(struct hl_export *doc, struct text *text, size_t place, struct hl_str cell) {
	struct hl_str spelled = spell(&doc->scratch, cell);
	struct column *column = &text->columns[place];
	size_t width = hl_width_of(spelled);

	if (width > column->width)
		column->width = width;
	hl_held_add(&doc->held, spelled);
}

static enum hl_status text_begin(struct hl_export *doc, struct hl_error *err) {
	struct text *text = hl_new(&doc->arena, struct text);

	(void)err;
	text->columns = hl_new_array(&doc->arena, struct column, doc->table->len);
	text->cells = hl_new_array(&doc->arena, struct hl_str, doc->table->len);
	doc->state = text;
	for (size_t i = 0; i < doc->table->len; i++)
		hold(doc, text, i, doc->table->names[i]);
	return HL_OK;
}

static enum hl_status text_row(
	struct hl_export *doc, const struct hl_row *row, struct hl_error *err) {
	struct text *text = doc->state;

	(void)err;
	for (size_t i = 0; i < doc->table->len; i++) {
		struct hl_str cell = hl_str_trim(hl_export_cell(doc, row, i));

		hold(doc, text, i, cell);
		text->columns[i].is_used |= cell.len > 0;
		text->columns[i].is_text |= cell.len > 0 && !hl_is_amount(cell);
	}
	return HL_OK;
}

static void put_many(struct hl_export *doc, char c, size_t count) {
	for (size_t i = 0; i < count; i++)
		hl_buf_add_char(&doc->out, c);
}

/* One line: two blanks between the columns, none at the end. */
static void put_line(struct hl_export *doc, const struct text *text) {
	size_t owed = 0; /* blanks before the next text */

	for (size_t i = 0; i < doc->table->len; i++) {
		const struct column *column = &text->columns[i];
		size_t gap = column->width - hl_width_of(text->cells[i]);
		bool is_right = column->is_used && !column->is_text;

		owed += is_right ? gap : 0;
		if (text->cells[i].len > 0) {
			put_many(doc, ' ', owed);
			owed = 0;
		}
		hl_put_str(doc, text->cells[i]);
		owed += (is_right ? 0 : gap) + 2;
	}
	hl_buf_add_char(&doc->out, '\n');
}

static void put_rule(struct hl_export *doc, const struct text *text) {
	for (size_t i = 0; i < doc->table->len; i++) {
		put_many(doc, ' ', i ? 2 : 0);
		put_many(doc, '-', text->columns[i].width);
	}
	hl_buf_add_char(&doc->out, '\n');
}

static enum hl_status text_end(struct hl_export *doc, struct hl_error *err) {
	struct text *text = doc->state;
	enum hl_status status = HL_OK;
	bool is_header = true;
	size_t at = 0;

	while (status == HL_OK && hl_held_next(&doc->held, &at, text->cells, doc->table->len)) {
		put_line(doc, text);
		if (is_header)
			put_rule(doc, text);
		is_header = false;
		status = hl_export_spill(doc, err);
	}
	return status;
}

const struct hl_format hl_text = {
	.name = "text",
	.suffix = ".txt",
	.takes = HL_TAKES_FEW,
	.help = "aligned, for a terminal or a printer",
	.begin = text_begin,
	.row = text_row,
	.end = text_end,
};
