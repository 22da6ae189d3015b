/* load.c - tables of rules. */
#include "load.h"

#include <stdlib.h>

static const char *const column_names[COLUMNS] = { "rule", "juris", "match", "role", "debt",
	"action", "scope", "channels", "needs", "when", "until", "unit", "window", "max",
	"cooldown", "work_max", "work_window", "gap", "consent", "open", "close", "sat", "sun",
	"holiday", "from", "to", "cite" };

/* --- conditions --- */

static void read_terms(struct loading *loading, struct rule *rule) {
	struct hl_gate_rules *rules = loading->rules;
	struct hl_str when = load_kept(loading, WHEN);
	struct hl_conditions conditions = { 0 };
	struct hl_error why = { 0 };

	if (when.len == 0)
		return;
	if (hl_where_parse(&rules->arena, when, &conditions, &why) != HL_OK) {
		load_error(loading, WHEN, why.text);
		return;
	}
	rule->terms = hl_new_array(&rules->arena, struct term, conditions.len);
	for (size_t i = 0; i < conditions.len; i++) {
		const struct hl_condition *of = &conditions.at[i];
		size_t field = rule_field_of(rules, of->column, &of->test);
		bool asks_age = of->test.is_span;
		bool asks_value = of->test.op != HL_TEST_PRESENT && of->test.op != HL_TEST_MISSING;

		if (asks_value && asks_age != rule_field_is_age(&rules->fields[field]))
			load_error(loading, WHEN,
				"days are compared with spans such as 60d, and nothing else is");
		if (rules->fields[field].is_wrong)
			load_error(loading, WHEN,
				"an age is that of a column, or of a day behind it as in age(dob + "
				"18y)");
		rule->terms[rule->terms_len++] =
			(struct term){ field, of->test, heads_of(&of->test) };
	}
}

/* A column is asked for its day, as in age(COLUMN). */
static size_t day_field(struct loading *loading, struct hl_str name) {
	struct hl_gate_rules *rules = loading->rules;
	size_t field = rule_field_of(rules, name, NULL);
	struct hl_buf call = { 0 };

	if (rule_field_is_age(&rules->fields[field]))
		return field;
	hl_buf_add(&call, HL_STR("age("));
	hl_buf_add(&call, name);
	hl_buf_add_char(&call, ')');
	field = rule_field_of(rules, hl_str_keep(&rules->arena, hl_buf_str(&call)), NULL);
	hl_buf_release(&call);
	return field;
}

/* "bs_end", "bs_start + 60d", "bs_start + 6mo", "+ 2d". */
static struct until until(struct loading *loading) {
	struct hl_str whole = load_kept(loading, UNTIL);
	struct hl_str rest = whole;
	struct until found = { .is_set = rest.len > 0, .field = NO_FIELD };
	struct shift shift = { 0 };
	struct hl_str name;

	if (!found.is_set)
		return found;
	name = hl_str_trim(hl_str_cut(&rest, '+'));
	rest = hl_str_trim(rest);
	if (rest.len > 0 && (!shift_parse(rest, &shift) || (shift.months && !name.len)))
		load_error(loading, UNTIL,
			"an end is a column, days as in + 60d, or both; behind a column also 6mo "
			"and 2y");
	if (name.len > 0) /* months are counted from the day itself */
		found.field = day_field(loading, shift.months ? whole : name);
	found.days = shift.days;
	return found;
}

/* --- a rule --- */

static struct hl_str code_of(struct loading *loading) {
	struct hl_str code = load_kept(loading, RULE);
	struct hl_buf made = { 0 };

	if (code.len > 0)
		return code;
	hl_buf_add(&made, HL_STR("RULE_"));
	hl_buf_add(&made, load_cell(loading, JURIS));
	code = hl_str_keep(&loading->rules->arena, hl_buf_str(&made));
	hl_buf_release(&made);
	return code;
}

static int64_t gap(struct loading *loading) {
	struct hl_str text = load_cell(loading, GAP);
	struct hl_span span = { 0 };
	struct hl_error why = { 0 };

	if (text.len > 0 && hl_span_parse(text, &span, &why) != HL_OK)
		load_error(loading, GAP, "a gap is a span such as 2h");
	return span.s;
}

