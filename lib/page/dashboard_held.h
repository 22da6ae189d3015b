/* dashboard_held.h - inside lib/page: who is held back, and what the figures were made of. */
#ifndef HL_PAGE_DASHBOARD_HELD_H
#define HL_PAGE_DASHBOARD_HELD_H

#include "dashboard.h"

/*
 * dashboard_held.c: who was held back by the first reason (or, where nobody counted these, by
 * each), and all that have a reason; the most frequent first. One of them is of part "all".
 */
struct dash_held {
	struct dash_figure **first, **any;
	size_t len, any_len;
};
struct dash_held dash_held(struct dash *dash);
/* All that have the reason of @first as well; NULL: no more of them. */
const struct dash_figure *dash_held_any(
	const struct dash_held *held, const struct dash_figure *first);
/* How many reasons are the first one of somebody. */
size_t dash_held_reasons(const struct dash_held *held);
/* Of five at most: reasons that are no first one of anybody. */
size_t dash_held_behind(const struct dash_held *held, const struct dash_figure **behind);
/* "109 of 500: 59 not at all; 391 may be worked" */
void dash_add_actions(struct dash *dash, struct hl_buf *to);

/*
 * dashboard_quality.c: was nothing wrong or missing; one sentence of that. "13,171 rows"; nothing
 * where the row has nothing to tell. What it tells of: a file.
 */
bool dash_is_well(const struct dash *dash);
void dash_add_wellness(const struct dash *dash, struct hl_buf *to);
struct hl_str dash_quality_of(const struct hl_quality *row);
void dash_add_quality(const struct dash *dash, struct hl_buf *to, const struct hl_quality *row);

#endif
