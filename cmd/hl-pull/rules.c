/* rules.c - by which tables a lead is somebody's: those of the queue's policy, or of who asks. */
#include "job.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* None of them means anything without a roster. */
static enum hl_status check_roster(struct job *job, struct hl_pull_rules *rules) {
	bool needs = job->options.day || job->options.at;

	for (size_t i = 0; i < hl_pull_rules_len; i++)
		needs |= *hl_pull_rule_at(rules, i) != NULL;
	if (rules->roster || !needs)
		return HL_OK;
	return hl_fail(&job->run.err, HL_EUSAGE,
		"--manual, --load, --keep, --for, --at and --units need --roster");
}

/* The policy's, its paths from the folder of the queue on. */
static void use_policy(struct job *job) {
	const struct hl_pull_policy *policy = &job->policy;

	job->rules = policy->rules;
	for (size_t i = 0; i < hl_pull_rules_len; i++) {
		const char **file = hl_pull_rule_at(&job->rules, i);

		if (*file && hl_pull_rules[i].is_file)
			*file = hl_pull_path(&job->paths, *file);
	}
	job->run.map.pairs = policy->maps;
	job->run.map.len = policy->maps_len;
	job->run.map.used = NULL;
}

/* --- who asks --- */

/* With rules of their own they would find out what the queue does not show. */
static enum hl_status refuse_own(struct job *job) {
	struct hl_buf given = { 0 };
	enum hl_status status = HL_OK;

	for (size_t i = 0; i < hl_pull_rules_len; i++)
		if (*hl_pull_rule_at(&job->options.rules, i))
			hl_buf_addf(&given, "%s--%s", given.len ? ", " : "", hl_pull_rules[i].name);
	if (job->run.map.len)
		hl_buf_addf(&given, "%s--map", given.len ? ", " : "");
	if (given.len)
		status = hl_fail(&job->run.err, HL_EUSAGE,
			"%.*s: the queue's policy has the roster and what goes with it; "
			"who asks may not",
			(int)given.len, given.at);
	hl_buf_release(&given);
	return status;
}

enum hl_status job_rules_ask(struct job *job) {
	enum hl_status status = HL_OK;

	if (job->policy.rules.roster) {
		status = refuse_own(job);
		use_policy(job);
	} else {
		job->rules = job->options.rules;
	}
	return status == HL_OK ? check_roster(job, &job->rules) : status;
}

/* --- the policy of a queue that is published --- */

/* As seen from anywhere; links are not followed: tomorrow they may lead elsewhere. */
static enum hl_status keep_file(struct job *job, const char *file, const char **kept) {
	struct hl_buf path = { 0 };
	char *here = file[0] == '/' ? NULL : getcwd(NULL, 0);

	if (file[0] != '/' && !here)
		return hl_fail(&job->run.err, HL_EIO, "%s: %s", file, strerror(errno));
	if (here)
		hl_buf_addf(&path, "%s/", here);
	hl_buf_add(&path, hl_str_of(file));
	*kept = hl_str_keep(&job->policy.arena, hl_buf_str(&path)).at;
	hl_buf_release(&path);
	free(here);
	return HL_OK;
}

static enum hl_status merge_rule(struct job *job, size_t i) {
	const char *given = *hl_pull_rule_at(&job->options.rules, i);
	const char **own = hl_pull_rule_at(&job->policy.rules, i);

	if (!given)
		return HL_OK;
	*own = strcmp(given, "none") == 0 ? NULL : given;
	return *own && hl_pull_rules[i].is_file ? keep_file(job, given, own) : HL_OK;
}

/* Without a roster there is nothing that the rest would go with. */
static enum hl_status merge_rules(struct job *job) {
	const char *roster = job->options.rules.roster;
	struct hl_pull_policy *policy = &job->policy;
	enum hl_status status = HL_OK;

	if (roster && strcmp(roster, "none") == 0)
		policy->rules = (struct hl_pull_rules){ .roster = NULL };
	for (size_t i = 0; i < hl_pull_rules_len && status == HL_OK; i++)
		status = merge_rule(job, i);
	if (job->run.map.len)
		hl_pull_policy_map(policy, job->run.map.pairs, job->run.map.len);
	if (!policy->rules.roster)
		policy->maps_len = 0;
	return status;
}

/* A file that was named just now is told of by that name. */
static void use_given(struct job *job) {
	for (size_t i = 0; i < hl_pull_rules_len; i++) {
		const char *given = *hl_pull_rule_at(&job->options.rules, i);

		if (given && *hl_pull_rule_at(&job->rules, i))
			*hl_pull_rule_at(&job->rules, i) = given;
	}
}

/* What does not fit together is told now, not in the morning. */
static enum hl_status try_rules(struct job *job) {
	struct hl_column_map given = job->run.map;
	enum hl_status status;

	use_policy(job);
	use_given(job);
	if (given.len)
		job->run.map = given; /* of these it is known at the end which came to anything */
	status = job_rules_read(job);
	if (status == HL_OK && job->roster.len > 0)
		status = job_rules_bind(
			job, job->roster.at[0].name, hl_reader_header(job->run.reader));
	job->run.map = given;
	return status;
}

enum hl_status job_rules_publish(struct job *job) {
	enum hl_status status = merge_rules(job);

	if (status == HL_OK)
		status = check_roster(job, &job->policy.rules);
	if (status == HL_OK && job->policy.rules.roster)
		status = try_rules(job);
	return status;
}
