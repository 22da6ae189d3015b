/* rules.c - for which leads each rule fired, by the rows of hl-score --rules. */
#include "parts.h"

#include <stdlib.h>

/* The word of a lead: its label, and whether the rows of rules are past it. */
enum { LABEL_BITS = 3, IS_PAST = 4 };

static void mistake_twice(struct hl_judge *j, const struct asked_lead *lead, struct hl_str key) {
	struct hl_error why = { .file = lead->file, .line = lead->line };

	(void)hl_fail_value(&why, key, "a lead is there twice, and rules are counted by lead");
	hl_mistakes_add(&j->slips, &why);
}

enum hl_status rules_take(void *judge, struct hl_buf *bytes, struct hl_error *err) {
	struct hl_judge *j = judge;
	struct hl_str rest = hl_buf_str(bytes);

	(void)err;
	while (rest.len > 0) {
		size_t len = hl_keys_len(j->rules.leads);
		struct asked_lead lead;
		struct hl_str key;
		size_t number;

		memcpy(&lead, rest.at, sizeof(lead));
		key = (struct hl_str){ rest.at + sizeof(lead), lead.key_len };
		rest = (struct hl_str){ key.at + key.len, rest.len - sizeof(lead) - key.len };
		number = hl_keys_add(j->rules.leads, key);
		if (number < len)
			mistake_twice(j, &lead, key);
		else
			*hl_keys_words(j->rules.leads, number) = lead.label;
	}
	return HL_OK;
}

/* --- names of rules --- */

struct rule_columns {
	size_t key, part, rule, field, evidence;
};

/* What the evidence of an "if" says of its test: "1840: < 2500" is about "< 2500". */
static struct hl_str test_of(struct hl_str evidence, struct hl_arena *arena) {
	struct hl_str missing = HL_STR("missing");

	for (size_t i = 0; i + 2 <= evidence.len; i++) {
		struct hl_str text = { evidence.at + i + 2, evidence.len - i - 2 };
		struct hl_conditions more;
		struct hl_test test;
		struct hl_error ignored;

		if (evidence.at[i] == ':' && evidence.at[i + 1] == ' ' && text.len > 0 &&
			hl_test_parse(arena, text, &test, &more, &ignored) == HL_OK)
			return text;
	}
	return hl_str_eq(evidence, missing) ? missing : (struct hl_str){ "", 0 };
}

static void name_add(struct hl_buf *name, struct hl_str more) {
	if (more.len == 0)
		return;
	if (name->len > 0)
		hl_buf_add_char(name, '/');
	hl_buf_add(name, more);
}

/* "entry/if/Lead Source/is Olark Chat" */
static void name_rule(const struct rule_columns *columns, const struct hl_row *row,
	struct hl_arena *arena, struct hl_buf *name) {
	struct hl_str rule = hl_cell_trimmed(row, columns->rule);

	name->len = 0;
	name_add(name, hl_cell_trimmed(row, columns->part));
	name_add(name, rule);
	name_add(name, hl_cell_trimmed(row, columns->field));
	if (hl_str_eq(rule, HL_STR("if")))
		name_add(name, test_of(hl_cell_trimmed(row, columns->evidence), arena));
	hl_arena_empty(arena);
}

/* --- rows --- */

struct rules_reading {
	struct hl_judge *j;
	struct hl_reader *reader;
	struct rule_columns columns;
	size_t lead; /* whose rows are under way */
	struct hl_buf name;
	struct hl_arena arena;
};

static struct rule *rule_at(struct rules *rules, size_t number) {
	size_t cap = rules->cap;

	rules->rules = hl_grow(rules->rules, &rules->cap, number + 1, sizeof(*rules->rules));
	for (; cap < rules->cap; cap++)
		rules->rules[cap] = (struct rule){ .lead = HL_NO_KEY };
	return &rules->rules[number];
}

/* Rows of one lead are together, or a rule would be counted twice for it. */
static enum hl_status turn_to(
	struct rules_reading *r, const struct hl_row *row, size_t lead, struct hl_error *err) {
	struct hl_keys *leads = r->j->rules.leads;

	if (lead == r->lead)
		return HL_OK;
	if (r->lead != HL_NO_KEY)
		*hl_keys_words(leads, r->lead) |= IS_PAST;
	if (*hl_keys_words(leads, lead) & IS_PAST) {
		(void)hl_fail(err, HL_EDATA,
			"the rows of a lead are apart; hl-score --rules writes them together");
		return hl_row_fail(row, hl_reader_header(r->reader), r->columns.key, HL_EDATA, err);
	}
	r->lead = lead;
	return HL_OK;
}

/* What holds or rounds a number is none of the model's rules. */
static bool is_rule(const struct rules_reading *r, const struct hl_row *row) {
	struct hl_str rule = hl_cell_trimmed(row, r->columns.rule);

	return !hl_str_eq(rule, HL_STR("decimals")) && !hl_str_eq(rule, HL_STR("range"));
}

static void count_rule(struct rules_reading *r, const struct hl_row *row) {
	struct rules *rules = &r->j->rules;
	uint32_t label = *hl_keys_words(rules->leads, r->lead) & LABEL_BITS;
	struct rule *rule;

	if (!is_rule(r, row))
		return;
	name_rule(&r->columns, row, &r->arena, &r->name);
	rule = rule_at(rules, hl_keys_add(rules->names, hl_buf_str(&r->name)));
	if (rule->lead == r->lead)
		return;
	rule->lead = r->lead;
	rule->pos += label == LABEL_POS;
	rule->neg += label == LABEL_NEG;
}

static enum hl_status read_row(
	struct rules_reading *r, const struct hl_row *row, struct hl_error *err) {
	struct hl_judge_counts *counts = &r->j->now.counts;
	size_t lead = hl_keys_find(r->j->rules.leads, hl_cell_trimmed(row, r->columns.key));
	enum hl_status status;

	if (lead == HL_NO_KEY) {
		counts->strange++;
		return HL_OK;
	}
	status = turn_to(r, row, lead, err);
	if (status != HL_OK)
		return hl_reader_reject(r->reader, row, err);
	counts->unjudged += (*hl_keys_words(r->j->rules.leads, lead) & LABEL_BITS) == LABEL_OPEN;
	count_rule(r, row);
	return HL_OK;
}

enum hl_status hl_judge_rules(struct hl_judge *j, struct hl_reader *reader, struct hl_error *err) {
	struct rules_reading r = { .j = j, .reader = reader, .lead = HL_NO_KEY };
	const struct hl_lead_column columns[] = {
		{ "account_id", true, &r.columns.key },
		{ "part", true, &r.columns.part },
		{ "rule", true, &r.columns.rule },
		{ "field", true, &r.columns.field },
		{ "evidence", true, &r.columns.evidence },
	};
	struct hl_row row;
	enum hl_status status = hl_lead_bind(
		hl_reader_header(reader), j->options.map, columns, HL_LEN(columns), err);

	while (status == HL_OK && (status = hl_reader_next(reader, &row, err)) == HL_OK)
		status = read_row(&r, &row, err);
	hl_buf_release(&r.name);
	hl_arena_release(&r.arena);
	return status == HL_END ? HL_OK : status;
}
