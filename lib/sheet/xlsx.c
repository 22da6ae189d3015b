/* xlsx.c - a spreadsheet of any rows. */
#include "xlsx.h"

static enum hl_status bind(struct hl_export_options *options, struct hl_error *err) {
	return sheet_columns_bind(options, XLSX_COLUMNS, "an XLSX sheet", err);
}

static enum hl_status open(struct sheet *sheet, struct hl_error *err) {
	return xlsx_open(sheet, NULL, err);
}

static const struct sheet_writer writer = {
	.what = "an XLSX sheet",
	.rows_most = XLSX_ROWS,
	.text_most = XLSX_CHARS / 7, /* of which each might be written as seven */
	.spell = xlsx_spell,
	.odd = '_',
	.is_too_long = xlsx_is_too_long,
	.open = open,
	.row = xlsx_row,
	.close = xlsx_close,
};

static HL_FORMAT_STEP(begin) {
	return sheet_begin(doc, &writer, err);
}

const struct hl_format hl_xlsx = {
	.name = "xlsx",
	.suffix = ".xlsx",
	.help = "a spreadsheet with typed cells",
	.begin = begin,
	.row = sheet_row,
	.end = sheet_end,
	.bind = bind,
	.is_by_row = true,
	.take = sheet_take,
	.release = xlsx_release,
	.is_binary = true,
	.is_packed = true,
};
