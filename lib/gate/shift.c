/* shift.c - calendar days, months and years from a day on. */
#include "rules.h"

enum { MONTHS = 12, DIGITS_MAX = 3 };

bool shift_parse(struct hl_str text, struct shift *shift) {
	struct hl_span span;
	struct hl_error ignored;
	size_t digits = 0;
	int count = 0;

	*shift = (struct shift){ 0 };
	if (hl_span_parse(text, &span, &ignored) == HL_OK) {
		shift->days = (int)(span.s / HL_DAY_S);
		return span.calendar;
	}
	for (; digits < text.len && hl_is_digit(text.at[digits]) && digits < DIGITS_MAX; digits++)
		count = count * 10 + text.at[digits] - '0';
	text = (struct hl_str){ text.at + digits, text.len - digits };
	shift->months = hl_str_eq(text, HL_STR("y")) ? count * MONTHS : count;
	return digits > 0 && (hl_str_eq(text, HL_STR("y")) || hl_str_eq(text, HL_STR("mo")));
}

int64_t shift_day(struct shift shift, int64_t day) {
	int year, month, mday;
	int64_t shifted, next;

	if (shift.months == 0)
		return day + shift.days;
	hl_day_split(day, &year, &month, &mday);
	month += shift.months - 1;
	year += month / MONTHS;
	month = month % MONTHS + 1;
	shifted = hl_day_of(year, month, mday);
	next = hl_day_of(year + month / MONTHS, month % MONTHS + 1, 1);
	return (shifted < next ? shifted : next) + shift.days;
}
