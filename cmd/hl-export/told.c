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

static void replaced(const struct cmd_run *run, size_t count, const char *what) {
	if (count > 0)
		cmd_warn(run, "%zu %s%s written as U+FFFD", count, what, plural(count));
}

static void told_characters(const struct cmd_run *run, struct hl_export_counts counts) {
	replaced(run, counts.not_utf8, "invalid UTF-8 byte");
	replaced(run, counts.controls, "control character");
	if (counts.no_glyph > 0)
		cmd_warn(run, "%zu character%s in no font of this system, shown as a box",
			counts.no_glyph, plural(counts.no_glyph));
}

static void told_cells(const struct cmd_run *run, struct hl_export_counts counts) {
	if (counts.cut > 0)
		cmd_warn(run, "%zu text%s too long for paper, cut", counts.cut, plural(counts.cut));
	if (counts.unlinked > 0)
		cmd_warn(run, "%zu cell%s no link: a sheet holds 65530 of them", counts.unlinked,
			counts.unlinked == 1 ? " is" : "s are");
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
}

static void told_small(const struct cmd_run *run, size_t count) {
	if (count > 0)
		cmd_verbose(run, "%zu row%s of fewer than --min-cell: without figures", count,
			plural(count));
}

void told_counts(const struct cmd_run *run, struct hl_export_counts counts) {
	told_characters(run, counts);
	told_cells(run, counts);
	told_rows(run, counts);
	told_small(run, counts.small);
}

void told_strangers(const struct cmd_run *run, const struct hl_split *split) {
	const char *first;
	size_t count = hl_split_strangers(split, &first);
	char shown[120];

	if (count == 0)
		return;
	hl_printable(hl_str_of(first), shown, sizeof(shown));
	cmd_warn(run, "%zu file%s in the folder not of this run, the first is %s", count,
		count == 1 ? " is" : "s are", shown);
}
