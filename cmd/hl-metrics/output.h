/* output.h - hl-metrics: what is said of each figure besides, for whom, in which order. */
#ifndef CMD_HL_METRICS_OUTPUT_H
#define CMD_HL_METRICS_OUTPUT_H

#include "../cmd.h"
#include "hl/metrics.h"

struct output_options {
	const char *targets, *order; /* NULL: not given */
	size_t top;                  /* SIZE_MAX: not given */
	bool previous, wide;
};

/* clang-format off */
#define OUTPUT_OPTS(o) \
	OPT_FLAG(0, "previous", &(o)->previous, "compare with the period before, see hl-comparing(7)"), \
	OPT_TEXT(0, "targets", &(o)->targets, "FILE", "what figures should come to"), \
	OPT_TEXT(0, "order", &(o)->order, "lo|value|group", "rank the groups; which come first"), \
	OPT_SIZE(0, "top", &(o)->top, "N", "only groups with a rank up to N, and totals"), \
	OPT_FLAG(0, "wide", &(o)->wide, "a row for each group, a column for each metric")
/* clang-format on */

/* The set called @name, other than model; misuse where there is none. */
const struct hl_set *output_set(const struct cmd_run *run, const char *name);

/*
 * What was asked for, into @meter, of which all else is known, with the set's own where nothing
 * else was said; targets are read and belong to the caller.
 */
enum hl_status output_parse(struct cmd_run *run, const struct output_options *options,
	struct hl_meter_options *meter, struct hl_targets **targets) HL_CHECKED;

/*
 * Have the figures written to the output, after they were asked by @asserts; of two sides beside
 * each other where there is a @lift.
 */
enum hl_status output_put(struct cmd_run *run, const struct output_options *options,
	const struct cmd_list *asserts, struct hl_meter *meter,
	const struct hl_lift *lift) HL_CHECKED;

/* Options of these with --@kind: misuse. */
void output_check(
	const struct cmd_run *run, const struct output_options *options, const char *kind);

#endif
