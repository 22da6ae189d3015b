/* stats.c - counts of a run: JSON for programs, rows for a table or a dashboard. */
#include "ending.h"

#include <string.h>

void cmd_count(struct cmd_run *run, const char *name, size_t count, const char *what) {
	if (what)
		cmd_verbose(run, "%zu %s", count, what);
	hl_buf_addf(&run->more, "\"%s\":%zu,", name, count);
}

static void put_json(const struct cmd_run *run, enum hl_status status, struct hl_buf *to) {
	const struct hl_reader_counts counts = run->counts;
	char as_of[HL_TIME_ROOM];

	hl_buf_addf(to,
		"{\"program\":\"%s\",\"version\":\"%s\",\"as_of\":\"%.*s\",\"rows\":%zu,"
		"\"rejected\":%zu,\"blank_lines\":%zu,\"repeated_headers\":%zu,%.*s\"exit\":%d}\n",
		run->cmd->name, HL_VERSION, (int)hl_time_print(run->as_of, as_of), as_of,
		counts.rows, counts.rejected, counts.blank, counts.repeated, (int)run->more.len,
		run->more.len ? run->more.at : "", (int)status);
}

/* --- rows --- */

static void put_row(struct hl_buf *to, const char *file, struct hl_str what, struct hl_str value) {
	const struct hl_dialect dialect = hl_dialect_of(',');

	hl_put_cell(to, dialect, hl_str_of(file), false);
	hl_put_more(to, dialect, what);
	hl_put_more(to, dialect, value);
	hl_buf_add_char(to, '\n');
}

static void put_count(struct hl_buf *to, const char *file, const char *what, size_t count) {
	struct hl_buf text = { 0 };

	hl_buf_addf(&text, "%zu", count);
	put_row(to, file, hl_str_of(what), hl_buf_str(&text));
	hl_buf_release(&text);
}

static void put_time(struct hl_buf *to, const char *file, const char *what, int64_t s) {
	char text[HL_TIME_ROOM];

	put_row(to, file, hl_str_of(what), (struct hl_str){ text, hl_time_print(s, text) });
}

/* What the command counted itself: "name":N, one behind the other. */
static void put_more(const struct cmd_run *run, struct hl_buf *to) {
	struct hl_str rest = hl_buf_str(&run->more);

	while (rest.len > 0) {
		struct hl_str count = hl_str_cut(&rest, ',');
		struct hl_str name = hl_str_cut(&count, ':');

		put_row(to, run->cmd->name, (struct hl_str){ name.at + 1, name.len - 2 }, count);
	}
}

/* The files, then the run, which has the rows of its main table and those that were bad. */
static void put_rows(const struct cmd_run *run, enum hl_status status, struct hl_buf *to) {
	const char *name = run->cmd->name;

	hl_buf_add(to, HL_STR("file,what,value\n"));
	for (const struct hl_file *file = run->read.first; file; file = file->next) {
		if (file->rows != SIZE_MAX)
			put_count(to, file->name, "rows", file->rows);
		if (file->newest_s != HL_NO_MOMENT)
			put_time(to, file->name, "newest", file->newest_s);
	}
	put_count(to, name, "rows", run->counts.rows);
	put_count(to, name, "rejected", run->counts.rejected);
	put_count(to, name, "blank_lines", run->counts.blank);
	put_count(to, name, "repeated_headers", run->counts.repeated);
	put_more(run, to);
	put_time(to, name, "as_of", run->as_of);
	put_count(to, name, "exit", (size_t)status);
}

bool cmd_stats_are_rows(const struct cmd_run *run) {
	return run->std->stats && hl_str_ends(hl_str_of(run->std->stats), HL_STR(".csv"));
}

enum hl_status end_stats(struct cmd_run *run, enum hl_status status) {
	struct hl_buf text = { 0 };
	enum hl_status written;

	if (!run->std->stats)
		return HL_OK;
	if (cmd_stats_are_rows(run))
		put_rows(run, status, &text);
	else
		put_json(run, status, &text);
	written = hl_file_write(run->std->stats, hl_buf_str(&text), &run->err);
	hl_buf_release(&text);
	return written;
}
