/* queue_why.h - inside lib/page: the grammar of queue_why.c, for who writes it another way. */
#ifndef HL_PAGE_QUEUE_WHY_H
#define HL_PAGE_QUEUE_WHY_H

#include "hl/queue.h"

/* NAME VALUE (AGE) */
struct why_item {
	struct hl_str name;
	char sign; /* x + - */
	struct hl_str number;
	struct hl_str age; /* "" when there is none */
};

/* As hl_str_cut, at a separator of several bytes; *more tells whether there was one. */
struct hl_str why_cut(struct hl_str *rest, struct hl_str sep, bool *more);

/* Is it one? Then @item is it. */
bool why_signal(struct hl_str s, struct why_item *item);
bool why_part_item(struct hl_str s, struct why_item *item);

bool why_is_signals(struct hl_str segment);
bool why_is_part(struct hl_str segment);

/* Its number to two decimals, but as it stands where that would make it 0; in @text or the item. */
struct hl_str why_number(struct hl_buf *text, const struct why_item *item);

/* Is it one of the signals of @why? */
bool why_has_signal(struct hl_str why, struct hl_str name);

#endif
