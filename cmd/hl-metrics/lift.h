/* lift.h - which two sides of the figures are compared: --lift. */
#ifndef HL_METRICS_LIFT_H
#define HL_METRICS_LIFT_H

#include "../cmd.h"
#include "hl/metrics.h"

struct lift_options {
	bool is_asked;
	const char *before, *after, *ab;
	bool has_period; /* --last, --from or --to is there; */
	bool has_every;  /* --every is */
};

/* clang-format off */
#define LIFT_OPTS(l) \
	OPT_FLAG(0, "lift", &(l)->is_asked, \
		"compare --before with --after, or groups (--ab): is it luck?"), \
	OPT_TEXT_ASIDE(0, "before", &(l)->before, "FROM..TO", "--lift: one side; --set roll: FILE"), \
	OPT_TEXT_ASIDE(0, "after", &(l)->after, "FROM..TO", "the other"), \
	OPT_TEXT_ASIDE(0, "ab", &(l)->ab, "COLUMN=A:B", \
		"or two groups of one time, as in team=North:South")
/* clang-format on */

/* What is measured and compared; meter options point into it. */
struct lift {
	struct hl_lift sides;
	struct hl_period before;
};

/* Options to what the meter has to know. What does not go together: HL_EUSAGE. */
enum hl_status lift_parse(struct cmd_run *run, const struct lift_options *options,
	struct hl_meter_options *meter, struct lift *lift) HL_CHECKED;

/* What such a comparison cannot tell is said. */
void lift_warn(struct cmd_run *run, const struct lift_options *options,
	const struct hl_meter_options *meter);

#endif
