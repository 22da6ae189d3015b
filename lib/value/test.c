/* test.c - the predicates of models and --where, from text and to text. */
#include "hl/value.h"

#include <string.h>

/* What stands behind an operator. */
enum needs { NOTHING, ONE_TEXT, ONE_NUMBER, A_LIST };

/* In the order they are tried: the longer of two that begin alike comes first. */
static const struct operator{
	const char *name;
	enum hl_test_op op;
	enum needs needs;
}
operators[] = {
	{ "<=", HL_TEST_LE, ONE_NUMBER },
	{ ">=", HL_TEST_GE, ONE_NUMBER },
	{ "<", HL_TEST_LT, ONE_NUMBER },
	{ ">", HL_TEST_GT, ONE_NUMBER },
	{ "is not", HL_TEST_IS_NOT, ONE_TEXT },
	{ "is", HL_TEST_IS, ONE_TEXT },
	{ "in", HL_TEST_IN, A_LIST },
	{ "starts", HL_TEST_STARTS, ONE_TEXT },
	{ "present", HL_TEST_PRESENT, NOTHING },
	{ "missing", HL_TEST_MISSING, NOTHING },
};

static struct hl_str from(struct hl_str text, size_t start) {
	return (struct hl_str){ start ? text.at + start : text.at, text.len - start };
}

static struct hl_str upto(struct hl_str text, size_t end) {
	return (struct hl_str){ text.at, end };
}

/* How much of @text spells @name, its blank being one or more; 0 for none of it. */
static size_t spelled(struct hl_str text, const char *name) {
	size_t len = 0;

	for (; *name; name++, len++) {
		if (len == text.len)
			return 0;
		if (*name == ' ' ? !hl_is_blank(text.at[len]) : text.at[len] != *name)
			return 0;
		while (*name == ' ' && len + 1 < text.len && hl_is_blank(text.at[len + 1]))
			len++;
	}
	return len;
}

/* The operator that @text begins with; @rest is what is behind it. */
static const struct operator* take_operator(struct hl_str text, struct hl_str *rest) {
	for (size_t i = 0; i < HL_LEN(operators); i++) {
		size_t len = spelled(text, operators[i].name);
		bool is_word = *operators[i].name >= 'a';

		if (len == 0 || (is_word && len < text.len && !hl_is_blank(text.at[len])))
			continue;
		*rest = hl_str_trim(from(text, len));
		return &operators[i];
	}
	return NULL;
}

/* Where the operator of "COLUMN OP VALUE" begins; the length of @text when it is none. */
static size_t find_operator(struct hl_str text) {
	struct hl_str rest;

	for (size_t i = 1; i < text.len; i++) {
		bool is_sign = text.at[i] == '<' || text.at[i] == '>';
		const struct operator* found;

		if (!is_sign && (hl_is_blank(text.at[i]) || !hl_is_blank(text.at[i - 1])))
			continue;
		if (hl_str_trim(upto(text, i)).len == 0)
			continue;
		found = take_operator(from(text, i), &rest);
		if (found && (found->needs != NOTHING || rest.len == 0))
			return i;
	}
	return text.len;
}

/* Where the next " and " begins, at @start or later; the length of @text when there is none. */
static size_t find_and(struct hl_str text, size_t start) {
	for (size_t i = start; i + 5 <= text.len; i++)
		if (hl_is_blank(text.at[i]) && memcmp(text.at + i + 1, "and", 3) == 0 &&
			hl_is_blank(text.at[i + 4]))
			return i;
	return text.len;
}

/* Cut off what is before the next " and " that a condition follows. */
static struct hl_str take_clause(struct hl_str *rest) {
	struct hl_str whole = *rest;
	size_t at = find_and(whole, 0);

	while (at < whole.len) {
		struct hl_str behind = from(whole, at + 4);
		size_t end = find_and(behind, 0);
		struct hl_str piece = upto(behind, end);

		if (find_operator(piece) < piece.len) {
			*rest = behind;
			return upto(whole, at);
		}
		at += 4 + end;
	}
	*rest = from(whole, whole.len);
	return whole;
}

static enum hl_status fail(
	struct hl_error *err, struct hl_str text, const char *name, const char *what) {
	enum hl_status status = hl_fail(err, HL_EDATA, "%s %s", name, what);

	hl_printable(text, err->value, sizeof(err->value));
	return status;
}

static struct hl_test_value value_of(struct hl_str text) {
	struct hl_test_value value = { .text = hl_str_trim(text) };

	value.is_number = hl_dec_read(value.text, &value.dec);
	return value;
}

/* "b or channel is sms": what follows looks like a test, and there is no or. */
static bool has_or(struct hl_str text) {
	for (size_t i = 1; i + 4 < text.len; i++)
		if (hl_is_blank(text.at[i - 1]) && hl_str_starts(from(text, i), HL_STR("or")) &&
			hl_is_blank(text.at[i + 2])) {
			struct hl_str behind = hl_str_trim(from(text, i + 3));

			if (find_operator(behind) < behind.len)
				return true;
		}
	return false;
}

