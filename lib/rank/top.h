/* top.h - only the best of each queue. */
#ifndef HL_RANK_TOP_H
#define HL_RANK_TOP_H

#include "hold.h"

/* The best rows so far, one heap for each queue; shared by the workers. */
struct rank_top;

struct rank_top *rank_top_new(
	const struct rank_keys *keys, const struct rank_form *form, struct rank_hold *hold);
/* What the workers let pass, in order; written to. */
enum hl_status rank_top_take(
	struct rank_top *top, struct hl_buf *bytes, struct hl_error *err) HL_CHECKED;
/* All that was kept goes to the hold; it stays valid until rank_top_free. */
void rank_top_end(struct rank_top *top);
void rank_top_free(struct rank_top *top);

/* A worker's: lets pass what may be among the best. */
struct rank_filter;

struct rank_filter *rank_filter_new(struct rank_top *top);
/* Append @row to @to, unless enough are known that are better. */
enum hl_status rank_filter_row(struct rank_filter *filter, const struct hl_row *row,
	struct hl_buf *to, struct hl_error *err) HL_CHECKED;
void rank_filter_free(struct rank_filter *filter);

#endif
