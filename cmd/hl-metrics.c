/* hl-metrics.c - key figures of a log of events, by whatever columns, in periods. */
#include "cmd.h"
#include "hl-metrics/asked.h"
#include "hl-metrics/assert.h"
#include "hl-metrics/define.h"
#include "hl-metrics/list.h"
#include "hl-metrics/options.h"
#include "hl-metrics/sets.h"
#include "hl-metrics/tell.h"

#include <string.h>

enum { MIN_N = 20 };

/* --- reading and writing --- */

/* The tables beside the log; those that were opened are there also after a failure. */
static enum hl_status open_sides(
	struct cmd_run *run, const struct options *options, struct hl_meter_tables *tables) {
	enum hl_status status = HL_OK;

	if (options->roster && !tables->roster)
		status = cmd_side(run, "roster", &options->roster, 1, &tables->roster);
	if (status == HL_OK && options->leads && !tables->leads)
		status = cmd_side(run, "leads", &options->leads, 1, &tables->leads);
	if (status == HL_OK)
		status = contacts_open(run, &options->contacts, tables);
	return status;
}

static enum hl_status open_log(struct cmd_run *run, struct hl_meter_tables *tables) {
	enum hl_status status = cmd_input(run);

	if (status == HL_OK)
		cmd_watch(run, run->reader, &run->time);
	tables->log = run->reader;
	return status;
}

/* All that is read; of parts the tables that they hold, and those for the end that they do not. */
static enum hl_status open_all(struct cmd_run *run, struct options *options,
	struct hl_meter_tables *tables, struct queue_tables *queues) {
	bool is_merge = options->parts.merge;
	enum hl_status status = is_merge ? partial_sides(run, &options->parts, tables) : HL_OK;

	if (status == HL_OK)
		status = open_sides(run, options, tables);

	if (status == HL_OK)
		status = queues_open(run, &options->queue, queues);
	tables->queues = queues->at;
	tables->queues_len = queues->len;
	return status == HL_OK && !is_merge ? open_log(run, tables) : status;
}

/* What to do with the tables while they are open. */
typedef enum hl_status use_tables(struct cmd_run *run, struct options *options,
	struct hl_meter *meter, struct hl_meter_tables *tables);

static enum hl_status read_tables(struct cmd_run *run, struct options *options,
	struct hl_meter *meter, struct hl_meter_tables *tables) {
	enum hl_status status = HL_OK;

	if (options->parts.partial)
		status = partial_start(run, &options->parts, tables);
	return status == HL_OK ? hl_meter_read(meter, tables, &run->err) : status;
}

static enum hl_status bind_tables(struct cmd_run *run, struct options *options,
	struct hl_meter *meter, struct hl_meter_tables *tables) {
	(void)options;
	return hl_meter_bind(meter, tables, &run->err);
}

/* What the figures are split by is known when all headers are: all tables are opened first. */
static enum hl_status with_tables(
	struct cmd_run *run, struct options *options, struct hl_meter *meter, use_tables *use) {
	struct hl_meter_tables tables = { .mistakes = &run->mistakes };
	struct queue_tables queues = { NULL, 0 };
	enum hl_status status = open_all(run, options, &tables, &queues);

	if (status == HL_OK)
		status = use(run, options, meter, &tables);
	hl_reader_close(tables.roster);
	hl_reader_close(tables.leads);
	queues_close(&queues);
	contacts_close(&tables);
	if (options->parts.merge)
		hl_reader_close(tables.log);
	if (options->parts.merge && status == HL_OK)
		partial_warn(run, &options->parts);
	return status;
}

/* Where it is not known which metrics are asked for, any that there is may be asserted. */
static enum hl_status check_asserts(
	struct cmd_run *run, const struct options *options, const struct hl_meter *meter) {
	const struct hl_choice *choice = hl_meter_choice(meter);

	for (size_t i = 0; i < choice->len; i++)
		choice->chosen[i] = true;
	return assert_check(run, &options->asserts, choice, options->lift.is_asked);
}

