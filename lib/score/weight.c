/* weight.c - the rule weight: what an if group gives, multiplied once, when the model is loaded. */
#include "rules.h"

enum { MOST_NAMES = 64 };

/* There is no such group: is it a slip of the finger? */
static void tell_none(struct loader *loader, const struct part *part) {
	struct hl_str names[MOST_NAMES];
	struct hl_str field = loader->line->field;
	const struct hl_str *near;
	size_t len = 0;

	for (size_t i = 0; i < part->items_len && len < MOST_NAMES; i++)
		if (rule_is_if(&part->items[i]))
			names[len++] = part->items[i].field_name;
	near = hl_nearest(field, names, len);
	load_mistake(loader, 0, "field: %.*s has no if rows of %.*s to be weighed%s%.*s%s",
		(int)part->name.len, part->name.at, (int)field.len, field.at,
		near ? "; is it " : "", near ? (int)near->len : 0, near ? near->at : "",
		near ? "?" : "");
}

static void weigh(struct loader *loader, struct item *item, int64_t weight) {
	for (size_t i = 0; i < item->branches_len; i++) {
		struct branch *branch = &item->branches[i];

		if (!hl_dec_mul(branch->value, weight, &branch->value))
			load_mistake(loader, branch->line,
				"value: with the weight of %s it is out of range",
				load_line_name(loader, loader->line->number, branch->line));
	}
}

void rule_add_weight(struct loader *loader, struct part *part, const struct rule *rule) {
	const struct line *line = loader->line;
	struct item *item = load_find_item(part, rule_called("if"), line->field);
	bool is_label = part->combine && part->combine->is_label;
	int64_t weight = 0;
	bool is_good;

	(void)rule;
	if (load_later(loader))
		return;
	is_good = load_no_test(loader);
	is_good = load_number(loader, &weight) && is_good;
	if (is_label)
		load_mistake(loader, 0, "rule: a label has if rows only, not weight");
	else if (!item)
		tell_none(loader, part);
	else if (item->weight_line)
		load_mistake(loader, 0, "rule: %s says already what %.*s weighs",
			load_line_name(loader, item->weight_line, line->number),
			(int)line->field.len, line->field.at);
	if (!item || is_label || item->weight_line || !is_good)
		return;
	item->weight_line = line->number;
	weigh(loader, item, weight);
}
