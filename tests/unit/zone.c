/* zone.c - time zones: offsets, gaps and folds, midnights, rules, files that are none. */
#include "hl/value.h"

#include "../../lib/value/zone.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failed;

static void check(bool ok, const char *what, const char *name, int64_t at) {
	if (!ok) {
		printf("not ok zone: %s: %s at %" PRId64 "\n", what, name, at);
		failed = 1;
	}
}

static struct hl_zone *open_zone(const char *name) {
	struct hl_error err = { 0 };
	struct hl_zone *zone;

	check(hl_zone_open(&zone, name, &err) == HL_OK, err.text, name, 0);
	return zone;
}

static const struct {
	const char *zone;
	int64_t at;
	int32_t offset;
} offsets[] = {
	{ "UTC", 1767225600, 0 },
	{ "America/New_York", -2208988800, -18000 }, /* 1900-01-01T00:00:00Z */
	{ "America/New_York", 1772953199, -18000 },  /* 2026-03-08T06:59:59Z */
	{ "America/New_York", 1772953200, -14400 },
	{ "America/New_York", 1793512799, -14400 }, /* 2026-11-01T05:59:59Z */
	{ "America/New_York", 1793512800, -18000 },
	{ "America/New_York", 2152162800, -14400 },                       /* 2038-03-14T07:00:00Z */
	{ "America/New_York", 4118083200, -14400 },                       /* 2100-07-01T00:00:00Z */
	{ "America/New_York", 7289568000, -18000 },                       /* 2200-12-31T00:00:00Z */
	{ "Europe/London", 0, 3600 }, { "Europe/London", 1774745999, 0 }, /* 2026-03-29T00:59:59Z */
	{ "Europe/London", 1774746000, 3600 },
	{ "Europe/London", 1792890000, 0 },    /* 2026-10-25T01:00:00Z */
	{ "Europe/London", 4109878800, 3600 }, /* 2100-03-28T01:00:00Z */
	{ "Europe/London", 7242220800, 3600 }, /* 2199-07-01T00:00:00Z */
	{ "Europe/Dublin", 1767225600, 0 },    /* winter is its summer time, negative */
	{ "Europe/Dublin", 1782864000, 3600 }, { "Europe/Dublin", 4118083200, 3600 },
	{ "Australia/Lord_Howe", 1775314799, 39600 }, /* 2026-04-04T14:59:59Z */
	{ "Australia/Lord_Howe", 1775314800, 37800 },
	{ "Australia/Lord_Howe", 1791041399, 37800 }, /* 2026-10-03T15:29:59Z */
	{ "Australia/Lord_Howe", 1791041400, 39600 }, { "Australia/Lord_Howe", 4102444800, 39600 },
	{ "Africa/Casablanca", 1704067200, 3600 }, /* 2024-01-01T00:00:00Z */
	{ "Africa/Casablanca", 1710892800, 0 },    /* 2024-03-20T00:00:00Z, Ramadan */
	{ "Africa/Casablanca", 1718409600, 3600 }, /* 2024-06-15T00:00:00Z */
	{ "Asia/Kathmandu", 504901799, 19800 },    /* 1985-12-31T18:29:59Z */
	{ "Asia/Kathmandu", 504901800, 20700 }, { "Asia/Kathmandu", 4102444800, 20700 },
	{ "Pacific/Apia", 1325239199, -36000 }, /* 2011-12-30T09:59:59Z */
	{ "Pacific/Apia", 1325239200, 50400 }, { "Pacific/Apia", 1767225600, 46800 },
	{ "America/Santiago", 1704067200, -10800 }, { "America/Santiago", 1719792000, -14400 },
	{ "Africa/Monrovia", -315619200, -2670 }, /* 1960-01-01T00:00:00Z: -00:44:30 */
};

