/* tell.h - what was left out, or taken for something else. */
#ifndef CMD_HL_METRICS_TELL_H
#define CMD_HL_METRICS_TELL_H

#include "../cmd.h"
#include "hl/metrics.h"

/* On standard error, for -v, and in --stats; once all is read. */
void meter_tell(struct cmd_run *run, struct hl_meter *meter);

#endif
