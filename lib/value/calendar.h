/* calendar.h - what the files of this layer know about years and days. */
#ifndef HL_VALUE_CALENDAR_H
#define HL_VALUE_CALENDAR_H

#include <stdbool.h>

static inline bool is_leap(int year) {
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

#endif
