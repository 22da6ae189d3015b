/*
 * rules.c - the rules of a model.
 *
 * To add one: write how a line is added and what the item gives, add its row to rules[],
 * document the name in hl-model(5). Loading, --list-rules, reasons and the tests read the table.
 */
#include "rules.h"

#include "bounds.h"

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

/* What the ranges are asked of. */
struct asked {
	int64_t value;
	bool is_missing;
	bool is_known; /* false: what stands there is none for ranges */
};

static struct asked of_seen(const struct item *item, const struct seen *seen) {
	struct asked asked = { .is_missing = seen->is_missing, .is_known = true };

	if (item->clock == OF_NUMBER) {
		asked.value = seen->cell.dec;
		asked.is_known = seen->cell.is_number || seen->is_missing;
	} else {
		asked.value = item->clock == OF_SECONDS ? seen->age_s : seen->age_days * HL_DAY_S;
	}
	return asked;
}

/* Most groups look at one number that is near; the others at a field, which is read once a row. */
static enum hl_status ask_item(
	struct eval *eval, const struct item *item, struct asked *asked, struct hl_error *err) {
	const struct field *field = &eval->model->fields[item->field];
	const struct seen *seen;
	struct hl_str cell;
	enum hl_status status;

	*asked = (struct asked){ .is_known = true };
	switch (item->source) {
	case FROM_COLUMN:
		cell = hl_cell_trimmed(eval->row, eval->scoring->columns[item->field]);
		asked->is_missing = cell.len == 0;
		asked->is_known = cell.len == 0 || hl_dec_read(cell, &asked->value);
		return HL_OK;
	case FROM_PRESENCE:
		cell = hl_cell_trimmed(eval->row, eval->scoring->columns[item->field]);
		asked->is_missing = cell.len == 0;
		return HL_OK;
	case FROM_EVENT:
		asked->is_missing = !eval_slot(eval, field->slot, &asked->value);
		return HL_OK;
	case FROM_PART:
		asked->value = eval->numbers[field->part];
		return HL_OK;
	case FROM_FIELD:
		break;
	}
	status = eval_field(eval, item->field, &seen, err);
	if (status == HL_OK)
		*asked = of_seen(item, seen);
	return status;
}

/*
 * The branch that holds, or NULL. A group of ages without a bound is on the clock of numbers, which
 * no age is: its tests decide.
 */
static const struct branch *find_by_range(const struct item *item, const struct asked *asked) {
	if (asked->is_missing)
		return item->missing == NONE ? NULL : &item->branches[item->missing];
	for (size_t i = 0; i < item->branches_len; i++)
		if (asked->value >= item->ranges[i].from && asked->value <= item->ranges[i].to)
			return &item->branches[i];
	return NULL;
}

/* The same by the tests. */
static enum hl_status find_by_tests(struct eval *eval, const struct item *item,
	const struct branch **found, struct hl_error *err) {
	enum hl_status status = HL_OK;

	*found = NULL;
	for (size_t i = 0; status == HL_OK && !*found && i < item->branches_len; i++) {
		bool holds;

		status = branch_holds(eval, item, &item->branches[i], &holds, err);
		if (status == HL_OK && holds)
			*found = &item->branches[i];
	}
	return status;
}

enum hl_status rule_find_branch(struct eval *eval, const struct item *item,
	const struct branch **found, struct hl_error *err) {
	struct asked asked = { .is_known = false };
	enum hl_status status = HL_OK;

	*found = NULL;
	if (item->ranges)
		status = ask_item(eval, item, &asked, err);
	if (status == HL_OK && asked.is_known)
		*found = find_by_range(item, &asked);
	else if (status == HL_OK)
		status = find_by_tests(eval, item, found, err);
	return status;
}

