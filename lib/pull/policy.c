/*
 * policy.c - what everybody may see and have of a queue: a table that people may edit.
 *
 *	setting,value
 *	list,preview
 *	column,account_id
 *	column,phone:last4
 *	lease,60m
 *	limit,5
 *	roster,/srv/night/collectors.csv
 */
#include "parts.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct hl_dialect csv = { .delim = ',' };

enum { BYTES_MAX = 1 << 20 };

/* --- columns --- */

/* "phone:last4", as the name and the mask; all of it is the name where no mask is called so. */
static struct hl_pull_column column_of(struct hl_str text) {
	const char *colon = text.len ? memrchr(text.at, ':', text.len) : NULL;
	const struct hl_mask *found;
	struct hl_str head, mask;

	if (!colon)
		return (struct hl_pull_column){ .name = hl_str_trim(text) };
	head = (struct hl_str){ text.at, (size_t)(colon - text.at) };
	mask = (struct hl_str){ colon + 1, text.len - head.len - 1 };
	found = hl_mask_find(hl_str_trim(mask));
	/* A queue has no key of tokens. */
	if (found && !found->needs_key)
		return (struct hl_pull_column){ hl_str_trim(head), found };
	return (struct hl_pull_column){ .name = hl_str_trim(text) };
}

static const struct hl_pull_column *find_column(
	const struct hl_pull_policy *policy, struct hl_str name) {
	for (size_t i = 0; i < policy->len; i++)
		if (hl_str_eq(policy->columns[i].name, name))
			return &policy->columns[i];
	return NULL;
}

static enum hl_status add_column(
	struct hl_pull_policy *policy, struct hl_str text, struct hl_error *err) {
	struct hl_pull_column column = column_of(text);

	if (column.name.len == 0)
		return hl_fail(err, HL_EUSAGE, "a column without a name");
	if (find_column(policy, column.name))
		return hl_fail_value(err, column.name, "this column is named twice");
	column.name = hl_str_keep(&policy->arena, column.name);
	policy->columns =
		hl_grow(policy->columns, &policy->cap, policy->len + 1, sizeof(*policy->columns));
	policy->columns[policy->len++] = column;
	return HL_OK;
}

enum hl_status hl_pull_columns_parse(
	struct hl_pull_policy *policy, const char *text, struct hl_error *err) {
	struct hl_str rest = hl_str_of(text);
	enum hl_status status = HL_OK;

	policy->is_preview = true;
	do {
		struct hl_str item = hl_str_cut(&rest, ',');

		if (add_column(policy, item, err) != HL_OK)
			status = HL_EUSAGE;
	} while (rest.len > 0 && status == HL_OK);
	return status;
}

void hl_pull_policy_show(struct hl_pull_policy *policy, struct hl_str name) {
	if (!policy->is_preview || find_column(policy, name))
		return;
	policy->columns =
		hl_grow(policy->columns, &policy->cap, policy->len + 1, sizeof(*policy->columns));
	memmove(policy->columns + 1, policy->columns, policy->len++ * sizeof(*policy->columns));
	policy->columns[0] = (struct hl_pull_column){ .name = hl_str_keep(&policy->arena, name) };
}

void hl_pull_policy_swap_columns(struct hl_pull_policy *a, struct hl_pull_policy *b) {
	struct hl_pull_policy old = *a;

	a->is_preview = b->is_preview;
	a->columns = b->columns;
	a->len = b->len;
	a->cap = b->cap;
	b->is_preview = old.is_preview;
	b->columns = old.columns;
	b->len = old.len;
	b->cap = old.cap;
}

/* The lesser of what the policy shows in the place of a cell and what was asked for. */
static enum hl_status narrow_mask(const struct hl_pull_column *own, struct hl_pull_column *asked,
	const char *shown, struct hl_error *err) {
	if (!own->mask || own->mask == asked->mask || (asked->mask && asked->mask->hides_all))
		return HL_OK;
	if (asked->mask && !own->mask->hides_all)
		return hl_fail(err, HL_EUSAGE,
			"--preview: the queue's policy shows %s as %s; ask for that, or for stars",
			shown, own->mask->name);
	asked->mask = own->mask;
	return HL_OK;
}

