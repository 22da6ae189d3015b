/* tables.c - hl-assign: what methods go by. */
#include "tables.h"

#include <stdio.h>
#include <string.h>

/* --- options --- */

static bool is_method(const struct hl_assign_options *asked, const char *needs) {
	const struct hl_method *methods[] = { asked->method, asked->next };

	for (size_t i = 0; i < HL_LEN(methods); i++)
		if (methods[i] && methods[i]->needs && strcmp(methods[i]->needs, needs) == 0)
			return true;
	return false;
}

/* What a method needs is there; and no option is given that nothing comes of. */
static void check_needs(const struct tables *tables, const struct cmd_run *run,
	const struct hl_assign_options *asked) {
	const struct table_options *options = &tables->options;
	const struct {
		const char *option, *needs, *arg, *given;
		bool is_free; /* goes with any method */
	} files[] = {
		{ "performance", "performance", "FILE", options->performance, false },
		{ "by", "performance", NULL, options->by, false },
		{ "spread", "performance", NULL, options->spread, false },
		{ "map", "map", "FILE", options->map, false },
		{ "value", "value", "COLUMN", options->value, true },
	};

	for (size_t i = 0; !options->simulate && i < HL_LEN(files); i++) {
		bool is_needed = is_method(asked, files[i].needs);

		if (is_needed && files[i].arg && !files[i].given)
			cmd_misuse(run->cmd, "this method needs --%s %s", files[i].option,
				files[i].arg);
		if (!is_needed && files[i].given && !files[i].is_free)
			cmd_misuse(run->cmd, "--%s %s: no method that was asked for goes by it",
				files[i].option, files[i].given);
	}
}

static enum hl_status parse_absence(
	const char *text, bool simulates, struct hl_assign_options *asked, struct hl_error *err) {
	const struct hl_method *last = asked->next ? asked->next : asked->method;
	enum hl_status status = hl_absence_find(text, &asked->absence, err);

	if (status == HL_OK && !simulates && asked->absence->accrues && !last->accrues)
		return hl_fail(err, HL_EUSAGE, "--absence: with %s nothing can accrue", last->name);
	return status;
}

/* Given several times, it is a list. */
static enum hl_status find_methods(const struct table_options *options,
	struct hl_assign_options *asked, struct hl_error *err) {
	struct hl_buf names = { 0 };
	enum hl_status status;

	for (size_t i = 0; i < options->methods.len; i++)
		hl_buf_addf(&names, "%s%s", i ? "," : "", options->methods.items[i]);
	if (names.len == 0)
		hl_buf_add(&names, HL_STR("round-robin"));
	hl_buf_add_char(&names, '\0');
	status = hl_methods_find(names.at, &asked->method, &asked->next, err);
	hl_buf_release(&names);
	return status;
}

enum hl_status tables_ask(struct tables *tables, struct cmd_run *run, const struct desk *desk,
	struct hl_assign_options *asked) {
	const struct table_options *options = &tables->options;
	const char *const inputs[] = { desk->options.roster, options->performance, options->load,
		options->map };
	enum hl_status status = find_methods(options, asked, &run->err);

	if (status == HL_OK)
		status = parse_absence(options->absence, options->simulate, asked, &run->err);
	if (status != HL_OK)
		return status;
	check_needs(tables, run, asked);
	tables->performance.by = options->by ? options->by : "revenue_per_hour";
	asked->value = options->value;
	cmd_check_stdin(run, inputs, HL_LEN(inputs), true);
	return hl_spread_parse(options->spread ? options->spread : "0.5..2",
		&tables->performance.spread, &run->err);
}

bool tables_have(const struct tables *tables, const char *needs) {
	const struct table_options *options = &tables->options;
	const char *const given[][2] = { { "performance", options->performance },
		{ "map", options->map }, { "value", options->value } };

	for (size_t i = 0; i < HL_LEN(given); i++)
		if (strcmp(given[i][0], needs) == 0)
			return given[i][1] != NULL;
	return false;
}

