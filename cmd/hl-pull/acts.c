/* acts.c - to take a lead, to end a claim, and to look. */
#include "job.h"

#include <signal.h>

/* --- take --- */

/* The row could not be written: the lead is for others, as if it had never been taken. */
static void give_back(struct job *job, uint32_t lead) {
	const struct hl_pull_options options = {
		.paths = &job->paths, .now_s = job->run.as_of, .wait_s = job->wait_s
	};
	const struct hl_pull_end end = { .collector = job->ask.collector,
		.id = hl_pull_id(job->pull, lead),
		.note = HL_STR("the row could not be written") };
	struct hl_error err = { 0 };
	struct hl_pull *again = NULL;
	enum hl_status status = hl_pull_open(&again, &options, &err);

	if (status == HL_OK)
		status = hl_pull_finish(again, &end, &err);
	if (status == HL_OK)
		status = hl_pull_sync(again, &err);
	hl_pull_close(again);
	if (status == HL_OK)
		cmd_warn(&job->run, "the lead was given back");
	else
		cmd_warn(&job->run, "the lead could not be given back, its lease has to end: %s",
			err.text);
}

/* On disk first, then printed. */
static enum hl_status hand_out(struct job *job, uint32_t lead) {
	struct cmd_run *run = &job->run;
	struct hl_output *out = run->out;
	enum hl_status status = hl_pull_sync(job->pull, &run->err);

	if (status == HL_OK)
		status = hl_pull_print(job->pull, lead, run->dialect, &run->head, &run->err);
	if (status == HL_OK)
		status = cmd_put_head(run);
	if (status != HL_OK || !out)
		return status;
	run->out = NULL;
	cmd_wrote(run, "output", 1);
	return hl_output_commit(out, &run->err);
}

enum hl_status job_take(struct job *job) {
	struct cmd_run *run = &job->run;
	uint32_t lead;
	enum hl_status status = cmd_output(run);

	(void)signal(SIGPIPE, SIG_IGN); /* a reader that goes away leaves a claim to be ended */
	if (status == HL_OK)
		status = job_open(job, false);
	if (status == HL_OK)
		status = job_ask(job);
	if (status == HL_OK)
		status = hl_pull_take(job->pull, &job->ask, &lead, &run->err);
	if (status != HL_OK || run->std->check)
		return status;
	hl_pull_unlock(job->pull);
	cmd_set_dialect(run, hl_pull_dialect(job->pull));
	status = hand_out(job, lead);
	if (status != HL_OK)
		give_back(job, lead);
	return status;
}

/* --- the end of a claim --- */

static enum hl_status finish(struct job *job, bool is_done) {
	const struct options *options = &job->options;
	const struct hl_pull_end end = { .collector = hl_str_trim(hl_str_of(options->as)),
		.id = job->id,
		.result = hl_str_of(options->result),
		.by = hl_str_of(options->by),
		.note = hl_str_of(options->note),
		.is_done = is_done,
		.looks_only = options->std.check };
	enum hl_status status = job_open(job, false);

	if (status == HL_OK)
		status = hl_pull_finish(job->pull, &end, &job->run.err);
	if (status != HL_OK)
		return status;
	hl_pull_unlock(job->pull);
	return hl_pull_sync(job->pull, &job->run.err);
}

enum hl_status job_done(struct job *job) {
	return finish(job, true);
}

enum hl_status job_release(struct job *job) {
	return finish(job, false);
}

/* --- looking --- */

enum hl_status job_list(struct job *job) {
	struct cmd_run *run = &job->run;
	size_t listed = 0;
	enum hl_status status = job_open(job, false);

	if (status == HL_OK)
		status = job_ask(job);
	if (status != HL_OK)
		return status;
	hl_pull_unlock(job->pull);
	cmd_set_dialect(run, hl_pull_dialect(job->pull));
	status = cmd_output(run);
	if (status == HL_OK) {
		const struct hl_pull_view view = { &job->policy, run->dialect, run->out };

		status = hl_pull_list(job->pull, &job->ask, &view, &listed, &run->err);
	}
	cmd_wrote(run, "output", listed);
	cmd_count(run, "listed", listed, "leads are free");
	return status;
}

enum hl_status job_status(struct job *job) {
	struct cmd_run *run = &job->run;
	struct hl_pull_counts counts;
	enum hl_status status = job_open(job, false);

	if (status != HL_OK)
		return status;
	hl_pull_unlock(job->pull);
	cmd_set_dialect(run, hl_pull_dialect(job->pull));
	counts = hl_pull_count(job->pull);
	cmd_count(run, "free", counts.free, NULL);
	cmd_count(run, "claimed", counts.claimed, NULL);
	cmd_count(run, "expired", counts.expired, NULL);
	cmd_count(run, "done", counts.done, NULL);
	cmd_count(run, "gone", counts.gone, NULL);
	hl_pull_status(
		job->pull, hl_str_trim(hl_str_of(job->options.as)), run->dialect, &run->head);
	return cmd_print(run, &run->head);
}
