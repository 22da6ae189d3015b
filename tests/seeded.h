/* seeded.h - numbers that look random and are the same every time, for tests. */
#ifndef TESTS_SEEDED_H
#define TESTS_SEEDED_H

#include <stddef.h>
#include <stdint.h>

struct seeded {
	uint64_t state;
};

/* splitmix64 (Steele, Lea, Flood 2014). */
static inline uint64_t seeded_next(struct seeded *from) {
	uint64_t mixed = from->state += UINT64_C(0x9e3779b97f4a7c15);

	mixed = (mixed ^ mixed >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	mixed = (mixed ^ mixed >> 27) * UINT64_C(0x94d049bb133111eb);
	return mixed ^ mixed >> 31;
}

/* From 0 to @below - 1. */
static inline size_t seeded_below(struct seeded *from, size_t below) {
	return (size_t)(seeded_next(from) % below);
}

#endif
