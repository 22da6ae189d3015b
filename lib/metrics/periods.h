/*
 * periods.h - which periods a day is in.
 *
 * A meter measures several periods at once: those that were listed, of which the first is the one
 * asked for, and the days, weeks or months that this one is cut into (--every). A period has a
 * code: its place in the list, or PERIODS_MAX and the number of the day, week or month.
 */
#ifndef HL_METRICS_PERIODS_H
#define HL_METRICS_PERIODS_H

#include "hl/metrics.h"

enum { PERIODS_MAX = HL_PERIODS_MAX + 1 };

/* The periods of a day. */
struct when {
	uint32_t listed; /* a bit for each of the list */
	uint32_t every;  /* 1 + the number of the day, week or month; 0: none */
};

/* Their codes. */
struct codes {
	uint32_t at[PERIODS_MAX + 1];
	size_t len;
};

struct periods {
	struct hl_period listed[PERIODS_MAX];
	size_t len;
	const struct hl_every *every; /* NULL: not cut */
	bool is_one;                  /* one is listed, and it is not cut */
	int64_t from_day, to_day;     /* from the first day of any to the last */
};

/* Have one more listed; there is room for it. */
void periods_add(struct periods *periods, const struct hl_period *period);

/* In @day; in a single period. */
struct when when_of(const struct periods *periods, int64_t day);
struct when when_in(uint32_t code);
struct codes codes_of(struct when when);

/* From when to when; of a day, week or month what lies in the period asked for. */
struct hl_period period_of(const struct periods *periods, uint32_t code);

/* The codes of the days, weeks or months, from the first to before the last; none: equal. */
void periods_every(const struct periods *periods, uint32_t *first, uint32_t *end);

/* Those that have rows of their own: one alone is the whole, which has them. */
void periods_shown(const struct periods *periods, uint32_t *first, uint32_t *end);

static inline bool when_is_never(struct when when) {
	return when.listed == 0 && when.every == 0;
}

#endif
