/* hl-gate.c - which leads may be contacted, by which channels, when, and why not. */
#include "cmd.h"
#include "hl-gate/beside.h"
#include "hl-gate/profiles.h"
#include "hl-gate/tables.h"
#include "hl/gate.h"

#include <stdlib.h>
#include <string.h>

struct options {
	struct cmd_std std;
	struct cmd_list events, rules;
	const char *dnc, *profile, *day, *suppressed, *holidays, *dial_mode, *zone, *max_age;
	const char *results, *unknown, *record, *explain, *cooldown_scope;
	bool all, replace, evidence, list_profiles, print_profile;
};

/* What a run holds; all of it is released at the end, however far it came. */
struct gating {
	struct hl_gate_time time;
	struct hl_gate_rules *rules;
	struct hl_result_codes *codes;
	struct hl_keys *dnc;
	struct hl_contacts *contacts;
	struct hl_gate *gate;
	struct gate_beside beside;
};

/* --- options --- */

/* Who dials: people, or a machine that needs a consent for cell phones. */
static bool by_dialer(const struct cmd_run *run, const char *mode) {
	static const struct {
		const char *name;
		bool by_dialer;
	} modes[] = { { "manual", false }, { "preview", false }, { "predictive", true },
		{ "prerecorded", true } };

	for (size_t i = 0; i < HL_LEN(modes); i++)
		if (strcmp(mode, modes[i].name) == 0)
			return modes[i].by_dialer;
	cmd_misuse(run->cmd, "--dial-mode: %s is none of manual, preview, predictive, prerecorded",
		mode);
}

/* --- rules --- */

static enum hl_status add_rules(
	struct gating *gating, struct cmd_run *run, const char *name, struct hl_str bytes) {
	const struct hl_reader_options how = {
		.comments = true, .bytes = bytes, .role = bytes.at ? "profile" : "rules"
	};
	struct hl_reader *table = NULL;
	enum hl_status status = cmd_table(run, name, how, &table);

	if (status == HL_OK)
		status = hl_gate_rules_add(gating->rules, table, &run->mistakes, &run->err);
	hl_reader_close(table);
	return status;
}

/* The mistakes of all tables are told in one run. */
static enum hl_status read_rules(
	struct gating *gating, struct cmd_run *run, const struct options *options) {
	const struct hl_gate_profile *profile = hl_gate_profile_find(hl_str_of(options->profile));
	enum hl_status first = HL_OK;

	if (!profile)
		return hl_fail(&run->err, HL_EUSAGE,
			"--profile: there is no %s (--profiles lists them)", options->profile);
	gating->rules = hl_gate_rules_new(&gating->time);
	first = add_rules(
		gating, run, profile->name, (struct hl_str){ profile->text, *profile->len });
	for (size_t i = 0; i < options->rules.len; i++) {
		enum hl_status status = HL_OK;

		if (first == HL_OK || (first == HL_EDATA && !run->err.text[0]))
			status = add_rules(
				gating, run, options->rules.items[i], (struct hl_str){ 0 });
		if (status != HL_OK)
			first = status;
	}
	if (first == HL_OK && options->cooldown_scope &&
		!hl_gate_cooldown_scope(gating->rules, hl_str_of(options->cooldown_scope)))
		cmd_misuse(run->cmd, "--cooldown-scope: %s is none of account, debt, person",
			options->cooldown_scope);
	return first;
}

/* --- events --- */

/* What becomes of calls whose result nobody knows. */
static bool must_be_known(const struct cmd_run *run, const char *unknown) {
	if (strcmp(unknown, "attempt") != 0 && strcmp(unknown, "error") != 0)
		cmd_misuse(run->cmd, "--unknown-result: %s is neither attempt nor error", unknown);
	return strcmp(unknown, "error") == 0;
}

