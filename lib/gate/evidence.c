/*
 * evidence.c - what a rule looked at, in a few words.
 *
 * What rules look at is told in the words of their conditions, with " and " between. Entries of
 * several codes have ; between, and those of several rules |: neither stands within one.
 */
#include "evidence.h"

void proof_and(struct hl_buf *to, size_t begun) {
	if (to->len > begun)
		hl_buf_add(to, HL_STR(" and "));
}

void proof_cell(struct hl_buf *to, struct hl_str cell) {
	for (size_t i = 0; i < cell.len; i++) {
		unsigned char c = (unsigned char)cell.at[i];

		if (c < ' ' || c == 0x7f || c == ';' || c == '|')
			hl_buf_add_char(to, ' ');
		else
			hl_buf_add_char(to, cell.at[i]);
	}
}

void proof_column(
	const struct lead *lead, size_t column, struct telling telling, struct hl_buf *to) {
	struct hl_str cell = hl_cell_trimmed(lead->row, column);

	hl_buf_add(to, lead->gate->header.names[column]);
	if (cell.len == 0)
		hl_buf_add(to, HL_STR(" missing"));
	if (cell.len == 0 || telling.is_masked)
		return;
	hl_buf_add_char(to, '=');
	proof_cell(to, cell);
}

/* --- conditions --- */

static void put_missing(struct hl_buf *to, struct hl_str name) {
	hl_buf_add(to, name);
	hl_buf_add(to, HL_STR(" missing"));
}

static void put_unreadable(struct hl_buf *to, struct hl_str name) {
	hl_buf_add(to, name);
	hl_buf_add(to, HL_STR(" cannot be read"));
}

static void put_test(struct hl_buf *to, struct hl_str name, const struct hl_test *test) {
	const struct hl_conditions none = { NULL, 0 };

	hl_buf_add(to, name);
	hl_buf_add_char(to, ' ');
	hl_test_print(to, test, &none);
}

/* A word that the rule has tells nothing that the rule does not. */
static bool is_of_rule(const struct hl_test *test, struct hl_str cell) {
	if (test->op != HL_TEST_IS && test->op != HL_TEST_IN)
		return false;
	for (size_t i = 0; i < test->values_len; i++)
		if (hl_str_same(test->values[i].text, cell))
			return true;
	return false;
}

/* The day of a birth says who it is. */
static bool is_birth(struct hl_str column) {
	return hl_str_same(column, HL_STR("dob"));
}

/* May it be shown where cells are masked? */
static bool is_shown(const struct lead *lead, const struct term *term, struct hl_str cell) {
	const struct rule_field *field = &lead->gate->rules->fields[term->field];
	struct hl_error ignored;
	struct hl_time time;

	if (field->kind == FLAG)
		return flag_of(cell) != FLAG_BAD;
	if (field->kind == SAYS && flag_of(cell) != FLAG_BAD)
		return true;
	return is_of_rule(&term->test, cell) ||
	       (!is_birth(field->column) &&
		       hl_time_parse(cell, &lead->gate->time->rules, &time, &ignored) == HL_OK);
}

static void put_cell(const struct lead *lead, const struct term *term, struct telling telling,
	struct hl_buf *to) {
	const struct rule_field *field = &lead->gate->rules->fields[term->field];
	struct hl_str cell = hl_cell_trimmed(lead->row, lead->gate->columns[term->field]);

	if (cell.len == 0) {
		put_missing(to, field->column);
	} else if (telling.is_masked && !is_shown(lead, term, cell)) {
		if (field->kind == FLAG)
			put_unreadable(to, field->column);
		else
			put_test(to, field->name, &term->test);
	} else {
		hl_buf_add(to, field->column);
		hl_buf_add_char(to, '=');
		proof_cell(to, cell);
	}
}

static void put_day(struct hl_buf *to, int64_t day) {
	to->len += hl_day_print(day, hl_buf_room(to, HL_TIME_ROOM));
}

/* "bk_filed=2026-01-05" */
static void put_day_of(
	const struct lead *lead, struct hl_str name, size_t column, struct hl_buf *to) {
	struct hl_str cell = hl_cell_trimmed(lead->row, column);
	struct hl_error ignored;
	struct hl_time time;

	if (cell.len == 0) {
		put_missing(to, name);
		return;
	}
	if (lead_is_bad_day(lead, column)) {
		put_unreadable(to, name);
		return;
	}
	hl_buf_add(to, name);
	hl_buf_add_char(to, '=');
	if (hl_time_parse(cell, &lead->gate->time->rules, &time, &ignored) == HL_OK)
		put_day(to, time.day);
	else /* a yes or a no, or what stands for no day */
		proof_cell(to, cell);
}

