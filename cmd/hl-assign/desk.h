/* desk.h - hl-assign: the roster, and the state that runs hand on. */
#ifndef CMD_HL_ASSIGN_DESK_H
#define CMD_HL_ASSIGN_DESK_H

#include "../cmd.h"
#include "hl/assign.h"

/* Zero it to begin with. */
struct desk {
	struct hl_roster roster;
	struct hl_state state;
	struct hl_lock *lock;
	struct hl_output *state_out; /* NULL: no state, or --check */
};

/* Not through the rejects: a roster is whole, or leads go to the wrong people. */
enum hl_status desk_roster(struct desk *desk, struct cmd_run *run, const char *name) HL_CHECKED;

/*
 * The state in @name (NULL: none is kept); another run is waited for so long. The lock is held
 * until desk_release.
 */
enum hl_status desk_state(
	struct desk *desk, struct cmd_run *run, const char *name, size_t wait_s) HL_CHECKED;

/* Write the new state beside the old one; and put it in its place, once the leads are out. */
enum hl_status desk_write(struct desk *desk, struct cmd_run *run) HL_CHECKED;
enum hl_status desk_commit(struct desk *desk, struct hl_error *err) HL_CHECKED;

void desk_release(struct desk *desk);

#endif