/* Each once, and how often. */
static void tell_unknown(const struct hl_contacts *contacts, struct cmd_run *run) {
	struct hl_str result;
	size_t events;

	for (size_t i = 0; hl_contacts_unknown(contacts, i, &result, &events); i++) {
		char name[64];

		hl_printable(result, name, sizeof(name));
		cmd_warn(run, "unknown result: %s (%zu %s, counted)", name, events,
			events == 1 ? "call" : "calls");
	}
}

static enum hl_status read_events(
	struct gating *gating, struct cmd_run *run, const struct options *options) {
	const struct cmd_list *files = &options->events;
	const struct hl_contact_results results = { .codes = gating->codes,
		.must_be_known = must_be_known(run, options->unknown),
		.sets_aside = run->rejects != NULL };
	struct hl_reader *events = NULL;
	enum hl_status status;

	gating->contacts = hl_contacts_new(gating->rules, &gating->time, &results, run->threads);
	if (files->len == 0)
		return HL_OK;
	status = cmd_side(run, "events", files->items, files->len, &events);
	if (status == HL_OK)
		cmd_watch(run, events, &gating->time.rules);
	if (status == HL_OK)
		status = hl_contacts_read(gating->contacts, events, &run->map, &run->err);
	if (status == HL_OK && hl_contacts_future(gating->contacts) > 0)
		cmd_warn(run, "%zu events later than the run do not count (FUTURE_EVENT)",
			hl_contacts_future(gating->contacts));
	if (status == HL_OK)
		tell_unknown(gating->contacts, run);
	hl_reader_close(events);
	return status;
}

/* --- leads --- */

static enum hl_status look(struct gating *gating, struct cmd_run *run) {
	struct hl_mistakes ignored = { 0 };
	struct hl_reader *leads = NULL;
	enum hl_status status;

	if (!hl_gate_looks(gating->gate))
		return HL_OK;
	status = cmd_input_again(run, &ignored, &leads);
	if (status == HL_OK)
		status = hl_gate_look(gating->gate, leads, &run->err);
	hl_reader_close(leads);
	return status;
}

static enum hl_status write_headers(struct gating *gating, struct cmd_run *run) {
	enum hl_status status;

	hl_gate_put_header(gating->gate, &run->head);
	status = cmd_put_head(run);
	if (status == HL_OK)
		status = gate_beside_put_headers(&gating->beside, gating->gate, &run->err);
	return status;
}

/* On the standard error, that nothing goes silently away. */
static void tell(const struct gating *gating, struct cmd_run *run, bool all) {
	struct hl_gate_counts counts = hl_gate_counts(gating->gate);
	size_t rows = hl_reader_counts(run->reader).rows;
	size_t stay = all ? rows : counts.leads[HL_GATE_WORK];
	struct hl_str code;
	size_t leads;

	cmd_wrote(run, "output", stay);
	cmd_wrote(run, "suppressed", rows - stay);
	cmd_wrote(run, "record", hl_gate_recorded(gating->gate));
	cmd_verbose(run, "%zu leads to be worked, %zu of them with fewer channels than they have",
		counts.leads[HL_GATE_WORK], counts.restricted);
	cmd_verbose(run, "%zu dropped, %zu held, %zu deferred", counts.leads[HL_GATE_DROP],
		counts.leads[HL_GATE_HOLD], counts.leads[HL_GATE_DEFER]);
	for (size_t i = 0; hl_gate_code(gating->gate, i, &code, &leads); i++)
		cmd_reason(run, code, leads);
}

