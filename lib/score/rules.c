/*
 * rules.c - the rules of a model.
 *
 * To add one: write how a line is added and what the item gives, add its row to rules[],
 * document the name in hl-model(5). Loading, --list-rules, reasons and the tests read the table.
 */
#include "eval.h"

/* --- signal: points for the newest event that qualifies --- */

static const struct rule *rule_called(const char *name);

static void add_signal(struct loader *loader, struct part *part, const struct rule *rule) {
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
	for (size_t i = 0; i < branch->also_len; i++)
		if (branch->also[i].test.is_span && test_orders(&branch->also[i].test))
			load_mistake(loader, 0, "when: %.*s is a column of the event, not an age",
				(int)branch->also[i].column.len, branch->also[i].column.at);
	slot.age = branch->test;
	slot.also = branch->also;
	slot.also_len = branch->also_len;
	branch->slot = slot_of(loader->model, &slot);
}

/* The newest of the item's alternatives counts; of equally new ones the larger. */
static enum hl_status value_signal(struct eval *eval, const struct part *part,
	const struct item *item, int64_t *value, bool *gives, struct hl_error *err) {
	size_t index = (size_t)(part - eval->model->parts);
	struct counted *counted = &eval->counted[eval->all_counted];

	(void)err;
	for (size_t i = 0; i < item->branches_len; i++) {
		const struct branch *branch = &item->branches[i];
		int64_t age;

		if (!eval_slot(eval, branch->slot, &age))
			continue;
		if (*gives && (age > counted->age_s ||
				      (age == counted->age_s && branch->value <= *value)))
			continue;
		*gives = true;
		*value = branch->value;
		*counted = (struct counted){ item, item->field_name, branch->value, age, 0 };
	}
	if (*gives) {
		eval->all_counted++;
		eval->counted_len[index]++;
	}
	return HL_OK;
}

bool rule_is_signal(const struct item *item) {
	return item->rule->value == value_signal;
}

/* --- if: the first row of the group that holds --- */

/*
 * The group that the line belongs to, or NULL. In a label the rows count in their order,
 * whichever their fields, so that only what stands together makes a group.
 */
static struct item *group_of(
	const struct loader *loader, struct part *part, const struct rule *rule) {
	struct item *last = part->items_len > 0 ? &part->items[part->items_len - 1] : NULL;

	if (!part->combine || !part->combine->is_label)
		return load_find_item(part, rule, loader->line->field);
	return last && last->rule == rule && hl_str_eq(last->field_name, loader->line->field)
		       ? last
		       : NULL;
}

static void add_if(struct loader *loader, struct part *part, const struct rule *rule) {
	struct item *item = group_of(loader, part, rule);
	struct branch *branch;

	if (!item) {
		item = load_item(loader, part, rule);
		item->field = field_of(loader, loader->line->field);
	}
	branch = load_branch(loader, item);
	if (!branch)
		return;
	for (size_t i = 0; i < branch->also_len; i++) {
		branch->also[i].field = field_of(loader, branch->also[i].column);
	}
	if (part->combine && part->combine->is_label)
		branch->text = loader->line->value;
	else
		(void)load_number(loader, &branch->value);
}

static enum hl_status ask(struct eval *eval, size_t index, const struct hl_test *test, bool *holds,
	struct hl_error *err) {
	const struct field *field = &eval->model->fields[index];
	const struct seen *seen;
	enum hl_status status = eval_field(eval, index, &seen, err);

	if (status != HL_OK)
		return status;
	status = eval_test(field, test, seen, holds, err);
	return status == HL_OK ? status : eval_fail(eval, field, status, err);
}

static enum hl_status branch_holds(struct eval *eval, const struct item *item,
	const struct branch *branch, bool *holds, struct hl_error *err) {
	enum hl_status status = HL_OK;

	*holds = true;
	if (branch->test.op != HL_TEST_ALWAYS)
		status = ask(eval, item->field, &branch->test, holds, err);
	for (size_t i = 0; status == HL_OK && *holds && i < branch->also_len; i++)
		status = ask(eval, branch->also[i].field, &branch->also[i].test, holds, err);
	return status;
}

