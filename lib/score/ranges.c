/*
 * ranges.c - the branches of an if as ranges of numbers.
 *
 * Nearly every group asks a number, or an age, between which bounds it is. Found out once, when the
 * model is loaded, that is two comparisons a branch for each row. What is no number, though
 * something stands there, is for the tests themselves to judge.
 */
#include "model.h"

static const struct range everything = { INT64_MIN, INT64_MAX };
static const struct range nothing = { INT64_MAX, INT64_MIN };

/* The bound that an ordering test names, on @clock; false: it is not of that clock. */
static bool bound_of(
	const struct field *field, const struct hl_test *test, enum clock clock, int64_t *bound) {
	bool is_number = test->values_len == 1 && test->values[0].is_number;

	if (clock == OF_NUMBER) {
		*bound = is_number ? test->values[0].dec : 0;
		return is_number && !test->is_span && !field->is_age;
	}
	*bound = test->span.s;
	return field->is_age && test->is_span &&
	       (clock == OF_DAYS) == (field->is_calendar && test->span.calendar);
}

/* The values for which the test holds; false: it asks something else. */
static bool range_of(const struct field *field, const struct hl_test *test, enum clock clock,
	struct range *range) {
	int64_t bound = 0;

	*range = test->op == HL_TEST_MISSING ? nothing : everything;
	if (test->op == HL_TEST_ALWAYS || test->op == HL_TEST_PRESENT ||
		test->op == HL_TEST_MISSING)
		return true;
	/* At the very ends there is nothing behind the bound. */
	if (!bound_of(field, test, clock, &bound) || bound == INT64_MIN || bound == INT64_MAX)
		return false;
	if (test->op == HL_TEST_LT)
		range->to = bound - 1;
	else if (test->op == HL_TEST_LE)
		range->to = bound;
	else if (test->op == HL_TEST_GT)
		range->from = bound + 1;
	else if (test->op == HL_TEST_GE)
		range->from = bound;
	else if (test->op == HL_TEST_IS && !field->is_age)
		*range = (struct range){ bound, bound };
	else
		return false;
	return true;
}

static bool make_on(struct hl_model *model, struct item *item, enum clock clock) {
	struct range *ranges = hl_new_array(&model->arena, struct range, item->branches_len);

	for (size_t i = 0; i < item->branches_len; i++) {
		const struct branch *branch = &item->branches[i];

		if (branch->also_len > 0 ||
			!range_of(&model->fields[item->field], &branch->test, clock, &ranges[i]))
			return false;
	}
	item->ranges = ranges;
	item->clock = clock;
	return true;
}

/* Do all of its ranges hold for every number, or for none? */
static bool asks_presence(const struct item *item) {
	for (size_t i = 0; i < item->branches_len; i++) {
		const struct range *range = &item->ranges[i];

		if (range->from <= range->to && (range->from > INT64_MIN || range->to < INT64_MAX))
			return false;
	}
	return true;
}

static enum source_of source_of(const struct hl_model *model, const struct item *item) {
	const struct field *field = &model->fields[item->field];

	if (field->slot != NONE)
		return item->clock == OF_SECONDS ? FROM_EVENT : FROM_FIELD;
	if (field->part != NONE)
		return model->parts[field->part].combine->is_label ? FROM_FIELD : FROM_PART;
	if (!item->ranges || item->clock != OF_NUMBER || field->is_age)
		return FROM_FIELD;
	return asks_presence(item) ? FROM_PRESENCE : FROM_COLUMN;
}

void ranges_make(struct hl_model *model, struct item *item) {
	item->missing = NONE;
	for (size_t i = item->branches_len; i-- > 0;) {
		enum hl_test_op op = item->branches[i].test.op;

		if (op == HL_TEST_ALWAYS || op == HL_TEST_MISSING)
			item->missing = i;
	}
	if (!make_on(model, item, OF_NUMBER) && !make_on(model, item, OF_SECONDS))
		(void)make_on(model, item, OF_DAYS);
	item->source = source_of(model, item);
}
