/* format.c - steps that several formats have. */
#include "hl/document.h"

enum hl_status hl_format_end_plain(struct hl_export *doc, struct hl_error *err) {
	(void)doc;
	(void)err;
	return HL_OK;
}

enum hl_status hl_format_begin_held(struct hl_export *doc, struct hl_error *err) {
	return hl_format_end_plain(doc, err);
}

enum hl_status hl_format_row_held(
	struct hl_export *doc, const struct hl_row *row, struct hl_error *err) {
	(void)err;
	for (size_t i = 0; i < doc->table->len; i++)
		hl_held_add(&doc->held, hl_export_cell(doc, row, i));
	return HL_OK;
}
