/* supp.c - leads that were suppressed are counted, each once for each reason, and for the first. */
#include "supp.h"

#include <stdlib.h>

/* --- columns --- */

static enum hl_status bind_first(const struct hl_supp *s, const struct hl_header *header,
	const char *const *names, size_t *column, struct hl_error *err) {
	enum hl_status status = HL_OK;

	*column = HL_NO_COLUMN;
	for (; status == HL_OK && *column == HL_NO_COLUMN && *names; names++)
		status = hl_lead_at(header, s->ask.options.map, hl_str_of(*names), column, err);
	return status;
}

/* The names of a record, of what is suppressed, and there of leads with a status of their own. */
static enum hl_status bind(
	struct hl_supp *s, const struct hl_header *header, struct hl_error *err) {
	static const char *const actions[] = { "action", "gate_status", "status", NULL };
	static const char *const reasons[] = { "reasons", "reason", NULL };
	enum hl_status status =
		hl_lead_find(header, s->ask.options.map, HL_STR("account_id"), &s->key, err);

	s->header = header;
	if (status == HL_OK)
		status = bind_first(s, header, reasons, &s->reason, err);
	if (status == HL_OK && s->reason == HL_NO_COLUMN)
		status = hl_lead_find(
			header, s->ask.options.map, HL_STR("reasons"), &s->reason, err);
	if (status == HL_OK)
		status = bind_first(s, header, actions, &s->action, err);
	if (status == HL_OK && s->action == HL_NO_COLUMN)
		status =
			hl_lead_find(header, s->ask.options.map, HL_STR("action"), &s->action, err);
	return status == HL_OK ? ask_bind(&s->ask, header, s->by, err) : status;
}

/* What a gate says of a lead, and what its record says of a rule; blank: nothing is said. */
static bool is_action(struct hl_str word) {
	static const char *const words[] = { "", "drop", "hold", "defer", "restrict", "warn",
		"work" };

	for (size_t i = 0; i < HL_LEN(words); i++)
		if (hl_str_same(word, hl_str_of(words[i])))
			return true;
	return false;
}

/* --- rows: the group, a NUL, the key, the action, the reasons --- */

static void put_part(struct hl_buf *to, struct hl_str cell) {
	hl_buf_add(to, cell);
	hl_buf_add_char(to, '\0');
}

static enum hl_status supp_row(void *supp, void *worker, const struct hl_row *row,
	struct hl_buf *to, struct hl_error *err) {
	const struct hl_supp *s = supp;
	struct hl_str key = hl_cell_trimmed(row, s->key);
	struct hl_str action = hl_cell_trimmed(row, s->action);
	struct hl_str reasons = hl_cell_trimmed(row, s->reason);

	(void)worker;
	if (key.len == 0) {
		(void)hl_fail(err, HL_EDATA, "empty where a lead needs its key");
		return hl_row_fail(row, s->header, s->key, HL_EDATA, err);
	}
	if (!is_action(action)) {
		(void)hl_fail_value(err, action,
			"neither \"drop\", \"hold\", \"defer\", \"restrict\", \"warn\" nor "
			"\"work\"");
		return hl_row_fail(row, s->header, s->action, HL_EDATA, err);
	}
	ask_group(&s->ask, row, s->by, to);
	hl_buf_add_char(to, '\0');
	put_part(to, key);
	put_part(to, action.len ? action : HL_STR("(none)"));
	put_part(to, reasons.len ? reasons : HL_STR("(none)"));
	return HL_OK;
}

static enum hl_status lead_row(void *supp, void *worker, const struct hl_row *row,
	struct hl_buf *to, struct hl_error *err) {
	const struct hl_supp *s = supp;

	(void)worker;
	(void)err;
	ask_group(&s->ask, row, s->by, to);
	hl_buf_add_char(to, '\0');
	return HL_OK;
}

/* --- counting --- */

static struct tally *tally_of(struct hl_supp *s, struct hl_str group) {
	size_t number = hl_keys_add(s->groups, group);

	if (number == s->tallies_len) {
		s->tallies = hl_grow(s->tallies, &s->tallies_cap, number + 1, sizeof(*s->tallies));
		s->tallies[s->tallies_len++] = (struct tally){ 0 };
	}
	return &s->tallies[number];
}

static void mark(uint32_t *words, size_t number) {
	words[number / 32] |= UINT32_C(1) << number % 32;
}

