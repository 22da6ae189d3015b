/* ask.c - whether a test holds: of a cell, a number, an age. */
#include "hl/value.h"

/* Which orders of (seen, VALUE) an operator takes: less, equal, greater. */
enum { LESS = 1, EQUAL = 2, GREATER = 4 };

static const unsigned char takes[] = {
	[HL_TEST_LT] = LESS,
	[HL_TEST_LE] = LESS | EQUAL,
	[HL_TEST_GT] = GREATER,
	[HL_TEST_GE] = GREATER | EQUAL,
	[HL_TEST_IS] = EQUAL,
	[HL_TEST_IS_NOT] = LESS | GREATER,
};

static bool compare(enum hl_test_op op, int64_t seen, int64_t value) {
	int order = (seen > value) - (seen < value);

	return takes[op] >> (order + 1) & 1;
}

static bool is_ordering(enum hl_test_op op) {
	return op >= HL_TEST_LT && op <= HL_TEST_GE;
}

static bool same(const struct hl_test_value *a, const struct hl_test_value *b) {
	if (a->is_number && b->is_number)
		return a->dec == b->dec;
	return hl_str_same(a->text, b->text);
}

static bool is_any(const struct hl_test *test, const struct hl_test_value *seen) {
	for (size_t i = 0; i < test->values_len; i++)
		if (same(&test->values[i], seen))
			return true;
	return false;
}

static bool starts(struct hl_str text, struct hl_str with) {
	return text.len >= with.len && hl_str_same((struct hl_str){ text.at, with.len }, with);
}

/* Is, is not, in, starts, present, missing: of something that is there. */
static bool holds_for(const struct hl_test *test, const struct hl_test_value *seen) {
	switch (test->op) {
	case HL_TEST_IS:
	case HL_TEST_IN:
		return is_any(test, seen);
	case HL_TEST_IS_NOT:
		return !is_any(test, seen);
	case HL_TEST_STARTS:
		return starts(seen->text, test->values[0].text);
	case HL_TEST_LT:
	case HL_TEST_LE:
	case HL_TEST_GT:
	case HL_TEST_GE:
	case HL_TEST_MISSING:
		return false;
	case HL_TEST_ALWAYS:
	case HL_TEST_PRESENT:
		break;
	}
	return true;
}

struct hl_test_value hl_test_value_of(struct hl_str cell) {
	struct hl_test_value value = { .text = hl_str_trim(cell) };

	value.is_number = hl_dec_read(value.text, &value.dec);
	return value;
}

enum hl_status hl_test_value(const struct hl_test *test, const struct hl_test_value *value,
	bool *holds, struct hl_error *err) {
	int64_t dec = value->dec;

	if (!value->is_number && value->text.len == 0) {
		*holds = test->op == HL_TEST_ALWAYS || test->op == HL_TEST_MISSING;
		return HL_OK;
	}
	if (!is_ordering(test->op)) {
		*holds = holds_for(test, value);
		return HL_OK;
	}
	if (test->is_span)
		return hl_fail(err, HL_EUSAGE, "a test with a unit such as 7d needs an age");
	if (!value->is_number && hl_dec_parse(value->text, &dec, err) != HL_OK)
		return HL_EDATA;
	*holds = compare(test->op, dec, test->values[0].dec);
	return HL_OK;
}

enum hl_status hl_test_cell(
	const struct hl_test *test, struct hl_str cell, bool *holds, struct hl_error *err) {
	struct hl_test_value value = hl_test_value_of(cell);

	return hl_test_value(test, &value, holds, err);
}

bool hl_test_dec(const struct hl_test *test, int64_t dec) {
	char text[HL_DEC_ROOM];
	struct hl_test_value seen = { .dec = dec, .is_number = true };

	if (is_ordering(test->op))
		return !test->is_span && compare(test->op, dec, test->values[0].dec);
	if (test->op != HL_TEST_ALWAYS) {
		seen.text.at = text;
		seen.text.len = hl_dec_print(dec, text);
	}
	return holds_for(test, &seen);
}

bool hl_test_age(const struct hl_test *test, int64_t age_s) {
	int64_t dec;

	if (test->is_span)
		return compare(test->op, age_s, test->span.s);
	if (__builtin_mul_overflow(age_s, HL_ONE, &dec))
		dec = age_s < 0 ? -INT64_MAX : INT64_MAX;
	return hl_test_dec(test, dec);
}
