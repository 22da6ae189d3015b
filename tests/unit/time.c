/* time.c - dates and times: what is one, which moment it is, how it prints. */
#include "hl/value.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define TEXT(literal)                                                                              \
	{ literal, sizeof(literal) - 1 }

/* 2026-03-02T09:00:00Z */
#define MARCH INT64_C(1772442000)

static int failed;

static void check(bool ok, const char *what, struct hl_str text) {
	if (!ok) {
		printf("not ok time: %s: %.*s\n", what, (int)text.len, text.at);
		failed = 1;
	}
}

enum rules { ISO, LOCAL, DMY, MDY };

static struct hl_time_rules rules[] = {
	[ISO] = { .order = HL_DATE_ISO },
	[LOCAL] = { .order = HL_DATE_ISO, .local = true }, /* America/New_York, see main */
	[DMY] = { .order = HL_DATE_DMY },
	[MDY] = { .order = HL_DATE_MDY }, /* America/New_York too */
};

static const struct {
	enum rules rules;
	struct hl_str text;
	int64_t s;
	int32_t ns;
	bool is_date;
	int64_t day;
} good[] = {
	{ ISO, TEXT("1970-01-01"), 0, 0, true, 0 },
	{ ISO, TEXT("1970-01-01T00:00:00Z"), 0, 0, false, 0 },
	{ ISO, TEXT("1969-12-31T23:59:59Z"), -1, 0, false, -1 },
	{ ISO, TEXT("1969-12-31T23:59:59.5Z"), -1, 500000000, false, -1 },
	{ ISO, TEXT("1900-01-01T00:00:00Z"), -2208988800, 0, false, -25567 },
	{ ISO, TEXT("2200-12-31T23:59:59Z"), 7289654399, 0, false, 84370 },
	{ ISO, TEXT("2200-12-31"), 7289568000, 0, true, 84370 },
	{ ISO, TEXT("2000-02-29"), 951782400, 0, true, 11016 },
	{ ISO, TEXT("2024-02-29T12:00:00Z"), 1709208000, 0, false, 19782 },
	{ ISO, TEXT("2038-01-19T03:14:08Z"), INT64_C(2147483648), 0, false, 24855 },
	{ ISO, TEXT("2026-03-02T09:00:00Z"), MARCH, 0, false, 20514 },
	{ ISO, TEXT("2026-03-02t09:00:00z"), MARCH, 0, false, 20514 },
	{ ISO, TEXT("2026-03-02 09:00:00Z"), MARCH, 0, false, 20514 },
	{ ISO, TEXT("2026-03-02T10:00:00+01:00"), MARCH, 0, false, 20514 },
	{ ISO, TEXT("2026-03-02T04:00:00-05:00"), MARCH, 0, false, 20514 },
	{ ISO, TEXT("2026-03-02T14:45:00+05:45"), MARCH, 0, false, 20514 },
	{ ISO, TEXT("2026-03-02T09:00:00-00:00"), MARCH, 0, false, 20514 },
	{ ISO, TEXT("2026-03-02T23:30:00-01:00"), MARCH + 55800, 0, false, 20515 },
	{ ISO, TEXT("2026-03-02T09:00:00.123456789Z"), MARCH, 123456789, false, 20514 },
	{ ISO, TEXT("2026-03-02T09:00:00.000000001+00:00"), MARCH, 1, false, 20514 },
	{ ISO, TEXT("2016-12-31T23:59:60Z"), 1483228800, 0, false, 17167 },
	{ ISO, TEXT("2016-12-31T23:59:60.25Z"), 1483228800, 250000000, false, 17167 },
	{ ISO, TEXT("2017-01-01T05:29:60+05:30"), 1483228800, 0, false, 17167 },
	{ ISO, TEXT("1969-12-31T23:59:60Z"), 0, 0, false, 0 },
	{ ISO, TEXT("1968-12-31T23:59:60Z"), -31536000, 0, false, -365 },
	{ LOCAL, TEXT("2026-03-02T04:00:00"), MARCH, 0, false, 20514 },
	{ LOCAL, TEXT("2026-03-02T04:00:00.5"), MARCH, 500000000, false, 20514 },
	{ LOCAL, TEXT("2026-07-02 05:00:00"), 1782982800, 0, false, 20636 },
	{ LOCAL, TEXT("2026-03-02"), 1772427600, 0, true, 20514 },
	{ LOCAL, TEXT("2026-03-02T04:59:59Z"), 1772427599, 0, false, 20513 },
	{ LOCAL, TEXT("2026-03-02T05:00:00Z"), 1772427600, 0, false, 20514 },
	{ LOCAL, TEXT("2016-12-31T18:59:60"), 1483228800, 0, false, 17166 },
	{ LOCAL, TEXT("2026-11-01T01:30:00-04:00"), 1793511000, 0, false, 20758 },
	{ DMY, TEXT("02-03-2026"), 1772409600, 0, true, 20514 },
	{ DMY, TEXT("02/03/2026"), 1772409600, 0, true, 20514 },
	{ DMY, TEXT("02.03.2026"), 1772409600, 0, true, 20514 },
	{ DMY, TEXT("2026-03-02"), 1772409600, 0, true, 20514 },
	{ DMY, TEXT("02.03.2026 09:00"), MARCH, 0, false, 20514 },
	{ DMY, TEXT("02.03.2026T09:00:00"), MARCH, 0, false, 20514 },
	{ DMY, TEXT("02.03.2026 09:00:00.25"), MARCH, 250000000, false, 20514 },
	{ DMY, TEXT("02.03.2026 10:00+01:00"), MARCH, 0, false, 20514 },
	{ DMY, TEXT("02.03.2026 09:00Z"), MARCH, 0, false, 20514 },
	{ DMY, TEXT("2026-03-02T09:00:00Z"), MARCH, 0, false, 20514 },
	{ MDY, TEXT("03/02/2026 04:00"), MARCH, 0, false, 20514 },
	{ MDY, TEXT("03/02/2026"), 1772427600, 0, true, 20514 },
};

