/* people.c - leads that belong together: those of one person, those of one debt. */
#include "parts.h"

#include <stdlib.h>

/* Words of a person or a debt: the bits that hold, where its accounts begin. */
enum { BITS_LOW, BITS_HIGH, ACCOUNTS, WORDS };

/* One lead's share in a person or a debt. */
struct share {
	uint64_t held;
	uint32_t *account; /* its words in the log, or NULL */
};

struct account {
	uint32_t *words; /* in the log */
	uint32_t after;  /* the next one; 0: the last */
};

/* Those of the keys of one shard. */
struct account_list {
	struct account *at;
	size_t len, cap;
};

struct group {
	struct shards keys;
	struct account_list lists[SHARDS_MAX];
};

struct people {
	struct group persons, debts;
};

struct people *people_new(size_t threads) {
	struct people *people = hl_claim(1, sizeof(*people));

	shards_init(&people->persons.keys, WORDS, threads);
	shards_init(&people->debts.keys, WORDS, threads);
	return people;
}

static void release(struct group *group) {
	shards_release(&group->keys);
	for (size_t i = 0; i < SHARDS_MAX; i++)
		free(group->lists[i].at);
}

void people_free(struct people *people) {
	if (!people)
		return;
	release(&people->persons);
	release(&people->debts);
	free(people);
}

/* --- joining --- */

static const struct account *account_at(const struct group *group, uint32_t ref) {
	return ref ? &group->lists[shard_of_ref(ref)].at[index_of_ref(ref)] : NULL;
}

static bool has_account(const struct group *group, const uint32_t *words, const uint32_t *account) {
	const struct account *at = account_at(group, words[ACCOUNTS]);

	while (at && at->words != account)
		at = account_at(group, at->after);
	return at != NULL;
}

static void join(void *of_group, size_t shard, uint32_t *words, const void *of_share) {
	struct group *group = of_group;
	struct account_list *list = &group->lists[shard];
	const struct share *share = of_share;

	words[BITS_LOW] |= (uint32_t)share->held;
	words[BITS_HIGH] |= (uint32_t)(share->held >> 32);
	if (!share->account || has_account(group, words, share->account))
		return;
	list->at = hl_grow(list->at, &list->cap, list->len + 1, sizeof(*list->at));
	list->at[list->len] = (struct account){ share->account, words[ACCOUNTS] };
	words[ACCOUNTS] = shard_ref(list->len++, shard);
}

void joining_init(struct joining *joining, struct people *people) {
	folder_init(&joining->persons, &people->persons.keys, sizeof(struct share), join,
		&people->persons);
	folder_init(
		&joining->debts, &people->debts.keys, sizeof(struct share), join, &people->debts);
}

void joining_settle(struct joining *joining) {
	folder_settle(&joining->persons);
	folder_settle(&joining->debts);
	hl_arena_empty(&joining->texts);
}

void joining_release(struct joining *joining) {
	folder_fold(&joining->persons);
	folder_fold(&joining->debts);
	folder_release(&joining->persons);
	folder_release(&joining->debts);
	hl_arena_release(&joining->texts);
}

/* A debt is one person's: the spouse has another one. */
static void add_debt_key(struct hl_str person, struct hl_str debt, struct hl_buf *to) {
	hl_buf_add(to, person);
	hl_buf_add_char(to, '\0');
	hl_buf_add(to, debt);
}

struct hl_str people_debt(const struct lead *lead, struct hl_buf *room) {
	room->len = 0;
	add_debt_key(lead->person, lead->debt_group, room);
	return hl_buf_str(room);
}

static void add_share(struct folder *folder, struct hl_str text, const struct share *share) {
	struct hl_key key = shards_key(folder->shards, text);

	folder_add(folder, &key, share);
	folder->borrows |= text.len > HL_KEY_INSIDE;
}

