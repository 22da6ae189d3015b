/* assert.c - hl-metrics --assert: figures that must be so. */
#include "assert.h"

#include <stdio.h>
#include <string.h>

enum order { LESS = 1, EQUAL = 2, MORE = 4 };

/* What may stand between a figure and a number, the longer ones first. */
static const struct {
	const char *text;
	unsigned holds;
} ops[] = {
	{ "<=", LESS | EQUAL },
	{ ">=", MORE | EQUAL },
	{ "!=", LESS | MORE },
	{ "<", LESS },
	{ ">", MORE },
	{ "=", EQUAL },
};

struct assertion {
	const char *text; /* as it was given */
	struct hl_str metric, column, group;
	unsigned holds;
	hl_wide number;
};

/* --- reading --- */

/* The last operator of @text; what is before it and behind it. */
static bool cut_op(struct hl_str text, struct hl_str *before, struct hl_str *behind, unsigned *op) {
	for (size_t at = text.len; at-- > 0;)
		for (size_t i = 0; i < HL_LEN(ops); i++) {
			struct hl_str rest = { text.at + at, text.len - at };
			size_t len = strlen(ops[i].text);

			if (!hl_str_starts(rest, hl_str_of(ops[i].text)))
				continue;
			if (len == 1 && at > 0 && strchr("<>!=", text.at[at - 1]))
				break; /* the end of a longer one */
			*before = hl_str_trim((struct hl_str){ text.at, at });
			*behind = hl_str_trim((struct hl_str){ rest.at + len, rest.len - len });
			*op = ops[i].holds;
			return true;
		}
	return false;
}

static bool assertion_read(const char *text, struct assertion *assertion) {
	struct hl_str name;
	struct hl_str number;

	*assertion = (struct assertion){ .text = text };
	if (!cut_op(hl_str_of(text), &name, &number, &assertion->holds) ||
		!hl_sum_read(number, &assertion->number))
		return false;
	/* "==" and the like are none of them. */
	if (name.len > 0 && strchr("<>=!", name.at[name.len - 1]))
		return false;
	assertion->column = hl_str_cut(&name, ' ');
	assertion->metric = hl_str_cut(&assertion->column, '.');
	assertion->group = hl_str_trim(name);
	if (assertion->column.len == 0)
		assertion->column = HL_STR("value");
	return assertion->metric.len > 0;
}

/* What a column can be: of figures, and of --lift, where one has to be said. */
static const char *const figures[] = { "value", "lo", "hi", "num", "den", "n" };
static const char *const lifts[] = { "a", "b", "difference", "relative", "lo", "hi", "z", "p",
	"n_a", "n_b", "needed_n" };

static enum hl_status fail_column(
	struct hl_str column, const struct hl_str *names, size_t len, struct hl_error *err) {
	const struct hl_str *nearest = hl_nearest(column, names, len);
	struct hl_buf all = { 0 };

	for (size_t i = 0; i < len; i++)
		hl_buf_addf(&all, "%s%s", i == 0 ? "" : i + 1 < len ? ", " : " or ", names[i].at);
	(void)hl_fail(err, HL_EUSAGE, "of a metric %.*s, not %.*s%s%s%s", (int)all.len, all.at,
		(int)column.len, column.at, nearest ? "; did you mean " : "",
		nearest ? nearest->at : "", nearest ? "?" : "");
	hl_buf_release(&all);
	return HL_EUSAGE;
}

static enum hl_status check_column(struct hl_str column, bool is_lift, struct hl_error *err) {
	const char *const *columns = is_lift ? lifts : figures;
	size_t len = is_lift ? HL_LEN(lifts) : HL_LEN(figures);
	struct hl_str names[HL_LEN(lifts)];

	for (size_t i = 0; i < len; i++)
		names[i] = hl_str_of(columns[i]);
	return hl_str_find(column, names, len) < len ? HL_OK : fail_column(column, names, len, err);
}

static enum hl_status check(
	const char *text, const struct hl_choice *choice, bool is_lift, struct hl_error *err) {
	struct assertion assertion;
	enum hl_status status;

	if (!assertion_read(text, &assertion))
		return hl_fail(err, HL_EUSAGE,
			"METRIC [GROUP] OP NUMBER with < <= > >= = or !=, as in 'psi < 0.25'");
	status = hl_choice_ask(choice, assertion.metric, err);
	return status == HL_OK ? check_column(assertion.column, is_lift, err) : status;
}

static void add_mistake(
	struct cmd_run *run, const char *text, const char *what, struct hl_str value) {
	struct hl_error err = { 0 };

	(void)hl_fail(&err, HL_NO, "--assert '%s': %s", text, what);
	hl_printable(value, err.value, sizeof(err.value));
	hl_mistakes_add(&run->mistakes, &err);
}

enum hl_status assert_check(struct cmd_run *run, const struct cmd_list *asserts,
	const struct hl_choice *choice, bool is_lift) {
	enum hl_status status = HL_OK;

	for (size_t i = 0; i < asserts->len; i++) {
		struct hl_error err = { 0 };

		if (check(asserts->items[i], choice, is_lift, &err) == HL_OK)
			continue;
		add_mistake(run, asserts->items[i], err.text, HL_STR(""));
		status = HL_EUSAGE;
	}
	return status;
}

/* --- asking --- */

