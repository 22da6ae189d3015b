/* explain.h - inside lib/score: what the sections of a page of --explain share. */
#ifndef HL_SCORE_EXPLAIN_H
#define HL_SCORE_EXPLAIN_H

#include "hl/text.h"
#include "waterfall.h"

/* A page under way, and the row of a table that is. */
struct page {
	struct eval *eval;
	const struct hl_model *model;
	struct hl_buf *to;
	struct hl_buf what, about, gives, total;
	bool is_done; /* parts are gone through that the score does not need */
};

/* The row is put, and the next one begins. */
void explain_row(struct page *page);

/* A title, an empty line before it. */
void explain_title(struct page *page, struct hl_str title);

/* "how fresh intent is", "age of placed_date": an item for a person. */
void explain_item(const struct item *item, struct hl_buf *to);

/* "+25" or "x1.1": with the sign of its part. */
void explain_gives(const struct part *part, int64_t gives, struct hl_buf *to);

/* --- steps.c: the events that counted, and every part in the order of the calculation --- */

void explain_events(struct page *page);
void explain_parts(struct page *page);

#endif
