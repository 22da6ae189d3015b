/*
 * targets.c - what figures should come to: a table of metric, group, target and direction.
 *
 * A row without a group holds for all that have none of their own. Names of metrics are looked up
 * as the table is read, those of groups when they are known.
 */
#include "figure.h"
#include "line.h"
#include "states.h"

#include <stdlib.h>
#include <string.h>

struct target {
	const struct hl_metric *metric;
	size_t number;       /* of the metric */
	struct hl_str group; /* "": all */
	int64_t dec;
	bool is_less_better;
	struct hl_error where; /* of its group */
};

struct hl_targets {
	struct target *at;
	size_t len, cap;
	struct hl_arena arena;
};

/* --- reading --- */

enum { METRIC, GROUP, TARGET, DIRECTION, CELLS };

static const char *const names[CELLS] = { "metric", "group", "target", "direction" };

struct reading {
	struct hl_targets *targets;
	const struct hl_header *header;
	const struct hl_targets_options *options;
	struct hl_choice choice; /* of metrics */
	size_t at[CELLS];
};

static void tell(struct reading *r, const struct hl_row *row, size_t cell, struct hl_error *err) {
	(void)hl_row_fail(row, r->header, r->at[cell], HL_EDATA, err);
	hl_mistakes_add(r->options->mistakes, err);
}

/* "did you mean" the nearest of @len names, if any is near. */
static void fail_name(struct hl_error *err, const char *what, struct hl_str name,
	const struct hl_str *all, size_t len) {
	const struct hl_str *near = hl_nearest(name, all, len);
	char shown[64] = "";

	if (near)
		hl_printable(*near, shown, sizeof(shown));
	(void)hl_fail(err, HL_EDATA, "%s%s%s%s", what, near ? "; did you mean " : "", shown,
		near ? "?" : "");
	hl_printable(name, err->value, sizeof(err->value));
}

static void tell_metric(struct reading *r, const struct hl_row *row, struct hl_str name) {
	struct hl_error err = { 0 };

	fail_name(&err, "no metric is called so", name, r->choice.names, r->choice.len);
	tell(r, row, METRIC, &err);
}

static bool read_direction(struct reading *r, const struct hl_row *row, struct target *target) {
	struct hl_str cell = hl_cell_trimmed(row, r->at[DIRECTION]);
	struct hl_error err = { 0 };

	target->is_less_better = target->metric ? target->metric->is_less_better : false;
	if (cell.len == 0)
		return true;
	target->is_less_better = hl_str_same(cell, HL_STR("less"));
	if (target->is_less_better || hl_str_same(cell, HL_STR("more")))
		return true;
	(void)hl_fail_value(&err, cell, "neither more nor less, whichever is better");
	tell(r, row, DIRECTION, &err);
	return false;
}

static bool read_number(struct reading *r, const struct hl_row *row, struct target *target) {
	struct hl_str cell = hl_cell_trimmed(row, r->at[TARGET]);
	struct hl_error err = { 0 };

	if (hl_dec_parse(cell, &target->dec, &err) == HL_OK)
		return true;
	tell(r, row, TARGET, &err);
	return false;
}

static bool is_twice(struct reading *r, const struct hl_row *row, const struct target *target) {
	struct hl_error err = { 0 };

	for (size_t i = 0; i < r->targets->len; i++) {
		const struct target *other = &r->targets->at[i];

		if (other->metric != target->metric || !hl_str_eq(other->group, target->group))
			continue;
		(void)hl_fail(&err, HL_EDATA, "this has a target in line %zu", other->where.line);
		tell(r, row, METRIC, &err);
		return true;
	}
	return false;
}

static void read_row(struct reading *r, const struct hl_row *row) {
	struct hl_str name = hl_cell_trimmed(row, r->at[METRIC]);
	struct hl_targets *targets = r->targets;
	size_t number = hl_str_find(name, r->choice.names, r->choice.len);
	bool is_known = number < r->choice.len;
	struct target target = { .metric = is_known ? metric_number(r->options->own, number) : NULL,
		.number = number,
		.group = hl_str_keep(&targets->arena, hl_cell_trimmed(row, r->at[GROUP])) };
	bool is_good = target.metric;

	if (!target.metric)
		tell_metric(r, row, name);
	is_good &= read_number(r, row, &target);
	is_good &= read_direction(r, row, &target);
	if (!is_good || is_twice(r, row, &target))
		return;
	(void)hl_row_fail(row, r->header, r->at[GROUP], HL_EDATA, &target.where);
	targets->at = hl_grow(targets->at, &targets->cap, targets->len + 1, sizeof(*targets->at));
	targets->at[targets->len++] = target;
}

static enum hl_status read_rows(struct reading *r, struct hl_reader *reader, struct hl_error *err) {
	const struct hl_lead_column columns[] = {
		{ names[METRIC], true, &r->at[METRIC] },
		{ names[GROUP], false, &r->at[GROUP] },
		{ names[TARGET], true, &r->at[TARGET] },
		{ names[DIRECTION], false, &r->at[DIRECTION] },
	};
	const struct hl_lead_names known = { "a table of targets", names, r->at, CELLS };
	enum hl_status status =
		hl_lead_bind(r->header, r->options->map, columns, HL_LEN(columns), err);
	struct hl_row row;

	if (status != HL_OK)
		return status;
	hl_lead_only(r->header, &known, r->options->mistakes);
	while ((status = hl_reader_next(reader, &row, err)) == HL_OK)
		read_row(r, &row);
	if (status != HL_END)
		return status;
	return r->options->mistakes->len > 0 ? HL_EDATA : HL_OK;
}

