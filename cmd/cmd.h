/*
 * cmd.h - what every hl-* program shares: one option table, one set of common options, one way
 * to open what is read and written, one way to end.
 *
 * The table drives parsing, --help, completion and the tests of the man pages; it becomes a
 * getopt_long(3) call, which does the parsing.
 */
#ifndef HL_CMD_H
#define HL_CMD_H

#include "hl/base.h"
#include "hl/io.h"
#include "hl/lead.h"
#include "hl/table.h"
#include "hl/value.h"

/* Values of an option that may be given several times. */
struct cmd_list {
	const char *items[512];
	size_t len;
};

/* An option that goes with an argument or without. */
struct cmd_maybe {
	bool is_given;
	const char *text; /* NULL: without */
};

struct opt {
	enum {
		OPT_IS_FLAG = 1,
		OPT_IS_TEXT,
		OPT_IS_SIZE,
		OPT_IS_BYTES,
		OPT_IS_LIST,
		OPT_IS_MAYBE
	} type;
	char letter;      /* -l, or 0 */
	const char *name; /* --name */
	const char *arg;  /* "FILE"; NULL when there is none */
	const char *help; /* one line, lower case, no full stop */
	bool is_common;   /* every command has it: -h leaves it out */
	bool is_aside;    /* where help would be too long it lists the name alone */
	/* Of OPT_IS_MAYBE: is the word behind the option, which begins with no -, its argument? */
	bool (*takes)(const char *word);
	union { /* typed, so a wrong destination does not compile */
		bool *flag;
		const char **text;
		size_t *size; /* SIZE_MAX: not given; of bytes, too: 64M */
		struct cmd_list *list;
		struct cmd_maybe *maybe;
	} to;
};

#define OPT_FLAG(l, n, dest, h)                                                                    \
	{ .type = OPT_IS_FLAG, .letter = (l), .name = (n), .help = (h), .to.flag = (dest) }
#define OPT_ARG(t, l, n, a, h) .type = (t), .letter = (l), .name = (n), .arg = (a), .help = (h)
#define OPT_TEXT(l, n, dest, a, h)                                                                 \
	{ OPT_ARG(OPT_IS_TEXT, l, n, a, h), .to.text = (dest) }
#define OPT_TEXT_ASIDE(l, n, dest, a, h)                                                           \
	{ OPT_ARG(OPT_IS_TEXT, l, n, a, h), .is_aside = true, .to.text = (dest) }
#define OPT_SIZE(l, n, dest, a, h)                                                                 \
	{ OPT_ARG(OPT_IS_SIZE, l, n, a, h), .to.size = (dest) }
#define OPT_BYTES(l, n, dest, a, h)                                                                \
	{ OPT_ARG(OPT_IS_BYTES, l, n, a, h), .to.size = (dest) }
#define OPT_LIST(l, n, dest, a, h)                                                                 \
	{ OPT_ARG(OPT_IS_LIST, l, n, a, h), .to.list = (dest) }
#define OPT_MAYBE(l, n, dest, a, h, t)                                                             \
	{ OPT_ARG(OPT_IS_MAYBE, l, n, a, h), .takes = (t), .to.maybe = (dest) }

/* The options that every command has; hotleads(7) tells what they mean. */
struct cmd_std {
	const char *output, *delim, *out_delim, *as_of, *tz, *date, *header_from;
	const char *rejects, *max_rejects, *stats, *manifest, *run_id;
	struct cmd_list expect_sum, map;
	const char **map_file; /* where --map FILE, without a =, goes; NULL: there is none such */
	size_t expect_rows, min_rows, block_size, threads, memory;
	bool tsv, gzip, no_header, skip_repeated_header, fill, explain_map;
	bool check, quiet, verbose, show_values;
};

#define CMD_STD_INIT                                                                               \
	{                                                                                          \
		.expect_rows = SIZE_MAX, .min_rows = SIZE_MAX, .block_size = SIZE_MAX,             \
		.threads = SIZE_MAX, .memory = SIZE_MAX                                            \
	}

