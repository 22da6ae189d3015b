/* hand.c - hl-assign: what people decide, the log, and runs that leave no trace. */
#include "hand.h"

#include <stdlib.h>
#include <string.h>

enum { TOLD_MOST = 20 };

/* --- the command line --- */

static void check_options(const struct hand *hand, const struct cmd_run *run) {
	const struct hand_options *options = &hand->options;
	const struct cmd_given others[] = {
		{ "dry-run", options->dry_run },
		{ "out-delim", run->std->out_delim != NULL },
	};

	if (options->reassign.len > 0 && !options->note)
		cmd_misuse(run->cmd, "--reassign needs --note TEXT: why the leads are taken");
	if (options->note && options->reassign.len == 0)
		cmd_misuse(run->cmd, "--note goes with --reassign");
	if (options->note && hl_str_trim(hl_str_of(options->note)).len == 0)
		cmd_misuse(run->cmd, "--note: a text that says why the leads are taken");
	cmd_check_explain(run->cmd, options->explain);
	if (options->explain)
		cmd_check_alone(run->cmd, "explain", others, HL_LEN(others));
}

static void check_log(const struct hand *hand, const struct desk *desk, const struct cmd_run *run) {
	const char *log = hand->place;

	cmd_check_outputs(run, "log", log);
	cmd_check_apart(run, "state", desk->place, "log", log);
	cmd_check_apart(run, "roster", desk->options.roster, "log", log);
	cmd_check_apart(run, "manual", hand->options.manual, "log", log);
}

enum hl_status hand_find(struct hand *hand, struct desk *desk, struct cmd_run *run) {
	const struct hand_options *options = &hand->options;
	const char *tables[] = { desk->options.roster, options->manual };
	enum hl_status status = HL_OK;

	check_options(hand, run);
	cmd_check_apart(run, "state", desk->place, "manual", options->manual);
	cmd_check_stdin(run, tables, HL_LEN(tables), true);
	desk->options.is_trial |= options->dry_run || options->explain != NULL;
	if (options->log && strcmp(options->log, "-") == 0)
		cmd_misuse(run->cmd, "--log: the log is a file");
	if (options->log)
		status = hl_file_place(options->log, &hand->place, &run->err);
	if (status == HL_OK)
		check_log(hand, desk, run);
	return status;
}

void hand_check_method(
	const struct hand *hand, const struct cmd_run *run, const struct hl_method *method) {
	if (!method->pick && !hand->options.standing)
		cmd_misuse(run->cmd, "--method %s needs --default COLLECTOR: who gets the leads",
			method->name);
	if (method->pick && hand->options.standing)
		cmd_misuse(run->cmd, "--default goes with --method manual");
}

/* --- orders --- */

static enum hl_status read_manual(struct hand *hand, struct cmd_run *run) {
	const struct hl_roster_options asked = {
		.time = run->time, .map = run->map, .mistakes = &run->mistakes
	};
	struct hl_reader *reader = NULL;
	enum hl_status status = cmd_table(
		run, hand->options.manual, (struct hl_reader_options){ .role = "manual" }, &reader);

	if (status == HL_OK)
		status = hl_orders_read(hand->orders, reader, &asked, &hand->counts, &run->err);
	hl_reader_close(reader);
	return status;
}

enum hl_status hand_orders(struct hand *hand, struct desk *desk, struct cmd_run *run, int64_t day) {
	const struct hand_options *options = &hand->options;
	enum hl_status status = HL_OK;

	if (!options->manual && !options->standing && options->reassign.len == 0)
		return HL_OK;
	hand->orders = hl_orders_new(&desk->roster, day);
	if (options->standing)
		status = hl_orders_default(hand->orders, options->standing, &run->err);
	for (size_t i = 0; i < options->reassign.len && status == HL_OK; i++)
		status = hl_orders_reassign(
			hand->orders, options->reassign.items[i], options->note, &run->err);
	if (status == HL_OK && options->manual)
		status = read_manual(hand, run);
	return status;
}

/* --- the log --- */

/*
 * Rows of this run may only be there if it has a name that was given, or if the run before was
 * killed or failed after its rows were there. Two runs of one moment are two.
 */
static uint64_t rows_since(const struct hand *hand, const struct cmd_run *run) {
	if (run->std->run_id)
		return 0;
	return hand->lock ? hl_lock_noted(hand->lock) : HL_NO_NOTE;
}

enum hl_status hand_log(struct hand *hand, struct desk *desk, struct cmd_run *run) {
	bool is_trial = desk->options.is_trial || run->std->check;
	struct hl_log_options options = {
		.name = hand->place,
		.run = run->run_id,
		.ts_s = run->as_of,
		.writes = !is_trial,
	};
	enum hl_status status = HL_OK;

