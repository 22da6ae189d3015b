/* options.c - option tables on top of getopt_long(3). */
#include "options.h"

#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_OPTS = 128, KEY_HELP = 256, KEY_VERSION, KEY_FIRST };

_Noreturn void cmd_misuse(const struct cmd *cmd, const char *fmt, ...) {
	char text[500], shown[500];
	va_list args;

	va_start(args, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	hl_printable(hl_str_of(text), shown, sizeof(shown)); /* it quotes the command line */
	fprintf(stderr, "%s: %s\nTry '%s --help'.\n", cmd->name, shown, cmd->name);
	exit(HL_EUSAGE);
}

/* What --help printed must have arrived, too. */
static _Noreturn void leave(const struct cmd *cmd) {
	if (fflush(stdout) != 0 || ferror(stdout)) {
		fprintf(stderr, "%s: <stdout>: %s\n", cmd->name, strerror(errno));
		exit(HL_EIO);
	}
	exit(HL_OK);
}

/* The option getopt_long(3) means by @key, or NULL. */
static const struct opt *find(const struct cmd *cmd, int key) {
	if (key >= KEY_FIRST && (size_t)(key - KEY_FIRST) < cmd->opts_len)
		return &cmd->opts[key - KEY_FIRST];
	for (size_t i = 0; i < cmd->opts_len; i++)
		if (cmd->opts[i].letter && cmd->opts[i].letter == key)
			return &cmd->opts[i];
	return NULL;
}

/* "-o, --output=FILE"; a letter of the command itself is not that of an option that all have. */
static void write_name(
	const struct cmd *cmd, const struct opt *opt, const char *pad, char text[48]) {
	char letter[8];

	snprintf(letter, sizeof(letter), "%s", pad);
	if (opt->letter && find(cmd, opt->letter) == opt)
		snprintf(letter, sizeof(letter), "-%c, ", opt->letter);
	snprintf(text, 48, opt->type == OPT_IS_MAYBE ? "%s--%s[%s%s]" : "%s--%s%s%s", letter,
		opt->name, opt->arg ? "=" : "", opt->arg ? opt->arg : "");
}

static void print_option(const struct cmd *cmd, const struct opt *opt) {
	char text[48];

	write_name(cmd, opt, "    ", text);
	printf("  %-28s %s\n", text, opt->help);
}

/* What a screen holds: a page of help is no longer, nor wider. */
enum { HELP_LINES = 60, HELP_WIDTH = 100 };

/* By name only, side by side: those of every command, or those of this one that are aside. */
static void print_names(const struct cmd *cmd, bool is_common) {
	size_t width = HELP_WIDTH;

	for (size_t i = 0; i < cmd->opts_len; i++) {
		const struct opt *opt = &cmd->opts[i];
		char text[48];

		if (is_common ? !opt->is_common : !opt->is_aside)
			continue;
		write_name(cmd, opt, "", text);
		width += 2 + strlen(text);
		if (width > HELP_WIDTH) {
			putchar('\n');
			width = 2 + strlen(text);
		}
		printf("  %s", text);
	}
	printf("\n");
}

/* Usage, purpose, a blank line, -h and -V are lines besides the options. */
static bool is_long(const struct cmd *cmd) {
	return cmd->opts_len + 5 > HELP_LINES;
}

static void print_own(const struct cmd *cmd) {
	bool has_aside = false;

	for (size_t i = 0; i < cmd->opts_len; i++) {
		const struct opt *opt = &cmd->opts[i];
		bool is_aside = opt->is_aside && is_long(cmd);

		if (!opt->is_common && !is_aside)
			print_option(cmd, opt);
		has_aside |= is_aside;
	}
	if (has_aside) {
		printf("There are also, see %s(1):", cmd->name);
		print_names(cmd, false);
	}
}

/* The short help leaves out what every command has. */
static void print_help(const struct cmd *cmd, bool is_short) {
	printf("usage: %s [option ...] %s\n%s\n\n", cmd->name, cmd->synopsis, cmd->purpose);
	print_own(cmd);
	if (is_short) {
		printf("\n--help lists the options of every command, too; see also hotleads(7)\n");
		leave(cmd);
	}
	if (is_long(cmd)) {
		printf("Every command has, see hotleads(7):");
		print_names(cmd, true);
	}
	for (size_t i = 0; i < cmd->opts_len && !is_long(cmd); i++)
		if (cmd->opts[i].is_common)
			print_option(cmd, &cmd->opts[i]);
	printf("  -h, --help                   show the options of this command; --help: "
	       "of every one, too\n"
	       "  -V, --version                show the version and exit\n");
	leave(cmd);
}

size_t cmd_number(const struct cmd *cmd, const char *name, const char *text) {
	char *end = NULL;
	unsigned long long n;

	errno = 0;
	n = strtoull(text, &end, 10);
	if (errno || end == text || *end || !hl_is_digit(*text) || n >= SIZE_MAX)
		cmd_misuse(cmd, "--%s: not a whole number: %s", name, text);
	return (size_t)n;
}

/* "64M": bytes, or so many K, M or G of them (powers of 1024). */
static size_t number_of_bytes(const struct cmd *cmd, const char *name, const char *text) {
	static const char units[] = "KMG";
	size_t digits = strspn(text, "0123456789");
	const char *unit = text[digits] ? strchr(units, text[digits]) : NULL;
	unsigned shift = unit ? 10 * (unsigned)(unit - units + 1) : 0;
	unsigned long long n;

	errno = 0;
	n = strtoull(text, NULL, 10);
	if (errno || digits == 0 || text[digits + (unit != NULL)] || n > (SIZE_MAX - 1) >> shift)
		cmd_misuse(cmd, "--%s: not a size such as 64M: %s", name, text);
	return (size_t)n << shift;
}

static void store(const struct cmd *cmd, const struct opt *opt, const char *text) {
	switch (opt->type) {
	case OPT_IS_FLAG:
		*opt->to.flag = true;
		break;
	case OPT_IS_TEXT:
		*opt->to.text = text;
		break;
	case OPT_IS_SIZE:
		*opt->to.size = cmd_number(cmd, opt->name, text);
		break;
	case OPT_IS_BYTES:
		*opt->to.size = number_of_bytes(cmd, opt->name, text);
		break;
	case OPT_IS_LIST:
		if (opt->to.list->len == HL_LEN(opt->to.list->items))
			cmd_misuse(cmd, "--%s: given more than %zu times", opt->name,
				HL_LEN(opt->to.list->items));
		opt->to.list->items[opt->to.list->len++] = text;
		break;
	case OPT_IS_MAYBE:
		*opt->to.maybe = (struct cmd_maybe){ true, text };
		break;
	}
}

static int argument_of(const struct opt *opt) {
	if (opt->type == OPT_IS_MAYBE)
		return optional_argument;
	return opt->arg ? required_argument : no_argument;
}

/* Spell the table the way getopt_long(3) wants it. */
static void spell(const struct cmd *cmd, struct option *longs, char *shorts) {
	size_t i;

	*shorts++ = ':'; /* tell a missing argument from an unknown option */
	for (i = 0; i < cmd->opts_len; i++) {
		const struct opt *opt = &cmd->opts[i];

		longs[i] = (struct option){
			.name = opt->name, .has_arg = argument_of(opt), .val = KEY_FIRST + (int)i
		};
		if (opt->letter)
			*shorts++ = opt->letter;
		if (opt->letter && opt->arg)
			*shorts++ = ':';
	}
	*shorts++ = 'h';
	*shorts++ = 'V';
	*shorts = '\0';
	longs[i++] = (struct option){ .name = "help", .val = KEY_HELP };
	longs[i] = (struct option){ .name = "version", .val = KEY_VERSION };
}

/* "--metrics=rph": none is called so, or several begin like that. */
static _Noreturn void refuse_name(const struct cmd *cmd, const char *word) {
	struct hl_str names[MAX_OPTS];
	struct hl_buf several = { 0 };
	struct hl_str rest = hl_str_of(word + strspn(word, "-"));
	struct hl_str name = hl_str_cut(&rest, '=');
	const struct hl_str *near;

	for (size_t i = 0; i < cmd->opts_len; i++) {
		names[i] = hl_str_of(cmd->opts[i].name);
		if (hl_str_starts(names[i], name))
			hl_buf_addf(&several, "%s--%s", several.len ? ", " : "", names[i].at);
	}
	near = hl_nearest(name, names, cmd->opts_len);
	if (several.len > 0)
		cmd_misuse(cmd, "--%.*s is the beginning of %.*s", (int)name.len, name.at,
			(int)several.len, several.at);
	cmd_misuse(cmd, "there is no option --%.*s%s%s%s", (int)name.len, name.at,
		near ? "; did you mean --" : "", near ? near->at : "", near ? "?" : "");
}

/* Say what is wrong with the option that getopt_long(3) gave up on with @key. */
static _Noreturn void refuse(const struct cmd *cmd, int key, char **argv) {
	const struct opt *opt = optopt ? find(cmd, optopt) : NULL;

	if (opt && key == ':')
		cmd_misuse(cmd, "--%s: %s is missing", opt->name, opt->arg);
	if (opt)
		cmd_misuse(cmd, "--%s takes no argument", opt->name);
	if (optopt)
		cmd_misuse(cmd, "there is no option -%c", optopt);
	refuse_name(cmd, argv[optind - 1]);
}

/* What getopt_long(3) found, or where an option may go without, the word behind it if that is its.
 */
static const char *argument(const struct opt *opt, int argc, char **argv) {
	const char *word = optind < argc ? argv[optind] : NULL;

	if (opt->type != OPT_IS_MAYBE || optarg || !word || (word[0] == '-' && word[1]) ||
		!opt->takes(word))
		return optarg;
	optind++;
	return word;
}

int cmd_parse(const struct cmd *cmd, int argc, char **argv) {
	struct option longs[MAX_OPTS + 3] = { { 0 } };
	char shorts[2 * MAX_OPTS + 5];
	int key;

	if (cmd->opts_len > MAX_OPTS)
		cmd_misuse(cmd, "more than %d options", (int)MAX_OPTS);
	spell(cmd, longs, shorts);
	opterr = 0;
	(void)unsetenv("POSIXLY_CORRECT"); /* operands may stand before options, always */
	while ((key = getopt_long(argc, argv, shorts, longs, NULL)) != -1) {
		const struct opt *opt = find(cmd, key);

		if (key == KEY_HELP || key == 'h')
			print_help(cmd, key == 'h');
		if (key == KEY_VERSION || key == 'V') {
			printf("%s %s\n", cmd->name, HL_VERSION);
			leave(cmd);
		}
		if (!opt)
			refuse(cmd, key, argv);
		store(cmd, opt, argument(opt, argc, argv));
	}
	return optind;
}

/* --- columns by hand --- */

void cmd_set_map(struct cmd_run *run) {
	const struct cmd_list *given = &run->std->map;
	const char **pairs = hl_new_array(&run->arena, const char *, given->len);
	const char **file = run->std->map_file;
	size_t len = 0;

	for (size_t i = 0; i < given->len; i++) {
		const char *equals = strchr(given->items[i], '=');

		if (file && !equals && given->items[i][0] && !*file)
			*file = given->items[i];
		else if (!equals || equals == given->items[i] || !equals[1])
			cmd_misuse(run->cmd, "--map: NAME=COLUMN%s, not %s",
				file ? ", or one FILE" : "", given->items[i]);
		else
			pairs[len++] = given->items[i];
	}
	run->map = (struct hl_column_map){ .pairs = pairs,
		.len = len,
		.used = run->map_used,
		.told = run->std->explain_map ? &run->bound : NULL };
}
