/* fairness.c - hl-assign: the table of what each was due and got, and where it goes. */
#include "fairness.h"

#include <string.h>
#include <sys/stat.h>

/* --- what is there already --- */

/* Is the file a table of fairness? One that cannot be read at all is an error. */
static enum hl_status look_at(const char *name, bool *is_ours, struct hl_error *err) {
	struct hl_mistakes mistakes = { 0 };
	const struct hl_reader_options options = { .threads = 1, .mistakes = &mistakes };
	struct hl_reader *reader = NULL;
	enum hl_status status = hl_reader_open(&reader, &name, 1, &options, err);

	*is_ours = status == HL_OK && hl_fairness_has(hl_reader_header(reader));
	hl_reader_close(reader);
	return status == HL_EDATA ? HL_OK : status;
}

/* Would nothing be lost with what a file of this name holds? */
static enum hl_status may_go(
	const char *name, const struct stat *st, bool *may, struct hl_error *err) {
	*may = S_ISREG(st->st_mode) && st->st_size == 0;
	return *may || !S_ISREG(st->st_mode) ? HL_OK : look_at(name, may, err);
}

/* A pipe is as likely to have leads for us. */
bool fairness_takes(const char *word) {
	struct hl_error ignored = { 0 };
	struct stat st;
	bool may = true;

	if (strcmp(word, "-") == 0 || stat(word, &st) != 0 || S_ISCHR(st.st_mode))
		return true;
	/* What cannot be read is no input either: fairness_check tells why. */
	return may_go(word, &st, &may, &ignored) != HL_OK || may;
}

/* --- where it goes --- */

void fairness_find(struct fairness *fairness, const struct cmd_run *run) {
	const char *leads = run->std->output;
	const char *beside = leads && strcmp(leads, "-") != 0 ? "-" : "/dev/stderr";

	if (!fairness->option.is_given)
		return;
	fairness->place = fairness->option.text ? fairness->option.text : beside;
	cmd_check_outputs(run, "fairness", fairness->place);
}

enum hl_status fairness_check(const struct fairness *fairness, struct hl_error *err) {
	const char *name = fairness->place;
	enum hl_status status;
	struct stat st;
	bool may = true;

	if (!name || strcmp(name, "-") == 0 || stat(name, &st) != 0 || !S_ISREG(st.st_mode) ||
		strncmp(name, "/dev/", 5) == 0)
		return HL_OK;
	status = may_go(name, &st, &may, err);
	if (status != HL_OK || may)
		return status;
	*err = (struct hl_error){ .file = name };
	return hl_fail(err, HL_EDATA,
		"--fairness would replace it, and it is no table of --fairness; name another file");
}

/* --- writing --- */

enum hl_status fairness_write(
	struct fairness *fairness, struct cmd_run *run, const struct hl_assign *assign) {
	struct hl_output_options options;
	struct hl_buf text = { 0 };
	enum hl_status status;

	if (!fairness->place || run->std->check)
		return HL_OK;
	options = cmd_output_options(run, "fairness", fairness->place);
	status = hl_output_open(&fairness->out, fairness->place, &options, &run->err);
	if (status != HL_OK)
		return status;
	hl_fairness_put(assign, run->dialect, &text);
	status = hl_output_write(fairness->out, hl_buf_str(&text), &run->err);
	hl_buf_release(&text);
	return status == HL_OK ? hl_output_prepare(fairness->out, &run->err) : status;
}

enum hl_status fairness_commit(struct fairness *fairness, struct hl_error *err) {
	enum hl_status status = HL_OK;

	if (fairness->out)
		status = hl_output_commit(fairness->out, err);
	fairness->out = NULL;
	return status;
}

void fairness_release(struct fairness *fairness) {
	hl_output_discard(fairness->out);
}
