/*
 * optouts.c - numbers and e-mail addresses that a lead's cells opt out: they are barred for every
 * lead that has them, as the law speaks of the number and not of the account.
 */
#include "parts.h"

#include <pthread.h>
#include <stdlib.h>

/* Words of a number (its digits) or an address (in lower case): channels; whose each of them was,
 * + 1. */
enum { CHANNELS, FIRST_BY, WORDS = FIRST_BY + OPT_OUT_DNC };

struct optouts {
	pthread_mutex_t lock;
	struct hl_keys *keys;
	bool keeps_who;
	struct hl_str *accounts;
	size_t len, cap;
	struct hl_arena arena;
};

struct optouts *optouts_new(bool keeps_who) {
	struct optouts *optouts = hl_claim(1, sizeof(*optouts));

	pthread_mutex_init(&optouts->lock, NULL);
	optouts->keys = hl_keys_new_with(NULL, keeps_who ? WORDS : FIRST_BY);
	optouts->keeps_who = keeps_who;
	return optouts;
}

void optouts_free(struct optouts *optouts) {
	if (!optouts)
		return;
	pthread_mutex_destroy(&optouts->lock);
	hl_keys_free(optouts->keys);
	hl_arena_release(&optouts->arena);
	free(optouts->accounts);
	free(optouts);
}

enum { ADDRESS_ROOM = 256 };

static struct hl_str address_of(struct hl_str text, char room[ADDRESS_ROOM]) {
	size_t len = text.len < ADDRESS_ROOM ? text.len : ADDRESS_ROOM;

	for (size_t i = 0; i < len; i++)
		room[i] = hl_lower(text.at[i]);
	return (struct hl_str){ room, len };
}

static void keep_who(
	struct optouts *optouts, uint32_t *words, unsigned channels, struct hl_str account) {
	optouts->accounts = hl_grow(
		optouts->accounts, &optouts->cap, optouts->len + 1, sizeof(*optouts->accounts));
	optouts->accounts[optouts->len++] = hl_str_keep(&optouts->arena, account);
	for (unsigned i = 0; i < OPT_OUT_DNC; i++)
		if (channels >> i & 1)
			words[FIRST_BY + i] = (uint32_t)optouts->len;
}

static void add(
	struct optouts *optouts, struct hl_str key, unsigned channels, struct hl_str account) {
	uint32_t *words;

	if (key.len == 0 || channels == 0)
		return;
	pthread_mutex_lock(&optouts->lock);
	words = hl_keys_words(optouts->keys, hl_keys_add(optouts->keys, key));
	if (optouts->keeps_who && (channels & ~words[CHANNELS]))
		keep_who(optouts, words, channels & ~words[CHANNELS], account);
	words[CHANNELS] |= channels;
	pthread_mutex_unlock(&optouts->lock);
}

unsigned optouts_said(const struct lead *lead) {
	const struct gate_columns *at = &lead->gate->at;
	unsigned channels = 0;

	for (unsigned i = 0; i < OPT_OUTS; i++)
		if (flag_of(hl_cell_trimmed(lead->row, at->opt_outs[i])) == FLAG_YES)
			channels |= i == OPT_OUT_DNC ? CALL : 1U << i;
	return channels;
}

void optouts_add(struct optouts *optouts, const struct lead *lead) {
	const struct gate_columns *at = &lead->gate->at;
	const size_t numbers[] = { at->phone, at->cell, at->work_phone };
	unsigned channels = optouts_said(lead);
	char room[ADDRESS_ROOM];

	for (size_t i = 0; i < HL_LEN(numbers) && channels; i++)
		add(optouts, contacts_number(hl_cell_trimmed(lead->row, numbers[i]), room),
			channels & (CALL | SMS), lead->account);
	add(optouts, address_of(hl_cell_trimmed(lead->row, at->email), room), channels & EMAIL,
		lead->account);
}

/* NULL: nobody opted it out. */
static const uint32_t *find_number(const struct optouts *optouts, struct hl_str number) {
	char room[ADDRESS_ROOM];
	size_t at;

	if (!optouts || hl_keys_len(optouts->keys) == 0)
		return NULL;
	at = hl_keys_find(optouts->keys, contacts_number(number, room));
	return at == HL_NO_KEY ? NULL : hl_keys_words(optouts->keys, at);
}

static const uint32_t *find_address(const struct optouts *optouts, struct hl_str address) {
	char room[ADDRESS_ROOM];
	size_t at;

	if (!optouts || hl_keys_len(optouts->keys) == 0 || address.len == 0)
		return NULL;
	at = hl_keys_find(optouts->keys, address_of(address, room));
	return at == HL_NO_KEY ? NULL : hl_keys_words(optouts->keys, at);
}

unsigned optouts_of_number(const struct optouts *optouts, struct hl_str number) {
	const uint32_t *words = find_number(optouts, number);

	return words ? words[CHANNELS] : 0;
}

unsigned optouts_of_address(const struct optouts *optouts, struct hl_str address) {
	const uint32_t *words = find_address(optouts, address);

	return words ? words[CHANNELS] : 0;
}

static struct hl_str who(const struct optouts *optouts, const uint32_t *words, unsigned channel) {
	uint32_t by = 0;

	for (unsigned i = 0; words && optouts->keeps_who && i < OPT_OUT_DNC; i++)
		if (channel >> i & 1)
			by = words[FIRST_BY + i];
	return by ? optouts->accounts[by - 1] : HL_STR("");
}

struct hl_str optouts_by_number(
	const struct optouts *optouts, struct hl_str number, unsigned channel) {
	return who(optouts, find_number(optouts, number), channel);
}

struct hl_str optouts_by_address(const struct optouts *optouts, struct hl_str address) {
	return who(optouts, find_address(optouts, address), EMAIL);
}
