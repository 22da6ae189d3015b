/* signals.c - the rules about events: points for the newest one, and how fresh points are. */
#include "rules.h"

/* --- signal: points for the newest event that qualifies --- */

void rule_add_signal(struct loader *loader, struct part *part, const struct rule *rule) {
	const struct line *line = loader->line;
	struct item *item = load_find_item(part, rule, line->field);
	struct slot slot = { .type = line->field, .line = line->number };
	struct branch *branch;

	if (line->field.len == 0 || hl_str_eq(line->field, HL_STR("*"))) {
		load_mistake(loader, 0, "field: a signal is a type of event");
		return;
	}
	if (!item)
		item = load_item(loader, part, rule);
	branch = load_branch(loader, item);
	if (!branch || !load_number(loader, &branch->value))
		return;
	if (branch->test.op != HL_TEST_ALWAYS &&
		!(branch->test.is_span && test_orders(&branch->test)))
		load_mistake(loader, 0, "when: a signal is limited by its age, as in < 7d");
	load_no_ages(loader, branch->also, branch->also_len);
	slot.age = branch->test;
	slot.also = branch->also;
	slot.also_len = branch->also_len;
	branch->slot = slot_of(loader->model, &slot);
}

/* The newest of the item's alternatives counts; of equally new ones the larger. */
enum hl_status rule_value_signal(struct eval *eval, const struct part *part,
	const struct item *item, struct gave *gave, struct hl_error *err) {
	size_t index = (size_t)(part - eval->model->parts);
	struct counted *counted = &eval->counted[eval->all_counted];

	(void)err;
	for (size_t i = 0; i < item->branches_len; i++) {
		const struct branch *branch = &item->branches[i];
		int64_t age;

		if (!eval_slot(eval, branch->slot, &age))
			continue;
		if (gave->gives && (age > counted->age_s ||
					   (age == counted->age_s && branch->value <= gave->value)))
			continue;
		gave->gives = true;
		gave->value = branch->value;
		*counted =
			(struct counted){ item, branch, item->field_name, branch->value, age, 0 };
	}
	if (gave->gives) {
		gave->value = decay_points(item, gave->value, counted->age_s);
		counted->points = gave->value;
		eval->all_counted++;
		eval->counted_len[index]++;
	}
	return HL_OK;
}

void signals_value(struct eval *eval, const struct part *part, struct gave *gave) {
	size_t index = (size_t)(part - eval->model->parts);
	size_t first = eval->all_counted;

	for (size_t i = 0; i < part->items_len; i++) {
		const struct item *item = &part->items[i];
		const struct branch *branch = &item->branches[0];
		int64_t age;

		gave[i] = (struct gave){ 0 };
		if (!eval_slot(eval, branch->slot, &age))
			continue;
		gave[i] = (struct gave){ branch->value, true, NULL };
		eval->counted[eval->all_counted++] =
			(struct counted){ item, branch, item->field_name, branch->value, age, 0 };
	}
	eval->counted_len[index] = eval->all_counted - first;
}

bool rule_is_signal(const struct item *item) {
	return item->rule->value == rule_value_signal;
}

/* --- fresh: how fresh the points of another part are --- */

void rule_add_fresh(struct loader *loader, struct part *part, const struct rule *rule) {
	const struct line *line = loader->line;
	struct item *item = load_find_item(part, rule, line->field);
	struct hl_error why = { 0 };
	struct hl_span span = { 0 };
	struct branch *knot;

	if (!item)
		item = load_item(loader, part, rule);
	if (hl_span_parse(line->when, &span, &why) != HL_OK) {
		load_mistake(loader, 0, "when: a knot is an age such as 24h");
		return;
	}
	item->branches = hl_grow(item->branches, &item->branches_cap, item->branches_len + 1,
		sizeof(*item->branches));
	knot = &item->branches[item->branches_len++];
	*knot = (struct branch){ .at = span.s, .line = line->number };
	(void)load_number(loader, &knot->value);
}

void rule_add_fresh_mode(struct loader *loader, struct part *part, const struct rule *rule) {
	const struct rule *fresh = rule_called("fresh");
	struct item *item = load_find_item(part, fresh, loader->line->field);

	(void)rule;
	if (!item && load_later(loader))
		return;
	if (!hl_str_eq(loader->line->value, HL_STR("newest")))
		load_mistake(loader, 0, "value: newest is the one mode there is");
	else if (!item)
		load_mistake(loader, 0, "field: there are no fresh knots of %.*s",
			(int)loader->line->field.len, loader->line->field.at);
	else
		item->is_newest = true;
}

