/* test.c - predicates: what one says, where it is cut, what it holds for. */
#include "hl/value.h"

#include <stdio.h>
#include <string.h>

static int failed;

static void check(bool ok, const char *what, const char *text) {
	if (!ok) {
		printf("not ok test: %s: %s\n", what, text);
		failed = 1;
	}
}

enum answer { NO, YES, REFUSED, NO_CELL };

static const struct {
	const char *test, *cell;
	enum answer answer;
} cells[] = {
	{ "", "x", YES },
	{ "", "", YES },
	{ "  ", "x", YES },
	{ "< 5", "4.999999", YES },
	{ "< 5", "5", NO },
	{ "<5", " 4 ", YES },
	{ "<= 5", "5.0", YES },
	{ "<= 5", "5.000001", NO },
	{ "> -1", "-0.5", YES },
	{ "> -1", "-1", NO },
	{ ">= 5", "5", YES },
	{ ">=5", "4", NO },
	{ "< 5", "", NO },
	{ "< 5", " \t", NO },
	{ "< 5", "four", REFUSED },
	{ "< 5", "1.0000000", REFUSED },
	{ "< 5", "4,5", REFUSED },
	{ "< 7d", "3", NO_CELL },
	{ "< 7d", "", NO },
	{ "is 1", " 1.0 ", YES },
	{ "is 1.50", "1.5", YES },
	{ "is -0", "0", YES },
	{ "is 1", "01", YES },
	{ "is 1", "1x", NO },
	{ "is 1", "", NO },
	{ "is ny", "NY", YES },
	{ "is New York", " new york ", YES },
	{ "is New York", "New  York", NO },
	{ "is 2w", "2W", YES },
	{ "is not ny", "CA", YES },
	{ "is not ny", "NY", NO },
	{ "is not ny", "", NO },
	{ "is not 1", "1.0", NO },
	{ "is not 1", "one", YES },
	{ "is  not\t1", "2", YES },
	{ "is notable", "notable", YES },
	{ "is nothing", "nothing", YES },
	{ "in A|B|C", "b", YES },
	{ "in A | B C |3", "b c", YES },
	{ "in A|B|3", "3.000", YES },
	{ "in A", "a", YES },
	{ "in A|B", "A|B", NO },
	{ "in A|B", "", NO },
	{ "starts MR-", "mr-17", YES },
	{ "starts MR-", "MR", NO },
	{ "starts 12", " 123", YES },
	{ "starts x", "", NO },
	{ "present", "0", YES },
	{ "present", "  ", NO },
	{ "missing", "", YES },
	{ "missing", "\t", YES },
	{ "missing", "0", NO },
	{ "is Terms and Conditions", "terms and conditions", YES },
	{ "is Terms and ", "Terms and", YES },
	{ "is a and b and c", "a and b and c", YES },
	{ "is and", "and", YES },
	{ "is this one and is", "this one and is", YES },
	{ "is this and < 5", "this and < 5", YES },
	{ "is gone and cat missing since May", "gone and cat missing since May", YES },
	{ "is sand and Island", "sand and island", YES },
};

static void check_cell(struct hl_arena *arena, size_t i) {
	struct hl_error err = { 0 };
	struct hl_test test;
	struct hl_conditions more;
	bool holds = false;
	enum hl_status status;
	enum answer answer;

	if (hl_test_parse(arena, hl_str_of(cells[i].test), &test, &more, &err) != HL_OK) {
		check(false, err.text, cells[i].test);
		return;
	}
	check(more.len == 0, "no more conditions", cells[i].test);
	status = hl_test_cell(&test, hl_str_of(cells[i].cell), &holds, &err);
	answer = status == HL_EUSAGE ? NO_CELL : status == HL_EDATA ? REFUSED : holds ? YES : NO;
	check(answer == cells[i].answer, cells[i].test, cells[i].cell);
}

static const struct {
	const char *text, *says;
} bad[] = {
	{ "= 5", "unknown operator" },
	{ "!= 5", "unknown operator" },
	{ "5", "unknown operator" },
	{ "IS 5", "unknown operator" },
	{ "isnt 5", "unknown operator" },
	{ "in5|6", "unknown operator" },
	{ "and x", "not a column and a test" },
	{ "is", "is needs a value" },
	{ "is not", "is not needs a value" },
	{ "<", "< needs a value" },
	{ ">= ", ">= needs a value" },
	{ "starts", "starts needs a value" },
	{ "in", "in needs A|B|C" },
	{ "in A||C", "in needs A|B|C" },
	{ "in |A", "in needs A|B|C" },
	{ "in A|", "in needs A|B|C" },
	{ "< five", "< needs a number or a span" },
	{ "< =5", "< needs a number or a span" },
	{ "<> 5", "< needs a number or a span" },
	{ "< 7 d", "< needs a number or a span" },
	{ "< 1,000", "< needs a number or a span" },
	{ "< 1.2345678", "< needs a number or a span" },
	{ "< 5 and", "< needs a number or a span" },
	{ "< 5 and x", "< needs a number or a span" },
	{ "present and correct", "present takes no value" },
	{ "missing x", "missing takes no value" },
	{ "is 1 and x is", "is needs a value" },
	{ "is 1 and x < y", "< needs a number or a span" },
	{ "is 1 and x in |", "in needs A|B|C" },
};

