/* contact.c - what stands in a link: nothing but a number, or an address. */
#include "hl/lead.h"

#include <string.h>

static bool is_among(char c, const char *set) {
	return c && strchr(set, c);
}

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

bool hl_lead_tel(struct hl_str cell, bool with_extension, char *to) {
	size_t plus = cell.len > 0 && cell.at[0] == '+';
	size_t i = plus;
	size_t len = plus;
	struct hl_str ext;

	if (plus)
		to[0] = '+';
	for (; i < cell.len && (hl_is_digit(cell.at[i]) || is_among(cell.at[i], " \t().-/")); i++) {
		if (!hl_is_digit(cell.at[i]))
			continue;
		if (len == plus + 15)
			return false;
		to[len++] = cell.at[i];
	}
	if (len < plus + 7)
		return false;
	ext = extension((struct hl_str){ cell.at + i, cell.len - i });
	if (i < cell.len && ext.len == 0)
		return false;
	if (with_extension && ext.len > 0) {
		memcpy(to + len, ";ext=", 5);
		memcpy(to + len + 5, ext.at, ext.len);
		len += 5 + ext.len;
	}
	to[len] = '\0';
	return true;
}

/* RFC 5321, 4.5.3.1: what is longer is no address that mail goes to. */
enum { MAIL_MAX = 254 };

static bool is_address_byte(char c) {
	return hl_is_digit(c) || hl_is_letter(c) || (unsigned char)c >= 0x80;
}

static bool holds_only(struct hl_str s, const char *others) {
	for (size_t i = 0; i < s.len; i++)
		if (!is_address_byte(s.at[i]) && !is_among(s.at[i], others))
			return false;
	return s.len > 0;
}

bool hl_lead_mail(struct hl_str cell, struct hl_buf *to) {
	struct hl_str domain = cell;
	struct hl_str local = hl_str_cut(&domain, '@');

	if (cell.len > MAIL_MAX || !holds_only(local, ".!#$%&'*+/=?^_`{|}~-") ||
		!holds_only(domain, ".-"))
		return false;
	for (size_t i = 0; i < cell.len; i++) {
		unsigned char byte = (unsigned char)cell.at[i];

		if (byte < 0x80 && (is_address_byte(cell.at[i]) || is_among(cell.at[i], "._~-@")))
			hl_buf_add_char(to, cell.at[i]);
		else
			hl_buf_addf(to, "%%%02X", (unsigned)byte);
	}
	return true;
}
