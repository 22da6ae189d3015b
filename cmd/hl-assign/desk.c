/* desk.c - hl-assign: the roster, and the state that runs hand on. */
#include "desk.h"

#include <limits.h>

enum hl_status desk_roster(struct desk *desk, struct cmd_run *run, const char *name) {
	const struct hl_reader_options options = {
		.mistakes = &run->mistakes, .listed = &run->read, .role = "roster"
	};
	const struct hl_roster_options asked = {
		.time = run->time, .map = run->map, .mistakes = &run->mistakes
	};
	struct hl_reader *reader = NULL;
	enum hl_status status = hl_reader_open(&reader, &name, 1, &options, &run->err);

	if (status == HL_OK)
		status = hl_roster_read(&desk->roster, reader, &asked, &run->err);
	hl_reader_close(reader);
	return status;
}

enum hl_status desk_state(struct desk *desk, struct cmd_run *run, const char *name, size_t wait_s) {
	unsigned wait = wait_s < UINT_MAX ? (unsigned)wait_s : UINT_MAX;
	bool is_check = run->std->check;
	struct hl_output_options options;
	bool is_new = false;
	enum hl_status status = HL_OK;

	if (!name)
		return HL_OK;
	if (!is_check)
		status = hl_lock_take(&desk->lock, name, wait, &run->err);
	if (status == HL_OK)
		status = hl_state_read(&desk->state, name, &is_new, &run->read, &run->err);
	if (status == HL_OK && is_new)
		cmd_verbose(run, "%s: not there, a first run", name);
	if (status != HL_OK || is_check)
		return status;
	options = cmd_output_options(run, "state", name);
	return hl_output_open(&desk->state_out, name, &options, &run->err);
}

enum hl_status desk_write(struct desk *desk, struct cmd_run *run) {
	enum hl_status status;

	if (!desk->state_out)
		return HL_OK;
	status = hl_state_write(&desk->state, desk->state_out, &run->err);
	return status == HL_OK ? hl_output_prepare(desk->state_out, &run->err) : status;
}

enum hl_status desk_commit(struct desk *desk, struct hl_error *err) {
	enum hl_status status = HL_OK;

	if (desk->state_out)
		status = hl_output_commit(desk->state_out, err);
	desk->state_out = NULL;
	return status;
}

void desk_release(struct desk *desk) {
	hl_output_discard(desk->state_out);
	hl_lock_release(desk->lock);
	hl_roster_release(&desk->roster);
	hl_state_release(&desk->state);
}
