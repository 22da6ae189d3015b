/*
 * excel.c - csv-excel: CSV that a spreadsheet opens by a double click, and runs nothing of.
 *
 * It is known as UTF-8 by its byte order mark. A cell that a spreadsheet would take for a formula
 * (OWASP, "CSV Injection"; CWE-1236) has an apostrophe before it, unless it is a number.
 */
#include "hl/format.h"
#include "hl/unicode.h"

#include <string.h>

/* What a spreadsheet holds: characters of a cell as UTF-16 counts them, rows. */
enum { CELL_MAX = 32767, ROWS_MAX = 1048576 };

/* --- what would be run --- */

/* In the place of a sign, also as wide as an ideograph: some programs take it for the narrow one.
 */
static bool is_trigger(uint32_t point) {
	switch (point) {
	case '=':
	case '+':
	case '-':
	case '@':
	case 0xff1d:
	case 0xff0b:
	case 0xff0d:
	case 0xff20:
		return true;
	default:
		return false;
	}
}

/* Letters, marks and blanks of which nothing is seen. */
static bool is_unseen(uint32_t point) {
	static const struct {
		uint32_t first, last;
	} ranges[] = { { 0xa0, 0xa0 }, { 0xad, 0xad }, { 0x34f, 0x34f }, { 0x115f, 0x1160 },
		{ 0x1680, 0x1680 }, { 0x17b4, 0x17b5 }, { 0x180b, 0x180f }, { 0x2000, 0x200a },
		{ 0x202f, 0x202f }, { 0x205f, 0x205f }, { 0x2800, 0x2800 }, { 0x3000, 0x3000 },
		{ 0x3164, 0x3164 }, { 0xfe00, 0xfe0f }, { 0xffa0, 0xffa0 }, { 0xe0000, 0xe0fff } };

	for (size_t i = 0; i < HL_LEN(ranges); i++)
		if (point >= ranges[i].first && point <= ranges[i].last)
			return true;
	return hl_is_invisible(point);
}

/*
 * What programs trim, or do not show, before they look at a cell; a quote they may take off. Behind
 * an apostrophe, too, there is another one, so that no two cells become one.
 */
static bool is_passed_over(uint32_t point) {
	return hl_utf8_is_control(point) || point == ' ' || point == '"' || point == '\'' ||
	       is_unseen(point);
}

static size_t skip_digits(struct hl_str cell, size_t at) {
	while (at < cell.len && hl_is_digit(cell.at[at]))
		at++;
	return at;
}

static size_t skip_sign(struct hl_str cell, size_t at) {
	return at + (at < cell.len && (cell.at[at] == '-' || cell.at[at] == '+'));
}

/* A sign, digits with points and commas among them, a power of ten or a percent sign. */
static bool is_number(struct hl_str cell) {
	size_t at = skip_sign(cell, 0);
	size_t begun = at;
	size_t digits = 0;

	for (; at < cell.len && (hl_is_digit(cell.at[at]) || strchr(".,", cell.at[at])); at++)
		digits += hl_is_digit(cell.at[at]);
	if (digits == 0 || cell.at[begun] == ',')
		return false;
	if (at < cell.len && hl_lower(cell.at[at]) == 'e') {
		size_t power = skip_sign(cell, at + 1);

		at = skip_digits(cell, power);
		return at > power && at == cell.len;
	}
	return at + (at < cell.len && cell.at[at] == '%') == cell.len;
}

/* Its first byte alone decides for most cells. */
static bool would_run(struct hl_str cell) {
	if (cell.len == 0 || hl_is_digit(cell.at[0]) || hl_is_letter(cell.at[0]))
		return false;
	if (cell.at[0] == '\t' || cell.at[0] == '\r' || cell.at[0] == '\n')
		return true;
	for (size_t i = 0; i < cell.len;) {
		uint32_t point = 0;
		size_t len = hl_utf8_point(cell, i, &point);

		if (len > 0 && !is_passed_over(point))
			return is_trigger(point) && !is_number(hl_str_trim(cell));
		i += len ? len : 1;
	}
	return false;
}

/* --- cells --- */

/* Nothing but ASCII: there is nothing to look at. */
static bool is_ascii(struct hl_str cell) {
	uint64_t bits = 0;
	size_t i = 0;

	for (; i + sizeof(bits) <= cell.len; i += sizeof(bits))
		bits |= hl_word_at(cell.at + i);
	return ((bits | hl_word_part(cell.at + i, cell.len - i)) & HL_EACH(0x80)) == 0;
}

/* Bytes that are no UTF-8 become U+FFFD; returns the characters as UTF-16 counts them. */
static size_t spell(struct hl_export *doc, struct hl_str cell) {
	size_t units = 0;

	if (is_ascii(cell)) {
		hl_buf_add(&doc->scratch, cell);
		return cell.len;
	}
	for (size_t i = 0; i < cell.len;) {
		uint32_t point = 0;
		size_t len = hl_utf8_point(cell, i, &point);

		if (len == 0) {
			doc->counts.not_utf8++;
			hl_buf_add(&doc->scratch, HL_UTF8_REPLACEMENT);
		} else {
			hl_buf_add(&doc->scratch, (struct hl_str){ cell.at + i, len });
		}
		units += point > 0xffff ? 2 : 1;
		i += len ? len : 1;
	}
	return units;
}

static void put_cell(struct hl_export *doc, struct hl_str cell, bool lone) {
	/* Between tabs, too, a cell stands in quotes: escapes are for other programs. */
	const struct hl_dialect dialect = { .delim = doc->options->dialect.delim };
	bool is_guarded = would_run(cell);

	doc->scratch.len = 0;
	if (is_guarded)
		hl_buf_add_char(&doc->scratch, '\'');
	doc->counts.guarded += is_guarded;
	doc->counts.overlong += spell(doc, cell) + is_guarded > CELL_MAX;
	hl_put_cell(&doc->out, dialect, hl_buf_str(&doc->scratch), lone);
}

static enum hl_status excel_begin(struct hl_export *doc, struct hl_error *err) {
	const struct hl_export_table *table = doc->table;

	(void)err;
	hl_put(doc, "\xef\xbb\xbf");
	if (table->header->is_missing && !table->is_renamed)
		return HL_OK;
	for (size_t i = 0; i < table->len; i++) {
		if (i > 0)
			hl_buf_add_char(&doc->out, doc->options->dialect.delim);
		put_cell(doc, table->names[i], table->len == 1);
	}
	hl_put(doc, "\r\n");
	return HL_OK;
}

static enum hl_status excel_row(
	struct hl_export *doc, const struct hl_row *row, struct hl_error *err) {
	(void)err;
	for (size_t i = 0; i < doc->table->len; i++) {
		if (i > 0)
			hl_buf_add_char(&doc->out, doc->options->dialect.delim);
		put_cell(doc, hl_export_cell(doc, row, i), doc->table->len == 1);
	}
	hl_put(doc, "\r\n");
	return HL_OK;
}

static enum hl_status excel_end(struct hl_export *doc, struct hl_error *err) {
	(void)err;
	if (doc->counts.rows >= ROWS_MAX)
		doc->counts.beyond = doc->counts.rows - (ROWS_MAX - 1);
	return HL_OK;
}

const struct hl_format hl_csv_excel = {
	.name = "csv-excel",
	.suffix = ".csv",
	.takes = HL_TAKES_DELIM | HL_TAKES_FEW,
	.help = "CSV for a spreadsheet: byte order mark, CRLF, no cell is a formula",
	.begin = excel_begin,
	.row = excel_row,
	.end = excel_end,
	.is_by_row = true,
};
