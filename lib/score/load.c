/* load.c - the rows of a model table to parts and rules; every mistake is told. */
#include "model.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void load_mistake(struct loader *loader, size_t number, const char *fmt, ...) {
	struct hl_error err = { .file = loader->model->file,
		.line = number || !loader->line ? number : loader->line->number };
	va_list args;

	va_start(args, fmt);
	(void)vsnprintf(err.text, sizeof(err.text), fmt, args);
	va_end(args);
	hl_mistakes_add(loader->mistakes, &err);
}

size_t part_find(const struct hl_model *model, struct hl_str name) {
	for (size_t i = 0; i < model->parts_len; i++)
		if (hl_str_eq(model->parts[i].name, name))
			return i;
	return NONE;
}

struct part *load_part(struct loader *loader, struct hl_str name) {
	struct hl_model *model = loader->model;
	size_t found = part_find(model, name);

	if (found != NONE)
		return &model->parts[found];
	model->parts = hl_grow(
		model->parts, &model->parts_cap, model->parts_len + 1, sizeof(*model->parts));
	model->parts[model->parts_len] =
		(struct part){ .name = name, .line = loader->line->number };
	return &model->parts[model->parts_len++];
}

struct item *load_item(struct loader *loader, struct part *part, const struct rule *rule) {
	part->items =
		hl_grow(part->items, &part->items_cap, part->items_len + 1, sizeof(*part->items));
	part->items[part->items_len] = (struct item){ .rule = rule,
		.field_name = loader->line->field,
		.field = NONE,
		.part = NONE,
		.line = loader->line->number };
	return &part->items[part->items_len++];
}

struct item *load_find_item(struct part *part, const struct rule *rule, struct hl_str field) {
	for (size_t i = 0; i < part->items_len; i++)
		if (part->items[i].rule == rule && hl_str_eq(part->items[i].field_name, field))
			return &part->items[i];
	return NULL;
}

bool load_number(struct loader *loader, int64_t *number) {
	struct hl_error why = { 0 };

	if (hl_dec_parse(loader->line->value, number, &why) == HL_OK)
		return true;
	load_mistake(loader, 0, "value: %s", why.text);
	return false;
}

bool load_test(struct loader *loader, struct hl_test *test, struct also **also, size_t *also_len) {
	struct hl_error why = { 0 };
	struct hl_conditions more;
	struct hl_arena *arena = &loader->model->arena;
	struct hl_str when = loader->line->when;
	enum hl_status status;

	/* "and COLUMN OP VALUE" alone: no test of the field itself. */
	if (hl_str_starts(when, HL_STR("and "))) {
		when = (struct hl_str){ when.at + 4, when.len - 4 };
		*test = (struct hl_test){ .op = HL_TEST_ALWAYS };
		status = hl_where_parse(arena, when, &more, &why);
	} else {
		status = hl_test_parse(arena, when, test, &more, &why);
	}
	if (status != HL_OK) {
		load_mistake(loader, 0, "when: %s", why.text);
		return false;
	}
	*also_len = more.len;
	*also = hl_new_array(&loader->model->arena, struct also, more.len);
	for (size_t i = 0; i < *also_len; i++)
		(*also)[i] = (struct also){ more.at[i].column, more.at[i].test, NONE };
	return true;
}

struct branch *load_branch(struct loader *loader, struct item *item) {
	struct branch branch = { .line = loader->line->number, .slot = NONE };

	if (!load_test(loader, &branch.test, &branch.also, &branch.also_len))
		return NULL;
	item->branches = hl_grow(item->branches, &item->branches_cap, item->branches_len + 1,
		sizeof(*item->branches));
	item->branches[item->branches_len] = branch;
	return &item->branches[item->branches_len++];
}

void load_no_ages(struct loader *loader, const struct also *also, size_t also_len) {
	for (size_t i = 0; i < also_len; i++)
		if (also[i].test.is_span && test_orders(&also[i].test))
			load_mistake(loader, 0, "when: %.*s is a column of the event, not an age",
				(int)also[i].column.len, also[i].column.at);
}

bool load_no_test(struct loader *loader) {
	if (loader->line->when.len == 0)
		return true;
	load_mistake(loader, 0, "when: %.*s has no condition; an if row has one",
		(int)loader->line->rule.len, loader->line->rule.at);
	return false;
}

/* --- parts --- */