void people_add(struct joining *joining, const struct lead *lead, struct hl_buf *room,
	uint64_t held_person, uint64_t held_debt) {
	struct share share = { held_person, lead->words };
	struct hl_str text;

	if (lead->person.len > 0)
		add_share(&joining->persons, lead->person, &share);
	if (lead->debt_group.len == 0)
		return;
	text = people_debt(lead, room);
	if (text.len > HL_KEY_INSIDE)
		text = hl_str_keep(&joining->texts, text);
	share.held = held_debt;
	add_share(&joining->debts, text, &share);
}

/* --- looking up --- */

/* Room for all of them is there before the first: none is moved. */
static void make_debt_keys(
	const struct hl_str *persons, struct hl_str *debts, size_t len, struct hl_buf *room) {
	size_t need = 0;

	for (size_t i = 0; i < len; i++)
		need += persons[i].len + 1 + debts[i].len;
	room->len = 0;
	(void)hl_buf_room(room, need);
	for (size_t i = 0; i < len; i++) {
		size_t begun = room->len;

		if (debts[i].len == 0)
			continue;
		add_debt_key(persons[i], debts[i], room);
		debts[i] = (struct hl_str){ room->at + begun, room->len - begun };
	}
}

void people_find(const struct people *people, const struct hl_gate *gate, const struct hl_row *rows,
	size_t len, struct belonging *to) {
	struct hl_str persons[HL_STEP_ROWS];
	struct hl_str debts[HL_STEP_ROWS];

	hl_cells_trimmed(rows, len, gate->at.person, persons);
	hl_cells_trimmed(rows, len, gate->at.debt_group, debts);
	shards_find(&people->persons.keys, persons, len, to->persons);
	make_debt_keys(persons, debts, len, &to->room);
	shards_find(&people->debts.keys, debts, len, to->debts);
}

/* Step by step: each asks for what the next one reads. */
static void ask(const struct group *group, const struct hl_contacts *contacts,
	uint32_t *const *words, size_t len) {
	uint32_t *accounts[HL_STEP_ROWS];
	const struct account *account;
	size_t n = 0;

	for (size_t i = 0; i < len; i++)
		if (words[i] && (account = account_at(group, words[i][ACCOUNTS])) != NULL)
			__builtin_prefetch(account);
	for (size_t i = 0; i < len; i++)
		if (words[i] && (account = account_at(group, words[i][ACCOUNTS])) != NULL) {
			accounts[n++] = account->words;
			__builtin_prefetch(account->words);
		}
	contacts_ask(contacts, accounts, n);
}

void people_ask(const struct people *people, const struct hl_contacts *contacts,
	const struct belonging *of, size_t len) {
	ask(&people->persons, contacts, of->persons, len);
	ask(&people->debts, contacts, of->debts, len);
}

static uint64_t bits_of(const uint32_t *words) {
	return words ? words[BITS_LOW] | (uint64_t)words[BITS_HIGH] << 32 : 0;
}

uint64_t people_held(const struct lead *lead) {
	return bits_of(lead->person_words) | bits_of(lead->debt_words);
}

bool people_are_quiet(const struct lead *lead) {
	return !people_held(lead) && !(lead->person_words && lead->person_words[ACCOUNTS]) &&
	       !(lead->debt_words && lead->debt_words[ACCOUNTS]);
}

static void add_account(struct lead *lead, const uint32_t *words) {
	lead->accounts = hl_grow(lead->accounts, &lead->accounts_cap, lead->accounts_len + 1,
		sizeof(*lead->accounts));
	lead->accounts[lead->accounts_len++] = words;
}

void people_accounts(struct lead *lead, enum scope scope) {
	const struct people *people = lead->gate->people;
	const struct group *group = NULL;
	const uint32_t *words = NULL;

	lead->accounts_len = 0;
	if (scope == OF_PERSON && lead->person_words) {
		group = &people->persons;
		words = lead->person_words;
	} else if (scope == OF_DEBT && lead->debt_words) {
		group = &people->debts;
		words = lead->debt_words;
	}
	if (!words) {
		if (lead->words)
			add_account(lead, lead->words);
		return;
	}
	for (const struct account *at = account_at(group, words[ACCOUNTS]); at;
		at = account_at(group, at->after))
		add_account(lead, at->words);
}
