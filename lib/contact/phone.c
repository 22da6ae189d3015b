/* phone.c - telephone numbers as they are dialled. */
#include "hl/contact.h"

#include <string.h>

/* Codes of countries have three digits, but for these. */
static size_t country_len(const char *digits) {
	static const char *const twos[10] = { "", "", "07", "0123469", "01345678", "12345678",
		"0123456", "", "1246", "0123458" };
	unsigned first = (unsigned)(digits[0] - '0');

	if (first == 1 || first == 7)
		return 1;
	return strchr(twos[first], digits[1]) ? 2 : 3;
}

static bool is_between(char c) {
	return c && strchr(" \t().-/", c);
}

/* Nobody has 0000000 or 9999999999. */
static bool is_one_digit(const struct hl_phone *phone) {
	for (size_t i = 1; i < phone->len; i++)
		if (phone->digits[i] != phone->digits[0])
			return false;
	return true;
}

bool hl_phone_read(struct hl_str cell, struct hl_phone *phone) {
	*phone = (struct hl_phone){ .has_plus = cell.len > 0 && cell.at[0] == '+' };
	for (size_t i = phone->has_plus; i < cell.len; i++) {
		bool is_digit = hl_is_digit(cell.at[i]);

		if (is_digit && hl_is_trunk_zero(cell, i))
			continue;
		if (is_digit ? phone->len == HL_PHONE_MAX : !is_between(cell.at[i]))
			return false;
		if (is_digit)
			phone->digits[phone->len++] = cell.at[i];
	}
	if (phone->len < HL_PHONE_MIN || is_one_digit(phone))
		return false;
	if (phone->has_plus)
		phone->country = country_len(phone->digits);
	else
		phone->country = phone->len == 11 && phone->digits[0] == '1';
	return true;
}