/* The freshest first, then the most points, then by name. */
static bool is_before(const struct counted *a, const struct counted *b) {
	if (a->freshness != b->freshness)
		return a->freshness > b->freshness;
	if (a->points != b->points)
		return a->points > b->points;
	return hl_str_cmp(a->type, b->type) < 0;
}

/* The newest first; ties by the larger points, then by name. */
static bool is_newer(const struct counted *a, const struct counted *b) {
	if (a->age_s != b->age_s)
		return a->age_s < b->age_s;
	if (a->points != b->points)
		return a->points > b->points;
	return hl_str_cmp(a->type, b->type) < 0;
}

static const struct counted *newest(const struct counted *counted, size_t len) {
	const struct counted *first = counted;

	for (size_t i = 1; i < len; i++)
		if (is_newer(&counted[i], first))
			first = &counted[i];
	return first;
}

/* So many of its points count where there is so much room. */
static hl_wide take(const struct counted *counted, hl_wide room) {
	if (counted->points <= 0)
		return 0;
	return counted->points < room ? counted->points : room;
}

/* The points of the part that @of is about, at most. */
static hl_wide room_of(const struct eval *eval, const struct item *item) {
	const struct part *of = &eval->model->parts[item->part];

	return of->has_high ? of->high : INT64_MAX;
}

/*
 * The mean freshness of the points that made the part: the freshest points are taken until the
 * part's upper end is reached, the last signal perhaps in part; what did not fit does not count.
 */
enum hl_status rule_value_fresh(struct eval *eval, const struct part *part, const struct item *item,
	struct gave *gave, struct hl_error *err) {
	struct counted *counted = &eval->counted[eval->counted_from[item->part]];
	size_t len = eval->counted_len[item->part];
	hl_wide room = room_of(eval, item);
	hl_wide weighted = 0;
	hl_wide points = 0;

	gave->gives = true;
	gave->value = item->branches[item->branches_len - 1].value;
	for (size_t i = 0; i < len; i++)
		counted[i].freshness = rule_curve_at(item, counted[i].age_s);
	if (len > 0 && item->is_newest) {
		gave->value = newest(counted, len)->freshness;
		return HL_OK;
	}
	eval_sort(counted, len, is_before);
	for (size_t i = 0; i < len && points < room; i++) {
		hl_wide taken = take(&counted[i], room - points);

		points += taken;
		weighted += taken * counted[i].freshness;
	}
	if (points > 0 && !hl_dec_ratio(weighted, points * HL_ONE, &gave->value))
		return eval_overflow(part, err);
	return HL_OK;
}

static void put_age(const struct counted *counted, struct hl_buf *to) {
	to->len += hl_span_print(counted->age_s, hl_buf_room(to, HL_SPAN_ROOM));
}

/* The ages of the signals it takes, in that order, which finding the value puts them in. */
void rule_evidence_fresh(
	struct eval *eval, const struct part *part, const struct item *item, struct hl_buf *to) {
	const struct counted *counted = &eval->counted[eval->counted_from[item->part]];
	size_t len = eval->counted_len[item->part];
	hl_wide room = room_of(eval, item);
	struct hl_error ignored;
	struct gave again;
	const char *before = "";

	if (rule_value_fresh(eval, part, item, &again, &ignored) != HL_OK)
		return;
	if (len > 0 && item->is_newest) {
		put_age(newest(counted, len), to);
		return;
	}
	for (size_t i = 0; i < len && room > 0; i++) {
		hl_wide taken = take(&counted[i], room);

		if (taken == 0)
			continue;
		hl_buf_add(to, hl_str_of(before));
		put_age(&counted[i], to);
		room -= taken;
		before = ", ";
	}
}

bool rule_is_fresh(const struct item *item) {
	return item->rule->value == rule_value_fresh;
}

void rule_check_fresh(struct loader *loader, struct item *item) {
	size_t before = loader->mistakes->len;
	size_t signals = 0;

	rule_check_part(loader, item);
	if (loader->mistakes->len > before)
		return;
	for (size_t i = 0; i < loader->model->parts[item->part].items_len; i++)
		signals += rule_is_signal(&loader->model->parts[item->part].items[i]);
	if (signals == 0)
		load_mistake(loader, item->line, "field: the part %.*s has no signals",
			(int)item->field_name.len, item->field_name.at);
	rule_check_knots(loader, item, "ages");
}
