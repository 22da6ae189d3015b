/* beside.h - of hl-export: tables that say more of the accounts of a queue. */
#ifndef HL_EXPORT_BESIDE_H
#define HL_EXPORT_BESIDE_H

#include "../cmd.h"

#include "hl/beside.h"
#include "hl/document.h"

/* What the command line says of them. */
struct beside_asked {
	struct cmd_list events;
	const char *alerts, *held;
	const char *done; /* a number, or a table */
};

/* clang-format off */
#define BESIDE_OPTS(b) \
	OPT_TEXT(0, "done", &(b)->done, "N|FILE", "accounts worked so far, or a table or log of them [0]"), \
	OPT_LIST('e', "events", &(b)->events, "FILE", "what happened to the accounts of the queue"), \
	OPT_TEXT(0, "alerts", &(b)->alerts, "FILE", "what stands above the queue, see the manual"), \
	OPT_TEXT(0, "held", &(b)->held, "FILE", "what hl-gate --suppressed wrote: what was held back")
/* clang-format on */

/* The number that --done is; SIZE_MAX when it is a table or was not given. */
size_t beside_done_number(const struct cmd *cmd, const struct beside_asked *asked);

/* The table that --done is; NULL when it is a number or was not given. */
const char *beside_done_table(const struct beside_asked *asked);

/*
 * What they tell is not masked: of accounts it goes only to whom the accounts' keys go as they
 * are, of what was held back to whom the reasons go. Else misuse. NULL: nothing is masked.
 */
void beside_check_mask(const struct cmd_run *run, const struct beside_asked *asked,
	const struct hl_preset *preset);

/* The standard input is one table, and none of them is -o. Else misuse. */
void beside_check(const struct cmd_run *run, const struct beside_asked *asked);

/* After cmd_input: NULL when nothing was asked. @split: --split-by. */
enum hl_status beside_new(struct cmd_run *run, const struct beside_asked *asked, const char *split,
	struct hl_beside **beside) HL_CHECKED;

/*
 * Read them all once the accounts are known: @status is how far that came, and mistakes of all
 * tables are told in one run.
 */
enum hl_status beside_read(struct cmd_run *run, const struct beside_asked *asked,
	struct hl_beside *beside, enum hl_status status) HL_CHECKED;

#endif
