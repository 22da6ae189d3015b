/* hl-score.c - leads and events in, leads with their score, tier and reasons out. */
#include "cmd.h"
#include "hl-score/beside.h"
#include "hl-score/list.h"
#include "hl/score.h"

#include <string.h>

struct options {
	struct cmd_std std;
	const char *model, *overrides, *since, *explain, *max_age;
	struct cmd_list events;
	bool sorted, parts, no_why, hot_until, replace, rules, list_models, list_rules, print_model;
};

/* What a run holds; all of it is released at the end, however far it came. */
struct scoring_run {
	struct hl_model *model;
	struct hl_facts *facts;
	struct hl_scoring *scoring;
	struct hl_zone *zone; /* the model's own */
	struct score_beside beside;
	struct hl_sorted *sorted;
	struct hl_reader *events[HL_LEN(((struct cmd_list *)NULL)->items)]; /* --sorted */
};

/* The zone: --tz, else the model's, else UTC. */
static enum hl_status find_time(
	struct scoring_run *parts, struct cmd_run *run, struct hl_score_time *time) {
	const char *zone = hl_model_zone(parts->model);
	enum hl_status status = HL_OK;

	*time = (struct hl_score_time){ .as_of = run->as_of, .rules = run->time };
	if (!zone || run->std->tz)
		return HL_OK;
	run->tz = zone;
	status = hl_zone_open(&parts->zone, zone, &run->err);
	time->rules.zone = parts->zone;
	time->rules.local = true;
	return status;
}

static void tell_events(const struct scoring_run *parts, struct cmd_run *run, size_t rows) {
	uint64_t spilled = hl_facts_ids_spilled(parts->facts);
	size_t repeated;

	cmd_count(run, "events", rows, NULL);
	if (hl_facts_repeated(parts->facts, &repeated)) {
		cmd_verbose(run, "%zu events, %zu with an event_id seen before", rows, repeated);
		cmd_count(run, "repeated_events", repeated, NULL);
	} else {
		cmd_verbose(run, "%zu events", rows);
	}
	if (spilled)
		cmd_verbose(run, "%llu bytes of events spilled", (unsigned long long)spilled);
}

static enum hl_status read_events(struct scoring_run *parts, struct cmd_run *run,
	const struct cmd_list *files, const struct hl_score_time *time) {
	struct hl_reader *events;
	enum hl_status status;

	if (files->len == 0)
		return HL_OK;
	status = cmd_side(run, "events", files->items, files->len, &events);
	if (status == HL_OK)
		cmd_watch(run, events, &time->rules);
	if (status == HL_OK)
		status = hl_facts_read(parts->facts, events, &run->map, &run->err);
	if (status == HL_OK)
		tell_events(parts, run, hl_reader_counts(events).rows);
	hl_reader_close(events);
	return status;
}

/* --- events --- */

/* --sorted: the events are read along with the leads. */
static enum hl_status open_events(struct scoring_run *parts, struct cmd_run *run,
	const struct cmd_list *files, const struct hl_score_time *time) {
	struct hl_sorted_events events = {
		.readers = parts->events, .len = files->len, .map = &run->map
	};
	enum hl_status status = cmd_sides(run, "events", files->items, files->len, parts->events);

	if (status != HL_OK)
		return status;
	for (size_t i = 0; i < files->len; i++)
		cmd_watch(run, parts->events[i], &time->rules);
	return hl_sorted_new(&parts->sorted, parts->facts, &events, &run->err);
}

static void tell_sorted(
	const struct scoring_run *parts, struct cmd_run *run, const struct cmd_list *files) {
	size_t rows = 0;

	for (size_t i = 0; i < files->len; i++)
		rows += hl_reader_counts(parts->events[i]).rows;
	if (files->len > 0)
		tell_events(parts, run, rows);
}

static enum hl_status score_sorted(
	struct scoring_run *parts, struct cmd_run *run, const struct options *options) {
	enum hl_status status =
		hl_sorted_run(parts->sorted, parts->scoring, run->reader, run->out, &run->err);

	if (status == HL_OK)
		tell_sorted(parts, run, &options->events);
	return status;
}

/* The facts were spilled: they come back in the order of the leads. */
static enum hl_status look_up(struct scoring_run *parts, struct cmd_run *run) {
	struct hl_mistakes ignored = { 0 };
	struct hl_reader *leads;
	enum hl_status status = cmd_input_again(run, &ignored, &leads);