static const struct {
	enum rules rules;
	struct hl_str text;
	const char *says;
} bad[] = {
	{ ISO, TEXT(""), "not a date" },
	{ ISO, TEXT(" 2026-03-02"), "not a date" },
	{ ISO, TEXT("2026-03-02 "), "not a date" },
	{ ISO, TEXT("2026-3-02"), "not a date" },
	{ ISO, TEXT("2026-03-2"), "not a date" },
	{ ISO, TEXT("26-03-02"), "not a date" },
	{ ISO, TEXT("2026/03/02"), "not a date" },
	{ ISO, TEXT("02.03.2026"), "not a date" },
	{ ISO, TEXT("20260302"), "not a date" },
	{ ISO, TEXT("2026-03-0x"), "not a date" },
	{ ISO, TEXT("2026-03-02x"), "not a date" },
	{ ISO, TEXT("2026-03-02T"), "not a date" },
	{ ISO, TEXT("2026-03-02T09:00"), "not a date" },
	{ ISO, TEXT("2026-03-02T09:00Z"), "not a date" },
	{ ISO, TEXT("2026-03-02T9:00:00Z"), "not a date" },
	{ ISO, TEXT("2026-03-02T09.00.00Z"), "not a date" },
	{ ISO, TEXT("2026-03-02_09:00:00Z"), "not a date" },
	{ ISO, TEXT("2026-03-02T09:00:00.Z"), "not a date" },
	{ ISO, TEXT("2026-03-02T09:00:0\xb0Z"), "not a date" },
	{ ISO, TEXT("2026-03-02T09:00:00.1234567890Z"), "nine decimals" },
	{ ISO, TEXT("2026-02-30"), "calendar" },
	{ ISO, TEXT("2026-02-29"), "calendar" },
	{ ISO, TEXT("1900-02-29"), "calendar" },
	{ ISO, TEXT("2100-02-29T00:00:00Z"), "calendar" },
	{ ISO, TEXT("2026-04-31"), "calendar" },
	{ ISO, TEXT("2026-00-10"), "calendar" },
	{ ISO, TEXT("2026-13-10"), "calendar" },
	{ ISO, TEXT("2026-01-00"), "calendar" },
	{ ISO, TEXT("2026-01-32"), "calendar" },
	{ ISO, TEXT("0000-00-00"), "calendar" },
	{ ISO, TEXT("1899-12-31"), "1900" },
	{ ISO, TEXT("2201-01-01"), "2200" },
	{ ISO, TEXT("9999-12-31T00:00:00Z"), "2200" },
	{ ISO, TEXT("2026-03-02T24:00:00Z"), "clock" },
	{ ISO, TEXT("2026-03-02T09:60:00Z"), "clock" },
	{ ISO, TEXT("2026-03-02T09:00:61Z"), "clock" },
	{ ISO, TEXT("2026-03-02T09:00:60Z"), "leap" },
	{ ISO, TEXT("2026-03-02T23:59:60+01:00"), "leap" },
	{ ISO, TEXT("2026-03-02T23:58:60Z"), "leap" },
	{ ISO, TEXT("2026-03-02T09:00:00"), "offset" },
	{ ISO, TEXT("2026-03-02T09:00:00 Z"), "offset" },
	{ ISO, TEXT("2026-03-02T09:00:00ZZ"), "offset" },
	{ ISO, TEXT("2026-03-02T09:00:00+01"), "offset" },
	{ ISO, TEXT("2026-03-02T09:00:00+0100"), "offset" },
	{ ISO, TEXT("2026-03-02T09:00:00+24:00"), "offset" },
	{ ISO, TEXT("2026-03-02T09:00:00+01:60"), "offset" },
	{ ISO, TEXT("2026-03-02T09:00:00 01:00"), "offset" },
	{ ISO, TEXT("2026-03-02T09:00:00+01:000"), "offset" },
	{ LOCAL, TEXT("2026-03-08T02:30:00"), "skip" },
	{ LOCAL, TEXT("2026-11-01T01:30:00"), "twice" },
	{ LOCAL, TEXT("2016-12-31T23:59:60"), "leap" },
	{ DMY, TEXT("31.02.2026"), "calendar" },
	{ DMY, TEXT("03/13/2026"), "calendar" },
	{ DMY, TEXT("02.03-2026"), "not a date" },
	{ DMY, TEXT("02 03 2026"), "not a date" },
	{ DMY, TEXT("2.3.2026"), "not a date" },
	{ DMY, TEXT("02.03.26"), "not a date" },
	{ DMY, TEXT("02.03.2026 09"), "not a date" },
	{ DMY, TEXT("02.03.2026 09:00.5"), "offset" },
	{ DMY, TEXT("2026-03-02T09:00:00"), "offset" },
	{ DMY, TEXT("2026-03-02T09:00Z"), "not a date" },
	{ MDY, TEXT("13/03/2026"), "calendar" },
	{ MDY, TEXT("03/08/2026 02:30"), "skip" },
	{ MDY, TEXT("11/01/2026 01:30:00"), "twice" },
};

