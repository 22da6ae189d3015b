/* roll.h - inside lib/book: where the balances of one snapshot are in the next. */
#ifndef HL_BOOK_ROLL_H
#define HL_BOOK_ROLL_H

#include "parts.h"

/* So many accounts, and what they owe. */
struct flow {
	hl_wide balance;
	uint64_t accounts;
};

/*
 * A group's flows, one behind the other: from each bucket to each, to paid and to gone, by the
 * balance of the first snapshot; then of the second what each bucket has, and what of it came
 * from no bucket.
 */
struct hl_roll {
	struct snapshot before, after;
	struct ask ask;
	struct buckets buckets;
	struct hl_keys *accounts; /* of the first snapshot, with struct held beside each */
	struct hl_ids *fresh;     /* of the second alone */
	struct hl_keys *groups;
	struct flow *flows; /* flows_of a group, by its number */
	struct flow *marks; /* two of each group: settled in the first; of these owing again */
	size_t flows_cap, marks_cap, groups_len;
	struct hl_str currency;   /* the first one that was seen */
	bool is_mixed;            /* there is another one */
	struct hl_mistakes slips; /* what only a whole table shows */
	struct hl_arena arena;
	struct hl_roll_counts counts;
};

static inline size_t flows_per_group(const struct buckets *buckets) {
	return buckets->len * (buckets->len + 4);
}

static inline struct flow *flows_of(const struct hl_roll *r, size_t group) {
	return r->flows + group * flows_per_group(&r->buckets);
}

/* To bucket @to; buckets.len is paid, one more is gone. */
static inline size_t flow_at(const struct buckets *buckets, size_t from, size_t to) {
	return from * (buckets->len + 2) + to;
}

static inline size_t flow_there(const struct buckets *buckets, size_t bucket) {
	return buckets->len * (buckets->len + 2) + bucket;
}

static inline size_t flow_fresh(const struct buckets *buckets, size_t bucket) {
	return buckets->len * (buckets->len + 3) + bucket;
}

#endif
