/* job.h - inside hl-pull: what its actions share. */
#ifndef HL_PULL_JOB_H
#define HL_PULL_JOB_H

#include "../cmd.h"
#include "hl/pull.h"

struct options {
	struct cmd_std std;
	const char *queue, *as, *preview, *lease, *limit;
	const char *day, *at, *result, *note, *by, *seed, *wait;
	struct hl_pull_rules rules;
	bool hidden, list_masks;
};

struct job {
	struct cmd_run run;
	struct options options;
	const struct action *action;
	unsigned wait_s;
	struct hl_str id; /* the lead that was named */
	struct hl_pull_paths paths;
	struct hl_pull_policy policy;
	struct hl_pull_policy asked; /* --preview, --lease and --limit of this command line */
	struct hl_pull_rules rules;  /* the policy's, or else those of this command line */
	struct hl_pull_ask ask;
	struct hl_assign_options fit;
	struct hl_roster roster;
	struct hl_orders *orders; /* NULL: none were given */
	struct hl_state nobody;   /* no state: loads are open claims */
	struct hl_pull *pull;
	struct hl_pull_draft *draft;
};

/* An action: the first operand. */
struct action {
	const char *name;
	bool needs_as;
	size_t ids_least, ids_most; /* operands behind it */
	enum hl_status (*run)(struct job *job);
};
extern const struct action job_actions[];
extern const size_t job_actions_len;

/* Is this an action for these options? Else misuse. */
void job_check(struct job *job);

/* The queue under its lock; what its journal had to be mended of is told. */
enum hl_status job_open(struct job *job, bool is_new) HL_CHECKED;

/* The policy, and who asks: with the lock held, so that the roster is that of now. */
enum hl_status job_ask(struct job *job) HL_CHECKED;

/*
 * By which tables leads are whose: those of the policy, beside which who asks may name none, or
 * those of who asks.
 */
enum hl_status job_rules_ask(struct job *job) HL_CHECKED;

/* What the command line says of them into the policy; they are tried on the leads. */
enum hl_status job_rules_publish(struct job *job) HL_CHECKED;

/* The tables; then how leads with the columns @leads are found to be @collector's. */
enum hl_status job_rules_read(struct job *job) HL_CHECKED;
enum hl_status job_rules_bind(
	struct job *job, struct hl_str collector, const struct hl_header *leads) HL_CHECKED;

enum hl_status job_publish(struct job *job) HL_CHECKED;
enum hl_status job_list(struct job *job) HL_CHECKED;
enum hl_status job_take(struct job *job) HL_CHECKED;
enum hl_status job_done(struct job *job) HL_CHECKED;
enum hl_status job_release(struct job *job) HL_CHECKED;
enum hl_status job_status(struct job *job) HL_CHECKED;

#endif
