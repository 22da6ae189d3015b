/* end.c - how every command ends: totals, the output in its place, what went wrong. */
#include "ending.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

void end_message(const struct hl_error *err, bool show, struct hl_buf *to) {
	char text[4 * sizeof(err->text)];
	char file[300];

	if (err->file) {
		hl_printable(hl_str_of(err->file), file, sizeof(file));
		hl_buf_addf(to, "%s:", file);
		if (err->line)
			hl_buf_addf(to, "%zu:", err->line);
		if (err->line && err->byte)
			hl_buf_addf(to, "%zu:", err->byte);
		hl_buf_add_char(to, ' ');
	}
	if (err->column[0])
		hl_buf_addf(to, "%s: ", err->column);
	hl_printable(hl_str_of(err->text), text, sizeof(text));
	hl_buf_add(to, hl_str_of(text));
	if (err->value[0] && show)
		hl_buf_addf(to, ": \"%s\"", err->value);
}

/* "hl-score: accounts.csv:17:9: balance: not a number" */
static void report(const struct cmd_run *run, const struct hl_error *err) {
	bool show = run->std->show_values || isatty(STDERR_FILENO);
	struct hl_buf text = { 0 };

	end_message(err, show, &text);
	fprintf(stderr, "%s: %.*s\n", run->cmd->name, (int)text.len, text.at ? text.at : "");
	hl_buf_release(&text);
}

static void report_all(const struct cmd_run *run) {
	const struct hl_mistakes *mistakes = &run->mistakes;

	for (size_t i = 0; i < mistakes->len && i < HL_LEN(mistakes->first); i++)
		report(run, &mistakes->first[i]);
	if (mistakes->len > HL_LEN(mistakes->first))
		fprintf(stderr, "%s: and %zu more like these\n", run->cmd->name,
			mistakes->len - HL_LEN(mistakes->first));
}

/* Of the main table, or of all that it is made of. */
static struct hl_reader_counts count(const struct cmd_run *run) {
	struct hl_reader_counts counts = { 0 };

	if (run->reader)
		counts = hl_reader_counts(run->reader);
	for (size_t i = 1; i < run->parts_len; i++) {
		struct hl_reader_counts more = { 0 };

		if (run->parts[i])
			more = hl_reader_counts(run->parts[i]);
		counts.rows += more.rows;
		counts.rejected += more.rejected;
		counts.blank += more.blank;
		counts.repeated += more.repeated;
	}
	return counts;
}

static enum hl_status check_rows(struct cmd_run *run, size_t rows) {
	const struct cmd_std *std = run->std;

	if (std->expect_rows != SIZE_MAX && rows != std->expect_rows)
		return hl_fail(&run->err, HL_NO, "%zu rows came in where %zu were expected", rows,
			std->expect_rows);
	if (std->min_rows != SIZE_MAX && rows < std->min_rows)
		return hl_fail(&run->err, HL_NO,
			"%zu rows came in where at least %zu were expected", rows, std->min_rows);
	return HL_OK;
}

hl_wide end_sum(const struct cmd_run *run, size_t i) {
	hl_wide total = run->sums[i].total;

	for (size_t part = 1; part < run->parts_len; part++)
		total += run->sums[part * run->std->expect_sum.len + i].total;
	return total;
}

/* Control totals: what came in must be what was announced. */
static enum hl_status check_totals(struct cmd_run *run) {
	enum hl_status status = HL_OK;

	run->err = (struct hl_error){ 0 };
	if (run->reader)
		status = check_rows(run, count(run).rows);
	if (status == HL_OK)
		status = end_check_age(run);
	for (size_t i = 0; i < run->std->expect_sum.len && status == HL_OK; i++) {
		const char *text = run->std->expect_sum.items[i];
		hl_wide total = end_sum(run, i);
		int64_t want = 0;
		char sum[HL_SUM_ROOM];

		(void)hl_dec_read(hl_str_of(strrchr(text, '=') + 1), &want);
		if (total == want)
			continue;
		status = hl_fail(&run->err, HL_NO, "%s adds up to %.*s, not as expected",
			run->sums[i].column, (int)hl_sum_print(total, 0, sum), sum);
	}
	return status;
}