static enum hl_status value_if(struct eval *eval, const struct part *part, const struct item *item,
	int64_t *value, bool *gives, struct hl_error *err) {
	enum hl_status status = HL_OK;

	for (size_t i = 0; status == HL_OK && !*gives && i < item->branches_len; i++) {
		const struct branch *branch = &item->branches[i];

		status = branch_holds(eval, item, branch, gives, err);
		if (!*gives || status != HL_OK)
			continue;
		*value = branch->value;
		eval->labels[part - eval->model->parts] = branch->text;
	}
	return status;
}

static void check_if(struct loader *loader, struct item *item) {
	for (size_t i = 0; i < item->branches_len; i++) {
		const struct branch *branch = &item->branches[i];
		const struct field *field = &loader->model->fields[item->field];

		field_check(loader, field, &branch->test, branch->line);
		for (size_t k = 0; k < branch->also_len; k++)
			field_check(loader, &loader->model->fields[branch->also[k].field],
				&branch->also[k].test, branch->line);
		for (size_t j = 0; j < i; j++)
			if (branch_hides(&item->branches[j], branch, field->is_calendar)) {
				load_mistake(loader, branch->line,
					"never reached: line %zu holds first; put the bands of one "
					"field in order",
					item->branches[j].line);
				break;
			}
	}
}

/* --- constant --- */

static void add_constant(struct loader *loader, struct part *part, const struct rule *rule) {
	struct item *item = load_item(loader, part, rule);
	struct branch *branch = load_no_test(loader) ? load_branch(loader, item) : NULL;

	if (branch)
		(void)load_number(loader, &branch->value);
}

static enum hl_status value_constant(struct eval *eval, const struct part *part,
	const struct item *item, int64_t *value, bool *gives, struct hl_error *err) {
	(void)eval;
	(void)part;
	(void)err;
	*gives = true;
	*value = item->branches[0].value;
	return HL_OK;
}

/* --- part: another part, weighted --- */

static void add_part(struct loader *loader, struct part *part, const struct rule *rule) {
	struct item *item = load_item(loader, part, rule);
	struct branch *branch = load_no_test(loader) ? load_branch(loader, item) : NULL;

	if (branch && loader->line->value.len == 0)
		branch->value = HL_ONE;
	else if (branch)
		(void)load_number(loader, &branch->value);
}

static enum hl_status value_part(struct eval *eval, const struct part *part,
	const struct item *item, int64_t *value, bool *gives, struct hl_error *err) {
	*gives = true;
	if (!hl_dec_mul(eval->numbers[item->part], item->branches[0].value, value))
		return eval_overflow(part, err);
	return HL_OK;
}

static void check_part(struct loader *loader, struct item *item) {
	item->part = part_find(loader->model, item->field_name);
	if (item->part == NONE)
		load_mistake(loader, item->line, "field: there is no part %.*s",
			(int)item->field_name.len, item->field_name.at);
	else if (loader->model->parts[item->part].combine->is_label)
		load_mistake(loader, item->line, "field: the part %.*s is a label, not a number",
			(int)item->field_name.len, item->field_name.at);
}

/* --- fresh: how fresh the points of another part are --- */