/* Both of newest(A,B) and newer(A,B). */
static void put_days(const struct lead *lead, const struct term *term, struct telling telling,
	struct hl_buf *to) {
	const struct rule_field *field = &lead->gate->rules->fields[term->field];

	if (telling.is_masked && is_birth(field->column)) {
		put_test(to, field->name, &term->test);
		return;
	}
	put_day_of(lead, field->column, lead->gate->columns[term->field], to);
	if (field->second.len == 0)
		return;
	hl_buf_add(to, HL_STR(" and "));
	put_day_of(lead, field->second, lead->gate->seconds[term->field], to);
}

static void put_logged(struct lead *lead, size_t index, struct hl_buf *to) {
	const struct rule_field *field = &lead->gate->rules->fields[index];
	const struct seen *seen = lead_field(lead, index);

	if (seen->is_missing) {
		put_missing(to, field->name);
		return;
	}
	hl_buf_add(to, field->name);
	hl_buf_add_char(to, '=');
	put_day(to, seen->day);
}

static void put_term(
	struct lead *lead, const struct term *term, struct telling telling, struct hl_buf *to) {
	switch (lead->gate->rules->fields[term->field].kind) {
	case COLUMN:
	case FLAG:
	case SAYS:
		put_cell(lead, term, telling, to);
		break;
	case AGE:
	case NEWEST:
	case NEWER:
		put_days(lead, term, telling, to);
		break;
	case LOGGED:
		put_logged(lead, term->field, to);
		break;
	}
}

/* Was the column told by a condition before it? */
static bool is_told(const struct hl_gate_rules *rules, const struct rule *rule, size_t index) {
	const struct rule_field *own = &rules->fields[rule->terms[index].field];

	for (size_t i = 0; i < index; i++) {
		const struct rule_field *field = &rules->fields[rule->terms[i].field];

		if (own == field || (own->column.len > 0 && own->second.len == 0 &&
					    hl_str_eq(own->column, field->column)))
			return true;
	}
	return false;
}

void proof_terms(
	struct lead *lead, const struct rule *rule, struct telling telling, struct hl_buf *to) {
	size_t begun = to->len;

	for (size_t i = 0; i < rule->terms_len; i++) {
		if (is_told(lead->gate->rules, rule, i))
			continue;
		proof_and(to, begun);
		put_term(lead, &rule->terms[i], telling, to);
	}
}

/* --- limits --- */

/* " (2026-02-24, 2026-02-25 x2)": the oldest first. */
static void put_dates(const struct lead *lead, size_t len, struct hl_buf *to) {
	for (size_t i = len, same; i > 0; i -= same) {
		int64_t day = lead->days[i - 1];

		for (same = 1; same < i && lead->days[i - 1 - same] == day; same++)
			;
		hl_buf_add(to, i == len ? HL_STR(" (") : HL_STR(", "));
		put_day(to, day);
		if (same > 1)
			hl_buf_addf(to, " x%zu", same);
	}
	if (len > 0)
		hl_buf_add_char(to, ')');
}

static struct hl_str counted_name(const struct rule *rule) {
	if (rule->unit == CONVERSATIONS)
		return HL_STR("conversations");
	return rule->channels == CALL ? HL_STR("calls") : HL_STR("contacts");
}

/* "calls=7:2026-02-24..2026-03-02", or with the limit and each date. */
static void put_limit(struct trace *trace, const struct rule *rule, bool at_work, bool is_long) {
	struct lead *lead = trace->lead;
	const struct limit *limit = at_work ? &rule->at_work : &rule->limit;
	struct hl_buf *to = &trace->text;
	size_t n = lead_counted(lead, rule, at_work);

	if (limit->most < 0 || (!is_long && n < (size_t)limit->most))
		return;
	proof_and(to, 0);
	hl_buf_add(to, counted_name(rule));
	hl_buf_add(to, at_work ? HL_STR(" at work") : HL_STR(""));
	hl_buf_addf(to, "=%zu", n);
	if (is_long)
		hl_buf_addf(to, " of %lld in ", (long long)limit->most);
	else
		hl_buf_add_char(to, ':');
	put_day(to, lead->gate->time->day - limit->days + 1);
	hl_buf_add(to, HL_STR(".."));
	put_day(to, lead->gate->time->day);
	if (is_long)
		put_dates(lead, n, to);
}