/* "LO to HI", either side may be empty. */
static bool load_range(struct loader *loader, struct part *part) {
	struct hl_str value = loader->line->value;
	struct hl_str low;
	struct hl_str high;

	if (value.len == 0)
		return true;
	for (size_t i = 0; i + 2 <= value.len; i++)
		if (memcmp(value.at + i, "to", 2) == 0) {
			low = hl_str_trim((struct hl_str){ value.at, i });
			high = hl_str_trim((struct hl_str){ value.at + i + 2, value.len - i - 2 });
			part->has_low = low.len > 0;
			part->has_high = high.len > 0;
			if ((part->has_low && !hl_dec_read(low, &part->low)) ||
				(part->has_high && !hl_dec_read(high, &part->high)))
				break;
			return !part->has_low || !part->has_high || part->low <= part->high;
		}
	return false;
}

static void load_combine(struct loader *loader, struct part *part, const struct combine *combine) {
	if (part->combine) {
		load_mistake(loader, 0, "rule: line %zu says already that %.*s is a %s",
			part->combine_line, (int)part->name.len, part->name.at,
			part->combine->name);
		return;
	}
	if (combine->is_label && part->items_len > 0) {
		load_mistake(loader, 0, "rule: say that %.*s is a label before its rows",
			(int)part->name.len, part->name.at);
		return;
	}
	part->combine = combine;
	part->combine_line = loader->line->number;
	if (!load_no_test(loader))
		return;
	if (combine->is_label && loader->line->value.len > 0)
		load_mistake(loader, 0, "value: a label has no range");
	else if (!load_range(loader, part))
		load_mistake(loader, 0, "value: a range is LO to HI, either side may be empty");
}

/* Names of all rules and ways to combine, for a suggestion. */
static void unknown_rule(struct loader *loader) {
	struct hl_str names[64];
	size_t len = 0;
	const struct hl_str *near;

	for (size_t i = 0; i < rules_len; i++)
		names[len++] = hl_str_of(rules[i].name);
	for (size_t i = 0; i < combines_len; i++)
		names[len++] = hl_str_of(combines[i].name);
	near = hl_nearest(loader->line->rule, names, len);
	load_mistake(loader, 0, "rule: there is no rule %.*s%s%.*s%s", (int)loader->line->rule.len,
		loader->line->rule.at, near ? "; is it " : " (--list-rules lists them)",
		near ? (int)near->len : 0, near ? near->at : "", near ? "?" : "");
}

/* Parts that need parts are followed as deep as they go. */
enum { MOST_PARTS = 1000 };

static void load_line(struct loader *loader, const struct line *line) {
	struct part *part;

	loader->line = line;
	if (line->part.len == 0) {
		load_mistake(loader, 0, "part: the name of the part is missing");
		return;
	}
	if (hl_str_eq(line->part, HL_STR("model"))) {
		load_setting(loader);
		return;
	}
	if (hl_str_eq(line->part, HL_STR("why"))) {
		load_mistake(loader, 0, "part: why is the column of the reasons");
		return;
	}
	if (loader->model->parts_len == MOST_PARTS &&
		part_find(loader->model, line->part) == NONE) {
		load_mistake(loader, 0, "part: a model has at most %d parts", (int)MOST_PARTS);
		return;
	}
	part = load_part(loader, line->part);
	for (size_t i = 0; i < combines_len; i++)
		if (hl_str_eq(line->rule, hl_str_of(combines[i].name))) {
			load_combine(loader, part, &combines[i]);
			return;
		}
	for (size_t i = 0; i < rules_len; i++)
		if (hl_str_eq(line->rule, hl_str_of(rules[i].name))) {
			rules[i].add(loader, part, &rules[i]);
			return;
		}
	unknown_rule(loader);
}

/* --- the table --- */

struct columns {
	size_t part, rule, field, when, value;
};

static enum hl_status bind(
	const struct hl_header *header, struct columns *columns, struct hl_error *err) {
	const struct hl_lead_column wanted[] = {
		{ "part", true, &columns->part },
		{ "rule", true, &columns->rule },
		{ "field", true, &columns->field },
		{ "when", true, &columns->when },
		{ "value", true, &columns->value },
	};
	enum hl_status status = hl_lead_bind(header, NULL, wanted, HL_LEN(wanted), err);

	if (status != HL_OK)
		err->line = header->row.line;
	return status;
}

