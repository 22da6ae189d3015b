/*
 * manifest.c - what a run read, wrote and came to, as one JSON object.
 *
 * A member stands on a line of its own, so that a rerun can be compared without a parser: the clock
 * is the last line, and the only one that may differ.
 */
#include "ending.h"
#include "hl/unicode.h"
#include "options.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { RUN_ID_MAX = 64 };

/* The same moment gives the same name: a rerun writes the same bytes. */
static const char *name_of_moment(struct cmd_run *run) {
	char text[HL_TIME_ROOM];
	size_t len = hl_time_print(run->as_of, text);
	size_t kept = 0;

	for (size_t i = 0; i < len; i++)
		if (text[i] != '-' && text[i] != ':')
			text[kept++] = text[i];
	return hl_str_keep(&run->arena, (struct hl_str){ text, kept }).at;
}

void cmd_name_run(struct cmd_run *run) {
	const char *id = run->std->run_id;
	static const char good[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:-";

	if (id && (!*id || strlen(id) > RUN_ID_MAX || id[strspn(id, good)]))
		cmd_misuse(run->cmd, "--run-id: up to %d letters, digits and . _ : -, not %s",
			(int)RUN_ID_MAX, id);
	run->run_id = id ? id : name_of_moment(run);
}

static void put_text(struct hl_buf *to, const char *name, const char *text) {
	hl_buf_addf(to, "\"%s\":", name);
	hl_json_put(to, hl_str_of(text), NULL);
}

static void put_time(struct hl_buf *to, const char *name, int64_t s) {
	char text[HL_TIME_ROOM];

	hl_buf_addf(to, "\"%s\":\"%.*s\"", name, (int)hl_time_print(s, text), text);
}

/* --- before the run --- */

static void put_arguments(const struct cmd_run *run, struct hl_buf *to) {
	hl_buf_add(to, HL_STR("\"arguments\":["));
	for (size_t i = 0; i < run->args_len; i++) {
		if (i)
			hl_buf_add_char(to, ',');
		hl_json_put(to, hl_str_of(run->args[i]), NULL);
	}
	hl_buf_add(to, HL_STR("],\n"));
}

static void put_head(const struct cmd_run *run, struct hl_buf *to) {
	char day[HL_TIME_ROOM];

	hl_buf_addf(to, "{\"program\":\"%s\",\"version\":\"%s\",\n", run->cmd->name, HL_VERSION);
	put_arguments(run, to);
	put_text(to, "run_id", run->run_id);
	hl_buf_add_char(to, ',');
	put_time(to, "as_of", run->as_of);
	if (run->work_day != HL_NO_MOMENT)
		hl_buf_addf(to, ",\"for\":\"%.*s\"", (int)hl_day_print(run->work_day, day), day);
	hl_buf_add_char(to, ',');
	put_text(to, "tz", run->tz);
	hl_buf_add(to, HL_STR(",\n"));
}

/* --- files --- */

static bool put_digest(const struct hl_file *file, struct hl_buf *to) {
	char sha256[HL_SHA256_ROOM];
	uint64_t bytes;

	bool is_whole = hl_digest_print(file->digest, sha256, &bytes);

	if (is_whole)
		hl_buf_addf(to, ",\"bytes\":%" PRIu64 ",\"sha256\":\"%s\"", bytes, sha256);
	else
		hl_buf_add(to, HL_STR(",\"bytes\":null,\"sha256\":null"));
	return is_whole;
}

/* @has_rows: those that were counted are there, also when the file as a whole is not. */
static void put_file(const struct hl_file *file, bool has_rows, struct hl_buf *to) {
	hl_buf_addf(to, "{\"role\":\"%s\",", file->role);
	put_text(to, "name", file->name);
	has_rows |= put_digest(file, to);
	if (has_rows && file->rows != SIZE_MAX)
		hl_buf_addf(to, ",\"rows\":%zu", file->rows);
	else
		hl_buf_add(to, HL_STR(",\"rows\":null"));
	if (file->newest_s != HL_NO_MOMENT) {
		hl_buf_add_char(to, ',');
		put_time(to, "newest", file->newest_s);
	}
	hl_buf_add_char(to, '}');
}

static void put_files(
	struct hl_buf *to, const char *name, const struct hl_files *files, bool has_rows) {
	hl_buf_addf(to, "\"%s\":[", name);
	for (const struct hl_file *file = files->first; file; file = file->next) {
		hl_buf_add(to, file == files->first ? HL_STR("\n") : HL_STR(",\n"));
		put_file(file, has_rows, to);
	}
	hl_buf_add(to, files->first ? HL_STR("\n],\n") : HL_STR("],\n"));
}

/* --- what came of it --- */

static void put_counts(const struct cmd_run *run, struct hl_buf *to) {
	const struct hl_reader_counts *counts = &run->counts;

	hl_buf_addf(to,
		"\"rows\":%zu,\"rejected\":%zu,\"blank_lines\":%zu,\"repeated_headers\":%zu,",
		counts->rows, counts->rejected, counts->blank, counts->repeated);
	hl_buf_add(to, hl_buf_str(&run->more));
	hl_buf_add_char(to, '\n');
}

static void put_sums(const struct cmd_run *run, struct hl_buf *to) {
	if (run->std->expect_sum.len == 0)
		return;
	hl_buf_add(to, HL_STR("\"sums\":{"));
	for (size_t i = 0; i < run->std->expect_sum.len; i++) {
		if (i)
			hl_buf_add_char(to, ',');
		hl_json_put(to, hl_str_of(run->sums[i].column), NULL);
		hl_buf_add_char(to, ':');
		to->len += hl_sum_print(end_sum(run, i), 0, hl_buf_room(to, HL_SUM_ROOM));
	}
	hl_buf_add(to, HL_STR("},\n"));
}

void cmd_reason(struct cmd_run *run, struct hl_str code, size_t leads) {
	cmd_verbose(run, "%.*s %zu", (int)code.len, code.at, leads);
	if (run->reasons.len)
		hl_buf_add_char(&run->reasons, ',');
	hl_json_put(&run->reasons, code, NULL);
	hl_buf_addf(&run->reasons, ":%zu", leads);
}

static void put_reasons(const struct cmd_run *run, struct hl_buf *to) {
	if (run->reasons.len == 0)
		return;
	hl_buf_add(to, HL_STR("\"reasons\":{"));
	hl_buf_add(to, hl_buf_str(&run->reasons));
	hl_buf_add(to, HL_STR("},\n"));
}

static void put_message(struct hl_buf *to, const struct hl_error *err, bool is_first) {
	struct hl_buf text = { 0 };

	end_message(err, false, &text);
	if (!is_first)
		hl_buf_add_char(to, ',');
	hl_json_put(to, hl_buf_str(&text), NULL);
	hl_buf_release(&text);
}

/* As on the standard error, but for values: a manifest is kept for years. */
static void put_messages(
	const struct cmd_run *run, const struct hl_error *last, struct hl_buf *to) {
	const struct hl_mistakes *mistakes = &run->mistakes;

	hl_buf_addf(to, "\"mistakes\":%zu,\"messages\":[", mistakes->len);
	for (size_t i = 0; i < mistakes->len && i < HL_LEN(mistakes->first); i++)
		put_message(to, &mistakes->first[i], i == 0);
	if (last)
		put_message(to, last, mistakes->len == 0);
	hl_buf_add(to, HL_STR("],\n"));
}

static void put_clock(const struct cmd_run *run, struct hl_buf *to) {
	hl_buf_add(to, HL_STR("\"clock\":{"));
	put_time(to, "start", run->start_s);
	hl_buf_add_char(to, ',');
	put_time(to, "end", (int64_t)time(NULL));
	hl_buf_add(to, HL_STR("}}\n"));
}

enum hl_status end_manifest(const struct cmd_run *run, enum hl_status code,
	const struct hl_error *last, struct hl_error *err) {
	struct hl_buf text = { 0 };
	enum hl_status status;

	/* What lies beside the output is about that one, and stays with it. */
	if (!run->std->manifest || run->std->check)
		return HL_OK;
	put_head(run, &text);
	put_files(&text, "inputs", &run->read, true);
	put_files(&text, "outputs", &run->written, code == HL_OK);
	put_counts(run, &text);
	put_sums(run, &text);
	put_reasons(run, &text);
	put_messages(run, last, &text);
	hl_buf_addf(&text, "\"exit\":%d,\n", (int)code);
	put_clock(run, &text);
	status = hl_file_write(run->std->manifest, hl_buf_str(&text), err);
	hl_buf_release(&text);
	return status;
}
