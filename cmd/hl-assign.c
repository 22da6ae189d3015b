/* hl-assign.c - every lead to somebody who may take it. */
#include "cmd.h"
#include "hl/assign.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

struct options {
	struct cmd_std std;
	const char *roster, *method, *keep, *state, *name, *day, *at, *units;
	size_t wait_s;
	bool replace, require_all, list_methods;
};

/* What the end of the run needs. */
struct job {
	struct cmd_run run;
	struct options options;
	struct hl_assign_options asked;
	struct hl_roster roster;
	struct hl_state state;
	struct hl_assign_counts counts;
	struct hl_lock *lock;
	struct hl_output *state_out;
	char *state_place; /* where --state leads */
};

/* --- options --- */

static enum hl_status parse_minute(struct job *job) {
	job->asked.minute = -1;
	if (job->options.at && hl_minute_parse(hl_str_of(job->options.at), &job->asked.minute,
				       &job->run.err) != HL_OK)
		return hl_fail(&job->run.err, HL_EUSAGE, "--at: not a time of day (HH:MM)");
	return HL_OK;
}

static enum hl_status parse_options(struct job *job) {
	const struct options *options = &job->options;
	struct hl_error *err = &job->run.err;
	enum hl_status status = hl_method_find(options->method, &job->asked.method, err);

	if (status == HL_OK)
		status = hl_keep_find(options->keep, &job->asked.keep, err);
	if (status == HL_OK)
		status = parse_minute(job);
	if (status == HL_OK && !options->roster)
		status = hl_fail(err, HL_EUSAGE, "-r FILE is needed: who there is to take leads");
	if (options->state && options->roster && strcmp(options->state, options->roster) == 0)
		cmd_misuse(job->run.cmd, "--state and --roster are one file: %s", options->state);
	if (status == HL_OK && options->state && strcmp(options->state, "-") == 0)
		status = hl_fail(err, HL_EUSAGE, "--state: the state is a file");
	if (options->name && (!options->state || !options->name[0]))
		cmd_misuse(job->run.cmd, "--run is a name for --state to remember");
	job->asked.day = cmd_work_day(&job->run, options->day);
	job->asked.roster = &job->roster;
	job->asked.state = &job->state;
	job->asked.units = options->units;
	job->asked.replace = options->replace;
	job->asked.map = job->run.map;
	job->asked.time = job->run.time;
	return status;
}

/* --- roster and state --- */

/* Not through the rejects: a roster is whole, or leads go to the wrong people. */
static enum hl_status read_roster(struct job *job) {
	struct cmd_run *run = &job->run;
	const struct hl_reader_options options = {
		.mistakes = &run->mistakes, .listed = &run->read, .role = "roster"
	};
	const struct hl_roster_options asked = {
		.time = run->time, .map = run->map, .mistakes = &run->mistakes
	};
	struct hl_reader *reader = NULL;
	enum hl_status status =
		hl_reader_open(&reader, &job->options.roster, 1, &options, &run->err);

	if (status == HL_OK)
		status = hl_roster_read(&job->roster, reader, &asked, &run->err);
	hl_reader_close(reader);
	return status;
}

/* A link stays one: what it leads to is read, locked and replaced. */
static enum hl_status find_state(struct job *job) {
	enum hl_status status = HL_OK;

	if (!job->options.state || strcmp(job->options.state, "-") == 0)
		return HL_OK;
	status = hl_file_place(job->options.state, &job->state_place, &job->run.err);
	if (status == HL_OK)
		job->options.state = job->state_place;
	return status;
}

/* The lock is held until the new state is in its place, or the run has failed. */
static enum hl_status read_state(struct job *job) {
	const char *name = job->options.state;
	struct hl_error *err = &job->run.err;
	size_t wait_s = job->options.wait_s < UINT_MAX ? job->options.wait_s : UINT_MAX;
	bool is_check = job->options.std.check;
	struct hl_output_options options;
	bool is_new = false;
	enum hl_status status = HL_OK;

	if (!name)
		return HL_OK;
	if (!is_check)
		status = hl_lock_take(&job->lock, name, (unsigned)wait_s, err);
	if (status == HL_OK)
		status = hl_state_read(&job->state, name, &is_new, &job->run.read, err);
	if (status == HL_OK && is_new)
		cmd_verbose(&job->run, "%s: not there, a first run", name);
	if (status == HL_OK && hl_state_begin(&job->state, job->options.name))
		cmd_verbose(
			&job->run, "%s: %s again, from where it began", name, job->options.name);
	if (status != HL_OK || is_check)
		return status;
	options = cmd_output_options(&job->run, "state", name);
	return hl_output_open(&job->state_out, name, &options, err);
}

static enum hl_status write_state(struct job *job) {
	enum hl_status status;

	if (!job->state_out)
		return HL_OK;
	status = hl_state_write(&job->state, job->state_out, &job->run.err);
	return status == HL_OK ? hl_output_prepare(job->state_out, &job->run.err) : status;
}

