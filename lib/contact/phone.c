/* phone.c - telephone numbers as they are dialled, and in links. */
#include "hl/contact.h"

#include <stdio.h>
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

/* The digits that @cell begins with and what may stand between them: how long that is. */
static size_t read_digits(struct hl_str cell, struct hl_phone *phone) {
	size_t i;

	*phone = (struct hl_phone){ .has_plus = cell.len > 0 && cell.at[0] == '+' };
	for (i = phone->has_plus; i < cell.len; i++) {
		bool is_digit = hl_is_digit(cell.at[i]);

		if (is_digit && hl_is_trunk_zero(cell, i))
			continue;
		if (is_digit ? phone->len == HL_PHONE_MAX : !is_between(cell.at[i]))
			break;
		if (is_digit)
			phone->digits[phone->len++] = cell.at[i];
	}
	return i;
}

static bool is_number(const struct hl_phone *phone) {
	return phone->len >= HL_PHONE_MIN && !is_one_digit(phone);
}

bool hl_phone_read(struct hl_str cell, struct hl_phone *phone) {
	if (read_digits(cell, phone) < cell.len || !is_number(phone))
		return false;
	if (phone->has_plus)
		phone->country = country_len(phone->digits);
	else
		phone->country = phone->len == 11 && phone->digits[0] == '1';
	return true;
}

/* --- a link --- */

/* "x12", "ext 12" or "ext. 12": its digits, or nothing. */
static struct hl_str extension(struct hl_str s) {
	static const struct hl_str marks[] = { { "ext.", 4 }, { "ext", 3 }, { "x", 1 } };
	const struct hl_str none = { "", 0 };

	for (size_t i = 0; i < HL_LEN(marks); i++) {
		if (!hl_str_starts(s, marks[i]))
			continue;
		s = hl_str_trim((struct hl_str){ s.at + marks[i].len, s.len - marks[i].len });
		for (size_t k = 0; k < s.len; k++)
			if (!hl_is_digit(s.at[k]))
				return none;
		return s.len <= 6 ? s : none;
	}
	return none;
}

bool hl_contact_tel(struct hl_str cell, bool with_extension, char *to) {
	struct hl_phone phone;
	size_t end = read_digits(cell, &phone);
	struct hl_str ext = extension((struct hl_str){ cell.at + end, cell.len - end });

	if (!is_number(&phone) || (end < cell.len && ext.len == 0))
		return false;
	(void)snprintf(to, HL_TEL_ROOM, "%s%s%s%.*s", phone.has_plus ? "+" : "", phone.digits,
		with_extension && ext.len ? ";ext=" : "", with_extension ? (int)ext.len : 0,
		ext.at);
	return true;
}