static void read_limits(struct loading *loading, struct rule *rule) {
	static const struct choice units[] = { { "attempt", ATTEMPTS },
		{ "communication", COMMUNICATIONS }, { "conversation", CONVERSATIONS },
		{ NULL, 0 } };

	rule->unit = (enum unit)load_choice(
		loading, UNIT, units, "a unit is attempt, communication or conversation");
	rule->limit.most = load_whole(loading, MOST, -1, 1000000);
	rule->limit.days = (int)load_whole(loading, WINDOW, 7, 366);
	rule->at_work.most = load_whole(loading, WORK_MAX, -1, 1000000);
	rule->at_work.days = (int)load_whole(loading, WORK_WINDOW, rule->limit.days, 366);
	rule->cooldown = (int)load_whole(loading, COOLDOWN, 0, 366);
	rule->gap_s = gap(loading);
	rule->ends_by_consent = flag_of(load_cell(loading, CONSENT)) == FLAG_YES;
	if (flag_of(load_cell(loading, CONSENT)) == FLAG_BAD)
		load_error(loading, CONSENT, "yes, or nothing");
	if (rule->limit.days == 0 || rule->at_work.days == 0)
		load_error(loading, WINDOW, "a window is one day at least");
}

/* What a rule does that does not say: a limit defers, hours and the rest restrict. */
static enum action action(struct loading *loading) {
	static const struct choice actions[] = { { "", RESTRICT }, { "drop", DROP },
		{ "hold", HOLD }, { "defer", DEFER }, { "restrict", RESTRICT }, { "warn", WARN },
		{ "off", OFF }, { NULL, 0 } };

	return (enum action)load_choice(
		loading, ACTION, actions, "an action is drop, hold, defer, restrict, warn or off");
}

/* Does it need a yes of the lead, or an event? */
static bool is_stated(const struct hl_gate_rules *rules, const struct rule *rule) {
	for (size_t i = 0; i < rule->terms_len; i++) {
		const struct rule_field *field = &rules->fields[rule->terms[i].field];
		enum hl_test_op op = rule->terms[i].test.op;

		if ((op == HL_TEST_IS && (field->kind == FLAG || field->kind == SAYS)) ||
			(op == HL_TEST_PRESENT && field->kind == LOGGED))
			return true;
	}
	return false;
}

static const struct choice scopes[] = { { "account", OF_ACCOUNT }, { "debt", OF_DEBT },
	{ "person", OF_PERSON }, { NULL, 0 } };

static struct rule read_rule(struct loading *loading) {
	struct rule rule = { .code = code_of(loading),
		.juris = load_kept(loading, JURIS),
		.cite = load_kept(loading, CITE),
		.action = action(loading),
		.channels = load_channels(loading),
		.places = load_places(loading),
		.needs = load_kept(loading, NEEDS),
		.until = until(loading) };

	rule.scope = (enum scope)load_choice(
		loading, SCOPE, scopes, "a scope is account, debt or person");
	rule.roles = load_bits(loading, ROLE, role_of, ROLES_ALL);
	rule.debts = load_bits(loading, DEBT, debt_of, DEBTS_ALL);
	rule.is_for_all =
		rule.roles == ROLES_ALL && rule.debts == DEBTS_ALL && rule.places.kind == ANYWHERE;
	rule.weekday = load_weekday(loading);
	rule.saturday = load_hours(loading, SATURDAY);
	rule.sunday = load_hours(loading, SUNDAY);
	rule.holiday = load_hours(loading, HOLIDAY);
	read_limits(loading, &rule);
	read_terms(loading, &rule);
	rule.is_stated = is_stated(loading->rules, &rule);
	if (rule.action != OFF && rule.terms_len == 0 && !rule_has_limits(&rule) &&
		!rule_is_timed(&rule) && !loading->is_bad)
		load_error(loading, RULE, "the rule says nothing: no when, max, cooldown or hours");
	return rule;
}

/* --- the table --- */

static const char *const own_codes[OWN_CODES] = { "NO_TZ", "NO_CHANNEL", "BAD_FLAG", "BAD_PHONE",
	"BAD_ADDR", "NO_WORK", "INCONVENIENT", "MANUAL_ONLY", "OPTOUT_NUMBER", "DNC", "OPTOUT_CALL",
	"OPTOUT_SMS", "OPTOUT_EMAIL" };

static size_t code_number(struct hl_gate_rules *rules, struct hl_str code) {
	for (size_t i = 0; i < rules->codes_len; i++)
		if (hl_str_eq(rules->codes[i], code))
			return i;
	rules->codes = hl_grow(
		rules->codes, &rules->codes_cap, rules->codes_len + 1, sizeof(*rules->codes));
	rules->codes[rules->codes_len] = code;
	return rules->codes_len++;
}

