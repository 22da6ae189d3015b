/* list.h - hl-metrics --list-metrics. */
#ifndef CMD_HL_METRICS_LIST_H
#define CMD_HL_METRICS_LIST_H

#include "../cmd.h"
#include "hl/metrics.h"

/* Those of @set (NULL: all), the user's own behind them. */
enum hl_status list_metrics(
	struct cmd_run *run, const struct hl_set *set, const struct hl_own *own) HL_CHECKED;

#endif