#define CMD_COMMON(to_member, dest) .is_common = true, .to.to_member = (dest)
#define CMD_STD_FLAG(l, n, dest, h)                                                                \
	{ .type = OPT_IS_FLAG, .letter = (l), .name = (n), .help = (h), CMD_COMMON(flag, dest) }
#define CMD_STD_TEXT(l, n, dest, a, h)                                                             \
	{ OPT_ARG(OPT_IS_TEXT, l, n, a, h), CMD_COMMON(text, dest) }
#define CMD_STD_SIZE(l, n, dest, a, h)                                                             \
	{ OPT_ARG(OPT_IS_SIZE, l, n, a, h), CMD_COMMON(size, dest) }
#define CMD_STD_BYTES(l, n, dest, a, h)                                                            \
	{ OPT_ARG(OPT_IS_BYTES, l, n, a, h), CMD_COMMON(size, dest) }
#define CMD_STD_LIST(l, n, dest, a, h)                                                             \
	{ OPT_ARG(OPT_IS_LIST, l, n, a, h), CMD_COMMON(list, dest) }

/* clang-format off */
#define CMD_STD_OPTS(s) \
	CMD_STD_TEXT('o', "output", &(s)->output, "FILE", "write to FILE: whole or not at all [stdout]"), \
	CMD_STD_TEXT('d', "delim", &(s)->delim, "C", "cells of the input are separated by C"), \
	CMD_STD_TEXT('D', "out-delim", &(s)->out_delim, "C", "cells of the output are separated by C"), \
	CMD_STD_FLAG(0, "tsv", &(s)->tsv, "tab-separated in and out"), \
	CMD_STD_FLAG('z', "gzip", &(s)->gzip, "compress the output"), \
	CMD_STD_TEXT(0, "as-of", &(s)->as_of, "TIME", "take TIME for now [the clock]"), \
	CMD_STD_TEXT(0, "tz", &(s)->tz, "ZONE", "the zone of dates and times without an offset [UTC]"), \
	CMD_STD_TEXT(0, "date", &(s)->date, "dmy|mdy", "dates may also be written in this order"), \
	CMD_STD_LIST(0, "map", &(s)->map, "NAME=COLUMN", "the column that is NAME, by hand"), \
	CMD_STD_FLAG(0, "explain-map", &(s)->explain_map, "print which column was taken for what"), \
	CMD_STD_FLAG(0, "no-header", &(s)->no_header, "the first row is data; columns are 1, 2, 3"), \
	CMD_STD_TEXT(0, "header-from", &(s)->header_from, "FILE", "take the header from FILE"), \
	CMD_STD_FLAG(0, "skip-repeated-header", &(s)->skip_repeated_header, "pass over headers inside the data"), \
	CMD_STD_FLAG(0, "union", &(s)->fill, "files may lack columns: empty cells there"), \
	CMD_STD_TEXT(0, "rejects", &(s)->rejects, "FILE", "set bad rows aside in FILE"), \
	CMD_STD_TEXT(0, "max-rejects", &(s)->max_rejects, "N|P%", "at most so many of them"), \
	CMD_STD_SIZE(0, "expect-rows", &(s)->expect_rows, "N", "fail unless exactly N rows came in"), \
	CMD_STD_SIZE(0, "min-rows", &(s)->min_rows, "N", "fail unless at least N rows came in"), \
	CMD_STD_LIST(0, "expect-sum", &(s)->expect_sum, "COLUMN=N", "fail unless the column adds up to N"), \
	CMD_STD_TEXT(0, "stats", &(s)->stats, "FILE", "write counts of the run to FILE: JSON, or rows if it is a .csv"), \
	CMD_STD_TEXT(0, "manifest", &(s)->manifest, "FILE", "write what was read and written to FILE as JSON"), \
	CMD_STD_TEXT(0, "run-id", &(s)->run_id, "ID", "what the run is called there [the time of --as-of]"), \
	CMD_STD_SIZE('j', "threads", &(s)->threads, "N", "work with N threads [the processors]"), \
	CMD_STD_BYTES(0, "memory", &(s)->memory, "SIZE", "spill to TMPDIR what does not fit in SIZE (not hl-assign, hl-export)"), \
	CMD_STD_BYTES(0, "block-size", &(s)->block_size, "SIZE", "read so many bytes at a time [256K]"), \
	CMD_STD_FLAG(0, "check", &(s)->check, "read everything, write nothing"), \
	CMD_STD_FLAG(0, "show-values", &(s)->show_values, "show offending values in messages"), \
	CMD_STD_FLAG('q', "quiet", &(s)->quiet, "print nothing but errors"), \
	CMD_STD_FLAG('v', "verbose", &(s)->verbose, "print counts on stderr")
