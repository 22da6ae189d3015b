/* bind.c - columns of the leads for the gate and its rules. */
#include "parts.h"

static enum hl_status bind_own(struct hl_gate *gate, struct hl_error *err) {
	struct gate_columns *at = &gate->at;
	const struct hl_lead_column columns[] = {
		{ "account_id", true, &at->account },
		{ "person_id", false, &at->person },
		{ "debt_group", false, &at->debt_group },
		{ "collector_role", false, &at->role },
		{ "debt_class", false, &at->debt_class },
		{ "state", false, &at->state },
		{ "zip", false, &at->zip },
		{ "city", false, &at->city },
		{ "country", false, &at->country },
		{ "tz", false, &at->tz },
		{ "phone", false, &at->phone },
		{ "cell", false, &at->cell },
		{ "work_phone", false, &at->work_phone },
		{ "phone_type", false, &at->phone_type },
		{ "phone_place", false, &at->phone_place },
		{ "phone_status", false, &at->phone_status },
		{ "email", false, &at->email },
		{ "email_place", false, &at->email_place },
		{ "address", false, &at->address },
		{ "work_prohibited", false, &at->work_prohibited },
		{ "no_time_windows", false, &at->no_time_windows },
		{ "no_places", false, &at->no_places },
		{ "prior_call_consent_at", false, &at->consent_from },
		{ "prior_call_consent_until", false, &at->consent_until },
		{ "consent_cell", false, &at->consent_cell },
		{ "consent_at", false, &at->consent_at },
		{ "consent_revoked_at", false, &at->consent_revoked },
	};

	return hl_lead_bind(&gate->header, gate->map, columns, HL_LEN(columns), err);
}

/* Opt-outs of numbers and addresses, as far as a rule wants them kept. */
static enum hl_status bind_opt_outs(struct hl_gate *gate, struct hl_error *err) {
	static const char *const names[OPT_OUTS] = { "opt_out_call", "opt_out_sms", "opt_out_email",
		"do_not_call" };
	const struct hl_gate_rules *rules = gate->rules;
	enum hl_status status = HL_OK;

	for (size_t i = 0; i < OPT_OUTS && status == HL_OK; i++) {
		size_t code = i == OPT_OUT_DNC ? OPTOUT_CALL : OPTOUT_CALL + i;
		bool is_asked = false;

		for (size_t at = 0; at < rules->len; at++)
			is_asked |= rules->at[at].number == code;
		gate->at.opt_outs[i] = HL_NO_COLUMN;
		if (is_asked)
			status = hl_lead_at(&gate->header, gate->map, hl_str_of(names[i]),
				&gate->at.opt_outs[i], err);
	}
	return status;
}

static bool is_there(const struct hl_gate *gate, size_t field) {
	return gate->columns[field] != HL_NO_COLUMN || gate->seconds[field] != HL_NO_COLUMN;
}

/* A column that the leads do not have is blank in each of them. */
static enum hl_status bind_fields(struct hl_gate *gate, struct hl_error *err) {
	const struct hl_gate_rules *rules = gate->rules;
	enum hl_status status = HL_OK;

	gate->columns = hl_claim(rules->fields_len, sizeof(*gate->columns));
	gate->seconds = hl_claim(rules->fields_len, sizeof(*gate->seconds));
	gate->checked = hl_claim(rules->fields_len, sizeof(*gate->checked));
	gate->said = hl_claim(gate->header.len, sizeof(*gate->said));
	for (size_t i = 0; i < rules->fields_len && status == HL_OK; i++) {
		const struct rule_field *field = &rules->fields[i];

		gate->columns[i] = gate->seconds[i] = HL_NO_COLUMN;
		if (field->column.len > 0)
			status = hl_lead_at(
				&gate->header, gate->map, field->column, &gate->columns[i], err);
		if (status == HL_OK && field->second.len > 0)
			status = hl_lead_at(
				&gate->header, gate->map, field->second, &gate->seconds[i], err);
		if (field->kind == SAYS && is_there(gate, i))
			gate->said[gate->columns[i]] = true;
		if (field->kind >= FLAG && field->kind != SAYS && field->kind != LOGGED &&
			is_there(gate, i))
			gate->checked[gate->checked_len++] = i;
	}
	return status;
}

/* What a condition comes to on columns that the leads do not have. */
static bool holds_for_nothing(const struct rule_field *field, const struct hl_test *test) {
	struct hl_test_value no = { .text = HL_STR("no") };
	struct hl_error ignored;
	bool holds = false;

	if (field->kind != FLAG && field->kind != SAYS && field->kind != NEWER)
		return test->op == HL_TEST_MISSING;
	return hl_test_value(test, &no, &holds, &ignored) == HL_OK && holds;
}

