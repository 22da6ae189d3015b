/* without.c - what this build was made without: the names of formats that can only say so. */
#include "hl/paper.h"
#include "hl/sheet.h"

#if !HL_PDF
const struct hl_format hl_pdf = {
	.name = "pdf",
	.suffix = ".pdf",
	.help = "a table on paper, or what --page says",
	.takes = HL_TAKES_TITLE | HL_TAKES_PAPER | HL_TAKES_FEW,
	.needs = "pango and cairo",
};

const struct hl_format hl_queue_pdf = {
	.name = "queue",
	.suffix = ".pdf",
	.help = "the work queue of a collector on paper",
	.takes = HL_TAKES_OF_QUEUE | HL_TAKES_PAPER,
	.needs = "pango and cairo",
};

const struct hl_format hl_dashboard_pdf = {
	.name = "dashboard",
	.suffix = ".pdf",
	.help = "figures of hl-metrics on paper",
	.takes = HL_TAKES_OF_DASHBOARD | HL_TAKES_PAPER,
	.needs = "pango and cairo",
};
#endif

#if !HL_XLSX
const struct hl_format hl_xlsx = {
	.name = "xlsx",
	.suffix = ".xlsx",
	.help = "a spreadsheet with typed cells",
	.takes = HL_TAKES_TITLE | HL_TAKES_FEW,
	.needs = "libxlsxwriter",
};

const struct hl_format hl_queue_xlsx = {
	.name = "queue",
	.suffix = ".xlsx",
	.help = "the work queue as a spreadsheet",
	.takes = HL_TAKES_OF_SHEET,
	.needs = "libxlsxwriter",
};
#endif

#if !HL_SQLITE
const struct hl_format hl_sqlite = {
	.name = "sqlite",
	.suffix = ".sqlite",
	.also = ".db",
	.help = "a database with one table, rows",
	.takes = HL_TAKES_TITLE | HL_TAKES_RUN | HL_TAKES_FEW,
	.needs = "libsqlite3",
};
#endif