	if (status == HL_OK)
		status = hl_scoring_look_up(parts->scoring, leads, &run->err);
	hl_reader_close(leads);
	return status;
}

static enum hl_status score_all(struct scoring_run *parts, struct cmd_run *run) {
	uint64_t spilled = hl_facts_spilled(parts->facts);
	struct hl_step step;
	enum hl_status status = HL_OK;

	if (spilled) {
		cmd_verbose(run, "%llu bytes of facts spilled", (unsigned long long)spilled);
		status = look_up(parts, run);
	}
	if (status != HL_OK)
		return status;
	step = hl_scoring_step(parts->scoring);
	return hl_table_run(run->reader, &step, run->out, &run->err);
}

/* Events and leads that did not find one another. */
static void tell_unmet(const struct scoring_run *parts, struct cmd_run *run) {
	cmd_count(run, "events_without_lead", hl_scoring_strangers(parts->scoring),
		"events without a lead");
	cmd_count(run, "leads_without_events", hl_scoring_silent(parts->scoring),
		"leads without events");
}

/* The table of leads through the model. */
static enum hl_status score_leads(
	struct scoring_run *parts, struct cmd_run *run, const struct options *options) {
	struct hl_score_output output = { .parts = options->parts,
		.no_why = options->no_why,
		.hot_until = options->hot_until,
		.replace = options->replace,
		.rules = options->rules,
		.explain = options->explain };
	struct hl_score_input input = {
		.facts = parts->facts, .map = &run->map, .mistakes = &run->mistakes
	};
	enum hl_status status = HL_OK;

	input.overrides = parts->beside.overrides;
	input.since = parts->beside.since;
	if (hl_facts_spilled(parts->facts))
		status = cmd_keep_input(run);
	if (status == HL_OK)
		status = cmd_input(run);
	if (status != HL_OK)
		return status;
	output.dialect = run->dialect;
	input.leads = hl_reader_header(run->reader);
	status = hl_scoring_new(&parts->scoring, parts->model, &input, &output, &run->err);
	if (status == HL_OK)
		status = cmd_output(run);
	if (status != HL_OK)
		return status;
	hl_scoring_put_header(parts->scoring, &run->head);
	status = cmd_put_head(run);
	if (status == HL_OK)
		status =
			options->sorted ? score_sorted(parts, run, options) : score_all(parts, run);
	if (status == HL_OK && !options->rules && !options->explain)
		cmd_wrote(run, "output", hl_reader_counts(run->reader).rows);
	if (status == HL_OK && options->events.len > 0 && !options->explain)
		tell_unmet(parts, run);
	if (status == HL_OK && parts->beside.overrides)
		cmd_count(run, "overrides_without_lead",
			hl_overrides_unmet(parts->beside.overrides), "overrides without a lead");
	if (status == HL_OK && options->explain && hl_scoring_pages(parts->scoring) == 0)
		status = cmd_no_lead(run, options->explain, hl_model_key(parts->model));
	return status;
}

/* --rules and --explain write no rows of leads: what is about these, or the other one. */
static void check_kind(const struct cmd_run *run, const struct options *options) {
	const char *kind = options->explain ? "explain" : "rules";
	const struct cmd_given others[] = {
		{ "rules", options->rules && options->explain },
		{ "parts", options->parts },
		{ "no-why", options->no_why },
		{ "replace", options->replace },
		{ "since", options->since != NULL },
		{ "hot-until", options->hot_until },
		{ "out-delim", options->explain && options->std.out_delim },
	};

	if (options->rules || options->explain)
		cmd_check_alone(run->cmd, kind, others, HL_LEN(others));
	cmd_check_explain(run->cmd, options->explain);
}

/* The model and the events are read beside the leads, which --check may leave out. */
static void check_inputs(const struct cmd_run *run, const struct options *options) {
	const char *others[HL_LEN(options->events.items) + 3] = { options->model,
		options->overrides, options->since };

	if (options->sorted && options->events.len > 1 && run->std->fill)
		cmd_misuse(
			run->cmd, "--sorted with several files of events does not go with --union");
	memcpy(others + 3, options->events.items, options->events.len * sizeof(*others));
	cmd_check_stdin(run, others, options->events.len + 3, !options->std.check);
}

/* The run before is held, too. */
static size_t memory_left(const struct scoring_run *parts, const struct cmd_run *run) {
	size_t held = hl_since_size(parts->beside.since);

	return held < run->memory ? run->memory - held : 0;
}

