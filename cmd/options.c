/* options.c - option tables on top of getopt_long(3). */
#include "options.h"

#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_OPTS = 64, KEY_HELP = 256, KEY_VERSION, KEY_FIRST };

_Noreturn void cmd_misuse(const struct cmd *cmd, const char *fmt, ...) {
	va_list args;

	fprintf(stderr, "%s: ", cmd->name);
	va_start(args, fmt);
	vfprintf(stderr, fmt, args);
	va_end(args);
	fprintf(stderr, "\nTry '%s --help'.\n", cmd->name);
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

static void print_option(const struct opt *opt) {
	char left[48];
	char letter[8] = "   ";

	if (opt->letter)
		snprintf(letter, sizeof(letter), "-%c,", opt->letter);
	snprintf(left, sizeof(left), "%s --%s%s%s", letter, opt->name, opt->arg ? "=" : "",
		opt->arg ? opt->arg : "");
	printf("  %-28s %s\n", left, opt->help);
}

/* The short help leaves out what every command has. */
static void print_help(const struct cmd *cmd, bool is_short) {
	printf("usage: %s [option ...] %s\n%s\n\n", cmd->name, cmd->synopsis, cmd->purpose);
	for (size_t i = 0; i < cmd->opts_len; i++) {
		if (is_short && cmd->opts[i].is_common)
			continue;
		print_option(&cmd->opts[i]);
	}
	if (is_short)
		printf("\n--help lists the options of every command, too; see also hotleads(7)\n");
	else
		printf("  -h                           show the options of this command and exit\n"
		       "      --help                   show this help and exit\n"
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
	case OPT_IS_LIST:
		if (opt->to.list->len == HL_LEN(opt->to.list->items))
			cmd_misuse(cmd, "--%s: given more than %zu times", opt->name,
				HL_LEN(opt->to.list->items));
		opt->to.list->items[opt->to.list->len++] = text;
		break;
	}
}

/* Spell the table the way getopt_long(3) wants it. */
static void spell(const struct cmd *cmd, struct option *longs, char *shorts) {
	size_t i;

	for (i = 0; i < cmd->opts_len; i++) {
		const struct opt *opt = &cmd->opts[i];

		longs[i] = (struct option){ .name = opt->name,
			.has_arg = opt->arg ? required_argument : no_argument,
			.val = KEY_FIRST + (int)i };
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

/* The option getopt_long(3) means by @key, or NULL. */
static const struct opt *find(const struct cmd *cmd, int key) {
	if (key >= KEY_FIRST)
		return &cmd->opts[key - KEY_FIRST];
	for (size_t i = 0; i < cmd->opts_len; i++)
		if (cmd->opts[i].letter && cmd->opts[i].letter == key)
			return &cmd->opts[i];
	return NULL;
}

int cmd_parse(const struct cmd *cmd, int argc, char **argv) {
	struct option longs[MAX_OPTS + 3] = { { 0 } };
	char shorts[2 * MAX_OPTS + 4];
	int key;

	if (cmd->opts_len > MAX_OPTS)
		cmd_misuse(cmd, "more than %d options", (int)MAX_OPTS);
	spell(cmd, longs, shorts);
	while ((key = getopt_long(argc, argv, shorts, longs, NULL)) != -1) {
		const struct opt *opt = find(cmd, key);

		if (key == KEY_HELP || key == 'h')
			print_help(cmd, key == 'h');
		if (key == KEY_VERSION || key == 'V') {
			printf("%s %s\n", cmd->name, HL_VERSION);
			leave(cmd);
		}
		if (!opt) {
			fprintf(stderr, "Try '%s --help'.\n", cmd->name);
			exit(HL_EUSAGE);
		}
		store(cmd, opt, optarg);
	}
	return optind;
}
