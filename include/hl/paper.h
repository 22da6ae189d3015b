/*
 * paper.h - documents for printers: PDF, made by cairo and pango, with real text in any script.
 *
 * A build without them (make PDF=0) has the same names, see lib/export/without.c.
 */
#ifndef HL_PAPER_H
#define HL_PAPER_H

#include "hl/document.h"

/* A table, whatever its columns. */
extern const struct hl_format hl_pdf;

/* Figures of hl-metrics: cards, a chart, bars and tables. */
extern const struct hl_format hl_dashboard_pdf;

/* The work queue of a collector, two or three lines an account. */
extern const struct hl_format hl_queue_pdf;

#endif