/* clang-format on */

struct cmd {
	const char *name;     /* "hl-score" */
	const char *synopsis; /* what follows [option ...] */
	const char *purpose;  /* the .Nd line of the man page */
	const struct opt *opts;
	size_t opts_len;
};

/* A run under way. Made by cmd_start, ended by cmd_end; the fields may be read. */
struct cmd_run {
	const struct cmd *cmd;
	const struct cmd_std *std;
	const char *const *args; /* the command line as it was given */
	size_t args_len;
	const char *const *files; /* the operands */
	size_t files_len;
	int64_t start_s;           /* seconds; the clock */
	int64_t as_of;             /* seconds: --as-of, or else that reading of the clock */
	const char *run_id;        /* --run-id, or made of as_of */
	int64_t work_day;          /* by cmd_work_day; HL_NO_MOMENT: nobody asked */
	size_t threads;            /* -j */
	size_t memory;             /* --memory in bytes; SIZE_MAX: no limit */
	const char *tz;            /* the name of the zone: --tz, or what the command found */
	struct hl_zone *zone;      /* of --tz */
	struct hl_time_rules time; /* --date and --tz, for hl_time_parse */
	struct hl_column_map map;  /* --map */
	bool map_used[512];        /* for its used: as many as a cmd_list holds */
	struct hl_dialect dialect; /* of the output; set by cmd_input */
	struct hl_reader *reader;  /* the main input, by cmd_input */
	struct hl_reader **parts;  /* by cmd_parts instead, for each operand; the first is reader */
	size_t parts_len;
	struct hl_temp **copies; /* of operands, by cmd_keep_input; NULL: none */
	struct hl_output *out;   /* by cmd_output; NULL under --check */
	struct hl_rejects *rejects;
	struct hl_mistakes mistakes;
	struct hl_sum *sums; /* in the arena, with their names */
	struct hl_arena arena;
	struct hl_buf head;             /* a header line under way, see cmd_put_head */
	struct hl_error err;            /* the failure that ends the run */
	struct hl_buf bound;            /* --explain-map: what was taken for what */
	struct hl_buf more;             /* further members of --stats, see cmd_count */
	struct hl_buf reasons;          /* members of "reasons", see cmd_reason */
	struct hl_files read, written;  /* for --manifest and --max-age */
	struct hl_reader_counts counts; /* of the main table, once it was read */
	const char *max_age;            /* see cmd_max_age; NULL: not asked */
	struct hl_span max_span;
	bool is_watched; /* there are events whose times were looked at */
	/*
	 * For cmd_end: what must be in its place before the output is, which is on the disk by
	 * then, and what must only happen once it is there.
	 */
	enum hl_status (*before_output)(void *ending, struct hl_error *err);
	enum hl_status (*before_end)(void *ending, struct hl_error *err);
	void *ending;
};

/*
 * Parse @argv, print and exit on --help, --version and misuse, prepare the run (signals, the
 * three standard descriptors, --as-of, --tz, --rejects). What fails here ends the program.
 */
void cmd_start(struct cmd_run *run, const struct cmd *cmd, const struct cmd_std *std, int argc,
	char **argv);

/* Open the operands (the standard input when there are none) as the main table. */
enum hl_status cmd_input(struct cmd_run *run) HL_CHECKED;

/*
 * Open each operand as a table of its own (the standard input when there are none); the first of
 * them is the main table, all of them count.
 */
enum hl_status cmd_parts(struct cmd_run *run) HL_CHECKED;

