/* cell.c - what a cell is: a number, a date, a time, or a text. */
#include "sheet.h"

/* --- numbers --- */

static size_t count_digits(struct hl_str s, size_t from) {
	size_t i = from;

	while (i < s.len && hl_is_digit(s.at[i]))
		i++;
	return i - from;
}

/*
 * -?[0-9]+(\.[0-9]+)? without a zero that a number does not need in front, without so many digits
 * that a double, or the eye, loses one. -0 is none: it would come back as 0.
 */
static bool read_number(struct hl_str text, struct sheet_cell *cell) {
	size_t first = text.at[0] == '-';
	size_t whole = count_digits(text, first);
	size_t point = first + whole;
	size_t decimals = point < text.len && text.at[point] == '.' ? text.len - point - 1 : 0;
	int64_t value = 0;

	if (whole == 0 || whole > SHEET_INTEGER_DIGITS || whole + decimals > SHEET_DIGITS + 1)
		return false;
	if (whole > 1 && text.at[first] == '0')
		return false;
	if (point < text.len && (decimals == 0 || count_digits(text, point + 1) != decimals))
		return false;
	for (size_t i = first; i < text.len; i++)
		if (i != point)
			value = value * 10 + (text.at[i] - '0');
	if (value >= INT64_C(1000000000000000) || (value == 0 && first > 0))
		return false;
	cell->value = first ? -value : value;
	cell->decimals = (uint8_t)decimals;
	return true;
}

double sheet_number(const struct sheet_cell *cell) {
	static const double tens[] = { 1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
		1e12, 1e13, 1e14, 1e15 };

	/* Both are exact, so that the quotient is the double next to what was printed. */
	return (double)cell->value / tens[cell->decimals];
}

/* --- dates and times --- */

/* @len digits from @at on; -1 when they are not. */
static int number_at(struct hl_str text, size_t at, size_t len) {
	int number = 0;

	for (size_t i = at; i < at + len; i++) {
		if (i >= text.len || !hl_is_digit(text.at[i]))
			return -1;
		number = number * 10 + (text.at[i] - '0');
	}
	return number;
}

static bool is_at(struct hl_str text, size_t at, char c) {
	return at < text.len && text.at[at] == c;
}

static bool set_day(int year, int month, int day, int64_t *days) {
	int back[3];

	if (year < 1900 || month < 1 || month > 12 || day < 1 || day > 31)
		return false;
	*days = hl_day_of(year, month, day);
	hl_day_split(*days, &back[0], &back[1], &back[2]);
	return back[1] == month;
}

/* The first ten bytes as a date. */
static bool read_day(struct hl_str text, enum hl_date_order order, int64_t *days) {
	const char *between = text.at + 2;

	if (is_at(text, 4, '-') && is_at(text, 7, '-'))
		return set_day(
			number_at(text, 0, 4), number_at(text, 5, 2), number_at(text, 8, 2), days);
	if (order == HL_DATE_ISO || text.len != 10 || !is_at(text, 5, *between) ||
		(*between != '-' && *between != '/' && *between != '.'))
		return false;
	return set_day(number_at(text, 6, 4), number_at(text, order == HL_DATE_DMY ? 3 : 0, 2),
		number_at(text, order == HL_DATE_DMY ? 0 : 3, 2), days);
}

/* "Z", "+05:30", "-05:00" or nothing. */
static bool read_offset(struct hl_str text, int16_t *offset) {
	int hours = number_at(text, 1, 2);
	int minutes = number_at(text, 4, 2);

	*offset = SHEET_NO_OFFSET;
	if (text.len == 0)
		return true;
	*offset = SHEET_UTC;
	if (text.len == 1)
		return text.at[0] == 'Z';
	if (text.len != 6 || text.at[3] != ':' || (text.at[0] != '+' && text.at[0] != '-') ||
		hours < 0 || hours > 23 || minutes < 0 || minutes > 59)
		return false;
	*offset = (int16_t)((hours * 60 + minutes) * (text.at[0] == '-' ? -1 : 1));
	/* -00:00 says that nobody knows the offset. */
	return *offset != 0 || text.at[0] == '+';
}

/* Behind the date: "T09:00:00", up to three digits of a second, an offset. */
static bool read_clock(struct hl_str text, struct sheet_cell *cell) {
	int hours = number_at(text, 11, 2);
	int minutes = number_at(text, 14, 2);
	int seconds = number_at(text, 17, 2);
	size_t decimals = is_at(text, 19, '.') ? count_digits(text, 20) : 0;
	size_t end = decimals ? 20 + decimals : 19;
	int64_t ms = 0;

	if (text.len < 19 || decimals > 3 || (text.at[10] != 'T' && text.at[10] != ' ') ||
		text.at[13] != ':' || text.at[16] != ':')
		return false;
	if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || seconds < 0 || seconds > 59)
		return false;
	for (size_t i = 0; i < 3; i++)
		ms = ms * 10 + (i < decimals ? text.at[20 + i] - '0' : 0);
	cell->decimals = (uint8_t)decimals;
	cell->value = cell->value * HL_DAY_S * 1000 +
		      ((hours * 60 + minutes) * 60 + seconds) * INT64_C(1000) + ms;
	return read_offset((struct hl_str){ text.at + end, text.len - end }, &cell->offset);
}

static void read_time(struct hl_str text, enum hl_date_order order, struct sheet_cell *cell) {
	if (text.len < 10 || text.len > 29 || !read_day(text, order, &cell->value))
		return;
	if (text.len == 10)
		cell->kind = SHEET_DATE;
	else if (read_clock(text, cell))
		cell->kind = SHEET_TIME;
}

/* --- all of them --- */

static bool is_code(struct hl_str text) {
	size_t digits = count_digits(text, 0);

	return digits == text.len && digits > 1 &&
	       (text.at[0] == '0' || digits > SHEET_INTEGER_DIGITS);
}

void sheet_cell_read(struct hl_str text, enum hl_date_order order, struct sheet_cell *cell) {
	*cell = (struct sheet_cell){ .offset = SHEET_NO_OFFSET };
	if (text.len == 0)
		return;
	cell->kind = SHEET_TEXT;
	if (!hl_is_digit(text.at[0]) && text.at[0] != '-')
		return;
	if (read_number(text, cell))
		cell->kind = SHEET_NUMBER;
	else if (is_code(text))
		cell->kind = SHEET_CODE;
	else
		read_time(text, order, cell);
}
