/* place_phone.c - the area code in a phone number as people write it. */
#include "place.h"

#include <string.h>

/* Does @rest begin with @word, ASCII case ignored? Then it is cut off. */
static bool skip_word(struct hl_str *rest, struct hl_str word) {
	if (rest->len < word.len || !hl_str_same((struct hl_str){ rest->at, word.len }, word))
		return false;
	rest->at += word.len;
	rest->len -= word.len;
	return true;
}

/* "x5", "ext. 123", "#7" */
static bool is_extension(struct hl_str text) {
	if (!skip_word(&text, HL_STR("extension")) && !skip_word(&text, HL_STR("ext")) &&
		!skip_word(&text, HL_STR("x")) && !skip_word(&text, HL_STR("#")))
		return false;
	while (text.len > 0 && (hl_is_blank(text.at[0]) || text.at[0] == '.'))
		text = (struct hl_str){ text.at + 1, text.len - 1 };
	text = hl_str_trim(text);
	for (size_t i = 0; i < text.len; i++)
		if (!hl_is_digit(text.at[i]))
			return false;
	return text.len > 0;
}

enum { PHONE_DIGITS = 11 };

/* The digits of @phone in @digits; 0 of them when there is what no phone number holds. */
static size_t digits_of(struct hl_str phone, char *digits, bool *has_plus) {
	size_t len = 0;

	*has_plus = false;
	for (size_t i = 0; i < phone.len; i++) {
		char c = phone.at[i];

		if (hl_is_digit(c)) {
			if (len == PHONE_DIGITS)
				return 0;
			digits[len++] = c;
		} else if (c == '+' && len == 0 && !*has_plus) {
			*has_plus = true;
		} else if (!c || !strchr(" \t()-./", c)) {
			return is_extension((struct hl_str){ phone.at + i, phone.len - i }) ? len
											    : 0;
		}
	}
	return len;
}

unsigned place_area_of(struct hl_str phone) {
	char digits[PHONE_DIGITS];
	const char *area = digits;
	bool has_plus;
	size_t len = digits_of(phone, digits, &has_plus);

	if (len == PHONE_DIGITS && digits[0] == '1')
		area++;
	else if (len != PHONE_DIGITS - 1 || has_plus)
		return 0;
	if (area[0] < '2' || area[3] < '2')
		return 0;
	return (unsigned)(area[0] - '0') * 100 + (unsigned)(area[1] - '0') * 10 +
	       (unsigned)(area[2] - '0');
}
