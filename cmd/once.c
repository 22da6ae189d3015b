/* once.c - what a run may read or write once only. */
#include "cmd.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* --- outputs --- */

static const char *base_of(const char *name) {
	const char *slash = strrchr(name, '/');

	return slash ? slash + 1 : name;
}

static bool stat_folder(const char *name, struct stat *st) {
	size_t len = (size_t)(base_of(name) - name);
	char *folder = strndup(len ? name : ".", len ? len : 1);
	bool is_there;

	if (!folder)
		hl_out_of_memory();
	is_there = stat(folder, st) == 0;
	free(folder);
	return is_there;
}

/*
 * Would the two outputs take the same place? A device or a pipe may be written twice; a link is
 * replaced, not followed, so that two links to one file are two places.
 */
static bool is_same_place(const char *a, const char *b) {
	struct stat a_st, b_st;

	if (strcmp(a, "-") == 0 || strcmp(b, "-") == 0)
		return strcmp(a, b) == 0;
	if (strcmp(base_of(a), base_of(b)) != 0)
		return false;
	if (stat(a, &a_st) == 0 && !S_ISREG(a_st.st_mode))
		return false;
	return stat_folder(a, &a_st) && stat_folder(b, &b_st) && a_st.st_dev == b_st.st_dev &&
	       a_st.st_ino == b_st.st_ino;
}

void cmd_check_operands(const struct cmd_run *run, const char *option, const char *name) {
	for (size_t i = 0; name && i < run->files_len; i++)
		if (strcmp(run->files[i], "-") != 0 && is_same_place(name, run->files[i]))
			cmd_misuse(run->cmd, "--%s is an input: %s", option, name);
}

void cmd_check_outputs(const struct cmd_run *run, const char *option, const char *name) {
	const struct cmd_std *std = run->std;
	const struct {
		const char *option, *name;
	} outputs[] = {
		{ "output", std->output ? std->output : "-" },
		{ "rejects", std->rejects },
		{ "stats", std->stats },
		{ "manifest", std->manifest },
		{ option, name },
	};

	for (size_t i = 0; i < HL_LEN(outputs); i++)
		for (size_t j = 0; j < i; j++)
			if (outputs[i].name && outputs[j].name &&
				is_same_place(outputs[i].name, outputs[j].name))
				cmd_misuse(run->cmd, "--%s and --%s are one file: %s",
					outputs[j].option, outputs[i].option, outputs[i].name);
	/* -o may replace what it was made from; what the others hold is no table to go on with. */
	for (size_t i = 1; i < HL_LEN(outputs); i++)
		cmd_check_operands(run, outputs[i].option, outputs[i].name);
}

void cmd_check_apart(const struct cmd_run *run, const char *option, const char *name,
	const char *other, const char *other_name) {
	if (name && other_name && is_same_place(name, other_name))
		cmd_misuse(run->cmd, "--%s and --%s are one file: %s", option, other, other_name);
}

/* --- the standard input --- */

static size_t count_stdin(const char *const *names, size_t len) {
	size_t count = 0;

	for (size_t i = 0; i < len; i++)
		count += names[i] && strcmp(names[i], "-") == 0;
	return count;
}

void cmd_check_stdin(
	const struct cmd_run *run, const char *const *others, size_t len, bool reads_input) {
	size_t readers = count_stdin(run->files, run->files_len) + count_stdin(others, len) +
			 count_stdin(&run->std->header_from, 1);

	if (readers + (reads_input && run->files_len == 0) > 1)
		cmd_misuse(run->cmd, "the standard input can be read once only");
}
