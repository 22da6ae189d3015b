/* wanted.h - which rows are ranked at all, asked before anything else is made of them. */
#ifndef HL_RANK_WANTED_H
#define HL_RANK_WANTED_H

#include "bind.h"

struct rank_wanted;

/* *wanted is NULL when every row is. Without a slip the tables of keys left out are read. */
enum hl_status rank_wanted_new(struct rank_wanted **wanted, const struct hl_rank_options *options,
	const struct rank_keys *keys, struct rank_slips *slips, struct hl_error *err) HL_CHECKED;
void rank_wanted_free(struct rank_wanted *wanted);

/*
 * Is @row? Counted in @left_out when it is not. HL_EDATA: a cell cannot be compared, @err says
 * which.
 */
enum hl_status rank_wanted_row(const struct rank_wanted *wanted, const struct hl_row *row,
	struct hl_rank_left_out *left_out, bool *is_wanted, struct hl_error *err) HL_CHECKED;

/*
 * As hl_table_run into step->take, with the rows that are wanted alone; @wanted may be NULL. Adds
 * to @left_out.
 */
enum hl_status rank_wanted_run(const struct rank_wanted *wanted, struct hl_reader *reader,
	const struct hl_step *step, struct hl_rank_left_out *left_out,
	struct hl_error *err) HL_CHECKED;

#endif
