/* load.c - the rows of a model table to parts and rules; every mistake is told. */
#include "model.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void model_place(const struct hl_model *model, size_t number, struct hl_error *err) {
	err->file = number ? model->lines[number - 1].file : model->file;
	err->line = number ? model->lines[number - 1].line : 0;
}

void load_mistake(struct loader *loader, size_t number, const char *fmt, ...) {
	struct hl_error err = { 0 };
	va_list args;

	model_place(loader->model, number, &err);
	if (number == 0 && loader->line) {
		err.file = loader->line->file;
		err.line = loader->line->line;
	}
	va_start(args, fmt);
	(void)vsnprintf(err.text, sizeof(err.text), fmt, args);
	va_end(args);
	hl_mistakes_add(loader->mistakes, &err);
}

const char *load_line_name(struct loader *loader, size_t number, size_t about) {
	const struct line *line = &loader->model->lines[number - 1];
	bool is_near = line->file == loader->model->lines[about - 1].file;
	struct hl_buf name = { 0 };
	const char *kept;

	if (is_near)
		hl_buf_addf(&name, "line %zu", line->line);
	else
		hl_buf_addf(&name, "%s:%zu", line->file, line->line);
	kept = load_text(loader->model, hl_buf_str(&name));
	hl_buf_release(&name);
	return kept;
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
		.below = NONE,
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

	if (hl_test_parse(&loader->model->arena, loader->line->when, test, &more, &why) != HL_OK) {
		load_mistake(loader, 0, "when: %s", why.text);
		return false;
	}
	*also_len = more.len;
	*also = hl_new_array(&loader->model->arena, struct also, more.len);
	for (size_t i = 0; i < *also_len; i++)
		(*also)[i] = (struct also){ more.at[i].column, more.at[i].test, NONE };
	return true;
}

struct branch *load_knot(struct loader *loader, struct item *item) {
	item->branches = hl_grow(item->branches, &item->branches_cap, item->branches_len + 1,
		sizeof(*item->branches));
	item->branches[item->branches_len] =
		(struct branch){ .line = loader->line->number, .slot = NONE };
	return &item->branches[item->branches_len++];
}

void load_no_ages(struct loader *loader, const struct also *also, size_t also_len) {
	for (size_t i = 0; i < also_len; i++)
		if (also[i].test.is_span && test_orders(&also[i].test))
			load_mistake(loader, 0, "when: %.*s is a column of the event, not an age",
				(int)also[i].column.len, also[i].column.at);
}

struct branch *load_branch(struct loader *loader, struct item *item) {
	struct hl_test test;
	struct also *also;
	size_t also_len;
	struct branch *branch;

	if (!load_test(loader, &test, &also, &also_len))
		return NULL;
	branch = load_knot(loader, item);
	branch->test = test;
	branch->also = also;
	branch->also_len = also_len;
	return branch;
}

bool load_no_test(struct loader *loader) {
	if (loader->line->when.len == 0)
		return true;
	load_mistake(loader, 0, "when: %.*s has no condition; an if row has one",
		(int)loader->line->rule.len, loader->line->rule.at);
	return false;
}

/* --- parts --- */

bool load_limits(struct hl_str text, struct limits *limits) {
	struct hl_str low;
	struct hl_str high;

	if (text.len == 0)
		return true;
	for (size_t i = 0; i + 2 <= text.len; i++)
		if (memcmp(text.at + i, "to", 2) == 0) {
			low = hl_str_trim((struct hl_str){ text.at, i });
			high = hl_str_trim((struct hl_str){ text.at + i + 2, text.len - i - 2 });
			limits->has_low = low.len > 0;
			limits->has_high = high.len > 0;
			if ((limits->has_low && !hl_dec_read(low, &limits->low)) ||
				(limits->has_high && !hl_dec_read(high, &limits->high)))
				break;
			return !limits->has_low || !limits->has_high || limits->low <= limits->high;
		}
	return false;
}

static bool load_range(struct loader *loader, struct part *part) {
	struct limits limits = { 0 };
	bool is_range = load_limits(loader->line->value, &limits);

	part->has_low = limits.has_low;
	part->has_high = limits.has_high;
	part->low = limits.low;
	part->high = limits.high;
	return is_range;
}

static void load_combine(struct loader *loader, struct part *part, const struct combine *combine) {
	if (part->combine) {
		load_mistake(loader, 0, "rule: %s says already that %.*s is a %s",
			load_line_name(loader, part->combine_line, loader->line->number),
			(int)part->name.len, part->name.at, part->combine->name);
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
	const struct rule *rule;
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
	rule = rule_find(line->rule);
	if (rule)
		rule->add(loader, part, rule);
	else
		unknown_rule(loader);
}

bool load_later(struct loader *loader) {
	if (loader->is_late)
		return false;
	loader->late = hl_grow(
		loader->late, &loader->late_cap, loader->late_len + 1, sizeof(const struct line *));
	loader->late[loader->late_len++] = loader->line;
	return true;
}

static void load_lines(struct loader *loader) {
	const struct hl_model *model = loader->model;

	for (size_t i = 0; i < model->lines_len; i++)
		load_line(loader, &model->lines[i]);
	/* What rows that could not be read would say of these is not known. */
	loader->is_late = true;
	for (size_t i = 0; i < loader->late_len && !loader->lacks_rows; i++)
		load_line(loader, loader->late[i]);
	free(loader->late);
	loader->line = NULL;
	if (!loader->lacks_rows)
		model_check(loader);
}

/* --- the model --- */

enum hl_status hl_model_open(struct hl_model **result, const char *name,
	struct hl_mistakes *mistakes, struct hl_files *listed, struct hl_error *err) {
	struct hl_model *model = hl_claim(1, sizeof(*model));
	struct loader loader = { .model = model, .mistakes = mistakes, .listed = listed };
	size_t before = mistakes->len;
	enum hl_status status;

	*result = model;
	model->decimals = 1;
	model->key = load_text(model, HL_STR("account_id"));
	status = rows_read(&loader, name, err);
	if (status != HL_OK)
		return status;
	load_lines(&loader);
	if (mistakes->len == before)
		return HL_OK;
	*err = (struct hl_error){ 0 }; /* each of them is told */
	return HL_EDATA;
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
	free(model->lines);
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
