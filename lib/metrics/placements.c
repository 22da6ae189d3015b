/*
 * placements.c - what was placed with the agency and what became of it.
 *
 * An account stands from the day it is placed until it is recalled; a recall takes away
 * everything that was placed until then, unless it says that the placement is kept: then the
 * account is closed, and only what can be worked is less. A period has the accounts that stand at
 * its end.
 */
#include "parts.h"

void standing_take(const struct hl_meter *m, struct standing *standing, const struct fact *fact) {
	if (fact->kind == ASSIGNED)
		standing->owner = fact->collector;
	if (fact->kind == RECALLED)
		*standing = standing_none(standing->owner);
	if (fact->kind == RETURNED)
		standing->is_closed = true;
	if (standing->placed > 0) {
		standing->cash += cash_of(m, fact);
		standing->is_settled |= fact->kind == SETTLED;
	}
	if (fact->kind != PLACED)
		return;
	standing->is_closed = false;
	if (standing->placed++ == 0) {
		standing->collector = fact->collector;
		standing->label = fact->label;
	}
	standing->unpriced += !fact->has_amount;
	standing->amount += fact->amount;
}

bool is_paid(const struct standing *standing) {
	bool has_amount = standing->unpriced == 0 && standing->amount > 0;

	return standing->placed > 0 &&
	       (standing->is_settled || (has_amount && standing->cash >= standing->amount));
}

struct hl_place standing_place(const struct standing *standing, uint32_t account) {
	bool has_own = standing->collector != NOBODY;

	return (struct hl_place){ account, has_own ? standing->collector : standing->owner,
		standing->label };
}

static struct standing stand(
	const struct hl_meter *m, const struct history *history, int64_t end_day) {
	struct standing standing = standing_none(NOBODY);

	for (size_t i = 0; i < history->len && history->at[i].day < end_day; i++)
		standing_take(m, &standing, &history->at[i]);
	return standing;
}

static const struct fact *first_placed(const struct history *history) {
	for (size_t i = 0; i < history->len; i++)
		if (history->at[i].kind == PLACED)
			return &history->at[i];
	return NULL;
}

/* --- days from the first placement to the first attempt, contact, right-party contact --- */

static void count_days(const struct hl_meter *m, const struct account *account,
	const struct fact *placed, struct hl_tally *tally) {
	tally->counts.started++;
	for (size_t i = 0; i < FIRSTS; i++) {
		int64_t days;

		if (account->firsts[i] == INT32_MAX)
			continue;
		days = days_between(m, placed->day, account->firsts[i]);
		tally->counts.contact.first[i]++;
		tally->sums.first_days[i] += days;
		tally->sums.first_squares[i] += (hl_wide)days * days;
		days_add(&tally->first_days[i], days);
	}
}

/* In each period of the placement: it is seen there, and counts if it stands at the end of that. */
static void count_first(struct hl_meter *m, const struct history *history) {
	const struct account *account = &m->account[history->account];
	const struct fact *placed = first_placed(history);
	struct codes codes = { .len = 0 };

	if (placed && in_period(m, placed->day))
		codes = codes_of(when_at(m, placed->day));
	for (size_t i = 0; i < codes.len; i++) {
		int64_t end_day = period_of(&m->periods, codes.at[i]).to_day;
		struct hl_place place = fact_place(placed);
		struct spot spot;

		if (placed->collector == NOBODY)
			place.collector = owner_at(history, end_day);
		spot = spot_at(m, &place, when_in(codes.at[i]), SEEN_BY_ALL);
		if (stand(m, history, end_day).placed == 0)
			continue;
		for (size_t j = 0; j < spot.len; j++)
			count_days(m, account, placed, spot_tally(m, &spot, j));
	}
}

/* --- what stands at the end of a period that was listed, what came of it --- */

static hl_wide net_cash(
	const struct hl_meter *m, const struct history *history, const struct hl_period *period) {
	hl_wide cash = 0;

	for (size_t i = 0; i < history->len; i++) {
		const struct fact *fact = &history->at[i];

		if (fact->day >= period->from_day && fact->day < period->to_day)
			cash += cash_of(m, fact);
	}
	return cash;
}

static void count_standing(struct hl_meter *m, const struct history *history, uint32_t code) {
	const struct hl_period *period = &m->periods.listed[code];
	struct standing standing = stand(m, history, period->to_day);
	struct hl_place place = standing_place(&standing, history->account);
	struct spot spot;
	hl_wide cash;

	if (standing.placed == 0)
		return;
	spot = spot_at(m, &place, when_in(code), SEEN_BY_ALL);
	cash = net_cash(m, history, period);
	for (size_t i = 0; i < spot.len; i++) {
		struct hl_tally *tally = spot_tally(m, &spot, i);

		tally->counts.standing++;
		tally->counts.workable += is_workable(&standing);
		tally->counts.contact.suppressed +=
			is_workable(&standing) && m->account[history->account].is_suppressed;
		tally->counts.unpriced += standing.unpriced;
		tally->counts.paid_units += is_paid(&standing);
		tally->sums.placed += standing.amount;
		tally->sums.placed_cash += cash;
	}
}

void placements_attempted(struct hl_meter *m, uint32_t account, uint32_t code) {
	struct history history = history_again(m, account);
	struct standing standing = stand(m, &history, period_of(&m->periods, code).to_day);
	struct hl_place place = standing_place(&standing, account);
	struct spot spot;

	if (!is_workable(&standing) || m->account[account].is_suppressed)
		return;
	spot = spot_at(m, &place, when_in(code), SEEN_BY_ALL);
	for (size_t i = 0; i < spot.len; i++)
		spot_tally(m, &spot, i)->counts.penetrated++;
}

void placements_count(struct hl_meter *m, const struct history *history) {
	count_first(m, history);
	for (uint32_t code = 0; code < m->periods.len; code++)
		count_standing(m, history, code);
	standing_count(m, history);
	if (m->needs & NEEDS_VINTAGE)
		vintage_count(m, history, first_placed(history));
	if (m->needs & NEEDS_MOVES)
		moves_count(m, history);
}
