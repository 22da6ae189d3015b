/* calendar.c - days and seconds since 1970 as dates, and back; proleptic Gregorian. */
#include "hl/value.h"

#include "calendar.h"
#include "digits.h"

/* Years run from March, so that a leap day is the last of its year; 400 of them repeat. */
enum { ERA_DAYS = 146097, ERA_YEARS = 400 };

/* 0000-03-01 is so many days before 1970: four eras and a part of one. */
enum { SHIFT_ERAS = 4, SHIFT_DAYS = 719468 - SHIFT_ERAS * ERA_DAYS };

static int64_t floor_div(int64_t a, int64_t b) {
	return a / b - (a % b < 0);
}

/* Counted in years of March that many eras earlier: no int is a year before those. */
int64_t hl_day_of(int year, int month, int day) {
	static const int16_t month_starts[] = { 306, 337, 0, 31, 61, 92, 122, 153, 184, 214, 245,
		275 };
	const int64_t eras = 5400000;
	uint64_t y = (uint64_t)(eras * ERA_YEARS + year - (month <= 2));
	uint64_t days = y * 365 + y / 4 - y / 100 + y / 400;

	return (int64_t)days - (eras + SHIFT_ERAS) * ERA_DAYS - SHIFT_DAYS +
	       month_starts[month - 1] + day - 1;
}

/* As hl_day_split, returning the year, for every day there is. */
static int64_t split(int64_t day, int *month, int *mday) {
	int64_t era = floor_div(day, ERA_DAYS);
	int64_t of_era = day - era * ERA_DAYS + SHIFT_DAYS;
	int64_t year_of_era;
	int64_t day_of_year;
	int64_t from_march;

	if (of_era >= ERA_DAYS) {
		of_era -= ERA_DAYS;
		era++;
	}
	year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / (ERA_DAYS - 1)) / 365;
	day_of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	from_march = (5 * day_of_year + 2) / 153;
	*mday = (int)(day_of_year - (153 * from_march + 2) / 5 + 1);
	*month = (int)(from_march < 10 ? from_march + 3 : from_march - 9);
	return (era + SHIFT_ERAS) * ERA_YEARS + year_of_era + (*month <= 2);
}

void hl_day_split(int64_t day, int *year, int *month, int *mday) {
	*year = (int)split(day, month, mday);
}

static char *put_day(char *at, int64_t day) {
	int month;
	int mday;
	int64_t year = split(day, &month, &mday);

	if (year < 0)
		*at++ = '-';
	at = put_digits(at, magnitude(year), digits_len(magnitude(year) | 1000));
	*at++ = '-';
	at = put_digits(at, (uint64_t)month, 2);
	*at++ = '-';
	return put_digits(at, (uint64_t)mday, 2);
}

size_t hl_day_print(int64_t day, char *to) {
	return (size_t)(put_day(to, day) - to);
}

size_t hl_time_print(int64_t s, char *to) {
	uint64_t second = (uint64_t)(s % HL_DAY_S + (s % HL_DAY_S < 0 ? HL_DAY_S : 0));
	char *at = put_day(to, floor_div(s, HL_DAY_S));

	*at++ = 'T';
	at = put_digits(at, second / 3600, 2);
	*at++ = ':';
	at = put_digits(at, second / 60 % 60, 2);
	*at++ = ':';
	at = put_digits(at, second % 60, 2);
	*at++ = 'Z';
	return (size_t)(at - to);
}
