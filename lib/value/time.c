/* time.c - dates and times from text. */
#include "hl/value.h"

#include "calendar.h"
#include "swar.h"
#include "zone.h"

enum { FIRST_YEAR = 1900, LAST_YEAR = 2200, ISO_DATE = 10, CLOCK = 8 };

/* What a text says, before its day and its moment are looked at. */
struct reading {
	int64_t day;
	int32_t second; /* of the day, 23:59:59 for 23:59:60 */
	int32_t ns;
	int32_t offset; /* seconds east of UTC */
	bool has_offset, is_leap, is_declared;
};

/* The messages; NULL is success in this file. */
static const char bad_form[] = "not a date or time such as 2026-03-02 or 2026-03-02T09:00:00Z";
static const char no_order[] =
	"not a date in ISO order; --date dmy or mdy takes such as 26-02-2018";
static const char bad_day[] = "a day that is not in the calendar";
static const char bad_year[] = "a year before 1900 or after 2200";
static const char bad_clock[] = "a time that is not on the clock";
static const char bad_offset[] = "not an offset from UTC such as Z or +01:00";
static const char no_offset[] = "a time without its offset from UTC, such as Z or +01:00";
static const char bad_leap[] = "a leap second that is not at 23:59 UTC";

/*
 * Eight bytes against a form such as "00:00:00", where @room has 0x76 for each
 * digit and 0x7f for what must be as it is. The two-digit numbers are in the
 * bytes of @pairs, each where its first digit was.
 */
static inline bool read_form(const char *at, const char *form, const char *room, uint64_t *pairs) {
	uint64_t digits = swar_load(at) ^ swar_load(form);

	*pairs = swar_pairs(digits);
	return swar_within(digits, swar_load(room));
}

static inline int byte_of(uint64_t pairs, unsigned i) {
	return (int)(pairs >> 8 * i & 0xff);
}

static inline const char *find_day(int year, int month, int mday, int64_t *day) {
	static const signed char lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	if (month < 1 || month > 12 || mday < 1 ||
		mday > lengths[month - 1] + (month == 2 && is_leap(year)))
		return bad_day;
	if (year < FIRST_YEAR || year > LAST_YEAR)
		return bad_year;
	*day = hl_day_of(year, month, mday);
	return NULL;
}

/* YYYY-MM-DD */
static inline const char *read_iso_date(const char *at, int64_t *day) {
	uint64_t pairs;

	if (!read_form(at, "0000-00-", "\x76\x76\x76\x76\x7f\x76\x76\x7f", &pairs) ||
		!hl_is_digit(at[8]) || !hl_is_digit(at[9]))
		return bad_form;
	return find_day(byte_of(pairs, 0) * 100 + byte_of(pairs, 2), byte_of(pairs, 5),
		(at[8] - '0') * 10 + (at[9] - '0'), day);
}

/* hh:mm:ss, where ss may be 60: whether it may be is seen in UTC. */
static inline const char *read_clock(const char *at, int32_t *second) {
	uint64_t pairs;
	int hour;
	int minute;
	int rest;

	if (!read_form(at, "00:00:00", "\x76\x76\x7f\x76\x76\x7f\x76\x76", &pairs))
		return bad_form;
	hour = byte_of(pairs, 0);
	minute = byte_of(pairs, 3);
	rest = byte_of(pairs, 6);
	if (hour > 23 || minute > 59 || rest > 60)
		return bad_clock;
	*second = hour * 3600 + minute * 60 + rest;
	return NULL;
}

/* The form that nearly every time has: YYYY-MM-DDThh:mm:ssZ. */
static inline bool is_usual(struct hl_str text) {
	return text.len == 20 && text.at[10] == 'T' && text.at[19] == 'Z';
}

/* As read_clock, without :60: what the clock shows is within bounds in all three places at once. */
static inline bool read_usual_clock(const char *at, int32_t *second) {
	const uint64_t places = UINT64_C(0x00ff0000ff0000ff);
	const uint64_t room = UINT64_C(0x0044000044000068); /* 0x7f less 59, 59 and 23 */
	uint64_t pairs;

	if (!read_form(at, "00:00:00", "\x76\x76\x7f\x76\x76\x7f\x76\x76", &pairs) ||
		!swar_within(pairs & places, room))
		return false;
	*second = byte_of(pairs, 0) * 3600 + byte_of(pairs, 3) * 60 + byte_of(pairs, 6);
	return true;
}

static void skip(struct hl_str *rest, size_t len) {
	rest->at += len;
	rest->len -= len;
}

/* Two digits at @i, or -1. */
static int two_digits(struct hl_str text, size_t i) {
	if (i + 2 > text.len || !hl_is_digit(text.at[i]) || !hl_is_digit(text.at[i + 1]))
		return -1;
	return (text.at[i] - '0') * 10 + (text.at[i + 1] - '0');
}

