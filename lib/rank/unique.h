/*
 * unique.h - of the rows with the same value of a column, the best one, across all queues.
 *
 * A row whose value is blank has nobody beside it. What is held is every row, in memory and in
 * temporary files as rows to be ordered are.
 */
#ifndef HL_RANK_UNIQUE_H
#define HL_RANK_UNIQUE_H

#include "hold.h"
#include "wanted.h"

struct rank_unique {
	size_t column;
	const struct rank_keys *keys; /* followed */
	struct hl_dialect dialect;
	struct rank_hold hold; /* by value, then in order; their rows are records of their own */
	uint64_t seen;         /* rows that were taken */
	struct hl_buf last;    /* the value of the row before */
	struct rank_hold *to;
	size_t left_out;
};

struct rank_shards;

/*
 * All rows of @reader that are wanted, or those of @shards: the best go to unique->to, and are
 * valid until the release.
 */
enum hl_status rank_unique_read(struct rank_unique *unique, const struct rank_wanted *wanted,
	struct hl_reader *reader, struct hl_rank_left_out *left_out,
	struct hl_error *err) HL_CHECKED;
enum hl_status rank_unique_merge(struct rank_unique *unique, const struct rank_shards *shards,
	struct hl_error *err) HL_CHECKED;

/* Append what @row is held as. @string is for the caller to keep from row to row. */
enum hl_status rank_unique_row(const struct rank_unique *unique, const struct hl_row *row,
	struct hl_buf *string, struct hl_buf *to, struct hl_error *err) HL_CHECKED;

void rank_unique_release(struct rank_unique *unique);

#endif
