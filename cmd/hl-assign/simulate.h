/* simulate.h - hl-assign: what other methods would have done with the queues of many nights. */
#ifndef CMD_HL_ASSIGN_SIMULATE_H
#define CMD_HL_ASSIGN_SIMULATE_H

#include "tables.h"

/*
 * --simulate: each operand is the queue of a night; all of them are of @day, or if that is NULL of
 * the date in their names. The output is a table, the state stays as it is.
 */
enum hl_status simulate_nights(struct tables *tables, struct cmd_run *run,
	const struct hl_assign_options *asked, const char *day) HL_CHECKED;

#endif