/* With a memo, whatever it read before, a time is what it is without. */
static void check_memo(
	struct hl_time_memo *memo, struct hl_str text, const struct hl_time_rules *of) {
	struct hl_error err = { 0 };
	struct hl_time a = { 0 };
	struct hl_time b = { 0 };
	enum hl_status status = hl_time_parse(text, of, &a, &err);

	check(hl_time_parse_memo(text, of, memo, &b, &err) == status, "taken with a memo", text);
	check(a.s == b.s && a.ns == b.ns && a.day == b.day && a.is_date == b.is_date,
		"the same with a memo", text);
	check(hl_time_parse_next(text, of, memo, &b, &err) == status, "taken behind another", text);
	check(a.s == b.s && a.ns == b.ns && a.day == b.day && a.is_date == b.is_date,
		"the same behind another", text);
}

/* Midnights of a zone whose clocks are put forward and back at midnight, in both directions. */
static void check_memo_days(const struct hl_zone *zone) {
	const struct hl_time_rules of = { .zone = zone };
	struct hl_time_memo memo = { 0 };
	const int64_t from_s = 1508554800; /* 2017-10-21 */
	const int64_t step_s = 1799;
	const int64_t steps = 300 * HL_DAY_S / step_s;

	for (int64_t i = 0; i < 3 * steps; i++) {
		int64_t at = i < steps ? i : i < 2 * steps ? 2 * steps - i : i * 7919 % steps;
		char to[HL_TIME_ROOM];

		check_memo(
			&memo, (struct hl_str){ to, hl_time_print(from_s + at * step_s, to) }, &of);
	}
}

