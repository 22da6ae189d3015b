/* zone.h - the inside of a zone, shared by those who read it and those who ask it. */
#ifndef HL_VALUE_ZONE_H
#define HL_VALUE_ZONE_H

#include "hl/value.h"

/* From @at (UTC) on the clocks are @offset seconds east of it. */
struct hl_change {
	int64_t at;
	int32_t offset;
};

/* In order of time, the first at INT64_MIN: every moment has its change. */
struct hl_zone {
	struct hl_change *changes;
	size_t len, cap;
};

/* No time is asked about before or after these years. */
enum { HL_ZONE_FIRST_YEAR = 1899, HL_ZONE_LAST_YEAR = 2201 };

/* Append a change. One that is not later than the last replaces it or is dropped. */
void hl_zone_add(struct hl_zone *zone, int64_t at, int32_t offset);

/* Fill the empty @zone from the bytes of a TZif file. Returns what is wrong with them, or NULL. */
const char *hl_zone_read(struct hl_zone *zone, struct hl_str bytes);

/*
 * Append what the POSIX TZ string @rule (a file's footer) says about the time
 * after @after. Returns what is wrong with it, or NULL.
 */
const char *hl_zone_extend(struct hl_zone *zone, struct hl_str rule, int64_t after);

#endif
