/* digits.h - numbers as digits, for the printers of this layer. */
#ifndef HL_VALUE_DIGITS_H
#define HL_VALUE_DIGITS_H

#include <stddef.h>
#include <stdint.h>

/* The magnitude of any int64_t, INT64_MIN included. */
static inline uint64_t magnitude(int64_t x) {
	return x < 0 ? -(uint64_t)x : (uint64_t)x;
}

static inline size_t digits_len(uint64_t x) {
	size_t len = 1;

	while (x >= 10) {
		x /= 10;
		len++;
	}
	return len;
}

/* Exactly @len digits of @x, the last ones; returns the byte behind them. */
static inline char *put_digits(char *to, uint64_t x, size_t len) {
	for (size_t i = len; i > 0; i--) {
		to[i - 1] = (char)('0' + x % 10);
		x /= 10;
	}
	return to + len;
}

/* All digits of @x. */
static inline char *put_number(char *to, uint64_t x) {
	return put_digits(to, x, digits_len(x));
}

#endif
