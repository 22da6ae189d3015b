/* hl-assign.c - every lead to somebody who may take it. */
#include "hl-assign/fairness.h"
#include "hl-assign/hand.h"
#include "hl-assign/simulate.h"

#include <string.h>

struct options {
	struct cmd_std std;
	const char *keep, *day, *at, *units, *wait;
	bool replace, require_all, list_methods;
};

/* What the end of the run needs. */
struct job {
	struct cmd_run run;
	struct options options;
	struct hl_assign_options asked;
	struct desk desk;
	struct hand hand;
	struct tables tables;
	struct fairness fairness;
	struct hl_assign_counts counts;
};

/* --- options --- */

static enum hl_status parse_options(struct job *job) {
	const struct options *options = &job->options;
	struct hl_error *err = &job->run.err;
	enum hl_status status = tables_ask(&job->tables, &job->run, &job->desk, &job->asked);

	if (status == HL_OK)
		status = hl_keep_find(options->keep, &job->asked.keep, err);
	job->asked.minute = cmd_at(job->run.cmd, options->at);
	job->asked.day = cmd_work_day(&job->run, options->day);
	job->asked.roster = &job->desk.roster;
	job->asked.state = &job->desk.state;
	if (status == HL_OK)
		hand_check_method(&job->hand, &job->run,
			job->asked.next ? job->asked.next : job->asked.method);
	job->asked.units = options->units;
	job->asked.replace = options->replace;
	job->asked.map = job->run.map;
	job->asked.time = job->run.time;
	return status;
}

/* What is written takes no other file's place. */
static void check_fairness(const struct job *job) {
	const struct hand_options *hand = &job->hand.options;
	const struct table_options *tables = &job->tables.options;
	const struct {
		const char *option, *name;
	} files[] = {
		{ "roster", job->desk.options.roster },
		{ "state", job->desk.place },
		{ "manual", hand->manual },
		{ "log", job->hand.place },
		{ "performance", tables->performance },
		{ "load", tables->load },
		{ "map", tables->map },
	};

	for (size_t i = 0; i < HL_LEN(files); i++)
		if (files[i].name && strcmp(files[i].name, "-") != 0)
			cmd_check_apart(&job->run, files[i].option, files[i].name, "fairness",
				job->fairness.place);
}

/* What people decide and what methods go by are files of one run, none of them twice. */
static void check_beside(const struct job *job) {
	const struct hand_options *hand = &job->hand.options;
	const struct table_options *tables = &job->tables.options;
	const char *const inputs[] = { job->desk.options.roster, hand->manual, tables->performance,
		tables->load, tables->map };
	const struct cmd_given fairness = { "fairness", job->fairness.option.is_given };

	if (hand->explain)
		cmd_check_alone(job->run.cmd, "explain", &fairness, 1);
	check_fairness(job);
	cmd_check_apart(&job->run, "performance", tables->performance, "log", job->hand.place);
	cmd_check_apart(&job->run, "load", tables->load, "log", job->hand.place);
	cmd_check_apart(&job->run, "map", tables->map, "log", job->hand.place);
	cmd_check_stdin(&job->run, inputs, HL_LEN(inputs), true);
}

/* --- the run --- */

/*
 * After the leads are out: the log, then the state that knows of them, then the rest, then whether
 * all found somebody.
 */
static enum hl_status leads_are_out(void *of_job, struct hl_error *err) {
	struct job *job = of_job;
	enum hl_status status = hand_commit(&job->hand, &job->run, err);

	if (status == HL_OK)
		status = desk_commit(&job->desk, err);
	if (status == HL_OK)
		hand_settle(&job->hand);
	if (status == HL_OK)
		status = fairness_commit(&job->fairness, err);
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
	if (status == HL_OK)
		status = fairness_write(&job->fairness, run, assign);
	if (status == HL_OK) {
		job->counts = hl_assign_counts(assign);
		if (!job->asked.explain)
			cmd_wrote(run, "output", job->counts.leads);
		cmd_verbose(run, "%zu leads: %zu kept, %zu given, %zu with nobody",
			job->counts.leads, job->counts.kept, job->counts.given, job->counts.nobody);
		cmd_count(run, "closed", job->counts.closed,
			job->counts.closed > 0 ? "leads are closed" : NULL);
		status = hand_tell(&job->hand, run, &job->counts);
	}
	hl_assign_free(assign);
	return status;
}

/* Options that only a run that gives leads has. */
static void check_simulation(struct job *job) {
	const struct hand_options *hand = &job->hand.options;
	const struct {
		const char *name;
		bool is_given;
	} others[] = {
		{ "method", job->tables.options.methods.len > 0 },
		{ "fairness", job->fairness.option.is_given },
		{ "require-all", job->options.require_all },
		{ "manual", hand->manual },
		{ "default", hand->standing },
		{ "reassign", hand->reassign.len > 0 },
		{ "note", hand->note },
		{ "log", hand->log },
		{ "dry-run", hand->dry_run },
		{ "explain", hand->explain },
	};

	for (size_t i = 0; i < HL_LEN(others); i++)
		if (others[i].is_given)
			cmd_misuse(job->run.cmd,
				"--simulate gives nobody a lead: it goes without --%s",
				others[i].name);
	job->desk.options.is_trial = job->desk.options.is_nameless = true;
}

