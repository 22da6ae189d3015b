/* own_count.c - metrics of the user's own: what the meter counts, and what it comes to. */
#include "parts.h"

#include <stdlib.h>
#include <string.h>

/* --- sums --- */

static struct own_sum *sums_of(struct hl_meter *m, struct hl_tally *tally) {
	if (!tally->own)
		tally->own = hl_new_array(&m->arena, struct own_sum, m->options.own->terms_len);
	return tally->own;
}

void own_join(struct hl_meter *m, struct hl_tally *to, const struct own_sum *more) {
	struct own_sum *sums = sums_of(m, to);

	for (size_t i = 0; i < m->options.own->terms_len; i++) {
		sums[i].sum += more[i].sum;
		sums[i].rows += more[i].rows;
	}
}

void own_merge(struct hl_meter *m, const struct tuple *tuple, const struct own_sum *sums) {
	const struct hl_place place = { NOBODY, tuple->at[0], tuple->at[1] };
	const struct when when = { tuple->at[2], tuple->at[3] };
	size_t terms = m->options.own->terms_len;
	size_t rows = 0;
	struct spot spot;

	for (size_t i = 0; i < terms; i++)
		rows += sums[i].rows;
	if (rows == 0)
		return;
	spot = spot_at(m, &place, when, SEEN_BY_OWN);
	for (size_t i = 0; i < spot.len; i++)
		own_join(m, spot_tally(m, &spot, i), sums);
}

/* --- accounts, each once in a slot --- */

static size_t home_of(const struct own_pairs *pairs, uint64_t key) {
	return (size_t)((key * UINT64_C(0x9e3779b97f4a7c15)) >> 20) & (pairs->cap - 1);
}

static struct own_pair *pair_at(const struct own_pairs *pairs, uint64_t key) {
	size_t at = home_of(pairs, key);

	while (pairs->at[at].marks && pairs->at[at].key != key)
		at = (at + 1) & (pairs->cap - 1);
	return &pairs->at[at];
}

static void pairs_double(struct own_pairs *pairs) {
	struct own_pairs more = { .len = pairs->len, .cap = pairs->cap ? 2 * pairs->cap : 1024 };

	more.at = hl_claim(more.cap, sizeof(*more.at));
	for (size_t i = 0; i < pairs->cap; i++)
		if (pairs->at[i].marks)
			*pair_at(&more, pairs->at[i].key) = pairs->at[i];
	free(pairs->at);
	*pairs = more;
}

static void pairs_add(struct own_pairs *pairs, uint64_t key, uint64_t marks) {
	struct own_pair *pair;

	if (2 * (pairs->len + 1) > pairs->cap)
		pairs_double(pairs);
	pair = pair_at(pairs, key);
	pairs->len += pair->marks == 0;
	pair->key = key;
	pair->marks |= marks;
}

/* In the parts of the accounts each is once in a slot. */
void own_told(struct hl_meter *m, const struct told *told) {
	const struct hl_place place = fact_place(&told->fact);
	struct spot spot = spot_at(m, &place, when_at(m, told->fact.day), SEEN_BY_OWN);

	for (size_t i = 0; i < spot.len; i++)
		pairs_add(
			&m->own_pairs, (uint64_t)place.account << 32 | spot.slots[i], told->marks);
}

void own_end(struct hl_meter *m) {
	for (size_t i = 0; m->own_pairs.len > 0 && i < m->own_pairs.cap; i++) {
		const struct own_pair *pair = &m->own_pairs.at[i];
		struct own_sum *sums;

		if (pair->marks == 0)
			continue;
		sums = sums_of(m, &m->groups.tallies[(uint32_t)pair->key]);
		for (uint64_t left = pair->marks; left; left &= left - 1)
			sums[__builtin_ctzll(left)].rows++;
	}
	if (m->own_pairs.len > 0)
		memset(m->own_pairs.at, 0, m->own_pairs.cap * sizeof(*m->own_pairs.at));
	m->own_pairs.len = 0;
}

/* --- a parcel --- */

/* The terms that count it; an event without an account is nobody's, and has no lead. */
static uint64_t marks_of(const struct hl_meter *m, const struct parcel *parcel, uint32_t account) {
	const struct hl_own *own = m->options.own;
	uint64_t marks = parcel->marks;

	if (own->leads.len > 0)
		marks &= own_lead_marks(m, account);
	return parcel->event.account.len == 0 ? marks & ~own->accounts : marks;
}

void own_take(struct hl_meter *m, const struct parcel *parcel, uint32_t account) {
	const struct hl_place place = { account, parcel->collector, parcel->event.label };
	struct when when = when_at(m, parcel->event.day);
	uint64_t accounts, marks;
	struct spot spot;

	if (parcel->marks == 0 || when_is_never(when))
		return;
	marks = marks_of(m, parcel, account);
	accounts = marks & m->options.own->accounts;
	if (marks == 0)
		return;
	spot = spot_at(m, &place, when, SEEN_BY_OWN);
	for (size_t i = 0; i < spot.len; i++)
		own_add(m->options.own, sums_of(m, spot_tally(m, &spot, i)), marks & ~accounts,
			parcel->values);
	if (accounts)
		late_put_marks(m, parcel, accounts);
}

/* --- figures --- */

/* What the rows @terms come to; how many things add up to it in *n. */
static hl_wide total(
	const struct hl_own *own, const struct own_sum *sums, uint64_t terms, size_t *n) {
	hl_wide all = 0;

	*n = 0;
	for (uint64_t left = sums ? terms : 0; left; left &= left - 1) {
		int i = __builtin_ctzll(left);
		hl_wide one = own->terms[i].takes == TAKES_COLUMN ? sums[i].sum
								  : (hl_wide)sums[i].rows * HL_ONE;

		all += own->terms[i].is_less ? -one : one;
		*n += sums[i].rows;
	}
	return all;
}

struct hl_figure own_measure(const struct own_metric *metric, const struct own_sum *sums) {
	size_t n, den_n;
	hl_wide num = total(metric->own, sums, metric->num, &n);
	hl_wide den = total(metric->own, sums, metric->den, &den_n);

	return (struct hl_figure){ .num = num,
		.den = den,
		.n = metric->den ? den_n : n,
		.has_num = true,
		.has_den = metric->den != 0 };
}
