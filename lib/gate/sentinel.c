/* sentinel.c - dates that stand for none, as exports have them where nothing is known. */
#include "rules.h"

#include <string.h>

enum { DIGITS = 8 };

/* The digits of the date that @text begins with; false: it begins with none. */
static bool date_digits(struct hl_str text, char *digits, bool *has_seps) {
	size_t len = 0;
	size_t i = 0;

	*has_seps = false;
	for (; i < text.len && len < DIGITS; i++) {
		if (hl_is_digit(text.at[i]))
			digits[len++] = text.at[i];
		else if (text.at[i] == '-' || text.at[i] == '/' || text.at[i] == '.')
			*has_seps = true;
		else
			return false;
	}
	return len == DIGITS && (i == text.len || text.at[i] == ' ' || hl_lower(text.at[i]) == 't');
}

bool is_no_day(struct hl_str text, enum hl_date_order order) {
	static const char *const dates[][4] = {
		[HL_DATE_ISO] = { "00000000", "19000101", "17530101", "99991231" },
		[HL_DATE_DMY] = { "00000000", "01011900", "01011753", "31129999" },
		[HL_DATE_MDY] = { "00000000", "01011900", "01011753", "12319999" },
	};
	char digits[DIGITS];
	bool has_seps;

	if (text.len < DIGITS || !date_digits(text, digits, &has_seps))
		return false;
	for (size_t i = 0; i < HL_LEN(dates[0]); i++)
		if (memcmp(digits, dates[HL_DATE_ISO][i], DIGITS) == 0 ||
			(has_seps && memcmp(digits, dates[order][i], DIGITS) == 0))
			return true;
	return false;
}
