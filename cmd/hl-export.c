/* hl-export.c - rows into what people and other systems take. */
#include "cmd.h"
#include "hl-export/beside.h"
#include "hl-export/goes.h"
#include "hl-export/guide.h"
#include "hl-export/mask.h"
#include "hl-export/suffix.h"
#include "hl-export/told.h"
#include "hl-export/view.h"

#include "hl/export.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct options {
	struct mask_options mask;
	const char *to, *page, *title, *split_by, *work_date, *currency, *run, *periods, *paper;
	struct cmd_list columns, renames;
	struct beside_asked beside;
	struct guide_options guide;
	struct view_options view;
	size_t goal;
	bool list;
	struct cmd_std std;
};

/* A run and what it exports. */
struct job {
	const struct options *options;
	struct cmd_run run;
	const char *to; /* what is written: "html" */
	const struct hl_format *format;
	const struct hl_preset *preset;
	struct hl_mask_with with; /* its key is in the run's arena */
	struct hl_export_table table;
	struct hl_export_options export;
	struct hl_beside *beside;
	struct hl_split *split;
	enum hl_status guided; /* HL_EDATA: mistakes in its tables, told with those of the rows */
};

/* --- what was asked for --- */

static void choose_format(struct job *job) {
	const struct options *options = job->options;
	enum hl_status status;

	job->to = options->to;
	if (!job->to)
		job->to =
			suffix_format(job->run.cmd, options->split_by ? NULL : options->std.output,
				options->page      ? "html"
				: options->std.tsv ? "tsv"
						   : "csv");
	status = hl_format_find(hl_str_of(job->to), &job->format, &job->run.err);
	if (status == HL_OK && options->page)
		status = hl_page_find(
			hl_str_of(options->page), job->to, &job->format, &job->run.err);
	if (status != HL_OK)
		cmd_misuse(job->run.cmd, "%s", job->run.err.text);
}

static bool is_gzip(const struct options *options) {
	struct hl_str output = hl_str_of(options->split_by ? NULL : options->std.output);

	return options->std.gzip || hl_str_ends(output, HL_STR(".gz"));
}

/* Bytes that are no text would be orders to a terminal. */
static void check_terminal(const struct job *job) {
	const char *output = job->options->std.output;

	if (job->format->is_binary && !job->options->std.check &&
		(!output || strcmp(output, "-") == 0) && isatty(STDOUT_FILENO))
		cmd_misuse(job->run.cmd, "--to %s is not for a terminal: give -o FILE%s", job->to,
			job->format->suffix);
}

/* A word of two. */
static void check_word(
	const struct job *job, const char *name, const char *text, const char *const words[2]) {
	if (text && strcmp(text, words[0]) != 0 && strcmp(text, words[1]) != 0)
		cmd_misuse(job->run.cmd, "--%s: %s is neither %s nor %s", name, text, words[0],
			words[1]);
}

static enum hl_status check_goes(struct job *job) {
	const struct options *options = job->options;
	const struct view_options *view = &options->view;
	const struct beside_asked *beside = &options->beside;
	bool has_number = beside_done_number(job->run.cmd, beside) != SIZE_MAX;
	const struct goes_option given[] = {
		{ "title", options->title, HL_TAKES_TITLE },
		{ "for", options->work_date, HL_TAKES_DAY },
		{ "goal", options->goal != SIZE_MAX, HL_TAKES_GOAL },
		{ "done", has_number, HL_TAKES_GOAL },
		{ "done", beside_done_table(beside), HL_TAKES_BESIDE },
		{ "events", beside->events.len > 0, HL_TAKES_BESIDE },
		{ "alerts", beside->alerts, HL_TAKES_BESIDE },
		{ "held", beside->held, HL_TAKES_BESIDE },
		{ "names", options->guide.names, HL_TAKES_NAMES },
		{ "home", options->guide.home, HL_TAKES_WAYS },
		{ "links", options->guide.links, HL_TAKES_WAYS },
		{ "currency", options->currency, HL_TAKES_CURRENCY },
		{ "run", options->run, HL_TAKES_RUN },
		{ "paper", options->paper, HL_TAKES_PAPER },
		{ "periods", options->periods, HL_TAKES_PERIODS },
		{ "by", view->by, HL_TAKES_VIEW },
		{ "team", view->team, HL_TAKES_VIEW },
		{ "client", view->client, HL_TAKES_VIEW },
		{ "collector", view->collector, HL_TAKES_VIEW },
		{ "cards", view->cards, HL_TAKES_VIEW },
		{ "quality", view->quality.len > 0, HL_TAKES_VIEW },
		{ "min-cell", options->mask.min_cell > 0, HL_TAKES_FEW },
		{ "out-delim", options->std.out_delim, HL_TAKES_DELIM },
	};

