/* contacts.c - the log of events, as far as contact rules ask for it. */
#include "parcel.h"

#include <stdlib.h>

/*
 * The words of an account: where its contacts begin; what is logged; how old the promise is.
 * Times are kept as the seconds before the run, + 1. Of what can be taken back the newest event
 * decides: twice that, and one more where it stands.
 */
enum { LIST, LOGGED_FROM, PROMISE_AGE = LOGGED_FROM + LOGGED_LEN, WORDS };

/* --- facts --- */

static uint32_t age_kept(const struct hl_contacts *contacts, int64_t s) {
	int64_t age = contacts->time->as_of - s;

	return age < INT32_MAX - 1 ? (uint32_t)age + 1 : INT32_MAX;
}

static void note_newest(uint32_t *word, uint32_t age) {
	if (*word == 0 || age < *word)
		*word = age;
}

/* Of two at the same time the one that bars stands. */
static void note_switch(uint32_t *word, uint32_t age, bool is_on) {
	uint32_t newest = *word >> 1;

	if (*word == 0 || age < newest || (age == newest && is_on))
		*word = age << 1 | is_on;
}

static void note_promise(uint32_t *words, uint32_t age, const struct parcel *parcel) {
	uint32_t *due = &words[LOGGED_FROM + DUE_PROMISE];

	if (words[PROMISE_AGE] != 0 && age > words[PROMISE_AGE])
		return;
	if (age == words[PROMISE_AGE] && *due == 0)
		return;
	words[PROMISE_AGE] = age;
	*due = parcel->is_on ? (uint32_t)(parcel->due + INT32_MAX) : 0;
}

static void add_contact(struct hl_contacts *contacts, size_t shard, uint32_t *words,
	const struct contact *contact) {
	struct contact_list *list = &contacts->lists[shard];

	if (contact->s < contacts->from_s)
		return;
	list->at = hl_grow(list->at, &list->cap, list->len + 1, sizeof(*list->at));
	list->at[list->len] = *contact;
	list->at[list->len].after = words[LIST];
	words[LIST] = shard_ref(list->len++, shard);
}

static void note_contact(
	const struct contact *contact, uint32_t *logged, uint32_t age, bool tells) {
	if (contact->is_out)
		note_newest(&logged[LAST_ATTEMPT], age);
	if (contact->is_conversation)
		note_newest(&logged[LAST_CONVERSATION], age);
	if (tells && age > logged[FIRST_CONTACT])
		logged[FIRST_CONTACT] = age;
}

static void note_switches(uint32_t *logged, uint32_t age, const struct parcel *parcel) {
	if (parcel->channels == 0)
		note_switch(&logged[LAST_RECALLED], age, parcel->is_on);
	for (unsigned i = 0; i < CHANNELS_LEN; i++)
		if (parcel->channels >> i & 1)
			note_switch(&logged[LAST_OPT_OUT + i], age, parcel->is_on);
}

void contacts_fold(void *of_contacts, size_t shard, uint32_t *words, const void *of_parcel) {
	struct hl_contacts *contacts = of_contacts;
	const struct parcel *parcel = of_parcel;
	uint32_t *logged = &words[LOGGED_FROM];
	uint32_t age = age_kept(contacts, parcel->contact.s);

	switch ((enum parcel_kind)parcel->kind) {
	case A_CONTACT:
		note_contact(&parcel->contact, logged, age, parcel->tells);
		add_contact(contacts, shard, words, &parcel->contact);
		break;
	case A_PAYMENT:
		note_newest(&logged[LAST_PAYMENT], age);
		break;
	case A_SWITCH:
		note_switches(logged, age, parcel);
		break;
	case A_PROMISE:
		note_promise(words, age, parcel);
		break;
	}
}

void contacts_switch(
	struct hl_contacts *contacts, struct hl_str number, const struct parcel *parcel) {
	uint32_t age = age_kept(contacts, parcel->contact.s);
	char room[32];
	uint32_t *words;

	number = contacts_number(number, room);
	pthread_mutex_lock(&contacts->lock);
	words = hl_keys_words(contacts->numbers, hl_keys_add(contacts->numbers, number));
	for (unsigned i = 0; i < CHANNELS_LEN; i++)
		if (parcel->channels >> i & 1)
			note_switch(&words[i], age, parcel->is_on);
	pthread_mutex_unlock(&contacts->lock);
}

