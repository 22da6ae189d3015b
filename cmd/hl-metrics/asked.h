/* asked.h - the options of hl-metrics to what a meter has to know. */
#ifndef CMD_HL_METRICS_ASKED_H
#define CMD_HL_METRICS_ASKED_H

#include "options.h"

/* Into @meter, of which only the set and the metrics of the user's own are known; all is told. */
enum hl_status asked_parse(struct cmd_run *run, const struct options *options,
	struct hl_meter_options *meter) HL_CHECKED;

/* A list of metrics that is given names some. */
enum hl_status asked_metrics(struct cmd_run *run, const struct options *options) HL_CHECKED;

#endif
