/*
 * beside.h - inside lib/score: what other tables say of a lead: overrides, the run before.
 *
 * Both are maps by the key, read whole before the first lead and only looked at afterwards. What
 * they say is of that lead alone and follows from no outcome: memo.h must not remember it.
 * What runs without them have in their way is not to grow by it: hence noinline.
 */
#ifndef HL_SCORE_BESIDE_H
#define HL_SCORE_BESIDE_H

#include "model.h"

struct eval;

/* One row of the table. */
struct override_term {
	struct override_term *next;
	bool has_set;
	int64_t set, add;
	int64_t end_s; /* from then on it is not in force; INT64_MAX: it always is */
};

/* The overrides in force of one lead. */
struct override {
	int64_t set, add;
	bool has_set;
	bool is_met; /* some lead has the key; of leads with one key several workers may say so */
	size_t rows; /* of the table */
	size_t set_line;
	struct override_term *terms, *last; /* what they are made of, in the order of the table */
	struct hl_str why;                  /* "set 90 by ann: vip | add -5 by bob: ..." */
	struct hl_str set_by,
		add_by; /* "until 2026-03-09 by ann: vip", those that add with " | " */
};

/* What there is for the lead at hand; each may be NULL. */
struct beside {
	const struct override *override;
	const uint32_t *before; /* for since_put */
};

/* --- override.c --- */

/* That of the lead, which is noted as met; or NULL. */
const struct override *override_find(const struct hl_overrides *overrides, struct hl_str key);

/*
 * What of it is in force at a later time; false: what is added is out of range then, though it is
 * not now.
 */
bool override_at(const struct override *override, int64_t as_of, struct override *then);

/* When the next of its rows ends that are in force then; INT64_MAX: none does. */
int64_t override_end(const struct override *override, int64_t as_of);

/* Change the score, which is not rounded yet; false: it is out of range then. */
__attribute__((noinline)) bool override_apply(const struct override *override, int64_t *score);

/* --- since.c --- */

/* What was known of each of up to HL_STEP_ROWS leads. */
void since_find(
	const struct hl_since *since, const struct hl_str *keys, size_t len, struct beside *beside);

/* The @i-th column it adds; false behind the last one. */
bool since_name(const struct hl_since *since, size_t i, struct hl_str *name);

/*
 * Its cells for the row that was scored, each with its delimiter before it. It looks at the score
 * and at the label since_tier alone (NONE: the model has none).
 */
__attribute__((noinline)) void since_put(const struct eval *eval, struct hl_buf *to);
size_t since_tier(const struct hl_since *since);

#endif
