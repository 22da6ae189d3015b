/* mask.c - what is shown in the place of a cell: less than it says, and of no telling length. */
#include "hl/mask.h"

#include "hl/value.h"

#include <stdio.h>
#include <string.h>

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

static void show_first(struct hl_buf *to, struct hl_str cell, const struct hl_mask_with *with) {
	(void)with;
	if (cell.len > 0)
		hl_buf_add(to, cut_first(&cell));
	hl_buf_add(to, stars);
}

/* Of a short cell nothing: the last four would be all of it. */
static void show_last4(struct hl_buf *to, struct hl_str cell, const struct hl_mask_with *with) {
	size_t len = count(cell);

	(void)with;
	hl_buf_add(to, stars);
	for (size_t left = len; left > 4; left--)
		(void)cut_first(&cell);
	if (len > 4)
		hl_buf_add(to, cell);
}

/* What stands between the digits of a number: its bytes; 0: it ends here. */
static size_t between_len(struct hl_str rest) {
	static const struct hl_str wide[] = { { "\xc2\xa0", 2 }, { "\xe2\x88\x92", 3 } };
	unsigned char third = rest.len > 2 ? (unsigned char)rest.at[2] : 0;

	if (strchr(" \t().-/+", rest.at[0]) && rest.at[0])
		return 1;
	for (size_t i = 0; i < HL_LEN(wide); i++)
		if (hl_str_starts(rest, wide[i]))
			return wide[i].len;
	/* Blanks, dashes and marks of direction, as phones copy them. */
	return hl_str_starts(rest, HL_STR("\xe2\x80")) && third >= 0x80 && third <= 0xaf ? 3 : 0;
}

enum { DIGITS_LEAST = 7, DIGITS_MOST = 15 };

/* Of the number itself: it ends where something else begins, such as an extension. */
static void show_phone(struct hl_buf *to, struct hl_str cell, const struct hl_mask_with *with) {
	char last[4] = "";
	size_t digits = 0;
	size_t step = 1;

	(void)with;
	while (cell.len > 0 && !hl_is_digit(cell.at[0]))
		cell = (struct hl_str){ cell.at + 1, cell.len - 1 };
	for (; cell.len > 0 && step > 0;
		cell = (struct hl_str){ cell.at + step, cell.len - step }) {
		bool is_digit = hl_is_digit(cell.at[0]);

		if (is_digit)
			last[digits++ % sizeof(last)] = cell.at[0];
		step = is_digit ? 1 : between_len(cell);
	}
	hl_buf_add(to, stars);
	for (size_t i = 0; i < sizeof(last) && digits >= DIGITS_LEAST && digits <= DIGITS_MOST; i++)
		hl_buf_add_char(to, last[(digits + i) % sizeof(last)]);
}

