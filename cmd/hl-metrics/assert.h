/*
 * assert.h - hl-metrics --assert 'METRIC[.COLUMN] [GROUP] OP NUMBER': what the figures must be.
 *
 * What is asked is the output, cell by cell as it is written, so that any set and any metric can
 * be asked for. Without a group it is about the row of the group all or, where the metric has
 * none, about each of its rows; where there are several periods about all of them.
 */
#ifndef CMD_HL_METRICS_ASSERT_H
#define CMD_HL_METRICS_ASSERT_H

#include "../cmd.h"
#include "hl/choice.h"

/*
 * Before anything is read: those that cannot be read, and those of a metric that is not chosen or
 * of a column that there is not, are told together: HL_EUSAGE. @is_lift: the output is that of
 * --lift.
 */
enum hl_status assert_check(struct cmd_run *run, const struct cmd_list *asserts,
	const struct hl_choice *choice, bool is_lift) HL_CHECKED;

/*
 * Ask @output, a table in the dialect of the run with the columns metric and group. What does not
 * hold, and what there is no figure for, is told at the end of the run, which then is HL_NO: the
 * output is written nevertheless.
 */
enum hl_status assert_judge(struct cmd_run *run, const struct cmd_list *asserts,
	const struct hl_buf *output) HL_CHECKED;

#endif
