/* alike.h - inside lib/gate: leads whose cells come to the same, and what came of them. */
#ifndef HL_GATE_ALIKE_H
#define HL_GATE_ALIKE_H

#include "parts.h"

/* What came of a lead, as it is counted and written. */
struct known {
	enum hl_gate_status status;
	bool is_restricted;
	uint8_t codes_len, len; /* len 0: nothing is known yet */
	uint16_t codes[12];
	char cells[136]; /* each with its delimiter before it */
};

/* Each thread has its own. NULL: the rules ask for so much that leads are not compared. */
struct alikes *alikes_new(const struct hl_gate *gate);
void alikes_free(struct alikes *alikes);

/*
 * What is known of leads like this one, or where that may be kept until the next is looked for;
 * NULL: none is like it.
 */
struct known *alikes_find(struct alikes *alikes, struct lead *lead);
void known_keep(struct known *known, const struct lead *lead, struct hl_str cells);

#endif
