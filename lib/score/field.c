/* field.c - what rules look at: columns, ages, the newest event, other parts. */
#include "eval.h"

#include <stdlib.h>
#include <string.h>

/* --- reading, once per row --- */

static enum hl_status read_column(
	struct eval *eval, const struct field *field, struct seen *seen, struct hl_error *err) {
	size_t column = eval->scoring->columns[field - eval->model->fields];

	(void)err;
	seen->cell = hl_test_value_of(hl_cell(eval->row, column));
	seen->is_missing = seen->cell.text.len == 0;
	return HL_OK;
}

/* The age of a date is counted in days where its tests are; in seconds it starts at midnight. */
static enum hl_status read_age(
	struct eval *eval, const struct field *field, struct seen *seen, struct hl_error *err) {
	const struct hl_score_time *now = &eval->scoring->facts->time;
	size_t index = (size_t)(field - eval->model->fields);
	size_t column = eval->scoring->columns[index];
	struct hl_str cell = hl_cell_trimmed(eval->row, column);
	struct hl_time time;
	enum hl_status status;

	if (cell.len == 0 && eval->scoring->fallbacks[index] != HL_NO_COLUMN) {
		column = eval->scoring->fallbacks[index];
		cell = hl_cell_trimmed(eval->row, column);
	}
	seen->is_missing = cell.len == 0;
	if (seen->is_missing)
		return HL_OK;
	status = hl_time_parse(cell, &now->rules, &time, err);
	if (status != HL_OK)
		return hl_row_fail(eval->row, &eval->scoring->header, column, status, err);
	seen->age_s = eval->as_of - time.s - (time.ns > 0);
	seen->age_days = hl_zone_day(now->rules.zone, eval->as_of) - time.day;
	return HL_OK;
}

static enum hl_status read_last(
	struct eval *eval, const struct field *field, struct seen *seen, struct hl_error *err) {
	(void)err;
	seen->is_missing = !eval_slot(eval, field->slot, &seen->age_s);
	return HL_OK;
}

static enum hl_status read_part(
	struct eval *eval, const struct field *field, struct seen *seen, struct hl_error *err) {
	const struct part *part = &eval->model->parts[field->part];

	(void)err;
	if (part->combine->is_label) {
		seen->cell = hl_test_value_of(eval_label(eval, field->part));
		seen->is_missing = seen->cell.text.len == 0;
	} else {
		seen->cell = (struct hl_test_value){ .dec = eval->numbers[field->part],
			.is_number = true };
	}
	return HL_OK;
}

/* --- making --- */

static void make_age(struct field *field, struct hl_str inside) {
	field->column = hl_str_trim(hl_str_cut(&inside, ','));
	field->fallback = hl_str_trim(inside);
	field->read = read_age;
	field->is_age = true;
	field->is_calendar = true;
}

/* An age of which one side of the comma is blank. */
static bool names_nothing(const struct field *field, struct hl_str inside) {
	bool has_two = memchr(inside.at, ',', inside.len) != NULL;

	return field->read == read_age &&
	       (field->column.len == 0 || (has_two && field->fallback.len == 0));
}

static void make_last(struct hl_model *model, struct field *field, struct hl_str inside) {
	bool any = hl_str_eq(inside, HL_STR("*"));
	struct slot slot = { .type = any ? HL_STR("") : inside, .line = field->line };

	field->slot = slot_of(model, &slot);
	field->read = read_last;
	field->is_age = true;
}

size_t field_of(struct loader *loader, struct hl_str name) {
	struct hl_model *model = loader->model;
	struct field field = { .name = name,
		.column = name,
		.read = read_column,
		.slot = NONE,
		.part = NONE,
		.line = loader->line->number };
	struct hl_str inside;

	if (name.len == 0)
		load_mistake(loader, 0, "field: name a column, age(COLUMN), last(TYPE) or a part");
	for (size_t i = 0; i < model->fields_len; i++)
		if (hl_str_eq(model->fields[i].name, name))
			return i;
	if (hl_call_read(name, HL_STR("age"), &inside))
		make_age(&field, inside);
	else if (hl_call_read(name, HL_STR("last"), &inside))
		make_last(model, &field, inside);
	if (field.is_age && (inside.len == 0 || names_nothing(&field, inside)))
		load_mistake(
			loader, 0, "field: say what is meant: age(COLUMN), last(TYPE), last(*)");
	model->fields = hl_grow(
		model->fields, &model->fields_cap, model->fields_len + 1, sizeof(*model->fields));
	model->fields[model->fields_len] = field;
	return model->fields_len++;
}