enum hl_status hl_targets_read(struct hl_targets **targets, struct hl_reader *reader,
	const struct hl_targets_options *options, struct hl_error *err) {
	struct reading reading = { .targets = hl_claim(1, sizeof(**targets)),
		.header = hl_reader_header(reader),
		.options = options };
	enum hl_status status;

	reading.choice = metrics_choice(options->own, &reading.targets->arena);
	status = read_rows(&reading, reader, err);

	*targets = reading.targets;
	if (status != HL_OK) {
		hl_targets_free(*targets);
		*targets = NULL;
	}
	return status;
}

void hl_targets_free(struct hl_targets *targets) {
	if (!targets)
		return;
	free(targets->at);
	hl_arena_release(&targets->arena);
	free(targets);
}

/* --- groups that are not there --- */

/* The groups there are, and, where there is one column, all its values. */
static struct hl_str *all_groups(struct hl_meter *m, const struct ordered *groups, size_t *len) {
	const struct hl_keys *values = m->dimensions_len == 1 ? m->dimensions[0].values : NULL;
	size_t values_len = values ? hl_keys_len(values) : 0;
	struct hl_str *all = hl_new_array(&m->arena, struct hl_str, groups->len + values_len);

	for (*len = 0; *len < groups->len; ++*len)
		all[*len] = groups->at[*len].name;
	for (size_t i = 0; i < values_len; i++)
		all[(*len)++] = hl_keys_at(values, i);
	return all;
}

/* What is before @inner and a slash; all of it where that is not its end, "" where it is all. */
static struct hl_str without(struct hl_str group, struct hl_str inner) {
	size_t left = group.len - inner.len;

	if (hl_str_eq(group, inner))
		return HL_STR("all");
	if (!hl_str_ends(group, inner) || group.at[left - 1] != '/')
		return group;
	return (struct hl_str){ group.at, left - 1 };
}

/* As in "2026-02/3". */
static bool is_batch(struct hl_str inner) {
	static const char form[] = "0000-00/";

	for (size_t i = 0; i < inner.len; i++)
		if (i < strlen(form) && form[i] != '0' ? inner.at[i] != form[i]
						       : !hl_is_digit(inner.at[i]))
			return false;
	return inner.len > strlen(form);
}

static struct hl_str without_batch(struct hl_str group) {
	size_t slashes = 0;
	size_t from = group.len;
	struct hl_str inner;

	while (from > 0 && (slashes += group.at[from - 1] == '/') < 2)
		from--;
	inner = (struct hl_str){ group.at + from, group.len - from };
	return is_batch(inner) ? without(group, inner) : group;
}

/* That of a metric that has something inside of groups has it behind the group, or is it. */
static struct hl_str without_inner(
	const struct hl_meter *m, const struct hl_metric *metric, struct hl_str group) {
	const struct hl_str *inner = metric->by_stage ? m->stages : due_buckets;
	size_t len = metric->by_stage ? m->stages_len : metric->by_due ? DUE_BUCKETS : 0;

	for (size_t i = 0; i < len; i++) {
		struct hl_str rest = without(group, inner[i]);

		if (rest.len < group.len || hl_str_eq(rest, HL_STR("all")))
			return rest;
	}
	return metric->by_batch ? without_batch(group) : group;
}

enum hl_status targets_check(
	struct hl_meter *m, const struct ordered *groups, struct hl_error *err) {
	const struct hl_targets *targets = m->options.targets;
	enum hl_status status = HL_OK;
	struct hl_str *all;
	size_t len;

	if (!targets)
		return HL_OK;
	all = all_groups(m, groups, &len);
	for (size_t i = 0; i < targets->len; i++) {
		const struct target *target = &targets->at[i];
		struct hl_error why = target->where;

		if (target->group.len == 0 || !m->choice.chosen[target->number] ||
			hl_str_find(without_inner(m, target->metric, target->group), all, len) <
				len)
			continue;
		fail_name(&why, "no group is called so", target->group, all, len);
		if (m->options.mistakes)
			hl_mistakes_add(m->options.mistakes, &why);
		else
			*err = why;
		status = HL_EDATA;
	}
	return status;
}

/* --- asking --- */

void target_find(const struct hl_meter *m, struct line *line) {
	const struct hl_targets *targets = m->options.targets;

	for (size_t i = 0; i < targets->len; i++) {
		const struct target *target = &targets->at[i];

		if (target->metric != line->metric)
			continue;
		if (hl_str_eq(target->group, line->group)) {
			line->target = target;
			return;
		}
		if (target->group.len == 0)
			line->target = target;
	}
}

struct maybe target_value(const struct line *line) {
	return (struct maybe){ true, line->target->dec };
}

/* By how much it is worse; below 0 where it is better. */
static struct maybe shortfall(const struct line *line) {
	const struct target *target = line->target;
	struct maybe by = { true, target->dec - line->figure.value };

	if (target->is_less_better)
		by.dec = -by.dec;
	return by;
}

bool target_is_attained(const struct line *line) {
	return shortfall(line).dec <= 0;
}

struct maybe target_missing(const struct line *line) {
	struct maybe missing = shortfall(line);

	if (missing.dec < 0)
		missing.dec = 0;
	return missing;
}

bool target_is_uncertain(const struct line *line) {
	return line->lo.is_there && line->hi.is_there && line->lo.dec <= line->target->dec &&
	       line->target->dec <= line->hi.dec;
}
