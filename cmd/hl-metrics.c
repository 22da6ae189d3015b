/* hl-metrics.c - key figures of a log of events, by whatever columns, in periods. */
#include "cmd.h"
#include "hl-metrics/assert.h"
#include "hl-metrics/model.h"
#include "hl-metrics/partial.h"
#include "hl/metrics.h"

#include <string.h>

enum { MIN_N = 20, GRACE_DAYS = 3, TOP_K = 10, DAYS_MAX = 36600 };

struct options {
	const char *metric, *by, *totals, *roster, *leads, *max_age;
	const char *last, *from, *to, *every, *horizon, *converted, *stages, *unknown;
	size_t min_n, grace, top_k;
	bool list;
	const char *set;
	struct model_options model;
	struct partial_options parts;
	struct cmd_list asserts;
	struct cmd_std std;
};

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
	if (!options->every)
		return status;
	meter->every = hl_every_find(hl_str_of(options->every));
	return meter->every ? status
			    : hl_fail(err, HL_EUSAGE, "--every: %s is neither day, week nor month",
				      options->every);
}

static enum hl_status parse_totals(
	const struct options *options, enum hl_totals *totals, struct hl_error *err) {
	static const struct {
		const char *name;
		enum hl_totals totals;
	} names[] = { { "all", HL_TOTALS_ALL }, { "each", HL_TOTALS_EACH },
		{ "none", HL_TOTALS_NONE } };

	for (size_t i = 0; i < HL_LEN(names); i++) {
		if (strcmp(options->totals, names[i].name) != 0)
			continue;
		*totals = names[i].totals;
		if (*totals == HL_TOTALS_NONE && !options->by)
			return hl_fail(err, HL_EUSAGE,
				"--totals none: without --by there is nothing else");
		return HL_OK;
	}
	return hl_fail(
		err, HL_EUSAGE, "--totals: %s is neither all, each nor none", options->totals);
}

static enum hl_status parse_options(const struct cmd_run *run, const struct options *options,
	struct hl_meter_options *meter, struct hl_error *err) {
	struct hl_span horizon = { 0 };
	enum hl_status status = parse_period(run, options, meter, err);

	if (status == HL_OK)
		status = parse_totals(options, &meter->totals, err);
	if (status == HL_OK)
		status = parse_span("horizon", options->horizon, &horizon, err);
	if (status != HL_OK)
		return status;
	if (options->grace > DAYS_MAX)
		return hl_fail(err, HL_EUSAGE, "--grace: at most %d days", DAYS_MAX);
	if (!hl_str_eq(hl_str_of(options->unknown), HL_STR("attempt")) &&
		!hl_str_eq(hl_str_of(options->unknown), HL_STR("error")))
		return hl_fail(err, HL_EUSAGE, "--unknown-result: %s is neither attempt nor error",
			options->unknown);
	meter->as_of = run->as_of;
	meter->zone = run->zone;
	meter->time = &run->time;
	meter->map = &run->map;
	meter->metrics = hl_str_of(options->metric);
	meter->by = hl_str_of(options->by);
	meter->min_n = options->min_n;
	meter->grace_days = (int64_t)options->grace;
	meter->horizon_s = horizon.s;
	meter->converted = hl_str_of(options->converted);
	meter->stages = hl_str_of(options->stages);
	meter->top_k = options->top_k;
	meter->unknown_is_attempt = hl_str_eq(hl_str_of(options->unknown), HL_STR("attempt"));
	meter->threads = run->threads;
	meter->memory = run->memory == SIZE_MAX ? 0 : run->memory;
	meter->folder = cmd_temp_folder();
	return HL_OK;
}

/* --- reading and writing --- */

/* The tables beside the log; those that were opened are there also after a failure. */
static enum hl_status open_sides(
	struct cmd_run *run, const struct options *options, struct hl_meter_tables *tables) {
	enum hl_status status = HL_OK;

	if (options->roster)
		status = cmd_side(run, "roster", &options->roster, 1, &tables->roster);
	if (status == HL_OK && options->leads)
		status = cmd_side(run, "leads", &options->leads, 1, &tables->leads);
	return status;
}

