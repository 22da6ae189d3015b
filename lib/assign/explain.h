/* explain.h - inside lib/assign: what becomes of a lead, and the page that tells of it. */
#ifndef HL_ASSIGN_EXPLAIN_H
#define HL_ASSIGN_EXPLAIN_H

#include "parts.h"

struct assign_answer {
	uint32_t to; /* or HL_NOBODY */
	enum { ASSIGN_KEPT, ASSIGN_BY_HAND, ASSIGN_CHOSEN, ASSIGN_CLOSED, ASSIGN_NOBODY } how;
	const char *reason;               /* what it is without an order */
	const struct assign_order *order; /* NULL: none */
	size_t method;                    /* which of the two */
};

/* A lead that is about to be given, as everything stands then. */
struct assign_page {
	const struct hl_roster *roster;
	const struct assign_columns *columns;
	const struct assign_fits *fits;
	const struct hl_desk *desk;
	const struct hl_method *method;
	const struct assign_note *note;
	bool asks_value; /* what their leads are worth is shown even where it is nothing */
	size_t number;   /* of the lead in the queue, from 1 */
	int64_t day;
	int minute;
	struct assign_answer answer;
	struct hl_str reason; /* the cell assign_reason */
	uint32_t next;        /* who would get it if that one could not, or HL_NOBODY */
};

void assign_explain_put(const struct assign_page *page, struct hl_buf *to);

#endif
