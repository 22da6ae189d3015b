/* beside.c - of hl-export: events, alerts, work done, what was held back. */
#include "beside.h"

#include <string.h>

/* So much of what happened is of use on a card. */
enum { NEWEST = 8 };

/* --- what was asked for --- */

static bool is_number(const char *text) {
	return text && text[0] && text[strspn(text, "0123456789")] == '\0';
}

size_t beside_done_number(const struct cmd *cmd, const struct beside_asked *asked) {
	return is_number(asked->done) ? cmd_number(cmd, "done", asked->done) : SIZE_MAX;
}

const char *beside_done_table(const struct beside_asked *asked) {
	return is_number(asked->done) ? NULL : asked->done;
}

static bool is_any(const struct beside_asked *asked) {
	return asked->events.len > 0 || asked->alerts || beside_done_table(asked) || asked->held;
}

void beside_check_mask(const struct cmd_run *run, const struct beside_asked *asked,
	const struct hl_preset *preset) {
	const struct {
		const char *name, *column;
		bool is_given;
	} tables[] = {
		{ "events", "account_id", asked->events.len > 0 },
		{ "alerts", "account_id", asked->alerts != NULL },
		{ "done", "account_id", beside_done_table(asked) != NULL },
		{ "held", "reasons", asked->held != NULL },
	};

	for (size_t i = 0; i < HL_LEN(tables); i++)
		if (tables[i].is_given && !hl_preset_shows(preset, hl_str_of(tables[i].column)))
			cmd_misuse(run->cmd, "--%s does not go with --mask %s, which holds back %s",
				tables[i].name, preset->name, tables[i].column);
}

void beside_check(const struct cmd_run *run, const struct beside_asked *asked) {
	const char *tables[HL_LEN(asked->events.items) + 3] = { asked->alerts,
		beside_done_table(asked), asked->held };
	size_t len = 3;

	for (size_t i = 0; i < asked->events.len; i++)
		tables[len++] = asked->events.items[i];
	cmd_check_stdin(run, tables, len, true);
	cmd_check_kept(run, "output", run->std->output, tables, len);
}

/* Which accounts are which must be known, but for those that were held back. */
static enum hl_status check_key(struct cmd_run *run, const struct beside_asked *asked) {
	const struct hl_header *header = hl_reader_header(run->reader);
	size_t column = HL_NO_COLUMN;
	enum hl_status status = HL_OK;

	if (asked->events.len == 0 && !asked->alerts && !beside_done_table(asked))
		return HL_OK;
	status = hl_lead_at(header, &run->map, HL_STR("lead_id"), &column, &run->err);
	if (status == HL_OK && column == HL_NO_COLUMN)
		status = hl_lead_find(header, &run->map, HL_STR("account_id"), &column, &run->err);
	return status;
}

enum hl_status beside_new(struct cmd_run *run, const struct beside_asked *asked, const char *split,
	struct hl_beside **beside) {
	const struct hl_beside_options options = { .as_of = run->as_of,
		.work_day = run->work_day,
		.time = run->time,
		.map = &run->map,
		.newest = NEWEST,
		.split = split };

	*beside = is_any(asked) ? hl_beside_new(&options) : NULL;
	return *beside ? check_key(run, asked) : HL_OK;
}

/* --- reading --- */

struct table {
	const char *role;
	const char *const *files;
	size_t len;
	enum hl_status (*read)(
		struct hl_beside *beside, struct hl_reader *reader, struct hl_error *err);
};

static enum hl_status read_table(
	struct cmd_run *run, const struct table *table, struct hl_beside *beside) {
	struct hl_reader *reader = NULL;
	enum hl_status status = cmd_side(run, table->role, table->files, table->len, &reader);

	if (status == HL_OK)
		status = table->read(beside, reader, &run->err);
	hl_reader_close(reader);
	return status;
}

static void tell(struct cmd_run *run, const struct beside_asked *asked, struct hl_beside *beside) {
	struct hl_beside_counts counts = hl_beside_counts(beside);

	if (asked->events.len > 0)
		cmd_count(run, "future_events", counts.future_events,
			"events later than --as-of, left out");
	if (!asked->alerts)
		return;
	cmd_count(
		run, "future_alerts", counts.future_alerts, "alerts later than --as-of, left out");
	cmd_count(run, "other_alerts", counts.other_alerts,
		"alerts about accounts that are not there, left out");
}

enum hl_status beside_read(struct cmd_run *run, const struct beside_asked *asked,
	struct hl_beside *beside, enum hl_status status) {
	const char *done = beside_done_table(asked);
	const struct table tables[] = {
		{ "events", asked->events.items, asked->events.len, hl_beside_read_events },
		{ "alerts", &asked->alerts, asked->alerts != NULL, hl_beside_read_alerts },
		{ "done", &done, done != NULL, hl_beside_read_done },
		{ "held", &asked->held, asked->held != NULL, hl_beside_read_held },
	};

	for (size_t i = 0; i < HL_LEN(tables) && beside; i++) {
		enum hl_status next = HL_OK;

		if (tables[i].len > 0 &&
			(status == HL_OK || (status == HL_EDATA && !run->err.text[0])))
			next = read_table(run, &tables[i], beside);
		if (next != HL_OK)
			status = next;
	}
	if (status == HL_OK && beside)
		tell(run, asked, beside);
	return status;
}
