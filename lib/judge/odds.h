/* odds.h - how likely an outcome is by the scores of a pile, and how often it came. */
#ifndef HL_JUDGE_ODDS_H
#define HL_JUDGE_ODDS_H

#include "parts.h"

/* What is added up over the leads of a pile. */
struct odds {
	uint64_t pos, n;
	hl_wide sum;     /* of propensities */
	hl_wide squares; /* of their distances from the outcome, millionths of millionths */
	double log_loss;
	uint64_t clipped; /* leads that were impossible and happened */
	bool has_none;    /* a score is no propensity */
};

struct odds odds_of(const struct hl_judge *j, const struct pile *pile);

/* There is no value, for a score is no propensity. */
struct figure odds_none(uint64_t n);

typedef struct figure telling(const struct odds *odds);

#endif