static enum hl_status open_log(struct cmd_run *run, struct hl_meter_tables *tables) {
	enum hl_status status = cmd_input(run);

	if (status == HL_OK)
		cmd_watch(run, run->reader, &run->time);
	tables->log = run->reader;
	return status;
}

/* What the figures are split by is known when all headers are: all tables are opened first. */
static enum hl_status read_tables(
	struct cmd_run *run, struct options *options, struct hl_meter *meter) {
	struct hl_meter_tables tables = { .mistakes = &run->mistakes };
	bool is_merge = options->parts.merge;
	enum hl_status status = is_merge ? partial_sides(run, &options->parts, &tables)
					 : open_sides(run, options, &tables);

	if (status == HL_OK && !is_merge)
		status = open_log(run, &tables);
	if (status == HL_OK && options->parts.partial)
		status = partial_start(run, &options->parts, &tables);
	if (status == HL_OK)
		status = hl_meter_read(meter, &tables, &run->err);
	hl_reader_close(tables.roster);
	hl_reader_close(tables.leads);
	if (is_merge) {
		hl_reader_close(tables.log);
		partial_warn(run, &options->parts);
	}
	return status;
}

/* What was left out, or taken for something else, is said. */
static void tell(struct cmd_run *run, struct hl_meter *meter) {
	struct hl_meter_counts counts = hl_meter_counts(meter);
	const struct hl_str *names;
	size_t len = hl_meter_unknown(meter, &names);

	cmd_verbose(run, "%zu events, %zu with an event_id seen before, %zu later than --as-of",
		counts.events, counts.repeated, counts.later);
	cmd_count(run, "repeated_events", counts.repeated, NULL);
	if (counts.spilled)
		cmd_verbose(run, "%llu bytes of facts spilled", (unsigned long long)counts.spilled);
	if (counts.unknown_stages)
		cmd_verbose(run, "%zu stages are neither in --stages nor in --converted",
			counts.unknown_stages);
	if (counts.unknown_results)
		cmd_warn(run, "%zu results nobody knows were taken for attempts",
			counts.unknown_results);
	for (size_t i = 0; i < len && i < 20; i++) {
		char name[64];

		hl_printable(names[i], name, sizeof(name));
		cmd_warn(run, "unknown result: %s", name);
	}
}

static enum hl_status measure(
	struct cmd_run *run, struct options *options, struct hl_meter *meter) {
	enum hl_status status = read_tables(run, options, meter);
	struct hl_buf bytes = { 0 };

	if (options->parts.partial)
		return status;
	if (status == HL_OK)
		status = hl_meter_end(meter, &run->err);
	if (status != HL_OK)
		return status;
	tell(run, meter);
	status = hl_meter_put(meter, run->dialect, &bytes, &run->err);
	if (status == HL_OK)
		status = assert_judge(run, &options->asserts, &bytes);
	if (status == HL_OK)
		status = cmd_print(run, &bytes);
	cmd_wrote(run, "output", hl_meter_counts(meter).figures);
	hl_buf_release(&bytes);
	return status;
}

static enum hl_status list_metrics(struct cmd_run *run) {
	struct hl_buf bytes = { 0 };
	enum hl_status status;

	for (size_t i = 0; i < hl_metrics_len; i++)
		hl_buf_addf(&bytes, "%s\t%s\t%u\t%s\n", hl_metrics[i].name,
			hl_metrics[i].unit->name, hl_metrics[i].level, hl_metrics[i].help);
	status = cmd_print(run, &bytes);
	hl_buf_release(&bytes);
	return status;
}

/* --set model reads leads and no events. */
static enum hl_status run_model(struct cmd_run *run, const struct options *options) {
	const struct model_asked asked = { .metrics = options->metric,
		.by = options->by,
		.min_n = options->min_n,
		.asserts = &options->asserts };
	const struct cmd_given events[] = {
		{ "roster", options->roster },
		{ "leads", options->leads },
		{ "max-age", options->max_age },
		{ "last", options->last },
		{ "from", options->from },
		{ "to", options->to },
		{ "partial", options->parts.partial },
		{ "merge", options->parts.merge },
	};