/* The command line is wrong: what else is, in what is asserted, in --by and in --define? */
static void check_rest(struct cmd_run *run, struct options *options,
	const struct hl_meter_options *asked, bool knows_metrics) {
	const struct hl_meter_options rest = { .as_of = asked->as_of,
		.zone = asked->zone,
		.time = asked->time,
		.map = asked->map,
		.from_day = HL_NO_DAY,
		.to_day = HL_NO_DAY,
		.by = asked->by,
		.own = asked->own,
		.mistakes = asked->mistakes };
	struct hl_error first = run->err;
	struct hl_meter *meter = NULL;

	run->err = (struct hl_error){ 0 };
	if (hl_meter_new(&meter, &rest, &run->err) != HL_OK)
		return;
	if (!knows_metrics)
		(void)check_asserts(run, options, meter);
	if (rest.by.len > 0 || rest.own)
		(void)with_tables(run, options, meter, bind_tables);
	hl_meter_free(meter);
	if (!first.text[0])
		return;
	if (run->err.text[0])
		hl_mistakes_add(&run->mistakes, &run->err);
	run->err = first;
}

static enum hl_status measure(struct cmd_run *run, struct options *options, struct hl_meter *meter,
	const struct hl_lift *lift) {
	enum hl_status status = with_tables(run, options, meter, read_tables);

	if (options->parts.partial)
		return status;
	if (status == HL_OK)
		status = hl_meter_end(meter, &run->err);
	if (status != HL_OK)
		return status;
	meter_tell(run, meter);
	return output_put(run, &options->output, &options->asserts, meter,
		options->lift.is_asked ? lift : NULL);
}

/* Options to a meter, and what it holds on to. */
static enum hl_status parse_all(struct cmd_run *run, const struct options *options,
	struct hl_meter_options *meter, struct lift *lift, struct hl_targets **targets) {
	enum hl_status status;

	if (options->set)
		meter->set = output_set(run, options->set);
	status = asked_parse(run, options, meter);
	status = cmd_worse(status, money_parse(run, &options->money, &meter->money));
	status = cmd_worse(status, lift_parse(run, &options->lift, meter, lift));
	if (!options->lift.is_asked)
		return cmd_worse(status, output_parse(run, &options->output, meter, targets));
	output_check(run, &options->output, "lift");
	return status;
}

/* After a mistake in the table of @own (@status) all else that is wrong is told, too. */
static enum hl_status run_events(
	struct cmd_run *run, struct options *options, struct hl_own *own, enum hl_status status) {
	struct hl_meter_options meter_options = { .own = own };
	struct hl_targets *targets = NULL;
	struct hl_meter *meter = NULL;
	struct lift lift = { 0 };

	options->lift.has_period = options->last || options->from || options->to;
	options->lift.has_every = options->every;
	status = cmd_worse(status, parse_all(run, options, &meter_options, &lift, &targets));
	status = cmd_worse(status, hl_meter_new(&meter, &meter_options, &run->err));
	if (meter)
		status = cmd_worse(status, assert_check(run, &options->asserts,
						   hl_meter_choice(meter), options->lift.is_asked));
	if (status == HL_OK)
		status = measure(run, options, meter, &lift.sides);
	else
		check_rest(run, options, &meter_options, meter);
	if (status == HL_OK && !options->parts.partial)
		lift_warn(run, &options->lift, &meter_options);
	hl_meter_free(meter);
	hl_targets_free(targets);
	return status;
}

static enum hl_status run_metrics(struct cmd_run *run, struct options *options) {
	const char *const others[] = { options->roster, options->leads, options->define,
		options->output.targets, options->contacts.holidays, options->contacts.suppressed };
	const struct set *table = options->set ? set_find(options->set) : NULL;
	const struct hl_set *set = NULL;
	struct hl_own *own = NULL;
	enum hl_status status = HL_OK;

