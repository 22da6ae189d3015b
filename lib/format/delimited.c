/* delimited.c - csv and tsv: what nobody touched keeps its bytes. */
#include "hl/format.h"

static void put_cells(struct hl_export *doc, struct hl_dialect dialect, const struct hl_row *row) {
	size_t len = doc->table->len;

	for (size_t i = 0; i < len; i++) {
		if (i > 0)
			hl_buf_add_char(&doc->out, dialect.delim);
		hl_put_cell(&doc->out, dialect, hl_export_cell(doc, row, i), len == 1);
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
	hl_put_str(doc, table->header->row.eol);
	return HL_OK;
}

static enum hl_status put_row(
	struct hl_export *doc, struct hl_dialect dialect, const struct hl_row *row) {
	if (doc->table->is_whole && row->raw.len > 0)
		hl_put_row(&doc->out, dialect, row);
	else
		put_cells(doc, dialect, row);
	hl_put_str(doc, row->eol);
	return HL_OK;
}

static enum hl_status csv_begin(struct hl_export *doc, struct hl_error *err) {
	(void)err;
	return begin(doc, doc->options->dialect);
}

static enum hl_status csv_row(
	struct hl_export *doc, const struct hl_row *row, struct hl_error *err) {
	(void)err;
	return put_row(doc, doc->options->dialect, row);
}

static enum hl_status tsv_begin(struct hl_export *doc, struct hl_error *err) {
	(void)err;
	return begin(doc, hl_dialect_of('\t'));
}

static enum hl_status tsv_row(
	struct hl_export *doc, const struct hl_row *row, struct hl_error *err) {
	(void)err;
	return put_row(doc, hl_dialect_of('\t'), row);
}

const struct hl_format hl_csv = {
	.name = "csv",
	.suffix = ".csv",
	.takes = HL_TAKES_DELIM | HL_TAKES_FEW,
	.help = "RFC 4180, quoted where needed",
	.begin = csv_begin,
	.row = csv_row,
	.end = hl_format_end_plain,
	.is_by_row = true,
};

const struct hl_format hl_tsv = {
	.name = "tsv",
	.suffix = ".tsv",
	.also = ".tab",
	.takes = HL_TAKES_FEW,
	.help = "tab-separated, \\t \\n \\r \\\\ escaped",
	.begin = tsv_begin,
	.row = tsv_row,
	.end = hl_format_end_plain,
	.is_by_row = true,
};
