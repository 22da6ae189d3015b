/* shards.h - tables that are ordered already. */
#ifndef HL_RANK_SHARDS_H
#define HL_RANK_SHARDS_H

#include "unique.h"
#include "wanted.h"

struct rank_shards {
	struct hl_reader *const *readers;
	size_t len;
	const struct rank_keys *keys;
	struct hl_dialect dialect;
	const struct rank_wanted *wanted;  /* NULL: all rows */
	const struct rank_unique *unique;  /* the rows are as it holds them; NULL: as they are */
	struct hl_rank_left_out *left_out; /* is added to */
};

/* Their rows, merged, each a record that is borrowed until the next. */
enum hl_status rank_shards_take(const struct rank_shards *parts, const struct rank_taker *taker,
	struct hl_error *err) HL_CHECKED;

#endif
