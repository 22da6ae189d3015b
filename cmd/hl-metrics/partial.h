/*
 * partial.h - hl-metrics --partial and --merge: a log in parts.
 *
 * A partial says at its head with which options it was made, and holds the tables that were read
 * beside the log: whoever merges needs neither. An option that is new is one of those by itself.
 */
#ifndef CMD_HL_METRICS_PARTIAL_H
#define CMD_HL_METRICS_PARTIAL_H

#include "../cmd.h"
#include "hl/metrics.h"

enum { PARTIAL_OPTIONS = 256 };

struct partial_options {
	bool partial, merge;
	struct hl_arena arena;
	struct hl_str defaults[PARTIAL_OPTIONS]; /* of the command's options, in their order */
	struct hl_partial head;                  /* of what is written */
	struct hl_partial define;                /* the part of it that is known first */
	struct hl_partial *parts;                /* of what is read */
	size_t parts_len;
};

/* clang-format off */
#define PARTIAL_OPTS(p) \
	OPT_FLAG(0, "partial", &(p)->partial, "write what --merge needs of this part, see hl-partial(7)"), \
	OPT_FLAG(0, "merge", &(p)->merge, "the files are partials: measure all of them")
/* clang-format on */

/* What the options of @cmd are before the command line is read. */
void partial_defaults(struct partial_options *options, const struct cmd *cmd);
void partial_release(struct partial_options *options);

/* Options that cannot be kept in a partial: misuse. */
void partial_check(struct cmd_run *run, const struct partial_options *options);

/*
 * --merge: open the operands, and set the options of the command and of the run to what their heads
 * say. All that differ are told.
 */
enum hl_status partial_open(struct cmd_run *run, struct partial_options *options) HL_CHECKED;

/* --merge, once they are open: do they hold table @role? */
bool partial_has(const struct partial_options *options, const char *role);

/*
 * The table of metrics: of --partial @reader, which was just opened, and another one of the same
 * rows takes its place. Of --merge that of the heads, or none, takes it.
 */
enum hl_status partial_define(
	struct cmd_run *run, struct partial_options *options, struct hl_reader **reader) HL_CHECKED;
enum hl_status partial_defined(struct cmd_run *run, const struct partial_options *options,
	struct hl_reader **reader) HL_CHECKED;

/* The tables of --merge, to be closed; also after a failure. */
enum hl_status partial_sides(struct cmd_run *run, struct partial_options *options,
	struct hl_meter_tables *tables) HL_CHECKED;

/*
 * --partial: @tables, which were just opened, go into the head; but for the log they are read for
 * that, and others of the same rows put in their place. Then the output is opened.
 */
enum hl_status partial_start(struct cmd_run *run, struct partial_options *options,
	struct hl_meter_tables *tables) HL_CHECKED;

/* --merge, once all was read: a part that is there twice counts twice, which is said. */
void partial_warn(const struct cmd_run *run, const struct partial_options *options);

#endif
