/* desk.h - hl-assign: the roster, and the state that runs hand on. */
#ifndef CMD_HL_ASSIGN_DESK_H
#define CMD_HL_ASSIGN_DESK_H

#include "../cmd.h"
#include "hl/assign.h"

struct desk_options {
	const char *roster, *state; /* NULL: not given */
	unsigned wait_s;
	bool is_trial;    /* nothing is locked or left behind */
	bool is_nameless; /* a run of the last one's name does not take it back */
};

/* But for the options, zero it to begin with. */
struct desk {
	struct desk_options options;
	char *place; /* where --state leads; NULL: no state */
	struct hl_roster roster;
	struct hl_state state;
	struct hl_lock *lock;
	struct hl_output *state_out; /* NULL: no state, or --check */
};

/* Where the state is, and that it is no other file of the run. */
enum hl_status desk_find(struct desk *desk, struct cmd_run *run) HL_CHECKED;

/* Not through the rejects: a roster is whole, or leads go to the wrong people. */
enum hl_status desk_roster(struct desk *desk, struct cmd_run *run) HL_CHECKED;

/* Another run is waited for; the lock is held until desk_release. */
enum hl_status desk_state(struct desk *desk, struct cmd_run *run) HL_CHECKED;

/* Write the new state beside the old one; and put it in its place, once the leads are out. */
enum hl_status desk_write(struct desk *desk, struct cmd_run *run) HL_CHECKED;
enum hl_status desk_commit(struct desk *desk, struct hl_error *err) HL_CHECKED;

void desk_release(struct desk *desk);

#endif
