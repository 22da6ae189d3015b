/* fairness.h - hl-assign: the table of what each was due and got, and where it goes. */
#ifndef CMD_HL_ASSIGN_FAIRNESS_H
#define CMD_HL_ASSIGN_FAIRNESS_H

#include "../cmd.h"
#include "hl/assign.h"

/* But for the option, zero it to begin with. */
struct fairness {
	struct cmd_maybe option;
	const char *place;     /* NULL: it was not asked for */
	struct hl_output *out; /* NULL: not asked, or --check */
};

/*
 * A word of its own behind --fairness is the file to be written if nothing is there, or what an
 * earlier run wrote there; else it is a table of leads.
 */
bool fairness_takes(const char *word);

/* Where it goes: to the file, or to the standard output or error, whichever has no leads. */
void fairness_find(struct fairness *fairness, const struct cmd_run *run);

/* HL_EDATA: there is something else in that place. */
enum hl_status fairness_check(const struct fairness *fairness, struct hl_error *err) HL_CHECKED;

/* Write the table of a run that is over beside its place; and put it there. */
enum hl_status fairness_write(
	struct fairness *fairness, struct cmd_run *run, const struct hl_assign *assign) HL_CHECKED;
enum hl_status fairness_commit(struct fairness *fairness, struct hl_error *err) HL_CHECKED;
void fairness_release(struct fairness *fairness);

#endif
