/* asked.c - the options of hl-metrics to what a meter has to know; every slip is told. */
#include "asked.h"

/* --- periods --- */

static enum hl_status parse_span(
	struct cmd_run *run, const char *option, const char *text, struct hl_span *span) {
	struct hl_error ignored;

	*span = (struct hl_span){ 0 };
	if (hl_span_parse(hl_str_of(text), span, &ignored) == HL_OK && span->s > 0)
		return HL_OK;
	return cmd_slip(run, "--%s: not a span such as 30d", option);
}

/* --last is the whole days before the day of --as-of. */
static enum hl_status parse_last(
	struct cmd_run *run, const struct options *options, struct hl_meter_options *meter) {
	struct hl_span last;

	if (options->from || options->to)
		return cmd_slip(run, "--last goes neither with --from nor with --to");
	if (parse_span(run, "last", options->last, &last) != HL_OK)
		return HL_EUSAGE;
	if (!last.calendar)
		return cmd_slip(run, "--last: whole days, such as 30d");
	meter->to_day = hl_zone_day(run->zone, run->as_of);
	meter->from_day = meter->to_day - last.s / HL_DAY_S;
	return HL_OK;
}

static enum hl_status parse_days(
	struct cmd_run *run, const struct options *options, struct hl_meter_options *meter) {
	enum hl_status status = HL_OK;

	if (options->last)
		return parse_last(run, options, meter);
	if (options->from)
		status = cmd_day_read(run, "from", options->from, &meter->from_day);
	if (options->to)
		status = cmd_worse(status, cmd_day_read(run, "to", options->to, &meter->to_day));
	if (meter->set && meter->set->is_of_today && !options->from && !options->to) {
		meter->from_day = hl_zone_day(run->zone, run->as_of);
		meter->to_day = meter->from_day + 1;
	}
	return status;
}

static enum hl_status parse_every(
	struct cmd_run *run, const char *every, struct hl_meter_options *meter) {
	struct hl_str *names = hl_new_array(&run->arena, struct hl_str, hl_everys_len);
	size_t at;

	if (!every)
		return HL_OK;
	for (size_t i = 0; i < hl_everys_len; i++)
		names[i] = hl_str_of(hl_everys[i].name);
	if (cmd_word(run, "every", every, (struct cmd_words){ names, hl_everys_len }, &at) != HL_OK)
		return HL_EUSAGE;
	meter->every = &hl_everys[at];
	return HL_OK;
}

static enum hl_status parse_period(
	struct cmd_run *run, const struct options *options, struct hl_meter_options *meter) {
	enum hl_status status;

	meter->from_day = HL_NO_DAY;
	meter->to_day = HL_NO_DAY;
	status = parse_days(run, options, meter);
	/* Of a period that is not known nothing else is wrong. */
	if (status != HL_OK)
		meter->from_day = meter->to_day = HL_NO_DAY;
	return cmd_worse(status, parse_every(run, options->every, meter));
}

/* --- groups --- */

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

static enum hl_status parse_groups(
	struct cmd_run *run, const struct options *options, struct hl_meter_options *meter) {
	static const struct hl_str names[] = { { "all", 3 }, { "each", 4 }, { "none", 4 } };
	static const enum hl_totals totals[] = { HL_TOTALS_ALL, HL_TOTALS_EACH, HL_TOTALS_NONE };
	size_t at;

	meter->by = hl_str_of(what_by(options, meter->set));
	meter->totals = meter->set ? meter->set->totals : HL_TOTALS_ALL;
	if (!options->totals)
		return HL_OK;
	if (cmd_word(run, "totals", options->totals, (struct cmd_words){ names, HL_LEN(names) },
		    &at) != HL_OK)
		return HL_EUSAGE;
	meter->totals = totals[at];
	if (meter->totals == HL_TOTALS_NONE && meter->by.len == 0)
		return cmd_slip(run, "--totals none: without --by there is nothing else");
	return HL_OK;
}

/* --- the rest --- */

enum hl_status asked_metrics(struct cmd_run *run, const struct options *options) {
	if (!options->metric || hl_str_trim(hl_str_of(options->metric)).len > 0)
		return HL_OK;
	return cmd_slip(run, "--metric: names of metrics, as in rph,coll, see --list-metrics");
}

static enum hl_status parse_unknown(
	struct cmd_run *run, const char *unknown, struct hl_meter_options *meter) {
	static const struct hl_str names[] = { { "error", 5 }, { "attempt", 7 } };
	size_t at;
	enum hl_status status = cmd_word(
		run, "unknown-result", unknown, (struct cmd_words){ names, HL_LEN(names) }, &at);

	meter->unknown_is_attempt = at > 0;
	return status;
}

static enum hl_status parse_counts(
	struct cmd_run *run, const struct options *options, struct hl_meter_options *meter) {
	struct hl_span horizon;
	enum hl_status status = parse_span(run, "horizon", options->horizon, &horizon);

	meter->horizon_s = horizon.s;
	meter->top_k = options->queue.top_k;
	meter->count_off_queue = options->queue.count_off_queue;
	if (options->queue.top_k == 0)
		status = cmd_worse(status, cmd_slip(run, "--top-k: at least 1"));
	return cmd_worse(status, asked_metrics(run, options));
}

enum hl_status asked_parse(
	struct cmd_run *run, const struct options *options, struct hl_meter_options *meter) {
	enum hl_status status = parse_period(run, options, meter);

	status = cmd_worse(status, parse_groups(run, options, meter));
	status = cmd_worse(status, parse_counts(run, options, meter));
	status = cmd_worse(status, promise_read(run, &options->promise, meter));
	status = cmd_worse(status, parse_unknown(run, options->unknown, meter));
	status = cmd_worse(status, queues_check_days(run, &options->queue));
	status = cmd_worse(status, contacts_parse(run, &options->contacts, meter));
	meter->as_of = run->as_of;
	meter->zone = run->zone;
	meter->time = &run->time;
	meter->map = &run->map;
	meter->mistakes = &run->mistakes;
	meter->metrics = hl_str_of(options->metric);
	meter->min_n = options->min_n;
	meter->converted = hl_str_of(options->converted);
	meter->stages = hl_str_of(options->stages);
	meter->threads = run->threads;
	meter->memory = run->memory == SIZE_MAX ? 0 : run->memory;
	meter->folder = cmd_temp_folder();
	return status;
}
