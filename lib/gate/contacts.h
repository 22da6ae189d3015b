/* contacts.h - inside lib/gate: what the log of events says of each account. */
#ifndef HL_GATE_CONTACTS_H
#define HL_GATE_CONTACTS_H

#include "rules.h"
#include "shards.h"

/* What is remembered of an account beside its contacts. */
enum logged {
	LAST_ATTEMPT, /* the newest one, as the next two */
	LAST_CONVERSATION,
	LAST_PAYMENT,
	FIRST_CONTACT, /* the oldest time that something was told */
	LAST_RECALLED, /* taken back by a later placement */
	LAST_OPT_OUT,  /* of each channel; taken back by a later consent */
	DUE_PROMISE = LAST_OPT_OUT + CHANNELS_LEN, /* of the newest promise, unless cancelled */
	LOGGED_LEN
};

/* "last(attempt)", "due(promise)", ... */
extern const char *const logged_names[LOGGED_LEN];

/* How long the consumer's consent to calls lasts, the day on which it was given the first. */
enum { CONSENT_DAYS = 7 };

/* One event that limits count. */
struct contact {
	int64_t s;       /* when, in seconds */
	uint64_t person; /* whose it is, see contacts_person; 0: nobody was named */
	uint32_t after;  /* while the log is read: the account's next one, as shard_ref; 0: none */
	uint8_t channel; /* one bit */
	bool is_out : 1, is_counted : 1, is_conversation : 1, is_work : 1;
	bool is_last : 1; /* of its account, when the log was read */
};

/* Those of the accounts of one shard. */
struct contact_list {
	struct contact *at;
	size_t len, cap;
};

struct hl_contacts {
	const struct hl_gate_time *time;
	struct shards accounts; /* see contacts.c for the words beside each */
	struct contact_list lists[SHARDS_MAX];
	pthread_mutex_t lock;    /* of the numbers */
	struct hl_keys *numbers; /* that have opted out; a word for each channel, as of accounts */
	struct hl_keys *unknown; /* results that are none; a word: how often */
	struct hl_contact_results results;
	int64_t from_s; /* older contacts are of no account */
	size_t future;
	size_t threads;
};

/* The words of up to HL_STEP_ROWS accounts, each of them or NULL. */
void contacts_look(const struct hl_contacts *contacts, const struct hl_str *accounts, size_t len,
	uint32_t **words);

/* Ask for the memory of their first contacts. */
void contacts_ask(const struct hl_contacts *contacts, uint32_t *const *words, size_t len);

/*
 * A person by the 64 bits of a hash that is keyed anew for every run: two who share them are
 * taken for one, whose calls count together. 0: no person.
 */
uint64_t contacts_person(const struct hl_contacts *contacts, struct hl_str person);

/* The second that is logged, or of DUE_PROMISE the day; false: there is none. */
bool contacts_logged(const struct hl_contacts *contacts, const uint32_t *words, enum logged what,
	int64_t *value);

/* The first contact of an account, and those behind it; NULL: there is none. */
const struct contact *contacts_first(const struct hl_contacts *contacts, const uint32_t *words);
const struct contact *contacts_next(const struct contact *contact);

/* The channels of which that number has opted out. */
unsigned contacts_opted_out(const struct hl_contacts *contacts, struct hl_str number);

/*
 * The digits of a phone number, without the 1 of North America and the (0) behind the code of a
 * country: how two are compared.
 */
struct hl_str contacts_number(struct hl_str text, char room[32]);

#endif
