/* when.c - the condition of a class: columns, and the days of dates. */
#include "marks.h"

static bool asks_value(const struct hl_test *test) {
	return test->op != HL_TEST_PRESENT && test->op != HL_TEST_MISSING;
}

/* Days are in order, and nothing else is asked of them. */
static bool asks_days(const struct hl_test *test) {
	return test->op >= HL_TEST_LT && test->op <= HL_TEST_GE && test->is_span &&
	       test->span.calendar;
}

static enum hl_status check(const struct rank_when *when, struct hl_error *err) {
	if (when->is_age && asks_value(&when->test) && !asks_days(&when->test))
		return hl_fail(err, HL_EDATA,
			"age(...) is compared by < <= > >= with whole days, such as 7d");
	if (!when->is_age && when->test.is_span && when->test.op >= HL_TEST_LT &&
		when->test.op <= HL_TEST_GE)
		return hl_fail(err, HL_EDATA,
			"a cell has no age: compare age(COLUMN) with a span, or the cell with a "
			"number");
	return HL_OK;
}

static void bind_when(struct rank_when *when, const struct rank_marks *marks,
	const struct hl_condition *condition, struct rank_slips *slips) {
	struct hl_str column = condition->column;
	struct hl_error why = { 0 };
	enum hl_status status;

	when->test = condition->test;
	when->is_age = hl_call_read(column, HL_STR("age"), &column);
	status = check(when, &why);
	if (status == HL_OK)
		status = hl_lead_find(marks->header, marks->map, column, &when->column, &why);
	if (status != HL_OK)
		rank_slip(slips, "", status, &why);
}

void rank_whens_bind(struct rank_whens *whens, struct rank_marks *marks, struct hl_str text,
	struct rank_slips *slips) {
	struct hl_conditions conditions;
	struct hl_error why = { 0 };
	enum hl_status status = hl_where_parse(&marks->arena, text, &conditions, &why);

	if (status != HL_OK) {
		rank_slip(slips, "", status, &why);
		return;
	}
	whens->at = hl_new_array(&marks->arena, struct rank_when, conditions.len);
	for (size_t i = 0; i < conditions.len; i++)
		bind_when(&whens->at[whens->len++], marks, &conditions.at[i], slips);
}

static enum hl_status age_holds(const struct rank_when *when, const struct rank_marks *marks,
	struct hl_str cell, bool *holds, struct hl_error *err) {
	struct hl_time time;
	enum hl_status status;

	if (!asks_value(&when->test)) {
		*holds = (cell.len == 0) == (when->test.op == HL_TEST_MISSING);
		return HL_OK;
	}
	*holds = false;
	if (cell.len == 0)
		return HL_OK;
	status = hl_time_parse(cell, &marks->time, &time, err);
	if (status == HL_OK)
		*holds = hl_test_age(&when->test, (marks->today - time.day) * HL_DAY_S);
	return status;
}

enum hl_status rank_whens_hold(const struct rank_whens *whens, const struct rank_marks *marks,
	const struct hl_row *row, bool *hold, struct hl_error *err) {
	*hold = true;
	for (size_t i = 0; i < whens->len && *hold; i++) {
		const struct rank_when *when = &whens->at[i];
		struct hl_str cell = hl_cell_trimmed(row, when->column);
		enum hl_status status = when->is_age ? age_holds(when, marks, cell, hold, err)
						     : hl_test_cell(&when->test, cell, hold, err);

		if (status != HL_OK)
			return hl_row_fail(row, marks->header, when->column, HL_EDATA, err);
	}
	return HL_OK;
}
