/*
 * standing.c - what stands at the end of each day, week or month.
 *
 * An account is not looked at in each of them: what begins to stand in one and what ends in one is
 * noted there, and added up from the first to the last when all accounts are counted.
 */
#include "parts.h"

/* An account on its way through the periods. */
struct walk {
	struct hl_meter *m;
	uint32_t account;
	struct standing standing; /* as it stands at the end of the one at hand */
	struct standing counted;  /* as it was noted last */
};

/* From the period @code on it stands so, and did not before; or the other way round. */
static void note(struct walk *walk, const struct standing *standing, uint32_t code, bool begins) {
	const struct hl_place place = standing_place(standing, walk->account);
	size_t sign = begins ? 1 : SIZE_MAX;
	struct spot spot;

	if (standing->placed == 0)
		return;
	spot = spot_at(walk->m, &place, when_in(code), 0);
	for (size_t i = 0; i < spot.len; i++) {
		struct hl_tally *tally = spot_tally(walk->m, &spot, i);

		tally->counts.standing += sign;
		tally->counts.workable += is_workable(standing) ? sign : 0;
		if (is_workable(standing) && walk->m->account[walk->account].is_suppressed)
			tally->counts.contact.suppressed += sign;
		tally->counts.unpriced += sign * standing->unpriced;
		tally->counts.paid_units += is_paid(standing) ? sign : 0;
		tally->sums.placed += begins ? standing->amount : -standing->amount;
	}
}

static bool is_same(const struct standing *a, const struct standing *b) {
	return a->placed == b->placed && a->unpriced == b->unpriced && a->amount == b->amount &&
	       a->collector == b->collector && a->owner == b->owner && a->label == b->label &&
	       a->is_closed == b->is_closed && is_paid(a) == is_paid(b);
}

/* The period @code is over: what stands now, and the cash of it. */
static void close_period(struct walk *walk, uint32_t code, hl_wide cash) {
	const struct hl_place place = standing_place(&walk->standing, walk->account);
	struct spot spot;

	if (!is_same(&walk->standing, &walk->counted)) {
		note(walk, &walk->counted, code, false);
		note(walk, &walk->standing, code, true);
		walk->counted = walk->standing;
	}
	if (walk->standing.placed == 0 || cash == 0)
		return;
	spot = spot_at(walk->m, &place, when_in(code), 0);
	for (size_t i = 0; i < spot.len; i++)
		spot_tally(walk->m, &spot, i)->sums.placed_cash += cash;
}

/* The period of @fact; what was before the first one is as if it were in that. */
static uint32_t code_at(const struct periods *periods, const struct fact *fact, uint32_t first) {
	if (fact->day < periods->listed[0].from_day)
		return first;
	return PERIODS_MAX + periods->every->number(fact->day);
}

void standing_count(struct hl_meter *m, const struct history *history) {
	const struct periods *periods = &m->periods;
	struct walk walk = { m, history->account, standing_none(NOBODY), standing_none(NOBODY) };
	uint32_t first, end;
	size_t i = 0;

	periods_every(periods, &first, &end);
	while (first < end && i < history->len && history->at[i].day < periods->listed[0].to_day) {
		uint32_t code = code_at(periods, &history->at[i], first);
		int64_t to_day = period_of(periods, code).to_day;
		hl_wide cash = 0;

		for (; i < history->len && history->at[i].day < to_day; i++) {
			standing_take(m, &walk.standing, &history->at[i]);
			if (history->at[i].day >= periods->listed[0].from_day)
				cash += cash_of(m, &history->at[i]);
		}
		close_period(&walk, code, cash);
	}
}

/* --- from the first period to the last --- */

static void add_up(struct hl_meter *m, uint32_t group, uint32_t first, uint32_t end) {
	size_t standing = 0;
	size_t workable = 0;
	size_t unpriced = 0;
	size_t suppressed = 0;
	size_t paid = 0;
	hl_wide placed = 0;

	for (uint32_t code = first; code < end; code++) {
		struct hl_tally *tally = tally_find(m, group, code);

		if (!tally && standing > 0)
			tally = tally_make(m, group, code);
		if (!tally)
			continue;
		tally->counts.standing = standing += tally->counts.standing;
		tally->counts.workable = workable += tally->counts.workable;
		tally->counts.unpriced = unpriced += tally->counts.unpriced;
		tally->counts.contact.suppressed = suppressed += tally->counts.contact.suppressed;
		tally->counts.paid_units = paid += tally->counts.paid_units;
		tally->sums.placed = placed += tally->sums.placed;
		if (standing > 0)
			tally->seen = SEEN_BY_ALL;
	}
}

void standing_end(struct hl_meter *m) {
	size_t groups = hl_keys_len(m->groups.keys);
	uint32_t first, end;

	periods_every(&m->periods, &first, &end);
	for (uint32_t i = 0; first < end && i < groups; i++)
		add_up(m, i, first, end);
}
