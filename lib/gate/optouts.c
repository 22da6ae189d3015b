/*
 * optouts.c - numbers and e-mail addresses that a lead's cells opt out: they are barred for every
 * lead that has them, as the law speaks of the number and not of the account.
 */
#include "parts.h"

#include <pthread.h>
#include <stdlib.h>

struct optouts {
	pthread_mutex_t lock;
	struct hl_keys
		*keys; /* numbers by their digits, addresses in lower case; a word: channels */
};

struct optouts *optouts_new(void) {
	struct optouts *optouts = hl_claim(1, sizeof(*optouts));

	pthread_mutex_init(&optouts->lock, NULL);
	optouts->keys = hl_keys_new_with(NULL, 1);
	return optouts;
}

void optouts_free(struct optouts *optouts) {
	if (!optouts)
		return;
	pthread_mutex_destroy(&optouts->lock);
	hl_keys_free(optouts->keys);
	free(optouts);
}

enum { ADDRESS_ROOM = 256 };

static struct hl_str address_of(struct hl_str text, char room[ADDRESS_ROOM]) {
	size_t len = text.len < ADDRESS_ROOM ? text.len : ADDRESS_ROOM;

	for (size_t i = 0; i < len; i++)
		room[i] = hl_lower(text.at[i]);
	return (struct hl_str){ room, len };
}

static void add(struct optouts *optouts, struct hl_str key, unsigned channels) {
	if (key.len == 0 || channels == 0)
		return;
	pthread_mutex_lock(&optouts->lock);
	*hl_keys_words(optouts->keys, hl_keys_add(optouts->keys, key)) |= channels;
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
			channels & (CALL | SMS));
	add(optouts, address_of(hl_cell_trimmed(lead->row, at->email), room), channels & EMAIL);
}

static unsigned find(const struct optouts *optouts, struct hl_str key) {
	size_t at = hl_keys_find(optouts->keys, key);

	return at == HL_NO_KEY ? 0 : *hl_keys_words(optouts->keys, at);
}

unsigned optouts_of_number(const struct optouts *optouts, struct hl_str number) {
	char room[ADDRESS_ROOM];

	if (!optouts || hl_keys_len(optouts->keys) == 0)
		return 0;
	return find(optouts, contacts_number(number, room));
}

unsigned optouts_of_address(const struct optouts *optouts, struct hl_str address) {
	char room[ADDRESS_ROOM];

	if (!optouts || hl_keys_len(optouts->keys) == 0 || address.len == 0)
		return 0;
	return find(optouts, address_of(address, room));
}
