/* account.c - the facts of each account in order, and whose each of them is. */
#include "parts.h"

#include <stdlib.h>

/* --- in order: by account, then by time, then by content, never by arrival --- */

static struct hl_str text_at(const struct hl_keys *keys, uint32_t number) {
	return number == NOBODY ? HL_STR("") : hl_keys_at(keys, number);
}

int compare_texts(const struct hl_keys *keys, uint32_t a, uint32_t b) {
	return a == b ? 0 : hl_str_cmp(text_at(keys, a), text_at(keys, b));
}

int labels_compare(const struct hl_meter *m, uint32_t a, uint32_t b) {
	uint32_t values[2][DIMENSIONS_MAX];
	int order = 0;

	labels_get(m->log_labels, a, values[0]);
	labels_get(m->log_labels, b, values[1]);
	for (size_t i = 0; order == 0 && i < m->log_labels->width; i++)
		order = hl_str_cmp(value_name(m->log_dimensions[i], values[0][i]),
			value_name(m->log_dimensions[i], values[1][i]));
	return order;
}

static int compare_facts(const void *left, const void *right, void *meter) {
	const struct hl_meter *m = meter;
	const struct fact *a = left;
	const struct fact *b = right;
	int order = compare(a->s, b->s);

	if (order == 0)
		order = compare(a->kind, b->kind);
	if (order == 0)
		order = compare(a->amount, b->amount);
	if (order == 0)
		order = compare(a->rest, b->rest);
	if (order == 0)
		order = compare(a->day, b->day);
	if (order == 0)
		order = compare_texts(m->collectors, a->collector, b->collector);
	if (order == 0 && a->label != b->label)
		order = labels_compare(m, a->label, b->label);
	if (order == 0)
		order = compare_texts(m->refs, a->id, b->id);
	return order ? order : compare_texts(m->refs, a->ref, b->ref);
}

/* Where the facts of each account begin, once they lie side by side: in its facts_end. */
static void begin_all(struct hl_meter *m) {
	size_t accounts = hl_keys_len(m->accounts);
	uint32_t begin = 0;

	for (size_t i = 0; i < accounts; i++) {
		m->account[i].facts_end = begin;
		begin += m->account[i].facts_len;
	}
}

/* The fact at @a changes places with the one at @b. */
static inline void swap(struct fact *a, struct fact *b) {
	struct fact fact = *a;

	*a = *b;
	*b = fact;
}

/*
 * All facts side by side with those of their account, without more memory: whoever stands in the
 * way of an account goes to their own.
 */
void facts_deal_in_place(struct hl_meter *m) {
	size_t accounts = hl_keys_len(m->accounts);
	struct fact *at = m->facts.at;
	uint32_t end = 0;

	begin_all(m);
	for (uint32_t i = 0; i < accounts; i++) {
		uint32_t *next = &m->account[i].facts_end;

		end += m->account[i].facts_len;
		while (*next < end) {
			uint32_t account = at[*next].account;

			if (account != i)
				swap(&at[*next], &at[m->account[account].facts_end++]);
			else
				++*next;
		}
	}
}

/* Few are put in order by hand. */
enum { FEW = 16 };

static void sort(struct hl_meter *m, const struct history *history) {
	struct fact *at = history->at;

	if (history->len > FEW) {
		qsort_r(at, history->len, sizeof(*at), compare_facts, m);
		return;
	}
	for (size_t i = 1; i < history->len; i++) {
		struct fact fact = at[i];
		size_t place = i;

		for (; place > 0 && compare_facts(&at[place - 1], &fact, m) > 0; place--)
			at[place] = at[place - 1];
		if (place < i)
			at[place] = fact;
	}
}

struct history history_again(const struct hl_meter *m, uint32_t account) {
	const struct account *known = &m->account[account];

	return (struct history){ m->facts.at + known->facts_end - known->facts_len,
		known->facts_len, account };
}

static struct history history_of(struct hl_meter *m, uint32_t account) {
	const struct history history = history_again(m, account);

	sort(m, &history);
	return history;
}

/* --- whose --- */

uint32_t owner_at(const struct history *history, int64_t end_day) {
	uint32_t owner = NOBODY;

	for (size_t i = 0; i < history->len && history->at[i].day < end_day; i++)
		if (history->at[i].kind == ASSIGNED)
			owner = history->at[i].collector;
	return owner;
}

/* What had to wait for that. */
static void count_late(struct hl_meter *m, const struct history *history) {
	for (size_t i = 0; i < history->len; i++)
		if (history->at[i].kind == ATTEMPTED && !history->at[i].is_counted)
			attempt_count(m, &history->at[i]);
}

void accounts_end(struct hl_meter *m) {
	size_t len = hl_keys_len(m->accounts);

	for (uint32_t i = 0; i < len; i++) {
		struct history history;

		if (m->account[i].is_told && !m->whole)
			continue;
		history = history_of(m, i);
		attribute(m, &history);
		count_late(m, &history);
		cash_count(m, &history);
		if (m->needs & NEEDS_PLACED)
			placements_count(m, &history);
		if (m->needs & NEEDS_LEADS)
			funnel_count(m, &history);
		if (m->needs & NEEDS_REENGAGED)
			reengaged_count(m, &history);
		if (m->needs & (NEEDS_PROMISES | NEEDS_MADE | NEEDS_PENDING))
			promises_count(m, &history);
	}
}
