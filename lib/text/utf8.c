/* utf8.c - code points of texts that may hold anything. */
#include "hl/unicode.h"

/* Length of the form that @first begins, 0 for none, and the least code point it may hold. */
static size_t form(unsigned char first, uint32_t *bits, uint32_t *least) {
	static const struct {
		unsigned char mask, lead;
		uint32_t least;
	} forms[] = {
		{ 0x80, 0x00, 0 },
		{ 0xe0, 0xc0, 0x80 },
		{ 0xf0, 0xe0, 0x800 },
		{ 0xf8, 0xf0, 0x10000 },
	};

	for (size_t i = 0; i < HL_LEN(forms); i++) {
		if ((first & forms[i].mask) != forms[i].lead)
			continue;
		*bits = first & (unsigned char)~forms[i].mask;
		*least = forms[i].least;
		return i + 1;
	}
	return 0;
}

size_t hl_utf8_point(struct hl_str s, size_t i, uint32_t *point) {
	uint32_t bits = 0;
	uint32_t least = 0;
	size_t len = form((unsigned char)s.at[i], &bits, &least);

	if (len == 0 || len > s.len - i)
		return 0;
	for (size_t k = 1; k < len; k++) {
		unsigned char next = (unsigned char)s.at[i + k];

		if ((next & 0xc0) != 0x80)
			return 0;
		bits = bits << 6 | (next & 0x3f);
	}
	if (bits < least || bits > 0x10ffff || (bits >= 0xd800 && bits < 0xe000))
		return 0;
	*point = bits;
	return len;
}
