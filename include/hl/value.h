/*
 * value.h - text to types and back: decimals, times, zones, spans, tests.
 *
 * Strict and without a locale: what is not exactly of the form is HL_EDATA, the value in
 * err->value. Of the environment TZDIR alone is read. What is printed has no NUL behind it.
 */
#ifndef HL_VALUE_H
#define HL_VALUE_H

#include "hl/base.h"
#include "hl/memory.h"

/* --- decimals: a signed 64-bit count of millionths, the one number type --- */

#define HL_ONE INT64_C(1000000)

/* Bytes that any printed decimal, and any sum of them, fits in. */
enum { HL_DEC_ROOM = 24, HL_SUM_ROOM = 48 };

/* Exactly -?[0-9]+(\.[0-9]{1,6})? within +-9223372036854.775807, no blanks. "-0" is 0. */
enum hl_status hl_dec_parse(struct hl_str text, int64_t *dec, struct hl_error *err) HL_CHECKED;

/* As hl_dec_parse without a word: false where it would fail. */
bool hl_dec_read(struct hl_str text, int64_t *dec);

/* Shortest form, no exponent: "1.5", "-0.07", "3". Printers return the length. */
size_t hl_dec_print(int64_t dec, char *to);

/* With exactly @decimals (0 to 6) places, rounded half away from zero. */
size_t hl_dec_print_fixed(int64_t dec, unsigned decimals, char *to);

/*
 * A sum of any size, with no more decimals than it needs but at least @least of them; or exactly
 * @decimals.
 */
size_t hl_sum_print(hl_wide sum, unsigned least, char *to);
size_t hl_sum_print_fixed(hl_wide sum, unsigned decimals, char *to);

/* As hl_dec_read, within 128 bits. */
bool hl_sum_read(struct hl_str text, hl_wide *sum);

/*
 * Exact arithmetic, rounded once, half away from zero, to millionths. False, and *out left alone:
 * the divisor is 0, or the result does not fit (nor does INT64_MIN, which nothing parses).
 */
bool hl_dec_add(int64_t a, int64_t b, int64_t *out);
bool hl_dec_mul(int64_t a, int64_t b, int64_t *out);
bool hl_dec_div(int64_t a, int64_t b, int64_t *out);
bool hl_dec_round(int64_t dec, unsigned decimals, int64_t *out);

/* num / den as a decimal (both plain 128-bit counts of the same unit), rounded once. */
bool hl_dec_ratio(hl_wide num, hl_wide den, int64_t *out);

/* num / den as a whole number, rounded likewise; false, and *out left alone: den is 0. */
bool hl_sum_ratio(hl_wide num, hl_wide den, hl_wide *out);
hl_wide hl_sum_round(hl_wide sum, unsigned decimals);

/* A finite double to the nearest millionth, half away from zero; false when it does not fit. */
bool hl_dec_of_double(double x, int64_t *out);
bool hl_sum_of_double(double x, hl_wide *out);

/*
 * Likewise with so many decimals (0 to 6), rounded once: by way of millionths what is just below
 * half would go up.
 */
bool hl_dec_round_double(double x, unsigned decimals, int64_t *out);
bool hl_sum_round_double(double x, unsigned decimals, hl_wide *out);

/* --- calendar: proleptic Gregorian, days since 1970-01-01 --- */

enum { HL_DAY_S = 86400 };

/* The month is 1 to 12; a day outside the month counts on from it. */
int64_t hl_day_of(int year, int month, int day);

/* The year must fit an int. */
void hl_day_split(int64_t day, int *year, int *month, int *mday);

/* --- zones: IANA time zones from the system's TZif files (RFC 8536) --- */

/* Never changed once open, so any thread may ask. NULL is UTC. Exact from 1900 to 2200. */
struct hl_zone;

/*
 * The zone called @name ("UTC" needs no file), below TZDIR or /usr/share/zoneinfo. A name that is
 * absolute, holds ".." or is not there: HL_EUSAGE; a file that cannot be read: HL_ENOINPUT; one
 * that is damaged or counts leap seconds: HL_EDATA.
 */
enum hl_status hl_zone_open(
	struct hl_zone **zone, const char *name, struct hl_error *err) HL_CHECKED;
/* One whose clocks are always @offset_s seconds east of UTC. */
struct hl_zone *hl_zone_offset_new(int32_t offset_s);
void hl_zone_free(struct hl_zone *zone);

/* Seconds east of UTC at @utc_s. */
int32_t hl_zone_offset(const struct hl_zone *zone, int64_t utc_s);

