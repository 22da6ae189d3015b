/* xlsx_queue.h - inside lib/sheet: the work queue of a collector as a spreadsheet. */
#ifndef HL_SHEET_XLSX_QUEUE_H
#define HL_SHEET_XLSX_QUEUE_H

#include "xlsx.h"

#define QUEUE_RESULT "result"

enum { QUEUE_NEW = 4 }; /* so many columns are the page's own */

/* Columns of the input that say what is open; HL_NO_COLUMN: none, or it does not go out. */
struct queue_own {
	size_t phone, cell, email; /* and where all of them goes out */
	size_t channels, status, calls_left, next_ok, reasons, score;
};

/* What is asked for by the page itself: places among its columns, or HL_NO_COLUMN. */
struct queue {
	struct sheet_columns columns; /* first: what every sheet has */
	size_t phone, cell, email, channels, gate_status, status, calls_left, result, call;
	struct queue_own own;
	bool is_blind; /* what hl-gate says does not go out: nothing is a link */
	size_t front;  /* so many columns go on paper: others would leave no room to read them */
};

/* --- xlsx_queue_cells.c --- */

/* Cells that the page makes of a row: the number to call, "C-E-", what stands against it, why. */
SHEET_MAKE(queue_make_call);
SHEET_MAKE(queue_make_may);
SHEET_MAKE(queue_make_limits);
SHEET_MAKE(queue_make_why);

/* Of struct xlsx_page. */
bool queue_link(
	const struct xlsx *book, const struct sheet_cell *cells, size_t place, struct hl_buf *to);
bool queue_is_closed(const struct xlsx *book, const struct sheet_cell *cells, size_t place);

/* --- xlsx_queue_print.c --- */

lxw_error queue_finish(struct xlsx *book);

#endif
