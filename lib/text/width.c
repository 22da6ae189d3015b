/* width.c - how many columns of a terminal a text takes. */

#include "hl/unicode.h"

struct range {
	uint32_t first, last;
};

/* Combining marks of the scripts that names are written in, joiners, variation selectors. */
static const struct range none[] = {
	{ 0x0300, 0x036f },
	{ 0x0483, 0x0489 },
	{ 0x0591, 0x05bd },
	{ 0x0610, 0x061a },
	{ 0x064b, 0x065f },
	{ 0x0670, 0x0670 },
	{ 0x06d6, 0x06dc },
	{ 0x093c, 0x093c },
	{ 0x0941, 0x0948 },
	{ 0x094d, 0x094d },
	{ 0x0e31, 0x0e31 },
	{ 0x0e34, 0x0e3a },
	{ 0x0e47, 0x0e4e },
	{ 0x1ab0, 0x1aff },
	{ 0x1dc0, 0x1dff },
	{ 0x200b, 0x200d },
	{ 0x20d0, 0x20ff },
	{ 0x302a, 0x302d },
	{ 0x3099, 0x309a },
	{ 0xfe00, 0xfe0f },
	{ 0xfe20, 0xfe2f },
	{ 0xfeff, 0xfeff },
	{ 0xe0100, 0xe01ef },
};

/* East Asian wide and full width, emoji. */
static const struct range wide[] = {
	{ 0x1100, 0x115f },
	{ 0x231a, 0x231b },
	{ 0x2329, 0x232a },
	{ 0x23e9, 0x23ec },
	{ 0x2e80, 0x3029 },
	{ 0x302e, 0x303e },
	{ 0x3041, 0x3098 },
	{ 0x309b, 0x4dbf },
	{ 0x4e00, 0xa4cf },
	{ 0xa960, 0xa97c },
	{ 0xac00, 0xd7a3 },
	{ 0xf900, 0xfaff },
	{ 0xfe10, 0xfe19 },
	{ 0xfe30, 0xfe6f },
	{ 0xff01, 0xff60 },
	{ 0xffe0, 0xffe6 },
	{ 0x16fe0, 0x18aff },
	{ 0x1b000, 0x1b2ff },
	{ 0x1f300, 0x1f64f },
	{ 0x1f680, 0x1f6ff },
	{ 0x1f900, 0x1f9ff },
	{ 0x1fa70, 0x1faff },
	{ 0x20000, 0x3fffd },
};

static bool is_in(uint32_t point, const struct range *ranges, size_t len) {
	size_t low = 0;
	size_t high = len;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (point > ranges[middle].last)
			low = middle + 1;
		else
			high = middle;
	}
	return low < len && point >= ranges[low].first;
}

unsigned hl_width_of_point(uint32_t point) {
	if (point < none[0].first)
		return 1;
	if (is_in(point, none, HL_LEN(none)))
		return 0;
	return is_in(point, wide, HL_LEN(wide)) ? 2 : 1;
}

size_t hl_width_of(struct hl_str s) {
	size_t width = 0;

	for (size_t i = 0; i < s.len;) {
		uint32_t point = 0;
		size_t len = hl_utf8_point(s, i, &point);

		width += hl_width_of_point(point);
		i += len ? len : 1;
	}
	return width;
}

bool hl_is_invisible(uint32_t point) {
	static const struct range marks[] = {
		{ 0x061c, 0x061c },
		{ 0x200b, 0x200f },
		{ 0x2028, 0x202e },
		{ 0x2060, 0x206f },
		{ 0xfeff, 0xfeff },
	};

	return is_in(point, marks, HL_LEN(marks));
}