/*
 * The main table is to be read twice: before cmd_input, copy what can be read once only. Then
 * cmd_input_again opens it once more; its mistakes are told to nobody but @mistakes. @asks says
 * by the header whether it is to be read twice; NULL: always.
 */
typedef bool cmd_asks_twice(const struct hl_header *header, const struct hl_column_map *map);
enum hl_status cmd_keep_input(struct cmd_run *run, cmd_asks_twice *asks) HL_CHECKED;
enum hl_status cmd_input_again(
	struct cmd_run *run, struct hl_mistakes *mistakes, struct hl_reader **reader) HL_CHECKED;

/* The folder for temporary files. */
const char *cmd_temp_folder(void);

/*
 * Open a side table: its own dialect, the run's mistakes and rejects. @role is what the manifest
 * calls it: "events", "roster".
 */
enum hl_status cmd_side(struct cmd_run *run, const char *role, const char *const *files, size_t len,
	struct hl_reader **reader) HL_CHECKED;

/*
 * The same for each of the @len files by itself; all have the columns of the first. @readers (room
 * for @len) that were opened are there also after a failure, the others are NULL.
 */
enum hl_status cmd_sides(struct cmd_run *run, const char *role, const char *const *files,
	size_t len, struct hl_reader **readers) HL_CHECKED;

/*
 * Open the table @name past the rejects: a roster or rules with a bad row are none. @how has its
 * role and what else is said of it; its mistakes are the run's.
 */
enum hl_status cmd_table(struct cmd_run *run, const char *name, struct hl_reader_options how,
	struct hl_reader **reader) HL_CHECKED;

/* --- how new the events are --- */

/* --max-age @text (NULL: not given). Not a span, or no events to have an age: misuse. */
void cmd_max_age(struct cmd_run *run, const char *text, bool has_events);

/*
 * @events, which was just opened, are events: their newest time (read by @rules) up to --as-of is
 * noted, where anybody asks for it. A column that is not there is told by who needs it.
 */
void cmd_watch(struct cmd_run *run, struct hl_reader *events, const struct hl_time_rules *rules);

/* --- the output --- */

/* How to open @name, which the manifest calls @role: "output", "state". */
struct hl_output_options cmd_output_options(
	struct cmd_run *run, const char *role, const char *name);

/* How many rows, a header not counted, @role got in the end. */
void cmd_wrote(struct cmd_run *run, const char *role, size_t rows);

/* The dialect of the output where no main table has one: by -D or --tsv, else @own. */
void cmd_set_dialect(struct cmd_run *run, struct hl_dialect own);

/* Open the output: -o or the standard output. Nothing under --check. */
enum hl_status cmd_output(struct cmd_run *run) HL_CHECKED;

/* The header line and its end, with @more new column names behind it; nothing for --no-header. */
void cmd_put_header(
	const struct cmd_run *run, struct hl_buf *to, const struct hl_str *more, size_t more_len);

/* Open the output and write @text, all there is (under --check: nowhere). */
enum hl_status cmd_print(struct cmd_run *run, const struct hl_buf *text) HL_CHECKED;

/* Lines of a list that an option such as --list-methods prints: a name, a tab and what it is. */
void cmd_list_line(struct hl_buf *to, const char *name, const char *about);
/* Print these lines, and release them. */
enum hl_status cmd_list_print(struct cmd_run *run, struct hl_buf *list) HL_CHECKED;

/* The calendar day that option --@name was given as: a bare date; anything else is misuse. */
int64_t cmd_day(const struct cmd_run *run, const char *name, const char *text);

/* The same, as a slip. */
enum hl_status cmd_day_read(
	struct cmd_run *run, const char *name, const char *text, int64_t *day) HL_CHECKED;

/* The minute of the day that --at @text says; -1 for NULL. Anything else is misuse. */
int cmd_at(const struct cmd *cmd, const char *text);

/* --wait @text: seconds, or a span such as 5m; @standard for NULL. Anything else is misuse. */
unsigned cmd_wait(const struct cmd *cmd, const char *text, unsigned standard);

/* The day to be worked: that of --for @text, or if that is NULL of --as-of. */
int64_t cmd_work_day(struct cmd_run *run, const char *text);