/* The calendar day in the zone at @utc_s. */
int64_t hl_zone_day(const struct hl_zone *zone, int64_t utc_s);

/* As hl_zone_day, and from when to when (exclusive) around @utc_s it is that day at least. */
int64_t hl_zone_day_around(
	const struct hl_zone *zone, int64_t utc_s, int64_t *from_s, int64_t *to_s);

/*
 * The moment the zone's clocks show @local_s (seconds since 1970-01-01T00:00 as if UTC).
 * Clocks that skip it or show it twice: HL_EDATA, saying which.
 */
enum hl_status hl_zone_utc(const struct hl_zone *zone, int64_t local_s, int64_t *utc_s,
	struct hl_error *err) HL_CHECKED;

/* The first moment of calendar day @day in the zone (after the gap where midnight is skipped). */
int64_t hl_zone_midnight(const struct hl_zone *zone, int64_t day);

/*
 * The first moment at which the zone's clocks show @local_s or something later: the first of two
 * where they show it twice, that of the change where they skip it.
 */
int64_t hl_zone_first(const struct hl_zone *zone, int64_t local_s);

/* --- times: seconds since 1970 in UTC --- */

enum hl_date_order { HL_DATE_ISO, HL_DATE_DMY, HL_DATE_MDY };

struct hl_time_rules {
	enum hl_date_order order;   /* DMY and MDY are accepted beside ISO, never guessed */
	const struct hl_zone *zone; /* for bare dates and times without an offset; NULL is UTC */
	bool local;                 /* a time without an offset is in @zone; false: refused */
};

struct hl_time {
	int64_t s;    /* whole seconds, rounded down */
	int32_t ns;   /* and nanoseconds, 0..999999999 */
	bool is_date; /* a bare date: s is its midnight in the zone */
	int64_t day;  /* its calendar day: of a bare date itself, else of s in the zone */
};

/*
 * RFC 3339: YYYY-MM-DD, or YYYY-MM-DDThh:mm:ss[.f{1,9}](Z|+-hh:mm) with T or a space between, t and
 * z in either case; the years 1900 to 2200; :60 only at 23:59 UTC, counted as the next second.
 * Without an offset only where @rules->local. With a declared order also DD-MM-YYYY (MM-DD-YYYY)
 * with - / or . and, behind a blank or T, hh:mm[:ss]; without an offset it is the zone's.
 */
enum hl_status hl_time_parse(struct hl_str text, const struct hl_time_rules *rules,
	struct hl_time *time, struct hl_error *err) HL_CHECKED;

/*
 * What was found out about the time read last: most times of a log are of the same day as the one
 * before. Zero it to begin with; it is for one thread and one set of rules.
 */
struct hl_time_memo {
	uint64_t head; /* the date's bytes */
	uint32_t tail; /* the last two of them, and that there are any */
	int64_t date;
	int64_t day, from_s, to_s;    /* the zone's calendar day, from and to so many seconds */
	uint64_t minute[2];           /* the bytes of a minute; 0: none */
	int64_t minute_s, minute_day; /* when it began, and on which day */
};

/* As hl_time_parse, and the faster the fewer days there are. */
enum hl_status hl_time_parse_memo(struct hl_str text, const struct hl_time_rules *rules,
	struct hl_time_memo *memo, struct hl_time *time, struct hl_error *err) HL_CHECKED;

/* The same for times that follow on each other: faster where many are of one minute. */
enum hl_status hl_time_parse_next(struct hl_str text, const struct hl_time_rules *rules,
	struct hl_time_memo *memo, struct hl_time *time, struct hl_error *err) HL_CHECKED;

enum { HL_TIME_ROOM = 32 };

/* "2026-03-02T09:00:00Z" and "2026-03-02". A year beyond 9999 has all its digits. */
size_t hl_time_print(int64_t s, char *to);
size_t hl_day_print(int64_t day, char *to);

/* --- times of day --- */

/* "HH:MM", up to 24:00, in minutes. */
enum hl_status hl_minute_parse(struct hl_str text, int *minute, struct hl_error *err) HL_CHECKED;

/* As people and spreadsheets write it: "9:00", "09:00", "09:00:00"; in seconds. */
enum hl_status hl_clock_parse(struct hl_str text, int *s, struct hl_error *err) HL_CHECKED;

/* --- spans: 30s 15m 12h 7d 2w --- */

struct hl_span {
	int64_t s;     /* seconds; a day is 86400 */
	bool calendar; /* given in d or w: a question about dates where it is asked of a date */
};

