/* sets.h - hl-metrics --set: what is measured where it is no log of events. */
#ifndef CMD_HL_METRICS_SETS_H
#define CMD_HL_METRICS_SETS_H

#include "../cmd.h"

struct options;

struct set {
	const char *name;
	const char *alone; /* "set NAME", for messages */
	bool is_table;     /* tables.h knows it; else model.h */
	bool has_before;   /* --before is the table before */
	bool has_period;   /* --from and --to are what the columns say */
};

/* NULL: it is none of these. */
const struct set *set_find(const char *name);

/* No set is called so: which there are, or the nearest; does not return. */
_Noreturn void set_misuse(const struct cmd *cmd, const char *name);

/* The figures of one of them, or with --list-metrics which there are. */
enum hl_status run_set(
	struct cmd_run *run, const struct options *options, const struct set *set) HL_CHECKED;

#endif
