/* ask.c - the queue as somebody finds it: its lock, its policy, and who asks. */
#include "job.h"

enum hl_status job_open(struct job *job, bool is_new) {
	const struct hl_pull_options options = {
		.paths = &job->paths,
		.now_s = job->run.as_of,
		.wait_s = job->wait_s,
		.is_new = is_new,
		.looks_only = job->options.std.check,
	};
	enum hl_status status = hl_pull_open(&job->pull, &options, &job->run.err);

	if (status == HL_OK && hl_pull_cut(job->pull) > 0)
		cmd_warn(&job->run,
			"%s: the last line was cut: %zu bytes of a claim that was not made %s",
			job->paths.journal, hl_pull_cut(job->pull),
			options.looks_only ? "are passed over" : "were dropped");
	return status;
}

/* --- the policy, and what this command line asks of it --- */

/* Less may be asked for, never more. */
static enum hl_status narrow_view(struct job *job) {
	if (job->options.hidden)
		job->policy.is_preview = false;
	if (!job->options.preview)
		return HL_OK;
	if (hl_pull_policy_narrow(&job->policy, &job->asked, &job->run.err) != HL_OK)
		return HL_EUSAGE;
	hl_pull_policy_swap_columns(&job->policy, &job->asked);
	return HL_OK;
}

enum { LEASE_S = 3600 };

static enum hl_status set_claim(struct job *job) {
	const struct options *options = &job->options;
	int64_t most = job->policy.lease_s;
	struct hl_pull_ask *ask = &job->ask;
	char lease[HL_SPAN_ROOM];

	ask->lease_s = options->lease ? job->asked.lease_s : most ? most : LEASE_S;
	ask->limit = options->limit ? job->asked.limit : job->policy.limit;
	if (most && ask->lease_s > most)
		return hl_fail(&job->run.err, HL_EUSAGE,
			"--lease: the queue's policy allows %.*s at most",
			(int)hl_pull_lease_print(most, lease), lease);
	if (ask->limit > job->policy.limit)
		return hl_fail(&job->run.err, HL_EUSAGE,
			"--limit: the queue's policy allows %zu at most", job->policy.limit);
	return HL_OK;
}

/* --- the roster, and what people decided --- */

static struct hl_roster_options rules(struct cmd_run *run) {
	return (struct hl_roster_options){
		.time = run->time, .map = run->map, .mistakes = &run->mistakes
	};
}

static enum hl_status read_roster(struct job *job) {
	struct cmd_run *run = &job->run;
	const struct hl_roster_options asked = rules(run);
	struct hl_reader *reader = NULL;
	enum hl_status status = cmd_table(
		run, job->rules.roster, (struct hl_reader_options){ .role = "roster" }, &reader);

	if (status == HL_OK)
		status = hl_roster_read(&job->roster, reader, &asked, &run->err);
	hl_reader_close(reader);
	return status;
}

static enum hl_status read_manual(struct job *job) {
	struct cmd_run *run = &job->run;
	const struct hl_roster_options asked = rules(run);
	struct hl_orders_counts counts = { 0 };
	struct hl_reader *reader = NULL;
	enum hl_status status;

	if (!job->rules.manual)
		return HL_OK;
	job->fit.orders = job->orders = hl_orders_new(&job->roster, job->fit.day);
	status = cmd_table(
		run, job->rules.manual, (struct hl_reader_options){ .role = "manual" }, &reader);
	if (status == HL_OK)
		status = hl_orders_read(job->orders, reader, &asked, &counts, &run->err);
	if (status == HL_OK)
		cmd_verbose(run, "%s: %zu rows have expired, %zu give way to one below",
			job->rules.manual, counts.expired, counts.overruled);
	hl_reader_close(reader);
	return status;
}

/* What everybody holds elsewhere, onto the roster. */
static enum hl_status read_load(struct job *job) {
	struct cmd_run *run = &job->run;
	const struct hl_roster_options asked = rules(run);
	struct hl_held held = { .units = job->rules.units };
	struct hl_reader *reader = NULL;
	enum hl_status status;

	if (!job->rules.load)
		return HL_OK;
	status = cmd_table(
		run, job->rules.load, (struct hl_reader_options){ .role = "load" }, &reader);
	if (status == HL_OK)
		status = hl_load_read(&job->roster, reader, &asked, &held, &run->err);
	if (status == HL_OK && held.others)
		cmd_verbose(
			run, "%s: %zu rows of nobody on the roster", job->rules.load, held.others);
	hl_reader_close(reader);
	return status;
}

static enum hl_status set_fit(struct job *job) {
	struct hl_assign_options *fit = &job->fit;
	struct hl_error *err = &job->run.err;
	enum hl_status status = hl_keep_find(job->rules.keep, &fit->keep, err);

	fit->roster = &job->roster;
	fit->state = &job->nobody;
	fit->units = job->rules.units;
	fit->map = job->run.map;
	fit->time = job->run.time;
	fit->day = cmd_work_day(&job->run, job->options.day);
	fit->minute = cmd_at(job->run.cmd, job->options.at);
	return status;
}

enum hl_status job_rules_read(struct job *job) {
	enum hl_status status = set_fit(job);

	if (status == HL_OK)
		status = read_roster(job);
	if (status == HL_OK)
		status = read_manual(job);
	if (status == HL_OK)
		status = read_load(job);
	return status;
}

enum hl_status job_rules_bind(
	struct job *job, struct hl_str collector, const struct hl_header *leads) {
	return hl_asker_new(&job->ask.asker, &job->fit, collector, leads, &job->run.err);
}

static enum hl_status set_asker(struct job *job) {
	enum hl_status status = job_rules_read(job);

	if (status == HL_OK)
		status = job_rules_bind(job, job->ask.collector, hl_pull_header(job->pull));
	if (status == HL_OK)
		status = hl_pull_load(job->pull, &job->ask, &job->run.err);
	return status;
}

enum hl_status job_ask(struct job *job) {
	enum hl_status status = hl_pull_policy_read(&job->policy, job->paths.policy, &job->run.err);

	job->ask.collector = hl_str_trim(hl_str_of(job->options.as));
	job->ask.id = job->id;
	job->ask.looks_only = job->options.std.check;
	if (status == HL_OK)
		status = set_claim(job);
	if (status == HL_OK)
		status = narrow_view(job);
	if (status == HL_OK)
		status = job_rules_ask(job);
	job->ask.is_preview = job->policy.is_preview;
	if (status == HL_OK && job->rules.roster)
		status = set_asker(job);
	return status;
}
