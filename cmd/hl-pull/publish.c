/* publish.c - the queue of tonight takes the place of yesterday's. */
#include "job.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* --- the policy --- */

/* What is not said stays as it was; a first queue of which nothing is said is hidden. */
static enum hl_status merge_policy(struct job *job) {
	struct hl_pull_policy *policy = &job->policy;
	const struct options *options = &job->options;
	enum hl_status status = HL_OK;

	policy->limit = SIZE_MAX;
	if (access(job->paths.policy, F_OK) == 0)
		status = hl_pull_policy_read(policy, job->paths.policy, &job->run.err);
	if (status != HL_OK)
		return status;
	if (options->lease)
		policy->lease_s = job->asked.lease_s;
	if (options->limit)
		policy->limit = job->asked.limit;
	if (options->preview)
		hl_pull_policy_swap_columns(policy, &job->asked);
	if (options->hidden)
		policy->is_preview = false;
	return job_rules_publish(job);
}

/* The columns are there, and the id by which a lead is taken is among them. */
static enum hl_status check_policy(struct job *job) {
	const struct hl_header *header = hl_reader_header(job->run.reader);
	const struct hl_pull_policy *policy = &job->policy;
	enum hl_status of = job->options.preview ? HL_EUSAGE : HL_EDATA;
	size_t column;
	enum hl_status status =
		hl_lead_find(header, &job->run.map, HL_STR("account_id"), &column, &job->run.err);

	if (status == HL_OK)
		hl_pull_policy_show(&job->policy, header->names[column]);
	for (size_t i = 0; policy->is_preview && i < policy->len && status == HL_OK; i++)
		status =
			hl_header_find(header, policy->columns[i].name, of, &column, &job->run.err);
	return status;
}

/* --- the rows --- */

static enum hl_status open_draft(struct job *job) {
	struct cmd_run *run = &job->run;
	struct hl_output_options output = cmd_output_options(run, "queue", job->paths.queue);
	const struct hl_pull_draft_options options = {
		.paths = &job->paths,
		.output = run->std->check ? NULL : &output,
		.header = hl_reader_header(run->reader),
		.map = &run->map,
		.seed = job->options.seed,
	};

	return hl_pull_draft_open(&job->draft, &options, &run->err);
}

static enum hl_status add_rows(struct job *job) {
	struct cmd_run *run = &job->run;
	struct hl_row row;
	enum hl_status status;

	while ((status = hl_reader_next(run->reader, &row, &run->err)) == HL_OK) {
		status = hl_pull_draft_add(job->draft, &row, &run->err);
		if (status == HL_EDATA)
			status = hl_reader_reject(run->reader, &row, &run->err);
		if (status != HL_OK)
			return status;
	}
	return status == HL_END ? HL_OK : status;
}

/* --- what it came to --- */

static enum hl_status put_counts(struct job *job, const struct hl_pull_counts *counts) {
	struct cmd_run *run = &job->run;
	const struct {
		const char *name;
		size_t count;
	} rows[] = {
		{ "free", counts->free },
		{ "claimed", counts->claimed },
		{ "expired", counts->expired },
		{ "gone", counts->gone },
	};
	char text[24];

	hl_put_cell(&run->head, run->dialect, HL_STR("state"), false);
	hl_put_more(&run->head, run->dialect, HL_STR("leads"));
	hl_buf_add_char(&run->head, '\n');
	for (size_t i = 0; i < HL_LEN(rows); i++) {
		(void)snprintf(text, sizeof(text), "%zu", rows[i].count);
		hl_put_cell(&run->head, run->dialect, hl_str_of(rows[i].name), false);
		hl_put_more(&run->head, run->dialect, hl_str_of(text));
		hl_buf_add_char(&run->head, '\n');
		cmd_count(run, rows[i].name, rows[i].count, NULL);
	}
	cmd_wrote(run, "output", HL_LEN(rows));
	cmd_wrote(run, "queue", counts->free + counts->claimed + counts->expired);
	return cmd_put_head(run);
}

/* After the counts are out: the queue itself, last. */
static enum hl_status counts_are_out(void *of_job, struct hl_error *err) {
	struct job *job = of_job;
	enum hl_status status;

	if (job->options.std.check)
		return HL_OK;
	status = hl_pull_policy_write(&job->policy, job->paths.policy, err);
	return status == HL_OK ? hl_pull_draft_commit(job->draft, job->pull, err) : status;
}

/* Under the lock, from here to the end: the rows of a slow pipe were read before. */
static enum hl_status replace(struct job *job) {
	struct hl_pull_counts counts;
	enum hl_status status = job_open(job, true);

	if (status == HL_OK)
		status = merge_policy(job);
	if (status == HL_OK)
		status = check_policy(job);
	if (status == HL_OK)
		status = hl_pull_draft_prepare(job->draft, job->pull, &counts, &job->run.err);
	if (status == HL_OK)
		status = put_counts(job, &counts);
	return status;
}

enum hl_status job_publish(struct job *job) {
	struct cmd_run *run = &job->run;
	enum hl_status status;

	cmd_check_stdin(run, NULL, 0, true);
	status = cmd_input(run);
	if (status == HL_OK)
		status = cmd_output(run);
	if (status == HL_OK)
		status = open_draft(job);
	if (status == HL_OK)
		status = add_rows(job);
	/* There is no folder to lock yet where nothing is to be written. */
	if (status == HL_OK && (!run->std->check || access(job->paths.journal, F_OK) == 0))
		status = replace(job);
	run->before_end = counts_are_out;
	run->ending = job;
	return status;
}
