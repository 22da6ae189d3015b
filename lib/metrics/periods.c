/*
 * periods.c - days, weeks and months, and the periods a day is in.
 *
 * To add a way to cut a period: write the two functions, add the row to hl_everys, document the
 * name in man/hl-metrics.1.
 */
#include "periods.h"

/* --- what a period can be cut into; numbers begin long before any time there is --- */

enum { FIRST_YEAR = 1800, MONTHS = 12, WEEK = 7 };

/* A Monday before 1900, as 1970-01-01 was a Thursday. */
enum { FIRST_DAY = -3 - 4000 * WEEK };

static uint32_t day_number(int64_t day) {
	return (uint32_t)(day - FIRST_DAY);
}

static int64_t day_first(uint32_t number) {
	return (int64_t)number + FIRST_DAY;
}

static uint32_t week_number(int64_t day) {
	return (uint32_t)((day - FIRST_DAY) / WEEK);
}

static int64_t week_first(uint32_t number) {
	return (int64_t)number * WEEK + FIRST_DAY;
}

static uint32_t month_number(int64_t day) {
	int year, month, mday;

	hl_day_split(day, &year, &month, &mday);
	return (uint32_t)((year - FIRST_YEAR) * MONTHS + month - 1);
}

static int64_t month_first(uint32_t number) {
	return hl_day_of(FIRST_YEAR + (int)(number / MONTHS), 1 + (int)(number % MONTHS), 1);
}

const struct hl_every hl_everys[] = {
	{ "day", day_number, day_first },
	{ "week", week_number, week_first },
	{ "month", month_number, month_first },
};
const size_t hl_everys_len = HL_LEN(hl_everys);

const struct hl_every *hl_every_find(struct hl_str name) {
	for (size_t i = 0; i < hl_everys_len; i++)
		if (hl_str_eq(hl_str_of(hl_everys[i].name), name))
			return &hl_everys[i];
	return NULL;
}

/* --- periods of a day --- */

static bool has_day(const struct hl_period *period, int64_t day) {
	return day >= period->from_day && day < period->to_day;
}

struct when when_of(const struct periods *periods, int64_t day) {
	struct when when = { 0, 0 };

	for (size_t i = 0; i < periods->len; i++)
		when.listed |= (uint32_t)has_day(&periods->listed[i], day) << i;
	if (periods->every && (when.listed & 1))
		when.every = 1 + periods->every->number(day);
	return when;
}

struct when when_in(uint32_t code) {
	if (code < PERIODS_MAX)
		return (struct when){ UINT32_C(1) << code, 0 };
	return (struct when){ 0, 1 + code - PERIODS_MAX };
}

struct codes codes_of(struct when when) {
	struct codes codes = { .len = 0 };

	for (uint32_t i = 0; i < PERIODS_MAX; i++)
		if (when.listed >> i & 1)
			codes.at[codes.len++] = i;
	if (when.every)
		codes.at[codes.len++] = PERIODS_MAX + when.every - 1;
	return codes;
}

struct hl_period period_of(const struct periods *periods, uint32_t code) {
	const struct hl_period *whole = &periods->listed[0];
	struct hl_period period;

	if (code < PERIODS_MAX)
		return periods->listed[code];
	period.from_day = periods->every->first_day(code - PERIODS_MAX);
	period.to_day = periods->every->first_day(code - PERIODS_MAX + 1);
	if (period.from_day < whole->from_day)
		period.from_day = whole->from_day;
	if (period.to_day > whole->to_day)
		period.to_day = whole->to_day;
	return period;
}

void periods_every(const struct periods *periods, uint32_t *first, uint32_t *end) {
	const struct hl_period *whole = &periods->listed[0];

	*first = *end = PERIODS_MAX;
	if (!periods->every || whole->from_day >= whole->to_day)
		return;
	*first += periods->every->number(whole->from_day);
	*end += periods->every->number(whole->to_day - 1) + 1;
}

void periods_shown(const struct periods *periods, uint32_t *first, uint32_t *end) {
	periods_every(periods, first, end);
	if (*end - *first == 1)
		*end = *first;
}

void periods_add(struct periods *periods, const struct hl_period *period) {
	periods->listed[periods->len++] = *period;
	if (period->from_day < periods->from_day)
		periods->from_day = period->from_day;
	if (period->to_day > periods->to_day)
		periods->to_day = period->to_day;
}
