/* bounds.c - a lead over a span of seconds: its fields, tests, parts and labels. */
#include "bounds.h"

#include <stdlib.h>

/* --- begin and end --- */

void over_init(struct over *over, const struct outlook *outlook, struct eval *at,
	const struct ahead *ahead) {
	const struct hl_model *model = outlook->scoring->model;
	size_t items_len = outlook->scoring->items_len;

	*over = (struct over){ .outlook = outlook, .model = model, .at = at, .ahead = ahead };
	over->now = hl_claim(model->fields_len, sizeof(*over->now));
	over->low = hl_claim(model->fields_len, sizeof(*over->low));
	over->high = hl_claim(model->fields_len, sizeof(*over->high));
	over->is_set = hl_claim(model->fields_len, sizeof(*over->is_set));
	over->items = hl_claim(items_len, sizeof(*over->items));
	over->parts = hl_claim(model->parts_len, sizeof(*over->parts));
	over->labels = hl_claim(model->parts_len, sizeof(const struct branch *));
	over->is_open = hl_claim(model->parts_len, sizeof(*over->is_open));
	over->counted = hl_claim(items_len, sizeof(*over->counted));
	over->counted_from = hl_claim(model->parts_len, sizeof(*over->counted_from));
	over->counted_len = hl_claim(model->parts_len, sizeof(*over->counted_len));
}

void over_release(struct over *over) {
	free(over->now);
	free(over->low);
	free(over->high);
	free(over->is_set);
	free(over->items);
	free(over->parts);
	free(over->labels);
	free(over->is_open);
	free(over->counted);
	free(over->counted_from);
	free(over->counted_len);
}

/* What does not change by itself is what it is now. */
void over_begin(struct over *over, struct hl_str tier) {
	const struct eval *at = over->at;

	over->tier = tier;
	over->has_tier = true;
	memset(over->is_set, 0, over->model->fields_len * sizeof(*over->is_set));
	memcpy(over->now, at->seen, over->model->fields_len * sizeof(*over->now));
	for (size_t i = 0; i < over->outlook->scoring->items_len; i++)
		over->items[i] = (struct bounds){ at->gave[i].value, at->gave[i].value,
			at->gave[i].gives ? HOLDS : HOLDS_NOT };
	for (size_t i = 0; i < over->model->parts_len; i++) {
		over->parts[i] = bounds_of(at->numbers[i], at->numbers[i]);
		over->labels[i] = at->labels[i];
		over->is_open[i] = false;
	}
}

/* --- fields --- */

/* The age of a date, at the ends of the span. */
static void age_over(struct over *over, size_t index) {
	const struct seen *now = &over->now[index];

	over->low[index] = *now;
	over->high[index] = *now;
	over->low[index].age_s += over->from_s;
	over->high[index].age_s += over->to_s;
	over->low[index].age_days += over->days.from_s;
	over->high[index].age_days += over->days.to_s;
	over->high[index].is_read = !now->is_missing;
}

/* A cell, or the age of one; it may be bad and not have been looked at yet. */
static bool cell_over(struct over *over, const struct field *field, size_t index) {
	struct seen *now = &over->now[index];
	struct hl_error ignored;

	if (over->is_any)
		return false;
	if (!now->is_read) {
		*now = (struct seen){ .is_read = true };
		over->is_unclear |= field->read(over->at, field, now, &ignored) != HL_OK;
		now->is_read = !over->is_unclear;
	}
	if (!now->is_read)
		return false;
	over->low[index] = *now;
	over->high[index].is_read = false;
	if (field->is_age)
		age_over(over, index);
	return true;
}

static void last_over(struct over *over, const struct field *field, size_t index) {
	int64_t age_s = 0;
	bool is_there = ahead_newest(over->ahead, field->slot, 0, &age_s);

	over->low[index] =
		(struct seen){ .is_missing = !is_there, .age_s = ahead_age(age_s + over->from_s) };
	over->high[index] =
		(struct seen){ .is_read = is_there, .age_s = ahead_age(age_s + over->to_s) };
}