	return goes_check(&job->run, job->format, given, HL_LEN(given));
}

static enum hl_status check_options(struct job *job) {
	const struct options *options = job->options;
	enum hl_status status = check_goes(job);

	if (options->split_by &&
		(!options->std.output || hl_str_eq(hl_str_of(options->std.output), HL_STR("-"))))
		cmd_misuse(job->run.cmd, "--split-by needs -o and a folder");
	if (is_gzip(options) && job->format->is_packed)
		cmd_misuse(
			job->run.cmd, "%s is compressed already: neither --gzip nor .gz", job->to);
	check_word(job, "periods", options->periods, (const char *const[]){ "newest", "all" });
	check_word(job, "paper", options->paper, (const char *const[]){ "a4", "letter" });
	if (options->goal == SIZE_MAX &&
		beside_done_number(job->run.cmd, &options->beside) != SIZE_MAX)
		cmd_misuse(job->run.cmd, "--done needs --goal, or a file");
	beside_check(&job->run, &options->beside);
	guide_check(&job->run, &options->guide);
	view_check(&job->run, &options->view);
	return status;
}

static void set_export(struct job *job) {
	const struct options *options = job->options;
	size_t done = beside_done_number(job->run.cmd, &options->beside);

	job->export = (struct hl_export_options){
		.table = &job->table,
		.map = &job->run.map,
		.dialect = hl_dialect_of(','),
		.title = hl_str_of(options->title),
		.as_of = job->run.as_of,
		.zone = job->run.zone,
		.zone_name = hl_str_of(job->run.tz),
		.time = job->run.time,
		.work_day = cmd_work_day(&job->run, options->work_date),
		.goal = options->goal == SIZE_MAX ? 0 : options->goal,
		.done = done == SIZE_MAX ? 0 : done,
		.currency = hl_str_of(options->currency),
		.run = hl_str_of(options->run),
		.is_letter = options->paper && strcmp(options->paper, "letter") == 0,
		.all_periods = options->periods && strcmp(options->periods, "all") == 0,
		.temp = cmd_temp_folder(),
		.mistakes = &job->run.mistakes,
	};
}

/* What must be known of the header: columns, names, the format's own columns. */
static enum hl_status set_table(struct job *job) {
	const struct options *options = job->options;
	const struct hl_export_choice choice = { .columns = options->columns.items,
		.columns_len = options->columns.len,
		.renames = options->renames.items,
		.renames_len = options->renames.len,
		.map = &job->run.map,
		.preset = job->preset,
		.with = job->with,
		.min_cell = options->mask.min_cell };
	enum hl_status status = hl_export_table_init(
		&job->table, hl_reader_header(job->run.reader), &choice, &job->run.err);

	if (options->std.out_delim)
		job->export.dialect = job->run.dialect;
	if (status == HL_OK)
		status = beside_new(&job->run, &options->beside, options->split_by, &job->beside);
	job->export.beside = job->beside;
	if (status == HL_OK)
		status = hl_export_bind(job->format, &job->export, &job->run.err);
	return status;
}

/* --- one file --- */

/* Where nothing is written: may a format find a mistake in rows that are rows? */
static bool is_picky(const struct hl_format *format) {
	return !format->is_by_row || format->is_strict || format->take;
}

