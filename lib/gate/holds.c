/* holds.c - for which leads a rule is, and whether its conditions hold. */
#include "parts.h"

/* "100" or "100-104": the first three digits of a US ZIP code. */
static bool is_in_zip3(struct hl_str zip, struct hl_str range) {
	struct hl_str first = { range.at, 3 };
	struct hl_str last = { range.at + range.len - 3, 3 };
	struct hl_str three = { zip.at, 3 };

	return zip.len >= 3 && hl_str_cmp(three, first) >= 0 && hl_str_cmp(three, last) <= 0;
}

static bool is_named(const struct places *places, struct hl_str name) {
	for (size_t i = 0; i < places->len && name.len > 0; i++)
		if (hl_str_same(places->names[i], name))
			return true;
	return false;
}

static bool is_country(const struct places *places, struct hl_str country) {
	for (size_t i = 0; i < places->len && country.len > 0; i++)
		if (place_is_country(country, places->names[i]))
			return true;
	return false;
}

static bool is_there(const struct lead *lead, const struct places *places) {
	const struct gate_columns *at = &lead->gate->at;
	struct hl_str zip = hl_cell_trimmed(lead->row, at->zip);

	switch (places->kind) {
	case IN_COUNTRY:
		return is_country(places, hl_cell_trimmed(lead->row, at->country));
	case IN_STATE: /* who has moved is in one of them: the stricter rule holds */
		return is_named(places, lead->state) || is_named(places, lead->area_state) ||
		       is_named(places, lead->cell_state);
	case IN_ZIP3:
		for (size_t i = 0; i < places->len; i++)
			if (is_in_zip3(zip, places->names[i]))
				return true;
		return false;
	case IN_CITY:
		return is_named(places, hl_cell_trimmed(lead->row, at->city));
	case ANYWHERE:
		break;
	}
	return true;
}

bool lead_is_for(const struct lead *lead, const struct rule *rule) {
	return rule->is_for_all || ((rule->roles & lead->role) && (rule->debts & lead->debt) &&
					   is_there(lead, &rule->places));
}

/* --- conditions --- */

/* A day's age: negative while it is still to come. */
static bool age_holds(
	const struct lead *lead, const struct hl_test *test, const struct seen *seen) {
	if (test->op == HL_TEST_PRESENT || test->op == HL_TEST_MISSING)
		return seen->is_missing == (test->op == HL_TEST_MISSING);
	return !seen->is_missing &&
	       hl_test_age(test, (lead->gate->time->day - seen->day) * HL_DAY_S);
}

/* A flag or day that cannot be read is as a blank one, and told by lead_check. */
enum answer_to lead_answer(struct lead *lead, const struct term *term) {
	const struct rule_field *field = &lead->gate->rules->fields[term->field];
	const struct seen *seen = lead_field(lead, term->field);
	struct hl_error ignored;
	bool holds = false;

	/* Most words of a column are none of those that a rule asks for. */
	if (!(term->heads & seen->head))
		return ANSWER_NO;
	if (rule_field_is_age(field))
		holds = age_holds(lead, &term->test, seen);
	else if (hl_test_value(&term->test, &seen->cell, &holds, &ignored) != HL_OK)
		return ANSWER_NONE;
	return holds ? ANSWER_YES : ANSWER_NO;
}

static bool term_holds(struct lead *lead, const struct term *term) {
	enum answer_to answer = lead_answer(lead, term);

	if (answer == ANSWER_NONE)
		verdict_hold(&lead->verdict, BAD_FLAG);
	return answer == ANSWER_YES;
}

bool lead_meets(struct lead *lead, const struct rule *rule) {
	for (size_t i = 0; i < rule->terms_len; i++)
		if (!term_holds(lead, &rule->terms[i]))
			return false;
	return true;
}

uint64_t lead_bad_bit(struct lead *lead, enum scope scope) {
	const struct hl_gate *gate = lead->gate;

	for (size_t i = 0; i < gate->checked_len; i++)
		if ((gate->reach[gate->checked[i]] >> scope & 1) &&
			lead_field(lead, gate->checked[i])->is_bad)
			return UINT64_C(1) << BAD_BIT;
	return 0;
}
