/* hl-assign.c - every lead to somebody who may take it. */
#include "hl-assign/desk.h"
#include "hl-assign/hand.h"

#include <string.h>

struct options {
	struct cmd_std std;
	const char *method, *keep, *day, *at, *units;
	bool replace, require_all, list_methods;
};

/* What the end of the run needs. */
struct job {
	struct cmd_run run;
	struct options options;
	struct hl_assign_options asked;
	struct desk desk;
	struct hand hand;
	struct hl_assign_counts counts;
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
	job->asked.day = cmd_work_day(&job->run, options->day);
	job->asked.roster = &job->desk.roster;
	job->asked.state = &job->desk.state;
	if (status == HL_OK)
		hand_check_method(&job->hand, &job->run, job->asked.method);
	job->asked.units = options->units;
	job->asked.replace = options->replace;
	job->asked.map = job->run.map;
	job->asked.time = job->run.time;
	return status;
}

/* --- the run --- */

/*
 * After the leads are out: the log, then the state that knows of them, then whether all found
 * somebody.
 */
static enum hl_status leads_are_out(void *of_job, struct hl_error *err) {
	struct job *job = of_job;
	enum hl_status status = hand_commit(&job->hand, &job->run, err);

	if (status == HL_OK)
		status = desk_commit(&job->desk, err);
	if (status == HL_OK && job->options.require_all && !job->asked.explain &&
		job->counts.nobody > 0)
		status = hl_fail(err, HL_NO, "%zu of %zu leads have no collector",
			job->counts.nobody, job->counts.leads);
	return status;
}

static enum hl_status assign_leads(struct job *job) {
	struct cmd_run *run = &job->run;
	struct hl_assign *assign = NULL;
	enum hl_status status = cmd_input(run);

	if (status != HL_OK)
		return status;
	job->asked.dialect = run->dialect;
	job->asked.orders = job->hand.orders;
	job->asked.log = job->hand.log;
	job->asked.explain = job->hand.options.explain;
	status = hl_assign_new(&assign, &job->asked, hl_reader_header(run->reader), &run->err);
	if (status == HL_OK)
		status = cmd_output(run);
	if (status == HL_OK)
		status = hl_assign_run(assign, run->reader, run->out, &run->err);
	if (status == HL_OK) {
		job->counts = hl_assign_counts(assign);
		if (!job->asked.explain)
			cmd_wrote(run, "output", job->counts.leads);
		cmd_verbose(run, "%zu leads: %zu kept, %zu given, %zu with nobody",
			job->counts.leads, job->counts.kept, job->counts.given, job->counts.nobody);
		status = hand_tell(&job->hand, run, &job->counts);
	}
	hl_assign_free(assign);
	return status;
}

static enum hl_status assign_files(struct job *job) {
	enum hl_status status;

	status = desk_find(&job->desk, &job->run);
	if (status == HL_OK)
		status = hand_find(&job->hand, &job->desk, &job->run);
	if (status == HL_OK)
		status = parse_options(job);
	if (status == HL_OK)
		status = desk_state(&job->desk, &job->run);
	if (status == HL_OK)
		status = hand_log(&job->hand, &job->desk, &job->run);
	if (status == HL_OK)
		status = desk_roster(&job->desk, &job->run);
	if (status == HL_OK)
		status = hand_orders(&job->hand, &job->desk, &job->run, job->asked.day);
	if (status == HL_OK)
		status = assign_leads(job);
	if (status == HL_OK)
		status = desk_write(&job->desk, &job->run);
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

int main(int argc, char **argv) {
	struct job job = { .options = { .std = CMD_STD_INIT, .method = "round-robin" } };
	struct options *options = &job.options;
	struct desk_options *files = &job.desk.options;
	struct hand_options *hand = &job.hand.options;
	const struct opt opts[] = {
		OPT_TEXT('r', "roster", &files->roster, "FILE", "who there is to take leads"),
		OPT_TEXT('m', "method", &options->method, "NAME",
			"how one of them is chosen [round-robin]"),
		OPT_TEXT(0, "state", &files->state, "FILE",
			"go on where FILE says the last run ended"),
		OPT_TEXT(0, "run", &files->run, "NAME",
			"run again under this NAME, it begins where it began"),
		OPT_SIZE(0, "wait", &files->wait_s, "S",
			"wait S seconds for another run's state [0]"),
		OPT_TEXT(0, "keep", &options->keep, "WHEN",
			"leads stay: never, always [until-worked]"),
		OPT_TEXT(0, "for", &options->day, "DATE", "the day to be worked [that of --as-of]"),
		OPT_TEXT(0, "at", &options->at, "HH:MM", "only who is on shift then"),
		OPT_TEXT(0, "units", &options->units, "COLUMN",
			"a lead takes COLUMN of a capacity [1]"),
		OPT_TEXT(0, "manual", &hand->manual, "FILE", "leads that people gave to somebody"),
		OPT_TEXT(0, "default", &hand->standing, "COLLECTOR",
			"who gets everything with --method manual"),
		OPT_LIST(0, "reassign", &hand->reassign, "FROM[:TO]",
			"take FROM's leads, for TO or by the method"),
		OPT_TEXT(0, "note", &hand->note, "TEXT", "why they are taken"),
		OPT_TEXT(0, "log", &hand->log, "FILE", "add whose lead became whose to FILE"),
		OPT_FLAG(0, "dry-run", &hand->dry_run, "leave state and log as they are"),
		OPT_TEXT(0, "explain", &hand->explain, "ID",
			"write why this lead goes to whom it goes, as a page"),
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
	hand_release(&job.hand);
	desk_release(&job.desk);
	return code;
}
