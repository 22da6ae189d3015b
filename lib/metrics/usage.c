/*
 * usage.c - who uses the system: which collectors looked at their dashboard, week by week, and
 * what a period is in months, for what is counted by the month.
 *
 * Of each collector the days are kept on which there was anything of theirs, and how often they
 * looked. Users are those on the roster; without one those of whom there is anything in a period.
 */
#include "parts.h"

#include <stdlib.h>

enum { WEEK = 7 };

/* --- days --- */

/* Mostly it is the day of the collector's last event, which is known. */
static bool is_noted(struct worker *w, uint32_t collector, int64_t day) {
	size_t len = w->noted_len;

	if (collector >= len) {
		w->noted = hl_grow(w->noted, &w->noted_len, collector + 1, sizeof(*w->noted));
		for (; len < w->noted_len; len++)
			w->noted[len] = INT32_MIN;
	}
	if (w->noted[collector] == day)
		return true;
	w->noted[collector] = (int32_t)day;
	return false;
}

void usage_note(struct worker *w, uint32_t collector, int64_t day, bool is_view) {
	const struct workday used = {
		.collector = collector, .day = day, .took = { .cash = is_view }
	};

	if (collector == 0 || !in_period(w->m, day) || (is_noted(w, collector, day) && !is_view))
		return;
	workdays_add(&w->usage, &used);
}

void usage_take(struct hl_meter *m, const struct parcel *parcel) {
	const struct workday used = { .collector = parcel->collector,
		.day = parcel->event.day,
		.took = { .cash = parcel->event.type->does == DID_VIEW } };

	if (parcel->collector != NOBODY && in_period(m, used.day))
		workdays_add(&m->usage, &used);
}

void usage_merge(struct hl_meter *m, const struct worker *w, const uint32_t *numbers) {
	struct workday used;

	for (size_t at = 0; workdays_next(&w->usage, &at, &used);) {
		used.collector = numbers[used.collector];
		workdays_add(&m->usage, &used);
	}
}

/* A day of a collector, and whether they looked. */
struct used {
	uint32_t collector;
	bool has_looked;
	int64_t day;
};

struct used_list {
	struct used *at;
	size_t len, cap;
};

static int compare_days(const void *left, const void *right) {
	const struct used *a = left;
	const struct used *b = right;

	return a->collector != b->collector ? compare(a->collector, b->collector)
					    : compare(a->day, b->day);
}

/* All of them, by collector and day; the caller frees. */
static struct used_list used_in_order(const struct workdays *days) {
	struct used_list list = { .len = 0 };
	struct workday day;

	for (size_t at = 0; workdays_next(days, &at, &day);) {
		list.at = hl_grow(list.at, &list.cap, list.len + 1, sizeof(*list.at));
		list.at[list.len++] = (struct used){ day.collector, day.took.cash != 0, day.day };
	}
	if (list.len > 1)
		qsort(list.at, list.len, sizeof(*list.at), compare_days);
	return list;
}

/* --- weeks --- */

/* The weeks, from Monday on, that lie in a period; if none does, all that it touches. */
struct weeks {
	int64_t first_day;
	int64_t len;
};

/* The last Monday that is not after @day. */
static int64_t monday(int64_t day) {
	return day - ((day + 3) % WEEK + WEEK) % WEEK;
}

static struct weeks weeks_of(const struct hl_period *period) {
	struct weeks weeks = { .first_day = monday(period->from_day + WEEK - 1) };

	weeks.len = (period->to_day - weeks.first_day) / WEEK;
	if (weeks.len > 0)
		return weeks;
	weeks.first_day = monday(period->from_day);
	weeks.len = (monday(period->to_day - 1) - weeks.first_day) / WEEK + 1;
	return weeks;
}

/* --- who looked --- */

/* The days of one collector in order. */
struct days_of {
	const struct used *at;
	size_t len;
};

/* Those in a period. */
static struct days_of days_in(struct days_of days, const struct hl_period *period) {
	while (days.len > 0 && days.at->day < period->from_day) {
		days.at++;
		days.len--;
	}
	while (days.len > 0 && days.at[days.len - 1].day >= period->to_day)
		days.len--;
	return days;
}

/* In each week. */
static bool looks_weekly(struct days_of days, struct weeks weeks) {
	int64_t seen = 0;
	int64_t last = -1;

	for (size_t i = 0; i < days.len; i++) {
		int64_t week = days.at[i].day < weeks.first_day
				       ? -1
				       : (days.at[i].day - weeks.first_day) / WEEK;

		if (!days.at[i].has_looked || week <= last || week >= weeks.len)
			continue;
		last = week;
		seen++;
	}
	return seen == weeks.len;
}

static void count_user(struct hl_meter *m, uint32_t collector, struct days_of all, uint32_t code) {
	const struct hl_place place = { NOBODY, collector, 0 };
	struct hl_period period = period_of(&m->periods, code);
	struct days_of days = days_in(all, &period);
	struct spot spot;

	if (m->has_roster ? collector >= m->roster_len : days.len == 0)
		return;
	spot = spot_at(m, &place, when_in(code), NEEDS_USAGE);
	for (size_t i = 0; i < spot.len; i++) {
		struct tally_counts *counts = &spot_tally(m, &spot, i)->counts;

		counts->users++;
		counts->weekly += looks_weekly(days, weeks_of(&period));
	}
}

/* --- periods --- */

/* In millionths: a whole month is one, a part of one its share of the days. */
static hl_wide months_of(const struct hl_period *period) {
	const struct hl_every *month = hl_every_find(HL_STR("month"));
	hl_wide months = 0;

	for (int64_t day = period->from_day; day < period->to_day;) {
		uint32_t number = month->number(day);
		int64_t end = month->first_day(number + 1);
		int64_t len = end - month->first_day(number);

		end = end < period->to_day ? end : period->to_day;
		months += ((end - day) * HL_ONE + len / 2) / len;
		day = end;
	}
	return months;
}

typedef void each_code(struct hl_meter *m, uint32_t code, void *arg);

static void for_codes(struct hl_meter *m, each_code *each, void *arg) {
	uint32_t code, end;

	for (code = 0; code < m->periods.len; code++)
		each(m, code, arg);
	for (periods_every(&m->periods, &code, &end); code < end; code++)
		each(m, code, arg);
}

struct user {
	uint32_t collector;
	struct days_of days;
};

static void count_code(struct hl_meter *m, uint32_t code, void *arg) {
	const struct user *user = arg;

	count_user(m, user->collector, user->days, code);
}

/* The total is printed where nothing was counted, too. */
static void make_total(struct hl_meter *m, uint32_t code, void *arg) {
	const struct group total = { .level = 0 };

	(void)arg;
	(void)tally_make(m, group_add(&m->groups, &total), code);
}

static void count_users(struct hl_meter *m) {
	const struct used_list list = used_in_order(&m->usage);
	const struct used *day = list.at;
	size_t left = list.len;

	for (uint32_t i = 0; i < hl_keys_len(m->collectors); i++) {
		struct user user = { i, { day, 0 } };

		for (; left > 0 && day->collector == i; day++, left--)
			user.days.len++;
		for_codes(m, count_code, &user);
	}
	free(list.at);
}

void usage_end(struct hl_meter *m) {
	if (!(m->needs & NEEDS_USAGE))
		return;
	count_users(m);
	for_codes(m, make_total, NULL);
	for (size_t i = 0; i < m->groups.len; i++) {
		struct hl_tally *tally = &m->groups.tallies[i];
		struct hl_period period = period_of(&m->periods, tally->code);

		tally->sums.months = months_of(&period);
	}
}