static bool has(const uint32_t *words, size_t number) {
	return words[number / 32] >> number % 32 & 1;
}

static enum hl_status number_of(struct hl_keys *names, struct hl_str name, size_t most,
	size_t *number, struct hl_error *err) {
	*number = hl_keys_add(names, name);
	if (*number < most)
		return HL_OK;
	return hl_fail(err, HL_EDATA, "more than %zu reasons or actions", most);
}

struct fact {
	struct hl_str group, key, action, reasons;
};

/* A record has rows of rules that leave the lead to be worked. */
static bool is_milder(struct hl_str action) {
	return hl_str_same(action, HL_STR("restrict")) || hl_str_same(action, HL_STR("warn")) ||
	       hl_str_same(action, HL_STR("work"));
}

static const struct hl_str by_weight[] = { { "drop", 4 }, { "hold", 4 }, { "defer", 5 } };

static uint32_t weight_of(struct hl_str action) {
	uint32_t weight = HL_LEN(by_weight);

	for (size_t i = 0; i < HL_LEN(by_weight); i++, weight--)
		if (hl_str_same(action, by_weight[i]))
			return weight;
	return 0;
}

enum { FIRST_BITS = 16 };

/* The first of a row that bars the lead, of several rows that of the action which stands. */
static void note_first(uint32_t *words, struct hl_str action, size_t number) {
	uint32_t weight = weight_of(action);

	if (words[FIRST_WORD] == 0 || words[FIRST_WORD] >> FIRST_BITS < weight)
		words[FIRST_WORD] = weight << FIRST_BITS | (uint32_t)(number + 1);
}

static enum hl_status note_reasons(
	struct hl_supp *s, uint32_t *words, const struct fact *fact, struct hl_error *err) {
	struct hl_str reasons = fact->reasons;
	bool is_first = !is_milder(fact->action);
	enum hl_status status = HL_OK;
	size_t number;

	while (status == HL_OK && reasons.len > 0) {
		struct hl_str reason = hl_str_trim(hl_str_cut(&reasons, ';'));

		if (reason.len == 0)
			continue;
		status = number_of(s->reasons, reason, REASONS_MAX, &number, err);
		if (status != HL_OK)
			break;
		mark(words + REASON_WORDS, number);
		if (is_first)
			note_first(words, fact->action, number);
		is_first = false;
	}
	return status;
}

/* The account in its group: the words of what is told of it. */
static uint32_t *words_of(struct hl_supp *s, struct hl_str group, struct hl_str key) {
	size_t number;

	s->key_text.len = 0;
	put_part(&s->key_text, group);
	hl_buf_add(&s->key_text, key);
	number = hl_keys_add(s->accounts, hl_buf_str(&s->key_text));
	return hl_keys_words(s->accounts, number);
}

static enum hl_status note(struct hl_supp *s, const struct fact *fact, struct hl_error *err) {
	uint32_t *words = words_of(s, fact->group, fact->key);
	enum hl_status status = HL_OK;
	size_t number;

	if (is_milder(fact->action)) {
		words[MILDER_WORD]++;
	} else {
		status = number_of(s->actions, fact->action, ACTIONS_MAX, &number, err);
		if (status == HL_OK)
			mark(words, number);
	}
	return status == HL_OK ? note_reasons(s, words, fact, err) : status;
}

/* In all an account is told once, in whatever groups it is; where there are none that is its group.
 */
static enum hl_status take_supp(void *supp, struct hl_buf *bytes, struct hl_error *err) {
	struct hl_supp *s = supp;
	struct hl_str rest = hl_buf_str(bytes);
	enum hl_status status = HL_OK;

	while (status == HL_OK && rest.len > 0) {
		struct fact fact;

		fact.group = hl_str_cut(&rest, '\0');
		fact.key = hl_str_cut(&rest, '\0');
		fact.action = hl_str_cut(&rest, '\0');
		fact.reasons = hl_str_cut(&rest, '\0');
		if (s->ask.by_len > 0)
			status = note(s, &fact, err);
		fact.group = HL_STR("");
		if (status == HL_OK)
			status = note(s, &fact, err);
	}
	return status;
}

static enum hl_status take_leads(void *supp, struct hl_buf *bytes, struct hl_error *err) {
	struct hl_supp *s = supp;
	struct hl_str rest = hl_buf_str(bytes);

