/* again.c - a main table that is read twice. */
#include "cmd.h"
#include "options.h"

#include <stdlib.h>
#include <string.h>

const char *cmd_temp_folder(void) {
	const char *folder = getenv("TMPDIR");

	return folder && *folder ? folder : "/tmp";
}

/* What cannot be opened is told by whoever reads it. */
static bool can_be_read_twice(const char *name) {
	struct hl_error ignored;
	bool is_file;

	return hl_input_try(name, &is_file, &ignored) != HL_OK || is_file;
}

/* Does the header of a pipe, before anybody reads it, say that one reading will do? */
static bool is_known_once(struct cmd_run *run, const char *name, cmd_asks_twice *asks) {
	struct hl_reader_options options = cmd_main_options(run);
	struct hl_mistakes ignored = { 0 };
	struct hl_reader *reader = NULL;
	struct hl_buf bytes = { 0 };
	struct hl_error err;
	const char *end = NULL;
	bool is_once = false;

	if (hl_input_peek(name, &bytes))
		end = memchr(bytes.at, '\n', bytes.len);
	if (end) {
		options.bytes = (struct hl_str){ bytes.at, (size_t)(end + 1 - bytes.at) };
		options.mistakes = &ignored;
		options.rejects = NULL;
		options.listed = NULL;
		is_once = hl_reader_open(&reader, &name, 1, &options, &err) == HL_OK &&
			  !asks(hl_reader_header(reader), &run->map);
	}
	hl_reader_close(reader);
	hl_buf_release(&bytes);
	return is_once;
}

enum hl_status cmd_keep_input(struct cmd_run *run, cmd_asks_twice *asks) {
	static const char *const standard_input[] = { "-" };
	const char *const *files = run->files_len ? run->files : standard_input;
	size_t len = run->files_len ? run->files_len : 1;
	enum hl_status status = HL_OK;

	if (asks && len == 1 && is_known_once(run, files[0], asks))
		return HL_OK;
	run->copies = hl_new_array(&run->arena, struct hl_temp *, len);
	for (size_t i = 0; i < len && status == HL_OK; i++)
		if (!can_be_read_twice(files[i]))
			status = hl_input_keep(
				&run->copies[i], files[i], cmd_temp_folder(), &run->err);
	return status;
}

enum hl_status cmd_input_again(
	struct cmd_run *run, struct hl_mistakes *mistakes, struct hl_reader **reader) {
	struct hl_reader_options options = cmd_main_options(run);

	options.like = hl_reader_header(run->reader);
	options.mistakes = mistakes;
	options.rejects = NULL;
	options.listed = NULL;
	return hl_reader_open(reader, run->files, run->files_len, &options, &run->err);
}
