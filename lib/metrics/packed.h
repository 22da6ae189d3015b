/*
 * packed.h - a fact and its texts as few bytes.
 *
 * Some 24 bytes for a payment of an account with a name of ten: eight for its moment, its kind
 * and what follows, two for the collector, four for an amount in cents, and the name. What does
 * not fit in so few has more; nothing is rounded or left out.
 */
#ifndef HL_METRICS_PACKED_H
#define HL_METRICS_PACKED_H

#include "fact.h"

/* A fact that does not know its account, its id or its ref by numbers yet. */
struct told {
	struct fact fact; /* its collector is a number of who wrote it, 0 being nobody */
	struct hl_str account, id, ref;
};

/* More than packed_put needs. */
size_t packed_room(const struct told *told);

/* Both return the end. The texts of packed_get are borrowed from the bytes. */
char *packed_put(char *to, const struct told *told);
const char *packed_get(const char *at, struct told *told);

#endif