static void add_fresh(struct loader *loader, struct part *part, const struct rule *rule) {
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

static void add_fresh_mode(struct loader *loader, struct part *part, const struct rule *rule) {
	const struct rule *fresh = rule_called("fresh");
	struct item *item = load_find_item(part, fresh, loader->line->field);

	(void)rule;
	if (!hl_str_eq(loader->line->value, HL_STR("newest")))
		load_mistake(loader, 0, "value: newest is the one mode there is");
	else if (!item)
		load_mistake(loader, 0, "field: say the fresh knots of %.*s first",
			(int)loader->line->field.len, loader->line->field.at);
	else
		item->is_newest = true;
}

/* The curve through the knots at @age, flat outside them; exact, rounded once. */
static int64_t curve_at(const struct item *item, int64_t age) {
	const struct branch *knots = item->branches;
	size_t i = 0;
	int64_t value;
	hl_wide width, height;

	if (age <= knots[0].at)
		return knots[0].value;
	while (i + 1 < item->branches_len && knots[i + 1].at < age)
		i++;
	if (i + 1 == item->branches_len)
		return knots[i].value;
	width = knots[i + 1].at - knots[i].at;
	height = (hl_wide)knots[i].value * width +
		 ((hl_wide)knots[i + 1].value - knots[i].value) * (age - knots[i].at);
	/* Between two knots there is nothing that does not fit. */
	return hl_dec_ratio(height, width * HL_ONE, &value) ? value : knots[i].value;
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

static void sort_counted(struct counted *counted, size_t len) {
	for (size_t i = 1; i < len; i++) {
		struct counted moved = counted[i];
		size_t j = i;

		for (; j > 0 && is_before(&moved, &counted[j - 1]); j--)
			counted[j] = counted[j - 1];
		counted[j] = moved;
	}
}

static int64_t newest(const struct counted *counted, size_t len) {
	const struct counted *first = counted;

	for (size_t i = 1; i < len; i++)
		if (is_newer(&counted[i], first))
			first = &counted[i];
	return first->freshness;
}

/*
 * The mean freshness of the points that made the part: the freshest points are taken until the
 * part's upper end is reached, the last signal perhaps in part; what did not fit does not count.
 */
static enum hl_status value_fresh(struct eval *eval, const struct part *part,
	const struct item *item, int64_t *value, bool *gives, struct hl_error *err) {
	const struct part *of = &eval->model->parts[item->part];
	struct counted *counted = &eval->counted[eval->counted_from[item->part]];
	size_t len = eval->counted_len[item->part];
	hl_wide room = of->has_high ? of->high : INT64_MAX;
	hl_wide weighted = 0;
	hl_wide points = 0;

	*gives = true;
	*value = item->branches[item->branches_len - 1].value;
	for (size_t i = 0; i < len; i++)
		counted[i].freshness = curve_at(item, counted[i].age_s);
	if (len > 0 && item->is_newest) {
		*value = newest(counted, len);
		return HL_OK;
	}
	sort_counted(counted, len);
	for (size_t i = 0; i < len && points < room; i++) {
		hl_wide taken = counted[i].points;

		if (taken <= 0)
			continue;
		taken = taken < room - points ? taken : room - points;
		points += taken;
		weighted += taken * counted[i].freshness;
	}
	if (points > 0 && !hl_dec_ratio(weighted, points * HL_ONE, value))
		return eval_overflow(part, err);
	return HL_OK;
}

static void check_fresh(struct loader *loader, struct item *item) {
	size_t before = loader->mistakes->len;
	size_t signals = 0;

	check_part(loader, item);
	if (loader->mistakes->len > before)
		return;
	for (size_t i = 0; i < loader->model->parts[item->part].items_len; i++)
		signals += rule_is_signal(&loader->model->parts[item->part].items[i]);
	if (signals == 0)
		load_mistake(loader, item->line, "field: the part %.*s has no signals",
			(int)item->field_name.len, item->field_name.at);
	for (size_t i = 1; i < item->branches_len; i++)
		if (item->branches[i].at <= item->branches[i - 1].at)
			load_mistake(loader, item->branches[i].line,
				"when: the ages of the knots must rise");
}

const struct rule rules[] = {
	{ "signal", "points once, for the newest event of that type that qualifies", add_signal,
		value_signal, NULL },
	{ "if", "the value of the first row of the field that holds", add_if, value_if, check_if },
	{ "constant", "that number", add_constant, value_constant, NULL },
	{ "part", "another part, times a weight", add_part, value_part, check_part },
	{ "fresh", "how fresh the points of a part are, by a curve over their age", add_fresh,
		value_fresh, check_fresh },
	{ "fresh-mode", "newest: fresh looks at the newest signal alone", add_fresh_mode, NULL,
		NULL },
};
const size_t rules_len = HL_LEN(rules);

static const struct rule *rule_called(const char *name) {
	for (size_t i = 0; i < rules_len; i++)
		if (hl_str_eq(hl_str_of(rules[i].name), hl_str_of(name)))
			return &rules[i];
	return NULL;
}
