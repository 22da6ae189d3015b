/* told.c - what is said of rows and cells that did not go out as they came. */
#include "told.h"

static const char *plural(size_t count) {
	return count == 1 ? "" : "s";
}

void told_counts(const struct cmd_run *run, struct hl_export_counts counts) {
	if (counts.guarded > 0)
		cmd_verbose(run, "%zu cell%s guarded with an apostrophe", counts.guarded,
			plural(counts.guarded));
	if (counts.overlong > 0)
		cmd_warn(run, "%zu cell%s longer than the 32767 characters a spreadsheet holds",
			counts.overlong, counts.overlong == 1 ? " is" : "s are");
	if (counts.beyond > 0)
		cmd_warn(run,
			"the last %zu row%s beyond the 1048576 lines a spreadsheet holds: "
			"see --split-by",
			counts.beyond, counts.beyond == 1 ? " is" : "s are");
}
