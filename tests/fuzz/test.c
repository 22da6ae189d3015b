/* fuzz/test.c - a predicate that is taken, written out anew, says the same. */
#include "hl/value.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void must(bool ok) {
	if (!ok)
		__builtin_trap();
}

static void print_test(struct hl_buf *buf, const struct hl_test *test) {
	static const char *const names[] = { "", "<", "<=", ">", ">=", "is", "is not", "in",
		"starts", "present", "missing" };

	hl_buf_add(buf, hl_str_of(names[test->op]));
	for (size_t i = 0; i < test->values_len; i++) {
		hl_buf_add_char(buf, i > 0 ? '|' : ' ');
		hl_buf_add(buf, test->values[i].text);
	}
}

static void must_be_same(const struct hl_test *a, const struct hl_test *b) {
	must(a->op == b->op && a->values_len == b->values_len && a->is_span == b->is_span);
	must(a->span.s == b->span.s && a->span.calendar == b->span.calendar);
	for (size_t i = 0; i < a->values_len; i++) {
		must(hl_str_eq(a->values[i].text, b->values[i].text));
		must(a->values[i].is_number == b->values[i].is_number);
		must(a->values[i].dec == b->values[i].dec);
	}
}

/* No cell, number or age may do harm; is and is not never both hold. */
static void ask(const struct hl_test *test, struct hl_str cell) {
	struct hl_error err = { 0 };
	struct hl_test opposite = *test;
	bool holds = false;
	bool other = false;
	enum hl_status status = hl_test_cell(test, cell, &holds, &err);

	must(status == HL_OK || err.text[0]);
	(void)hl_test_dec(test, INT64_MAX);
	(void)hl_test_age(test, INT64_MIN);
	if (test->op != HL_TEST_IS)
		return;
	opposite.op = HL_TEST_IS_NOT;
	must(hl_test_cell(&opposite, cell, &other, &err) == HL_OK);
	must(hl_str_trim(cell).len == 0 ? !holds && !other : holds != other);
}

/*
 * A value with "and" at its edge, or twice, owes what it is to the number of blanks that stood
 * round it, which trimming loses: written out anew it may say something else.
 */
static bool is_touchy(struct hl_str text) {
	const struct hl_str word = HL_STR("and");

	if (hl_str_starts(text, word) || hl_str_ends(text, word))
		return true;
	for (size_t i = 0; i + 7 <= text.len; i++)
		if (hl_str_starts((struct hl_str){ text.at + i, text.len - i }, HL_STR("and and")))
			return true;
	return false;
}

static bool is_touchy_test(const struct hl_test *test) {
	for (size_t i = 0; i < test->values_len; i++)
		if (is_touchy(test->values[i].text))
			return true;
	return false;
}

static void check_again(
	struct hl_arena *arena, const struct hl_test *test, const struct hl_conditions *more) {
	struct hl_buf buf = { 0 };
	struct hl_error err = { 0 };
	struct hl_test test_again;
	struct hl_conditions more_again;

	if (is_touchy_test(test))
		return;
	for (size_t i = 0; i < more->len; i++)
		if (is_touchy(more->at[i].column) || is_touchy_test(&more->at[i].test))
			return;
	print_test(&buf, test);
	for (size_t i = 0; i < more->len; i++) {
		hl_buf_add(&buf, HL_STR(" and "));
		hl_buf_add(&buf, more->at[i].column);
		/* "x in < 5" asks x, "x in< 5" a column called "x in". */
		if (more->at[i].test.op >= HL_TEST_IS)
			hl_buf_add_char(&buf, ' ');
		print_test(&buf, &more->at[i].test);
	}
	must(hl_test_parse(arena, hl_buf_str(&buf), &test_again, &more_again, &err) == HL_OK);
	must_be_same(test, &test_again);
	must(more->len == more_again.len);
	for (size_t i = 0; i < more->len; i++) {
		must(hl_str_eq(more->at[i].column, more_again.at[i].column));
		must_be_same(&more->at[i].test, &more_again.at[i].test);
	}
	hl_buf_release(&buf);
}

/* A cell, a line end, a predicate. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len) {
	struct hl_arena arena = { 0 };
	struct hl_error err = { 0 };
	struct hl_str text = { len ? (const char *)data : "", len };
	struct hl_str cell = hl_str_cut(&text, '\n');
	struct hl_test test;
	struct hl_conditions more;

	if (hl_test_parse(&arena, text, &test, &more, &err) == HL_OK) {
		ask(&test, cell);
		for (size_t i = 0; i < more.len; i++)
			ask(&more.at[i].test, cell);
		check_again(&arena, &test, &more);
	} else {
		must(err.text[0]);
	}
	if (hl_where_parse(&arena, text, &more, &err) == HL_OK)
		must(more.len > 0);
	hl_arena_release(&arena);
	return 0;
}
