/* simulate.c - hl-assign: what other methods would have done with the queues of many nights. */
#include "simulate.h"

#include <string.h>

/* --- which methods --- */

struct cast {
	struct hl_play *plays;
	size_t len, cap;
};

/* @text, a method or two as --method has them. */
static enum hl_status add_play(struct cast *cast, struct cmd_run *run, struct hl_str text) {
	struct hl_play *play = &cast->plays[cast->len];
	char *name = hl_new_array(&run->arena, char, text.len + 1);
	enum hl_status status;

	memcpy(name, text.at, text.len);
	play->name = (struct hl_str){ name, text.len };
	status = hl_methods_find(name, &play->method, &play->next, &run->err);
	for (size_t i = 0; i < cast->len && status == HL_OK; i++)
		if (hl_str_eq(cast->plays[i].name, play->name))
			cmd_misuse(run->cmd, "--simulate: %s is there twice", name);
	cast->len += status == HL_OK;
	return status;
}

/* The next of the list; a method that passes on takes the one behind it along. */
static struct hl_str next_name(struct hl_str *list) {
	struct hl_str rest = *list;
	struct hl_str name = hl_str_cut(&rest, ',');

	for (size_t i = 0; i < hl_methods_len && rest.len; i++)
		if (hl_methods[i].passes && hl_str_eq(name, hl_str_of(hl_methods[i].name)))
			name.len += 1 + hl_str_cut(&rest, ',').len;
	*list = rest;
	return name;
}

static enum hl_status add_listed(struct cast *cast, struct cmd_run *run, const char *text) {
	struct hl_str list = hl_str_of(text);
	enum hl_status status = HL_OK;

	do
		status = add_play(cast, run, next_name(&list));
	while (status == HL_OK && list.len);
	if (status == HL_OK && hl_str_ends(hl_str_of(text), HL_STR(",")))
		status = add_play(cast, run, list);
	return status;
}

static bool is_possible(const struct tables *tables, const struct hl_method *method) {
	return method->pick && (!method->needs || tables_have(tables, method->needs));
}

static enum hl_status add_all(struct cast *cast, struct cmd_run *run, const struct tables *tables) {
	enum hl_status status = HL_OK;

	for (size_t i = 0; i < hl_methods_len && status == HL_OK; i++)
		if (is_possible(tables, &hl_methods[i]))
			status = add_play(cast, run, hl_str_of(hl_methods[i].name));
	return status;
}

static void check_play(
	const struct cmd_run *run, const struct tables *tables, const struct hl_method *method) {
	if (!method->pick)
		cmd_misuse(run->cmd, "--simulate: with %s it is people who choose", method->name);
	if (!is_possible(tables, method))
		cmd_misuse(run->cmd, "--simulate: %s needs --%s", method->name, method->needs);
}

static void check_needs(
	const struct cast *cast, const struct cmd_run *run, const struct tables *tables) {
	for (size_t i = 0; i < cast->len; i++) {
		const struct hl_method *methods[] = { cast->plays[i].method, cast->plays[i].next };

		for (size_t m = 0; m < HL_LEN(methods); m++)
			if (methods[m])
				check_play(run, tables, methods[m]);
	}
}

static enum hl_status find_cast(
	struct cast *cast, struct cmd_run *run, const struct tables *tables) {
	const char *text = tables->options.simulate;
	enum hl_status status;

	cast->plays = hl_new_array(&run->arena, struct hl_play, strlen(text) + hl_methods_len + 1);
	status =
		strcmp(text, "all") == 0 ? add_all(cast, run, tables) : add_listed(cast, run, text);
	if (status == HL_OK)
		check_needs(cast, run, tables);
	return status;
}

/* --- which days --- */

