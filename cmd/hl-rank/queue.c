/* queue.c - hl-rank: classes, shares, arms and the queue before. */
#include "queue.h"

#include <stdio.h>

void queue_check(const struct cmd_run *run, const struct queue_options *options, bool merge) {
	cmd_check_outputs(run, "gone", options->gone);
	if (options->gone && !options->against)
		cmd_misuse(run->cmd, "--gone needs --against");
	if (merge && (options->classes || options->mix || options->holdout || options->against))
		cmd_misuse(run->cmd,
			"--merge goes with none of --classes, --mix, --holdout and --against: the "
			"files are parts of one order, and these are about the whole queue");
}

static enum hl_status open_classes(
	struct cmd_run *run, const char *name, struct hl_reader **reader) {
	return cmd_table(run, name,
		(struct hl_reader_options){ .comments = true, .role = "classes" }, reader);
}

enum hl_status queue_open(
	struct cmd_run *run, const struct queue_options *options, struct hl_rank_options *asked) {
	enum hl_status status = HL_OK;

	asked->mix = options->mix;
	asked->holdout = options->holdout;
	asked->seed = options->seed;
	asked->keeps_gone = options->gone != NULL;
	asked->today = cmd_work_day(run, options->day);
	asked->mistakes = &run->mistakes;
	if (options->classes)
		status = open_classes(run, options->classes, &asked->classes);
	if (status == HL_OK && options->against)
		status = cmd_side(run, "against", &options->against, 1, &asked->against);
	return status;
}

void queue_close(struct hl_rank_options *asked) {
	hl_reader_close(asked->classes);
	hl_reader_close(asked->against);
}

static void tell_class(
	struct cmd_run *run, const struct hl_rank_class *class, struct hl_str order) {
	char name[100], over[100] = "";

	hl_printable(class->name, name, sizeof(name));
	if (class->max != SIZE_MAX)
		(void)snprintf(over, sizeof(over), ", %zu over its maximum of %zu", class->over,
			class->max);
	cmd_verbose(run, "%s%s: %zu rows%s, in the order of %.*s",
		class->name.len ? "class " : "no class", name, class->rows, over, (int)order.len,
		order.at);
}

void queue_tell_classes(struct cmd_run *run, const struct hl_rank *rank) {
	struct hl_buf order = { 0 };
	struct hl_rank_class class;

	for (size_t i = 0; hl_rank_class_at(rank, i, &class, &order); i++) {
		tell_class(run, &class, hl_buf_str(&order));
		order.len = 0;
	}
	hl_buf_release(&order);
}

static enum hl_status commit_gone(void *ending, struct hl_error *err) {
	struct queue_options *options = ending;
	struct hl_output *out = options->gone_out;

	options->gone_out = NULL;
	return hl_output_commit(out, err);
}

static enum hl_status write_gone(
	struct cmd_run *run, struct queue_options *options, const struct hl_buf *gone) {
	const struct hl_output_options plain = cmd_output_options(run, "gone", options->gone);
	enum hl_status status =
		hl_output_open(&options->gone_out, options->gone, &plain, &run->err);

	if (status == HL_OK)
		status = hl_output_write(options->gone_out, hl_buf_str(gone), &run->err);
	if (status == HL_OK) {
		run->before_end = commit_gone;
		run->ending = options;
	}
	return status;
}

static enum hl_status count_changes(
	struct cmd_run *run, const struct hl_rank *rank, struct queue_options *options) {
	const struct hl_rank_counts counts = hl_rank_counts(rank);
	struct hl_buf text = { 0 };
	size_t gone = hl_rank_gone(rank, options->gone ? &text : NULL);
	enum hl_status status = HL_OK;

	cmd_count(run, "new", counts.newly, "rows are new in their queue");
	cmd_count(run, "up", counts.up, "rows went up");
	cmd_count(run, "down", counts.down, "rows went down");
	cmd_count(run, "same", counts.same, "rows have the same place");
	cmd_count(run, "gone", gone, "rows of the queue before are gone");
	if (options->gone && !run->std->check)
		status = write_gone(run, options, &text);
	hl_buf_release(&text);
	return status;
}

enum hl_status queue_counts(
	struct cmd_run *run, const struct hl_rank *rank, struct queue_options *options) {
	const struct hl_rank_counts counts = hl_rank_counts(rank);

	if (options->classes)
		cmd_count(run, "no_class", counts.of_none, NULL);
	if (options->mix)
		cmd_count(run, "sampled", counts.drawn, "rows drawn from below the cut");
	if (options->holdout)
		cmd_count(run, "held_out", counts.held, "rows held out");
	if (options->against)
		return count_changes(run, rank, options);
	return HL_OK;
}