	if (!hand->place)
		return HL_OK;
	if (!is_trial)
		status = hl_lock_take(&hand->lock, hand->place, desk->options.wait_s, &run->err);
	options.since = rows_since(hand, run);
	if (status == HL_OK)
		status = hl_log_open(&hand->log, &options, &run->err);
	if (status == HL_OK && !is_trial && hl_log_is_torn(hand->log))
		cmd_warn(run, "%s: its last row has no end, for a run was killed: it is taken off",
			hand->place);
	if (is_trial) {
		hl_log_close(hand->log);
		hand->log = NULL;
	}
	return status;
}

enum hl_status hand_commit(struct hand *hand, struct cmd_run *run, struct hl_error *err) {
	enum hl_status status;

	if (!hand->log)
		return HL_OK;
	(void)hl_files_add(&run->written, "log", hand->place);
	cmd_wrote(run, "log", hl_log_rows(hand->log));
	status = hl_lock_note(hand->lock, hl_log_begun(hand->log), err);
	if (status == HL_OK)
		status = hl_log_commit(hand->log, err);
	hl_log_close(hand->log);
	hand->log = NULL;
	return status;
}

void hand_settle(struct hand *hand) {
	if (hand->lock)
		hl_lock_clear(hand->lock);
}

/* --- what came of it --- */

/* "manual.csv:3: who is named is not in on that day, and gets 2 leads all the same" */
static void tell_out(const struct cmd_run *run, const struct hl_order *order) {
	char name[300];

	if (order->file) {
		hl_printable(hl_str_of(order->file), name, sizeof(name));
		cmd_warn(run, "%s:%zu: this collector is not in, and gets %zu leads all the same",
			name, order->line, order->leads);
		return;
	}
	hl_printable(order->to, name, sizeof(name));
	cmd_warn(run, "--reassign: %s is not in, and gets %zu leads all the same", name,
		order->leads);
}

static void tell_unmet(const struct cmd_run *run, const struct hl_order *order) {
	char name[300];

	hl_printable(order->from, name, sizeof(name));
	cmd_warn(run, "--reassign: no lead came with %s", name);
}

static void tell_orders(
	struct hand *hand, struct cmd_run *run, const struct hl_assign_counts *counts) {
	size_t away = counts->away;
	size_t told = 0;
	size_t unmet = 0;

	for (size_t i = 0; i < hl_orders_len(hand->orders); i++) {
		struct hl_order order = hl_orders_at(hand->orders, i);

		if (order.from.len && order.leads == 0)
			tell_unmet(run, &order);
		unmet += !order.from.len && order.leads == 0;
		if (!order.is_out)
			continue;
		away -= order.leads;
		if (told++ < TOLD_MOST)
			tell_out(run, &order);
	}
	if (told > TOLD_MOST)
		cmd_warn(run, "and %zu more like these", told - TOLD_MOST);
	if (away > 0)
		cmd_warn(run, "--default: %s is not in, and gets %zu leads all the same",
			hand->options.standing, away);
	if (hand->options.manual)
		cmd_count(run, "manual_unused", unmet, "rows of --manual were not needed");
}

static void tell_manual(const struct hand *hand, struct cmd_run *run) {
	char name[300];

	hl_printable(hl_str_of(hand->options.manual), name, sizeof(name));
	cmd_count(run, "manual_expired", hand->counts.expired, "rows of --manual have expired");
	if (hand->counts.overruled > 0)
		cmd_warn(run, "%s: %zu rows give way to a row of the same account below", name,
			hand->counts.overruled);
}

enum hl_status hand_tell(
	struct hand *hand, struct cmd_run *run, const struct hl_assign_counts *counts) {
	if (hand->options.manual)
		tell_manual(hand, run);
	if (hand->orders) {
		cmd_count(run, "by_hand", counts->by_hand, "leads given by hand");
		tell_orders(hand, run, counts);
	}
	if (counts->ordered > 0)
		cmd_warn(run,
			"%zu leads stay with whom they came with, not with whom --manual names",
			counts->ordered);
	if (counts->repeated > 0)
		cmd_warn(run,
			"%zu leads have an account_id that was there before: each is given "
			"by itself",
			counts->repeated);
	if (hand->options.dry_run)
		cmd_warn(run, "a dry run: state and log stay as they are");
	if (hand->options.explain && counts->pages == 0)
		return cmd_no_lead(run, hand->options.explain, "account_id");
	return HL_OK;
}

void hand_release(struct hand *hand) {
	hl_log_close(hand->log);
	hl_lock_release(hand->lock);
	hl_orders_free(hand->orders);
	free(hand->place);
}