void contacts_unknown(struct hl_contacts *contacts, const struct hl_keys *unknown) {
	for (size_t i = 0; i < hl_keys_len(unknown); i++) {
		size_t number = hl_keys_add(contacts->unknown, hl_keys_at(unknown, i));

		*hl_keys_words(contacts->unknown, number) += *hl_keys_words(unknown, i);
	}
}

/* --- all of them --- */

/* A day more on each side: whose calendar it is, is not known yet. */
static int64_t oldest(const struct hl_gate_rules *rules) {
	bool is_consent = false;
	int days = 0;

	for (size_t i = 0; i < rules->len; i++) {
		const struct rule *rule = &rules->at[i];

		if (rule->limit.most >= 0 && rule->limit.days > days)
			days = rule->limit.days;
		if (rule->at_work.most >= 0 && rule->at_work.days > days)
			days = rule->at_work.days;
		if (rule->cooldown > days)
			days = rule->cooldown;
		if (rule->gap_s / HL_DAY_S + 1 > days)
			days = (int)(rule->gap_s / HL_DAY_S) + 1;
		is_consent |= rule->ends_by_consent;
	}
	/* A conversation ended a consent before the first day of the window. */
	return (rules->time->day - days - (is_consent ? CONSENT_DAYS : 0) - 1) * HL_DAY_S;
}

/* --- contacts of an account, side by side --- */

/* Those of an account while they are scattered over the log. */
struct chain {
	uint32_t *words;
	uint32_t ref; /* of the next one */
};
enum { CHAINS = 64 };

/* Of many accounts in turn, so that they wait for their memory together. */
static void touch_chains(const struct contact_list *list, struct chain *chains, size_t len) {
	bool is_more = true;

	while (is_more) {
		is_more = false;
		for (size_t i = 0; i < len; i++) {
			if (chains[i].ref == 0)
				continue;
			chains[i].ref = list->at[index_of_ref(chains[i].ref)].after;
			if (chains[i].ref == 0)
				continue;
			__builtin_prefetch(&list->at[index_of_ref(chains[i].ref)]);
			is_more = true;
		}
	}
}

/* Behind those that are in @to already. */
static void copy_chain(const struct contact_list *list, const struct chain *chain, size_t shard,
	struct contact_list *to) {
	uint32_t ref = chain->words[LIST];

	if (ref == 0)
		return;
	chain->words[LIST] = shard_ref(to->len, shard);
	for (; ref; ref = to->at[to->len++].after) {
		to->at[to->len] = list->at[index_of_ref(ref)];
		to->at[to->len].is_last = to->at[to->len].after == 0;
	}
}

/* All are read: from now on the contacts of an account lie one behind the other. */
static void gather(void *of_contacts, size_t worker, size_t shard) {
	struct hl_contacts *contacts = of_contacts;
	const struct hl_keys *keys = contacts->accounts.at[shard].keys;
	struct contact_list *list = &contacts->lists[shard];
	struct contact_list to = { .at = hl_claim(list->len, sizeof(*to.at)), .cap = list->len };
	struct chain chains[CHAINS];

	(void)worker;
	for (size_t at = 0; at < hl_keys_len(keys); at += CHAINS) {
		size_t len = hl_keys_len(keys) - at < CHAINS ? hl_keys_len(keys) - at : CHAINS;

		for (size_t i = 0; i < len; i++) {
			uint32_t *words = hl_keys_words(keys, at + i);

			chains[i] = (struct chain){ words, words[LIST] };
			if (words[LIST])
				__builtin_prefetch(&list->at[index_of_ref(words[LIST])]);
		}
		touch_chains(list, chains, len);
		for (size_t i = 0; i < len; i++)
			copy_chain(list, &chains[i], shard, &to);
	}
	free(list->at);
	*list = to;
}

void contacts_gather(struct hl_contacts *contacts) {
	const struct hl_pieces pieces = { .arg = contacts,
		.count = contacts->accounts.len,
		.threads = contacts->threads,
		.work = gather };

	hl_parallel(&pieces);
}

/* --- begin and end --- */