/* local_s is written as if UTC; status HL_EDATA: a gap or a fold, as says. */
static const struct {
	const char *zone;
	int64_t local_s, utc_s;
	const char *says;
} locals[] = {
	{ "UTC", 1772953199, 1772953199, NULL },
	{ "America/New_York", 1772935199, 1772953199, NULL }, /* 2026-03-08T01:59:59 */
	{ "America/New_York", 1772935200, 0, "skip" },
	{ "America/New_York", 1772938799, 0, "skip" },
	{ "America/New_York", 1772938800, 1772953200, NULL },
	{ "America/New_York", 1793494799, 1793509199, NULL }, /* 2026-11-01T00:59:59 */
	{ "America/New_York", 1793494800, 0, "twice" },
	{ "America/New_York", 1793498399, 0, "twice" },
	{ "America/New_York", 1793498400, 1793516400, NULL },
	{ "America/New_York", 4108672800, 0, "skip" }, /* 2100-03-14T02:00:00 */
	{ "Europe/London", 1774747800, 0, "skip" },    /* 2026-03-29T01:30:00 */
	{ "Europe/London", 1792891800, 0, "twice" },
	{ "Australia/Lord_Howe", 1775352599, 1775312999, NULL },
	{ "Australia/Lord_Howe", 1775352600, 0, "twice" }, /* 2026-04-05T01:30:00 */
	{ "Australia/Lord_Howe", 1775354399, 0, "twice" },
	{ "Australia/Lord_Howe", 1775354400, 1775316600, NULL },
	{ "Australia/Lord_Howe", 1791079200, 0, "skip" }, /* 2026-10-04T02:00:00 */
	{ "Australia/Lord_Howe", 1791080999, 0, "skip" },
	{ "Pacific/Apia", 1325203199, 1325239199, NULL }, /* 2011-12-29T23:59:59 */
	{ "Pacific/Apia", 1325203200, 0, "skip" }, { "Pacific/Apia", 1325289599, 0, "skip" },
	{ "Pacific/Apia", 1325289600, 1325239200, NULL }, /* 2011-12-31T00:00:00 */
};

static const struct {
	const char *zone;
	int64_t day, midnight;
} midnights[] = {
	{ "UTC", 20514, 1772409600 },
	{ "America/New_York", 20514, 1772427600 }, /* 2026-03-02 */
	{ "America/New_York", 20520, 1772946000 }, /* the days of the changes */
	{ "America/New_York", 20758, 1793505600 },
	{ "America/Sao_Paulo", 17839, 1541300400 }, /* 2018-11-04 begins at 01:00 */
	{ "America/Sao_Paulo", 17579, 1518832800 }, /* 2018-02-17 ends with 23:00 twice */
	{ "America/Sao_Paulo", 17580, 1518922800 },
	{ "America/Havana", 19666, 1699156800 }, /* 2023-11-05 shows 00:00 twice */
	{ "Pacific/Apia", 15337, 1325152800 },   /* 2011-12-29 */
	{ "Pacific/Apia", 15338, 1325239200 },   /* never was */
	{ "Pacific/Apia", 15339, 1325239200 },
};

static const struct {
	const char *zone;
	int64_t local_s, first;
} firsts[] = {
	{ "America/New_York", 1772934300, 1772952300 }, /* 2026-03-08T01:45 */
	{ "America/New_York", 1772937000, 1772953200 }, /* 02:30 is skipped: the change at 07:00Z */
	{ "America/New_York", 1772938800, 1772953200 }, /* 03:00 */
	{ "America/New_York", 1793496600, 1793511000 }, /* 2026-11-01T01:30 is shown twice */
	{ "Pacific/Apia", 1325232000, 1325239200 },     /* 2011-12-30T08:00 never was */
	{ "Pacific/Apia", 1325203199, 1325239199 },
};

static void check_zones(void) {
	struct hl_error err = { 0 };

	for (size_t i = 0; i < HL_LEN(offsets); i++) {
		struct hl_zone *zone = open_zone(offsets[i].zone);

		check(hl_zone_offset(zone, offsets[i].at) == offsets[i].offset, "offset",
			offsets[i].zone, offsets[i].at);
		hl_zone_free(zone);
	}
	for (size_t i = 0; i < HL_LEN(locals); i++) {
		struct hl_zone *zone = open_zone(locals[i].zone);
		int64_t utc_s = 0;
		enum hl_status status = hl_zone_utc(zone, locals[i].local_s, &utc_s, &err);

		check(utc_s == locals[i].utc_s, "moment", locals[i].zone, locals[i].local_s);
		check(locals[i].says ? status == HL_EDATA && strstr(err.text, locals[i].says)
				     : status == HL_OK,
			"skipped, twice or neither", locals[i].zone, locals[i].local_s);
		hl_zone_free(zone);
	}
	for (size_t i = 0; i < HL_LEN(midnights); i++) {
		struct hl_zone *zone = open_zone(midnights[i].zone);

		check(hl_zone_midnight(zone, midnights[i].day) == midnights[i].midnight, "midnight",
			midnights[i].zone, midnights[i].day);
		hl_zone_free(zone);
	}
	for (size_t i = 0; i < HL_LEN(firsts); i++) {
		struct hl_zone *zone = open_zone(firsts[i].zone);

		check(hl_zone_first(zone, firsts[i].local_s) == firsts[i].first, "first",
			firsts[i].zone, firsts[i].local_s);
		hl_zone_free(zone);
	}
}

