/* business.c - days of business: Monday to Friday, and no holiday. */
#include "parts.h"

#include <stdlib.h>

enum { MONDAY_OFFSET = 3, WEEK = 7, WEEKDAYS = 5 };

/* Days from Monday to Friday up to @day, and it as well, since a Monday long ago. */
static int64_t weekdays_until(int64_t day) {
	int64_t since = day + MONDAY_OFFSET;
	int64_t week = since / WEEK - (since % WEEK < 0);
	int64_t rest = since - week * WEEK + 1;

	return week * WEEKDAYS + (rest < WEEKDAYS ? rest : WEEKDAYS);
}

/* Holidays up to @day, and it as well. */
static int64_t holidays_until(const struct holidays *holidays, int64_t day) {
	size_t low = 0;
	size_t high = holidays->len;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (holidays->at[middle] <= day)
			low = middle + 1;
		else
			high = middle;
	}
	return (int64_t)low;
}

static int64_t business_until(const struct hl_meter *m, int64_t day) {
	return weekdays_until(day) - holidays_until(&m->holidays, day);
}

int64_t days_between(const struct hl_meter *m, int64_t from, int64_t to) {
	return m->options.business_days ? business_until(m, to) - business_until(m, from)
					: to - from;
}

/* --- the table of holidays --- */

static int by_day(const void *left, const void *right) {
	int64_t a = *(const int64_t *)left;
	int64_t b = *(const int64_t *)right;

	return (a > b) - (a < b);
}

/* In order, each once, none that is on a weekend anyway. */
static void tidy(struct holidays *holidays) {
	size_t len = 0;

	if (holidays->len > 1)
		qsort(holidays->at, holidays->len, sizeof(*holidays->at), by_day);
	for (size_t i = 0; i < holidays->len; i++) {
		int64_t day = holidays->at[i];
		bool is_again = len > 0 && holidays->at[len - 1] == day;

		if (!is_again && weekdays_until(day) > weekdays_until(day - 1))
			holidays->at[len++] = day;
	}
	holidays->len = len;
}

static enum hl_status take_holiday(
	struct hl_meter *m, const struct hl_row *row, size_t column, struct hl_error *err) {
	struct holidays *holidays = &m->holidays;
	struct hl_time time;

	if (hl_time_parse(hl_cell_trimmed(row, column), m->options.time, &time, err) != HL_OK)
		return HL_EDATA;
	holidays->at =
		hl_grow(holidays->at, &holidays->cap, holidays->len + 1, sizeof(*holidays->at));
	holidays->at[holidays->len++] = time.day;
	return HL_OK;
}

enum hl_status holidays_read(struct hl_meter *m, struct hl_reader *reader, struct hl_error *err) {
	const struct hl_header *header = hl_reader_header(reader);
	struct hl_row row;
	size_t column = 0;
	enum hl_status status = hl_lead_find(header, NULL, HL_STR("date"), &column, err);

	while (status == HL_OK && (status = hl_reader_next(reader, &row, err)) == HL_OK) {
		if (take_holiday(m, &row, column, err) == HL_OK)
			continue;
		(void)hl_row_fail(&row, header, column, HL_EDATA, err);
		status = hl_reader_reject(reader, &row, err);
	}
	tidy(&m->holidays);
	return status == HL_END ? HL_OK : status;
}
