/* run.h - inside lib/assign: a run under way. */
#ifndef HL_ASSIGN_RUN_H
#define HL_ASSIGN_RUN_H

#include "explain.h"
#include "orders.h"

/* A lead that waits until the whole queue is read; its bytes end at @end of those held. */
struct held {
	struct hl_dealt lead;
	size_t end;
	uint32_t id_len, from_len, cells_len; /* behind the line end, where anybody asks */
	unsigned char eol_len;
};

struct hl_assign {
	const struct hl_method *methods[2]; /* the second: for what the first passes on, or NULL */
	struct hl_roster *roster;
	struct hl_dialect dialect;
	struct assign_columns columns;
	struct assign_fits fits;
	struct hl_desk desk;
	struct hl_assign_counts counts;
	struct assign_source source;
	uint64_t *room, *others;        /* scratch: who has some; those who may be asked */
	uint64_t *sharing;              /* likewise: who is entitled to a part */
	struct hl_str *given[2], *kept; /* what is appended, for each collector */
	struct hl_buf to;
	struct hl_output *out; /* NULL: only look */
	assign_told *told;     /* NULL: nobody asks */
	void *told_to;
	struct hl_arena run;
	struct hl_orders *orders; /* NULL: none */
	struct hl_log *log;       /* NULL: none */
	struct hl_keys *ids;      /* seen so far; NULL: nobody asks */
	struct hl_str explain;    /* the lead to be told of; empty: see the run */
	int64_t day;
	int minute;
	/* A lead that is kept takes room from those above it in the queue too. */
	bool holds;
	struct hl_buf bytes;
	struct held *held;
	size_t held_len, held_cap;
};

/* answer.c: the next lead, whose fit is known; its row with the answer behind it, or its page. */
void assign_put_lead(struct hl_assign *assign, const struct assign_note *note);

#endif
