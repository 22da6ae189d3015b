/* supp.h - inside lib/book: leads that were suppressed, by reason and by action. */
#ifndef HL_BOOK_SUPP_H
#define HL_BOOK_SUPP_H

#include "parts.h"

/* What a metric is about. */
enum { OF_ACTIONS = 1, OF_LEADS = 2, OF_FIRST = 4 };

enum { REASONS_MAX = 128, ACTIONS_MAX = 32 };

/*
 * What is known of an account: a set of actions, how many rows are milder, the first reason (the
 * weight of its action, and 1 + its number), a set of reasons.
 */
enum { MILDER_WORD = ACTIONS_MAX / 32, FIRST_WORD, REASON_WORDS };

/* Accounts of a group, by the numbers of reasons and actions. */
struct tally {
	uint64_t accounts, leads;
	uint64_t reasons[REASONS_MAX];
	uint64_t firsts[REASONS_MAX];
	uint64_t actions[ACTIONS_MAX];
};

struct hl_supp {
	struct ask ask;
	bool has_leads;
	const struct hl_header *header;
	size_t key, reason, action;
	size_t by[BY_MAX];
	/* "group NUL account"; beside it what is known of it. */
	struct hl_keys *accounts;
	struct hl_keys *groups, *reasons, *actions;
	struct tally *tallies; /* by the number of the group */
	size_t tallies_len, tallies_cap;
	struct tally all;
	struct hl_buf key_text; /* under way */
	struct hl_arena arena;
	struct hl_supp_counts counts;
};

#endif
