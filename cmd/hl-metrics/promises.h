/* promises.h - the options of hl-metrics about promises. */
#ifndef CMD_HL_METRICS_PROMISES_H
#define CMD_HL_METRICS_PROMISES_H

#include "../cmd.h"
#include "hl/metrics.h"

enum { GRACE_DAYS = 3 };
#define TOLERANCE "5%"

struct promise_options {
	size_t grace;
	const char *tol, *tol_amt;
};

#define PROMISE_OPTIONS_INIT                                                                       \
	{ .grace = GRACE_DAYS, .tol = TOLERANCE }

/* clang-format off */
#define PROMISE_OPTS(p) \
	OPT_SIZE(0, "grace", &(p)->grace, "DAYS", "promises may be so late [3]"), \
	OPT_TEXT(0, "tol", &(p)->tol, "N%", "and lack so much of the amount [5%]"), \
	OPT_TEXT_ASIDE(0, "tol-amt", &(p)->tol_amt, "N", "or so much money, if that is more")
/* clang-format on */

/*
 * "5%" or "5", from 0 to 100, in millionths of a percent. Below 1 it needs its sign: 0.05 may be
 * meant as 5%.
 */
bool percent_read(const char *text, int64_t *percent);

/* Into @meter; every slip is told: what is no number of days, no share, no amount. */
enum hl_status promise_read(struct cmd_run *run, const struct promise_options *options,
	struct hl_meter_options *meter) HL_CHECKED;

#endif