static enum hl_status judge(
	struct gating *gating, struct cmd_run *run, const struct options *options) {
	struct hl_gate_output output = { .dialect = run->dialect,
		.all = options->all,
		.replace = options->replace,
		.evidence = options->evidence,
		.run_id = run->run_id,
		.explain = options->explain,
		.by_dialer = by_dialer(run, options->dial_mode) };
	const struct hl_gate_input input = { .rules = gating->rules,
		.contacts = gating->contacts,
		.time = &gating->time,
		.leads = hl_reader_header(run->reader),
		.map = &run->map,
		.dnc = gating->dnc,
		.zone = options->zone,
		.threads = run->threads };
	enum hl_status status = cmd_output(run);

	if (status == HL_OK)
		status = gate_beside_open(&gating->beside, run);
	output.suppressed = gating->beside.suppressed;
	output.record = gating->beside.record;
	if (status == HL_OK)
		status = hl_gate_new(&gating->gate, &input, &output, &run->err);
	if (status == HL_OK && !hl_gate_has_persons(gating->gate))
		cmd_warn(run, "the leads have no person_id: each account is a person of its own");
	if (status == HL_OK)
		status = write_headers(gating, run);
	if (status == HL_OK)
		status = look(gating, run);
	if (status == HL_OK)
		status = hl_gate_run(gating->gate, run->reader, run->out, &run->err);
	if (status == HL_OK)
		status = gate_beside_prepare(&gating->beside, &run->err);
	if (status == HL_OK && hl_gate_offsets(gating->gate) > 0)
		cmd_warn(run,
			"tz: %zu of the zones are offsets from UTC, which know no summer time",
			hl_gate_offsets(gating->gate));
	if (status == HL_OK && options->explain)
		return hl_gate_pages(gating->gate) > 0
			       ? HL_OK
			       : cmd_no_lead(run, options->explain, "account_id");
	if (status == HL_OK)
		tell(gating, run, options->all);
	return status;
}

/* Before the leads to be worked: whoever has these has the record of the others, too. */
static enum hl_status commit_beside(void *gating, struct hl_error *err) {
	return gate_beside_commit(&((struct gating *)gating)->beside, err);
}

/* --explain writes no rows of leads: what is about these. */
static void check_kind(const struct cmd_run *run, const struct options *options) {
	const struct cmd_given others[] = {
		{ "suppressed", options->suppressed != NULL },
		{ "record", options->record != NULL },
		{ "evidence", options->evidence },
		{ "all", options->all },
		{ "replace", options->replace },
		{ "out-delim", options->std.out_delim != NULL },
	};

	if (options->explain)
		cmd_check_alone(run->cmd, "explain", others, HL_LEN(others));
	cmd_check_explain(run->cmd, options->explain);
}

/* The standard input can be one table; what is set apart needs a file of its own. */
static void check_files(struct gating *gating, struct cmd_run *run, const struct options *options) {
	enum { EVENTS = HL_LEN(options->events.items), RULES = HL_LEN(options->rules.items) };
	const char *others[EVENTS + RULES + 3] = { options->holidays, options->results,
		options->dnc };
	size_t len = 3;

	for (size_t i = 0; i < options->events.len; i++)
		others[len++] = options->events.items[i];
	for (size_t i = 0; i < options->rules.len; i++)
		others[len++] = options->rules.items[i];
	cmd_check_stdin(run, others, len, true);
	gating->beside.suppressed_file = options->suppressed;
	gating->beside.record_file = options->record;
	gate_beside_check(&gating->beside, run);
	cmd_check_kept(run, "suppressed", options->suppressed, others, len);
	cmd_check_kept(run, "record", options->record, others, len);
	cmd_check_kept(run, "output", run->std->output, others, len);
}

static enum hl_status gate_files(
	struct gating *gating, struct cmd_run *run, const struct options *options) {
	enum hl_status status;

	check_files(gating, run, options);
	check_kind(run, options);
	gating->time = (struct hl_gate_time){ .as_of = run->as_of, .rules = run->time };
	gating->time.day = cmd_work_day(run, options->day);
	cmd_max_age(run, options->max_age, options->events.len > 0);
	status = gate_read_holidays(run, options->holidays, &gating->time);
	if (status == HL_OK)
		status = read_rules(gating, run, options);
	if (status == HL_OK)
		status = gate_read_results(run, options->results, &gating->codes);
	if (status == HL_OK)
		status = gate_read_dnc(run, options->dnc, &gating->dnc);
	if (status == HL_OK)
		status = read_events(gating, run, options);
	if (status == HL_OK)
		status = cmd_keep_input(run, hl_gate_looks_by);
	if (status == HL_OK)
		status = cmd_input(run);
	if (status == HL_OK)
		status = judge(gating, run, options);
	run->before_output = commit_beside;
	run->ending = gating;
	return status;
}

