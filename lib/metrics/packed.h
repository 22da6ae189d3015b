/*
 * packed.h - a fact and its texts as few bytes.
 *
 * Some 24 bytes for a payment of an account with a name of ten: eight for its moment, its kind
 * and what follows, two for the collector, four for an amount in cents, and the name. What does
 * not fit in so few has more; nothing is rounded or left out.
 */
#ifndef HL_METRICS_PACKED_H
#define HL_METRICS_PACKED_H

#include "event.h"
#include "fact.h"

/*
 * An event as its account needs it: a fact that does not know its account, its id or its ref by
 * numbers yet, and what is asked of a few kinds beside it.
 */
struct told {
	struct fact fact; /* its collector is a number of who wrote it, 0 being nobody */
	struct hl_str account, id, ref;
	/* Of what has no kind, stages and rows of queues; else nothing: */
	struct call_window window;
	uint64_t marks; /* of terms that count its account, and no more is told */
	uint8_t type;   /* its number in types */
	uint8_t stage;
	bool is_converted, is_delivered;
};

/* Of other kinds their type, and all that is asked of them, follows from the fact. */
static inline bool says_type(uint8_t kind) {
	return kind == NOTHING || kind == CONVERTED || kind == SETTLED || kind == QUEUED;
}

/* More than packed_put needs. */
size_t packed_room(const struct told *told);

/* Both return the end. The texts of packed_get are borrowed from the bytes. */
char *packed_put(char *to, const struct told *told);
const char *packed_get(const char *at, struct told *told);

#endif
