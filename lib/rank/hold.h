/* hold.h - every record: in memory, and in runs what does not fit there. */
#ifndef HL_RANK_HOLD_H
#define HL_RANK_HOLD_H

#include "pen.h"
#include "runs.h"

struct rank_hold {
	struct rank_store store;
	struct rank_seen seen; /* what those who fill it have seen */
	size_t threads;
	struct runs runs;
	size_t spilled;       /* how many runs were written */
	size_t asked;         /* of it, when it was made; SIZE_MAX: no limit */
	size_t memory;        /* for what is held; SIZE_MAX: no limit */
	size_t room;          /* of the memory, for records and their items */
	size_t spill_threads; /* with so many there is room for what they gather */
	size_t spill_bytes;   /* what each of them gathers at a time */
};

/* Temporary files go to @folder, which must outlive the hold. */
void rank_hold_init(struct rank_hold *hold, size_t threads, size_t memory, const char *folder);
/*
 * Without a limit pens write the records, and all of them do: what they tell comes here in the
 * order of the rows, and at the end each of them, whether its records were listed or not.
 */
void rank_hold_list(struct rank_hold *hold, struct hl_str told);
void rank_hold_end_pen(struct rank_hold *hold, struct rank_pen *pen);
/*
 * One of @parts parts of the memory is for other things, and at least half of the rest is for
 * records that lie elsewhere: how much that is, with those that are held here.
 */
size_t rank_hold_share(struct rank_hold *hold, size_t parts);
/* What is held here takes. */
size_t rank_hold_bytes(const struct rank_hold *hold);
enum hl_status rank_hold_add(
	struct rank_hold *hold, struct hl_str records, struct hl_error *err) HL_CHECKED;
/* All of them through @form to @out (NULL: only counted). Nothing can be added afterwards. */
enum hl_status rank_hold_write(struct rank_hold *hold, const struct rank_form *form,
	struct hl_output *out, struct rank_tally *tally, struct hl_error *err) HL_CHECKED;
void rank_hold_release(struct rank_hold *hold);

/* --- deal.c --- */

/* As rank_plan_write, of what did not fit in memory. */
enum hl_status rank_deal_write(
	struct rank_hold *hold, struct rank_lines *lines, struct hl_error *err) HL_CHECKED;

/* --- spill.c --- */

/* What is in memory becomes a run, and the memory is free again. */
enum hl_status rank_spill(struct rank_hold *hold, struct hl_error *err) HL_CHECKED;
/* The runs and what is in memory, in order, each borrowed until the next. */
enum hl_status rank_spill_take(
	struct rank_hold *hold, const struct rank_taker *taker, struct hl_error *err) HL_CHECKED;

#endif
