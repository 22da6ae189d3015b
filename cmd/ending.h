/* ending.h - inside cmd: what the end of a run is made of. */
#ifndef HL_CMD_ENDING_H
#define HL_CMD_ENDING_H

#include "cmd.h"

/* Is the newest event new enough for --max-age? HL_NO: it is not. */
enum hl_status end_check_age(struct cmd_run *run) HL_CHECKED;

/* What sum @i of --expect-sum came to, in all parts of the main table. */
hl_wide end_sum(const struct cmd_run *run, size_t i);

/* Write --stats, if it was asked for: the run ends with @status so far. */
enum hl_status end_stats(struct cmd_run *run, enum hl_status status) HL_CHECKED;

/* "accounts.csv:17:9: balance: not a number", with the value if @show. */
void end_message(const struct hl_error *err, bool show, struct hl_buf *to);

/*
 * Write --manifest, if it was asked for: the run ends with exit status @code, and @last (NULL:
 * nothing) went wrong besides the mistakes. Everything is closed by then. @err is about the
 * manifest itself.
 */
enum hl_status end_manifest(const struct cmd_run *run, enum hl_status code,
	const struct hl_error *last, struct hl_error *err) HL_CHECKED;

#endif
