/*
 * signals.c - types of events that no built-in metric asks about.
 *
 * Any word may be a signal of a model of one's own, so a type that nobody knows is no mistake; but
 * it may be a misspelt payment, so it is counted by its name, for who wants to look.
 */
#include "parts.h"

#include <stdlib.h>
#include <string.h>

bool signal_is_known(struct hl_str name) {
	/* Those of the model hot, and what other commands read. */
	static const struct hl_str names[] = { { "abandoned_payment", 17 }, { "viewed_plans", 12 },
		{ "portal_visit", 12 }, { "partial_payment", 15 }, { "email_open", 10 },
		{ "sms_click", 9 }, { "inbound_call", 12 }, { "consent", 7 } };

	for (size_t i = 0; i < HL_LEN(names); i++)
		if (hl_str_same(name, names[i]))
			return true;
	return false;
}

/* --- names with their numbers --- */

/* A column that is none of types has more of them than are worth the memory. */
enum { NAMES_MAX = 4096, WORDS = 2 };

struct hl_keys *unknown_types_new(void) {
	return hl_keys_new_with(NULL, WORDS);
}

static uint64_t number_at(const struct hl_keys *names, size_t i) {
	uint64_t n;

	memcpy(&n, hl_keys_words(names, i), sizeof(n));
	return n;
}

void unknown_types_add(struct hl_keys *names, struct hl_str name, uint64_t n) {
	size_t at = hl_keys_find(names, name);

	if (at == HL_NO_KEY && hl_keys_len(names) >= NAMES_MAX)
		return;
	at = hl_keys_add(names, name);
	n += number_at(names, at);
	memcpy(hl_keys_words(names, at), &n, sizeof(n));
}

void unknown_types_merge(struct hl_keys *names, const struct hl_keys *more) {
	for (size_t i = 0; i < hl_keys_len(more); i++)
		unknown_types_add(names, hl_keys_at(more, i), number_at(more, i));
}

struct hl_type_count unknown_type_at(const struct hl_keys *names, size_t i) {
	return (struct hl_type_count){ hl_keys_at(names, i), number_at(names, i) };
}

/* The most frequent first. */
static int by_number(const void *left, const void *right) {
	const struct hl_type_count *a = left;
	const struct hl_type_count *b = right;

	if (a->n != b->n)
		return a->n > b->n ? -1 : 1;
	return hl_str_cmp(a->name, b->name);
}

size_t hl_meter_unknown_types(struct hl_meter *m, const struct hl_type_count **found) {
	size_t len = hl_keys_len(m->unknown_types);
	struct hl_type_count *sorted = hl_new_array(&m->arena, struct hl_type_count, len);

	for (size_t i = 0; i < len; i++)
		sorted[i] = unknown_type_at(m->unknown_types, i);
	if (len > 1)
		qsort(sorted, len, sizeof(*sorted), by_number);
	*found = sorted;
	return len;
}
