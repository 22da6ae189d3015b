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

enum hl_status align_to(const struct align **result, const struct align_request *request,
	const struct hl_row *own, struct hl_error *err) {
	const struct hl_header *header = request->header;
	struct hl_dialect table = header->row.dialect;
	struct align *align = hl_new(request->arena, struct align);

	align->len = header->len;
	align->own_len = own->len;
	align->dialect = table;
	align->from = hl_new_array(request->arena, size_t, header->len);
	align->is_needed = own->len != header->len || own->dialect.delim != table.delim ||
			   own->dialect.escapes != table.escapes;
	*result = align;
	return match(align, header, own, request->fill, err);
}

void align_row(const struct align *align, struct hl_row *row, struct hl_arena *arena,
	struct hl_buf *scratch) {
	struct hl_row *own = hl_new(arena, struct hl_row);
	struct hl_str *texts = hl_new_array(arena, struct hl_str, align->len);

	*own = *row;
	scratch->len = 0;
	for (size_t i = 0; i < align->len; i++) {
		bool is_there = align->from[i] != HL_NO_COLUMN;

		texts[i] = is_there ? hl_cell(row, align->from[i]) : HL_STR("");
		if (i > 0)
			hl_buf_add_char(scratch, align->dialect.delim);
		hl_put_cell(scratch, align->dialect, texts[i], align->len == 1);
	}
	row->texts = texts;
	row->len = align->len;
	row->raw = hl_str_keep(arena, hl_buf_str(scratch));
	row->dialect = align->dialect;
	row->own = own;
	row->from = align->from;
}
