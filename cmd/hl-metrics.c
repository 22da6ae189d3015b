/* hl-metrics.c - key figures of a log of events, by whatever columns, in periods. */
#include "cmd.h"
#include "hl-metrics/assert.h"
#include "hl-metrics/define.h"
#include "hl-metrics/list.h"
#include "hl-metrics/options.h"
#include "hl-metrics/sets.h"
#include "hl-metrics/tell.h"

#include <string.h>

enum { MIN_N = 20 };

/* --- options to values --- */

static enum hl_status parse_span(
	const char *option, const char *text, struct hl_span *span, struct hl_error *err) {
	if (hl_span_parse(hl_str_of(text), span, err) == HL_OK && span->s > 0)
		return HL_OK;
	return hl_fail(err, HL_EUSAGE, "--%s: not a span such as 30d", option);
}

/* --last is the whole days before the day of --as-of. */
static enum hl_status parse_period(const struct cmd_run *run, const struct options *options,
	struct hl_meter_options *meter, struct hl_error *err) {
	struct hl_span last = { 0 };
	enum hl_status status = HL_OK;

	meter->from_day = HL_NO_DAY;
	meter->to_day = HL_NO_DAY;
	if (options->last && (options->from || options->to))
		return hl_fail(err, HL_EUSAGE, "--last goes neither with --from nor with --to");
	if (options->last) {
		status = parse_span("last", options->last, &last, err);
		if (status == HL_OK && !last.calendar)
			return hl_fail(err, HL_EUSAGE, "--last: whole days, such as 30d");
		meter->to_day = hl_zone_day(run->zone, run->as_of);
		meter->from_day = meter->to_day - last.s / HL_DAY_S;
	}
	if (options->from)
		meter->from_day = cmd_day(run, "from", options->from);
	if (options->to)
		meter->to_day = cmd_day(run, "to", options->to);
	if (meter->set && meter->set->is_of_today && !options->last && !options->from &&
		!options->to) {
		meter->from_day = hl_zone_day(run->zone, run->as_of);
		meter->to_day = meter->from_day + 1;
	}
	if (!options->every)
		return status;
	meter->every = hl_every_find(hl_str_of(options->every));
	return meter->every ? status
			    : hl_fail(err, HL_EUSAGE, "--every: %s is neither day, week nor month",
				      options->every);
}

/* --by, else what the set says, as far as there are the tables for it. */
static const char *what_by(const struct options *options, const struct hl_set *set) {
	if (options->by || !set)
		return options->by;
	if (set->by_roster && (options->roster || partial_has(&options->parts, "roster")))
		return set->by_roster;
	if (set->by_leads && (options->leads || partial_has(&options->parts, "leads")))
		return set->by_leads;
	return set->by;
}

static enum hl_status parse_totals(const struct options *options,
	const struct hl_meter_options *meter, enum hl_totals *totals, struct hl_error *err) {
	static const struct {
		const char *name;
		enum hl_totals totals;
	} names[] = { { "all", HL_TOTALS_ALL }, { "each", HL_TOTALS_EACH },
		{ "none", HL_TOTALS_NONE } };

	*totals = meter->set ? meter->set->totals : HL_TOTALS_ALL;
	if (!options->totals)
		return HL_OK;
	for (size_t i = 0; i < HL_LEN(names); i++) {
		if (strcmp(options->totals, names[i].name) != 0)
			continue;
		*totals = names[i].totals;
		if (*totals == HL_TOTALS_NONE && meter->by.len == 0)
			return hl_fail(err, HL_EUSAGE,
				"--totals none: without --by there is nothing else");
		return HL_OK;
	}
	return hl_fail(
		err, HL_EUSAGE, "--totals: %s is neither all, each nor none", options->totals);
}

