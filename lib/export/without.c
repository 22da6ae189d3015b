/* without.c - formats that this build was made without: they say so. */
#include "hl/sheet.h"

#if !HL_XLSX
const struct hl_format hl_xlsx = {
	.name = "xlsx",
	.suffix = ".xlsx",
	.help = "a spreadsheet with typed cells",
	.needs = "libxlsxwriter",
};

const struct hl_format hl_queue_xlsx = {
	.name = "queue",
	.suffix = ".xlsx",
	.help = "the work queue as a spreadsheet",
	.needs = "libxlsxwriter",
};
#endif

#if !HL_SQLITE
const struct hl_format hl_sqlite = {
	.name = "sqlite",
	.suffix = ".sqlite",
	.also = ".db",
	.help = "a database with one table, rows",
	.needs = "libsqlite3",
};
#endif
