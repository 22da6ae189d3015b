/* xlsx.c - a spreadsheet of any rows. */
#include "xlsx.h"

static enum hl_status bind(struct hl_export_options *options, struct hl_error *err) {
	return sheet_columns_bind(options, XLSX_COLUMNS, "an XLSX sheet", err);
}

static enum hl_status open(struct sheet *sheet, struct hl_error *err) {
	return xlsx_open(sheet, NULL, err);
}

static const struct sheet_writer writer = {
	XLSX_WRITER,
	.open = open,
};

static HL_FORMAT_STEP(begin) {
	return sheet_begin(doc, &writer, err);
}

const struct hl_format hl_xlsx = {
	.name = "xlsx",
	.suffix = ".xlsx",
	.takes = HL_TAKES_TITLE | HL_TAKES_FEW,
	.help = "a spreadsheet with typed cells",
	.begin = begin,
	.bind = bind,
	XLSX_FORMAT,
};