	if (table)
		return run_set(run, options, table);
	model_check(run, &options->model);
	tables_check(run, &options->tables, NULL);
	if (!options->list) {
		partial_check(run, &options->parts);
		queues_check_stdin(run, &options->queue, others, HL_LEN(others));
		cmd_max_age(run, options->max_age, true);
	} else if (options->set) {
		set = output_set(run, options->set);
	}
	if (!options->list && options->parts.merge)
		status = partial_open(run, &options->parts);
	if (status == HL_OK)
		status = define_read(run, options->define, &options->parts, &own);
	if (options->list && status == HL_OK)
		status = list_metrics(run, set, own);
	else if (!options->list && (status == HL_OK || (own && !run->err.text[0])))
		status = run_events(run, options, own, status);
	hl_own_free(own);
	return status;
}

int main(int argc, char **argv) {
	struct options options = { .horizon = "30d",
		.unknown = "error",
		.converted = "ACTIVE|FULLY_PAID|CUSTOMER|WON",
		.stages = "LEAD|DEBT_ADDED|FEE_VIEWED|AFFORDABILITY_ASSESSED|"
			  "PAYMENT_PLAN_AGREED|PAYMENT_DETAILS_ADDED",
		.min_n = MIN_N,
		.promise = PROMISE_OPTIONS_INIT,
		.queue = QUEUE_OPTIONS_INIT,
		.output = { .top = SIZE_MAX },
		.money = MONEY_OPTIONS_INIT,
		.std = CMD_STD_INIT };
	const struct opt opts[] = {
		OPT_TEXT(
			'm', "metric", &options.metric, "LIST", "only these, as in rph,coll [all]"),
		OPT_TEXT(0, "define", &options.define, "FILE",
			"metrics of your own, see hl-metrics-define(5)"),
		OPT_TEXT(0, "by", &options.by, "LIST",
			"split by collector, columns of roster, leads, log: team,channel"),
		OPT_TEXT(0, "totals", &options.totals, "WHICH",
			"all, each (of the first columns, too) or none [all]"),
		OPT_TEXT('r', "roster", &options.roster, "FILE", "what the collectors are"),
		OPT_TEXT('l', "leads", &options.leads, "FILE", "what the leads are, their dates"),
		OPT_TEXT(0, "max-age", &options.max_age, "SPAN",
			"fail unless the newest event is no older than SPAN"),
		PERIOD_OPTS(&options),
		LIFT_OPTS(&options.lift),
		OPT_SIZE(0, "min-n", &options.min_n, "N", "flag what rests on fewer [20]"),
		PROMISE_OPTS(&options.promise),
		OPT_TEXT(0, "horizon", &options.horizon, "SPAN", "leads convert within SPAN [30d]"),
		OPT_TEXT(0, "converted", &options.converted, "LIST",
			"stages that are conversions, as in A|B or A,B"),
		OPT_TEXT(0, "stages", &options.stages, "LIST",
			"the stages before, first to last, as in A|B"),
		QUEUE_OPTS(&options.queue),
		CONTACTS_OPTS(&options.contacts),
		OPT_TEXT(0, "unknown-result", &options.unknown, "HOW",
			"a result nobody knows: attempt or error [error]"),
		MONEY_OPTS(&options.money),
		OUTPUT_OPTS(&options.output),
		OPT_TEXT(0, "set", &options.set, "SET",
			"collector, manager, agency, success; or model, roll, suppression"),
		MODEL_OPTS(&options.model),
		TABLES_OPTS(&options.tables),
		OPT_LIST(0, "assert", &options.asserts, "EXPR",
			"fail unless a figure is so, as in 'auc >= 0.7'"),
		PARTIAL_OPTS(&options.parts),
		OPT_FLAG(0, "list-metrics", &options.list, "list the metrics (of --set) and exit"),
		CMD_STD_OPTS(&options.std),
	};
	const struct cmd cmd = { "hl-metrics", "[file ...]", "key figures of a log of events", opts,
		HL_LEN(opts) };
	struct cmd_run run;
	int status;

	partial_defaults(&options.parts, &cmd);
	cmd_start(&run, &cmd, &options.std, argc, argv);
	status = cmd_end(&run, run_metrics(&run, &options));
	partial_release(&options.parts);
	return status;
}