/* Rows that go to one file of many, or nowhere. */
static enum hl_status each_row(struct job *job) {
	struct cmd_run *run = &job->run;
	struct hl_row row;
	enum hl_status status;

	while ((status = hl_reader_next(run->reader, &row, &run->err)) == HL_OK) {
		if ((run->std->check || hl_reader_failed(run->reader)) && !is_picky(job->format))
			continue;
		status = hl_split_row(job->split, &row, &run->err);
		if (status == HL_EDATA)
			status = hl_reader_reject(run->reader, &row, &run->err);
		if (status != HL_OK && status != HL_END)
			return status;
	}
	return status == HL_END ? HL_OK : status;
}

static enum hl_status export_one(struct job *job) {
	struct cmd_run *run = &job->run;
	enum hl_status status = cmd_output(run);
	struct hl_export *doc;

	if (status != HL_OK)
		return status;
	doc = hl_export_new(job->format, &job->export, job->export.title);
	hl_export_to(doc, run->out);
	status = run->out || is_picky(job->format) ? hl_export_rows(doc, run->reader, &run->err)
						   : each_row(job);
	status = beside_read(run, &job->options->beside, job->beside, status);
	status = cmd_worse(status, job->guided);
	if (status == HL_OK && (run->out || is_picky(job->format)))
		status = hl_export_end(doc, &run->err);
	if (status == HL_OK && run->out)
		cmd_wrote(run, "output", hl_export_counts(doc).rows);
	if (status == HL_OK)
		told_counts(run, hl_export_counts(doc));
	hl_export_free(doc);
	return status;
}

/* --- one file for each value --- */

static enum hl_status commit_split(void *ending, struct hl_error *err) {
	return hl_split_commit(ending, err);
}

/* What is told of each value's leads is found by the value, all of it. */
static enum hl_status check_split(struct job *job, size_t column) {
	const struct options *options = job->options;
	struct hl_error *err = &job->run.err;

	if (!hl_export_is_out(&job->table, column))
		return hl_fail(err, HL_EUSAGE, "--split-by: --mask %s holds back %s",
			job->preset->name, options->split_by);
	if (options->beside.held && !hl_export_is_whole(&job->table, column))
		return hl_fail(err, HL_EUSAGE,
			"--held does not go with --split-by %s: --mask %s holds back a part of it",
			options->split_by, job->preset->name);
	return HL_OK;
}

static enum hl_status export_split(struct job *job) {
	struct cmd_run *run = &job->run;
	const struct hl_header *header = hl_reader_header(run->reader);
	struct hl_split_options split = {
		.folder = run->std->output, .gzip = run->std->gzip, .balance = HL_NO_COLUMN
	};
	enum hl_status status = hl_lead_ask(
		header, &run->map, hl_str_of(job->options->split_by), &split.column, &run->err);

	if (status == HL_OK)
		status =
			hl_lead_at(header, &run->map, HL_STR("balance"), &split.balance, &run->err);
	if (status == HL_OK)
		status = check_split(job, split.column);
	if (status != HL_OK)
		return status;
	/* The sum of amounts that do not go out would say what they are. */
	if (job->format->is_fixed || !hl_export_is_written(&job->table, split.balance))
		split.balance = HL_NO_COLUMN;
	split.name = guide_column(run, job->options->split_by, split.column);
	job->split = hl_split_new(job->format, &job->export, &split);
	status = beside_read(run, &job->options->beside, job->beside, each_row(job));
	status = cmd_worse(status, job->guided);
	if (status != HL_OK || run->std->check)
		return status;
	status = hl_split_stage(job->split, &run->err);
	if (status != HL_OK)
		return status;
	told_counts(run, hl_split_counts(job->split));
	/* Of its files the folder's own manifest tells. */
	(void)cmd_output_options(run, "output", run->std->output);
	cmd_wrote(run, "output", hl_split_counts(job->split).rows);
	run->before_end = commit_split;
	run->ending = job->split;
	return HL_OK;
}

