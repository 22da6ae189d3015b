/* mask.c - what is shown in the place of a cell: less than it says, and of no telling length. */
#include "parts.h"

static const struct hl_str stars = { "***", 3 };

/* --- characters: of UTF-8, each with the marks that combine with it --- */

/* Bytes of the first code point, or 1 of what is not UTF-8. */
static size_t point_len(struct hl_str text) {
	unsigned char first = (unsigned char)text.at[0];
	size_t most = first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
	size_t len = 1;

	while (len < most && len < text.len && ((unsigned char)text.at[len] & 0xc0) == 0x80)
		len++;
	return len;
}

/* An accent, or what else only changes the look of the character before it. */
static bool is_mark(struct hl_str point) {
	static const struct {
		uint32_t from, to;
	} marks[] = { { 0x300, 0x36f }, { 0x1ab0, 0x1aff }, { 0x1dc0, 0x1dff }, { 0x20d0, 0x20ff },
		{ 0xfe00, 0xfe0f }, { 0xfe20, 0xfe2f } };
	uint32_t value = (unsigned char)point.at[0] & (0xffu >> (point.len + 1));

	for (size_t i = 1; i < point.len; i++)
		value = value << 6 | ((unsigned char)point.at[i] & 0x3f);
	for (size_t i = 0; i < HL_LEN(marks); i++)
		if (value >= marks[i].from && value <= marks[i].to)
			return true;
	return false;
}

/* Cut the first character off; @text is not empty. */
static struct hl_str cut_first(struct hl_str *text) {
	struct hl_str first = { text->at, 0 };
	size_t len = point_len(*text);

	do {
		first.len += len;
		text->at += len;
		text->len -= len;
		len = text->len ? point_len(*text) : 0;
	} while (len > 1 && is_mark((struct hl_str){ text->at, len }));
	return first;
}

static size_t count(struct hl_str text) {
	size_t len = 0;

	for (; text.len > 0; len++)
		(void)cut_first(&text);
	return len;
}

/* --- masks --- */

static void show_first(struct hl_buf *to, struct hl_str cell) {
	if (cell.len > 0)
		hl_buf_add(to, cut_first(&cell));
	hl_buf_add(to, stars);
}

/* Of a short cell nothing: the last four would be all of it. */
static void show_last4(struct hl_buf *to, struct hl_str cell) {
	size_t len = count(cell);

	hl_buf_add(to, stars);
	for (size_t left = len; left > 4; left--)
		(void)cut_first(&cell);
	if (len > 4)
		hl_buf_add(to, cell);
}

/* The power of ten that it reaches: "1000+" for 1234.5. */
static void show_band(struct hl_buf *to, struct hl_str cell) {
	int64_t dec;
	int64_t power = HL_ONE;

	if (!hl_dec_read(cell, &dec)) {
		hl_buf_add(to, stars);
	} else if (dec < 0) {
		hl_buf_add(to, HL_STR("below 0"));
	} else if (dec < HL_ONE) {
		hl_buf_add(to, HL_STR("0+"));
	} else {
		while (dec / 10 >= power)
			power *= 10;
		hl_buf_addf(to, "%lld+", (long long)(power / HL_ONE));
	}
}

static void show_nothing(struct hl_buf *to, struct hl_str cell) {
	(void)cell;
	hl_buf_add(to, stars);
}

const struct hl_pull_mask hl_pull_masks[] = {
	{ "band", "the power of ten that a number reaches: 1000+", show_band, false },
	{ "first", "the first character, then ***", show_first, false },
	{ "last4", "***, then the last four characters", show_last4, false },
	{ "stars", "***, whatever it is", show_nothing, true },
};
const size_t hl_pull_masks_len = HL_LEN(hl_pull_masks);