/* What an assertion came to: the rows that were asked, and those that do not hold. */
struct asked {
	struct cmd_run *run;
	const struct assertion *assertion;
	size_t metric, group, column, from, to; /* of --lift there is no period */
	bool has_all;                           /* the metric has a row of the group all */
	size_t rows;
	size_t failed;
};

static void add(struct asked *asked, struct hl_str group, const char *what) {
	add_mistake(asked->run, asked->assertion->text, what, group);
	asked->failed++;
}

static struct hl_str cell_of(const struct hl_row *row, size_t column) {
	return column == HL_NO_COLUMN ? HL_STR("") : hl_cell(row, column);
}

/* Which figure it is: "it is 9.5 (LEAD, 2026-02-01 to 2026-03-01)". */
static void add_row(struct asked *asked, const struct hl_row *row, const char *what) {
	struct hl_str group = hl_cell(row, asked->group);
	struct hl_str from = cell_of(row, asked->from);
	struct hl_str to = cell_of(row, asked->to);
	char shown[128];
	struct hl_buf text = { 0 };

	hl_printable(group, shown, sizeof(shown));
	hl_buf_addf(&text, "%s (%s%s%.*s%s%.*s)", what, shown, from.len ? ", " : "", (int)from.len,
		from.at, to.len ? " to " : "", (int)to.len, to.at);
	hl_buf_add_char(&text, '\0');
	add(asked, HL_STR(""), text.at);
	hl_buf_release(&text);
}

static void ask_row(struct asked *asked, const struct hl_row *row) {
	struct hl_str cell = hl_cell(row, asked->column);
	hl_wide number;
	enum order order;
	char what[64];

	asked->rows++;
	if (!hl_sum_read(cell, &number)) {
		add_row(asked, row, "there is no such figure");
		return;
	}
	order = number < asked->assertion->number   ? LESS
		: number > asked->assertion->number ? MORE
						    : EQUAL;
	if (asked->assertion->holds & order)
		return;
	(void)snprintf(what, sizeof(what), "it is %.*s", (int)cell.len, cell.at);
	add_row(asked, row, what);
}

static bool is_asked(const struct asked *asked, const struct hl_row *row) {
	struct hl_str want = asked->assertion->group;

	if (!hl_str_eq(hl_cell(row, asked->metric), asked->assertion->metric))
		return false;
	if (want.len == 0 && asked->has_all)
		want = HL_STR("all");
	return want.len == 0 || hl_str_eq(hl_cell(row, asked->group), want);
}

static enum hl_status open_output(
	struct cmd_run *run, const struct hl_buf *output, struct hl_reader **reader) {
	static const char *const file = "the output";
	struct hl_reader_options options = { .delim = run->dialect.delim,
		.bytes = hl_buf_str(output),
		.threads = 1,
		.mistakes = &run->mistakes };

	return hl_reader_open(reader, &file, 1, &options, &run->err);
}

/* One time through the output: does the metric have a row of all, or what do its rows say? */
static enum hl_status go_through(struct asked *asked, const struct hl_buf *output, bool asks) {
	struct hl_reader *reader = NULL;
	struct hl_row row;
	enum hl_status status = open_output(asked->run, output, &reader);

	if (status == HL_OK) {
		const struct hl_header *header = hl_reader_header(reader);

		asked->metric = hl_header_at(header, HL_STR("metric"));
		asked->group = hl_header_at(header, HL_STR("group"));
		asked->column = hl_header_at(header, asked->assertion->column);
		asked->from = hl_header_at(header, HL_STR("from"));
		asked->to = hl_header_at(header, HL_STR("to"));
	}
	while (status == HL_OK &&
		(status = hl_reader_next(reader, &row, &asked->run->err)) == HL_OK) {
		if (!is_asked(asked, &row))
			continue;
		if (asks)
			ask_row(asked, &row);
		else
			asked->has_all |= hl_str_eq(hl_cell(&row, asked->group), HL_STR("all"));
	}
	hl_reader_close(reader);
	return status == HL_END ? HL_OK : status;
}

static enum hl_status ask(struct asked *asked, const struct hl_buf *output) {
	enum hl_status status = go_through(asked, output, false);

	if (status == HL_OK)
		status = go_through(asked, output, true);
	if (status == HL_OK && asked->rows == 0)
		add(asked, HL_STR(""), "the output has no such row");
	return status;
}

/* --- the end --- */

static enum hl_status say_no(void *ending, struct hl_error *err) {
	const struct hl_error *no = ending;

	*err = *no;
	return HL_NO;
}

enum hl_status assert_judge(
	struct cmd_run *run, const struct cmd_list *asserts, const struct hl_buf *output) {
	enum hl_status status = HL_OK;
	size_t failed = 0;

	for (size_t i = 0; status == HL_OK && i < asserts->len; i++) {
		struct assertion assertion;
		struct asked asked = { .run = run, .assertion = &assertion };

		(void)assertion_read(asserts->items[i], &assertion);
		status = ask(&asked, output);
		failed += asked.failed > 0;
	}
	if (status == HL_OK && failed > 0) {
		struct hl_error *no = hl_new(&run->arena, struct hl_error);

		(void)hl_fail(no, HL_NO, "%zu of %zu assertions failed", failed, asserts->len);
		run->before_end = say_no;
		run->ending = no;
	}
	return status;
}
