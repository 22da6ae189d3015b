/* account.c - the facts of each account in order, and whose each of them is. */
#include "parts.h"

#include <stdlib.h>

/* --- in order: by account, then by time, then by content, never by arrival --- */

static struct hl_str text_at(const struct hl_keys *keys, uint32_t number) {
	return number == NOBODY ? HL_STR("") : hl_keys_at(keys, number);
}

static int compare_texts(const struct hl_keys *keys, uint32_t a, uint32_t b) {
	return a == b ? 0 : hl_str_cmp(text_at(keys, a), text_at(keys, b));
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
	if (order == 0)
		order = compare_texts(m->refs, a->id, b->id);
	return order ? order : compare_texts(m->refs, a->ref, b->ref);
}

/* Facts side by side with those of their account: counted, then dealt out. */
static void gather(struct hl_meter *m) {
	size_t accounts = hl_keys_len(m->accounts);
	struct fact_list list = m->facts;

	m->starts = hl_grow(m->starts, &m->starts_cap, accounts + 2, sizeof(*m->starts));
	for (size_t i = 0; i < accounts + 2; i++)
		m->starts[i] = 0;
	for (size_t i = 0; i < list.len; i++)
		m->starts[list.at[i].account + 2]++;
	for (size_t i = 2; i < accounts + 2; i++)
		m->starts[i] += m->starts[i - 1];
	m->dealt.at = hl_grow(m->dealt.at, &m->dealt.cap, list.len + 1, sizeof(*list.at));
	for (size_t i = 0; i < list.len; i++)
		m->dealt.at[m->starts[list.at[i].account + 1]++] = list.at[i];
	m->facts = m->dealt;
	m->facts.len = list.len;
	m->dealt = list;
}

struct history history_of(const struct hl_meter *m, uint32_t account) {
	size_t start = m->starts[account];

	return (struct history){ .at = m->facts.at + start,
		.len = m->starts[account + 1] - start,
		.account = account,
		.owner = NOBODY };
}

static void sort(struct hl_meter *m, struct history *history) {
	for (size_t i = 1; i < history->len; i++)
		if (compare_facts(&history->at[i - 1], &history->at[i], m) > 0) {
			qsort_r(history->at, history->len, sizeof(*history->at), compare_facts, m);
			return;
		}
}

/* --- whose: its own collector, else who the account was assigned to at that moment --- */

/* What puts an account in belongs to whoever has it in the end. */
static bool is_standing(const struct fact *fact) {
	return fact->kind == PLACED || fact->kind == CREATED;
}

static void attribute(const struct hl_meter *m, struct history *history) {
	uint32_t holder = NOBODY;

	for (size_t i = 0; i < history->len; i++) {
		struct fact *fact = &history->at[i];

		if (fact->kind == ASSIGNED) {
			holder = fact->collector;
			if (fact->day < m->to_day)
				history->owner = holder;
		} else if (fact->collector == NOBODY && !is_standing(fact)) {
			fact->collector = holder;
		}
	}
}

/* What had to wait for that. */
static void count_late(struct hl_meter *m, const struct history *history) {
	for (size_t i = 0; i < history->len; i++) {
		if (history->at[i].kind == ATTEMPTED)
			attempt_count(m, &history->at[i]);
		else if (history->at[i].kind == QUEUED)
			queue_step(m, &history->at[i]);
	}
}

void accounts_end(struct hl_meter *m) {
	size_t len = hl_keys_len(m->accounts);

	gather(m);
	for (uint32_t i = 0; i < len; i++) {
		struct history history = history_of(m, i);

		sort(m, &history);
		attribute(m, &history);
		count_late(m, &history);
		cash_count(m, &history);
		if (m->needs & NEEDS_PLACED)
			placements_count(m, &history);
		if (m->needs & NEEDS_LEADS)
			funnel_count(m, &history);
		if (m->needs & NEEDS_PROMISES)
			promises_count(m, &history);
	}
}
