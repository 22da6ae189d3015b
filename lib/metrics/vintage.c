/*
 * vintage.c - what came of each month's placements, by their months on book.
 *
 * An account is of the batch of the month of its first placement, if that is in the period and it
 * stands at the end of it. A month on book has passed when as many whole months are over since
 * that day. Accounts are looked at one by one, and cells added up when they are printed.
 */
#include "figure.h"

#include <stdlib.h>

enum { MONTHS = 12 };

static int32_t month_of(int64_t day) {
	int year, month, mday;

	hl_day_split(day, &year, &month, &mday);
	return year * MONTHS + month - 1;
}

/* Whole months from @from_day to @day, which is not before it. */
static uint32_t months_between(int64_t from_day, int64_t day) {
	int year, month, from_mday, mday;

	hl_day_split(from_day, &year, &month, &from_mday);
	hl_day_split(day, &year, &month, &mday);
	return (uint32_t)(month_of(day) - month_of(from_day) - (mday < from_mday));
}

struct vintage *vintage_cell(struct vintages *list, const struct vintage_key *key) {
	size_t known = list->len;
	size_t number;

	if (!list->keys)
		list->keys = hl_keys_new();
	number = hl_keys_add(list->keys, (struct hl_str){ (const char *)key, sizeof(*key) });
	if (number == known) {
		list->at = hl_grow(list->at, &list->cap, number + 1, sizeof(*list->at));
		list->at[list->len++] = (struct vintage){ .key = *key };
	}
	return &list->at[number];
}

static struct vintage *cell_at(struct hl_meter *m, uint32_t group, int32_t batch, uint32_t month) {
	return vintage_cell(&m->vintages, &(struct vintage_key){ group, batch, month });
}

/* --- one account --- */

/* In the rows of all months; in those that it has not all of by @end_day it is young. */
static void count_account(struct hl_meter *m, const struct hl_tally *tally,
	const struct standing *standing, int64_t placed_day, int64_t end_day) {
	int32_t batch = month_of(placed_day);
	struct vintage *first = cell_at(m, tally->group, batch, 0);
	uint32_t last;

	first->placed += standing->amount;
	first->accounts++;
	last = months_between(placed_day, end_day - 1);
	first->last = last > first->last ? last : first->last;
	cell_at(m, tally->group, batch, months_between(placed_day, end_day))->young++;
}

static void count_cash(struct hl_meter *m, const struct history *history, uint32_t group,
	int64_t placed_day, int64_t end_day) {
	for (size_t i = 0; i < history->len && history->at[i].day < end_day; i++) {
		const struct fact *fact = &history->at[i];
		int64_t cash = fact->day < placed_day ? 0 : cash_of(m, fact);

		if (cash != 0)
			cell_at(m, group, month_of(placed_day),
				months_between(placed_day, fact->day))
				->cash += cash;
	}
}

void vintage_count(struct hl_meter *m, const struct history *history, const struct fact *placed) {
	const struct hl_period *period = &m->periods.listed[0];
	struct standing standing = standing_none(NOBODY);
	struct hl_place place;
	struct spot spot;

	if (!placed || placed->day < period->from_day || placed->day >= period->to_day)
		return;
	for (size_t i = 0; i < history->len && history->at[i].day < period->to_day; i++)
		standing_take(m, &standing, &history->at[i]);
	if (standing.placed == 0)
		return;
	place = standing_place(&standing, history->account);
	spot = spot_at(m, &place, when_in(0), SEEN_BY_ALL);
	for (size_t i = 0; i < spot.len; i++) {
		const struct hl_tally *tally = spot_tally(m, &spot, i);

		count_account(m, tally, &standing, placed->day, period->to_day);
		count_cash(m, history, tally->group, placed->day, period->to_day);
	}
}

/* --- what several counted --- */

static void merge(struct hl_meter *m, struct vintages *to, const struct hl_meter *part,
	const struct vintages *from) {
	for (size_t i = 0; i < from->len; i++) {
		const struct vintage *more = &from->at[i];
		const struct group group = group_at(&part->groups, more->key.group);
		const struct vintage_key key = { group_add(&m->groups, &group), more->key.batch,
			more->key.month };
		struct vintage *cell = vintage_cell(to, &key);

		cell->cash += more->cash;
		cell->placed += more->placed;
		cell->accounts += more->accounts;
		cell->last = more->last > cell->last ? more->last : cell->last;
		cell->young += more->young;
	}
}

void vintages_merge(struct hl_meter *m, const struct hl_meter *part) {
	merge(m, &m->vintages, part, &part->vintages);
	merge(m, &m->moves, part, &part->moves);
}

/* --- in order --- */

static int by_key(const void *left, const void *right) {
	const struct vintage_key *a = &((const struct vintage *)left)->key;
	const struct vintage_key *b = &((const struct vintage *)right)->key;
	int order = compare(a->group, b->group);

	if (order == 0)
		order = compare(a->batch, b->batch);
	return order ? order : compare(a->month, b->month);
}

static void sort(const struct vintages *list) {
	if (list->len > 1)
		qsort(list->at, list->len, sizeof(*list->at), by_key);
}

void vintages_end(struct hl_meter *m) {
	sort(&m->vintages);
	sort(&m->moves);
}

void vintages_release(struct vintages *vintages) {
	hl_keys_free(vintages->keys);
	free(vintages->at);
}

/* @tally, which is of the month before or of nothing, to that of @month of the same batch. */
static void add_month(struct hl_tally *tally, const struct vintage *cell) {
	tally->sums.batch_placed += cell->placed;
	tally->sums.batch_cash += cell->cash;
	tally->counts.batch_accounts += cell->accounts;
	tally->counts.batch_young += cell->young;
}

static bool is_of(const struct vintage *cell, const struct vintage *first) {
	return cell->key.group == first->key.group && cell->key.batch == first->key.batch;
}

/* The rows of the batch that begins with cell @at; the next one is returned. */
static size_t each_month(const struct hl_meter *m, size_t at, const struct vintage_rows *rows,
	enum hl_status *status) {
	const struct vintages *list = &m->vintages;
	const struct vintage *first = &list->at[at];
	struct hl_tally tally = { 0 };

	for (uint32_t month = 0; *status == HL_OK && month <= first->last; month++) {
		if (at < list->len && is_of(&list->at[at], first) &&
			list->at[at].key.month == month)
			add_month(&tally, &list->at[at++]);
		*status = rows->put(rows->arg, first->key.batch, month, &tally);
	}
	while (at < list->len && is_of(&list->at[at], first))
		at++;
	return at;
}

enum hl_status vintages_each(
	const struct hl_meter *m, uint32_t group, const struct vintage_rows *rows) {
	enum hl_status status = HL_OK;
	size_t at = 0;

	while (at < m->vintages.len && status == HL_OK)
		if (m->vintages.at[at].key.group == group)
			at = each_month(m, at, rows, &status);
		else
			at++;
	return status;
}

struct hl_figure vintage_curve(const struct hl_tally *t) {
	return noted(over(t->sums.batch_cash, t->sums.batch_placed, t->counts.batch_accounts),
		"incomplete", t->counts.batch_young);
}
