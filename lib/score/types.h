/*
 * types.h - inside lib/score: which of the few types that a model names an event is of.
 *
 * Without regard to ASCII case. Asked for each event, so it is the ends of the text, eight bytes
 * each, that are compared; the whole text only where they do not hold all of it.
 */
#ifndef HL_SCORE_TYPES_H
#define HL_SCORE_TYPES_H

#include "model.h"

enum { TYPE_PLACES = 4 * SLOTS_MAX };

struct type {
	uint64_t first, last;
	size_t len;
	size_t number; /* + 1; 0: free */
};

/* Zero it to begin with. */
struct types {
	struct type at[TYPE_PLACES];
	struct hl_str texts[SLOTS_MAX]; /* by number; borrowed */
	size_t len;
};

/* The number of a type, given out from 0 on. At most SLOTS_MAX of them. */
size_t types_add(struct types *types, struct hl_str text);

/* The number, or types->len. */
size_t types_find(const struct types *types, struct hl_str text);

#endif
