/* tables.h - hl-assign: what methods go by. */
#ifndef CMD_HL_ASSIGN_TABLES_H
#define CMD_HL_ASSIGN_TABLES_H

#include "desk.h"

/* As they were given; NULL: they were not. */
struct table_options {
	struct cmd_list methods;
	const char *absence;
	const char *performance, *by, *spread;
	const char *load, *value, *map;
	const char *simulate; /* methods that are played instead, see simulate.h */
};

/* But for the options, zero it to begin with. */
struct tables {
	struct table_options options;
	struct hl_performance performance;
	struct hl_source_map *source_map;
};

/* Before a file is opened: the methods, what they need, and options that go with none of them. */
enum hl_status tables_ask(struct tables *tables, struct cmd_run *run, const struct desk *desk,
	struct hl_assign_options *asked) HL_CHECKED;

/* Was the option given that a method @needs? */
bool tables_have(const struct tables *tables, const char *needs);

/* The tables, once the roster is known. */
enum hl_status tables_read(struct tables *tables, struct cmd_run *run, struct desk *desk,
	struct hl_assign_options *asked) HL_CHECKED;

void tables_release(struct tables *tables);

#endif
