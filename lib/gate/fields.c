/* fields.c - what the conditions of rules look at. */
#include "contacts.h"

#include <string.h>

const char *const logged_names[LOGGED_LEN] = {
	[LAST_ATTEMPT] = "last(attempt)",
	[LAST_CONVERSATION] = "last(conversation)",
	[LAST_PAYMENT] = "last(payment)",
	[LAST_RECALLED] = "last(recalled)",
	[FIRST_CONTACT] = "first(contact)",
	[DUE_PROMISE] = "due(promise)",
	[LAST_OPT_OUT] = "last(opt_out_call)",
	[LAST_OPT_OUT + 1] = "last(opt_out_sms)",
	[LAST_OPT_OUT + 2] = "last(opt_out_email)",
	[LAST_OPT_OUT + 3] = "last(opt_out_mail)",
};

/* "COLUMN" or "COLUMN + 18y". */
static void make_age(struct rule_field *field, struct hl_str inside) {
	bool is_shifted = memchr(inside.at, '+', inside.len) != NULL;

	field->kind = AGE;
	field->column = hl_str_trim(hl_str_cut(&inside, '+'));
	field->is_wrong = is_shifted && !shift_parse(hl_str_trim(inside), &field->shift);
}

static struct rule_field field_called(struct hl_str name) {
	struct rule_field field = { .name = name, .column = name };
	struct hl_str inside = { 0 };

	for (unsigned i = 0; i < LOGGED_LEN; i++)
		if (hl_str_eq(name, hl_str_of(logged_names[i]))) {
			field.kind = LOGGED;
			field.logged = i;
			field.column.len = 0;
			return field;
		}
	if (hl_call_read(name, HL_STR("age"), &inside)) {
		make_age(&field, inside);
	} else if (hl_call_read(name, HL_STR("says"), &inside)) {
		field.kind = SAYS;
		field.column = inside;
	} else if (hl_call_read(name, HL_STR("newest"), &inside) ||
		   hl_call_read(name, HL_STR("newer"), &inside)) {
		field.kind = hl_str_starts(name, HL_STR("newest")) ? NEWEST : NEWER;
		field.column = hl_str_trim(hl_str_cut(&inside, ','));
		field.second = hl_str_trim(inside);
	}
	return field;
}

/* "is yes" and "is not yes" read what they ask as a flag. */
static bool asks_flag(const struct hl_test *test) {
	return (test->op == HL_TEST_IS || test->op == HL_TEST_IS_NOT) &&
	       hl_str_same(test->values[0].text, HL_STR("yes"));
}

size_t rule_field_of(struct hl_gate_rules *rules, struct hl_str name, const struct hl_test *test) {
	struct rule_field field = field_called(name);

	if (field.kind == COLUMN && test && asks_flag(test))
		field.kind = FLAG;
	for (size_t i = 0; i < rules->fields_len; i++)
		if (rules->fields[i].kind == field.kind && hl_str_eq(rules->fields[i].name, name))
			return i;
	rules->fields = hl_grow(
		rules->fields, &rules->fields_cap, rules->fields_len + 1, sizeof(*rules->fields));
	rules->fields[rules->fields_len] = field;
	return rules->fields_len++;
}

bool rule_field_is_age(const struct rule_field *field) {
	return field->kind == AGE || field->kind == NEWEST || field->kind == LOGGED;
}
