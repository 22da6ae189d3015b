/* explain_rules.c - of a page of --explain: every rule, and what it makes of the lead. */
#include "explain.h"

static const struct telling in_full = { .is_long = true };

static const char *const actions[] = { "drop", "hold", "defer", "restrict", "warn" };

/* --- a rule --- */

/* "us:9, US, 12 CFR 1006.6(c)" */
static void put_origin(struct page *page, const struct rule *rule) {
	const struct hl_str more[] = { rule->juris, rule->cite };

	hl_buf_addf(&page->text, "    %.*s:%zu", (int)rule->origin->table.len,
		rule->origin->table.at, rule->origin->line);
	for (size_t i = 0; i < HL_LEN(more); i++) {
		if (more[i].len == 0)
			continue;
		page_add(page, HL_STR(", "));
		page_add(page, more[i]);
	}
	hl_buf_add(page->to, HL_STR("    "));
	page_paragraph(page);
}

/* "CODE restrict call until 2026-03-08: conversation=..." */
static void add_effect(struct page *page, const struct effect *effect) {
	page_add(page, effect->rule->code);
	page_add(page, HL_STR(" "));
	page_add(page, hl_str_of(actions[effect->action]));
	if (effect->rule->channels != CHANNELS_ALL) {
		page_add(page, HL_STR(" "));
		page_add_channels(page, effect->rule->channels);
	}
	if (!effect->holds || effect->day == NO_DAY)
		return;
	page_add(page, HL_STR(" until "));
	page_add_day(page, effect->day - 1);
}

static void add_evidence(struct page *page, const struct effect *effect) {
	proof_put(page->trace, effect, in_full);
	page_add(page, HL_STR(": "));
	page_add(page, hl_buf_str(&page->trace->text));
}

static void put_rule(struct page *page, const struct effect *effect) {
	add_effect(page, effect);
	add_evidence(page, effect);
	page_paragraph(page);
	put_origin(page, effect->rule);
}

/* --- those that are not for the lead --- */

static void add_words(struct page *page, const char *const *words, size_t len, unsigned bits) {
	for (size_t i = 0, told = 0; i < len; i++)
		if (bits >> i & 1) {
			page_add(page, told++ ? HL_STR(", ") : HL_STR(""));
			page_add(page, hl_str_of(words[i]));
		}
}

/* Why it is not for the lead, which lead_is_for says it is not. */
static void add_not_for(struct page *page, const struct rule *rule) {
	static const char *const roles[] = { "third_party", "buyer", "creditor" };
	static const char *const debts[] = { "consumer", "commercial" };
	const struct lead *lead = page->lead;

	page_add(page, HL_STR(": for "));
	if (!(rule->roles & lead->role)) {
		add_words(page, roles, HL_LEN(roles), rule->roles);
		page_add(page, HL_STR(", not for "));
		add_words(page, roles, HL_LEN(roles), lead->role);
	} else if (!(rule->debts & lead->debt)) {
		add_words(page, debts, HL_LEN(debts), rule->debts);
		page_add(page, HL_STR(" debt, not for "));
		add_words(page, debts, HL_LEN(debts), lead->debt);
	} else {
		page_add(page, rule->origin->match);
		page_add(page, HL_STR(", where the lead is not"));
	}
}

/* Does a condition before it look at the same column? */
static bool is_told(const struct hl_gate_rules *rules, const struct rule *rule, size_t index) {
	for (size_t i = 0; i < index; i++)
		if (hl_str_eq(rules->fields[rule->terms[i].field].column,
			    rules->fields[rule->terms[index].field].column))
			return true;
	return false;
}

/* A column that the leads do not have: needed, or a condition that cannot hold. */
static void add_not_asked(struct page *page, const struct rule *rule) {
	const struct hl_gate *gate = page->lead->gate;
	size_t told = 0;

	page_add(page, HL_STR(": not asked, the leads have no column "));
	if (rule->needs.len > 0 && hl_header_at(&gate->header, rule->needs) == HL_NO_COLUMN) {
		page_add(page, rule->needs);
		return;
	}
	for (size_t i = 0; i < rule->terms_len; i++) {
		size_t field = rule->terms[i].field;

		if (gate->rules->fields[field].kind == LOGGED ||
			gate->columns[field] != HL_NO_COLUMN ||
			gate->seconds[field] != HL_NO_COLUMN || is_told(gate->rules, rule, i))
			continue;
		page_add(page, told++ ? HL_STR(", ") : HL_STR(""));
		page_add(page, gate->rules->fields[field].column);
	}
}