/* "2026-03-02" or "20260302" at the beginning of @text. */
static bool date_at(const struct cmd_run *run, const char *text, int64_t *day) {
	const char *digits = "####-##-##";
	char date[11] = { 0 };
	bool is_spaced = text[0] && strnlen(text, 5) == 5 && text[4] == '-';
	struct hl_error ignored;
	struct hl_time time;

	for (size_t i = 0; i < 10; i++) {
		if (digits[i] == '-' && !is_spaced) {
			date[i] = '-';
			continue;
		}
		if (digits[i] == '-' ? *text != '-' : !hl_is_digit(*text))
			return false;
		date[i] = *text++;
	}
	if (hl_is_digit(*text) || hl_time_parse(hl_str_of(date), &run->time, &time, &ignored))
		return false;
	*day = time.day;
	return true;
}

/* The last date in @path, of which folders are a part. */
static bool date_in(const struct cmd_run *run, const char *path, int64_t *day) {
	bool found = false;

	for (const char *at = path; *at; at++)
		if ((at == path || !hl_is_digit(at[-1])) && date_at(run, at, day))
			found = true;
	return found;
}

static bool has_absences(const struct hl_roster *roster) {
	for (size_t i = 0; i < roster->len; i++)
		if (roster->at[i].absent_from <= roster->at[i].absent_to)
			return true;
	return false;
}

/* Where nobody is ever absent, one day is as good as another. */
static int64_t day_of(const struct cmd_run *run, const struct hl_assign_options *asked,
	const char *day, const char *file) {
	int64_t found = asked->day;

	if (!day && !date_in(run, file, &found) && has_absences(asked->roster))
		cmd_misuse(run->cmd,
			"--simulate: which day is %s for? Its name has no date, and the roster has "
			"absences; --for DATE says it for all",
			file);
	return found;
}

/* --- the nights --- */

static enum hl_status play_night(
	struct hl_simulation *simulation, struct cmd_run *run, size_t night, int64_t day) {
	const char *file = run->files_len ? run->files[night] : "<stdin>";
	enum hl_status status = hl_simulation_night(simulation, run->parts[night], day, &run->err);
	int year, month, mday;

	hl_day_split(day, &year, &month, &mday);
	if (status == HL_OK)
		cmd_verbose(run, "%s: the night for %04d-%02d-%02d, %zu leads", file, year, month,
			mday, hl_reader_counts(run->parts[night]).rows);
	return status;
}

/* Those behind one that has mistakes are read, too: all are told. */
static enum hl_status play_nights(
	struct hl_simulation *simulation, struct cmd_run *run, const int64_t *days) {
	enum hl_status status = HL_OK;

	for (size_t i = 0; i < run->parts_len; i++) {
		enum hl_status night = play_night(simulation, run, i, days[i]);

		if (night != HL_OK)
			status = night;
		if (night != HL_OK && (night != HL_EDATA || run->mistakes.len == 0))
			break;
	}
	return status;
}

static enum hl_status put_table(struct hl_simulation *simulation, struct cmd_run *run) {
	struct hl_buf text = { 0 };
	size_t rows = hl_simulation_put(simulation, run->dialect, &text);
	enum hl_status status = cmd_print(run, &text);

	hl_buf_release(&text);
	cmd_wrote(run, "output", rows);
	return status;
}

enum hl_status simulate_nights(struct tables *tables, struct cmd_run *run,
	const struct hl_assign_options *asked, const char *day) {
	size_t len = run->files_len ? run->files_len : 1;
	int64_t *days = hl_new_array(&run->arena, int64_t, len);
	struct hl_simulation *simulation;
	struct cast cast = { 0 };
	enum hl_status status = find_cast(&cast, run, tables);

	if (status != HL_OK)
		return status;
	for (size_t i = 0; i < len; i++)
		days[i] = day_of(run, asked, day, run->files_len ? run->files[i] : "-");
	status = cmd_parts(run);
	if (status != HL_OK)
		return status;
	simulation = hl_simulation_new(asked, cast.plays, cast.len);
	status = play_nights(simulation, run, days);
	if (status == HL_OK)
		status = put_table(simulation, run);
	hl_simulation_free(simulation);
	return status;
}
