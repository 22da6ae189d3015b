/* lift.c - the options of --lift: before and after, or two groups of one time. */
#include "lift.h"

#include <string.h>

/* "2026-01-01..2026-02-01", the end not in it. */
static enum hl_status parse_period(
	struct cmd_run *run, const char *option, const char *text, struct hl_period *period) {
	const char *dots = strstr(text, "..");
	struct hl_str from;

	if (!dots)
		return cmd_slip(run, "--%s: not two dates, FROM..TO", option);
	from = hl_str_keep(&run->arena, (struct hl_str){ text, (size_t)(dots - text) });
	if (cmd_worse(cmd_day_read(run, option, from.at, &period->from_day),
		    cmd_day_read(run, option, dots + 2, &period->to_day)) != HL_OK)
		return HL_EUSAGE;
	if (period->from_day >= period->to_day)
		return cmd_slip(run, "--%s ends before it begins", option);
	return HL_OK;
}

static enum hl_status parse_before_after(struct cmd_run *run, const struct lift_options *options,
	struct hl_meter_options *meter, struct lift *lift) {
	struct hl_period after = { 0, 0 };
	enum hl_status status;

	if (!options->before || !options->after)
		return cmd_slip(run, "--before and --after go together");
	if (options->has_period)
		return cmd_slip(
			run, "--before and --after are the periods: no --last, --from or --to");
	status = parse_period(run, "before", options->before, &lift->before);
	status = cmd_worse(status, parse_period(run, "after", options->after, &after));
	if (status != HL_OK)
		return status;
	if (lift->before.to_day > after.from_day)
		return cmd_slip(run, "--before does not end before --after begins");
	meter->from_day = after.from_day;
	meter->to_day = after.to_day;
	meter->more = &lift->before;
	meter->more_len = 1;
	return HL_OK;
}

/* "team=North:South"; the column comes before those of --by. */
static enum hl_status parse_ab(struct cmd_run *run, const struct lift_options *options,
	struct hl_meter_options *meter, struct lift *lift) {
	struct hl_str rest = hl_str_of(options->ab);
	struct hl_str column = hl_str_trim(hl_str_cut(&rest, '='));
	struct hl_buf by = { 0 };

	lift->sides.by_group = true;
	lift->sides.a = hl_str_trim(hl_str_cut(&rest, ':'));
	lift->sides.b = hl_str_trim(rest);
	if (column.len == 0 || lift->sides.a.len == 0 || lift->sides.b.len == 0)
		return cmd_slip(run, "--ab: not COLUMN=A:B, as in team=North:South");
	if (hl_str_eq(lift->sides.a, lift->sides.b))
		return cmd_slip(run, "--ab: both sides are the same");
	hl_buf_addf(&by, "%.*s%s%.*s", (int)column.len, column.at, meter->by.len ? "," : "",
		(int)meter->by.len, meter->by.at ? meter->by.at : "");
	meter->by = hl_str_keep(&run->arena, hl_buf_str(&by));
	meter->totals = HL_TOTALS_EACH;
	hl_buf_release(&by);
	return HL_OK;
}

enum hl_status lift_parse(struct cmd_run *run, const struct lift_options *options,
	struct hl_meter_options *meter, struct lift *lift) {
	bool is_in_time = options->before || options->after;

	if (!options->is_asked && (is_in_time || options->ab))
		return cmd_slip(run, "--%s needs --lift",
			options->ab       ? "ab"
			: options->before ? "before"
					  : "after");
	if (!options->is_asked)
		return HL_OK;
	if (is_in_time == (options->ab != NULL))
		return cmd_slip(run, "--lift needs either --before and --after, or --ab");
	if (options->has_every)
		return cmd_slip(run, "--every does not go with --lift");
	return is_in_time ? parse_before_after(run, options, meter, lift)
			  : parse_ab(run, options, meter, lift);
}

void lift_warn(struct cmd_run *run, const struct lift_options *options,
	const struct hl_meter_options *meter) {
	int64_t before = 0;
	int64_t after = meter->to_day - meter->from_day;

	if (!options->is_asked || options->ab)
		return;
	before = meter->more->to_day - meter->more->from_day;
	cmd_warn(run, "before and after differ in season, mix and placements, too: a group "
		      "drawn by lot (--ab) would not");
	if (before != after)
		cmd_warn(run, "%lld days before, %lld after: what grows with time is no lift",
			(long long)before, (long long)after);
}
