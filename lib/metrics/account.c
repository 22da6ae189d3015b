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

/* Where the facts of each account are to begin: m->starts, and where the next one goes: m->next. */
static void count_facts(struct hl_meter *m) {
	size_t accounts = hl_keys_len(m->accounts);
	const struct fact_list *list = &m->facts;

	m->starts = hl_grow(m->starts, &m->starts_cap, accounts + 1, sizeof(*m->starts));
	m->next = hl_grow(m->next, &m->next_cap, accounts + 1, sizeof(*m->next));
	for (size_t i = 0; i < accounts + 1; i++)
		m->starts[i] = 0;
	for (size_t i = 0; i < list->len; i++)
		m->starts[list->at[i].account + 1]++;
	for (size_t i = 0; i < accounts; i++) {
		m->starts[i + 1] += m->starts[i];
		m->next[i] = m->starts[i];
	}
}

/* Facts side by side with those of their account: each goes to its place and sends off who is
 * there. */
static void gather(struct hl_meter *m) {
	size_t accounts = hl_keys_len(m->accounts);
	struct fact *at = m->facts.at;

	count_facts(m);
	for (size_t i = 0; i < accounts; i++)
		while (m->next[i] < m->starts[i + 1]) {
			struct fact *fact = &at[m->next[i]];
			uint32_t account = fact->account;
			struct fact other;

			if (account != i) {
				other = at[m->next[account]];
				at[m->next[account]] = *fact;
				*fact = other;
			}
			m->next[account]++;
		}
}

struct history history_of(const struct hl_meter *m, uint32_t account) {
	size_t start = m->starts[account];

	return (struct history){ .at = m->facts.at + start,
		.len = m->starts[account + 1] - start,
		.account = account,
		.owner = NOBODY };
}

/* Few are put in order by hand. */
enum { FEW = 16 };

static void sort(struct hl_meter *m, struct history *history) {
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
