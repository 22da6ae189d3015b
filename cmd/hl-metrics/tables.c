/* tables.c - hl-metrics --set roll and --set suppression: figures of tables and not of events. */
#include "tables.h"

#include "assert.h"
#include "hl/book.h"

#include <string.h>

void tables_check(
	const struct cmd_run *run, const struct tables_options *options, const char *set) {
	const struct {
		const char *name, *set;
		bool is_given;
	} given[] = {
		{ "buckets", "roll", options->buckets },
		{ "of", "suppression", options->of },
	};

	for (size_t i = 0; i < HL_LEN(given); i++)
		if (given[i].is_given && (!set || strcmp(set, given[i].set) != 0))
			cmd_misuse(
				run->cmd, "--%s goes with --set %s", given[i].name, given[i].set);
}

static struct hl_str day_text(struct cmd_run *run, const char *name, const char *text) {
	char day[HL_TIME_ROOM];

	if (!text)
		return HL_STR("");
	return hl_str_keep(
		&run->arena, (struct hl_str){ day, hl_day_print(cmd_day(run, name, text), day) });
}

static struct hl_book_options book_options(struct cmd_run *run, const struct tables_asked *asked) {
	return (struct hl_book_options){ .map = &run->map,
		.metrics = hl_str_of(asked->metrics),
		.by = hl_str_of(asked->by),
		.from = day_text(run, "from", asked->from),
		.to = day_text(run, "to", asked->to),
		.min_n = asked->min_n,
		.mistakes = &run->mistakes };
}

/* The figures are asked and written. */
static enum hl_status print(struct cmd_run *run, const struct tables_asked *asked,
	const struct hl_buf *bytes, size_t figures) {
	enum hl_status status = assert_judge(run, asked->asserts, bytes);

	if (status == HL_OK)
		status = cmd_print(run, bytes);
	cmd_wrote(run, "output", figures);
	return status;
}

static enum hl_status list(struct cmd_run *run, const struct hl_book_metric *metrics, size_t len) {
	struct hl_buf bytes = { 0 };
	enum hl_status status;

	for (size_t i = 0; i < len; i++)
		hl_buf_addf(
			&bytes, "%s\t%s\t%s\n", metrics[i].name, metrics[i].unit, metrics[i].help);
	status = cmd_print(run, &bytes);
	hl_buf_release(&bytes);
	return status;
}

/* --- roll --- */

static enum hl_status roll_read(struct cmd_run *run, const char *before, struct hl_roll *roll) {
	struct hl_reader *reader = NULL;
	enum hl_status status = cmd_input(run);

	if (status == HL_OK)
		status = cmd_side(run, "before", &before, 1, &reader);
	if (status == HL_OK)
		status = hl_roll_read(roll, reader, run->reader, &run->err);
	hl_reader_close(reader);
	return status;
}

static void roll_tell(struct cmd_run *run, const struct hl_roll *roll) {
	struct hl_roll_counts counts = hl_roll_counts(roll);

	cmd_count(run, "accounts_before", counts.before, "accounts in the first snapshot");
	cmd_count(run, "accounts_after", counts.after, "in the second");
	cmd_count(run, "settled_before", counts.settled,
		"owed nothing in the first, and are in no denominator");
	cmd_count(run, "credits", counts.credits, "balances below 0, which are paid");
}

static enum hl_status roll_run(struct cmd_run *run, const struct tables_options *options,
	const struct tables_asked *asked) {
	const struct hl_book_options book = book_options(run, asked);
	struct hl_roll *roll = NULL;
	struct hl_buf bytes = { 0 };
	enum hl_status status;

	if (!asked->before)
		return hl_fail(&run->err, HL_EUSAGE,
			"--set roll needs --before FILE, the snapshot before");
	cmd_check_stdin(run, &asked->before, 1, true);
	status = hl_roll_new(&roll, &book, hl_str_of(options->buckets), &run->err);
	if (status == HL_OK)
		status = assert_check(run, asked->asserts, hl_roll_choice(roll), false);
	if (status == HL_OK)
		status = roll_read(run, asked->before, roll);
	if (status == HL_OK)
		status = hl_roll_put(roll, run->dialect, &bytes, &run->err);
	if (status == HL_OK) {
		roll_tell(run, roll);
		status = print(run, asked, &bytes, hl_roll_counts(roll).figures);
	}
	hl_buf_release(&bytes);
	hl_roll_free(roll);
	return status;
}

/* --- suppression --- */

static enum hl_status suppression_read(struct cmd_run *run, const char *of, struct hl_supp *supp) {
	struct hl_reader *reader = NULL;
	enum hl_status status = cmd_input(run);

	if (status == HL_OK)
		status = hl_supp_read(supp, run->reader, &run->err);
	if (status != HL_OK || !of)
		return status;
	status = cmd_side(run, "of", &of, 1, &reader);
	if (status == HL_OK)
		status = hl_supp_leads(supp, reader, &run->err);
	hl_reader_close(reader);
	return status;
}

static void suppression_tell(struct cmd_run *run, const struct hl_supp *supp, bool has_leads) {
	struct hl_supp_counts counts = hl_supp_counts(supp);

	cmd_count(run, "suppressed", counts.accounts, "leads are suppressed");
	cmd_count(run, "milder", counts.milder,
		"rows are of leads that nothing suppresses: restrict, warn, work");
	if (has_leads && counts.accounts > counts.leads)
		cmd_warn(run, "--of: fewer leads than are suppressed");
}

static enum hl_status suppression_run(struct cmd_run *run, const struct tables_options *options,
	const struct tables_asked *asked) {
	const struct hl_book_options book = book_options(run, asked);
	struct hl_supp *supp = NULL;
	struct hl_buf bytes = { 0 };
	enum hl_status status;

	cmd_check_stdin(run, &options->of, 1, true);
	status = hl_supp_new(&supp, &book, options->of, &run->err);
	if (status == HL_OK)
		status = assert_check(run, asked->asserts, hl_supp_choice(supp), false);
	if (status == HL_OK)
		status = suppression_read(run, options->of, supp);
	if (status == HL_OK)
		status = hl_supp_put(supp, run->dialect, &bytes, &run->err);
	if (status == HL_OK) {
		suppression_tell(run, supp, options->of);
		status = print(run, asked, &bytes, hl_supp_counts(supp).figures);
	}
	hl_buf_release(&bytes);
	hl_supp_free(supp);
	return status;
}

/* --- both --- */

enum hl_status tables_run(struct cmd_run *run, const struct tables_options *options,
	const struct tables_asked *asked) {
	if (strcmp(asked->set, "roll") == 0)
		return asked->list ? list(run, hl_roll_metrics, hl_roll_metrics_len)
				   : roll_run(run, options, asked);
	return asked->list ? list(run, hl_supp_metrics, hl_supp_metrics_len)
			   : suppression_run(run, options, asked);
}
