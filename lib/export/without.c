/* without.c - what this build was made without: the names of formats that can only say so. */
#include "hl/paper.h"

#if !HL_PDF
const struct hl_format hl_pdf = {
	.name = "pdf",
	.suffix = ".pdf",
	.help = "a table on paper, or what --page says",
	.needs = "pango and cairo",
};

const struct hl_format hl_queue_pdf = {
	.name = "queue",
	.suffix = ".pdf",
	.help = "the work queue of a collector on paper",
	.needs = "pango and cairo",
};

const struct hl_format hl_dashboard_pdf = {
	.name = "dashboard",
	.suffix = ".pdf",
	.help = "figures of hl-metrics on paper",
	.needs = "pango and cairo",
};
#endif