static void release(struct gating *gating) {
	hl_gate_free(gating->gate);
	hl_contacts_free(gating->contacts);
	hl_result_codes_free(gating->codes);
	hl_keys_free(gating->dnc);
	hl_gate_rules_free(gating->rules);
	gate_beside_discard(&gating->beside);
	free(gating->time.holidays);
}

int main(int argc, char **argv) {
	struct options options = {
		.std = CMD_STD_INIT, .profile = "us", .dial_mode = "manual", .unknown = "attempt"
	};
	const struct opt opts[] = {
		OPT_LIST('e', "events", &options.events, "FILE", "the contact log"),
		OPT_TEXT(0, "max-age", &options.max_age, "SPAN",
			"fail unless the newest event is no older than SPAN"),
		OPT_TEXT('p', "profile", &options.profile, "NAME", "the rules to begin with [us]"),
		OPT_LIST('r', "rules", &options.rules, "FILE", "more rules: the stricter hold"),
		OPT_TEXT(0, "results", &options.results, "FILE",
			"what the codes of the log are among the results"),
		OPT_TEXT(0, "unknown-result", &options.unknown, "HOW",
			"what is none: attempt or error [attempt]"),
		OPT_TEXT(0, "dnc", &options.dnc, "FILE",
			"numbers that must not be called, one a line"),
		OPT_TEXT(0, "for", &options.day, "DATE", "the day to be worked [that of --as-of]"),
		OPT_TEXT(0, "lead-zone", &options.zone, "ZONE",
			"where leads are that say nothing of it"),
		OPT_TEXT(0, "holidays", &options.holidays, "FILE",
			"days with the hours of holidays"),
		OPT_TEXT(0, "cooldown-scope", &options.cooldown_scope, "SCOPE",
			"a conversation bars calls about: account, debt, person [by the rules]"),
		OPT_TEXT(0, "dial-mode", &options.dial_mode, "MODE",
			"who dials: manual, preview, predictive, prerecorded [manual]"),
		OPT_TEXT(0, "suppressed", &options.suppressed, "FILE",
			"the leads that may not be worked, and why"),
		OPT_TEXT(0, "record", &options.record, "FILE",
			"each reason of each lead, the rule and its evidence, to be kept"),
		OPT_FLAG(0, "evidence", &options.evidence,
			"add what the rules looked at to the leads that stay, too"),
		OPT_TEXT(0, "explain", &options.explain, "ID",
			"write what the rules make of this lead, as a page"),
		OPT_FLAG(0, "all", &options.all, "write them with the others"),
		OPT_FLAG(0, "replace", &options.replace, "drop columns of the same names"),
		OPT_FLAG(0, "profiles", &options.list_profiles, "list the profiles and exit"),
		OPT_FLAG(0, "print-profile", &options.print_profile,
			"print the rules of the profile and exit"),
		CMD_STD_OPTS(&options.std),
	};
	const struct cmd cmd = { "hl-gate", "[-e events] [file ...]",
		"keep leads that may be contacted, and say when and how", opts, HL_LEN(opts) };
	struct gating gating = { 0 };
	struct cmd_run run;
	enum hl_status status;
	int code;

	cmd_start(&run, &cmd, &options.std, argc, argv);
	if (options.list_profiles)
		status = gate_list_profiles(&run);
	else if (options.print_profile)
		status = gate_print_profile(&run, options.profile);
	else
		status = gate_files(&gating, &run, &options);
	code = cmd_end(&run, status);
	release(&gating);
	return code;
}
