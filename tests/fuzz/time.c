/* fuzz/time.c - a time that is taken survives printing, and both ways of reading it agree. */
#include "hl/value.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void must(bool ok) {
	if (!ok)
		__builtin_trap();
}

static void check_time(const struct hl_time *time, const struct hl_time_rules *rules) {
	struct hl_error err = { 0 };
	struct hl_time again;
	char to[HL_TIME_ROOM];
	struct hl_str printed = { to, hl_time_print(time->s, to) };

	must(time->ns >= 0 && time->ns < 1000000000);
	/* An offset may carry a time over the first or the last new year. */
	if (to[0] != '1' || to[1] != '8')
		must(memcmp(to, "2201", 4) == 0 ||
			(hl_time_parse(printed, rules, &again, &err) == HL_OK &&
				again.s == time->s));
	if (!time->is_date) {
		must(time->day == hl_zone_day(rules->zone, time->s));
		return;
	}
	printed.len = hl_day_print(time->day, to);
	must(hl_time_parse(printed, rules, &again, &err) == HL_OK);
	must(again.is_date && again.day == time->day && again.s == time->s);
}

/* A small t is not what the short way reads. */
static void check_both_ways(struct hl_str text, const struct hl_time_rules *rules) {
	struct hl_error err = { 0 };
	struct hl_time a = { 0 };
	struct hl_time b = { 0 };
	char copy[20];
	enum hl_status status;

	if (text.len != sizeof(copy) || text.at[10] != 'T')
		return;
	memcpy(copy, text.at, sizeof(copy));
	copy[10] = 't';
	status = hl_time_parse((struct hl_str){ copy, sizeof(copy) }, rules, &a, &err);
	must(status == hl_time_parse(text, rules, &b, &err));
	must(a.s == b.s && a.day == b.day && a.ns == b.ns && a.is_date == b.is_date);
}

/* Whatever was read before. */
static void check_memo(struct hl_str text, const struct hl_time_rules *rules,
	struct hl_time_memo *memo, enum hl_status want) {
	struct hl_error err = { 0 };
	struct hl_time a = { 0 };
	struct hl_time b = { 0 };

	must(hl_time_parse(text, rules, &a, &err) == want);
	must(hl_time_parse_memo(text, rules, memo, &b, &err) == want);
	must(a.s == b.s && a.day == b.day && a.ns == b.ns && a.is_date == b.is_date);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len) {
	static struct hl_time_memo memos[12];
	static struct hl_zone *zone;
	struct hl_error err = { 0 };
	struct hl_str text = { (const char *)data, len };

	if (!zone)
		must(hl_zone_open(&zone, "America/New_York", &err) == HL_OK);
	for (unsigned i = 0; i < 12; i++) {
		struct hl_time_rules rules = { (enum hl_date_order)(i / 4), i & 1 ? zone : NULL,
			(i & 2) != 0 };
		struct hl_time time;
		enum hl_status status = hl_time_parse(text, &rules, &time, &err);

		must(status == HL_OK || (status == HL_EDATA && err.text[0]));
		if (status == HL_OK)
			check_time(&time, &rules);
		check_both_ways(text, &rules);
		check_memo(text, &rules, &memos[i], status);
	}
	return 0;
}