/* A|B|C */
static bool parse_list(struct hl_arena *arena, struct hl_str text, struct hl_test *test) {
	struct hl_test_value *values;
	size_t len = 1;

	for (size_t i = 0; i < text.len; i++)
		len += text.at[i] == '|';
	values = hl_new_array(arena, struct hl_test_value, len);
	for (size_t i = 0; i < len; i++) {
		values[i] = value_of(hl_str_cut(&text, '|'));
		if (values[i].text.len == 0)
			return false;
	}
	test->values = values;
	test->values_len = len;
	return true;
}

static void parse_value(struct hl_arena *arena, struct hl_str text, struct hl_test *test) {
	struct hl_test_value *value = hl_new(arena, struct hl_test_value);
	struct hl_error ignored;

	*value = value_of(text);
	test->values = value;
	test->values_len = 1;
	test->is_span =
		test->op != HL_TEST_STARTS && hl_span_parse(text, &test->span, &ignored) == HL_OK;
}

/* "OP VALUE" with nothing more. */
static enum hl_status parse_clause(
	struct hl_arena *arena, struct hl_str text, struct hl_test *test, struct hl_error *err) {
	struct hl_str rest;
	const struct operator* found = take_operator(text, &rest);

	if (!found)
		return hl_fail_value(err, text,
			"unknown operator: there are < <= > >= is (for =), is not, in A|B|C, "
			"starts, present and missing");
	*test = (struct hl_test){ .op = found->op };
	if (found->needs == NOTHING)
		return rest.len == 0 ? HL_OK : fail(err, text, found->name, "takes no value");
	if (found->needs == A_LIST && has_or(rest))
		return hl_fail_value(err, text,
			"there is no or: one column is in A|B|C, other tests are rows of their "
			"own");
	if (found->needs == A_LIST)
		return parse_list(arena, rest, test)
			       ? HL_OK
			       : fail(err, text, found->name, "needs A|B|C, no choice empty");
	if (rest.len == 0)
		return fail(err, text, found->name, "needs a value");
	parse_value(arena, rest, test);
	if (found->needs == ONE_NUMBER && !test->is_span && !test->values[0].is_number)
		return fail(err, text, found->name, "needs a number or a span such as 7d");
	return HL_OK;
}

static enum hl_status parse_condition(struct hl_arena *arena, struct hl_str text,
	struct hl_condition *condition, struct hl_error *err) {
	size_t at = find_operator(text);

	condition->column = hl_str_trim(upto(text, at));
	if (at == text.len)
		return hl_fail_value(err, text,
			"not a column and a test, such as balance >= 100 or state is NY");
	return parse_clause(arena, from(text, at), &condition->test, err);
}

enum hl_status hl_where_parse(struct hl_arena *arena, struct hl_str text,
	struct hl_conditions *conditions, struct hl_error *err) {
	struct hl_str rest = hl_str_trim(text);
	size_t most = 1;
	size_t len = 0;
	struct hl_condition *found;

	for (size_t at = find_and(rest, 0); at < rest.len; at = find_and(rest, at + 4))
		most++;
	found = hl_new_array(arena, struct hl_condition, most);
	do {
		struct hl_str clause = hl_str_trim(take_clause(&rest));
		enum hl_status status = parse_condition(arena, clause, &found[len++], err);

		if (status != HL_OK)
			return status;
	} while (rest.len > 0);
	*conditions = (struct hl_conditions){ found, len };
	return HL_OK;
}

enum hl_status hl_test_parse(struct hl_arena *arena, struct hl_str text, struct hl_test *test,
	struct hl_conditions *more, struct hl_error *err) {
	struct hl_str rest = hl_str_trim(text);
	struct hl_test found = { .op = HL_TEST_ALWAYS };
	struct hl_conditions conditions = { 0 };
	enum hl_status status = HL_OK;
	struct hl_str clause;

	if (hl_str_starts(rest, HL_STR("and "))) {
		rest = from(rest, 4);
	} else {
		clause = hl_str_trim(take_clause(&rest));
		if (clause.len > 0)
			status = parse_clause(arena, clause, &found, err);
	}
	if (status == HL_OK && rest.len > 0)
		status = hl_where_parse(arena, rest, &conditions, err);
	if (status != HL_OK)
		return status;
	*test = found;
	*more = conditions;
	return HL_OK;
}

/* --- to text --- */

/* A test that always holds has no operator. */
static void print_clause(struct hl_buf *to, const struct hl_test *test) {
	for (size_t i = 0; i < HL_LEN(operators); i++)
		if (operators[i].op == test->op)
			hl_buf_add(to, hl_str_of(operators[i].name));
	for (size_t i = 0; i < test->values_len; i++) {
		hl_buf_add_char(to, i == 0 ? ' ' : '|');
		hl_buf_add(to, test->values[i].text);
	}
}

void hl_test_print(
	struct hl_buf *to, const struct hl_test *test, const struct hl_conditions *more) {
	print_clause(to, test);
	for (size_t i = 0; i < more->len; i++) {
		hl_buf_add(to,
			i == 0 && test->op == HL_TEST_ALWAYS ? HL_STR("and ") : HL_STR(" and "));
		hl_buf_add(to, more->at[i].column);
		hl_buf_add_char(to, ' ');
		print_clause(to, &more->at[i].test);
	}
}
