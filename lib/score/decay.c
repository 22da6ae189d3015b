/* decay.c - the rule decay: the points of a signal halve with its age. */
#include "rules.h"

#include <math.h>

void rule_add_decay(struct loader *loader, struct part *part, const struct rule *rule) {
	const struct line *line = loader->line;
	struct item *earlier = load_find_item(part, rule, line->field);
	struct hl_error why = { 0 };
	struct hl_span span = { 0 };
	struct item *item;

	if (line->field.len == 0 || hl_str_eq(line->field, HL_STR("*"))) {
		load_mistake(loader, 0, "field: a decay names the type of a signal");
		return;
	}
	if (hl_span_parse(line->when, &span, &why) != HL_OK || span.s == 0)
		load_mistake(loader, 0, "when: a half-life is a span such as 12h");
	if (line->value.len > 0)
		load_mistake(loader, 0, "value: a decay has none; its half-life stands in when");
	if (earlier) {
		load_mistake(loader, 0, "field: %s has a half-life of %.*s already",
			load_line_name(loader, earlier->line, line->number), (int)line->field.len,
			line->field.at);
		return;
	}
	item = load_item(loader, part, rule);
	item->half_life_s = span.s;
}

/* The part's signals by name, for a suggestion. */
static const struct hl_str *near_signal(
	struct loader *loader, const struct part *part, struct hl_str name) {
	struct hl_str *names = hl_new_array(&loader->model->arena, struct hl_str, part->items_len);
	size_t len = 0;

	for (size_t i = 0; i < part->items_len; i++)
		if (rule_is_signal(&part->items[i]))
			names[len++] = part->items[i].field_name;
	return hl_nearest(name, names, len);
}

/* The part that has @item, which stands among its items. */
static struct part *part_of(const struct hl_model *model, const struct item *item) {
	for (size_t i = 0; i < model->parts_len; i++)
		if (model->parts[i].items_len > 0 && item >= model->parts[i].items &&
			item < model->parts[i].items + model->parts[i].items_len)
			return &model->parts[i];
	return NULL;
}

/* The signal may stand behind its decay, so it is found when all lines are read. */
void rule_check_decay(struct loader *loader, struct item *item) {
	struct part *part = part_of(loader->model, item);
	struct item *signal = load_find_item(part, rule_called("signal"), item->field_name);
	const struct hl_str *near;

	if (signal) {
		signal->half_life_s = item->half_life_s;
		return;
	}
	near = near_signal(loader, part, item->field_name);
	load_mistake(loader, item->line,
		"field: %.*s has no signal %.*s whose points decay%s%.*s%s", (int)part->name.len,
		part->name.at, (int)item->field_name.len, item->field_name.at, near ? " (" : "",
		near ? (int)near->len : 0, near ? near->at : "", near ? "?)" : "");
}

/* By itself it gives nothing. */
enum hl_status rule_value_decay(struct eval *eval, const struct part *part, const struct item *item,
	struct gave *gave, struct hl_error *err) {
	(void)eval;
	(void)part;
	(void)item;
	(void)gave;
	(void)err;
	return HL_OK;
}

/* The factor is a number like others, so that what it multiplies is exact, however large. */
int64_t decay_points(const struct item *signal, int64_t points, int64_t age_s) {
	int64_t left = HL_ONE;

	if (signal->half_life_s > 0)
		left = llround(exp2(-(double)age_s / (double)signal->half_life_s) * (double)HL_ONE);
	if (left != HL_ONE)
		(void)hl_dec_mul(points, left, &points); /* fits: no factor is above 1 */
	return points;
}
