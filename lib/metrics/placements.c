/*
 * placements.c - what was placed with the agency and what became of it.
 *
 * An account stands from the day it is placed until it is recalled; a recall takes away
 * everything that was placed until then. By day, a day's row is what that day alone would give:
 * the accounts that stood at its end.
 */
#include "parts.h"

struct standing {
	size_t placed; /* how often since the last recall */
	size_t unpriced;
	hl_wide amount;
	uint32_t collector; /* of the first of them */
};

static struct standing stand(const struct history *history, int64_t day) {
	struct standing standing = { .collector = NOBODY };

	for (size_t i = 0; i < history->len && history->at[i].day <= day; i++) {
		const struct fact *fact = &history->at[i];

		if (fact->kind == RECALLED)
			standing = (struct standing){ .collector = NOBODY };
		if (fact->kind != PLACED)
			continue;
		if (standing.placed++ == 0)
			standing.collector = fact->collector;
		standing.unpriced += !fact->has_amount;
		standing.amount += fact->amount;
	}
	return standing;
}

bool placements_stand(const struct history *history, int64_t day) {
	return stand(history, day).placed > 0;
}

static const struct fact *first_placed(const struct history *history) {
	for (size_t i = 0; i < history->len; i++)
		if (history->at[i].kind == PLACED)
			return &history->at[i];
	return NULL;
}

static uint32_t whose(const struct history *history, uint32_t own) {
	return own == NOBODY ? history->owner : own;
}

/* --- days from the first placement to the first attempt and the first contact --- */

static void count_days(struct hl_meter *m, const struct history *history) {
	const struct fact *placed = first_placed(history);
	const struct account *account = &m->account[history->account];
	struct hl_place place = { history->account, NOBODY, 0 };
	struct both both;

	if (!placed || !in_period(m, placed->day))
		return;
	place.collector = whose(history, placed->collector);
	place.day = placed->day;
	both = tallies_at(m, &place, SEEN_BY_ALL);
	for (size_t i = 0; i < HL_LEN(both.at); i++) {
		int64_t stood_day = i && is_by_day(m) ? placed->day : m->to_day - 1;

		if (!placements_stand(history, stood_day))
			continue;
		both.at[i]->counts.started++;
		if (account->first_attempt_day != INT32_MAX &&
			account->first_attempt_day >= placed->day) {
			both.at[i]->counts.attempted++;
			both.at[i]->sums.attempt_days += account->first_attempt_day - placed->day;
		}
		if (account->first_contact_day != INT32_MAX &&
			account->first_contact_day >= placed->day) {
			both.at[i]->counts.contacted++;
			both.at[i]->sums.contact_days += account->first_contact_day - placed->day;
		}
	}
}

/* --- what stands, what came of it --- */

static hl_wide net_cash(const struct hl_meter *m, const struct history *history) {
	hl_wide cash = 0;

	for (size_t i = 0; i < history->len; i++) {
		const struct fact *fact = &history->at[i];

		if (in_period(m, fact->day))
			cash += fact->kind == PAID       ? fact->amount
				: fact->kind == REVERSED ? -fact->amount
							 : 0;
	}
	return cash;
}

static void count_standing(struct hl_meter *m, const struct history *history) {
	struct standing standing = stand(history, m->to_day - 1);
	struct hl_place place = { history->account, whose(history, standing.collector), 0 };
	struct both both = { { &m->total, &m->spare } };
	hl_wide cash;

	if (standing.placed == 0)
		return;
	if (!is_by_day(m))
		both = tallies_at(m, &place, SEEN_BY_ALL);
	cash = net_cash(m, history);
	for (size_t i = 0; i < HL_LEN(both.at); i++) {
		both.at[i]->counts.workable++;
		both.at[i]->counts.unpriced += standing.unpriced;
		both.at[i]->sums.placed += standing.amount;
		both.at[i]->sums.placed_cash += cash;
		both.at[i]->counts.penetrated += m->account[history->account].did != 0;
	}
}

/* --- the same by day: what begins and ends on each day, added up in placements_end --- */

static struct hl_tally *tally_of_day(struct hl_meter *m, int64_t day) {
	struct hl_place place = { NOBODY, NOBODY, day };

	return group_tally(m, m->options.by->group(m, &place));
}

/* @fact counts from its day on, and no more from @end on. */
static void span(struct hl_meter *m, const struct fact *fact, int64_t end, bool is_first) {
	int64_t start = fact->day > m->covered_from ? fact->day : m->covered_from;
	struct hl_tally *tally;

	if (start >= end || start >= m->known_to)
		return;
	tally = tally_of_day(m, start);
	tally->counts.workable += is_first;
	tally->counts.unpriced += !fact->has_amount;
	tally->sums.placed += fact->amount;
	if (end >= m->known_to)
		return;
	tally = tally_of_day(m, end);
	tally->counts.workable -= is_first;
	tally->counts.unpriced -= !fact->has_amount;
	tally->sums.placed -= fact->amount;
}

static int64_t recall_day(const struct history *history, size_t i) {
	for (; i < history->len; i++)
		if (history->at[i].kind == RECALLED)
			return history->at[i].day;
	return INT64_MAX;
}

/* Cash of a day counts where the account stands at its end, which is asked once a day. */
static void cash_by_day(struct hl_meter *m, const struct history *history) {
	int64_t asked_day = HL_NO_DAY;
	bool stands = false;

	for (size_t i = 0; i < history->len; i++) {
		const struct fact *fact = &history->at[i];
		bool is_cash = fact->kind == PAID || fact->kind == REVERSED;

		if (!is_cash || !in_period(m, fact->day))
			continue;
		if (fact->day != asked_day)
			stands = placements_stand(history, fact->day);
		asked_day = fact->day;
		if (stands)
			tally_of_day(m, fact->day)->sums.placed_cash +=
				fact->kind == PAID ? fact->amount : -fact->amount;
	}
}

/* What is placed between two recalls begins one by one and ends together. */
static void standing_by_day(struct hl_meter *m, const struct history *history) {
	bool is_first = true;
	int64_t end = INT64_MAX;

	for (size_t i = 0; i < history->len; i++) {
		const struct fact *fact = &history->at[i];

		if (fact->kind == PLACED) {
			if (is_first)
				end = recall_day(history, i);
			span(m, fact, end, is_first);
		}
		if (fact->kind == PLACED || fact->kind == RECALLED)
			is_first = fact->kind == RECALLED;
	}
}

void placements_count(struct hl_meter *m, const struct history *history) {
	count_days(m, history);
	count_standing(m, history);
	if (is_by_day(m)) {
		standing_by_day(m, history);
		cash_by_day(m, history);
	}
}

void placements_end(struct hl_meter *m) {
	size_t workable = 0;
	size_t unpriced = 0;
	hl_wide placed = 0;

	for (int64_t day = m->covered_from; is_by_day(m) && day < m->known_to; day++) {
		struct hl_tally *tally = tally_of_day(m, day);

		if (day < m->covered_to)
			tally->seen = SEEN_BY_ALL;
		tally->counts.workable = workable += tally->counts.workable;
		tally->counts.unpriced = unpriced += tally->counts.unpriced;
		tally->sums.placed = placed += tally->sums.placed;
	}
}
