/*
 * sheet.h - spreadsheets and databases: cells that have a type.
 *
 * Either is made by a library of its own, which a build may lack; then the format is there to say
 * so.
 */
#ifndef HL_SHEET_H
#define HL_SHEET_H

#include "hl/document.h"

/* A workbook with one sheet, and the one that is the work queue of a collector. */
extern const struct hl_format hl_xlsx, hl_queue_xlsx;

/* A database with one table of rows. */
extern const struct hl_format hl_sqlite;

#endif
