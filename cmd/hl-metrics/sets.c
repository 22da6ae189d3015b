/* sets.c - hl-metrics --set: what is measured where it is no log of events. */
#include "sets.h"

#include "asked.h"

#include <string.h>

static const struct set sets[] = {
	{ "model", "set model", false, false, false },
	{ "roll", "set roll", true, true, true },
	{ "suppression", "set suppression", true, false, true },
};

const struct set *set_find(const char *name) {
	for (size_t i = 0; i < HL_LEN(sets); i++)
		if (strcmp(sets[i].name, name) == 0)
			return &sets[i];
	return NULL;
}

void set_misuse(const struct cmd *cmd, const char *name) {
	enum { MORE = HL_LEN(sets) };
	struct hl_str *names = hl_claim(hl_sets_len + MORE, sizeof(*names));
	struct hl_buf all = { 0 };
	const struct hl_str *nearest;

	for (size_t i = 0; i < hl_sets_len + MORE; i++) {
		names[i] =
			hl_str_of(i < hl_sets_len ? hl_sets[i].name : sets[i - hl_sets_len].name);
		hl_buf_addf(&all, "%s%s", i ? ", " : "", names[i].at);
	}
	nearest = hl_nearest(hl_str_of(name), names, hl_sets_len + MORE);
	cmd_misuse(cmd, "--set: %.*s, not %s%s%s%s", (int)all.len, all.at, name,
		nearest ? "; did you mean " : "", nearest ? nearest->at : "", nearest ? "?" : "");
}

/* --- running one --- */

static enum hl_status run_model(struct cmd_run *run, const struct options *options) {
	const struct model_asked asked = { .metrics = options->metric,
		.by = options->by,
		.min_n = options->min_n,
		.asserts = &options->asserts };

	return options->list ? model_list(run) : model_run(run, &options->model, &asked);
}

static enum hl_status run_tables(struct cmd_run *run, const struct options *options) {
	const struct tables_asked asked = { .set = options->set,
		.list = options->list,
		.metrics = options->metric,
		.by = options->by,
		.before = options->lift.before,
		.from = options->from,
		.to = options->to,
		.min_n = options->min_n,
		.asserts = &options->asserts };

	return tables_run(run, &options->tables, &asked);
}

/* Such a set reads no events. */
static void check_no_events(
	const struct cmd_run *run, const struct options *options, const struct set *set) {
	const struct cmd_given events[] = {
		{ "define", options->define },
		{ "roster", options->roster },
		{ "leads", options->leads },
		{ "queue", options->queue.files.len > 0 },
		{ "max-age", options->max_age },
		{ "last", options->last },
		{ "from", options->from && !set->has_period },
		{ "to", options->to && !set->has_period },
		{ "every", options->every },
		{ "totals", options->totals },
		{ "lift", options->lift.is_asked },
		{ "before", options->lift.before && !set->has_before },
		{ "after", options->lift.after },
		{ "ab", options->lift.ab },
		{ "grace", options->promise.grace != GRACE_DAYS },
		{ "tol", strcmp(options->promise.tol, TOLERANCE) != 0 },
		{ "tol-amt", options->promise.tol_amt },
		{ "top-k", options->queue.top_k != TOP_K },
		{ "count-off-queue", options->queue.count_off_queue },
		{ "horizon", strcmp(options->horizon, "30d") != 0 },
		{ "unknown-result", strcmp(options->unknown, "error") != 0 },
		{ "reversals", strcmp(options->money.reversals, "ledger") != 0 },
		{ "credit", strcmp(options->money.credit, "posted") != 0 },
		{ "credit-days", options->money.credit_days != CREDIT_DAYS },
		{ "hours", strcmp(options->money.hours, "paid") != 0 },
		{ "hours-default", options->money.hours_default },
		{ "fee-rate", options->money.fee_rate },
		{ "cost-per-hour", options->money.cost_per_hour },
		{ "partial", options->parts.partial },
		{ "merge", options->parts.merge },
		{ "fte-hours", strcmp(options->money.fte_hours, "160") != 0 },
	};

	cmd_check_alone(run->cmd, set->alone, events, HL_LEN(events));
	contacts_check_alone(run->cmd, set->alone, &options->contacts);
	output_check(run, &options->output, set->alone);
}

enum hl_status run_set(struct cmd_run *run, const struct options *options, const struct set *set) {
	enum hl_status status = asked_metrics(run, options);

	tables_check(run, &options->tables, set->name);
	if (set->is_table)
		model_check(run, &options->model);
	if (!options->list)
		check_no_events(run, options, set);
	if (status != HL_OK)
		return status;
	return set->is_table ? run_tables(run, options) : run_model(run, options);
}
