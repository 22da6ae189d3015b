/* linear.c - the rules about numbers of a lead: linear and ratio. */
#include "rules.h"

#include <math.h>

/* --- a field as a number --- */

enum hl_status rule_number(struct eval *eval, const struct item *item, size_t field,
	struct amount *amount, struct hl_error *err) {
	const struct seen *seen;
	enum hl_status status = eval_field(eval, field, &seen, err);

	*amount = (struct amount){ 0 };
	if (status != HL_OK)
		return status;
	amount->is_missing = seen->is_missing;
	if (seen->is_missing)
		return HL_OK;
	if (item->clock == OF_SECONDS)
		amount->value = seen->age_s;
	else if (item->clock == OF_DAYS)
		amount->value = seen->age_days * HL_DAY_S;
	else if (seen->cell.is_number)
		amount->value = seen->cell.dec;
	else
		status = hl_dec_parse(seen->cell.text, &amount->value, err);
	return status == HL_OK ? status : eval_fail(eval, &eval->model->fields[field], status, err);
}

void rule_check_number(struct loader *loader, const struct item *item, size_t field) {
	const struct hl_model *model = loader->model;
	size_t part = model->fields[field].part;

	if (part != NONE && model->parts[part].combine->is_label)
		load_mistake(loader, item->line, "field: the part %.*s is a label, not a number",
			(int)model->parts[part].name.len, model->parts[part].name.at);
}

/* --- linear: a coefficient times a number --- */

void rule_add_linear(struct loader *loader, struct part *part, const struct rule *rule) {
	struct item *item = load_item(loader, part, rule);
	struct hl_str name = loader->line->field;
	struct hl_str inside;

	if (hl_call_read(name, HL_STR("log"), &inside)) {
		item->is_log = true;
		name = inside;
		if (name.len == 0)
			load_mistake(loader, 0, "field: say what is meant: log(COLUMN)");
	}
	if (name.len > 0 || !item->is_log)
		item->field = field_of(loader, name);
	if (load_no_test(loader))
		(void)load_number(loader, &load_knot(loader, item)->value);
}

void rule_check_linear(struct loader *loader, struct item *item) {
	const struct field *field;

	if (item->field == NONE)
		return; /* told already */
	field = &loader->model->fields[item->field];
	/* Of a lead the day counts, whatever the hour. */
	item->clock = field->is_calendar ? OF_DAYS : OF_NUMBER;
	if ((field->is_age && !field->is_calendar) || (field->is_age && item->is_log))
		load_mistake(loader, item->line,
			"field: linear takes a column, age(COLUMN), which is in days, or "
			"log(COLUMN)");
	rule_check_number(loader, item, item->field);
}

bool rule_log(int64_t *number) {
	return *number > -HL_ONE &&
	       hl_dec_of_double(log1p((double)*number / (double)HL_ONE), number);
}

static enum hl_status take_log(
	const struct eval *eval, const struct item *item, int64_t *number, struct hl_error *err) {
	if (rule_log(number))
		return HL_OK;
	return eval_fail(eval, &eval->model->fields[item->field],
		hl_fail(err, HL_EDATA, "log needs a number above -1"), err);
}

enum hl_status rule_value_linear(struct eval *eval, const struct part *part,
	const struct item *item, struct gave *gave, struct hl_error *err) {
	struct amount amount;
	enum hl_status status = rule_number(eval, item, item->field, &amount, err);

	gave->gives = true;
	if (status != HL_OK || amount.is_missing)
		return status;
	if (item->clock == OF_DAYS)
		amount.value = amount.value / HL_DAY_S * HL_ONE;
	if (item->is_log)
		status = take_log(eval, item, &amount.value, err);
	if (status == HL_OK && !hl_dec_mul(amount.value, item->branches[0].value, &gave->value))
		status = eval_overflow(part, err);
	return status;
}

/* --- ratio: one number by another --- */

/* "A / B", each the name of a field. */
static bool split(struct hl_str text, struct hl_str *above, struct hl_str *below) {
	struct hl_str rest;

	for (size_t i = 0; i + 3 <= text.len; i++) {
		if (memcmp(text.at + i, " / ", 3) != 0)
			continue;
		*above = hl_str_trim((struct hl_str){ text.at, i });
		rest = (struct hl_str){ text.at + i + 3, text.len - i - 3 };
		*below = hl_str_trim(rest);
		for (size_t k = 0; k + 3 <= rest.len; k++)
			if (memcmp(rest.at + k, " / ", 3) == 0)
				return false;
		return above->len > 0 && below->len > 0;
	}
	return false;
}

void rule_add_ratio(struct loader *loader, struct part *part, const struct rule *rule) {
	struct item *item = load_item(loader, part, rule);
	struct hl_str above;
	struct hl_str below;

	if (split(loader->line->field, &above, &below)) {
		item->field = field_of(loader, above);
		item->below = field_of(loader, below);
	} else {
		load_mistake(loader, 0,
			"field: a ratio is of two columns with \" / \" between them, as in "
			"collected_amount / assigned_amount");
	}
	if (!load_limits(loader->line->when, &item->limits))
		load_mistake(loader, 0,
			"when: a ratio is held within a range, as in 0 to 1; either side may be "
			"empty");
	(void)load_number(loader, &load_knot(loader, item)->value);
}

static void check_side(struct loader *loader, const struct item *item, size_t index) {
	const struct field *field = &loader->model->fields[index];

	if (field->is_age)
		load_mistake(loader, item->line,
			"field: a ratio is of columns, not of the age %.*s", (int)field->name.len,
			field->name.at);
	rule_check_number(loader, item, index);
}

void rule_check_ratio(struct loader *loader, struct item *item) {
	if (item->field == NONE)
		return; /* told already */
	item->clock = OF_NUMBER;
	check_side(loader, item, item->field);
	check_side(loader, item, item->below);
}

int64_t rule_hold(const struct limits *limits, int64_t value) {
	if (limits->has_low && value < limits->low)
		return limits->low;
	if (limits->has_high && value > limits->high)
		return limits->high;
	return value;
}

/* Both are read, so that a bad cell is told whatever the other one is. */
enum hl_status rule_value_ratio(struct eval *eval, const struct part *part, const struct item *item,
	struct gave *gave, struct hl_error *err) {
	struct amount above;
	struct amount below;
	int64_t ratio;
	enum hl_status status = rule_number(eval, item, item->field, &above, err);

	gave->gives = true;
	if (status == HL_OK)
		status = rule_number(eval, item, item->below, &below, err);
	if (status != HL_OK || above.is_missing || below.is_missing || below.value <= 0)
		return status;
	if (!hl_dec_div(above.value, below.value, &ratio) ||
		!hl_dec_mul(rule_hold(&item->limits, ratio), item->branches[0].value, &gave->value))
		return eval_overflow(part, err);
	return HL_OK;
}
