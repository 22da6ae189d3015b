/* lift.h - two groups of one time beside each other. */
#ifndef HL_METRICS_LIFT_H
#define HL_METRICS_LIFT_H

#include "figure.h"

/* The values of the first dimension that are the two sides. */
struct lift_values {
	uint32_t a, b;
};

/* Find them; each group of one side then has one on the other. One that is not there: HL_EUSAGE. */
enum hl_status lift_groups(struct hl_meter *m, const struct hl_lift *lift,
	struct lift_values *values, struct hl_error *err) HL_CHECKED;

#endif
