/* digits.h - numbers as digits, for the printers of this layer. */
#ifndef HL_VALUE_DIGITS_H
#define HL_VALUE_DIGITS_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* The magnitude of any int64_t, INT64_MIN included. */
static inline uint64_t magnitude(int64_t x) {
	return x < 0 ? -(uint64_t)x : (uint64_t)x;
}

/* The two digits of each number from 0 to 99. */
static const char digit_pairs[] = "00010203040506070809101112131415161718192021222324"
				  "25262728293031323334353637383940414243444546474849"
				  "50515253545556575859606162636465666768697071727374"
				  "75767778798081828384858687888990919293949596979899";

static inline size_t digits_len(uint64_t x) {
	for (size_t len = 1;; len += 4, x /= 10000) {
		if (x < 100)
			return len + (x >= 10);
		if (x < 10000)
			return len + 2 + (x >= 1000);
	}
}

/* Exactly @len digits of @x, the last ones; returns the byte behind them. */
static inline char *put_digits(char *to, uint64_t x, size_t len) {
	size_t left = len;

	for (; left >= 2; left -= 2, x /= 100)
		memcpy(to + left - 2, digit_pairs + 2 * (x % 100), 2);
	if (left > 0)
		*to = (char)('0' + x % 10);
	return to + len;
}

/* All digits of @x. */
static inline char *put_number(char *to, uint64_t x) {
	return put_digits(to, x, digits_len(x));
}

#endif