/* --- tables --- */

/* As the roster not through the rejects: a table is whole, or leads go to the wrong people. */
static struct hl_roster_options rules(struct cmd_run *run) {
	return (struct hl_roster_options){
		.time = run->time,
		.map = run->map,
		.mistakes = &run->mistakes,
		.warnings = hl_new(&run->arena, struct hl_mistakes),
	};
}

static enum hl_status read_performance(
	struct tables *tables, struct cmd_run *run, struct desk *desk) {
	const struct hl_roster_options asked = rules(run);
	struct hl_performance *performance = &tables->performance;
	struct hl_reader *reader = NULL;
	enum hl_status status;

	if (!tables->options.performance)
		return HL_OK;
	status = cmd_table(run, tables->options.performance,
		(struct hl_reader_options){ .role = "performance" }, &reader);
	if (status == HL_OK)
		status = hl_performance_read(&desk->roster, reader, &asked, performance, &run->err);
	if (status == HL_OK)
		cmd_verbose(run,
			"%s: %zu on the roster weighed, %zu of too few and %zu without a figure "
			"at 1, %zu others",
			performance->by, performance->measured, performance->too_few,
			performance->without, performance->others);
	if (status == HL_OK && performance->all_few)
		cmd_warn(run,
			"--by %s: every figure is of few observations (low_n): they are used, for "
			"there are no others",
			performance->by);
	if (status == HL_OK && performance->none_above)
		cmd_warn(run, "--by %s: nobody has a figure above 0: all weigh 1", performance->by);
	hl_reader_close(reader);
	return status;
}

static enum hl_status read_load(
	struct tables *tables, struct cmd_run *run, struct desk *desk, const char *units) {
	const struct hl_roster_options asked = rules(run);
	struct hl_held held = { .units = units };
	struct hl_reader *reader = NULL;
	enum hl_status status;

	if (!tables->options.load)
		return HL_OK;
	status = cmd_table(
		run, tables->options.load, (struct hl_reader_options){ .role = "load" }, &reader);
	if (status == HL_OK)
		status = hl_load_read(&desk->roster, reader, &asked, &held, &run->err);
	if (status == HL_OK && held.others)
		cmd_verbose(run, "%s: %zu rows of nobody on the roster", tables->options.load,
			held.others);
	hl_reader_close(reader);
	return status;
}

/* What is odd about a map, but no mistake. */
static void warn(const struct cmd_run *run, const struct hl_mistakes *warnings) {
	for (size_t i = 0; i < warnings->len && i < HL_LEN(warnings->first); i++) {
		const struct hl_error *err = &warnings->first[i];

		cmd_warn(run, "%s:%zu:%zu: %s: %s", err->file, err->line, err->byte, err->column,
			err->text);
	}
	if (warnings->len > HL_LEN(warnings->first))
		cmd_warn(run, "and %zu more like these", warnings->len - HL_LEN(warnings->first));
}

static enum hl_status read_map(struct tables *tables, struct cmd_run *run, struct desk *desk) {
	const struct hl_roster_options asked = rules(run);
	struct hl_reader *reader = NULL;
	enum hl_status status;

	if (!tables->options.map)
		return HL_OK;
	status = cmd_table(
		run, tables->options.map, (struct hl_reader_options){ .role = "map" }, &reader);
	if (status == HL_OK)
		status = hl_source_map_read(
			&tables->source_map, &desk->roster, reader, &asked, &run->err);
	warn(run, asked.warnings);
	hl_reader_close(reader);
	return status;
}

enum hl_status tables_read(struct tables *tables, struct cmd_run *run, struct desk *desk,
	struct hl_assign_options *asked) {
	enum hl_status status = read_performance(tables, run, desk);

	if (status == HL_OK)
		status = read_load(tables, run, desk, asked->units);
	if (status == HL_OK)
		status = read_map(tables, run, desk);
	asked->source_map = tables->source_map;
	return status;
}

void tables_release(struct tables *tables) {
	hl_source_map_free(tables->source_map);
}