enum hl_status hl_pull_policy_narrow(
	const struct hl_pull_policy *policy, struct hl_pull_policy *asked, struct hl_error *err) {
	enum hl_status status = HL_OK;
	char shown[64];

	if (!policy->is_preview)
		return hl_fail(err, HL_EUSAGE, "--preview: the queue is a hidden one");
	for (size_t i = 0; i < asked->len && status == HL_OK; i++) {
		const struct hl_pull_column *column = find_column(policy, asked->columns[i].name);

		hl_printable(asked->columns[i].name, shown, sizeof(shown));
		if (!column)
			return hl_fail(err, HL_EUSAGE,
				"--preview: the queue's policy does not show the column %s", shown);
		status = narrow_mask(column, &asked->columns[i], shown, err);
	}
	return status;
}

/* --- reading --- */

static enum hl_status read_list(
	struct hl_pull_policy *policy, struct hl_str value, struct hl_error *err) {
	policy->is_preview = hl_str_eq(value, HL_STR("preview"));
	if (policy->is_preview || hl_str_eq(value, HL_STR("hidden")))
		return HL_OK;
	return hl_fail_value(err, value, "neither hidden nor preview");
}

enum hl_status hl_pull_lease_parse(
	struct hl_pull_policy *policy, struct hl_str text, struct hl_error *err) {
	struct hl_span span = { 0 };
	enum hl_status status;

	policy->lease_s = HL_PULL_NO_END;
	if (hl_str_eq(text, HL_STR("none")))
		return HL_OK;
	status = hl_span_parse(text, &span, err);
	if (status == HL_OK && span.s <= 0)
		return hl_fail_value(err, text, "a lease is longer than nothing");
	policy->lease_s = span.s;
	return status;
}

enum hl_status hl_pull_limit_parse(
	struct hl_pull_policy *policy, struct hl_str text, struct hl_error *err) {
	int64_t dec;

	policy->limit = SIZE_MAX;
	if (hl_str_eq(text, HL_STR("none")))
		return HL_OK;
	if (!hl_dec_read(text, &dec) || dec < 0 || dec % HL_ONE != 0)
		return hl_fail_value(err, text, "not a whole number");
	policy->limit = (size_t)(dec / HL_ONE);
	return HL_OK;
}

static const struct {
	const char *name;
	enum hl_status (*read)(
		struct hl_pull_policy *policy, struct hl_str value, struct hl_error *err);
} settings[] = {
	{ "list", read_list },
	{ "column", add_column },
	{ "lease", hl_pull_lease_parse },
	{ "limit", hl_pull_limit_parse },
	{ "map", pull_map_read },
};

static enum hl_status read_setting(struct hl_pull_policy *policy, const struct hl_row *row,
	const size_t columns[2], size_t *wrong, struct hl_error *err) {
	struct hl_str name = hl_cell_trimmed(row, columns[0]);
	enum hl_status status;

	*wrong = columns[1];
	for (size_t i = 0; i < HL_LEN(settings); i++)
		if (hl_str_eq(name, hl_str_of(settings[i].name)))
			return settings[i].read(policy, hl_cell_trimmed(row, columns[1]), err);
	if (pull_rule_read(policy, name, hl_cell_trimmed(row, columns[1]), &status, err))
		return status;
	*wrong = columns[0];
	return hl_fail_value(err, name,
		"none of list, column, lease, limit, roster, manual, load, units, keep, map");
}

static enum hl_status read_table(
	struct hl_pull_policy *policy, struct hl_reader *reader, struct hl_error *err) {
	const struct hl_header *header = hl_reader_header(reader);
	size_t columns[2], wrong;
	struct hl_row row;
	enum hl_status status =
		hl_header_find(header, HL_STR("setting"), HL_EDATA, &columns[0], err);

	if (status == HL_OK)
		status = hl_header_find(header, HL_STR("value"), HL_EDATA, &columns[1], err);
	if (status != HL_OK)
		return status;
	while ((status = hl_reader_next(reader, &row, err)) == HL_OK)
		if (read_setting(policy, &row, columns, &wrong, err) != HL_OK)
			return hl_row_fail(&row, header, wrong, HL_EDATA, err);
	return status == HL_END ? HL_OK : status;
}