static void check_extremes(void) {
	static const int64_t moments[] = { INT64_MIN, INT64_MIN + 1, -1, 0, INT64_MAX - 1,
		INT64_MAX };
	struct hl_zone *zone = open_zone("America/New_York");
	struct hl_error err = { 0 };
	int64_t utc_s;

	for (size_t i = 0; i < HL_LEN(moments); i++) {
		int32_t offset = hl_zone_offset(zone, moments[i]);

		check(offset < 0 && offset > -18001, "extreme", "America/New_York", moments[i]);
		(void)hl_zone_day(zone, moments[i]);
		(void)hl_zone_midnight(zone, moments[i]);
		check(hl_zone_utc(zone, moments[i], &utc_s, &err) == HL_OK, "extreme", "local",
			moments[i]);
	}
	check(hl_zone_day(zone, 1772427599) == 20513, "day", "America/New_York", 1772427599);
	check(hl_zone_day(zone, 1772427600) == 20514, "day", "America/New_York", 1772427600);
	hl_zone_free(zone);
	check(hl_zone_offset(NULL, 5) == 0 && hl_zone_day(NULL, -1) == -1, "NULL", "is UTC", 0);
	check(hl_zone_midnight(NULL, 2) == 172800, "NULL", "is UTC", 0);
	check(hl_zone_utc(NULL, 7, &utc_s, &err) == HL_OK && utc_s == 7, "NULL", "is UTC", 7);
}

static const struct {
	const char *name;
	enum hl_status status;
} junk[] = {
	{ "", HL_EUSAGE },
	{ "Mars/Olympus", HL_EUSAGE },
	{ "America", HL_EUSAGE },
	{ "/etc/localtime", HL_EUSAGE },
	{ "../localtime", HL_EUSAGE },
	{ "America/../UTC", HL_EUSAGE },
	{ "America/New York", HL_EUSAGE },
	{ "America/New_York/", HL_EUSAGE },
	{ "America/New_York\n", HL_EUSAGE },
	{ ":UTC", HL_EUSAGE },
	{ "EST5EDT,M3.2.0,M11.1.0", HL_EUSAGE },
	{ "\x1b[31m", HL_EUSAGE },
	{ "zone.tab", HL_EDATA },
};

static void check_junk(void) {
	for (size_t i = 0; i < HL_LEN(junk); i++) {
		struct hl_error err = { 0 };
		struct hl_zone *zone;

		check(hl_zone_open(&zone, junk[i].name, &err) == junk[i].status, "junk",
			junk[i].name, 0);
		check(!zone && err.text[0] && !strchr(err.text, '\x1b'), "message", junk[i].name,
			0);
		hl_zone_free(zone);
	}
}

