/*
 * until.h - inside lib/score: --hot-until, the first second at which a lead is in another tier.
 *
 * Months are asked about at once: where the bounds of the tier over a span are the tier of now, no
 * second of it is looked at; else the span is halved, and single seconds are scored as any row is.
 */
#ifndef HL_SCORE_UNTIL_H
#define HL_SCORE_UNTIL_H

#include "eval.h"

/* How far it is looked ahead. */
enum { UNTIL_DAYS = 90 };

/* What is the same for all leads. Call it when all else is bound. */
struct outlook *outlook_new(const struct hl_scoring *scoring);
void outlook_free(struct outlook *outlook);

/* A worker's. */
struct until *until_new(const struct hl_scoring *scoring);
void until_free(struct until *until);

/*
 * The cell, with its delimiter before it, for the row and the facts that eval was begun with. It
 * follows from their ages, which no memo knows.
 */
__attribute__((noinline)) void until_put(const struct eval *eval, struct hl_buf *to);

#endif