static enum hl_status assign_files(struct job *job) {
	enum hl_status status;

	if (job->tables.options.simulate)
		check_simulation(job);
	job->desk.options.wait_s = cmd_wait(job->run.cmd, job->options.wait, 0);
	status = desk_find(&job->desk, &job->run);
	if (status == HL_OK)
		status = hand_find(&job->hand, &job->desk, &job->run);
	if (status == HL_OK)
		status = parse_options(job);
	if (status == HL_OK) {
		fairness_find(&job->fairness, &job->run);
		check_beside(job);
		status = fairness_check(&job->fairness, &job->run.err);
	}
	if (status == HL_OK)
		status = desk_state(&job->desk, &job->run);
	if (status == HL_OK)
		status = hand_log(&job->hand, &job->desk, &job->run);
	if (status == HL_OK)
		status = desk_roster(&job->desk, &job->run);
	if (status == HL_OK)
		status = hand_orders(&job->hand, &job->desk, &job->run, job->asked.day);
	if (status == HL_OK)
		status = tables_read(&job->tables, &job->run, &job->desk, &job->asked);
	if (status == HL_OK && job->tables.options.simulate)
		return simulate_nights(&job->tables, &job->run, &job->asked, job->options.day);
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

	for (size_t i = 0; i < hl_methods_len; i++)
		cmd_list_line(&list, hl_methods[i].name, hl_methods[i].help);
	return cmd_list_print(run, &list);
}

static int end(struct job *job, enum hl_status status) {
	int code = cmd_end(&job->run, status);

	hand_release(&job->hand);
	tables_release(&job->tables);
	fairness_release(&job->fairness);
	desk_release(&job->desk);
	return code;
}

int main(int argc, char **argv) {
	struct job job = { .options.std = CMD_STD_INIT };
	struct options *options = &job.options;
	struct desk_options *files = &job.desk.options;
	struct hand_options *hand = &job.hand.options;
	struct table_options *tables = &job.tables.options;
	const struct opt opts[] = {
		OPT_TEXT('r', "roster", &files->roster, "FILE", "who there is to take leads"),
		OPT_LIST('m', "method", &tables->methods, "NAME[,NAME]",
			"how one of them is chosen [round-robin]"),
		OPT_TEXT(0, "performance", &tables->performance, "FILE",
			"figures that make weights, from hl-metrics"),
		OPT_TEXT(0, "by", &tables->by, "METRIC",
			"which of these figures [revenue_per_hour]"),
		OPT_TEXT(0, "spread", &tables->spread, "LOW..HIGH",
			"the least and the greatest weight of it [0.5..2]"),
		OPT_TEXT(0, "value", &tables->value, "COLUMN", "what a lead is worth [0]"),
		OPT_TEXT(0, "load", &tables->load, "FILE",
			"what collectors hold already, that is not in the queue"),
		OPT_TEXT(0, "absence", &tables->absence, "WHAT",
			"what who is not in is owed: accrue, catch-up [nothing]"),
		OPT_MAYBE(0, "fairness", &job.fairness.option, "FILE",
			"print what each was due and got, or write it to FILE", fairness_takes),
		OPT_TEXT(0, "simulate", &tables->simulate, "METHODS",
			"what these would have done with many nights' queues: NAMES or all"),
		OPT_TEXT(0, "state", &files->state, "FILE",
			"go on where FILE says the last run ended"),
		OPT_TEXT(0, "wait", &options->wait, "S",
			"wait S seconds, or as long as 5m, for another run's state [0]"),
		OPT_TEXT(0, "keep", &options->keep, "WHEN",
			"a lead stays with its collector: never, always [until-worked]"),
		OPT_TEXT(0, "for", &options->day, "DATE", "the day to be worked [that of --as-of]"),
		OPT_TEXT(0, "at", &options->at, "HH:MM", "only who is on shift then"),
		OPT_TEXT(0, "units", &options->units, "COLUMN",
			"how much of a capacity a lead takes [1]"),
		OPT_TEXT(0, "manual", &hand->manual, "FILE", "leads that people gave to somebody"),
		OPT_TEXT(0, "default", &hand->standing, "COLLECTOR",
			"who gets everything with --method manual"),
		OPT_LIST(0, "reassign", &hand->reassign, "FROM[:TO]",
			"take FROM's leads and give them to TO, or by the method"),
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

	options->std.map_file = &tables->map;
	cmd_start(&job.run, &cmd, &options->std, argc, argv);
	status = options->list_methods ? list_methods(&job.run) : assign_files(&job);
	return end(&job, status);
}
