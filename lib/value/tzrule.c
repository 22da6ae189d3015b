/* tzrule.c - the POSIX TZ string that rules the time after a zone's last change. */
#include "hl/value.h"

#include "calendar.h"
#include "zone.h"

/* One of the two days of a year on which the clocks change. */
struct rule_day {
	enum { DAY_OF_YEAR, DAY_WITHOUT_LEAP, DAY_OF_WEEK } kind;
	int month, week;
	int day;      /* 0..365, 1..365 or 0 (Sunday)..6 */
	int32_t time; /* local seconds after its midnight, perhaps before it */
};

struct rule {
	int32_t standard, summer; /* seconds east of UTC */
	bool has_summer;
	struct rule_day start, end;
};

static bool take_char(struct hl_str *text, char c) {
	if (text->len == 0 || *text->at != c)
		return false;
	text->at++;
	text->len--;
	return true;
}

static bool take_number(struct hl_str *text, int least, int most, int *number) {
	size_t len = 0;

	for (*number = 0; len < text->len && len < 3 && hl_is_digit(text->at[len]); len++)
		*number = *number * 10 + (text->at[len] - '0');
	text->at += len;
	text->len -= len;
	return len > 0 && *number >= least && *number <= most;
}

static bool is_name_char(char c, bool quoted) {
	return hl_is_letter(c) || (quoted && (hl_is_digit(c) || c == '+' || c == '-'));
}

/* At least three letters, or <...> with digits and signs too. */
static bool take_name(struct hl_str *text) {
	bool quoted = take_char(text, '<');
	size_t len = 0;

	while (len < text->len && is_name_char(text->at[len], quoted))
		len++;
	text->at += len;
	text->len -= len;
	return len >= 3 && (!quoted || take_char(text, '>'));
}

/* [+-]h[:mm[:ss]] in seconds. */
static bool take_hours(struct hl_str *text, int most, int32_t *seconds) {
	bool negative = take_char(text, '-');
	int hours;
	int minutes = 0;
	int rest = 0;

	if (!negative)
		(void)take_char(text, '+');
	if (!take_number(text, 0, most, &hours))
		return false;
	if (take_char(text, ':')) {
		if (!take_number(text, 0, 59, &minutes))
			return false;
		if (take_char(text, ':') && !take_number(text, 0, 59, &rest))
			return false;
	}
	*seconds = hours * 3600 + minutes * 60 + rest;
	*seconds = negative ? -*seconds : *seconds;
	return true;
}

/* Mm.w.d, Jn or n */
static bool take_date(struct hl_str *text, struct rule_day *day) {
	if (take_char(text, 'M')) {
		day->kind = DAY_OF_WEEK;
		return take_number(text, 1, 12, &day->month) && take_char(text, '.') &&
		       take_number(text, 1, 5, &day->week) && take_char(text, '.') &&
		       take_number(text, 0, 6, &day->day);
	}
	day->kind = take_char(text, 'J') ? DAY_WITHOUT_LEAP : DAY_OF_YEAR;
	return take_number(text, day->kind == DAY_WITHOUT_LEAP, 365, &day->day);
}

static bool take_day(struct hl_str *text, struct rule_day *day) {
	enum { A_WEEK_H = 167, DEFAULT_S = 2 * 3600 };

	day->time = DEFAULT_S;
	return take_char(text, ',') && take_date(text, day) &&
	       (!take_char(text, '/') || take_hours(text, A_WEEK_H, &day->time));
}

/* name hours [name [hours] ,day[/time] ,day[/time]]; the hours are west of UTC. */
static bool take_rule(struct hl_str *text, struct rule *rule) {
	enum { A_DAY_H = 24 };
	int32_t west;

	if (!take_name(text) || !take_hours(text, A_DAY_H, &west))
		return false;
	rule->standard = -west;
	rule->has_summer = text->len > 0;
	if (!rule->has_summer)
		return true;
	if (!take_name(text))
		return false;
	west -= 3600;
	if (text->len > 0 && *text->at != ',' && !take_hours(text, A_DAY_H, &west))
		return false;
	rule->summer = -west;
	return take_day(text, &rule->start) && take_day(text, &rule->end) && text->len == 0;
}

/* The first of the weekdays in the month, then whole weeks, but not out of the month. */
static int64_t day_of_week(const struct rule_day *rule, int year) {
	int64_t first = hl_day_of(year, rule->month, 1);
	int64_t next =
		rule->month == 12 ? hl_day_of(year + 1, 1, 1) : hl_day_of(year, rule->month + 1, 1);
	int64_t weekday = ((first + 4) % 7 + 7) % 7; /* 1970 began on a Thursday */
	int64_t day = first + (rule->day - weekday + 7) % 7 + (rule->week - 1) * INT64_C(7);

	return day < next ? day : day - 7;
}

/* When the clocks, @offset east of UTC until then, change in @year. */
static int64_t change_at(const struct rule_day *rule, int year, int32_t offset) {
	int64_t day;

	if (rule->kind == DAY_OF_WEEK)
		day = day_of_week(rule, year);
	else if (rule->kind == DAY_OF_YEAR)
		day = hl_day_of(year, 1, 1) + rule->day;
	else
		day = hl_day_of(year, 1, 1) + rule->day - !(is_leap(year) && rule->day >= 60);
	return day * HL_DAY_S + rule->time - offset;
}

static void add_later(struct hl_zone *zone, struct hl_change change, int64_t after) {
	if (change.at > after)
		hl_zone_add(zone, change.at, change.offset);
}

static void add_year(struct hl_zone *zone, const struct rule *rule, int year, int64_t after) {
	struct hl_change start = { change_at(&rule->start, year, rule->standard), rule->summer };
	struct hl_change end = { change_at(&rule->end, year, rule->summer), rule->standard };
	bool north = start.at < end.at;

	add_later(zone, north ? start : end, after);
	add_later(zone, north ? end : start, after);
}

/* The year before @after, among those that matter. */
static int first_year(int64_t after) {
	int64_t first = hl_day_of(HL_ZONE_FIRST_YEAR, 1, 1) * HL_DAY_S;
	int64_t last = hl_day_of(HL_ZONE_LAST_YEAR, 1, 1) * HL_DAY_S;
	int year;
	int month;
	int day;

	if (after < first)
		return HL_ZONE_FIRST_YEAR;
	if (after > last)
		return HL_ZONE_LAST_YEAR;
	hl_day_split(after / HL_DAY_S, &year, &month, &day);
	return year - 1;
}

const char *hl_zone_extend(struct hl_zone *zone, struct hl_str text, int64_t after) {
	struct rule rule = { 0 };

	if (!take_rule(&text, &rule))
		return "is damaged: its rule for the time to come is none";
	if (!rule.has_summer)
		return NULL;
	for (int year = first_year(after); year <= HL_ZONE_LAST_YEAR; year++)
		add_year(zone, &rule, year, after);
	return NULL;
}