/* A --map that nothing came of is a slip. */
static enum hl_status check_map(struct cmd_run *run) {
	for (size_t i = 0; run->reader && i < run->map.len; i++)
		if (!run->map_used[i]) {
			run->err = (struct hl_error){ 0 };
			return hl_fail(&run->err, HL_EUSAGE,
				"--map %s: no such column was there, or nothing asked for the name",
				run->map.pairs[i]);
		}
	return HL_OK;
}

/* What -v tells, and the summary of what was set aside. */
static void tell_counts(const struct cmd_run *run) {
	const struct hl_reader_counts counts = run->counts;
	char as_of[HL_TIME_ROOM];
	char file[300];

	if (run->rejects && hl_rejects_len(run->rejects) > 0 && !run->std->quiet) {
		hl_printable(hl_str_of(run->std->rejects), file, sizeof(file));
		fprintf(stderr, "%s: %zu rows set aside in %s\n", run->cmd->name,
			hl_rejects_len(run->rejects), file);
	}
	if (counts.repeated > 0 && run->std->skip_repeated_header)
		cmd_warn(run, "%zu headers inside the data were passed over", counts.repeated);
	cmd_verbose(run, "as of %.*s: %zu rows, %zu set aside, %zu empty lines",
		(int)hl_time_print(run->as_of, as_of), as_of, counts.rows, counts.rejected,
		counts.blank);
	if (run->bound.len)
		fprintf(stderr, "%.*s", (int)run->bound.len, run->bound.at);
}

/* Nothing more is read: what threads read ahead of us is over, too. */
static void close_input(struct cmd_run *run) {
	run->counts = count(run);
	hl_reader_close(run->reader);
	for (size_t i = 1; i < run->parts_len; i++)
		hl_reader_close(run->parts[i]);
}

static void release(struct cmd_run *run) {
	for (size_t i = 0; run->copies && i < (run->files_len ? run->files_len : 1); i++)
		hl_temp_close(run->copies[i]);
	hl_arena_release(&run->arena);
	hl_buf_release(&run->bound);
	hl_buf_release(&run->more);
	hl_buf_release(&run->head);
	hl_buf_release(&run->reasons);
	hl_files_release(&run->read);
	hl_files_release(&run->written);
	hl_zone_free(run->zone);
}

/*
 * Whoever finds the new output finds what it must not be without: that comes first, and only when
 * nothing but a rename can go wrong with the output any more.
 */
static enum hl_status put_output(struct cmd_run *run) {
	enum hl_status status = HL_OK;

	if (!run->out)
		return HL_OK;
	if (run->before_output) {
		status = hl_output_prepare(run->out, &run->err);
		if (status == HL_OK)
			status = run->before_output(run->ending, &run->err);
	}
	if (status == HL_OK)
		return hl_output_commit(run->out, &run->err);
	hl_output_discard(run->out);
	return status;
}

/* The output in its place, or the run has failed. */
static enum hl_status conclude(struct cmd_run *run, enum hl_status status) {
	if (status == HL_END)
		status = HL_OK;
	if (status == HL_OK)
		status = check_map(run);
	if (status == HL_OK)
		status = check_totals(run);
	if (status == HL_OK)
		status = put_output(run);
	else
		hl_output_discard(run->out);
	if (status == HL_OK && run->before_end)
		status = run->before_end(run->ending, &run->err);
	return status;
}

int cmd_end(struct cmd_run *run, enum hl_status status) {
	struct hl_error err, own = { 0 };
	enum hl_status last, listed;

	status = conclude(run, status);
	err = run->err;
	close_input(run);
	tell_counts(run);
	last = hl_rejects_close(run->rejects, &run->err);
	if (last == HL_OK)
		last = end_stats(run, status);
	if (status == HL_OK || !err.text[0])
		err = last == HL_OK ? (struct hl_error){ 0 } : run->err;
	listed =
		end_manifest(run, status != HL_OK ? status : last, err.text[0] ? &err : NULL, &own);
	report_all(run);
	if (err.text[0])
		report(run, &err);
	if (listed != HL_OK)
		report(run, &own);
	release(run);
	if (status == HL_OK)
		status = last;
	return (int)(status != HL_OK ? status : listed);
}