/* "conversation=2026-03-02", or with the days that it bars. */
static void put_talk(struct trace *trace, const struct rule *rule, bool is_long) {
	const struct lead *lead = trace->lead;
	struct hl_buf *to = &trace->text;
	int64_t day = lead_last_talk(trace->lead, rule->scope);
	bool is_over = day == INT64_MIN || day + rule->cooldown <= lead->gate->time->day;

	if (rule->cooldown == 0 || (is_over && !is_long))
		return;
	proof_and(to, 0);
	if (day == INT64_MIN) {
		put_missing(to, HL_STR("conversation"));
		return;
	}
	hl_buf_add(to, HL_STR("conversation="));
	put_day(to, day);
	if (!is_long)
		return;
	hl_buf_addf(to, ", %d days, until ", rule->cooldown);
	put_day(to, day + rule->cooldown - 1);
}

static void put_consent(struct trace *trace) {
	const struct lead *lead = trace->lead;

	proof_and(&trace->text, 0);
	hl_buf_add(&trace->text, HL_STR("calls agreed to="));
	put_day(&trace->text, lead->consent_from);
	hl_buf_add(&trace->text, HL_STR(".."));
	put_day(&trace->text, lead->consent_to);
}

static void put_limits(struct trace *trace, const struct rule *rule, bool is_long) {
	if (is_long && lead_is_exempt(trace->lead, rule)) {
		put_consent(trace);
		return;
	}
	put_limit(trace, rule, false, is_long);
	put_limit(trace, rule, true, is_long);
	put_talk(trace, rule, is_long);
}

/* --- hours and gaps --- */

static void put_minute(struct hl_buf *to, int minute) {
	hl_buf_addf(to, "%02d:%02d", minute / 60, minute % 60);
}

/* "hours 08:00-21:00 America/Denver" */
static void put_hours(struct trace *trace, const struct rule *rule) {
	const struct hl_gate_time *time = trace->lead->gate->time;
	const struct hours *hours = rule_hours_on(time, rule, time->day);
	uint64_t zones = trace->lead->zones | trace->lead->area_zones;
	struct hl_buf *to = &trace->text;

	if (!hours)
		return;
	proof_and(to, 0);
	hl_buf_add(to, HL_STR("hours "));
	if (hours->to <= hours->from) {
		hl_buf_add(to, HL_STR("closed on "));
		put_day(to, time->day);
		return;
	}
	put_minute(to, hours->from);
	hl_buf_add_char(to, '-');
	put_minute(to, hours->to);
	for (; zones; zones &= zones - 1) {
		hl_buf_add_char(to, ' ');
		hl_buf_add(
			to, zones_name(trace->lead->gate->zones, (size_t)__builtin_ctzll(zones)));
	}
}

/* "last call=2026-03-02T08:30:00Z, gap 2h" */
static void put_gap(struct trace *trace, const struct rule *rule, bool is_long) {
	struct hl_buf *to = &trace->text;
	int64_t last;

	last = lead_last_call(trace->lead, rule->scope);
	if (last == INT64_MIN && !is_long)
		return;
	proof_and(to, 0);
	if (last == INT64_MIN) {
		put_missing(to, HL_STR("last call"));
		return;
	}
	hl_buf_add(to, HL_STR("last call="));
	to->len += hl_time_print(last, hl_buf_room(to, HL_TIME_ROOM));
	if (!is_long)
		return;
	hl_buf_add(to, HL_STR(", gap "));
	to->len += hl_span_print(rule->gap_s, hl_buf_room(to, HL_SPAN_ROOM));
}

static void put_timed(struct trace *trace, const struct rule *rule, bool is_long) {
	if (rule_has_hours(rule))
		put_hours(trace, rule);
	if (rule->gap_s > 0 && (is_long || trace->text.len == 0))
		put_gap(trace, rule, is_long);
}

/* --- all of it --- */

void proof_put(struct trace *trace, const struct effect *effect, struct telling telling) {
	struct lead *lead = trace->lead;
	const struct rule *rule = effect->rule;

	trace->text.len = 0;
	if (effect->holds && !effect->is_met)
		members_put(lead->gate->members, lead, rule->scope,
			(size_t)(rule - lead->gate->rules->at), &trace->text);
	else
		proof_terms(lead, rule, telling, &trace->text);
	if (effect->is_met && rule_has_limits(rule))
		put_limits(trace, rule, telling.is_long);
	if (effect->is_met && rule_is_timed(rule))
		put_timed(trace, rule, telling.is_long);
}
