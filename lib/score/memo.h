/*
 * memo.h - inside lib/score: what was written for a lead with the same outcomes.
 *
 * Where no age is asked or shown, a score follows from a handful of outcomes: which events there
 * were, and which branch of each group of if holds. There are millions of leads but few such
 * outcomes: the cells that were written for them once are written again. With reasons, which show
 * the ages of signals, that goes for quiet leads alone, those of which nothing counts: of most
 * desks they are the most.
 */
#ifndef HL_SCORE_MEMO_H
#define HL_SCORE_MEMO_H

#include "eval.h"

struct memo;

/* Of which leads is that so? Finds scoring->leaves; call it when all else is bound. */
void memo_plan(struct hl_scoring *scoring);

struct memo *memo_new(const struct hl_scoring *scoring);
void memo_free(struct memo *memo);

/*
 * The cells for the outcomes of the row that was begun; false: they are not known, or a cell is
 * bad, which evaluating it will tell. With --since the score and the tier of eval are set, too.
 */
bool memo_find(struct eval *eval, struct hl_str *cells);

/* Remember the cells of that row, which nothing beside the lead and its events has changed. */
void memo_keep(struct eval *eval, struct hl_str cells);

#endif
