/* model.c - hl-metrics --set model: how good a score is. */
#include "model.h"

#include "assert.h"
#include "hl/judge.h"

void model_check(const struct cmd_run *run, const struct model_options *options) {
	const struct cmd_given given[] = {
		{ "label", options->label },
		{ "score", options->score },
		{ "positive", options->positive },
		{ "scale", options->scale },
		{ "bands", options->bands },
		{ "reference", options->reference },
		{ "csi", options->csi },
		{ "rules", options->rules },
	};

	for (size_t i = 0; i < HL_LEN(given); i++)
		if (given[i].is_given)
			cmd_misuse(run->cmd, "--%s goes with --set model", given[i].name);
}

typedef enum hl_status reading(struct hl_judge *j, struct hl_reader *reader, struct hl_error *err);

static enum hl_status read_side(struct cmd_run *run, const char *role, const char *file,
	reading *read, struct hl_judge *judge) {
	struct hl_reader *reader = NULL;
	enum hl_status status;

	if (!file)
		return HL_OK;
	status = cmd_side(run, role, &file, 1, &reader);
	if (status == HL_OK)
		status = read(judge, reader, &run->err);
	hl_reader_close(reader);
	return status;
}

static enum hl_status read_all(
	struct cmd_run *run, const struct model_options *options, struct hl_judge *judge) {
	enum hl_status status = cmd_input(run);

	if (status == HL_OK)
		status = hl_judge_leads(judge, run->reader, &run->err);
	if (status == HL_OK)
		status = read_side(run, "reference", options->reference, hl_judge_reference, judge);
	if (status == HL_OK)
		status = read_side(run, "rules", options->rules, hl_judge_rules, judge);
	return status;
}

static void tell(struct cmd_run *run, const struct hl_judge *judge) {
	struct hl_judge_counts counts = hl_judge_counts(judge);

	if (counts.spilled)
		cmd_verbose(
			run, "%llu bytes of scores spilled", (unsigned long long)counts.spilled);
	cmd_count(run, "open", counts.open, "leads without a label");
	if (counts.strange > 0)
		cmd_warn(run, "--rules: %zu rows are of leads that are not there", counts.strange);
	if (counts.unjudged > 0)
		cmd_verbose(run, "--rules: %zu rows are of leads without a label", counts.unjudged);
}

static enum hl_status judge_leads(struct cmd_run *run, const struct model_options *options,
	const struct model_asked *asked, struct hl_judge *judge) {
	struct hl_buf bytes = { 0 };
	enum hl_status status = read_all(run, options, judge);

	if (status == HL_OK)
		status = hl_judge_put(judge, run->dialect, &bytes, &run->err);
	if (status == HL_OK) {
		tell(run, judge);
		status = assert_judge(run, asked->asserts, &bytes);
	}
	if (status == HL_OK)
		status = cmd_print(run, &bytes);
	cmd_wrote(run, "output", hl_judge_counts(judge).figures);
	hl_buf_release(&bytes);
	return status;
}

enum hl_status model_run(
	struct cmd_run *run, const struct model_options *options, const struct model_asked *asked) {
	const char *const others[] = { options->reference, options->rules };
	const struct hl_judge_options judging = {
		.map = &run->map,
		.metrics = hl_str_of(asked->metrics),
		.score = hl_str_of(options->score),
		.label = hl_str_of(options->label),
		.positive = hl_str_trim(hl_str_of(options->positive)),
		.scale = hl_str_of(options->scale),
		.bands = hl_str_of(options->bands),
		.by = hl_str_of(asked->by),
		.columns = hl_str_of(options->csi),
		.has_reference = options->reference,
		.has_rules = options->rules,
		.min_n = asked->min_n,
		.threads = run->threads,
		.memory = run->memory == SIZE_MAX ? 0 : run->memory,
		.folder = cmd_temp_folder(),
		.mistakes = &run->mistakes,
	};
	struct hl_judge *judge = NULL;
	enum hl_status status;

	cmd_check_stdin(run, others, HL_LEN(others), true);
	status = hl_judge_new(&judge, &judging, &run->err);
	if (status == HL_OK)
		status = assert_check(run, asked->asserts, hl_judge_choice(judge), false);
	if (status == HL_OK)
		status = judge_leads(run, options, asked, judge);
	hl_judge_free(judge);
	return status;
}

enum hl_status model_list(struct cmd_run *run) {
	struct hl_buf bytes = { 0 };
	enum hl_status status;

	for (size_t i = 0; i < hl_judge_metrics_len; i++)
		hl_buf_addf(&bytes, "%s\t%s\t%s\n", hl_judge_metrics[i].name,
			hl_judge_metrics[i].unit, hl_judge_metrics[i].help);
	status = cmd_print(run, &bytes);
	hl_buf_release(&bytes);
	return status;
}
