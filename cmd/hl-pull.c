/* hl-pull.c - a queue from which everybody takes a lead at a time. */
#include "hl-pull/job.h"

static enum hl_status list_masks(struct cmd_run *run) {
	struct hl_buf list = { 0 };
	enum hl_status status;

	for (size_t i = 0; i < hl_masks_len; i++)
		if (!hl_masks[i].needs_key)
			cmd_list_line(&list, hl_masks[i].name, hl_masks[i].help);
	status = cmd_print(run, &list);
	hl_buf_release(&list);
	return status;
}

static enum hl_status act(struct job *job) {
	job_check(job);
	hl_pull_paths_init(&job->paths, job->options.queue);
	return job->action->run(job);
}

static void release(struct job *job) {
	hl_pull_draft_free(job->draft);
	hl_pull_close(job->pull);
	hl_asker_free(job->ask.asker);
	hl_orders_free(job->orders);
	hl_roster_release(&job->roster);
	hl_pull_policy_release(&job->policy);
	hl_pull_policy_release(&job->asked);
	hl_pull_paths_release(&job->paths);
}

int main(int argc, char **argv) {
	struct job job = { .options = { .std = CMD_STD_INIT } };
	struct options *options = &job.options;
	const struct opt opts[] = {
		OPT_TEXT('q', "queue", &options->queue, "FOLDER",
			"the queue (quiet is --quiet alone)"),
		OPT_TEXT(0, "as", &options->as, "COLLECTOR", "who asks"),
		OPT_TEXT('r', "roster", &options->rules.roster, "FILE",
			"only leads that hl-assign could give to who asks"),
		OPT_TEXT(0, "manual", &options->rules.manual, "FILE",
			"leads that people gave to somebody"),
		OPT_TEXT(0, "load", &options->rules.load, "FILE",
			"what they hold already, elsewhere"),
		OPT_FLAG(0, "hidden", &options->hidden,
			"a list shows that there are leads, no more"),
		OPT_TEXT(0, "preview", &options->preview, "A,B:MASK", "a list shows these columns"),
		OPT_FLAG(0, "list-masks", &options->list_masks,
			"list what can be shown in the place of a cell"),
		OPT_TEXT(0, "lease", &options->lease, "SPAN", "how long a claim lasts [60m]"),
		OPT_TEXT(0, "limit", &options->limit, "N",
			"open claims that one collector may have [none]"),
		OPT_TEXT(0, "keep", &options->rules.keep, "WHEN",
			"leads stay: never, always [until-worked]"),
		OPT_TEXT(0, "for", &options->day, "DATE", "the day to be worked [that of --as-of]"),
		OPT_TEXT(0, "at", &options->at, "HH:MM", "only who is on shift then"),
		OPT_TEXT(0, "units", &options->rules.units, "COLUMN",
			"a lead takes COLUMN of a capacity [1]"),
		OPT_TEXT(0, "result", &options->result, "CODE", "what came of a lead that is done"),
		OPT_TEXT(0, "note", &options->note, "TEXT", "a remark for the journal"),
		OPT_TEXT(0, "by", &options->by, "NAME", "who ends the claim, if not the collector"),
		OPT_TEXT(0, "seed", &options->seed, "TEXT",
			"draw the order of a hidden list from TEXT [the system]"),
		OPT_TEXT(0, "wait", &options->wait, "S", "wait S seconds for others [60]"),
		CMD_STD_OPTS(&options->std),
	};
	const struct cmd cmd = { "hl-pull",
		"publish|list|take|done|release|status -q queue [file ... | id]",
		"let collectors take leads from a queue, each lead once", opts, HL_LEN(opts) };
	enum hl_status status;
	int code;

	cmd_start(&job.run, &cmd, &options->std, argc, argv);
	status = options->list_masks ? list_masks(&job.run) : act(&job);
	code = cmd_end(&job.run, status);
	release(&job);
	return code;
}
