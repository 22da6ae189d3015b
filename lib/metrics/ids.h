/* ids.h - the ids of events, each seen once: exact, and small where ids are short. */
#ifndef HL_METRICS_IDS_H
#define HL_METRICS_IDS_H

#include "hl/lead.h"

/* Ids of up to so many words of eight bytes, zeroes behind them; a free place begins with one. */
struct id_table {
	uint64_t *at;
	size_t words;
	size_t len, cap; /* cap: 0 or a power of two */
};

struct ids {
	struct id_table tables[2]; /* of one word, of two */
	struct hl_keys *longer;    /* by whose seed all of them are hashed */
};

void ids_init(struct ids *ids);
void ids_release(struct ids *ids);

/* Ask for the memory that ids_add will look at. */
void ids_prefetch(const struct ids *ids, struct hl_str id, uint64_t hash);

/* False: @id (which is not empty and holds no NUL) is there already. */
bool ids_add(struct ids *ids, struct hl_str id, uint64_t hash);

#endif