static bool part_over(struct over *over, const struct field *field, size_t index) {
	const struct bounds *numbers = &over->parts[field->part];
	const struct branch *label = over->labels[field->part];
	bool is_label = over->model->parts[field->part].combine->is_label;

	if (is_label && over->is_open[field->part])
		return false;
	over->low[index] = (struct seen){ 0 };
	over->high[index] = (struct seen){ .is_read = !is_label && numbers->low != numbers->high };
	if (is_label) {
		over->low[index].cell = hl_test_value_of(label ? label->text : HL_STR(""));
		over->low[index].is_missing = over->low[index].cell.text.len == 0;
	} else {
		over->low[index].cell =
			(struct hl_test_value){ .dec = numbers->low, .is_number = true };
		over->high[index].cell =
			(struct hl_test_value){ .dec = numbers->high, .is_number = true };
	}
	return true;
}

/* Where both ends are the same, high says that it was not read. */
bool over_field(
	struct over *over, size_t index, const struct seen **low, const struct seen **high) {
	const struct field *field = &over->model->fields[index];

	if (!over->is_set[index]) {
		over->is_set[index] = true;
		if (field->part != NONE)
			over->is_set[index] = part_over(over, field, index);
		else if (field->slot != NONE)
			last_over(over, field, index);
		else
			over->is_set[index] = cell_over(over, field, index);
	}
	*low = &over->low[index];
	*high = over->high[index].is_read ? &over->high[index] : *low;
	return over->is_set[index];
}

/* --- tests --- */

/* Is it asked whether the number is one of some that lie between these? */
static bool asks_between(const struct hl_test *test, int64_t low, int64_t high) {
	for (size_t i = 0; i < test->values_len; i++)
		if (test->values[i].is_number && test->values[i].dec > low &&
			test->values[i].dec < high)
			return !test_orders(test);
	return false;
}

static enum holds both(bool at_low, bool at_high, bool is_other_between) {
	if (at_low != at_high || is_other_between)
		return HOLDS_MAYBE;
	return at_low ? HOLDS : HOLDS_NOT;
}

enum holds over_numbers(const struct hl_test *test, const struct bounds *numbers) {
	return both(hl_test_dec(test, numbers->low), hl_test_dec(test, numbers->high),
		asks_between(test, numbers->low, numbers->high));
}

static enum holds test_over(struct over *over, size_t index, const struct hl_test *test) {
	const struct field *field = &over->model->fields[index];
	const struct seen *low, *high;
	struct hl_error ignored;
	bool at_low, at_high;

	if (!over_field(over, index, &low, &high)) {
		/* Some text of a label that is not certain may be no number. */
		over->is_unclear |= !over->is_any && test_orders(test);
		return HOLDS_MAYBE;
	}
	if (eval_test(field, test, low, &at_low, &ignored) != HL_OK ||
		eval_test(field, test, high, &at_high, &ignored) != HL_OK) {
		over->is_unclear = true;
		return HOLDS_MAYBE;
	}
	return both(at_low, at_high,
		!field->is_age && asks_between(test, low->cell.dec, high->cell.dec));
}

enum holds over_branch(struct over *over, const struct item *item, const struct branch *branch) {
	enum holds holds = HOLDS;

	if (branch->test.op != HL_TEST_ALWAYS)
		holds = test_over(over, item->field, &branch->test);
	for (size_t i = 0; i < branch->also_len && holds != HOLDS_NOT; i++) {
		const struct also *also = &branch->also[i];
		enum holds more = test_over(over, also->field, &also->test);

		holds = more < holds ? more : holds;
	}
	return holds;
}

/* --- parts --- */

