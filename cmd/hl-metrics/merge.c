/* merge.c - hl-metrics --merge: the heads of partials, and the options they were made with. */
#include "heads.h"

#include <stdlib.h>
#include <string.h>

/* --- --merge: heads that agree --- */

static void add_mistake(struct cmd_run *run, const char *file, struct hl_error *err) {
	err->file = file;
	hl_mistakes_add(&run->mistakes, err);
}

static const char *file_of(const struct hl_partial *part) {
	return hl_reader_header(part->reader)->row.file;
}

static bool is_same(const struct hl_partial_line *a, const struct hl_partial_line *b) {
	return hl_str_eq(a->kind, b->kind) && hl_str_eq(a->name, b->name) &&
	       hl_str_eq(a->text, b->text);
}

static bool is_option(const struct hl_partial *part, size_t i) {
	return i < part->len && hl_str_eq(part->head[i].kind, HL_STR("option"));
}

static void differ_option(struct cmd_run *run, const struct hl_partial *first,
	const struct hl_partial *part, struct hl_str option) {
	struct hl_error err = { 0 };
	char name[64];

	hl_printable(option, name, sizeof(name));
	hl_fail(&err, HL_EDATA, "made with another --%s than %s: make both with the same", name,
		file_of(first));
	add_mistake(run, file_of(part), &err);
}

static void agree_options(
	struct cmd_run *run, const struct hl_partial *first, const struct hl_partial *part) {
	for (size_t i = 0; is_option(first, i) || is_option(part, i); i++) {
		const struct hl_partial_line *line =
			is_option(first, i) ? &first->head[i] : &part->head[i];

		if (!is_option(first, i) || !is_option(part, i) || !is_same(line, &part->head[i]))
			differ_option(run, first, part, line->name);
	}
}

/* What @role is called in messages. */
static const char *table_name(const char *role) {
	static const char *const names[][2] = { { "define", "table of metrics" },
		{ "holidays", "table of holidays" },
		{ "suppressed", "table of suppressed accounts" } };

	for (size_t i = 0; i < HL_LEN(names); i++)
		if (strcmp(role, names[i][0]) == 0)
			return names[i][1];
	return role;
}

static bool has_table(const struct hl_partial *part, const char *role) {
	return head_next(part, role, 0) < part->len;
}

/* Line by line; also where neither has it. */
static bool is_same_table(
	const struct hl_partial *a, const struct hl_partial *b, const char *role) {
	size_t i = head_next(a, role, 0);
	size_t j = head_next(b, role, 0);

	while (i < a->len && j < b->len && is_same(&a->head[i], &b->head[j])) {
		i = head_next(a, role, i + 1);
		j = head_next(b, role, j + 1);
	}
	return i >= a->len && j >= b->len;
}

static void differ_table(struct cmd_run *run, const struct hl_partial *first,
	const struct hl_partial *part, const char *role) {
	bool has = has_table(part, role);
	struct hl_error err = { 0 };

	if (has && has_table(first, role))
		hl_fail(&err, HL_EDATA, "made with another %s than %s", table_name(role),
			file_of(first));
	else
		hl_fail(&err, HL_EDATA, "made %s --%s, and %s %s: make both with the same",
			has ? "with" : "without", role, file_of(first), has ? "without" : "with");
	add_mistake(run, file_of(part), &err);
}

/* Every option and every table that differs. */
static bool agree(
	struct cmd_run *run, const struct hl_partial *first, const struct hl_partial *part) {
	size_t before = run->mistakes.len;

	agree_options(run, first, part);
	for (size_t i = 0; i < head_roles_len; i++)
		if (!is_same_table(first, part, head_roles[i]))
			differ_table(run, first, part, head_roles[i]);
	return run->mistakes.len == before;
}

/* --- the options they were made with --- */

static size_t find_opt(const struct cmd *cmd, struct hl_str name) {
	size_t i = 0;

	while (i < cmd->opts_len && !hl_str_eq(hl_str_of(cmd->opts[i].name), name))
		i++;
	return i;
}

/* Given again, it has to be what it was. */
static bool is_other(const struct cmd_run *run, const struct partial_options *options, size_t i,
	struct hl_str text) {
	struct hl_arena arena = { NULL };
	bool is = head_is_given(run, options, i) &&
		  !hl_str_eq(head_value(&run->cmd->opts[i], &arena), text);

	hl_arena_release(&arena);
	return is;
}

