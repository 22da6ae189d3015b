/*
 * waterfall.h - inside lib/score: by how much each rule moved the score of a lead.
 *
 * The score is built up item by item, in the order of the model. An item's move is what the score
 * comes to with it, less what it came to before it; both are combined exactly as the score is. So
 * for every lead the moves add up to its score, to the last millionth:
 *
 * - The score begins at 0. With each item of the part score that gives something it is what the
 *   part makes of the items so far.
 * - An item that is another part is gone through in the same way in its place, the weight of the
 *   item and all parts above it taken into account: its items' moves are those of the score. Before
 *   its first item that gives something it gives nothing itself. A part that is used twice is gone
 *   through twice.
 * - A part whose items all give nothing is one move, of the rule that says how it combines.
 * - What its range makes of a part is a move of its own, behind those of its items. So are, at the
 *   end, a score that is set, what is added to it, and its rounding.
 * - Where a total on the way is out of range, its move is 0, and the next one has it.
 *
 * A move of 0 by an item that gives what matters to nobody (0 to a sum, 1 to a product) is none.
 */
#ifndef HL_SCORE_WATERFALL_H
#define HL_SCORE_WATERFALL_H

#include "rules.h"

enum move_of { MOVE_ITEM, MOVE_COMBINE, MOVE_RANGE, MOVE_SET, MOVE_ADD, MOVE_DECIMALS };

struct move {
	enum move_of of;
	const struct part *part;
	const struct item *item; /* MOVE_ITEM; else NULL */
	int64_t gives;           /* the item, or what the part or the score comes to by it */
	hl_wide value;           /* millionths of the score; may take 65 bits */
};

/* Of one worker; used again for each lead. */
struct waterfall {
	const struct eval *eval; /* the lead that was scored */
	struct eval masked;      /* the same, as if items that are still to come gave nothing */
	int64_t score;           /* with those that are not */
	size_t *sizes;           /* per part: items it takes to go through it; see waterfall.c */
	struct move *moves;      /* in the model's order */
	size_t len, cap;
	struct counted *counted; /* for events in another order */
	size_t pages;            /* of --explain that were written */
};

struct waterfall *waterfall_new(const struct hl_scoring *scoring);
void waterfall_free(struct waterfall *fall);

/* The moves of the row that was scored, in eval->fall. */
void waterfall_run(struct eval *eval);

/* Behind it: what @part comes to by its first @len items, before its range; false: no number. */
bool waterfall_total(struct waterfall *fall, const struct part *part, size_t len, int64_t *total);

/* --- evidence.c: what rules looked at --- */

/* "1840: < 2500", "2026-03-01T21:00:00Z", "0 to 100": what there is to say of a move. */
void evidence_put(struct eval *eval, const struct move *move, struct hl_buf *to);

/* A number part; the score as it is printed. */
void evidence_put_part(const struct eval *eval, size_t part, struct hl_buf *to);

/* The cell, the age or the part that an if looked at; its condition as the model has it. */
void evidence_put_seen(
	struct eval *eval, const struct item *item, const struct branch *branch, struct hl_buf *to);
struct hl_str evidence_band(const struct hl_model *model, const struct branch *branch);

/* The signal of @item that counted, or NULL. */
const struct counted *evidence_signal(
	const struct eval *eval, const struct part *part, const struct item *item);

/* --- long.c: --rules, a row for each move --- */

void long_put_names(const struct hl_scoring *scoring, struct hl_buf *to);
void long_put(struct eval *eval, struct hl_buf *to);

/* --- explain.c: --explain, a page for each lead of the key --- */

/* Is the row's lead asked for, if only one is? */
bool explain_asks(const struct hl_scoring *scoring, const struct hl_row *row);
void explain_put(struct eval *eval, struct hl_buf *to);

#endif
