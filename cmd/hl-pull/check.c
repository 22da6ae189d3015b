/* check.c - which options go with which action, and what they say. */
#include "job.h"

#include <string.h>

const struct action job_actions[] = {
	{ "publish", false, 0, SIZE_MAX, job_publish },
	{ "list", true, 0, 0, job_list },
	{ "take", true, 0, 1, job_take },
	{ "done", true, 1, 1, job_done },
	{ "release", true, 1, 1, job_release },
	{ "status", false, 0, 0, job_status },
};
const size_t job_actions_len = HL_LEN(job_actions);

/* An option that was given, and the actions it is for. */
struct use {
	const char *option;
	bool is_given;
	const char *actions;
};

static void check_uses(const struct job *job, const struct use *uses, size_t len) {
	const char *name = job->action->name;

	for (size_t i = 0; i < len; i++)
		if (uses[i].is_given && !strstr(uses[i].actions, name))
			cmd_misuse(job->run.cmd, "--%s goes with %s, not with %s", uses[i].option,
				uses[i].actions, name);
}

static void check_own(const struct job *job) {
	const struct options *o = &job->options;
	const struct use uses[] = {
		{ "as", o->as != NULL, "list, take, done, release and status" },
		{ "roster", o->rules.roster != NULL, "publish, list and take" },
		{ "manual", o->rules.manual != NULL, "publish, list and take" },
		{ "load", o->rules.load != NULL, "publish, list and take" },
		{ "keep", o->rules.keep != NULL, "publish, list and take" },
		{ "for", o->day != NULL, "list and take" },
		{ "at", o->at != NULL, "list and take" },
		{ "units", o->rules.units != NULL, "publish, list and take" },
		{ "hidden", o->hidden, "publish and list" },
		{ "preview", o->preview != NULL, "publish and list" },
		{ "lease", o->lease != NULL, "publish and take" },
		{ "limit", o->limit != NULL, "publish and take" },
		{ "result", o->result != NULL, "done" },
		{ "note", o->note != NULL, "done and release" },
		{ "by", o->by != NULL, "done and release" },
		{ "seed", o->seed != NULL, "publish" },
	};

	check_uses(job, uses, HL_LEN(uses));
}

/* Only one action reads a table of rows. */
static void check_common(const struct job *job) {
	const struct cmd_std *std = &job->options.std;
	const struct use uses[] = {
		{ "delim", std->delim != NULL, "publish" },
		{ "header-from", std->header_from != NULL, "publish" },
		{ "skip-repeated-header", std->skip_repeated_header, "publish" },
		{ "union", std->fill, "publish" },
		{ "rejects", std->rejects != NULL, "publish" },
		{ "expect-rows", std->expect_rows != SIZE_MAX, "publish" },
		{ "min-rows", std->min_rows != SIZE_MAX, "publish" },
		{ "expect-sum", std->expect_sum.len > 0, "publish" },
		{ "map", std->map.len > 0, "publish, list and take" },
	};

	check_uses(job, uses, HL_LEN(uses));
	if (std->no_header)
		cmd_misuse(job->run.cmd,
			"--no-header: a queue has a header; --header-from FILE gives it one");
}

/* What stands in a line of the journal. */
static void check_text(const struct job *job, const char *option, const char *text) {
	if (text && text[strcspn(text, "\r\n")])
		cmd_misuse(job->run.cmd, "--%s: one line of text", option);
}

static void check_table(const struct job *job, const char *option, const char *file) {
	if (file && strcmp(file, "-") == 0)
		cmd_misuse(job->run.cmd,
			"--%s: a file, not the standard input: others wait while it is read",
			option);
}

static void check_texts(const struct job *job) {
	const struct options *o = &job->options;

	check_text(job, "as", o->as);
	check_text(job, "result", o->result);
	check_text(job, "note", o->note);
	check_text(job, "by", o->by);
	if (o->as && hl_str_trim(hl_str_of(o->as)).len == 0)
		cmd_misuse(job->run.cmd, "--as: the name of a collector");
	if (o->hidden && o->preview)
		cmd_misuse(job->run.cmd, "--hidden and --preview exclude each other");
}

