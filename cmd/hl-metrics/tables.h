/* tables.h - hl-metrics --set roll and --set suppression: figures of tables and not of events. */
#ifndef CMD_HL_METRICS_TABLES_H
#define CMD_HL_METRICS_TABLES_H

#include "../cmd.h"

/* NULL: not given. */
struct tables_options {
	const char *buckets, *of;
};

/* clang-format off */
#define TABLES_OPTS(t) \
	OPT_TEXT_ASIDE(0, "buckets", &(t)->buckets, "LIST", "--set roll: days past due, 0,1-30,31+"), \
	OPT_TEXT_ASIDE(0, "of", &(t)->of, "FILE", "--set suppression: all leads, of which these are")
/* clang-format on */

/* What is asked besides. */
struct tables_asked {
	const char *set; /* roll or suppression */
	bool list;       /* its metrics, and nothing else */
	const char *metrics, *by, *before, *from, *to;
	size_t min_n;
	const struct cmd_list *asserts;
};

/* Options of one of the sets without it (@set, or NULL): misuse. */
void tables_check(const struct cmd_run *run, const struct tables_options *options, const char *set);

enum hl_status tables_run(struct cmd_run *run, const struct tables_options *options,
	const struct tables_asked *asked) HL_CHECKED;

#endif
