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

enum hl_status hl_clock_parse(struct hl_str text, int *s, struct hl_error *err) {
	char whole[] = "00:00:00";
	size_t gap = text.len > 1 && text.at[1] == ':';
	int minute = 0;

	if (text.len + gap != 5 && text.len + gap != 8)
		return hl_fail_value(err, text, "not a time of day (HH:MM or HH:MM:SS)");
	memcpy(whole + gap, text.at, text.len);
	if (whole[5] != ':' || !hl_is_digit(whole[6]) || !hl_is_digit(whole[7]))
		return hl_fail_value(err, text, "not a time of day (HH:MM or HH:MM:SS)");
	if (hl_minute_parse((struct hl_str){ whole, 5 }, &minute, err) != HL_OK)
		return hl_fail_value(err, text, "not a time of day (HH:MM or HH:MM:SS)");
	*s = minute * 60 + (whole[6] - '0') * 10 + whole[7] - '0';
	if (whole[6] > '5' || *s > HL_DAY_S)
		return hl_fail_value(err, text, "no such time of day");
	return HL_OK;
}
