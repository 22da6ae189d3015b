/* table.c - tables beside the leads that are whole, or the run fails. */
#include "cmd.h"

enum hl_status cmd_table(struct cmd_run *run, const char *name, struct hl_reader_options how,
	struct hl_reader **reader) {
	how.mistakes = &run->mistakes;
	how.listed = &run->read;
	return hl_reader_open(reader, &name, 1, &how, &run->err);
}
