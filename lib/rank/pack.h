/* pack.h - bytes made smaller at the speed of a disk: for temporary files, never for others. */
#ifndef HL_RANK_PACK_H
#define HL_RANK_PACK_H

#include "hl/memory.h"

enum { PACK_BITS = 12, PACK_SLACK = 16 };

/* Where the last text with a certain hash began. */
struct pack_table {
	uint32_t at[1 << PACK_BITS];
};

/* Append @bytes (less than 4 GiB), packed, to @to; returns how long that is. */
size_t pack_bytes(struct pack_table *table, struct hl_str bytes, struct hl_buf *to);

/*
 * The @len bytes that were packed, into @to, where PACK_SLACK more may be overwritten. false:
 * @packed is damaged.
 */
bool unpack_bytes(struct hl_str packed, char *to, size_t len) HL_CHECKED;

#endif