static void keep_idle(struct hl_gate_rules *rules, const struct rule *rule) {
	rules->idle =
		hl_grow(rules->idle, &rules->idle_cap, rules->idle_len + 1, sizeof(*rules->idle));
	rules->idle[rules->idle_len++] = *rule;
}

/* Rules of that code, and of that jurisdiction where one is said, go. */
static void take_off(struct hl_gate_rules *rules, const struct rule *off) {
	size_t left = 0;

	for (size_t i = 0; i < rules->len; i++) {
		const struct rule *rule = &rules->at[i];

		if (!hl_str_eq(rule->code, off->code) ||
			(off->juris.len > 0 && !hl_str_eq(rule->juris, off->juris))) {
			rules->at[left++] = *rule;
			continue;
		}
		rule->origin->off = off->origin;
		keep_idle(rules, rule);
	}
	rules->len = left;
}

static struct origin *origin_of(struct loading *loading) {
	struct origin *origin = hl_new(&loading->rules->arena, struct origin);

	*origin = (struct origin){ .table = hl_str_keep(
					   &loading->rules->arena, hl_str_of(loading->row->file)),
		.line = loading->row->line,
		.match = load_kept(loading, MATCH),
		.when = load_kept(loading, WHEN),
		.from = load_day(loading, FROM, INT64_MIN),
		.to = load_day(loading, TO, INT64_MAX) };
	return origin;
}

static void add_row(struct loading *loading) {
	struct hl_gate_rules *rules = loading->rules;
	int64_t today = rules->time->day;
	struct origin *origin = origin_of(loading);
	struct rule rule = read_rule(loading);

	rule.origin = origin;
	if (loading->is_bad)
		return;
	if (today < origin->from || today > origin->to) {
		if (rule.action != OFF)
			keep_idle(rules, &rule);
		return;
	}
	if (rule.action == OFF) {
		take_off(rules, &rule);
		return;
	}
	rule.number = code_number(rules, rule.code);
	rules->at = hl_grow(rules->at, &rules->cap, rules->len + 1, sizeof(*rules->at));
	rules->at[rules->len++] = rule;
}

static enum hl_status bind(struct loading *loading, struct hl_error *err) {
	enum hl_status status = HL_OK;

	for (size_t i = 0; i < COLUMNS && status == HL_OK; i++)
		status = hl_lead_at(loading->header, NULL, hl_str_of(column_names[i]),
			&loading->columns[i], err);
	if (status == HL_OK)
		hl_lead_only(loading->header,
			&(struct hl_lead_names){
				"a table of rules", column_names, loading->columns, COLUMNS },
			loading->mistakes);
	return status;
}

enum hl_status hl_gate_rules_add(struct hl_gate_rules *rules, struct hl_reader *table,
	struct hl_mistakes *mistakes, struct hl_error *err) {
	struct loading loading = {
		.rules = rules, .header = hl_reader_header(table), .mistakes = mistakes
	};
	size_t before = mistakes->len;
	enum hl_status status = bind(&loading, err);
	struct hl_row row;

	while (status == HL_OK && (status = hl_reader_next(table, &row, err)) == HL_OK) {
		loading.row = &row;
		loading.is_bad = false;
		add_row(&loading);
	}
	if (status == HL_END)
		status = HL_OK;
	if (status == HL_OK && mistakes->len > before) {
		*err = (struct hl_error){ 0 }; /* each of them is told */
		status = HL_EDATA;
	}
	return status;
}

bool hl_gate_cooldown_scope(struct hl_gate_rules *rules, struct hl_str scope) {
	const struct choice *choice = scopes;

	while (choice->name && !hl_str_eq(hl_str_of(choice->name), scope))
		choice++;
	for (size_t i = 0; choice->name && i < rules->len; i++)
		if (rules->at[i].cooldown > 0)
			rules->at[i].scope = (enum scope)choice->value;
	return choice->name != NULL;
}

struct hl_gate_rules *hl_gate_rules_new(const struct hl_gate_time *time) {
	struct hl_gate_rules *rules = hl_claim(1, sizeof(*rules));

	rules->time = time;
	for (size_t i = 0; i < OWN_CODES; i++)
		(void)code_number(rules, hl_str_of(own_codes[i]));
	return rules;
}

void hl_gate_rules_free(struct hl_gate_rules *rules) {
	if (!rules)
		return;
	free(rules->at);
	free(rules->idle);
	free(rules->fields);
	free(rules->codes);
	hl_arena_release(&rules->arena);
	free(rules);
}