void field_resolve(struct loader *loader) {
	struct hl_model *model = loader->model;

	for (size_t i = 0; i < model->fields_len; i++) {
		struct field *field = &model->fields[i];

		field->part = field->read == read_column ? part_find(model, field->name) : NONE;
		if (field->part != NONE) {
			field->read = read_part;
			field->column.len = 0;
		}
	}
}

bool test_orders(const struct hl_test *test) {
	return test->op == HL_TEST_LT || test->op == HL_TEST_LE || test->op == HL_TEST_GT ||
	       test->op == HL_TEST_GE;
}

void field_check(
	struct loader *loader, const struct field *field, const struct hl_test *test, size_t line) {
	bool orders = test_orders(test);
	bool asks_value = test->op != HL_TEST_ALWAYS && test->op != HL_TEST_PRESENT &&
			  test->op != HL_TEST_MISSING;

	if (field->is_age && asks_value && !(orders && (test->is_span || !field->is_calendar)))
		load_mistake(loader, line, "when: %.*s is an age: compare it with one, as in < 7d",
			(int)field->name.len, field->name.at);
	if (!field->is_age && orders && test->is_span)
		load_mistake(loader, line, "when: %.*s is not an age: say age(%.*s)",
			(int)field->name.len, field->name.at, (int)field->name.len, field->name.at);
}

static bool test_eq(const struct hl_test *a, const struct hl_test *b) {
	if (a->op != b->op || a->values_len != b->values_len || a->is_span != b->is_span ||
		a->span.s != b->span.s)
		return false;
	for (size_t i = 0; i < a->values_len; i++)
		if (!hl_str_eq(a->values[i].text, b->values[i].text))
			return false;
	return true;
}

static bool slot_eq(const struct slot *a, const struct slot *b) {
	if (a->keep != b->keep || !hl_str_same(a->type, b->type) || !test_eq(&a->age, &b->age) ||
		a->also_len != b->also_len)
		return false;
	for (size_t i = 0; i < a->also_len; i++)
		if (!hl_str_eq(a->also[i].column, b->also[i].column) ||
			!test_eq(&a->also[i].test, &b->also[i].test))
			return false;
	return true;
}

struct ages slot_ages(const struct slot *slot) {
	const struct hl_test *test = &slot->age;
	struct ages ages = { 0, INT64_MAX };

	if (test->op == HL_TEST_LT)
		ages.to_s = test->span.s - 1;
	else if (test->op == HL_TEST_LE)
		ages.to_s = test->span.s;
	else if (test->op == HL_TEST_GT)
		ages.from_s = test->span.s + 1;
	else if (test->op == HL_TEST_GE)
		ages.from_s = test->span.s;
	return ages;
}

size_t slot_of(struct hl_model *model, const struct slot *like) {
	for (size_t i = 0; i < model->slots_len; i++)
		if (slot_eq(&model->slots[i], like))
			return i;
	model->slots = hl_grow(
		model->slots, &model->slots_cap, model->slots_len + 1, sizeof(*model->slots));
	model->slots[model->slots_len] = *like;
	return model->slots_len++;
}

static bool is_less(const struct hl_test *test) {
	return test->op == HL_TEST_LT || test->op == HL_TEST_LE;
}

static bool is_more(const struct hl_test *test) {
	return test->op == HL_TEST_GT || test->op == HL_TEST_GE;
}

static int64_t bound_of(const struct hl_test *test) {
	return test->is_span ? test->span.s * HL_ONE : test->values[0].dec;
}

bool branch_hides(const struct branch *earlier, const struct branch *later, bool is_calendar) {
	const struct hl_test *a = &earlier->test;
	const struct hl_test *b = &later->test;
	bool both_less = is_less(a) && is_less(b);

	if (earlier->also_len > 0)
		return false;
	if (a->op == HL_TEST_ALWAYS)
		return true;
	if (!both_less && !(is_more(a) && is_more(b)))
		return false;
	/* "< 1d" of a date is today, "< 24h" is of yesterday, too: they do not compare. */
	if (is_calendar && a->span.calendar != b->span.calendar)
		return false;
	if (bound_of(a) == bound_of(b))
		return a->op == b->op || a->op == HL_TEST_LE || a->op == HL_TEST_GE;
	return both_less ? bound_of(b) < bound_of(a) : bound_of(b) > bound_of(a);
}
