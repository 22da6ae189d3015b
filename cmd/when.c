/* when.c - options that say when: the day to be worked, the time of it, how long to wait. */
#include "cmd.h"

#include <limits.h>

static bool read_day(const struct cmd_run *run, const char *text, int64_t *day) {
	struct hl_error ignored;
	struct hl_time time;

	if (hl_time_parse(hl_str_of(text), &run->time, &time, &ignored) != HL_OK || !time.is_date)
		return false;
	*day = time.day;
	return true;
}

int64_t cmd_day(const struct cmd_run *run, const char *name, const char *text) {
	int64_t day = 0;

	if (!read_day(run, text, &day))
		cmd_misuse(run->cmd, "--%s: a date such as 2026-03-02, not %s", name, text);
	return day;
}

enum hl_status cmd_day_read(struct cmd_run *run, const char *name, const char *text, int64_t *day) {
	return read_day(run, text, day)
		       ? HL_OK
		       : cmd_slip(run, "--%s: a date such as 2026-03-02, not %s", name, text);
}

int64_t cmd_work_day(struct cmd_run *run, const char *text) {
	run->work_day = text ? cmd_day(run, "for", text) : hl_zone_day(run->zone, run->as_of);
	return run->work_day;
}

int cmd_at(const struct cmd *cmd, const char *text) {
	struct hl_error ignored;
	int s = 0;

	if (!text)
		return -1;
	if (hl_clock_parse(hl_str_of(text), &s, &ignored) != HL_OK)
		cmd_misuse(cmd, "--at: not a time of day (HH:MM): %s", text);
	return s / 60; /* shifts go by whole minutes */
}

unsigned cmd_wait(const struct cmd *cmd, const char *text, unsigned standard) {
	struct hl_error ignored;
	struct hl_span span = { 0 };
	size_t s;

	if (!text)
		return standard;
	if (hl_span_parse(hl_str_of(text), &span, &ignored) == HL_OK)
		return (unsigned)span.s; /* 100 years at most */
	if (!*text || text[strspn(text, "0123456789")])
		cmd_misuse(cmd, "--wait: seconds, or a span such as 5m: %s", text);
	s = cmd_number(cmd, "wait", text);
	return s < UINT_MAX ? (unsigned)s : UINT_MAX;
}