/* --- all of it --- */

static enum hl_status list_formats(struct cmd_run *run) {
	struct hl_buf list = { 0 };
	enum hl_status status;

	for (size_t i = 0; i < hl_formats_len; i++)
		hl_buf_addf(&list, "%s\t%s\t%s\n", hl_formats[i]->name, hl_formats[i]->suffix,
			hl_formats[i]->help);
	status = cmd_print(run, &list);
	hl_buf_release(&list);
	return status;
}

static enum hl_status export_files(struct job *job) {
	const struct options *options = job->options;
	enum hl_status status;

	choose_format(job);
	status = check_options(job);
	check_terminal(job);
	if (status != HL_OK)
		return status;
	set_export(job);
	goes_forget_environment();
	status = view_read(&job->run, &options->view, &job->export.view);
	if (status == HL_OK)
		status = mask_read(&job->run, &options->mask, &job->preset, &job->with);
	beside_check_mask(&job->run, &options->beside, job->preset);
	guide_check_mask(&job->run, &options->guide, job->preset);
	if (status == HL_OK)
		status = guide_read(&job->run, &options->guide, &job->export, &job->guided);
	if (status == HL_OK)
		status = cmd_input(&job->run);
	if (status == HL_OK)
		status = set_table(job);
	if (status != HL_OK)
		return status;
	return options->split_by ? export_split(job) : export_one(job);
}

static int end(struct job *job, enum hl_status status) {
	int code = cmd_end(&job->run, status);

	if (code == HL_OK && job->run.before_end)
		told_strangers(&job->run, job->split);
	hl_split_free(job->split);
	hl_beside_free(job->beside);
	guide_release(&job->export);
	hl_export_table_release(&job->table);
	return code;
}

int main(int argc, char **argv) {
	struct options options = { .goal = SIZE_MAX, .std = CMD_STD_INIT };
	const struct opt opts[] = {
		OPT_TEXT(0, "to", &options.to, "FORMAT",
			"write FORMAT [by the suffix of -o, else csv]"),
		OPT_FLAG(0, "formats", &options.list, "list the formats and their suffixes"),
		OPT_LIST(0, "columns", &options.columns, "A,B,C",
			"only these columns, in this order"),
		OPT_LIST(0, "rename", &options.renames, "OLD=NEW", "call column OLD NEW"),
		OPT_TEXT(0, "split-by", &options.split_by, "COLUMN",
			"a file in -o DIR/ for each value"),
		OPT_TEXT(0, "page", &options.page, "PAGE",
			"queue (html, pdf, xlsx), dashboard (html, pdf), index (html)"),
		OPT_TEXT(0, "paper", &options.paper, "a4|letter", "with --to pdf: the sheet [a4]"),
		OPT_TEXT(0, "title", &options.title, "TEXT", "title of a page; whose queue it is"),
		OPT_TEXT(0, "for", &options.work_date, "DATE",
			"the day the queue is for [of --as-of]"),
		OPT_SIZE(0, "goal", &options.goal, "N", "accounts to work that day"),
		BESIDE_OPTS(&options.beside),
		OPT_TEXT(0, "currency", &options.currency, "TEXT",
			"what stands before amounts [nothing]"),
		OPT_TEXT(0, "run", &options.run, "ID", "name of the run, for the end of the queue"),
		OPT_TEXT(0, "periods", &options.periods, "newest|all",
			"with --to prometheus: of each metric [newest]"),
		MASK_OPTS(&options.mask),
		GUIDE_OPTS(&options.guide),
		VIEW_OPTS(&options.view),
		CMD_STD_OPTS(&options.std),
	};
	const struct cmd cmd = { "hl-export", "[file ...]",
		"turn rows into what people and other systems take", opts, HL_LEN(opts) };
	struct job job = { .options = &options };

	cmd_start(&job.run, &cmd, &options.std, argc, argv);
	return end(&job, options.list        ? list_formats(&job.run)
			 : options.mask.list ? mask_list(&job.run)
					     : export_files(&job));
}
