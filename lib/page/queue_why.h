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

/* A part that others multiply though it is a sum itself: points to begin with. */
bool why_is_base(struct hl_str segment);

/*
 * Is nothing multiplied, however often: a score of 0 for which nobody did anything? Then parts say
 * nothing.
 */
bool why_is_idle(struct hl_str why, struct hl_str score);
extern const char why_idle[];

/* The one item of a part that is the part; empty: there are none, or several. */
struct hl_str why_sole_item(struct hl_str items, const struct why_item *part);

/* What a person says for a signal, a part, a column: "portal visit", "account age". */
void why_put_name(struct hl_buf *to, struct hl_str name);

/* Its age as everywhere: "12h", "20min". */
void why_put_age(struct hl_buf *to, struct hl_str age);

/* Its number to two decimals, but as it stands where that would make it 0; in @text or the item. */
struct hl_str why_number(struct hl_buf *text, const struct why_item *item);

/* Is it one of the signals of @why? */
bool why_has_signal(struct hl_str why, struct hl_str name);

#endif