/* Each a name that can stand in a policy; the files are read while others wait. */
static void check_rules(struct job *job) {
	for (size_t i = 0; i < hl_pull_rules_len; i++) {
		const struct hl_pull_rule *rule = &hl_pull_rules[i];
		const char *given = *hl_pull_rule_at(&job->options.rules, i);

		check_text(job, rule->name, given);
		if (given && hl_str_trim(hl_str_of(given)).len == 0)
			cmd_misuse(job->run.cmd, "--%s: the name of a %s", rule->name,
				rule->is_file ? "file" : "column or of a way");
		if (given && rule->is_file)
			check_table(job, rule->name, given);
	}
}

enum { WAIT_S = 60 };

/* What --preview, --lease, --limit and --wait say. */
static void parse_asked(struct job *job) {
	const struct options *o = &job->options;
	struct hl_error *err = &job->run.err;

	job->asked.limit = SIZE_MAX;
	job->wait_s = cmd_wait(job->run.cmd, o->wait, WAIT_S);
	if (o->preview && hl_pull_columns_parse(&job->asked, o->preview, err) != HL_OK)
		cmd_misuse(job->run.cmd, "--preview: %s", err->text);
	if (o->lease && *o->lease && !o->lease[strspn(o->lease, "0123456789")])
		cmd_misuse(
			job->run.cmd, "--lease: %s of what? %sm are minutes", o->lease, o->lease);
	if (o->lease && hl_pull_lease_parse(&job->asked, hl_str_of(o->lease), err) != HL_OK)
		cmd_misuse(job->run.cmd, "--lease: none, or a span such as 60m: %s", o->lease);
	if (o->limit && hl_pull_limit_parse(&job->asked, hl_str_of(o->limit), err) != HL_OK)
		cmd_misuse(job->run.cmd, "--limit: none, or a whole number: %s", o->limit);
}

static const struct action *action_called(const char *name) {
	for (size_t i = 0; name && i < job_actions_len; i++)
		if (strcmp(name, job_actions[i].name) == 0)
			return &job_actions[i];
	return NULL;
}

static const struct action *find_action(const struct job *job) {
	const struct cmd_run *run = &job->run;
	const struct action *found = action_called(run->files_len ? run->files[0] : NULL);

	if (found)
		return found;
	if (action_called(job->options.queue))
		cmd_misuse(run->cmd, "-q %s: here -q is the folder of the queue; quiet is --quiet",
			job->options.queue);
	cmd_misuse(run->cmd, "%s%sone of publish, list, take, done, release, status is needed",
		run->files_len ? run->files[0] : "", run->files_len ? ": " : "");
}

void job_check(struct job *job) {
	struct cmd_run *run = &job->run;

	job->action = find_action(job);
	run->files++;
	run->files_len--;
	if (!job->options.queue)
		cmd_misuse(run->cmd, "-q FOLDER is needed: where the queue is");
	if (job->action->needs_as && !job->options.as)
		cmd_misuse(run->cmd, "%s needs --as COLLECTOR: who asks", job->action->name);
	if (run->files_len < job->action->ids_least)
		cmd_misuse(run->cmd, "%s needs the id of a lead", job->action->name);
	if (run->files_len > job->action->ids_most)
		cmd_misuse(run->cmd, "%s: one operand too many: %s", job->action->name,
			run->files[job->action->ids_most]);
	check_own(job);
	check_common(job);
	check_texts(job);
	check_rules(job);
	parse_asked(job);
	if (job->action->ids_most == 1 && run->files_len == 1)
		job->id = hl_str_trim(hl_str_of(run->files[0]));
	if (job->action->ids_most == 1 && run->files_len == 1 && job->id.len == 0)
		cmd_misuse(run->cmd, "%s: the id of a lead is not empty", job->action->name);
}
