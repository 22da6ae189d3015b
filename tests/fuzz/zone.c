/* fuzz/zone.c - whatever a zone's file holds, moments and local times agree with each other. */
#include "hl/value.h"

#include "../../lib/value/zone.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void must(bool ok) {
	if (!ok)
		__builtin_trap();
}

static void check_order(const struct hl_zone *zone) {
	must(zone->len > 0 && zone->changes[0].at == INT64_MIN);
	for (size_t i = 0; i < zone->len; i++) {
		int32_t offset = zone->changes[i].offset;

		must(offset > -26 * 3600 && offset < 26 * 3600);
		if (i > 0)
			must(zone->changes[i - 1].at < zone->changes[i].at &&
				zone->changes[i - 1].offset != offset);
	}
}

static int32_t find_slowly(const struct hl_zone *zone, int64_t at) {
	size_t i = 0;

	while (i + 1 < zone->len && zone->changes[i + 1].at <= at)
		i++;
	return zone->changes[i].offset;
}

static void check_moment(const struct hl_zone *zone, int64_t at) {
	const int64_t farthest = INT64_MAX / 2 - 1000000;
	struct hl_error err = { 0 };
	int32_t offset = hl_zone_offset(zone, at);
	int64_t utc_s = 0;

	must(offset == find_slowly(zone, at));
	(void)hl_zone_day(zone, at);
	(void)hl_zone_midnight(zone, at);
	if (at > farthest || at < -farthest)
		return;
	if (hl_zone_utc(zone, at + offset, &utc_s, &err) == HL_OK)
		must(utc_s == at);
	else
		must(strstr(err.text, "twice") != NULL);
	must(hl_zone_midnight(zone, hl_zone_day(zone, at)) <= at);
	/* Some local time near it, which may be skipped. */
	if (hl_zone_utc(zone, at, &utc_s, &err) == HL_OK)
		must(utc_s + hl_zone_offset(zone, utc_s) == at);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len) {
	static const int64_t moments[] = { INT64_MIN, -2208988800, 0, 1772442000, 4118083200,
		7289568000, INT64_MAX };
	struct hl_zone zone = { 0 };
	struct hl_zone ruled = { 0 };

	if (!hl_zone_read(&zone, (struct hl_str){ (const char *)data, len })) {
		check_order(&zone);
		for (size_t i = 0; i < HL_LEN(moments); i++)
			check_moment(&zone, moments[i]);
		for (size_t i = 1; i < zone.len; i += 1 + zone.len / 32) {
			check_moment(&zone, zone.changes[i].at);
			check_moment(&zone, zone.changes[i].at - 1);
		}
	}
	/* The same bytes as a rule: it is hard to reach through a whole file. */
	hl_zone_add(&ruled, INT64_MIN, 0);
	(void)hl_zone_extend(&ruled, (struct hl_str){ (const char *)data, len }, 1772442000);
	check_order(&ruled);
	for (size_t i = 1; i < ruled.len; i += 1 + ruled.len / 32)
		check_moment(&ruled, ruled.changes[i].at);
	free(zone.changes);
	free(ruled.changes);
	return 0;
}