static struct hl_str text_of(const struct hl_partial *part, const char *name) {
	for (size_t i = 0; i < part->len; i++)
		if (hl_str_eq(part->head[i].kind, HL_STR("option")) &&
			hl_str_eq(part->head[i].name, hl_str_of(name)))
			return part->head[i].text;
	return HL_STR("");
}

static enum hl_status set_option(
	struct cmd_run *run, struct partial_options *options, const struct hl_partial_line *line) {
	size_t i = find_opt(run->cmd, line->name);
	struct hl_error err = { 0 };

	if (!hl_str_eq(line->kind, HL_STR("option")) || i == run->cmd->opts_len ||
		!head_tells(&run->cmd->opts[i]))
		return HL_OK;
	if (is_other(run, options, i, line->text)) {
		hl_fail(&err, HL_EUSAGE, "made with another --%s: leave it out",
			run->cmd->opts[i].name);
		add_mistake(run, file_of(&options->parts[0]), &err);
		return HL_EUSAGE;
	}
	head_set(&run->cmd->opts[i], line->text, &options->arena);
	return HL_OK;
}

static enum hl_status other(
	struct cmd_run *run, const struct hl_partial *part, const char *name, const char *say) {
	struct hl_error err = { 0 };

	hl_fail(&err, HL_EUSAGE, "made with another --%s: %s", name, say);
	add_mistake(run, file_of(part), &err);
	return HL_EUSAGE;
}

/* --as-of, --tz, --map and how the output is spelled. */
static enum hl_status set_run(struct cmd_run *run, const struct hl_partial *part) {
	struct hl_str tz = text_of(part, "tz");
	struct hl_str delim = text_of(part, "out-delim");
	int64_t as_of = strtoll(text_of(part, "as-of").at, NULL, 10);

	if (run->std->as_of && run->as_of != as_of)
		return other(run, part, "as-of", "leave it out");
	if (run->std->tz && !hl_str_eq(hl_str_of(run->std->tz), tz))
		return other(run, part, "tz", "leave it out");
	if (!hl_str_eq(head_join(&run->std->map, &run->arena), text_of(part, "map")))
		return other(run, part, "map", "give the same here");
	run->as_of = as_of;
	run->tz = hl_str_keep(&run->arena, tz).at;
	hl_zone_free(run->zone);
	run->zone = NULL;
	if (hl_zone_open(&run->zone, run->tz, &run->err) != HL_OK)
		return HL_EUSAGE;
	run->time.zone = run->zone;
	if (delim.len == 1)
		cmd_set_dialect(run, hl_dialect_of(delim.at[0]));
	return HL_OK;
}

static enum hl_status set_options(struct cmd_run *run, struct partial_options *options) {
	const struct hl_partial *first = &options->parts[0];
	enum hl_status status = HL_OK;

	for (size_t i = 0; i < first->len; i++)
		if (set_option(run, options, &first->head[i]) != HL_OK)
			status = HL_EUSAGE;
	if (set_run(run, first) != HL_OK)
		status = HL_EUSAGE;
	return status;
}

/* --- tables that are given again --- */

/* What is asked only once all events are there; others were asked of every event. */
static bool is_for_the_end(const char *role) {
	return strcmp(role, "holidays") == 0 || strcmp(role, "suppressed") == 0;
}

static enum hl_status open_again(
	struct cmd_run *run, const char *role, const char *const *name, struct hl_reader **reader) {
	const struct hl_reader_options how = { .comments = true, .role = "metrics" };

	return strcmp(role, "define") == 0 ? cmd_table(run, *name, how, reader)
					   : cmd_side(run, role, name, 1, reader);
}

static enum hl_status other_table(
	struct cmd_run *run, const struct hl_partial *first, const char *role, const char *name) {
	struct hl_error err = { 0 };

	if (has_table(first, role)) {
		hl_fail(&err, HL_EDATA, "not the %s that %s was made with: leave it out",
			table_name(role), file_of(first));
		add_mistake(run, name, &err);
	} else {
		hl_fail(&err, HL_EDATA, "made without --%s %s: make it with that, or leave it out",
			role, name);
		add_mistake(run, file_of(first), &err);
	}
	return HL_EDATA;
}

