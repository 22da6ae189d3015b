/* define.h - hl-metrics --define: metrics of the user's own. */
#ifndef HL_METRICS_DEFINE_H
#define HL_METRICS_DEFINE_H

#include "../cmd.h"
#include "hl/metrics.h"
#include "partial.h"

/*
 * Read the table @name (NULL: none), or that of @parts where they are merged; what was read is
 * there also after a failure.
 */
enum hl_status define_read(struct cmd_run *run, const char *name, struct partial_options *parts,
	struct hl_own **own) HL_CHECKED;

#endif
