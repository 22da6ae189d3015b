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