/* The label may be this text. */
static void meet(struct over *over, size_t index, struct hl_str text) {
	if (index != over->outlook->tier)
		return;
	if (!over->has_tier)
		over->tier = text;
	over->has_tier = true;
	if (hl_str_eq(text, over->tier))
		over->may_stay = true;
	else
		over->may_change = true;
}

static void label_over(struct over *over, size_t index) {
	const struct part *part = &over->model->parts[index];
	size_t len = 0;

	over->labels[index] = NULL;
	for (size_t i = 0; i < part->items_len; i++)
		for (size_t k = 0; k < part->items[i].branches_len; k++) {
			const struct branch *branch = &part->items[i].branches[k];
			enum holds holds = over_branch(over, &part->items[i], branch);

			if (holds == HOLDS_NOT)
				continue;
			meet(over, index, branch->text);
			over->labels[index] = branch;
			over->is_open[index] = len++ > 0;
			if (holds == HOLDS)
				return;
		}
	meet(over, index, HL_STR(""));
	over->is_open[index] = len > 0;
}

static void number_over(struct over *over, size_t index) {
	const struct part *part = &over->model->parts[index];
	struct bounds *items = over_items(over, part);
	struct bounds *bounds = &over->parts[index];
	const bool *changes = over->outlook->items + (items - over->items);

	for (size_t i = 0; i < part->items_len; i++) {
		if (!over->is_any && !changes[i])
			continue;
		items[i] = (struct bounds){ 0 };
		if (part->items[i].rule->bounds)
			part->items[i].rule->bounds(over, part, &part->items[i], &items[i]);
	}
	*bounds = (struct bounds){ 0 };
	part->combine->bounds(over, part, bounds);
	*bounds = bounds_of(eval_clamp(part, bounds->low), eval_clamp(part, bounds->high));
	if (index == over->model->score &&
		!(eval_settle(over->at, &bounds->low) && eval_settle(over->at, &bounds->high)))
		over->is_unclear = true;
}

/* The days of the calendar, of which one may come twice when clocks are set back. */
static void days_over(struct over *over) {
	const struct outlook *outlook = over->outlook;
	const struct hl_score_time *now = &outlook->scoring->facts->time;
	const struct hl_zone *zone = now->rules.zone;
	int64_t from_s = now->as_of + over->from_s;
	int64_t to_s = now->as_of + over->to_s;
	struct ages days = { INT64_MAX, INT64_MIN };

	for (size_t i = 0; i < outlook->steady_len; i++) {
		const struct steady *steady = &outlook->steady[i];
		int64_t first, last;

		if (steady->to_s < from_s || steady->from_s > to_s)
			continue;
		first = hl_zone_day(zone, from_s > steady->from_s ? from_s : steady->from_s);
		last = hl_zone_day(zone, to_s < steady->to_s ? to_s : steady->to_s);
		days.from_s = first < days.from_s ? first : days.from_s;
		days.to_s = last > days.to_s ? last : days.to_s;
	}
	over->days.from_s = days.from_s - outlook->today;
	over->days.to_s = days.to_s - outlook->today;
}

void over_span(struct over *over, int64_t from_s, int64_t to_s) {
	const struct outlook *outlook = over->outlook;

	over->from_s = from_s;
	over->to_s = to_s;
	if (outlook->steady_len > 0)
		days_over(over);
	for (size_t i = 0; i < over->model->fields_len; i++)
		over->is_set[i] &= !over->is_any && !outlook->fields[i];
	over->is_unclear = over->may_stay = over->may_change = false;
	over->all_counted = 0;
	for (size_t i = 0; i < over->model->parts_len && !over->is_unclear; i++) {
		size_t index = over->model->order[i];

		if (!over->is_any && !outlook->parts[index])
			continue;
		over->counted_from[index] = over->all_counted;
		over->counted_len[index] = 0;
		if (over->model->parts[index].combine->is_label)
			label_over(over, index);
		else
			number_over(over, index);
	}
}
