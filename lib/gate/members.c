/* members.c - for which lead a rule holds that holds for all of a person or a debt. */
#include "evidence.h"

#include <stdlib.h>

enum { SHOWN = 4 };

/* A lead among those of its person or debt. */
struct member {
	struct hl_str account, evidence;
	size_t rule;    /* the one that it holds; NO_RULE: it is there */
	uint32_t after; /* the next one, + 1; 0: the last */
};

/* Words of a person or a debt: the first and the last of its members, + 1. */
enum { FIRST, LAST, WORDS };

struct members {
	struct hl_keys *persons, *debts;
	struct member *at;
	size_t len, cap;
	struct hl_arena arena;
	struct hl_buf evidence; /* scratch */
	bool keeps_all;
};

struct members *members_new(bool keeps_all) {
	struct members *members = hl_claim(1, sizeof(*members));

	members->persons = hl_keys_new_with(NULL, WORDS);
	members->debts = hl_keys_new_with(NULL, WORDS);
	members->keeps_all = keeps_all;
	return members;
}

void members_free(struct members *members) {
	if (!members)
		return;
	hl_keys_free(members->persons);
	hl_keys_free(members->debts);
	hl_arena_release(&members->arena);
	hl_buf_release(&members->evidence);
	free(members->at);
	free(members);
}

/* An account that is there twice is told once; of those that only are there, if it just was. */
static bool is_there(
	const struct members *members, const uint32_t *words, const struct member *new) {
	uint32_t first = new->rule == NO_RULE ? words[LAST] : words[FIRST];

	for (uint32_t at = first; at; at = members->at[at - 1].after)
		if (members->at[at - 1].rule == new->rule &&
			hl_str_eq(members->at[at - 1].account, new->account))
			return true;
	return false;
}

static void add(struct members *members, uint32_t *words, const struct member *new) {
	if (is_there(members, words, new))
		return;
	members->at = hl_grow(members->at, &members->cap, members->len + 1, sizeof(*members->at));
	members->at[members->len++] = (struct member){ hl_str_keep(&members->arena, new->account),
		hl_str_keep(&members->arena, new->evidence), new->rule, 0 };
	if (words[LAST])
		members->at[words[LAST] - 1].after = (uint32_t)members->len;
	else
		words[FIRST] = (uint32_t)members->len;
	words[LAST] = (uint32_t)members->len;
}

static void add_to_person(
	struct members *members, const struct lead *lead, const struct member *new) {
	if (lead->person.len > 0)
		add(members,
			hl_keys_words(
				members->persons, hl_keys_add(members->persons, lead->person)),
			new);
}

static void add_to_debt(struct members *members, struct lead *lead, const struct member *new) {
	if (lead->debt_group.len > 0)
		add(members,
			hl_keys_words(members->debts,
				hl_keys_add(members->debts, people_debt(lead, &lead->room))),
			new);
}

static void add_to(
	struct members *members, struct lead *lead, enum scope scope, const struct member *new) {
	if (scope == OF_PERSON)
		add_to_person(members, lead, new);
	else
		add_to_debt(members, lead, new);
}

/* Others may be shown more than what is kept for years; of who holds it they are not. */
static struct telling telling_of(const struct members *members) {
	return (struct telling){ .is_masked = !members->keeps_all };
}

void members_hold(struct members *members, struct lead *lead, size_t rule) {
	const struct rule *held = &lead->gate->rules->at[rule];
	struct member new = { .account = lead->account, .rule = rule };

	members->evidence.len = 0;
	proof_terms(lead, held, telling_of(members), &members->evidence);
	new.evidence = hl_buf_str(&members->evidence);
	add_to(members, lead, held->scope, &new);
}

void members_bad(struct members *members, struct lead *lead, enum scope scope) {
	struct member new = { .account = lead->account, .rule = BAD_CELL };

	members->evidence.len = 0;
	proof_bad(lead, scope, telling_of(members), &members->evidence);
	new.evidence = hl_buf_str(&members->evidence);
	add_to(members, lead, scope, &new);
}

void members_join(struct members *members, struct lead *lead) {
	const struct member new = { .account = lead->account, .rule = NO_RULE };

	if (!members->keeps_all)
		return;
	add_to_person(members, lead, &new);
	add_to_debt(members, lead, &new);
}

/* --- telling --- */

static const uint32_t *words_of(const struct hl_keys *keys, struct hl_str text) {
	size_t number = text.len > 0 ? hl_keys_find(keys, text) : HL_NO_KEY;

	return number == HL_NO_KEY ? NULL : hl_keys_words(keys, number);
}

static void put_member(const struct member *member, size_t told, struct hl_buf *to) {
	hl_buf_add(to, told > 0 ? HL_STR(", ") : HL_STR(": "));
	proof_cell(to, member->account);
	if (member->evidence.len == 0)
		return;
	hl_buf_add_char(to, ' ');
	hl_buf_add(to, member->evidence);
}

/* Is that a member to be told of? */
static bool is_meant(const struct member *member, const struct lead *lead, size_t rule) {
	return member->rule == rule &&
	       (rule != BAD_CELL || !hl_str_eq(member->account, lead->account));
}

static void put_those(const struct members *members, const struct lead *lead, const uint32_t *words,
	size_t rule, struct hl_buf *to) {
	size_t told = 0;

	for (uint32_t at = words ? words[FIRST] : 0; at; at = members->at[at - 1].after) {
		if (!is_meant(&members->at[at - 1], lead, rule))
			continue;
		if (told < SHOWN || members->keeps_all)
			put_member(&members->at[at - 1], told, to);
		told++;
	}
	if (told > SHOWN && !members->keeps_all)
		hl_buf_addf(to, " and %zu more", told - SHOWN);
}

static void put_all(struct hl_buf *to, struct hl_str what, struct hl_str name) {
	hl_buf_add(to, what);
	hl_buf_add_char(to, ' ');
	proof_cell(to, name);
}

/* Those of its person or debt; NULL: there are none. */
static const uint32_t *words_for(
	const struct members *members, struct lead *lead, enum scope scope) {
	if (scope == OF_PERSON)
		return words_of(members->persons, lead->person);
	return lead->debt_group.len > 0 ? words_of(members->debts, people_debt(lead, &lead->room))
					: NULL;
}

bool members_have_bad(const struct members *members, struct lead *lead, enum scope scope) {
	const uint32_t *words = words_for(members, lead, scope);

	for (uint32_t at = words ? words[FIRST] : 0; at; at = members->at[at - 1].after)
		if (is_meant(&members->at[at - 1], lead, BAD_CELL))
			return true;
	return false;
}

void members_put(const struct members *members, struct lead *lead, enum scope scope, size_t rule,
	struct hl_buf *to) {
	if (scope == OF_PERSON)
		put_all(to, HL_STR("person"), lead->person);
	else
		put_all(to, HL_STR("debt"), lead->debt_group);
	put_those(members, lead, words_for(members, lead, scope), rule, to);
}