/* Write run->head, which the caller filled, to the output (under --check: nowhere). */
enum hl_status cmd_put_head(struct cmd_run *run) HL_CHECKED;

/*
 * Two outputs in one place would lose one of them: -o, --rejects, --stats, --manifest and the
 * command's own
 * --@option @name (NULL: not given). Only -o may be an operand. Misuse; cmd_start asks it of the
 * common ones.
 */
void cmd_check_outputs(const struct cmd_run *run, const char *option, const char *name);

/* --@option @name (NULL: not given) is none of the @len side tables @others. Else misuse. */
void cmd_check_kept(const struct cmd_run *run, const char *option, const char *name,
	const char *const *others, size_t len);

/* Two outputs of the command's own are two files. Else misuse. */
void cmd_check_apart(const struct cmd_run *run, const char *option, const char *name,
	const char *other, const char *other_name);

/* --@option @name (NULL: not given) must not be an operand. Else misuse. */
void cmd_check_operands(const struct cmd_run *run, const char *option, const char *name);

/*
 * The standard input can be read once: by one operand, by none of them (when @reads_input), by
 * --header-from or by one of the @len side tables @others (NULL: not given). Else misuse.
 */
void cmd_check_stdin(
	const struct cmd_run *run, const char *const *others, size_t len, bool reads_input);

/* Say what is wrong with the command line and exit 64. */
_Noreturn void cmd_misuse(const struct cmd *cmd, const char *fmt, ...) HL_PRINTF(2, 3);

/* A mistake of the command line that is told with the others, at the end: HL_EUSAGE. */
enum hl_status cmd_slip(struct cmd_run *run, const char *fmt, ...) HL_PRINTF(2, 3);

/* The first that is not HL_OK, where more is looked at after a mistake. */
static inline enum hl_status cmd_worse(enum hl_status before, enum hl_status now) {
	return before != HL_OK ? before : now;
}

/* Words that an option may be. */
struct cmd_words {
	const struct hl_str *names;
	size_t len;
};

/* The place of @text among them, into @at; a slip that lists them, with the nearest: HL_EUSAGE. */
enum hl_status cmd_word(struct cmd_run *run, const char *option, const char *text,
	struct cmd_words words, size_t *at) HL_CHECKED;

/* An option, and whether it was given. */
struct cmd_given {
	const char *name;
	bool is_given;
};

/* Option --@kind goes with none of @others that was given: misuse. */
void cmd_check_alone(
	const struct cmd *cmd, const char *kind, const struct cmd_given *others, size_t len);

/* --explain @id (NULL: not given): a key that is blank is misuse. */
void cmd_check_explain(const struct cmd *cmd, const char *id);

/* HL_NO: no lead was explained, for none has @id in its column @key. */
enum hl_status cmd_no_lead(struct cmd_run *run, const char *id, const char *key);

/* The whole number that option --@name was given as; anything else is misuse. */
size_t cmd_number(const struct cmd *cmd, const char *name, const char *text);

/* A count of the run: a line for -v (unless @what is NULL), and "@name" in --stats. */
void cmd_count(struct cmd_run *run, const char *name, size_t count, const char *what);

/* --stats FILE.csv: rows, with the newest time of each file. */
bool cmd_stats_are_rows(const struct cmd_run *run);

/* So many leads have the reason @code: a line for -v, and a member of "reasons" in the manifest. */
void cmd_reason(struct cmd_run *run, struct hl_str code, size_t leads);

/* A line on stderr for -v. */
void cmd_verbose(const struct cmd_run *run, const char *fmt, ...) HL_PRINTF(2, 3);

/* A warning on stderr, unless -q. */
void cmd_warn(const struct cmd_run *run, const char *fmt, ...) HL_PRINTF(2, 3);

/*
 * Check the control totals, commit (or, after a failure, discard) the output, close the rejects,
 * write --stats and --manifest, report what went wrong and return the exit status for main. @status
 * is the run's; run->err describes it.
 */
int cmd_end(struct cmd_run *run, enum hl_status status);

#endif