	(void)err;
	while (rest.len > 0) {
		struct hl_str group = hl_str_cut(&rest, '\0');

		if (s->ask.by_len > 0)
			tally_of(s, group)->leads++;
		s->all.leads++;
	}
	return HL_OK;
}

/*
 * A record has a row for each rule that barred the lead, the other outputs of the gate one for all:
 * both count the action that stands in the end.
 */
static void count_actions(struct hl_supp *s, struct tally *tally, const uint32_t *words) {
	uint32_t left = words[0];
	bool has_weight = false;

	for (size_t i = 0; i < HL_LEN(by_weight); i++) {
		size_t number = hl_keys_find(s->actions, by_weight[i]);

		if (number == HL_NO_KEY || !has(words, number))
			continue;
		if (has_weight)
			left &= ~(UINT32_C(1) << number);
		has_weight = true;
	}
	for (size_t i = 0; i < hl_keys_len(s->actions); i++)
		tally->actions[i] += has(&left, i);
}

static void count(struct hl_supp *s, struct tally *tally, const uint32_t *words) {
	tally->accounts++;
	count_actions(s, tally, words);
	for (size_t i = 0; i < hl_keys_len(s->reasons); i++)
		tally->reasons[i] += has(words + REASON_WORDS, i);
	if (words[FIRST_WORD] > 0)
		tally->firsts[(words[FIRST_WORD] & ((1U << FIRST_BITS) - 1)) - 1]++;
}

/* Each account once in its group, with all its reasons; whom nothing suppresses not at all. */
static void count_all(struct hl_supp *s) {
	for (size_t i = 0; i < hl_keys_len(s->accounts); i++) {
		struct hl_str key = hl_keys_at(s->accounts, i);
		const uint32_t *words = hl_keys_words(s->accounts, i);
		struct hl_str group = hl_str_cut(&key, '\0');

		if (words[0] != 0)
			count(s, group.len > 0 ? tally_of(s, group) : &s->all, words);
		else if (group.len == 0)
			s->counts.milder += words[MILDER_WORD];
	}
}

enum hl_status hl_supp_read(struct hl_supp *s, struct hl_reader *reader, struct hl_error *err) {
	const struct hl_step step = { .job = s, .row = supp_row, .take = take_supp };
	enum hl_status status = bind(s, hl_reader_header(reader), err);

	if (status == HL_OK)
		status = hl_table_run(reader, &step, NULL, err);
	count_all(s);
	s->counts.accounts = s->all.accounts;
	return status;
}

enum hl_status hl_supp_leads(struct hl_supp *s, struct hl_reader *reader, struct hl_error *err) {
	const struct hl_step step = { .job = s, .row = lead_row, .take = take_leads };
	enum hl_status status = ask_bind(&s->ask, hl_reader_header(reader), s->by, err);

	if (status == HL_OK)
		status = hl_table_run(reader, &step, NULL, err);
	s->counts.leads = s->all.leads;
	return status;
}

/* --- from beginning to end --- */

enum hl_status hl_supp_new(struct hl_supp **supp, const struct hl_book_options *options,
	bool has_leads, struct hl_error *err) {
	struct hl_supp *s = hl_claim(1, sizeof(*s));
	enum hl_status status;

	s->ask = (struct ask){ .metrics = hl_supp_metrics,
		.metrics_len = hl_supp_metrics_len,
		.lacking = has_leads ? 0 : OF_LEADS,
		.lacks = "--of FILE" };
	s->accounts = hl_keys_new_with(NULL, REASON_WORDS + REASONS_MAX / 32);
	s->groups = hl_keys_new();
	s->reasons = hl_keys_new();
	s->actions = hl_keys_new();
	s->has_leads = has_leads;
	status = ask_parse(&s->ask, options, &s->arena, err);
	if (status != HL_OK) {
		hl_supp_free(s);
		s = NULL;
	}
	*supp = s;
	return status;
}

void hl_supp_free(struct hl_supp *s) {
	if (!s)
		return;
	hl_keys_free(s->accounts);
	hl_keys_free(s->groups);
	hl_keys_free(s->reasons);
	hl_keys_free(s->actions);
	hl_buf_release(&s->key_text);
	free(s->tallies);
	hl_arena_release(&s->arena);
	free(s);
}

const struct hl_choice *hl_supp_choice(const struct hl_supp *s) {
	return &s->ask.choice;
}

struct hl_supp_counts hl_supp_counts(const struct hl_supp *s) {
	return s->counts;
}