static enum hl_status parse_options(struct cmd_run *run, const struct options *options,
	struct hl_meter_options *meter, struct hl_error *err) {
	struct hl_span horizon = { 0 };
	enum hl_status status = parse_period(run, options, meter, err);

	meter->by = hl_str_of(what_by(options, meter->set));
	if (status == HL_OK)
		status = parse_totals(options, meter, &meter->totals, err);
	if (status == HL_OK)
		status = parse_span("horizon", options->horizon, &horizon, err);
	if (status == HL_OK)
		status = promise_read(&options->promise, meter, err);
	if (status != HL_OK)
		return status;
	if (!hl_str_eq(hl_str_of(options->unknown), HL_STR("attempt")) &&
		!hl_str_eq(hl_str_of(options->unknown), HL_STR("error")))
		return hl_fail(err, HL_EUSAGE, "--unknown-result: %s is neither attempt nor error",
			options->unknown);
	meter->as_of = run->as_of;
	meter->zone = run->zone;
	meter->time = &run->time;
	meter->map = &run->map;
	meter->mistakes = &run->mistakes;
	meter->metrics = hl_str_of(options->metric);
	meter->min_n = options->min_n;
	meter->horizon_s = horizon.s;
	meter->converted = hl_str_of(options->converted);
	meter->stages = hl_str_of(options->stages);
	meter->top_k = options->queue.top_k;
	meter->count_off_queue = options->queue.count_off_queue;
	meter->unknown_is_attempt = hl_str_eq(hl_str_of(options->unknown), HL_STR("attempt"));
	meter->threads = run->threads;
	meter->memory = run->memory == SIZE_MAX ? 0 : run->memory;
	meter->folder = cmd_temp_folder();
	return contacts_parse(&options->contacts, meter, err);
}

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

/* What the figures are split by is known when all headers are: all tables are opened first. */
static enum hl_status read_tables(
	struct cmd_run *run, struct options *options, struct hl_meter *meter) {
	struct hl_meter_tables tables = { .mistakes = &run->mistakes };
	struct queue_tables queues = { NULL, 0 };
	enum hl_status status = open_all(run, options, &tables, &queues);

	if (status == HL_OK && options->parts.partial)
		status = partial_start(run, &options->parts, &tables);
	if (status == HL_OK)
		status = hl_meter_read(meter, &tables, &run->err);
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

static enum hl_status measure(struct cmd_run *run, struct options *options, struct hl_meter *meter,
	const struct hl_lift *lift) {
	enum hl_status status = read_tables(run, options, meter);

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
	status = parse_options(run, options, meter, &run->err);
	if (status == HL_OK)
		status = money_parse(run, &options->money, &meter->money);
	if (status == HL_OK)
		status = lift_parse(run, &options->lift, meter, lift);
	if (options->lift.is_asked) {
		output_check(run, &options->output, "lift");
		return status;
	}
	return status == HL_OK ? output_parse(run, &options->output, meter, targets) : status;
}

static enum hl_status run_events(struct cmd_run *run, struct options *options, struct hl_own *own) {
	struct hl_meter_options meter_options = { .own = own };
	struct hl_targets *targets = NULL;
	struct hl_meter *meter = NULL;
	struct lift lift = { 0 };
	enum hl_status status;

	options->lift.has_period = options->last || options->from || options->to;
	options->lift.has_every = options->every;
	status = parse_all(run, options, &meter_options, &lift, &targets);
	if (status == HL_OK)
		status = hl_meter_new(&meter, &meter_options, &run->err);
	if (status == HL_OK)
		status = assert_check(
			run, &options->asserts, hl_meter_choice(meter), options->lift.is_asked);
	if (status == HL_OK)
		status = measure(run, options, meter, &lift.sides);
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
	if (status == HL_OK)
		status =
			options->list ? list_metrics(run, set, own) : run_events(run, options, own);
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
			"stages that are conversions, A|B"),
		OPT_TEXT(0, "stages", &options.stages, "LIST", "stages in their order, A|B|C"),
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
		OPT_FLAG(0, "list-metrics", &options.list,
			"list the metrics, which hl-kpi(7) defines, and exit"),
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
