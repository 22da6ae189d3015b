/* desk.c - hl-assign: the roster, and the state that runs hand on. */
#include "desk.h"

#include <stdlib.h>
#include <string.h>

/* A link stays one: what it leads to is read, locked and replaced. */
enum hl_status desk_find(struct desk *desk, struct cmd_run *run) {
	const struct desk_options *options = &desk->options;
	enum hl_status status = HL_OK;

	if (!options->roster)
		cmd_misuse(run->cmd, "-r FILE is needed: who there is to take leads");
	if (options->state && strcmp(options->state, "-") == 0)
		cmd_misuse(run->cmd, "--state: the state is a file");
	if (options->state)
		status = hl_file_place(options->state, &desk->place, &run->err);
	if (status != HL_OK)
		return status;
	cmd_check_outputs(run, "state", desk->place);
	/* Killed between output and state, the run could not be repeated: the leads are gone. */
	if (desk->place)
		cmd_check_operands(run, "output", run->std->output);
	if (desk->place && strcmp(desk->place, options->roster) == 0)
		cmd_misuse(run->cmd, "--state and --roster are one file: %s", desk->place);
	cmd_check_stdin(run, &options->roster, 1, true);
	return HL_OK;
}

enum hl_status desk_roster(struct desk *desk, struct cmd_run *run) {
	const struct hl_roster_options asked = {
		.time = run->time, .map = run->map, .mistakes = &run->mistakes
	};
	struct hl_reader *reader = NULL;
	enum hl_status status = cmd_table(
		run, desk->options.roster, (struct hl_reader_options){ .role = "roster" }, &reader);

	if (status == HL_OK)
		status = hl_roster_read(&desk->roster, reader, &asked, &run->err);
	hl_reader_close(reader);
	return status;
}

/*
 * The state as it is, and where a run of this name begins. Only a name that was given is one: two
 * queues of one moment may well be two runs.
 */
static enum hl_status read_state(struct desk *desk, struct cmd_run *run) {
	const char *name = desk->options.is_nameless ? NULL : run->std->run_id;
	bool is_new = false;
	enum hl_status status =
		hl_state_read(&desk->state, desk->place, &is_new, &run->read, &run->err);

	if (status != HL_OK)
		return status;
	if (is_new)
		cmd_verbose(run, "%s: not there, a first run", desk->place);
	if (hl_state_begin(&desk->state, name))
		cmd_verbose(run, "%s: %s again, from where it began", desk->place, name);
	return HL_OK;
}

enum hl_status desk_state(struct desk *desk, struct cmd_run *run) {
	struct hl_output_options options;
	enum hl_status status = HL_OK;

	if (!desk->place)
		return HL_OK;
	if (run->std->check || desk->options.is_trial)
		return read_state(desk, run);
	status = hl_lock_take(&desk->lock, desk->place, desk->options.wait_s, &run->err);
	if (status == HL_OK)
		status = read_state(desk, run);
	if (status != HL_OK)
		return status;
	options = cmd_output_options(run, "state", desk->place);
	return hl_output_open(&desk->state_out, desk->place, &options, &run->err);
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
	free(desk->place);
}
