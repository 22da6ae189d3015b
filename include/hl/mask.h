/*
 * mask.h - what is shown in the place of a cell: less than it says.
 *
 * One list for previews of a queue and for what goes out of the house.
 */
#ifndef HL_MASK_H
#define HL_MASK_H

#include "hl/base.h"
#include "hl/memory.h"
#include "hl/value.h"

/* What a mask may have to know besides the cell. */
struct hl_mask_with {
	int64_t day;               /* on which somebody is so old */
	struct hl_time_rules time; /* how days are read */
	struct hl_str key;         /* of tokens */
};

struct hl_mask {
	const char *name;
	const char *help;
	/* @cell is trimmed; what is appended may be longer than it is. */
	void (*show)(struct hl_buf *to, struct hl_str cell, const struct hl_mask_with *with);
	bool hides_all; /* it says less than any other */
	bool needs_key;
};
extern const struct hl_mask hl_masks[];
extern const size_t hl_masks_len;

const struct hl_mask *hl_mask_find(struct hl_str name); /* or NULL */

enum { HL_TOKEN_ROOM = 33 };

/* The first half of the HMAC-SHA-256 of @text under @key, in hexadecimal digits and a NUL. */
void hl_token(struct hl_str key, struct hl_str text, char to[HL_TOKEN_ROOM]);

#endif