/* DD-MM-YYYY or MM-DD-YYYY with one of - / . twice. */
static const char *read_declared_date(struct hl_str text, enum hl_date_order order, int64_t *day) {
	int first = two_digits(text, 0);
	int second = two_digits(text, 3);
	int century = two_digits(text, 6);
	int year = two_digits(text, 8);
	char sep;

	if (first < 0 || second < 0 || century < 0 || year < 0)
		return bad_form;
	sep = text.at[2];
	if ((sep != '-' && sep != '/' && sep != '.') || text.at[5] != sep)
		return bad_form;
	if (order == HL_DATE_DMY)
		return find_day(century * 100 + year, second, first, day);
	return find_day(century * 100 + year, first, second, day);
}

/* Would it begin with a date if the order were declared? */
static bool is_declarable(struct hl_str text) {
	int64_t day;

	return read_declared_date(text, HL_DATE_DMY, &day) != bad_form;
}

static const char *take_date(
	struct hl_str *rest, enum hl_date_order order, struct reading *reading) {
	const char *wrong;

	if (rest->len < ISO_DATE)
		return bad_form;
	reading->is_declared = order != HL_DATE_ISO && !hl_is_digit(rest->at[2]);
	if (reading->is_declared)
		wrong = read_declared_date(*rest, order, &reading->day);
	else
		wrong = read_iso_date(rest->at, &reading->day);
	skip(rest, ISO_DATE);
	return wrong;
}

/* .f{1,9} */
static const char *take_fraction(struct hl_str *rest, int32_t *ns) {
	size_t len = 1;
	int32_t unit = 100000000;

	for (; len < rest->len && hl_is_digit(rest->at[len]); len++) {
		*ns += unit * (rest->at[len] - '0');
		unit /= 10;
	}
	if (len < 2)
		return bad_form;
	if (len > 10)
		return "a time with more than nine decimals";
	skip(rest, len);
	return NULL;
}

/* hh:mm:ss[.f]; hh:mm too where the order is declared. */
static const char *take_clock(struct hl_str *rest, struct reading *reading) {
	char padded[CLOCK] = "00:00:00";
	bool has_seconds = rest->len >= CLOCK && rest->at[5] == ':';
	size_t len = has_seconds ? CLOCK : 5;
	const char *wrong;

	if (rest->len < len || (!has_seconds && !reading->is_declared))
		return bad_form;
	memcpy(padded, rest->at, len);
	wrong = read_clock(padded, &reading->second);
	if (wrong)
		return wrong;
	reading->is_leap = padded[6] == '6';
	reading->second -= reading->is_leap;
	skip(rest, len);
	if (has_seconds && rest->len > 0 && rest->at[0] == '.')
		return take_fraction(rest, &reading->ns);
	return NULL;
}

/* Z or +-hh:mm, and then nothing more. */
static const char *read_offset(struct hl_str text, struct reading *reading) {
	int hours = two_digits(text, 1);
	int minutes = two_digits(text, 4);

	reading->has_offset = true;
	if (text.len == 1 && (*text.at == 'Z' || *text.at == 'z'))
		return NULL;
	if (text.len != 6 || text.at[3] != ':' || (*text.at != '+' && *text.at != '-') ||
		hours < 0 || hours > 23 || minutes < 0 || minutes > 59)
		return bad_offset;
	reading->offset = (hours * 60 + minutes) * (*text.at == '-' ? -60 : 60);
	return NULL;
}

/* Everything behind the date. */
static const char *read_time(struct hl_str rest, struct reading *reading) {
	const char *wrong;

	if (*rest.at != 'T' && *rest.at != 't' && *rest.at != ' ')
		return bad_form;
	skip(&rest, 1);
	wrong = take_clock(&rest, reading);
	if (wrong || rest.len == 0)
		return wrong;
	return read_offset(rest, reading);
}

static enum hl_status find_moment(const struct reading *reading, const struct hl_time_rules *rules,
	struct hl_time *time, struct hl_error *err) {
	int64_t local_s = reading->day * HL_DAY_S + reading->second;
	enum hl_status status = HL_OK;

	if (reading->has_offset)
		time->s = local_s - reading->offset;
	else if (rules->local || reading->is_declared)
		status = hl_zone_utc(rules->zone, local_s, &time->s, err);
	else
		status = hl_fail(err, HL_EDATA, "%s", no_offset);
	if (status != HL_OK || !reading->is_leap)
		return status;
	if (time->s % HL_DAY_S != HL_DAY_S - 1 && time->s % HL_DAY_S != -1)
		return hl_fail(err, HL_EDATA, "%s", bad_leap);
	time->s++;
	return HL_OK;
}