/* What follows on a good time in its minute, or looks as if it did. */
static void check_memo_minutes(void) {
	static const struct hl_str times[] = {
		TEXT("2026-03-02T09:00:59Z"),
		TEXT("2026-03-02T09:00:00Z"),
		TEXT("2026-03-02T09:00:60Z"),
		TEXT("2026-03-02T09:00:5xZ"),
		TEXT("2026-03-02T09:00:x5Z"),
		TEXT("2026-03-02T09:00:/0Z"),
		TEXT("2026-03-02T09:00:0:Z"),
		TEXT("2026-03-02T09:00 01Z"),
		TEXT("2026-03-02T09:00:01z"),
		TEXT("2026-03-02T09:01:01Z"),
		TEXT("2026-03-03T09:01:02Z"),
		TEXT("2026-03-03T09:61:02Z"),
		TEXT("2026-03-04T09:99:02Z"),
		TEXT("2026-03-04T09:01:03Z"),
		TEXT("2026-02-30T09:01:03Z"),
		TEXT("2026-03-02 09:01:03Z"),
		TEXT("2026-03-02T24:00:00Z"),
		TEXT("2026-03-02T24:00:01Z"),
	};
	const struct hl_time_rules of = { .zone = NULL };
	struct hl_time_memo memo = { 0 };

	for (size_t i = 0; i < HL_LEN(times); i++)
		for (size_t j = 0; j < HL_LEN(times); j++) {
			check_memo(&memo, times[i], &of);
			check_memo(&memo, times[j], &of);
		}
}

static void check_parse(void) {
	struct hl_error err = { 0 };
	struct hl_time time = { 0 };
	struct hl_time_memo memos[HL_LEN(rules)] = { 0 };

	for (size_t i = 0; i < HL_LEN(good) + HL_LEN(bad); i++) {
		bool is_good = i < HL_LEN(good);
		size_t j = is_good ? i : i - HL_LEN(good);

		check_memo(&memos[is_good ? good[j].rules : bad[j].rules],
			is_good ? good[j].text : bad[j].text,
			&rules[is_good ? good[j].rules : bad[j].rules]);
	}

	for (size_t i = 0; i < HL_LEN(good); i++) {
		struct hl_str text = good[i].text;

		check(hl_time_parse(text, &rules[good[i].rules], &time, &err) == HL_OK, err.text,
			text);
		check(time.s == good[i].s, "second", text);
		check(time.ns == good[i].ns, "nanosecond", text);
		check(time.is_date == good[i].is_date, "is a date", text);
		check(time.day == good[i].day, "day", text);
	}
	for (size_t i = 0; i < HL_LEN(bad); i++) {
		struct hl_str text = bad[i].text;
		struct hl_time before = time;

		err.value[0] = '\0';
		check(hl_time_parse(text, &rules[bad[i].rules], &time, &err) == HL_EDATA, "taken",
			text);
		check(strstr(err.text, bad[i].says) != NULL, err.text, text);
		check((err.value[0] != '\0') == (text.len > 0), "the value is shown", text);
		check(before.s == time.s && before.day == time.day, "left alone", text);
	}
}

static const struct {
	int64_t s;
	const char *prints;
} prints[] = {
	{ 0, "1970-01-01T00:00:00Z" },
	{ -1, "1969-12-31T23:59:59Z" },
	{ MARCH, "2026-03-02T09:00:00Z" },
	{ 951868799, "2000-02-29T23:59:59Z" },
	{ INT64_C(-62135596800), "0001-01-01T00:00:00Z" },
	{ INT64_C(-62167219201), "-0001-12-31T23:59:59Z" },
	{ INT64_C(253402300800), "10000-01-01T00:00:00Z" },
	{ INT64_MAX, "292277026596-12-04T15:30:07Z" },
	{ INT64_MIN, "-292277022657-01-27T08:29:52Z" },
};

static void check_print(void) {
	for (size_t i = 0; i < HL_LEN(prints); i++) {
		char to[HL_TIME_ROOM];
		struct hl_str text = { to, hl_time_print(prints[i].s, to) };

		check(hl_str_eq(text, hl_str_of(prints[i].prints)), "print", text);
	}
	for (int64_t day = -800000; day < 3000000; day++) {
		char to[HL_TIME_ROOM];
		int year;
		int month;
		int mday;

		hl_day_split(day, &year, &month, &mday);
		check(hl_day_of(year, month, mday) == day, "a day and back",
			(struct hl_str){ to, hl_day_print(day, to) });
	}
}

int main(void) {
	struct hl_zone *zone;
	struct hl_zone *midnights;
	struct hl_error err = { 0 };

	if (hl_zone_open(&zone, "America/New_York", &err) != HL_OK ||
		hl_zone_open(&midnights, "America/Sao_Paulo", &err) != HL_OK) {
		printf("not ok time: %s\n", err.text);
		return 1;
	}
	rules[LOCAL].zone = zone;
	rules[MDY].zone = zone;
	check_parse();
	check_print();
	check_memo_days(midnights);
	check_memo_minutes();
	hl_zone_free(zone);
	hl_zone_free(midnights);
	return failed;
}