static const struct {
	const char *rule;
	bool good;
	int64_t at;
	int32_t offset;
} rules[] = {
	{ "UTC0", true, 0, 0 },
	{ "<+03>-3", true, 0, 0 }, /* no summer: what was goes on */
	{ "<-0330>3:30", true, 0, 0 },
	{ "EST5EDT,M3.2.0,M11.1.0", true, 1772953199, -18000 },
	{ "EST5EDT,M3.2.0,M11.1.0", true, 1772953200, -14400 },
	{ "EST5EDT4,M3.2.0/2:00:00,M11.1.0/+2", true, 1793512800, -18000 },
	{ "<-02>2<-01>,M3.5.0/-1,M10.5.0/0", true, 2531955599, -7200 },
	{ "<-02>2<-01>,M3.5.0/-1,M10.5.0/0", true, 2531955600, -3600 }, /* 2050-03-27T01:00Z */
	{ "EET-2EEST,M3.4.4/50,M10.4.4/50", true, 1774655999, 7200 },   /* 2026-03-28T00:00Z */
	{ "EET-2EEST,M3.4.4/50,M10.4.4/50", true, 1774656000, 10800 },
	{ "AAA0BBB,J60/0,J300/0", true, 1772323199, 0 }, /* 2026-03-01 */
	{ "AAA0BBB,J60/0,J300/0", true, 1772323200, 3600 },
	{ "AAA0BBB,J60/0,J300/0", true, 1709251199, 0 }, /* 2024-03-01: J60 too */
	{ "AAA0BBB,J60/0,J300/0", true, 1709251200, 3600 },
	{ "AAA0BBB,59/0,300/0", true, 1772323200, 3600 }, /* 2026-03-01, day 59 from 0 */
	{ "AAA0BBB,59/0,300/0", true, 1709164799, 0 },    /* 2024-02-29 */
	{ "AAA0BBB,59/0,300/0", true, 1709164800, 3600 },
	{ "XXX3EDT4,0/0,J365/23", true, 1767236400, -14400 }, /* summer all year */
	{ "XXX3EDT4,0/0,J365/23", true, 1782864000, -14400 },
	{ "XXX3EDT4,0/0,J365/23", true, 4102455599, -14400 },
	{ "AAA-10BBB,M10.1.0,M4.1.0/3", true, 4102444800, 39600 }, /* summer over new year */
	{ "", false, 0, 0 },
	{ "EST", false, 0, 0 },
	{ "ES5", false, 0, 0 },
	{ "E1T5", false, 0, 0 },
	{ "<+03-3", false, 0, 0 },
	{ "EST25", false, 0, 0 },
	{ "EST5:60", false, 0, 0 },
	{ "EST5EDT", false, 0, 0 },
	{ "EST5EDT,M3.2.0", false, 0, 0 },
	{ "EST5EDT,M13.2.0,M11.1.0", false, 0, 0 },
	{ "EST5EDT,M3.0.0,M11.1.0", false, 0, 0 },
	{ "EST5EDT,M3.6.0,M11.1.0", false, 0, 0 },
	{ "EST5EDT,M3.2.7,M11.1.0", false, 0, 0 },
	{ "EST5EDT,M3.2,M11.1.0", false, 0, 0 },
	{ "EST5EDT,J0,J365", false, 0, 0 },
	{ "EST5EDT,J1,J366", false, 0, 0 },
	{ "EST5EDT,0,366", false, 0, 0 },
	{ "EST5EDT,M3.2.0/168,M11.1.0", false, 0, 0 },
	{ "EST5EDT,M3.2.0/,M11.1.0", false, 0, 0 },
	{ "EST5EDT,M3.2.0,M11.1.0 ", false, 0, 0 },
	{ "EST5EDT,M3.2.0,M11.1.0,", false, 0, 0 },
};

static void check_rules(void) {
	for (size_t i = 0; i < HL_LEN(rules); i++) {
		struct hl_zone zone = { 0 };
		bool good;

		hl_zone_add(&zone, INT64_MIN, 0);
		good = !hl_zone_extend(&zone, hl_str_of(rules[i].rule), INT64_MIN);
		check(good == rules[i].good, "rule", rules[i].rule, 0);
		check(hl_zone_offset(&zone, rules[i].at) == rules[i].offset, "rule", rules[i].rule,
			rules[i].at);
		free(zone.changes);
	}
}

/* A file with one change, at 1000 from 0 to an hour, and then a rule. */
#define HEAD(version) "TZif" version "0123456789abcde"
#define NONE "\0\0\0\0"
#define ONE "\0\0\0\1"
#define TWO "\0\0\0\2"
#define FOUR "\0\0\0\4"
#define TYPES "\0\0\0\0\0\0\0\0\x0e\x10\1\0"
#define SHORT                                                                                      \
	NONE NONE NONE ONE TWO FOUR "\0\0\x03\xe8"                                                 \
				    "\1" TYPES "AAA\0"
#define LONG                                                                                       \
	NONE NONE NONE ONE TWO FOUR "\0\0\0\0\0\0\x03\xe8"                                         \
				    "\1" TYPES "AAA\0"
#define EMPTY NONE NONE NONE NONE NONE NONE
#define FOOTER "\nAAA0BBB,59/0,300/0\n"

