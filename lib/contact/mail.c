/* mail.c - what stands in a link to an address: nothing but one. */
#include "hl/contact.h"

#include <string.h>

/* RFC 5321, 4.5.3.1: what is longer is no address that mail goes to. */
enum { MAIL_MAX = 254 };

static bool is_among(char c, const char *set) {
	return c && strchr(set, c);
}

static bool is_address_byte(char c) {
	return hl_is_digit(c) || hl_is_letter(c) || (unsigned char)c >= 0x80;
}

static bool holds_only(struct hl_str s, const char *others) {
	for (size_t i = 0; i < s.len; i++)
		if (!is_address_byte(s.at[i]) && !is_among(s.at[i], others))
			return false;
	return s.len > 0;
}

bool hl_contact_mail(struct hl_str cell, struct hl_buf *to) {
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
