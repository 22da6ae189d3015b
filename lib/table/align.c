/* align.c - rows of one file in the order of another one's columns. */
#include "align.h"

#include <stdlib.h>

/* The usual case: the same names in the same order. */
static bool is_same_order(const struct hl_header *header, const struct hl_row *own) {
	size_t same = 0;

	while (same < header->len && same < own->len &&
		hl_str_eq(hl_cell(own, same), header->names[same]))
		same++;
	return same == header->len && same == own->len;
}

/* The column of @own that is the table's column @i: the same name, the same one of equal names. */
static size_t partner(const struct hl_header *header, size_t i, const struct hl_row *own) {
	size_t before = 0;

	for (size_t j = 0; j < i; j++)
		before += hl_str_eq(header->names[j], header->names[i]);
	for (size_t j = 0; j < own->len; j++)
		if (hl_str_eq(hl_cell(own, j), header->names[i]) && before-- == 0)
			return j;
	return HL_NO_COLUMN;
}

static enum hl_status differ(
	const struct hl_row *own, struct hl_str name, const char *how, struct hl_error *err) {
	char shown[64];

	hl_printable(name, shown, sizeof(shown));
	*err = (struct hl_error){ .file = own->file, .line = own->line };
	return hl_fail(err, HL_EDATA, "%s column %s of the first file; --union fills", how, shown);
}

static enum hl_status match(struct align *align, const struct hl_header *header,
	const struct hl_row *own, bool fill, struct hl_error *err) {
	bool *used = hl_claim(own->len, sizeof(*used));
	bool is_same = is_same_order(header, own);
	enum hl_status status = HL_OK;

	for (size_t i = 0; i < header->len && status == HL_OK; i++) {
		align->from[i] = is_same ? i : partner(header, i, own);
		if (align->from[i] != HL_NO_COLUMN)
			used[align->from[i]] = true;
		else if (!fill)
			status = differ(own, header->names[i], "there is no", err);
		align->is_needed |= align->from[i] != i;
	}
	for (size_t i = 0; i < own->len && status == HL_OK; i++)
		if (!used[i]) {
			char shown[64];

			hl_printable(hl_cell(own, i), shown, sizeof(shown));
			*err = (struct hl_error){ .file = own->file, .line = own->line };
			status = hl_fail(err, HL_EDATA,
				"column %s is not in the first file; --union fills", shown);
		}
	free(used);
	return status;
}

enum hl_status align_to(struct align *align, const struct hl_header *header,
	const struct hl_row *own, bool fill, struct hl_error *err) {
	struct hl_dialect table = header->row.dialect;

	align_release(align);
	align->len = header->len;
	align->own_len = own->len;
	align->dialect = table;
	align->from = hl_claim(header->len, sizeof(*align->from));
	align->texts = hl_claim(header->len, sizeof(*align->texts));
	align->is_needed = own->len != header->len || own->dialect.delim != table.delim ||
			   own->dialect.escapes != table.escapes;
	return match(align, header, own, fill, err);
}

void align_row(struct align *align, struct hl_row *row) {
	align->own = *row;
	align->raw.len = 0;
	for (size_t i = 0; i < align->len; i++) {
		bool is_there = align->from[i] != HL_NO_COLUMN;

		align->texts[i] = is_there ? hl_cell(row, align->from[i]) : HL_STR("");
		if (i > 0)
			hl_buf_add_char(&align->raw, align->dialect.delim);
		hl_put_cell(&align->raw, align->dialect, align->texts[i], align->len == 1);
	}
	row->texts = align->texts;
	row->len = align->len;
	row->raw = hl_buf_str(&align->raw);
	row->dialect = align->dialect;
	row->own = &align->own;
	row->from = align->from;
}

void align_release(struct align *align) {
	free(align->from);
	free(align->texts);
	hl_buf_release(&align->raw);
	*align = (struct align){ 0 };
}
