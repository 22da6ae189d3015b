/* ics.h - inside lib/format: texts and times as iCalendar spells them. */
#ifndef HL_FORMAT_ICS_H
#define HL_FORMAT_ICS_H

#include "hl/format.h"

/*
 * "@name:text", escaped, in lines of at most 75 bytes that no character is cut by. A line end,
 * however it is spelled, is one; other control characters become U+FFFD, and are counted.
 */
void ics_put_text(struct hl_export *doc, const char *name, struct hl_str text);

enum { ICS_TIME_ROOM = 24, ICS_HASH_ROOM = 33 };

/* "20260302T090000Z" and "20260302", with a NUL. */
void ics_print_time(int64_t s, char to[ICS_TIME_ROOM]);
void ics_print_day(int64_t day, char to[ICS_TIME_ROOM]);

/* Half of the SHA-256 of @key, in hexadecimal digits. */
void ics_hash(struct hl_str key, char to[ICS_HASH_ROOM]);

#endif