/* Digits and one of s m h d w; nothing else. At most 100 years. */
enum hl_status hl_span_parse(
	struct hl_str text, struct hl_span *span, struct hl_error *err) HL_CHECKED;

enum { HL_SPAN_ROOM = 24 };

/* In the largest whole unit of s m h d: 45000 gives "12h". */
size_t hl_span_print(int64_t seconds, char *to);

/* --- tests: the one predicate grammar of models and --where --- */

/*
 * A test is "OP VALUE": < <= > >= VALUE, is VALUE, is not VALUE, in A|B|C, starts TEXT, present,
 * missing, or nothing (always holds). Text compares trimmed and without regard to ASCII case; two
 * numbers compare as numbers. A blank cell is missing: no comparison holds for it, "is not"
 * included. VALUE may be a span (ages), a number or a text.
 */
/* clang-format off */
enum hl_test_op {
	HL_TEST_ALWAYS, HL_TEST_LT, HL_TEST_LE, HL_TEST_GT, HL_TEST_GE, HL_TEST_IS, HL_TEST_IS_NOT,
	HL_TEST_IN, HL_TEST_STARTS, HL_TEST_PRESENT, HL_TEST_MISSING
};
/* clang-format on */

struct hl_test_value {
	struct hl_str text; /* trimmed; borrowed from the text that was parsed */
	int64_t dec;        /* when is_number */
	bool is_number;
};

struct hl_test {
	enum hl_test_op op;
	const struct hl_test_value *values; /* one, or the list of in */
	size_t values_len;
	bool is_span;        /* VALUE has a unit: the test is about an age (but see is, below) */
	struct hl_span span; /* when is_span */
};

/* One more condition, on another column: "and COLUMN OP VALUE". */
struct hl_condition {
	struct hl_str column; /* trimmed; borrowed */
	struct hl_test test;
};

struct hl_conditions {
	const struct hl_condition *at;
	size_t len;
};

/*
 * "OP VALUE [and COLUMN OP VALUE ...]", or "and COLUMN OP VALUE ..." alone. An " and " that is not
 * followed by a name and an operator belongs to the value: "is Terms and Conditions and balance >
 * 5" are two tests. No column is named with an operator or " and " in it. Operators are in lower
 * case; the words need blanks round them, < <= > >= do not. What is returned lives as long as
 * @arena and @text.
 */
enum hl_status hl_test_parse(struct hl_arena *arena, struct hl_str text, struct hl_test *test,
	struct hl_conditions *more, struct hl_error *err) HL_CHECKED;

/* Is @name "CALL(INSIDE)", such as age(placed_date)? Borrowed; INSIDE may be blank. */
bool hl_call_read(struct hl_str name, struct hl_str call, struct hl_str *inside);

/* As hl_test_parse for all of a --where: "COLUMN OP VALUE [and COLUMN OP VALUE ...]". */
enum hl_status hl_where_parse(struct hl_arena *arena, struct hl_str text,
	struct hl_conditions *conditions, struct hl_error *err) HL_CHECKED;

/* "OP VALUE and COLUMN OP VALUE ...", one blank between words: read again it is the same. */
void hl_test_print(struct hl_buf *to, const struct hl_test *test, const struct hl_conditions *more);

/*
 * Does the test hold for the cell? < <= > >= on a cell that is neither blank nor a number is
 * HL_EDATA, and with a span HL_EUSAGE: a cell has no age. "is 2w" and "is not 2w" can be asked
 * of both: a cell is compared with them as a text.
 */
enum hl_status hl_test_cell(const struct hl_test *test, struct hl_str cell, bool *holds,
	struct hl_error *err) HL_CHECKED;

/* A cell as tests see it: trimmed, and a number where it is one. Borrowed. */
struct hl_test_value hl_test_value_of(struct hl_str cell);

/* As hl_test_cell for a cell that was looked at already; a number needs no text. */
enum hl_status hl_test_value(const struct hl_test *test, const struct hl_test_value *value,
	bool *holds, struct hl_error *err) HL_CHECKED;

/* Does it hold for a number? As for a cell with that number, and not for < 7d. */
bool hl_test_dec(const struct hl_test *test, int64_t dec);

/*
 * Does it hold for an age of @age_s seconds? A number VALUE without a unit is seconds. For a
 * calendar span asked of a date the caller gives the difference of the calendar days x 86400.
 */
bool hl_test_age(const struct hl_test *test, int64_t age_s);

#endif
