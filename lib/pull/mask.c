/* mask.c - what is shown in the place of a cell: less than it says, and of no telling length. */
#include "parts.h"

static const struct hl_str stars = { "***", 3 };

/* The length of a character in UTF-8, as its first byte says. */
static size_t first_len(struct hl_str cell) {
	unsigned char first = (unsigned char)cell.at[0];
	size_t len = first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;

	return len < cell.len ? len : cell.len;
}

static void show_first(struct hl_buf *to, struct hl_str cell) {
	if (cell.len > 0)
		hl_buf_add(to, (struct hl_str){ cell.at, first_len(cell) });
	hl_buf_add(to, stars);
}

/* Of a short cell nothing: the last four would be all of it. */
static void show_last4(struct hl_buf *to, struct hl_str cell) {
	hl_buf_add(to, stars);
	if (cell.len > 4)
		hl_buf_add(to, (struct hl_str){ cell.at + cell.len - 4, 4 });
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
	{ "band", "the power of ten that a number reaches: 1000+", show_band },
	{ "first", "the first character, then ***", show_first },
	{ "last4", "***, then the last four characters", show_last4 },
	{ "stars", "***, whatever it is", show_nothing },
};
const size_t hl_pull_masks_len = HL_LEN(hl_pull_masks);