/* After the leads are out: the state that knows of them, then whether all found somebody. */
static enum hl_status leads_are_out(void *of_job, struct hl_error *err) {
	struct job *job = of_job;
	enum hl_status status = HL_OK;

	if (job->state_out)
		status = hl_output_commit(job->state_out, err);
	job->state_out = NULL;
	if (status == HL_OK && job->options.require_all && job->counts.nobody > 0)
		status = hl_fail(err, HL_NO, "%zu of %zu leads have no collector",
			job->counts.nobody, job->counts.leads);
	return status;
}

/* --- the run --- */

static enum hl_status assign_leads(struct job *job) {
	struct cmd_run *run = &job->run;
	struct hl_assign *assign = NULL;
	enum hl_status status = cmd_input(run);

	if (status != HL_OK)
		return status;
	job->asked.dialect = run->dialect;
	status = hl_assign_new(&assign, &job->asked, hl_reader_header(run->reader), &run->err);
	if (status == HL_OK)
		status = cmd_output(run);
	if (status == HL_OK)
		status = hl_assign_run(assign, run->reader, run->out, &run->err);
	if (status == HL_OK) {
		job->counts = hl_assign_counts(assign);
		cmd_wrote(run, "output", job->counts.leads);
		cmd_verbose(run, "%zu leads: %zu kept, %zu given, %zu with nobody",
			job->counts.leads, job->counts.kept, job->counts.given, job->counts.nobody);
	}
	hl_assign_free(assign);
	return status;
}

static enum hl_status assign_files(struct job *job) {
	enum hl_status status;

	status = find_state(job);
	if (status != HL_OK)
		return status;
	cmd_check_outputs(&job->run, "state", job->options.state);
	/* Killed between output and state, the run could not be repeated: the leads are gone. */
	if (job->options.state)
		cmd_check_operands(&job->run, "output", job->options.std.output);
	cmd_check_stdin(&job->run, &job->options.roster, 1, true);
	status = parse_options(job);
	if (status == HL_OK)
		status = read_state(job);
	if (status == HL_OK)
		status = read_roster(job);
	if (status == HL_OK)
		status = assign_leads(job);
	if (status == HL_OK)
		status = write_state(job);
	job->run.before_end = leads_are_out;
	job->run.ending = job;
	return status;
}

static enum hl_status list_methods(struct cmd_run *run) {
	struct hl_buf list = { 0 };
	enum hl_status status;

	for (size_t i = 0; i < hl_methods_len; i++)
		hl_buf_addf(&list, "%s\t%s\n", hl_methods[i].name, hl_methods[i].help);
	status = cmd_print(run, &list);
	hl_buf_release(&list);
	return status;
}

static void release(struct job *job) {
	hl_output_discard(job->state_out);
	hl_lock_release(job->lock);
	hl_roster_release(&job->roster);
	hl_state_release(&job->state);
	free(job->state_place);
}

int main(int argc, char **argv) {
	struct job job = { .options = { .std = CMD_STD_INIT, .method = "round-robin" } };
	struct options *options = &job.options;
	const struct opt opts[] = {
		OPT_TEXT('r', "roster", &options->roster, "FILE", "who there is to take leads"),
		OPT_TEXT('m', "method", &options->method, "NAME",
			"how one of them is chosen [round-robin]"),
		OPT_TEXT(0, "state", &options->state, "FILE",
			"go on where FILE says the last run ended"),
		OPT_TEXT(0, "run", &options->name, "NAME",
			"run again under this NAME, it begins where it began"),
		OPT_SIZE(0, "wait", &options->wait_s, "S",
			"wait S seconds for another run's state [0]"),
		OPT_TEXT(0, "keep", &options->keep, "WHEN",
			"leads stay: never, always [until-worked]"),
		OPT_TEXT(0, "for", &options->day, "DATE", "the day to be worked [that of --as-of]"),
		OPT_TEXT(0, "at", &options->at, "HH:MM", "only who is on shift then"),
		OPT_TEXT(0, "units", &options->units, "COLUMN",
			"a lead takes COLUMN of a capacity [1]"),
		OPT_FLAG(0, "replace", &options->replace,
			"drop the old collector and assign_reason"),
		OPT_FLAG(0, "require-all", &options->require_all, "fail when a lead finds nobody"),
		OPT_FLAG(0, "list-methods", &options->list_methods, "list the methods and exit"),
		CMD_STD_OPTS(&options->std),
	};
	const struct cmd cmd = { "hl-assign", "-r roster [file ...]",
		"give every lead to somebody who may take it", opts, HL_LEN(opts) };
	enum hl_status status;
	int code;

	cmd_start(&job.run, &cmd, &options->std, argc, argv);
	status = options->list_methods ? list_methods(&job.run) : assign_files(&job);
	code = cmd_end(&job.run, status);
	release(&job);
	return code;
}
