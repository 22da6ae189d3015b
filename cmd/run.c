/* run.c - how every command begins: descriptors, times, the tables it reads, its output. */
#include "cmd.h"
#include "options.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* More would only wait for each other. */
enum { THREADS_MAX = 64 };

/* With less, all time would go by with spilling. */
enum { MEMORY_LEAST_MIB = 1 };

/*
 * A descriptor that is closed would be given to the next file that is opened: what is meant for
 * it is made to fail instead.
 */
static void keep_standard_descriptors(void) {
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF)
			(void)open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

_Noreturn void hl_out_of_memory(void) {
	static const char text[] = "out of memory\n";
	ssize_t told = write(STDERR_FILENO, text, sizeof(text) - 1);

	(void)told; /* there is nobody else to tell */
	_exit(HL_ENOMEM);
}

/* A line on stderr that any terminal can take. */
static void say(const struct cmd_run *run, const char *kind, const char *text) {
	char shown[1000];

	hl_printable(hl_str_of(text), shown, sizeof(shown));
	fprintf(stderr, "%s: %s%s\n", run->cmd->name, kind, shown);
}

void cmd_verbose(const struct cmd_run *run, const char *fmt, ...) {
	char text[1000];
	va_list args;

	if (!run->std->verbose || run->std->quiet)
		return;
	va_start(args, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	say(run, "", text);
}

void cmd_warn(const struct cmd_run *run, const char *fmt, ...) {
	char text[1000];
	va_list args;

	if (run->std->quiet)
		return;
	va_start(args, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	say(run, "warning: ", text);
}

/* End before anything was opened. */
static _Noreturn void give_up(struct cmd_run *run, enum hl_status status) {
	exit(cmd_end(run, status));
}

static void set_time(struct cmd_run *run) {
	const struct cmd_std *std = run->std;
	const struct hl_time_rules rules = { .zone = NULL };
	struct hl_time as_of = { 0 };
	enum hl_status status;

	run->tz = std->tz ? std->tz : "UTC";
	status = hl_zone_open(&run->zone, run->tz, &run->err);
	if (status != HL_OK)
		give_up(run, status);
	run->time = rules;
	run->time.zone = run->zone;
	run->time.local = std->tz != NULL;
	if (std->date && strcmp(std->date, "dmy") != 0 && strcmp(std->date, "mdy") != 0)
		cmd_misuse(run->cmd, "--date: dmy or mdy, not %s", std->date);
	run->start_s = (int64_t)time(NULL);
	if (!std->as_of) {
		run->as_of = run->start_s;
	} else {
		status = hl_time_parse(hl_str_of(std->as_of), &run->time, &as_of, &run->err);
		if (status != HL_OK)
			cmd_misuse(run->cmd,
				"--as-of: ISO only, such as 2026-03-02T09:00:00Z, with an offset "
				"unless --tz is given: %s",
				std->as_of);
		if (as_of.ns > 0)
			cmd_misuse(run->cmd, "--as-of: whole seconds, not %s", std->as_of);
		run->as_of = as_of.s;
	}
	if (std->date)
		run->time.order = std->date[0] == 'd' ? HL_DATE_DMY : HL_DATE_MDY;
}

static void open_rejects(struct cmd_run *run) {
	struct hl_str text = hl_str_of(run->std->max_rejects);
	int64_t most = -1;
	int64_t percent = -1;
	enum hl_status status;

	if (run->std->max_rejects && !run->std->rejects)
		cmd_misuse(run->cmd, "--max-rejects needs --rejects");
	if (text.len > 0 && text.at[text.len - 1] == '%') {
		text.len--;
		if (!hl_dec_read(text, &percent) || percent < 0 || percent > 100 * HL_ONE)
			cmd_misuse(run->cmd, "--max-rejects: N or P%%, not %s", text.at);
	} else if (run->std->max_rejects) {
		size_t given = cmd_number(run->cmd, "max-rejects", text.at);

		most = given > INT64_MAX ? INT64_MAX : (int64_t)given;
	}
	if (!run->std->rejects || run->std->check)
		return;
	status = hl_rejects_open(&run->rejects, run->std->rejects, most, percent, &run->err);
	if (status != HL_OK)
		give_up(run, status);
}

/* --expect-sum COLUMN=N: the column, now; the number, at the end. */
static void set_sums(struct cmd_run *run) {
	const struct cmd_list *given = &run->std->expect_sum;

	run->sums = hl_new_array(&run->arena, struct hl_sum, given->len);
	for (size_t i = 0; i < given->len; i++) {
		const char *equals = strrchr(given->items[i], '=');
		int64_t want;

		if (!equals || !hl_dec_read(hl_str_of(equals + 1), &want))
			cmd_misuse(run->cmd, "--expect-sum: COLUMN=N, not %s", given->items[i]);
		run->sums[i].column = hl_str_keep(&run->arena,
			(struct hl_str){ given->items[i], (size_t)(equals - given->items[i]) })
					      .at;
	}
}

/* The byte that -d or -D means, 0 when it was not given. Numbers are written without quotes. */
static char delim_of(const struct cmd *cmd, const char *name, const char *text) {
	if (!text)
		return 0;
	if (strcmp(text, "\\t") == 0 || strcmp(text, "tab") == 0)
		return '\t';
	if (strlen(text) != 1 || strchr("\"\r\n\\.-0123456789", text[0]))
		cmd_misuse(cmd, "--%s: tab, or one byte that is no quote and in no number: %s",
			name, text);
	return text[0];
}

/* -j, or as many as there are processors for us. */
static size_t find_threads(const struct cmd_run *run) {
	size_t asked = run->std->threads;
	cpu_set_t set;

	if (asked == SIZE_MAX && sched_getaffinity(0, sizeof(set), &set) == 0)
		asked = (size_t)CPU_COUNT(&set);
	if (asked == 0)
		cmd_misuse(run->cmd, "--threads: at least 1");
	return asked < THREADS_MAX ? asked : THREADS_MAX;
}

/* Before they are parsed, which puts them in another order. */
static void keep_arguments(struct cmd_run *run, int argc, char **argv) {
	const char **args = hl_new_array(&run->arena, const char *, (size_t)argc);

	for (int i = 1; i < argc; i++)
		args[run->args_len++] = argv[i];
	run->args = args;
}

void cmd_start(struct cmd_run *run, const struct cmd *cmd, const struct cmd_std *std, int argc,
	char **argv) {
	int first;

	*run = (struct cmd_run){ .cmd = cmd, .std = std, .work_day = HL_NO_MOMENT };
	keep_arguments(run, argc, argv);
	(void)signal(SIGPIPE, SIG_DFL); /* a reader that goes away ends us, as it does cat(1) */
	keep_standard_descriptors();
	first = cmd_parse(cmd, argc, argv);
	run->files = (const char *const *)argv + first;
	run->files_len = (size_t)(argc - first);
	if (std->tsv && (std->delim || std->out_delim))
		cmd_misuse(cmd, "--tsv and a delimiter of one's own exclude each other");
	if (std->output && !*std->output)
		cmd_misuse(cmd, "--output: a file needs a name");
	cmd_check_outputs(run, NULL, NULL);
	run->read.hashes = run->written.hashes = std->manifest && !std->check;
	if (std->no_header && (std->header_from || std->fill))
		cmd_misuse(cmd, "--no-header goes with neither --header-from nor --union");
	run->threads = find_threads(run);
	run->memory = std->memory;
	if (std->memory < (size_t)MEMORY_LEAST_MIB << 20)
		cmd_misuse(cmd, "--memory: %dM at least", (int)MEMORY_LEAST_MIB);
	cmd_set_map(run);
	set_time(run);
	cmd_name_run(run);
	set_sums(run);
	open_rejects(run);
}

/* What the common options say of any table that is read. */
static struct hl_reader_options table_options(struct cmd_run *run, const char *role) {
	return (struct hl_reader_options){
		.block = run->std->block_size == SIZE_MAX ? 0 : run->std->block_size,
		.threads = run->threads,
		.skip_repeated_header = run->std->skip_repeated_header,
		.fill = run->std->fill,
		.rejects = run->rejects,
		.mistakes = &run->mistakes,
		.listed = &run->read,
		.role = role,
	};
}

struct hl_reader_options cmd_main_options(struct cmd_run *run) {
	const struct cmd_std *std = run->std;
	struct hl_reader_options options = table_options(run, "input");

	options.delim = delim_of(run->cmd, "delim", std->tsv ? "tab" : std->delim);
	options.no_header = std->no_header;
	options.header_from = std->header_from;
	options.sums = run->sums;
	options.sums_len = std->expect_sum.len;
	options.copies = run->copies;
	return options;
}

void cmd_set_dialect(struct cmd_run *run, struct hl_dialect own) {
	const struct cmd_std *std = run->std;
	char out = delim_of(run->cmd, "out-delim", std->tsv ? "tab" : std->out_delim);

	run->dialect = out ? hl_dialect_of(out) : own;
}

static void set_dialect(struct cmd_run *run) {
	cmd_set_dialect(run, hl_reader_header(run->reader)->row.dialect);
}

enum hl_status cmd_input(struct cmd_run *run) {
	struct hl_reader_options options = cmd_main_options(run);
	enum hl_status status =
		hl_reader_open(&run->reader, run->files, run->files_len, &options, &run->err);

	if (status == HL_OK)
		set_dialect(run);
	return status;
}

/* Tables read side by side have a thread each that inflates, unless those are more than asked for.
 */
static size_t threads_each(const struct cmd_run *run, size_t tables) {
	return tables <= run->threads ? run->threads : 1;
}

/* Each part adds up for itself: its sums stand behind those of the parts before it. */
static void set_part_sums(struct cmd_run *run, size_t parts) {
	size_t len = run->std->expect_sum.len;
	const struct hl_sum *asked = run->sums;

	run->sums = hl_new_array(&run->arena, struct hl_sum, parts * len);
	for (size_t i = 0; i < parts * len; i++)
		run->sums[i] = asked[i % len];
}

enum hl_status cmd_parts(struct cmd_run *run) {
	struct hl_reader_options options = cmd_main_options(run);
	size_t len = run->files_len ? run->files_len : 1;
	enum hl_status status = HL_OK;

	options.threads = threads_each(run, len);
	set_part_sums(run, len);
	run->parts = hl_new_array(&run->arena, struct hl_reader *, len);
	for (; run->parts_len < len && status == HL_OK; run->parts_len++) {
		options.sums = run->sums + run->parts_len * options.sums_len;
		status = hl_reader_open(&run->parts[run->parts_len], run->files + run->parts_len,
			run->files_len ? 1 : 0, &options, &run->err);
	}
	run->reader = run->parts[0];
	if (status == HL_OK)
		set_dialect(run);
	return status;
}

enum hl_status cmd_side(struct cmd_run *run, const char *role, const char *const *files, size_t len,
	struct hl_reader **reader) {
	struct hl_reader_options options = table_options(run, role);

	return hl_reader_open(reader, files, len, &options, &run->err);
}

enum hl_status cmd_sides(struct cmd_run *run, const char *role, const char *const *files,
	size_t len, struct hl_reader **readers) {
	struct hl_reader_options options = table_options(run, role);
	enum hl_status status = HL_OK;

	options.threads = threads_each(run, len);
	for (size_t i = 0; i < len; i++)
		readers[i] = NULL;
	for (size_t i = 0; i < len && status == HL_OK; i++) {
		status = hl_reader_open(&readers[i], files + i, 1, &options, &run->err);
		if (status == HL_OK)
			options.like = hl_reader_header(readers[0]);
	}
	return status;
}

struct hl_output_options cmd_output_options(
	struct cmd_run *run, const char *role, const char *name) {
	struct hl_file *file = hl_files_add(&run->written, role, name ? name : "-");

	return (struct hl_output_options){ .digest = file->digest };
}

void cmd_wrote(struct cmd_run *run, const char *role, size_t rows) {
	for (struct hl_file *file = run->written.first; file; file = file->next)
		if (strcmp(file->role, role) == 0)
			file->rows = rows;
}

enum hl_status cmd_output(struct cmd_run *run) {
	struct hl_output_options options;

	if (run->std->check)
		return HL_OK;
	options = cmd_output_options(run, "output", run->std->output);
	options.gzip = run->std->gzip;
	options.threads = run->threads;
	return hl_output_open(&run->out, run->std->output, &options, &run->err);
}

void cmd_put_header(
	const struct cmd_run *run, struct hl_buf *to, const struct hl_str *more, size_t more_len) {
	const struct hl_header *header = hl_reader_header(run->reader);

	if (header->is_missing)
		return;
	hl_put_row(to, run->dialect, &header->row);
	for (size_t i = 0; i < more_len; i++)
		hl_put_more(to, run->dialect, more[i]);
	hl_buf_add(to, header->row.eol);
}

enum hl_status cmd_print(struct cmd_run *run, const struct hl_buf *text) {
	enum hl_status status = cmd_output(run);

	if (status == HL_OK && run->out)
		status = hl_output_write(run->out, hl_buf_str(text), &run->err);
	return status;
}

enum hl_status cmd_put_head(struct cmd_run *run) {
	if (!run->out)
		return HL_OK;
	return hl_output_write(run->out, hl_buf_str(&run->head), &run->err);
}