/* The partials have it: it can only be the same. */
static enum hl_status check_table(
	struct cmd_run *run, struct partial_options *options, const char *role) {
	const struct hl_partial *first = &options->parts[0];
	const char *name = *run->cmd->opts[find_opt(run->cmd, hl_str_of(role))].to.text;
	struct hl_partial given = { .arena = &options->arena };
	struct hl_reader *reader = NULL;
	enum hl_status status;

	if (!name || (is_for_the_end(role) && !has_table(first, role)))
		return HL_OK;
	status = open_again(run, role, &name, &reader);
	if (status == HL_OK)
		status = head_add_table(run, &given, role, reader);
	hl_reader_close(reader);
	if (status == HL_OK && !is_same_table(first, &given, role))
		status = other_table(run, first, role, name);
	hl_partial_release(&given);
	return status;
}

/* Those that can be given: all but the log. */
static enum hl_status check_tables(struct cmd_run *run, struct partial_options *options) {
	enum hl_status status = HL_OK;

	for (size_t i = 1; i < head_roles_len; i++) {
		enum hl_status one = check_table(run, options, head_roles[i]);

		if (one != HL_OK && one != HL_EDATA)
			return one;
		if (one != HL_OK)
			status = one;
	}
	return status;
}

/* --- all of them --- */

/* Of all but the first the head is only compared: it may be large. */
static enum hl_status open_part(
	struct cmd_run *run, struct partial_options *options, size_t i, bool *is_one) {
	struct hl_partial *part = &options->parts[i];
	struct hl_arena own = { NULL };
	enum hl_status status;

	part->arena = i == 0 ? &options->arena : &own;
	part->reader = run->parts[i];
	options->parts_len = i + 1;
	status = hl_partial_open(part, &run->err);
	if (i == 0)
		return status;
	if (status == HL_OK)
		*is_one &= agree(run, &options->parts[0], part);
	free(part->head);
	part->head = NULL;
	hl_arena_release(&own);
	return status;
}

enum hl_status partial_open(struct cmd_run *run, struct partial_options *options) {
	enum hl_status status = cmd_parts(run);
	bool is_one = true;

	options->parts = hl_new_array(&options->arena, struct hl_partial, run->parts_len);
	for (size_t i = 0; i < run->parts_len && status == HL_OK; i++)
		status = open_part(run, options, i, &is_one);
	if (status != HL_OK)
		return status;
	status = is_one ? set_options(run, options) : HL_EDATA;
	return status == HL_OK ? check_tables(run, options) : status;
}

bool partial_has(const struct partial_options *options, const char *role) {
	return options->parts_len > 0 && has_table(&options->parts[0], role);
}

enum hl_status partial_defined(
	struct cmd_run *run, const struct partial_options *options, struct hl_reader **reader) {
	const struct hl_partial *first = &options->parts[0];

	return head_table(run, first, "define", file_of(first), reader);
}

enum hl_status partial_sides(
	struct cmd_run *run, struct partial_options *options, struct hl_meter_tables *tables) {
	const struct {
		const char *role;
		struct hl_reader **reader;
	} sides[] = { { "log", &tables->log }, { "roster", &tables->roster },
		{ "leads", &tables->leads }, { "holidays", &tables->holidays },
		{ "suppressed", &tables->suppressed } };
	const struct hl_partial *first = &options->parts[0];
	enum hl_status status = HL_OK;

	for (size_t i = 0; i < HL_LEN(sides) && status == HL_OK; i++)
		status = head_table(run, first, sides[i].role, file_of(first), sides[i].reader);
	tables->parts = options->parts;
	tables->parts_len = options->parts_len;
	return status;
}

/* What a part without events has besides its head; that it was given a queue is told there, too. */
enum { LEAST = 3 };

void partial_warn(const struct cmd_run *run, const struct partial_options *options) {
	for (size_t i = 1; i < options->parts_len; i++) {
		const struct hl_partial *part = &options->parts[i];
		size_t j = 0;

		while (j < i && (options->parts[j].seal.sum != part->seal.sum ||
					options->parts[j].seal.lines != part->seal.lines))
			j++;
		if (j < i && part->seal.lines > part->len + LEAST + part->has_queue)
			cmd_warn(run, "%s: the same as %s: its events count twice", file_of(part),
				file_of(&options->parts[j]));
	}
}
