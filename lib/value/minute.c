/* minute.c - times of day, such as 08:30. */
#include "hl/value.h"

#include "digits.h"

enum hl_status hl_minute_parse(struct hl_str text, int *minute, struct hl_error *err) {
	const char *at = text.at;
	int hours;
	int minutes;

	if (text.len != 5 || at[2] != ':' || !hl_is_digit(at[0]) || !hl_is_digit(at[1]) ||
		!hl_is_digit(at[3]) || !hl_is_digit(at[4]))
		return hl_fail_value(err, text, "not a time of day (HH:MM)");
	hours = (at[0] - '0') * 10 + at[1] - '0';
	minutes = (at[3] - '0') * 10 + at[4] - '0';
	if (minutes > 59 || hours * 60 + minutes > 24 * 60)
		return hl_fail_value(err, text, "no such time of day");
	*minute = hours * 60 + minutes;
	return HL_OK;
}