/* Can the rule's conditions hold for any of the leads; @quiet: of which the log says nothing? */
static bool can_hold(const struct hl_gate *gate, const struct rule *rule, bool quiet) {
	for (size_t i = 0; i < rule->terms_len; i++) {
		size_t at = rule->terms[i].field;
		const struct rule_field *field = &gate->rules->fields[at];

		bool is_blank = field->kind == LOGGED ? quiet : !is_there(gate, at);

		if (is_blank && !holds_for_nothing(field, &rule->terms[i].test))
			return false;
	}
	return true;
}

static enum hl_status find_asked(struct hl_gate *gate, struct hl_error *err) {
	const struct hl_gate_rules *rules = gate->rules;
	enum hl_status status = HL_OK;

	gate->asked = hl_claim(rules->len, sizeof(*gate->asked));
	gate->timed = hl_claim(rules->len, sizeof(*gate->timed));
	for (size_t i = 0; i < rules->len && status == HL_OK; i++) {
		size_t column = 0;

		if (rules->at[i].needs.len > 0)
			status = hl_lead_at(
				&gate->header, gate->map, rules->at[i].needs, &column, err);
		if (column == HL_NO_COLUMN || !can_hold(gate, &rules->at[i], false))
			continue;
		if (rule_is_timed(&rules->at[i]))
			gate->timed[gate->timed_len++] = i;
		if (rule_has_limits(&rules->at[i]) || !rule_is_timed(&rules->at[i]))
			gate->asked[gate->asked_len++] = i;
	}
	if (status == HL_OK && gate->timed_len > 64)
		return hl_fail(err, HL_EDATA, "more than 64 rules have hours or a gap");
	return status;
}

/* What a rule for several leads asks of one concerns them all. */
static void note_reach(struct hl_gate *gate, const struct rule *rule) {
	for (size_t i = 0; i < rule->terms_len; i++)
		gate->reach[rule->terms[i].field] |= (uint8_t)(1U << rule->scope);
}

/* Rules that hold for whoever belongs together have a bit each. */
static enum hl_status number_shared(struct hl_gate *gate, struct hl_error *err) {
	const struct hl_gate_rules *rules = gate->rules;

	gate->shared = hl_claim(rules->len, sizeof(*gate->shared));
	gate->reach = hl_claim(rules->fields_len, sizeof(*gate->reach));
	for (size_t i = 0; i < rules->len; i++) {
		const struct rule *rule = &rules->at[i];

		if (rule->scope == OF_ACCOUNT || rule->terms_len == 0 || rule_has_limits(rule) ||
			rule_is_timed(rule))
			continue;
		gate->shared[i] = (uint32_t)++gate->shared_len;
		note_reach(gate, rule);
	}
	if (gate->shared_len > BAD_BIT)
		return hl_fail(err, HL_EDATA,
			"more than 63 rules hold for all leads of a person or a debt");
	return HL_OK;
}

/* Without numbers a list of numbers bars nobody. */
static bool has_numbers(const struct hl_gate *gate) {
	const struct gate_columns *at = &gate->at;

	return gate->header.is_missing || at->phone != HL_NO_COLUMN || at->cell != HL_NO_COLUMN ||
	       at->work_phone != HL_NO_COLUMN;
}

/* Those that hold because of other leads are asked of each. */
static void find_quiet(struct hl_gate *gate) {
	gate->quiet = hl_claim(gate->asked_len, sizeof(*gate->quiet));
	for (size_t at = 0; at < gate->asked_len; at++) {
		size_t i = gate->asked[at];

		if (gate->shared[i] || can_hold(gate, &gate->rules->at[i], true))
			gate->quiet[gate->quiet_len++] = i;
	}
}

enum hl_status gate_bind(struct hl_gate *gate, struct hl_error *err) {
	enum hl_status status = bind_own(gate, err);

	if (status == HL_OK)
		status = bind_opt_outs(gate, err);
	if (status == HL_OK)
		status = bind_fields(gate, err);
	if (status == HL_OK)
		status = find_asked(gate, err);
	if (status == HL_OK)
		status = number_shared(gate, err);
	if (status == HL_OK && gate->dnc && !has_numbers(gate))
		status = hl_fail(err, HL_EUSAGE,
			"--dnc: the leads have none of the columns phone, cell and work_phone");
	if (status == HL_OK)
		find_quiet(gate);
	return status;
}
