/* told.c - what is said of rows and cells that did not go out as they came. */
#include "told.h"

static const char *plural(size_t count) {
	return count == 1 ? "" : "s";
}

/* "3 leads left out: WHY" */
static void left_out(const struct cmd_run *run, size_t count, const char *why) {
	if (count > 0)
		cmd_warn(run, "%zu row%s left out: %s", count, plural(count), why);
}

static void told_rows(const struct cmd_run *run, struct hl_export_counts counts) {
	left_out(run, counts.barred, "not to be called");
	left_out(run, counts.unclear,
		"one of several numbers is not to be called, and it is not told which");
	left_out(run, counts.numberless, "no number that can be dialled");
	/* What a list is not for is nothing to warn of. */
	if (counts.callable > 0)
		cmd_verbose(run, "%zu row%s left out: may be called", counts.callable,
			plural(counts.callable));
	if (counts.dateless > 0)
		cmd_verbose(run, "%zu row%s left out: no date or time that is to come",
			counts.dateless, plural(counts.dateless));
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
	if (counts.shortened > 0)
		cmd_warn(run, "%zu cell%s cut to what the dialer holds", counts.shortened,
			plural(counts.shortened));
	if (counts.blanked > 0)
		cmd_warn(run, "%zu character%s that the dialer would take for structure: blanks",
			counts.blanked, plural(counts.blanked));
	told_rows(run, counts);
}