	if (strcmp(options->set, "model") != 0)
		return hl_fail(&run->err, HL_EUSAGE, "--set: model, not %s", options->set);
	if (options->list)
		return model_list(run);
	cmd_check_alone(run->cmd, "set model", events, HL_LEN(events));
	return model_run(run, &options->model, &asked);
}

static enum hl_status run_metrics(struct cmd_run *run, struct options *options) {
	const char *const others[] = { options->roster, options->leads };
	struct hl_meter_options meter_options = { 0 };
	struct hl_meter *meter = NULL;
	enum hl_status status = HL_OK;

	assert_check(run, &options->asserts);
	if (options->set)
		return run_model(run, options);
	model_check(run, &options->model);
	if (options->list)
		return list_metrics(run);
	partial_check(run, &options->parts);
	cmd_check_stdin(run, others, HL_LEN(others), true);
	cmd_max_age(run, options->max_age, true);
	if (options->parts.merge)
		status = partial_open(run, &options->parts);
	if (status == HL_OK)
		status = parse_options(run, options, &meter_options, &run->err);
	if (status == HL_OK)
		status = hl_meter_new(&meter, &meter_options, &run->err);
	if (status == HL_OK)
		status = measure(run, options, meter);
	hl_meter_free(meter);
	return status;
}

int main(int argc, char **argv) {
	struct options options = { .horizon = "30d",
		.unknown = "error",
		.totals = "all",
		.converted = "ACTIVE|FULLY_PAID|CUSTOMER|WON",
		.stages = "LEAD|DEBT_ADDED|FEE_VIEWED|AFFORDABILITY_ASSESSED|"
			  "PAYMENT_PLAN_AGREED|PAYMENT_DETAILS_ADDED",
		.min_n = MIN_N,
		.grace = GRACE_DAYS,
		.top_k = TOP_K,
		.std = CMD_STD_INIT };
	const struct opt opts[] = {
		OPT_TEXT(
			'm', "metric", &options.metric, "LIST", "only these, as in rph,coll [all]"),
		OPT_TEXT(0, "by", &options.by, "LIST",
			"split by collector, columns of roster, leads, log: team,channel"),
		OPT_TEXT(0, "totals", &options.totals, "WHICH",
			"all, each (of the first columns, too) or none [all]"),
		OPT_TEXT('r', "roster", &options.roster, "FILE", "what the collectors are"),
		OPT_TEXT('l', "leads", &options.leads, "FILE", "what the leads are, their dates"),
		OPT_TEXT(0, "max-age", &options.max_age, "SPAN",
			"fail unless the newest event is no older than SPAN"),
		OPT_TEXT(0, "last", &options.last, "SPAN",
			"the whole days before --as-of, as in 30d"),
		OPT_TEXT(0, "from", &options.from, "DATE", "the first day [of the events]"),
		OPT_TEXT(0, "to", &options.to, "DATE", "the day after the last [that of --as-of]"),
		OPT_TEXT(0, "every", &options.every, "WHAT",
			"also each day, week or month of the period"),
		OPT_SIZE(0, "min-n", &options.min_n, "N", "flag what rests on fewer [20]"),
		OPT_SIZE(0, "grace", &options.grace, "DAYS", "promises may be so late [3]"),
		OPT_TEXT(0, "horizon", &options.horizon, "SPAN", "leads convert within SPAN [30d]"),
		OPT_TEXT(0, "converted", &options.converted, "LIST",
			"stages that are conversions, A|B"),
		OPT_TEXT(0, "stages", &options.stages, "LIST", "stages in their order, A|B|C"),
		OPT_SIZE(0, "top-k", &options.top_k, "N", "the top N of the queue follow it [10]"),
		OPT_TEXT(0, "unknown-result", &options.unknown, "HOW",
			"a result nobody knows: attempt or error [error]"),
		OPT_TEXT(0, "set", &options.set, "SET", "model: how good a score of leads is"),
		MODEL_OPTS(&options.model),
		OPT_LIST(0, "assert", &options.asserts, "EXPR",
			"fail unless a figure is so, as in 'auc >= 0.7'"),
		PARTIAL_OPTS(&options.parts),
		OPT_FLAG(0, "list-metrics", &options.list, "list the metrics and exit"),
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
