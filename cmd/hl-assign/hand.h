/* hand.h - hl-assign: what people decide, the log, and runs that leave no trace. */
#ifndef CMD_HL_ASSIGN_HAND_H
#define CMD_HL_ASSIGN_HAND_H

#include "desk.h"

struct hand_options {
	const char *manual, *note, *standing, *log, *explain; /* NULL: not given */
	struct cmd_list reassign;
	bool dry_run;
};

/* But for the options, zero it to begin with. */
struct hand {
	struct hand_options options;
	struct hl_orders *orders; /* NULL: none were given */
	struct hl_orders_counts counts;
	char *place; /* where --log leads; NULL: no log */
	struct hl_lock *lock;
	struct hl_log *log; /* NULL: no log, or nothing is left behind */
};

/* Options that do not go together, and files that are one: misuse. After desk_find. */
enum hl_status hand_find(struct hand *hand, struct desk *desk, struct cmd_run *run) HL_CHECKED;

/* @method goes by --default, or has no use for it; else misuse. */
void hand_check_method(
	const struct hand *hand, const struct cmd_run *run, const struct hl_method *method);

/* The orders, once the roster is read; @day is the one to be worked. */
enum hl_status hand_orders(
	struct hand *hand, struct desk *desk, struct cmd_run *run, int64_t day) HL_CHECKED;

/* Lock and read the log; and add to it, once the leads are out. */
enum hl_status hand_log(struct hand *hand, struct desk *desk, struct cmd_run *run) HL_CHECKED;
enum hl_status hand_commit(struct hand *hand, struct cmd_run *run, struct hl_error *err) HL_CHECKED;

/* The state knows of the rows, too: the same again is another run. */
void hand_settle(struct hand *hand);

/* What came of the orders; a lead to be explained that was not there is HL_NO. */
enum hl_status hand_tell(
	struct hand *hand, struct cmd_run *run, const struct hl_assign_counts *counts) HL_CHECKED;

void hand_release(struct hand *hand);

#endif