/* The power of ten that it reaches: "1000+" for 1234.5. */
static void show_band(struct hl_buf *to, struct hl_str cell, const struct hl_mask_with *with) {
	int64_t dec;
	int64_t power = HL_ONE;

	(void)with;
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

static void show_nothing(struct hl_buf *to, struct hl_str cell, const struct hl_mask_with *with) {
	(void)with;
	(void)cell;
	hl_buf_add(to, stars);
}

/* The ten years of age that a day of birth lies in: "40-49"; what is no such day says nothing. */
static void show_age(struct hl_buf *to, struct hl_str cell, const struct hl_mask_with *with) {
	struct hl_error none = { 0 };
	struct hl_time born;
	int year, month, mday, born_year, born_month, born_mday;
	int age;

	if (hl_time_parse(cell, &with->time, &born, &none) != HL_OK || born.day > with->day) {
		hl_buf_add(to, stars);
		return;
	}
	hl_day_split(with->day, &year, &month, &mday);
	hl_day_split(born.day, &born_year, &born_month, &born_mday);
	age = year - born_year - (month < born_month || (month == born_month && mday < born_mday));
	if (age >= 90)
		hl_buf_add(to, HL_STR("90+"));
	else
		hl_buf_addf(to, "%d-%d", age / 10 * 10, age / 10 * 10 + 9);
}

/* "j***@example.org": whose server it is says little of who it is. */
static void show_email(struct hl_buf *to, struct hl_str cell, const struct hl_mask_with *with) {
	const char *at = cell.len ? memrchr(cell.at, '@', cell.len) : NULL;

	(void)with;
	if (at && at > cell.at)
		hl_buf_add(to, cut_first(&cell));
	hl_buf_add(to, stars);
	if (at)
		hl_buf_add(to, (struct hl_str){ at, cell.len - (size_t)(at - cell.at) });
}

static void show_first60(struct hl_buf *to, struct hl_str cell, const struct hl_mask_with *with) {
	(void)with;
	if (cell.len == 0)
		hl_buf_add(to, stars);
	for (size_t i = 0; i < 60 && cell.len > 0; i++)
		hl_buf_add(to, cut_first(&cell));
	if (cell.len > 0)
		hl_buf_add(to, HL_STR("..."));
}

/* An apostrophe stands within a name. */
static bool is_between(char c) {
	return (unsigned char)c < 0x80 && !hl_is_letter(c) && !hl_is_digit(c) && c != '\'';
}

/* "JD" of "Jane Doe": the first character of each word, of four at most. */
static void show_initials(struct hl_buf *to, struct hl_str cell, const struct hl_mask_with *with) {
	bool is_inside = false;
	size_t words = 0;

	(void)with;
	while (cell.len > 0 && words < 4) {
		bool is_word = !is_between(cell.at[0]);
		struct hl_str point = cut_first(&cell);

		if (is_word && !is_inside) {
			hl_buf_add(to, point);
			words++;
		}
		is_inside = is_word;
	}
	if (words == 0)
		hl_buf_add(to, stars);
}

/* 303 of 30301-1234, CM9 of CM9 6PW: where the last three stand for a street, what is before. */
static void show_zip3(struct hl_buf *to, struct hl_str cell, const struct hl_mask_with *with) {
	size_t digits = 0;
	size_t len = cell.len;

	(void)with;
	while (digits < len && hl_is_digit(cell.at[digits]))
		digits++;
	if (digits >= 5)
		len = 3;
	else if (digits == 0 && len > 4 && len <= 8)
		len -= 3;
	else
		len = 0;
	if (len > 0)
		hl_buf_add(to, hl_str_trim((struct hl_str){ cell.at, len }));
	else
		hl_buf_add(to, stars);
}

/* The same of the same cell under the same key, and nobody without the key can tell of which. */
static void show_token(struct hl_buf *to, struct hl_str cell, const struct hl_mask_with *with) {
	char text[HL_TOKEN_ROOM];

	hl_token(with->key, cell, text);
	hl_buf_add(to, hl_str_of(text));
}

const struct hl_mask hl_masks[] = {
	{ "age", "the ten years of age of who was born that day: 40-49", show_age, false, false },
	{ "band", "the power of ten that a number reaches: 1000+", show_band, false, false },
	{ "email", "the first character, ***, and what stands behind the @", show_email, false,
		false },
	{ "first", "the first character, then ***", show_first, false, false },
	{ "first60", "the first 60 characters", show_first60, false, false },
	{ "initials", "the first character of each word", show_initials, false, false },
	{ "last4", "***, then the last four characters", show_last4, false, false },
	{ "phone", "***, then the last four digits of a number, its extension not counted",
		show_phone, false, false },
	{ "stars", "***, whatever it is", show_nothing, true, false },
	{ "token", "32 digits that stand for it, by the key of --mask-key", show_token, false,
		true },
	{ "zip3", "the first three digits of a ZIP code, the first half of a postcode", show_zip3,
		false, false },
};
const size_t hl_masks_len = HL_LEN(hl_masks);

const struct hl_mask *hl_mask_find(struct hl_str name) {
	for (size_t i = 0; i < hl_masks_len; i++)
		if (hl_str_eq(name, hl_str_of(hl_masks[i].name)))
			return &hl_masks[i];
	return NULL;
}
