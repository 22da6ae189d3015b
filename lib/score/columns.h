/*
 * columns.h - inside lib/score: the columns of a scored lead: those it came with, and behind them
 * score, labels, parts, why. Those of --hot-until and --since are named here, too.
 */
#ifndef HL_SCORE_COLUMNS_H
#define HL_SCORE_COLUMNS_H

#include "eval.h"

/* Columns of the leads that are called like those to be added: dropped, or an error. */
enum hl_status columns_clear(struct hl_scoring *scoring, struct hl_error *err) HL_CHECKED;

/* The row as it came, without the columns that are dropped. */
void columns_put_input(
	const struct hl_scoring *scoring, struct hl_buf *to, const struct hl_row *row);

/*
 * Score the lead that eval_begin was told of, and put score, labels, parts and why, each with its
 * delimiter before it.
 */
enum hl_status columns_put(struct eval *eval, struct hl_buf *to, struct hl_error *err) HL_CHECKED;

#endif
