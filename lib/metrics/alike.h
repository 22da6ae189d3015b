/*
 * alike.h - payments and reversals that look like one told twice.
 *
 * Of one account, day, amount and type, and without an event_id: two such payments may well have
 * been made, so all of them count, but they are told. Who compares them sees all of an account, in
 * any order. Which row is the first of them is asked by where rows are.
 */
#ifndef HL_METRICS_ALIKE_H
#define HL_METRICS_ALIKE_H

#include "fact.h"

/* A row, by where it is; the smaller, the earlier. 0: it is not known, or does not matter. */
typedef uint64_t row_place;

static inline row_place row_place_of(uint16_t file, uint32_t line) {
	return (row_place)file << 32 | line;
}

/* Rows of one kind. */
struct alike_row {
	uint64_t account;
	int64_t amount;
	int32_t day;
	uint32_t kind;
	row_place first, second; /* the first two of them; 0: there is none */
};

/* What they come to. */
struct alike_found {
	size_t n;               /* so many are like one before them, */
	row_place row, as_this; /* the first of which is like that */
};

/* Zero it to begin with. */
struct alike {
	struct alike_row *at; /* those at hand */
	size_t len, cap;
	uint32_t *slots; /* 1 + the place in @at; 0: free */
	size_t slots_len;
	struct alike_found found; /* among all before them */
};

/* A payment or a reversal of @account, which is known by a number; others, and those with an id, do
 * not matter. */
void alike_add(struct alike *alike, uint64_t account, const struct fact *fact);

/* All of the accounts at hand are there. */
void alike_end(struct alike *alike);
void alike_join(struct alike_found *to, const struct alike_found *more);
void alike_release(struct alike *alike);

#endif
