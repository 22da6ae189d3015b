/* delimited.c - csv and tsv: what nobody touched keeps its bytes. */
#include "formats.h"

static void put_cells(struct hl_export *doc, struct hl_dialect dialect, const struct hl_row *row) {
	size_t len = doc->table->len;

	for (size_t i = 0; i < len; i++) {
		if (i > 0)
			hl_buf_add_char(&doc->out, dialect.delim);
		hl_put_cell(&doc->out, dialect, document_cell(doc, row, i), len == 1);
	}
}

static void put_names(struct hl_export *doc, struct hl_dialect dialect) {
	const struct hl_export_table *table = doc->table;

	for (size_t i = 0; i < table->len; i++) {
		if (i > 0)
			hl_buf_add_char(&doc->out, dialect.delim);
		hl_put_cell(&doc->out, dialect, table->names[i], table->len == 1);
	}
}

/* Columns without names have none to write, unless they were given some. */
static enum hl_status begin(struct hl_export *doc, struct hl_dialect dialect) {
	const struct hl_export_table *table = doc->table;

	if (table->header->is_missing && !table->is_renamed)
		return HL_OK;
	if (table->is_whole && !table->is_renamed)
		hl_put_row(&doc->out, dialect, &table->header->row);
	else
		put_names(doc, dialect);
	put_str(doc, table->header->row.eol);
	return HL_OK;
}

static enum hl_status put_row(
	struct hl_export *doc, struct hl_dialect dialect, const struct hl_row *row) {
	if (doc->table->is_whole)
		hl_put_row(&doc->out, dialect, row);
	else
		put_cells(doc, dialect, row);
	put_str(doc, row->eol);
	return HL_OK;
}

enum hl_status csv_begin(struct hl_export *doc, struct hl_error *err) {
	(void)err;
	return begin(doc, doc->options->dialect);
}

enum hl_status csv_row(struct hl_export *doc, const struct hl_row *row, struct hl_error *err) {
	(void)err;
	return put_row(doc, doc->options->dialect, row);
}

enum hl_status tsv_begin(struct hl_export *doc, struct hl_error *err) {
	(void)err;
	return begin(doc, hl_dialect_of('\t'));
}

enum hl_status tsv_row(struct hl_export *doc, const struct hl_row *row, struct hl_error *err) {
	(void)err;
	return put_row(doc, hl_dialect_of('\t'), row);
}
