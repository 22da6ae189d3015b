/* events.c - how new the newest event is. */
#include "ending.h"

void cmd_max_age(struct cmd_run *run, const char *text, bool has_events) {
	struct hl_error ignored;

	run->max_age = text;
	if (!text)
		return;
	if (hl_span_parse(hl_str_of(text), &run->max_span, &ignored) != HL_OK)
		cmd_misuse(run->cmd, "--max-age: not a span such as 26h: %s", text);
	if (!has_events)
		cmd_misuse(run->cmd, "--max-age needs events");
}

void cmd_watch(struct cmd_run *run, struct hl_reader *events, const struct hl_time_rules *rules) {
	struct hl_column_map map = run->map;
	struct hl_error ignored;
	size_t column;

	if (!run->max_age && !run->std->manifest && !cmd_stats_are_rows(run))
		return;
	map.told = NULL; /* who reads the events looks for it, too */
	if (hl_lead_find(hl_reader_header(events), &map, HL_STR("ts"), &column, &ignored) != HL_OK)
		return;
	hl_reader_watch(events, column, rules, run->as_of);
	run->is_watched = true;
}

static int64_t newest(const struct cmd_run *run) {
	int64_t newest_s = HL_NO_MOMENT;

	for (const struct hl_file *file = run->read.first; file; file = file->next)
		if (file->newest_s > newest_s)
			newest_s = file->newest_s;
	return newest_s;
}

enum hl_status end_check_age(struct cmd_run *run) {
	int64_t newest_s = newest(run);
	char text[HL_TIME_ROOM];

	if (!run->max_age || !run->is_watched)
		return HL_OK;
	if (newest_s == HL_NO_MOMENT)
		return hl_fail(&run->err, HL_NO,
			"there is no event up to --as-of, and --max-age is %s", run->max_age);
	if (newest_s >= run->as_of - run->max_span.s)
		return HL_OK;
	return hl_fail(&run->err, HL_NO, "the newest event, of %.*s, is older than --max-age %s",
		(int)hl_time_print(newest_s, text), text, run->max_age);
}