static struct hl_str cell(struct hl_model *model, const struct hl_row *row, size_t column) {
	return hl_str_keep(&model->arena, hl_cell_trimmed(row, column));
}

static enum hl_status load_rows(
	struct loader *loader, struct hl_reader *reader, struct hl_error *err) {
	struct hl_model *model = loader->model;
	struct columns at;
	struct hl_row row;
	enum hl_status status = bind(hl_reader_header(reader), &at, err);

	if (status != HL_OK)
		return status;
	while ((status = hl_reader_next(reader, &row, err)) == HL_OK) {
		struct line line = { cell(model, &row, at.part), cell(model, &row, at.rule),
			cell(model, &row, at.field), cell(model, &row, at.when),
			cell(model, &row, at.value), row.line };

		load_line(loader, &line);
	}
	loader->line = NULL;
	/* Rows that were no rows are told already; what else is wrong with the table may be, too.
	 */
	return status == HL_END || (status == HL_EDATA && !err->text[0]) ? HL_OK : status;
}

/* What there is instead of a file that cannot be opened. */
static void list_shipped(struct hl_error *err) {
	struct hl_buf text = { 0 };

	hl_buf_addf(&text, "%s; the shipped models are", err->text);
	for (size_t i = 0; i < hl_shipped_models_len; i++)
		hl_buf_addf(&text, "%s %s", i ? "," : "", hl_shipped_models[i].name);
	(void)hl_fail(err, HL_ENOINPUT, "%.*s", (int)text.len, text.at);
	hl_buf_release(&text);
}

/* The shipped model of that name or, where there is none, the file. */
static enum hl_status open_table(struct hl_model *model, const char *name,
	struct hl_mistakes *mistakes, struct hl_reader **reader, struct hl_error *err) {
	struct hl_reader_options options = { .mistakes = mistakes, .comments = true };
	enum hl_status status;

	model->file = name;
	for (size_t i = 0; i < hl_shipped_models_len; i++)
		if (strcmp(hl_shipped_models[i].name, name) == 0)
			options.bytes = (struct hl_str){ hl_shipped_models[i].text,
				*hl_shipped_models[i].len };
	status = hl_reader_open(reader, &model->file, 1, &options, err);
	if (status == HL_ENOINPUT)
		list_shipped(err);
	if (status == HL_OK)
		model->file = hl_reader_header(*reader)->row.file; /* "-" has a better name */
	return status;
}

enum hl_status hl_model_open(struct hl_model **result, const char *name,
	struct hl_mistakes *mistakes, struct hl_error *err) {
	struct hl_model *model = hl_claim(1, sizeof(*model));
	struct loader loader = { .model = model, .mistakes = mistakes };
	size_t before = mistakes->len;
	struct hl_reader *reader = NULL;
	enum hl_status status;

	model->decimals = 1;
	model->key = load_text(model, HL_STR("account_id"));
	status = open_table(model, name, mistakes, &reader, err);
	if (status == HL_OK)
		status = load_rows(&loader, reader, err);
	if (status == HL_OK)
		model_check(&loader);
	if (status == HL_OK && mistakes->len > before) {
		*err = (struct hl_error){ 0 }; /* each of them is told */
		status = HL_EDATA;
	}
	hl_reader_close(reader);
	if (status != HL_OK) {
		hl_model_close(model);
		model = NULL;
	}
	*result = model;
	return status;
}

void hl_model_close(struct hl_model *model) {
	if (!model)
		return;
	for (size_t i = 0; i < model->parts_len; i++) {
		for (size_t j = 0; j < model->parts[i].items_len; j++)
			free(model->parts[i].items[j].branches);
		free(model->parts[i].items);
	}
	free(model->parts);
	free(model->fields);
	free(model->slots);
	free(model->silences);
	free(model->order);
	hl_arena_release(&model->arena);
	free(model);
}

const char *hl_model_key(const struct hl_model *model) {
	return model->key;
}

const char *hl_model_zone(const struct hl_model *model) {
	return model->zone;
}

bool hl_rule_at(size_t i, struct hl_rule_help *help) {
	if (i < rules_len)
		*help = (struct hl_rule_help){ rules[i].name, rules[i].help };
	else if (i - rules_len < combines_len)
		*help = (struct hl_rule_help){ combines[i - rules_len].name,
			combines[i - rules_len].help };
	return i < rules_len + combines_len;
}
