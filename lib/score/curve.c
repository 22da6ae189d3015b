/* curve.c - the rule curve, and what it shares with fresh: straight lines between knots. */
#include "rules.h"

/* "4h" or "250". */
static bool read_knot(struct loader *loader, struct branch *knot) {
	struct hl_error why = { 0 };
	struct hl_str when = loader->line->when;

	knot->test.is_span = hl_span_parse(when, &knot->test.span, &why) == HL_OK;
	knot->at = knot->test.span.s;
	if (knot->test.is_span || hl_dec_read(when, &knot->at))
		return true;
	load_mistake(loader, 0, "when: a knot is a number such as 250, or an age such as 4h");
	return false;
}

void rule_add_curve(struct loader *loader, struct part *part, const struct rule *rule) {
	struct item *item = load_find_item(part, rule, loader->line->field);
	struct branch knot = { .line = loader->line->number, .slot = NONE };

	if (!item) {
		item = load_item(loader, part, rule);
		item->field = field_of(loader, loader->line->field);
	}
	if (read_knot(loader, &knot) && load_number(loader, &knot.value))
		*load_knot(loader, item) = knot;
}

/* A knot of a number is one, a knot of an age is one, and of a date all are on one clock. */
static bool check_knot(
	struct loader *loader, const struct field *field, const struct item *item, size_t i) {
	const struct branch *knot = &item->branches[i];
	bool is_days = item->branches[0].test.span.calendar;

	if (field->is_age && !knot->test.is_span)
		load_mistake(loader, knot->line,
			"when: %.*s is an age: its knots are, too, as in 7d", (int)field->name.len,
			field->name.at);
	else if (!field->is_age && knot->test.is_span)
		load_mistake(loader, knot->line, "when: %.*s is not an age: say age(%.*s)",
			(int)field->name.len, field->name.at, (int)field->name.len, field->name.at);
	else if (field->is_calendar && knot->test.span.calendar != is_days)
		load_mistake(loader, knot->line,
			"when: the knots of a date are all in d and w, by the calendar, or all in "
			"s, "
			"m and h");
	else
		return true;
	return false;
}

void rule_check_knots(struct loader *loader, const struct item *item, const char *what) {
	for (size_t i = 1; i < item->branches_len; i++)
		if (item->branches[i].at <= item->branches[i - 1].at)
			load_mistake(loader, item->branches[i].line,
				"when: the %s of the knots must rise", what);
}

void rule_check_curve(struct loader *loader, struct item *item) {
	const struct field *field = &loader->model->fields[item->field];
	bool is_good = true;

	rule_check_number(loader, item, item->field);
	for (size_t i = 0; i < item->branches_len; i++)
		is_good &= check_knot(loader, field, item, i);
	if (!is_good || item->branches_len == 0)
		return;
	rule_check_knots(loader, item, field->is_age ? "ages" : "numbers");
	item->clock = OF_NUMBER;
	if (field->is_age)
		item->clock = field->is_calendar && item->branches[0].test.span.calendar
				      ? OF_DAYS
				      : OF_SECONDS;
}

/* Each end weighs as the distance to the other one, which fits in 128 bits for any knots. */
static int64_t between(const struct branch *from, const struct branch *to, int64_t at) {
	uint64_t before = (uint64_t)at - (uint64_t)from->at;
	uint64_t behind = (uint64_t)to->at - (uint64_t)at;
	hl_wide width = (hl_wide)before + behind;
	int64_t value;

	/* Between two values there is nothing that does not fit. */
	return hl_dec_ratio((hl_wide)from->value * behind + (hl_wide)to->value * before,
		       width * HL_ONE, &value)
		       ? value
		       : from->value;
}

int64_t rule_curve_at(const struct item *item, int64_t at) {
	const struct branch *knots = item->branches;
	size_t i = 0;

	if (at <= knots[0].at)
		return knots[0].value;
	while (i + 1 < item->branches_len && knots[i + 1].at < at)
		i++;
	return i + 1 == item->branches_len ? knots[i].value : between(&knots[i], &knots[i + 1], at);
}

enum hl_status rule_value_curve(struct eval *eval, const struct part *part, const struct item *item,
	struct gave *gave, struct hl_error *err) {
	struct amount amount;
	enum hl_status status = rule_number(eval, item, item->field, &amount, err);

	(void)part;
	if (status != HL_OK || amount.is_missing)
		return status;
	gave->gives = true;
	gave->value = rule_curve_at(item, amount.value);
	return HL_OK;
}
