/* order.c - parts in an order in which each finds what it needs. */
#include "rules.h"

#include <stdlib.h>

enum state { UNSEEN, OPEN, DONE };

struct walk {
	struct loader *loader;
	enum state *state;
	size_t len;
};

static void visit(struct walk *walk, size_t index);

static void visit_field(struct walk *walk, size_t field) {
	size_t part = walk->loader->model->fields[field].part;

	if (part != NONE)
		visit(walk, part);
}

static void visit_item(struct walk *walk, const struct item *item) {
	if (item->part != NONE)
		visit(walk, item->part);
	if (item->field == NONE)
		return;
	visit_field(walk, item->field);
	if (item->below != NONE)
		visit_field(walk, item->below);
	for (size_t i = 0; i < item->branches_len; i++)
		for (size_t j = 0; j < item->branches[i].also_len; j++)
			visit_field(walk, item->branches[i].also[j].field);
}

/* Depth first; a part that is met again while it is open needs itself. */
static void visit(struct walk *walk, size_t index) {
	struct hl_model *model = walk->loader->model;
	const struct part *part = &model->parts[index];

	if (walk->state[index] == OPEN)
		load_mistake(walk->loader, part->line, "the part %.*s needs itself",
			(int)part->name.len, part->name.at);
	if (walk->state[index] != UNSEEN)
		return;
	walk->state[index] = OPEN;
	for (size_t i = 0; i < part->items_len; i++)
		visit_item(walk, &part->items[i]);
	walk->state[index] = DONE;
	model->order[walk->len++] = index;
}

static void find_order(struct loader *loader) {
	struct hl_model *model = loader->model;
	struct walk walk = { .loader = loader,
		.state = hl_claim(model->parts_len, sizeof(*walk.state)) };

	model->order = hl_claim(model->parts_len, sizeof(*model->order));
	if (model->score != NONE)
		visit(&walk, model->score);
	for (size_t i = 0; i < model->parts_len; i++)
		visit(&walk, i);
	free(walk.state);
}

static void check_label(struct loader *loader, const struct part *part) {
	for (size_t i = 0; i < part->items_len; i++)
		if (!hl_str_eq(hl_str_of(part->items[i].rule->name), HL_STR("if")))
			load_mistake(loader, part->items[i].line,
				"rule: a label has if rows only, not %s",
				part->items[i].rule->name);
}

/* What can be known of the part's rows before there are any. */
static void flatten(struct hl_model *model, struct part *part) {
	part->is_of_signals = true;
	for (size_t i = 0; i < part->items_len; i++) {
		struct item *item = &part->items[i];

		if (rule_is_if(item))
			ranges_make(model, item);
		part->is_of_signals &=
			rule_is_signal(item) && item->branches_len == 1 && item->half_life_s == 0;
		for (size_t k = 0; k < item->branches_len; k++)
			item->branches[k].number = model->branches_len++;
	}
}

void model_check(struct loader *loader) {
	struct hl_model *model = loader->model;

	for (size_t i = 0; i < model->parts_len; i++)
		if (!model->parts[i].combine)
			model->parts[i].combine = combine_default;
	if (model->slots_len > SLOTS_MAX)
		load_mistake(loader, model->slots[SLOTS_MAX].line,
			"the %d kinds of events before this one are all that a model can look at",
			(int)SLOTS_MAX);
	field_resolve(loader);
	for (size_t i = 0; i < model->parts_len; i++) {
		struct part *part = &model->parts[i];

		if (part->combine->is_label)
			check_label(loader, part);
		for (size_t j = 0; j < part->items_len; j++)
			if (part->items[j].rule->check)
				part->items[j].rule->check(loader, &part->items[j]);
	}
	for (size_t i = 0; i < model->parts_len; i++)
		flatten(model, &model->parts[i]);
	model->score = part_find(model, HL_STR("score"));
	find_order(loader);
	if (model->score == NONE)
		load_mistake(loader, 0, "there is no part score: it is what a model is for");
	else if (model->parts[model->score].combine->is_label)
		load_mistake(loader, model->parts[model->score].line,
			"the part score must be a number, not a label");
}
