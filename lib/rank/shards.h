/* shards.h - tables that are ordered already. */
#ifndef HL_RANK_SHARDS_H
#define HL_RANK_SHARDS_H

#include "runs.h"

struct rank_shards {
	struct hl_reader *const *readers;
	size_t len;
};

/* Their rows, merged, through @lines to @out (NULL: only counted). */
enum hl_status rank_shards_write(const struct rank_keys *keys, struct rank_lines *lines,
	struct rank_shards parts, struct hl_output *out, struct hl_error *err) HL_CHECKED;

#endif