static enum hl_status value_if(struct eval *eval, const struct part *part, const struct item *item,
	struct gave *gave, struct hl_error *err) {
	const struct branch *found;
	enum hl_status status = rule_find_branch(eval, item, &found, err);

	if (status != HL_OK || !found)
		return status;
	gave->gives = true;
	gave->value = found->value;
	gave->branch = found;
	eval->labels[part - eval->model->parts] = found;
	return HL_OK;
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
					"never reached: %s holds first; put the bands of one "
					"field in order",
					load_line_name(
						loader, item->branches[j].line, branch->line));
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
	const struct item *item, struct gave *gave, struct hl_error *err) {
	(void)eval;
	(void)part;
	(void)err;
	gave->gives = true;
	gave->value = item->branches[0].value;
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
	const struct item *item, struct gave *gave, struct hl_error *err) {
	int64_t weight = item->branches[0].value;

	gave->gives = true;
	gave->value = eval->numbers[item->part];
	if (weight != HL_ONE && !hl_dec_mul(gave->value, weight, &gave->value))
		return eval_overflow(part, err);
	return HL_OK;
}

void rule_check_part(struct loader *loader, struct item *item) {
	item->part = part_find(loader->model, item->field_name);
	if (item->part == NONE)
		load_mistake(loader, item->line, "field: there is no part %.*s",
			(int)item->field_name.len, item->field_name.at);
	else if (loader->model->parts[item->part].combine->is_label)
		load_mistake(loader, item->line, "field: the part %.*s is a label, not a number",
			(int)item->field_name.len, item->field_name.at);
}

const struct rule rules[] = {
	{ "signal", "points once, for the newest event of that type that qualifies",
		rule_add_signal, rule_value_signal, NULL, bounds_signal, true,
		rule_evidence_signal },
	{ "decay", "the points of a signal halve with each half-life of its age", rule_add_decay,
		rule_value_decay, rule_check_decay, NULL, true, NULL },
	{ "count", "points when so many events of that type happened within a span", rule_add_count,
		rule_value_count, NULL, bounds_count, true, rule_evidence_count },
	{ "silence", "points for each event that was not answered in time", rule_add_silence,
		rule_value_silence, NULL, bounds_silence, false, rule_evidence_silence },
	{ "if", "the value of the first row of the field that holds", add_if, value_if, check_if,
		bounds_if, true, rule_evidence_if },
	{ "constant", "that number", add_constant, value_constant, NULL, bounds_constant, true,
		NULL },
	{ "part", "another part, times a weight", add_part, value_part, rule_check_part,
		bounds_part, true, NULL },
	{ "fresh", "how fresh the points of a part are, by a curve over their age", rule_add_fresh,
		rule_value_fresh, rule_check_fresh, bounds_fresh, false, rule_evidence_fresh },
	{ "fresh-mode", "newest: fresh looks at the newest signal alone", rule_add_fresh_mode, NULL,
		NULL, NULL, false, NULL },
	{ "weight", "multiplies what the if rows of the field give", rule_add_weight, NULL, NULL,
		NULL, true, NULL },
	{ "ratio", "one column by another, within a range, times a weight", rule_add_ratio,
		rule_value_ratio, rule_check_ratio, bounds_ratio, false, rule_evidence_ratio },
	{ "linear", "a number, an age in days or a logarithm, times a coefficient", rule_add_linear,
		rule_value_linear, rule_check_linear, bounds_linear, false, rule_evidence_number },
	{ "curve", "a value by straight lines between knots of the field", rule_add_curve,
		rule_value_curve, rule_check_curve, bounds_of_curve, false, rule_evidence_number },
};
const size_t rules_len = HL_LEN(rules);

const struct rule *rule_find(struct hl_str name) {
	for (size_t i = 0; i < rules_len; i++)
		if (hl_str_eq(hl_str_of(rules[i].name), name))
			return &rules[i];
	return NULL;
}

const struct rule *rule_called(const char *name) {
	return rule_find(hl_str_of(name));
}

bool rule_is_part(const struct item *item) {
	return item->rule->value == value_part;
}

bool rule_is_if(const struct item *item) {
	return item->rule->value == value_if;
}