static enum hl_status parse_any(struct hl_str text, const struct hl_time_rules *rules,
	struct hl_time *time, struct hl_error *err) {
	struct reading reading = { 0 };
	struct hl_str rest = text;
	struct hl_time found = { 0 };
	const char *wrong = take_date(&rest, rules->order, &reading);
	enum hl_status status;

	if (!wrong && rest.len == 0) {
		found.is_date = true;
		found.day = reading.day;
		found.s = hl_zone_midnight(rules->zone, reading.day);
		*time = found;
		return HL_OK;
	}
	if (!wrong)
		wrong = read_time(rest, &reading);
	if (wrong == bad_form && rules->order == HL_DATE_ISO && is_declarable(text))
		wrong = no_order;
	if (wrong)
		return hl_fail_value(err, text, wrong);
	status = find_moment(&reading, rules, &found, err);
	if (status != HL_OK) {
		hl_printable(text, err->value, sizeof(err->value));
		return status;
	}
	found.ns = reading.ns;
	found.day = hl_zone_day(rules->zone, found.s);
	*time = found;
	return HL_OK;
}

enum hl_status hl_time_parse(struct hl_str text, const struct hl_time_rules *rules,
	struct hl_time *time, struct hl_error *err) {
	int64_t day;
	int32_t second;

	if (!is_usual(text) || read_iso_date(text.at, &day) ||
		!read_usual_clock(text.at + 11, &second))
		return parse_any(text, rules, time, err);
	*time = (struct hl_time){ .s = day * HL_DAY_S + second, .day = day };
	if (rules->zone)
		time->day = hl_zone_day(rules->zone, time->s);
	return HL_OK;
}

/* The date at @at, read anew where it is not the last one. */
static inline bool remember_date(struct hl_time_memo *memo, const char *at) {
	uint64_t head = swar_load(at);
	uint32_t tail =
		(unsigned char)at[8] | (uint32_t)(unsigned char)at[9] << 8 | UINT32_C(1) << 16;

	if (head == memo->head && tail == memo->tail)
		return true;
	if (read_iso_date(at, &memo->date))
		return false;
	memo->head = head;
	memo->tail = tail;
	return true;
}

static inline int64_t remember_day(
	struct hl_time_memo *memo, const struct hl_zone *zone, int64_t utc_s) {
	if (utc_s < memo->from_s || utc_s >= memo->to_s)
		memo->day = hl_zone_day_around(zone, utc_s, &memo->from_s, &memo->to_s);
	return memo->day;
}

enum hl_status hl_time_parse_memo(struct hl_str text, const struct hl_time_rules *rules,
	struct hl_time_memo *memo, struct hl_time *time, struct hl_error *err) {
	int32_t second;

	if (!is_usual(text) || !remember_date(memo, text.at) ||
		!read_usual_clock(text.at + 11, &second))
		return parse_any(text, rules, time, err);
	*time = (struct hl_time){ .s = memo->date * HL_DAY_S + second, .day = memo->date };
	if (rules->zone)
		time->day = remember_day(memo, rules->zone, time->s);
	return HL_OK;
}

/* What the last two places show, if they are digits as of a clock; else below 0. */
static inline int64_t second_of(const char *at) {
	int tens = at[17] - '0';
	int ones = at[18] - '0';

	return tens >= 0 && tens < 6 && ones >= 0 && ones < 10 ? 10 * tens + ones : -1;
}

/* In another minute than the one before, which is remembered. */
__attribute__((noinline)) static enum hl_status parse_first(struct hl_str text,
	const struct hl_time_rules *rules, struct hl_time_memo *memo, struct hl_time *time,
	struct hl_error *err) {
	enum hl_status status = hl_time_parse_memo(text, rules, memo, time, err);

	if (status != HL_OK || !is_usual(text) || second_of(text.at) < 0)
		return status;
	memo->minute[0] = swar_load(text.at);
	memo->minute[1] = swar_load(text.at + 8);
	memo->minute_s = time->s - second_of(text.at);
	memo->minute_day = time->day;
	return HL_OK;
}

/* The clocks of a zone may be off by seconds: its days need not begin with a minute. */
enum hl_status hl_time_parse_next(struct hl_str text, const struct hl_time_rules *rules,
	struct hl_time_memo *memo, struct hl_time *time, struct hl_error *err) {
	bool is_same = is_usual(text) && swar_load(text.at) == memo->minute[0] &&
		       swar_load(text.at + 8) == memo->minute[1] && text.at[16] == ':';
	int64_t second = is_same ? second_of(text.at) : -1;

	if (second < 0)
		return parse_first(text, rules, memo, time, err);
	*time = (struct hl_time){ .s = memo->minute_s + second, .day = memo->minute_day };
	if (rules->zone)
		time->day = remember_day(memo, rules->zone, time->s);
	return HL_OK;
}
