/* options.h - inside cmd: parsing the option table, and what options say of the main table. */
#ifndef HL_CMD_OPTIONS_H
#define HL_CMD_OPTIONS_H

#include "cmd.h"

/*
 * Parse @argv. Returns the index of the first operand. Prints and exits on -h, --help,
 * --version and misuse: this is the command layer, exiting is allowed.
 */
int cmd_parse(const struct cmd *cmd, int argc, char **argv);

struct hl_reader_options cmd_main_options(struct cmd_run *run);

/* --map: names of columns by hand. */
void cmd_set_map(struct cmd_run *run);

/* manifest.c: what the run is called, by --run-id or its --as-of. */
void cmd_name_run(struct cmd_run *run);

#endif
