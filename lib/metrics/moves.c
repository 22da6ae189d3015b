/*
 * moves.c - what the days of coll lack to be those of a longer period.
 *
 * Of a day coll has the cash of the accounts that stand at its end, of a longer period that of
 * those that stand at the end of it. An account that is recalled, placed or given to another group
 * in between takes the cash of its earlier days with it: that is noted here, by the day of the cash
 * and how many days later it was. With all of that which lies within a period, its days add up.
 */
#include "figure.h"

/* An account on its way through the days. */
struct walk {
	struct hl_meter *m;
	const struct history *history;
	struct standing standing;
	struct hl_place place; /* whose its cash is, */
	bool is_placed;        /* if anybody's */
};

/* The cash of the facts before @end moves to, or from, those who have the account at @place. */
static void note(const struct walk *walk, const struct hl_place *place, size_t end, int sign) {
	struct hl_meter *m = walk->m;
	const struct fact *facts = walk->history->at;
	const struct spot spot = spot_at(m, place, when_in(0), NEEDS_MOVES);

	for (size_t i = 0; i < end; i++) {
		int64_t cash =
			facts[i].day < m->periods.listed[0].from_day ? 0 : cash_of(m, &facts[i]);

		for (size_t j = 0; cash != 0 && j < spot.len; j++) {
			const struct vintage_key key = { spot_tally(m, &spot, j)->group,
				(int32_t)facts[i].day, (uint32_t)(facts[end].day - facts[i].day) };
			struct vintage *cell = vintage_cell(&m->moves, &key);

			cell->cash += sign * (hl_wide)cash;
			cell->accounts++;
		}
	}
}

static bool is_same(const struct hl_place *a, const struct hl_place *b) {
	return a->collector == b->collector && a->label == b->label;
}

/* The day of the fact at @begin is over. */
static void end_day(struct walk *walk, size_t begin) {
	struct hl_place place = standing_place(&walk->standing, walk->history->account);
	bool is_placed = walk->standing.placed > 0;

	if (is_placed == walk->is_placed && (!is_placed || is_same(&place, &walk->place)))
		return;
	if (walk->is_placed)
		note(walk, &walk->place, begin, -1);
	if (is_placed)
		note(walk, &place, begin, 1);
	walk->place = place;
	walk->is_placed = is_placed;
}

void moves_count(struct hl_meter *m, const struct history *history) {
	struct walk walk = { .m = m, .history = history, .standing = standing_none(NOBODY) };
	size_t i = 0;

	while (i < history->len && history->at[i].day < m->periods.listed[0].to_day) {
		size_t begin = i;

		for (; i < history->len && history->at[i].day == history->at[begin].day; i++)
			standing_take(m, &walk.standing, &history->at[i]);
		end_day(&walk, begin);
	}
}

enum hl_status moves_each(const struct hl_meter *m, uint32_t group, const struct vintage_rows *rows,
	struct hl_tally *all) {
	enum hl_status status = HL_OK;

	for (size_t i = 0; i < m->moves.len && status == HL_OK; i++) {
		const struct vintage *cell = &m->moves.at[i];
		struct hl_tally tally = { 0 };

		if (cell->key.group != group || cell->cash == 0)
			continue;
		tally.sums.batch_cash = cell->cash;
		tally.counts.batch_accounts = cell->accounts;
		all->sums.batch_cash += cell->cash;
		all->counts.batch_accounts += cell->accounts;
		status = rows->put(rows->arg, cell->key.batch, cell->key.month, &tally);
	}
	return status;
}

struct hl_figure cash_moved(const struct hl_tally *t) {
	return sum(t->sums.batch_cash, t->counts.batch_accounts);
}