static void check_bad(struct hl_arena *arena) {
	for (size_t i = 0; i < HL_LEN(bad); i++) {
		struct hl_error err = { 0 };
		struct hl_test test;
		struct hl_conditions more;
		enum hl_status status =
			hl_test_parse(arena, hl_str_of(bad[i].text), &test, &more, &err);

		check(status == HL_EDATA, "taken", bad[i].text);
		check(strstr(err.text, bad[i].says) != NULL, err.text, bad[i].text);
		check(err.value[0] != '\0', "the value is shown", bad[i].text);
	}
}

/* As which text a test is printed; that text is printed as itself. */
static const struct {
	const char *text, *printed;
} prints[] = {
	{ "", "" },
	{ "  \t", "" },
	{ "<7d", "< 7d" },
	{ " >=  1.50 ", ">= 1.50" },
	{ "is  not\tNew  York", "is not New  York" },
	{ "in a| b c |3", "in a|b c|3" },
	{ "present", "present" },
	{ "and  x  is 1", "and x is 1" },
	{ "and x is 1 and y>2", "and x is 1 and y > 2" },
	{ "< 5\tand\tlast pay  missing", "< 5 and last pay missing" },
	{ "is Terms and  Conditions and balance>5", "is Terms and  Conditions and balance > 5" },
	{ "is x and and b starts y", "is x and and b starts y" },
};

static void check_print(struct hl_arena *arena, const char *text, const char *printed) {
	struct hl_error err = { 0 };
	struct hl_buf to = { 0 };
	struct hl_test test;
	struct hl_conditions more;

	if (hl_test_parse(arena, hl_str_of(text), &test, &more, &err) != HL_OK) {
		check(false, err.text, text);
		return;
	}
	hl_test_print(&to, &test, &more);
	check(hl_str_eq(hl_buf_str(&to), hl_str_of(printed)), "printed", text);
	hl_buf_release(&to);
}

static void check_prints(struct hl_arena *arena) {
	for (size_t i = 0; i < HL_LEN(prints); i++) {
		check_print(arena, prints[i].text, prints[i].printed);
		check_print(arena, prints[i].printed, prints[i].printed);
	}
}

/* How a --where is cut: "column|op|first value" for each condition. */
static const struct {
	const char *where;
	struct {
		const char *column;
		enum hl_test_op op;
		const char *value;
	} parts[4];
} wheres[] = {
	{ "balance >= 100", { { "balance", HL_TEST_GE, "100" } } },
	{ "balance>=100", { { "balance", HL_TEST_GE, "100" } } },
	{ "state is not NY", { { "state", HL_TEST_IS_NOT, "NY" } } },
	{ " last pay date  missing ", { { "last pay date", HL_TEST_MISSING, NULL } } },
	{ "a is 1 and b is 2 and c present", { { "a", HL_TEST_IS, "1" }, { "b", HL_TEST_IS, "2" },
						     { "c", HL_TEST_PRESENT, NULL } } },
	{ "a\tis\t1\tand\tb\tmissing",
		{ { "a", HL_TEST_IS, "1" }, { "b", HL_TEST_MISSING, NULL } } },
	{ "doc is Terms and Conditions and balance > 5",
		{ { "doc", HL_TEST_IS, "Terms and Conditions" }, { "balance", HL_TEST_GT, "5" } } },
	{ "a is x and and b is y", { { "a", HL_TEST_IS, "x and" }, { "b", HL_TEST_IS, "y" } } },
	{ "a present and b in X|Y and client name starts Q",
		{ { "a", HL_TEST_PRESENT, NULL }, { "b", HL_TEST_IN, "X" },
			{ "client name", HL_TEST_STARTS, "Q" } } },
	{ "is is is", { { "is", HL_TEST_IS, "is" } } },
	{ "in in in|out", { { "in", HL_TEST_IN, "in" } } },
};