static enum hl_status score(
	struct scoring_run *parts, struct cmd_run *run, const struct options *options) {
	struct hl_score_time time;
	struct hl_facts_for what;
	bool only_model = options->std.check && run->files_len == 0;
	enum hl_status status =
		hl_model_open(&parts->model, options->model, &run->mistakes, &run->read, &run->err);

	if (status == HL_OK && options->hot_until)
		status = hl_until_check(parts->model, &run->err);
	if (status == HL_OK)
		status = find_time(parts, run, &time);
	parts->beside = (struct score_beside){ .overrides_file = options->overrides,
		.since_file = options->since };
	if (status == HL_OK)
		status = score_beside_read(&parts->beside, run, parts->model, &time);
	if (status != HL_OK)
		return status;
	what = (struct hl_facts_for){ !options->no_why, options->hot_until };
	parts->facts = hl_facts_new(parts->model, &time, &what, run->threads);
	if (run->memory != SIZE_MAX)
		hl_facts_limit(parts->facts, memory_left(parts, run), cmd_temp_folder());
	status = options->sorted ? open_events(parts, run, &options->events, &time)
				 : read_events(parts, run, &options->events, &time);
	if (status == HL_OK && !only_model)
		status = score_leads(parts, run, options);
	else if (status == HL_OK && options->sorted)
		status = hl_sorted_check(parts->sorted, &run->err);
	return status;
}

int main(int argc, char **argv) {
	struct options options = { .std = CMD_STD_INIT, .model = "hot" };
	const struct opt opts[] = {
		OPT_LIST('e', "events", &options.events, "FILE", "the events of the leads"),
		OPT_TEXT('m', "model", &options.model, "FILE|NAME", "the model [hot]"),
		OPT_TEXT(0, "overrides", &options.overrides, "FILE",
			"scores that are set or added to by hand"),
		OPT_TEXT(0, "since", &options.since, "FILE",
			"an earlier run: add what has changed since"),
		OPT_TEXT(0, "max-age", &options.max_age, "SPAN",
			"fail unless the newest event is no older than SPAN"),
		OPT_FLAG(0, "sorted", &options.sorted,
			"leads and events are in order of their keys"),
		OPT_FLAG(0, "events-sorted", &options.sorted, "the same"),
		OPT_FLAG(0, "parts", &options.parts, "add a column for every number part"),
		OPT_FLAG(0, "no-why", &options.no_why, "leave out the reasons"),
		OPT_FLAG(0, "hot-until", &options.hot_until,
			"add the time at which each lead falls out of its tier"),
		OPT_FLAG(0, "replace", &options.replace, "drop columns of the same names"),
		OPT_FLAG(0, "rules", &options.rules,
			"write how much each rule moved each score instead of the leads"),
		OPT_TEXT(0, "explain", &options.explain, "ID",
			"write how the score of this lead came about, as a page"),
		OPT_FLAG(0, "models", &options.list_models, "list the shipped models and exit"),
		OPT_FLAG(0, "list-rules", &options.list_rules, "list the rules and exit"),
		OPT_FLAG(0, "print-model", &options.print_model,
			"print the model with all that it includes and exit"),
		CMD_STD_OPTS(&options.std),
	};
	const struct cmd cmd = { "hl-score", "[-e events] [file ...]", "score leads and say why",
		opts, HL_LEN(opts) };
	struct scoring_run parts = { 0 };
	struct cmd_run run;
	enum hl_status status;

	cmd_start(&run, &cmd, &options.std, argc, argv);
	if (options.list_models || options.list_rules) {
		status = score_list(&run, options.list_models, options.list_rules);
	} else if (options.print_model) {
		status = score_print_model(&run, options.model, &parts.model);
	} else {
		check_inputs(&run, &options);
		cmd_max_age(&run, options.max_age, options.events.len > 0);
		check_kind(&run, &options);
		status = score(&parts, &run, &options);
	}
	hl_scoring_free(parts.scoring);
	hl_sorted_free(parts.sorted);
	for (size_t i = 0; i < options.events.len; i++)
		hl_reader_close(parts.events[i]);
	hl_facts_free(parts.facts);
	score_beside_release(&parts.beside);
	hl_zone_free(parts.zone);
	status = (enum hl_status)cmd_end(&run, status);
	/* Messages name the files that it includes. */
	hl_model_close(parts.model);
	return (int)status;
}
