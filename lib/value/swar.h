/* swar.h - eight bytes of digits at a time, in one machine word. */
#ifndef HL_VALUE_SWAR_H
#define HL_VALUE_SWAR_H

#include "hl/base.h"

#include <endian.h>

/* The first byte in memory is the lowest of the word, on every machine. */
static inline uint64_t swar_load(const char *at) {
	return le64toh(hl_word_at(at));
}

/*
 * Is every byte of @word at most what @room leaves below 0x80? 0x76 allows the
 * digits 0 to 9 (after '0' is taken off by xor), 0x7f nothing but 0.
 */
static inline bool swar_within(uint64_t word, uint64_t room) {
	return (((word + room) | word) & HL_EACH(0x80)) == 0;
}

/* Ten times each byte plus the byte behind it: two-digit numbers out of digits 0 to 9. */
static inline uint64_t swar_pairs(uint64_t digits) {
	return digits * 10 + (digits >> 8);
}

/* The number that eight digits spell. */
static inline uint64_t swar_number(uint64_t digits) {
	const uint64_t halves = UINT64_C(0x000000ff000000ff);
	uint64_t pairs = swar_pairs(digits);

	return ((pairs & halves) * (100 + (UINT64_C(1000000) << 32)) +
		       (pairs >> 16 & halves) * (1 + (UINT64_C(10000) << 32))) >>
	       32;
}

#endif