static void check_wheres(struct hl_arena *arena) {
	for (size_t i = 0; i < HL_LEN(wheres); i++) {
		const char *where = wheres[i].where;
		struct hl_error err = { 0 };
		struct hl_conditions seen = { 0 };

		check(hl_where_parse(arena, hl_str_of(where), &seen, &err) == HL_OK, err.text,
			where);
		for (size_t j = 0; j < seen.len; j++) {
			const char *value = wheres[i].parts[j].value;

			check(hl_str_eq(seen.at[j].column, hl_str_of(wheres[i].parts[j].column)),
				"column", where);
			check(seen.at[j].test.op == wheres[i].parts[j].op, "operator", where);
			check(value ? hl_str_eq(seen.at[j].test.values[0].text, hl_str_of(value))
				    : seen.at[j].test.values_len == 0,
				"value", where);
		}
		check(seen.len < 4 && !wheres[i].parts[seen.len].column, "how many", where);
	}
}

static void check_bad_wheres(struct hl_arena *arena) {
	static const char *const texts[] = { "", "balance", "> 5", "is 5", "balance = 5",
		"balance > much", "a missing since", "balance > 5 and x is" };

	for (size_t i = 0; i < HL_LEN(texts); i++) {
		struct hl_error err = { 0 };
		struct hl_conditions seen;

		check(hl_where_parse(arena, hl_str_of(texts[i]), &seen, &err) == HL_EDATA, "taken",
			texts[i]);
	}
}

static const struct {
	const char *test;
	int64_t number;
	bool of_dec, of_age; /* of @number millionths; of @number seconds */
} numbers[] = {
	{ "", 5, true, true },
	{ "present", 0, true, true },
	{ "missing", 0, false, false },
	{ "< 7d", 604799, false, true },
	{ "< 7d", 604800, false, false },
	{ "<= 1w", 604800, false, true },
	{ "> 12h", 43201, false, true },
	{ ">= 12h", 43199, false, false },
	{ "is 0d", 0, false, true },
	{ "is not 0d", 86400, true, true },
	{ "is not 0d", 0, true, false },
	{ "< 5", 4, true, true },
	{ "< 5", 5000000, false, false },
	{ "is 5", 5000000, true, false },
	{ "is 5", 5, false, true },
	{ "is not 5", 5, true, false },
	{ "in 5|6", 6000000, true, false },
	{ "in 5|6", 6, false, true },
	{ "in a|b", 6, false, false },
	{ "is a", 6, false, false },
	{ "is not a", 6, true, true },
	{ "starts 12", 123, false, true },
	{ "starts 0.0001", 123, true, false },
	{ "> 5", INT64_MAX, true, true },
	{ "< 5", -INT64_MAX, true, true },
};

static void check_numbers(struct hl_arena *arena) {
	for (size_t i = 0; i < HL_LEN(numbers); i++) {
		struct hl_str text = hl_str_of(numbers[i].test);
		struct hl_error err = { 0 };
		struct hl_test test;
		struct hl_conditions more;

		if (hl_test_parse(arena, text, &test, &more, &err) != HL_OK) {
			check(false, err.text, numbers[i].test);
			continue;
		}
		check(hl_test_dec(&test, numbers[i].number) == numbers[i].of_dec, "of a number",
			numbers[i].test);
		check(hl_test_age(&test, numbers[i].number) == numbers[i].of_age, "of an age",
			numbers[i].test);
	}
}

/* What a model says: a test of the event's age and then one of its columns. */
static void check_more(struct hl_arena *arena) {
	struct hl_error err = { 0 };
	struct hl_test test = { 0 };
	struct hl_conditions more = { 0 };
	struct hl_str text = HL_STR("< 1d and stage_rank >= 3");

	check(hl_test_parse(arena, text, &test, &more, &err) == HL_OK, err.text, text.at);
	check(test.op == HL_TEST_LT && test.is_span && test.span.calendar, "the span", text.at);
	check(more.len == 1 && hl_str_eq(more.at[0].column, HL_STR("stage_rank")), "the column",
		text.at);
	check(more.at[0].test.op == HL_TEST_GE && more.at[0].test.values[0].dec == 3 * HL_ONE,
		"the 3", text.at);
}

int main(void) {
	struct hl_arena arena = { 0 };

	for (size_t i = 0; i < HL_LEN(cells); i++)
		check_cell(&arena, i);
	check_bad(&arena);
	check_prints(&arena);
	check_wheres(&arena);
	check_bad_wheres(&arena);
	check_numbers(&arena);
	check_more(&arena);
	hl_arena_release(&arena);
	return failed;
}