static const struct {
	const char *name;
	struct hl_str bytes;
	bool good;
} files[] = {
	{ "version 1", { HEAD("\0") SHORT, sizeof(HEAD("\0") SHORT) - 1 }, true },
	{ "version 2",
		{ HEAD("2") EMPTY HEAD("2") LONG FOOTER,
			sizeof(HEAD("2") EMPTY HEAD("2") LONG FOOTER) - 1 },
		true },
	{ "version 4",
		{ HEAD("4") SHORT HEAD("4") LONG "\n\n",
			sizeof(HEAD("4") SHORT HEAD("4") LONG "\n\n") - 1 },
		true },
	{ "no type", { HEAD("\0") EMPTY, sizeof(HEAD("\0") EMPTY) - 1 }, false },
	{ "version 1 of later", { HEAD("1") SHORT, sizeof(HEAD("1") SHORT) - 1 }, false },
	{ "leap seconds", { HEAD("\0") NONE NONE ONE NONE ONE NONE TYPES TYPES TYPES, 44 + 6 + 8 },
		false },
	{ "a bad rule",
		{ HEAD("2") EMPTY HEAD("2") LONG "\nAAA\n",
			sizeof(HEAD("2") EMPTY HEAD("2") LONG "\nAAA\n") - 1 },
		false },
	{ "no type of that number",
		{ HEAD("\0") NONE NONE NONE ONE ONE NONE "\0\0\x03\xe8"
							 "\1" TYPES,
			44 + 5 + 6 },
		false },
	{ "out of order",
		{ HEAD("\0") NONE NONE NONE TWO ONE NONE "\0\0\x03\xe8\0\0\x03\xe8"
							 "\0\0" TYPES,
			44 + 10 + 6 },
		false },
	{ "26 hours", { HEAD("\0") NONE NONE NONE NONE ONE NONE "\0\1\x6d\xa0\0\0", 44 + 6 },
		false },
	{ "-2^31", { HEAD("\0") NONE NONE NONE NONE ONE NONE "\x80\0\0\0\0\0", 44 + 6 }, false },
	{ "huge counts",
		{ HEAD("\0") "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"
			     "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff",
			44 },
		false },
	{ "text", { "# tzdb links for tzdata, a text file without any zone", 50 }, false },
	{ "nothing", { "", 0 }, false },
};

/* The bytes stand at the end of their own memory, so that no reading past them is missed. */
static bool reads(struct hl_str bytes, int64_t at, int32_t offset) {
	struct hl_zone zone = { 0 };
	char *copy = malloc(bytes.len ? bytes.len : 1);
	bool good;

	if (!copy)
		return false;
	memcpy(copy, bytes.at, bytes.len);
	good = !hl_zone_read(&zone, (struct hl_str){ copy, bytes.len });
	if (good)
		check(hl_zone_offset(&zone, at) == offset, "offset", "of a file", at);
	free(zone.changes);
	free(copy);
	return good;
}

static void check_files(void) {
	for (size_t i = 0; i < HL_LEN(files); i++) {
		struct hl_str bytes = files[i].bytes;

		check(reads(bytes, 1000, 3600) == files[i].good, "file", files[i].name, 0);
		check(reads(bytes, 999, 0) == files[i].good, "file", files[i].name, 0);
		for (size_t len = 0; files[i].good && len < bytes.len; len++)
			check(!reads((struct hl_str){ bytes.at, len }, 0, 0), "torn", files[i].name,
				(int64_t)len);
	}
}

/* A time that one change skips and the next one, soon after, shows after all. */
static void check_skipped_and_shown(void) {
	struct hl_zone zone = { 0 };
	struct hl_error err = { 0 };
	int64_t utc_s = 0;

	hl_zone_add(&zone, INT64_MIN, 19967);
	hl_zone_add(&zone, 12800, 63232);
	hl_zone_add(&zone, 65535, 0);
	check(hl_zone_utc(&zone, 65535, &utc_s, &err) == HL_OK && utc_s == 65535, "shown once",
		"three changes in a day", 65535);
	check(hl_zone_utc(&zone, 40000, &utc_s, &err) == HL_EDATA, "skipped",
		"three changes in a day", 40000);
	free(zone.changes);
}

int main(void) {
	check_zones();
	check_skipped_and_shown();
	check_extremes();
	check_junk();
	check_rules();
	check_files();
	return failed;
}
