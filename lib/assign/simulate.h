/* simulate.h - what simulate.c plays and simulated.c writes. */
#ifndef HL_ASSIGN_SIMULATE_H
#define HL_ASSIGN_SIMULATE_H

#include "parts.h"

/* Not with anybody yet, not even with nobody. */
#define ASSIGN_UNSEEN (HL_NOBODY - 1)

/* What came to somebody, over all nights. */
struct tally {
	size_t leads;    /* in the queues, each night anew */
	size_t kept;     /* of those: had them before, and they may stay */
	size_t received; /* of those: all others */
	size_t changes;  /* of those received: the last who had them was somebody else */
	hl_wide value;   /* of those received, in millionths */
};

/* Whose a lead was the last night that it was in, and is tonight; and who was the last to have it.
 */
struct whose {
	uint32_t before, now, last;
};

/* What one method, or those who really did it, came to. */
struct history {
	struct hl_str name;
	struct tally *at; /* by the numbers of the owners */
	size_t len, cap;
	struct tally nobody;
	struct whose *whose; /* by the numbers of the leads */
	size_t leads, whose_cap;
};

struct play {
	struct history history;
	const struct hl_method *method, *next;
	struct hl_roster roster; /* of the night; but for the collectors it is borrowed */
	struct hl_state state;
	struct hl_assign *assign; /* of the night */
	int64_t worst;            /* deviation at the end of a night, without its sign */
};

struct hl_simulation {
	const struct hl_assign_options *options;
	struct hl_keys *owners; /* those on the roster by their places, then others */
	struct hl_keys *ids;    /* of the leads */
	struct hl_share *begun; /* what those on the roster had to begin with */
	struct history actual;
	size_t nights;
	bool has_actual;                /* the nights say whose the leads really were */
	const struct hl_header *header; /* of the night */
	size_t id, own;                 /* columns of it */
	struct play *plays;
	size_t len;
};

/* By how much what was received differs from what was due, since @begun; millionths. */
static inline int64_t assign_deviation(const struct hl_share *share, const struct hl_share *begun) {
	return (share->received - begun->received) - (share->entitled - begun->entitled);
}

#endif
