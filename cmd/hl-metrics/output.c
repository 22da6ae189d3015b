/* output.c - hl-metrics: what is said of each figure besides, for whom, in which order. */
#include "output.h"
#include "sets.h"

#include "assert.h"

#include <string.h>

/* --- for whom --- */

const struct hl_set *output_set(const struct cmd_run *run, const char *name) {
	const struct hl_set *set = hl_set_find(hl_str_of(name));

	if (!set)
		set_misuse(run->cmd, name);
	return set;
}

void output_check(
	const struct cmd_run *run, const struct output_options *options, const char *kind) {
	const struct cmd_given given[] = {
		{ "previous", options->previous },
		{ "targets", options->targets },
		{ "order", options->order },
		{ "top", options->top != SIZE_MAX },
		{ "wide", options->wide },
	};

	cmd_check_alone(run->cmd, kind, given, HL_LEN(given));
}

/* --- order --- */

static enum hl_status parse_top(struct cmd_run *run, size_t top, struct hl_meter_options *meter) {
	if (top == SIZE_MAX)
		return HL_OK;
	if (top == 0)
		return cmd_slip(run, "--top: at least 1");
	if (meter->by.len == 0)
		return cmd_slip(run, "--top needs --by: there are no groups");
	meter->top = top;
	if (meter->order == HL_ORDER_NONE)
		meter->order = HL_ORDER_LO;
	return HL_OK;
}

static enum hl_status parse_order(
	struct cmd_run *run, const char *order, struct hl_meter_options *meter) {
	static const struct hl_str names[] = { { "lo", 2 }, { "value", 5 }, { "group", 5 } };
	static const enum hl_order orders[] = { HL_ORDER_LO, HL_ORDER_VALUE, HL_ORDER_GROUP };
	size_t at;

	if (!order)
		return HL_OK;
	if (cmd_word(run, "order", order, (struct cmd_words){ names, HL_LEN(names) }, &at) != HL_OK)
		return HL_EUSAGE;
	meter->order = orders[at];
	return HL_OK;
}

/* --- targets --- */

static enum hl_status read_targets(struct cmd_run *run, const struct output_options *options,
	const struct hl_meter_options *meter, struct hl_targets **targets) {
	const struct hl_targets_options known = {
		.map = &run->map, .own = meter->own, .mistakes = &run->mistakes
	};
	struct hl_reader_options how = { .comments = true, .role = "targets" };
	const char *name = options->targets;
	struct hl_reader *table = NULL;
	enum hl_status status;

	if (!name) {
		how.bytes = hl_str_of(meter->set->targets);
		name = meter->set->name;
	}
	status = cmd_table(run, name, how, &table);
	if (status == HL_OK)
		status = hl_targets_read(targets, table, &known, &run->err);
	hl_reader_close(table);
	return status;
}

/* --- all of it --- */

static enum hl_status check_wide(struct cmd_run *run, const struct output_options *options) {
	if (options->wide && (options->previous || options->targets || options->order ||
				     options->top != SIZE_MAX))
		return cmd_slip(
			run, "--wide goes with none of --previous, --targets, --order and --top");
	return HL_OK;
}

/* Whole weeks have the same days; others have not, and that is a difference of its own. */
static void tell_weekdays(const struct cmd_run *run, const struct hl_meter_options *meter) {
	int64_t days = meter->to_day - meter->from_day;

	if (meter->has_previous && meter->from_day != HL_NO_DAY && meter->to_day != HL_NO_DAY &&
		days % 7 != 0)
		cmd_verbose(run,
			"--previous: of %lld days and those before the weekdays are not the same; "
			"of a multiple of 7 they are",
			(long long)days);
}

enum hl_status output_parse(struct cmd_run *run, const struct output_options *options,
	struct hl_meter_options *meter, struct hl_targets **targets) {
	const struct hl_set *set = meter->set;
	enum hl_status status = check_wide(run, options);

	meter->has_previous = options->previous;
	meter->order = set && !options->wide ? set->order : HL_ORDER_NONE;
	status = cmd_worse(status, parse_top(run, options->top, meter));
	status = cmd_worse(status, parse_order(run, options->order, meter));
	if (!options->wide && (options->targets || (set && set->targets)))
		status = cmd_worse(status, read_targets(run, options, meter, targets));
	meter->targets = *targets;
	tell_weekdays(run, meter);
	return status;
}

enum hl_status output_put(struct cmd_run *run, const struct output_options *options,
	const struct cmd_list *asserts, struct hl_meter *meter, const struct hl_lift *lift) {
	struct hl_buf bytes = { 0 };
	enum hl_status status = HL_OK;

	/* What is asserted is asked of rows that each have one metric. */
	if (lift)
		status = hl_meter_put_lift(meter, lift, run->dialect, &bytes, &run->err);
	else if (!options->wide || asserts->len > 0)
		status = hl_meter_put(meter, run->dialect, &bytes, &run->err);
	if (status == HL_OK)
		status = assert_judge(run, asserts, &bytes);
	if (status == HL_OK && options->wide) {
		bytes.len = 0;
		status = hl_meter_put_wide(meter, run->dialect, &bytes, &run->err);
	}
	if (status == HL_OK)
		status = cmd_print(run, &bytes);
	cmd_wrote(run, "output", hl_meter_counts(meter).figures);
	hl_buf_release(&bytes);
	return status;
}