static void put_elsewhere(struct page *page, size_t index) {
	const struct rule *rule = &page->lead->gate->rules->at[index];

	page_add(page, rule->code);
	if (!trace_is_asked(page->lead->gate, index))
		add_not_asked(page, rule);
	else
		add_not_for(page, rule);
	page_paragraph(page);
	put_origin(page, rule);
}

static void put_idle(struct page *page, const struct rule *rule) {
	const struct origin *origin = rule->origin;

	page_add(page, rule->code);
	page_add(page, HL_STR(": "));
	if (origin->off) {
		hl_buf_addf(&page->text, "taken away by %.*s:%zu", (int)origin->off->table.len,
			origin->off->table.at, origin->off->line);
	} else if (page->lead->gate->time->day < origin->from) {
		page_add(page, HL_STR("in force from "));
		page_add_day(page, origin->from);
	} else {
		page_add(page, HL_STR("in force to "));
		page_add_day(page, origin->to);
	}
	page_paragraph(page);
	put_origin(page, rule);
}

/* --- the sections --- */

enum section { DECIDES, HOLDS_NOTHING, NOT_FOR_IT };

static enum section section_of(struct page *page, size_t index, const struct effect *effect) {
	const struct hl_gate *gate = page->lead->gate;

	if (effect->holds)
		return DECIDES;
	if (!trace_is_asked(gate, index) || !lead_is_for(page->lead, effect->rule))
		return NOT_FOR_IT;
	return HOLDS_NOTHING;
}

/* The codes that no table has. */
static size_t put_own(struct page *page) {
	const struct verdict *judged = &page->trace->judged;
	size_t told = 0;

	for (size_t i = 0; i < judged->reasons_len; i++) {
		const struct reason *reason = &judged->reasons[i];
		int64_t day;

		if (reason->code >= OWN_CODES)
			continue;
		page_add(page, page->lead->gate->rules->codes[reason->code]);
		page_add(page, HL_STR(" "));
		page_add(page, hl_str_of(actions[reason->action]));
		page_add(page, HL_STR(": "));
		if (!proof_own(page->trace, reason->code, in_full, &page->text, &day)) {
			page->text.len = 0;
			continue;
		}
		page_paragraph(page);
		page_add(page, HL_STR("    hl-gate itself, whatever the rules"));
		hl_buf_add(page->to, HL_STR("    "));
		page_paragraph(page);
		told++;
	}
	return told;
}

static size_t put_section(struct page *page, enum section section) {
	const struct hl_gate_rules *rules = page->lead->gate->rules;
	size_t told = 0;

	for (size_t i = 0; i < rules->len; i++) {
		struct effect effect = trace_rule(page->trace, i);

		if (section_of(page, i, &effect) != section)
			continue;
		told++;
		if (section == NOT_FOR_IT)
			put_elsewhere(page, i);
		else
			put_rule(page, &effect);
	}
	return told;
}

static void put_none(struct page *page, size_t told) {
	if (told == 0)
		hl_text_lines(page->to, 2, HL_STR("  none"));
}

void page_rules(struct page *page) {
	const struct hl_gate_rules *rules = page->lead->gate->rules;
	size_t told;

	page_title(page, "Rules that hold");
	told = put_own(page);
	put_none(page, told + put_section(page, DECIDES));
	page_title(page, "Rules that were asked and hold nothing");
	put_none(page, put_section(page, HOLDS_NOTHING));
	page_title(page, "Rules that are not for this lead");
	told = put_section(page, NOT_FOR_IT);
	for (size_t i = 0; i < rules->idle_len; i++)
		put_idle(page, &rules->idle[i]);
	put_none(page, told + rules->idle_len);
	page_add(page, HL_STR("  No legal advice: these are rules as the tables have them."));
	hl_buf_add_char(page->to, '\n');
	page_paragraph(page);
}