struct hl_contacts *hl_contacts_new(const struct hl_gate_rules *rules,
	const struct hl_gate_time *time, const struct hl_contact_results *results, size_t threads) {
	struct hl_contacts *contacts = hl_claim(1, sizeof(*contacts));

	contacts->time = time;
	shards_init(&contacts->accounts, WORDS, threads);
	pthread_mutex_init(&contacts->lock, NULL);
	contacts->numbers = hl_keys_new_with(NULL, CHANNELS_LEN);
	contacts->unknown = hl_keys_new_with(NULL, 1);
	contacts->from_s = oldest(rules);
	contacts->results = *results;
	contacts->threads = threads;
	return contacts;
}

void hl_contacts_free(struct hl_contacts *contacts) {
	if (!contacts)
		return;
	shards_release(&contacts->accounts);
	for (size_t i = 0; i < SHARDS_MAX; i++)
		free(contacts->lists[i].at);
	pthread_mutex_destroy(&contacts->lock);
	hl_keys_free(contacts->numbers);
	hl_keys_free(contacts->unknown);
	free(contacts);
}

size_t hl_contacts_future(const struct hl_contacts *contacts) {
	return contacts->future;
}

/* How many of them are less: the log has few, and their order is not that of the threads. */
static size_t rank_of(const struct hl_keys *keys, size_t number) {
	size_t less = 0;

	for (size_t i = 0; i < hl_keys_len(keys); i++)
		less += hl_str_cmp(hl_keys_at(keys, i), hl_keys_at(keys, number)) < 0;
	return less;
}

bool hl_contacts_unknown(
	const struct hl_contacts *contacts, size_t i, struct hl_str *result, size_t *events) {
	for (size_t number = 0; number < hl_keys_len(contacts->unknown); number++)
		if (rank_of(contacts->unknown, number) == i) {
			*result = hl_keys_at(contacts->unknown, number);
			*events = *hl_keys_words(contacts->unknown, number);
			return true;
		}
	return false;
}

/* --- what it says --- */

const struct contact *contacts_first(const struct hl_contacts *contacts, const uint32_t *words) {
	uint32_t ref = words ? words[LIST] : 0;

	return ref ? &contacts->lists[shard_of_ref(ref)].at[index_of_ref(ref)] : NULL;
}

const struct contact *contacts_next(const struct contact *contact) {
	return contact->is_last ? NULL : contact + 1;
}

void contacts_look(const struct hl_contacts *contacts, const struct hl_str *accounts, size_t len,
	uint32_t **words) {
	shards_find(&contacts->accounts, accounts, len, words);
}

void contacts_ask(const struct hl_contacts *contacts, uint32_t *const *words, size_t len) {
	const struct contact *contact;

	for (size_t i = 0; i < len; i++)
		if ((contact = contacts_first(contacts, words[i])) != NULL)
			__builtin_prefetch(contact);
}

uint64_t contacts_person(const struct hl_contacts *contacts, struct hl_str person) {
	uint64_t hash;

	if (person.len == 0)
		return 0;
	hash = shards_key(&contacts->accounts, person).hash;
	return hash ? hash : 1;
}

bool contacts_logged(const struct hl_contacts *contacts, const uint32_t *words, enum logged what,
	int64_t *value) {
	uint32_t word = words ? words[LOGGED_FROM + what] : 0;
	bool is_switch = what >= LAST_RECALLED && what < DUE_PROMISE;

	if (word == 0 || (is_switch && (word & 1) == 0))
		return false;
	if (what == DUE_PROMISE)
		*value = (int64_t)word - INT32_MAX;
	else
		*value = contacts->time->as_of + 1 - (is_switch ? word >> 1 : word);
	return true;
}

unsigned contacts_opted_out(const struct hl_contacts *contacts, struct hl_str number) {
	unsigned channels = 0;
	struct hl_key key;
	const uint32_t *words;
	char room[32];

	if (hl_keys_len(contacts->numbers) == 0)
		return 0;
	key = hl_key_of(contacts->numbers, contacts_number(number, room));
	words = hl_key_look(contacts->numbers, &key);
	for (unsigned i = 0; words && i < CHANNELS_LEN; i++)
		channels |= (words[i] & 1) << i;
	return channels;
}

struct hl_str contacts_number(struct hl_str text, char room[32]) {
	size_t len = 0;

	for (size_t i = 0; i < text.len && len < 32; i++)
		if (hl_is_digit(text.at[i]) && !hl_is_trunk_zero(text, i))
			room[len++] = text.at[i];
	if (len == 11 && room[0] == '1')
		return (struct hl_str){ room + 1, 10 };
	return (struct hl_str){ room, len };
}
