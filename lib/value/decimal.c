/* decimal.c - decimals from text and back: a signed 64-bit count of millionths. */
#include "hl/value.h"

#include "digits.h"
#include "swar.h"

#include <string.h>

static const uint32_t power10[] = { 1, 10, 100, 1000, 10000, 100000, 1000000 };

enum { PLACES = 6 };

/*
 * A number without a sign in up to eight bytes: the point is cut out of the
 * word, what is left are digits. Anything odd is left to read_long.
 */
static inline bool read_short(struct hl_str text, int64_t *dec) {
	uint64_t word = hl_word_part(text.at, text.len) ^ (HL_EACH('0') >> 8 * (8 - text.len));
	uint64_t point = hl_word_has(word, '.' ^ '0');
	size_t digits = text.len;
	size_t places = 0;

	if (point) {
		unsigned start = (unsigned)__builtin_ctzll(point) - 7;
		uint64_t below = (UINT64_C(1) << start) - 1;

		places = --digits - start / 8;
		if (start == 0 || places == 0 || places > PLACES)
			return false;
		word = (word & below) | (word >> 8 & ~below);
	}
	if (!swar_within(word, HL_EACH(0x76)))
		return false;
	*dec = (int64_t)(swar_number(word << 8 * (8 - digits)) * power10[PLACES - places]);
	return true;
}

/* Append the digits at @at to @number; returns the first byte that is none, NULL on overflow. */
static const char *read_digits(const char *at, const char *end, uint64_t *number) {
	for (; at < end && hl_is_digit(*at); at++)
		if (__builtin_mul_overflow(*number, 10, number) ||
			__builtin_add_overflow(*number, (unsigned)(*at - '0'), number))
			return NULL;
	return at;
}

static bool read_long(struct hl_str text, int64_t *dec) {
	const char *end = text.at + text.len;
	uint64_t number = 0;
	size_t places = 0;
	const char *at = read_digits(text.at, end, &number);

	if (!at || at == text.at)
		return false;
	if (at < end && *at == '.') {
		const char *fraction = at + 1;

		at = read_digits(fraction, end, &number);
		places = at ? (size_t)(at - fraction) : 0;
		if (places == 0 || places > PLACES)
			return false;
	}
	if (at < end || __builtin_mul_overflow(number, power10[PLACES - places], &number) ||
		number > INT64_MAX)
		return false;
	*dec = (int64_t)number;
	return true;
}

bool hl_dec_read(struct hl_str text, int64_t *dec) {
	bool negative = text.len > 0 && text.at[0] == '-';
	int64_t size;

	if (text.len == negative)
		return false;
	text.at += negative;
	text.len -= negative;
	if (!(text.len <= 8 && read_short(text, &size)) && !read_long(text, &size))
		return false;
	*dec = negative ? -size : size;
	return true;
}

static const char *skip_digits(const char *at, const char *end) {
	while (at < end && hl_is_digit(*at))
		at++;
	return at;
}

/* What is wrong with a text that hl_dec_read refused. */
static const char *what_is_wrong(struct hl_str text) {
	const char *at = text.at;
	const char *end;
	const char *point;
	const char *last;

	if (text.len == 0)
		return "empty where a number is needed";
	end = at + text.len;
	at += *at == '-';
	point = skip_digits(at, end);
	last = point < end && *point == '.' ? skip_digits(point + 1, end) : point;
	if (point == at || last < end || last == point + 1)
		return "not a number";
	if (last > point + 1 + PLACES)
		return "a number with more than six decimals";
	return "a number too large to hold";
}

enum hl_status hl_dec_parse(struct hl_str text, int64_t *dec, struct hl_error *err) {
	if (hl_dec_read(text, dec))
		return HL_OK;
	return hl_fail_value(err, text, what_is_wrong(text));
}

/* @size millionths, cut to @places decimals; up to six bytes behind them may be written. */
static size_t print_places(bool negative, uint64_t size, size_t places, char *to) {
	char *at = to;

	if (negative)
		*at++ = '-';
	at = put_number(at, size / HL_ONE);
	if (places > 0) {
		*at++ = '.';
		put_digits(at, size % HL_ONE, PLACES);
		at += places;
	}
	return (size_t)(at - to);
}

/* How many decimals the fraction needs. */
static size_t places_of(uint32_t fraction) {
	size_t places = PLACES;

	if (fraction == 0)
		return 0;
	for (; fraction % 100 == 0; fraction /= 100)
		places -= 2;
	return places - (fraction % 10 == 0);
}

size_t hl_dec_print(int64_t dec, char *to) {
	uint64_t size = magnitude(dec);

	return print_places(dec < 0, size, places_of((uint32_t)(size % HL_ONE)), to);
}

/* Half away from zero is half up of the magnitude; even 2^63 leaves room for it. */
size_t hl_dec_print_fixed(int64_t dec, unsigned decimals, char *to) {
	unsigned places = decimals < PLACES ? decimals : PLACES;
	uint32_t unit = power10[PLACES - places];
	uint64_t size = magnitude(dec) + unit / 2;

	return print_places(dec < 0 && size >= unit, size, places, to);
}

bool hl_dec_round(int64_t dec, unsigned decimals, int64_t *out) {
	uint64_t unit = power10[PLACES - (decimals < PLACES ? decimals : PLACES)];
	uint64_t size = (magnitude(dec) + unit / 2) / unit * unit;

	if (size > INT64_MAX)
		return false;
	*out = dec < 0 ? -(int64_t)size : (int64_t)size;
	return true;
}