/* Without a roster there is nobody whose the leads could be. */
static enum hl_status check_rules(
	struct hl_pull_policy *policy, const char *name, struct hl_error *err) {
	bool needs = policy->maps_len > 0;

	for (size_t i = 0; i < hl_pull_rules_len; i++)
		needs |= *hl_pull_rule_at(&policy->rules, i) != NULL;
	if (policy->rules.roster || !needs)
		return HL_OK;
	*err = (struct hl_error){ .file = name };
	return hl_fail(err, HL_EDATA, "manual, load, units, keep and map need a roster");
}

enum hl_status hl_pull_policy_read(
	struct hl_pull_policy *policy, const char *name, struct hl_error *err) {
	struct hl_mistakes mistakes = { 0 };
	struct hl_reader_options options = { .mistakes = &mistakes };
	struct hl_buf bytes = { 0 };
	struct hl_reader *reader = NULL;
	enum hl_status status = hl_file_read(name, BYTES_MAX, &bytes, err);

	policy->lease_s = 0;
	policy->limit = SIZE_MAX;
	options.bytes = hl_buf_str(&bytes);
	if (status == HL_OK && bytes.len == 0) {
		*err = (struct hl_error){ .file = name };
		status = hl_fail(err, HL_EDATA, "an empty file, not a policy");
	}
	if (status == HL_OK)
		status = hl_reader_open(&reader, &name, 1, &options, err);
	if (status == HL_OK)
		status = read_table(policy, reader, err);
	if (status == HL_OK)
		status = check_rules(policy, name, err);
	if (status == HL_EDATA && mistakes.len > 0)
		*err = mistakes.first[0];
	hl_reader_close(reader);
	hl_buf_release(&bytes);
	return status;
}

/* --- writing --- */

static void put_columns(const struct hl_pull_policy *policy, struct hl_buf *to) {
	struct hl_buf text = { 0 };

	for (size_t i = 0; i < policy->len; i++) {
		const struct hl_pull_column *column = &policy->columns[i];

		text.len = 0;
		hl_buf_add(&text, column->name);
		if (column->mask)
			hl_buf_addf(&text, ":%s", column->mask->name);
		hl_buf_add(to, HL_STR("column"));
		hl_put_more(to, csv, hl_buf_str(&text));
		hl_buf_add_char(to, '\n');
	}
	hl_buf_release(&text);
}

/* In the largest unit that it is a whole number of: hl_span_print would make 1h of 90m. */
size_t hl_pull_lease_print(int64_t lease_s, char *to) {
	static const struct {
		int64_t s;
		char letter;
	} units[] = { { 86400, 'd' }, { 3600, 'h' }, { 60, 'm' }, { 1, 's' } };
	size_t i = 0;

	if (lease_s == HL_PULL_NO_END)
		return (size_t)snprintf(to, HL_SPAN_ROOM, "none");
	while (lease_s % units[i].s != 0)
		i++;
	return (size_t)snprintf(
		to, HL_SPAN_ROOM, "%" PRId64 "%c", lease_s / units[i].s, units[i].letter);
}

enum hl_status hl_pull_policy_write(
	const struct hl_pull_policy *policy, const char *name, struct hl_error *err) {
	struct hl_buf to = { 0 };
	char lease[HL_SPAN_ROOM];
	enum hl_status status;

	hl_buf_addf(&to, "setting,value\nlist,%s\n", policy->is_preview ? "preview" : "hidden");
	if (policy->is_preview)
		put_columns(policy, &to);
	if (policy->lease_s > 0)
		hl_buf_addf(&to, "lease,%.*s\n", (int)hl_pull_lease_print(policy->lease_s, lease),
			lease);
	if (policy->limit != SIZE_MAX)
		hl_buf_addf(&to, "limit,%zu\n", policy->limit);
	pull_rules_put(policy, &to);
	status = hl_file_write(name, hl_buf_str(&to), err);
	hl_buf_release(&to);
	return status;
}

void hl_pull_policy_release(struct hl_pull_policy *policy) {
	free(policy->columns);
	free(policy->maps);
	hl_arena_release(&policy->arena);
	*policy = (struct hl_pull_policy){ 0 };
}
