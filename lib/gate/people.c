/* people.c - leads that belong together: those of one person, those of one debt. */
#include "parts.h"

#include <stdlib.h>

/* Words of a person or a group: the bits that hold, where its accounts begin, + 1. */
enum { BITS_LOW, BITS_HIGH, ACCOUNTS, WORDS };

struct account {
	const uint32_t *words; /* in the log */
	uint32_t after;        /* the next one, + 1; 0: the last */
};

struct people {
	struct hl_keys *persons, *debts;
	struct account *at;
	size_t len, cap;
};

struct people *people_new(void) {
	struct people *people = hl_claim(1, sizeof(*people));

	people->persons = hl_keys_new_with(NULL, WORDS);
	people->debts = hl_keys_new_with(NULL, WORDS);
	return people;
}

void people_free(struct people *people) {
	if (!people)
		return;
	hl_keys_free(people->persons);
	hl_keys_free(people->debts);
	free(people->at);
	free(people);
}

static bool has_account(
	const struct people *people, const uint32_t *words, const uint32_t *account) {
	for (uint32_t at = words[ACCOUNTS]; at; at = people->at[at - 1].after)
		if (people->at[at - 1].words == account)
			return true;
	return false;
}

static void join(struct people *people, uint32_t *words, const struct lead *lead, uint64_t held) {
	words[BITS_LOW] |= (uint32_t)held;
	words[BITS_HIGH] |= (uint32_t)(held >> 32);
	if (!lead->words || has_account(people, words, lead->words))
		return;
	people->at = hl_grow(people->at, &people->cap, people->len + 1, sizeof(*people->at));
	people->at[people->len++] = (struct account){ lead->words, words[ACCOUNTS] };
	words[ACCOUNTS] = (uint32_t)people->len;
}

struct hl_str people_debt(const struct lead *lead, struct hl_buf *room) {
	room->len = 0;
	hl_buf_add(room, lead->person);
	hl_buf_add_char(room, '\0');
	hl_buf_add(room, lead->debt_group);
	return hl_buf_str(room);
}

void people_add(
	struct people *people, const struct lead *lead, uint64_t held_person, uint64_t held_debt) {
	struct hl_buf room = { 0 };
	size_t number;

	if (lead->person.len > 0) {
		number = hl_keys_add(people->persons, lead->person);
		join(people, hl_keys_words(people->persons, number), lead, held_person);
	}
	if (lead->debt_group.len > 0) {
		number = hl_keys_add(people->debts, people_debt(lead, &room));
		join(people, hl_keys_words(people->debts, number), lead, held_debt);
	}
	hl_buf_release(&room);
}

static const uint32_t *words_of(const struct hl_keys *keys, struct hl_str text) {
	struct hl_key key;

	if (text.len == 0)
		return NULL;
	key = hl_key_of(keys, text);
	return hl_key_look(keys, &key);
}

static const uint32_t *debt_words(const struct people *people, struct lead *lead) {
	if (lead->debt_group.len == 0)
		return NULL;
	return words_of(people->debts, people_debt(lead, &lead->room));
}

static uint64_t bits_of(const uint32_t *words) {
	return words ? words[BITS_LOW] | (uint64_t)words[BITS_HIGH] << 32 : 0;
}

uint64_t people_held(const struct people *people, struct lead *lead) {
	if (!people)
		return 0;
	return bits_of(words_of(people->persons, lead->person)) | bits_of(debt_words(people, lead));
}

static void add_account(struct lead *lead, const uint32_t *words) {
	lead->accounts = hl_grow(lead->accounts, &lead->accounts_cap, lead->accounts_len + 1,
		sizeof(*lead->accounts));
	lead->accounts[lead->accounts_len++] = words;
}

void people_accounts(const struct people *people, struct lead *lead, enum scope scope) {
	const uint32_t *words = NULL;

	lead->accounts_len = 0;
	if (people && scope == OF_PERSON)
		words = words_of(people->persons, lead->person);
	else if (people && scope == OF_DEBT)
		words = debt_words(people, lead);
	for (uint32_t at = words ? words[ACCOUNTS] : 0; at; at = people->at[at - 1].after)
		add_account(lead, people->at[at - 1].words);
	if (!words && lead->words)
		add_account(lead, lead->words);
}
