/* apart.h - how far two ways of being spread over bins are apart. */
#ifndef HL_JUDGE_APART_H
#define HL_JUDGE_APART_H

#include "parts.h"

/* How many of the one kind are in it, and how many of the other. */
struct both {
	struct hl_str name; /* of a text; else nothing */
	uint64_t a, b;
};

struct boths {
	struct both *at;
	size_t len, cap;
};

/* Bins that nobody is in are left out. */
void boths_add(struct boths *bins, struct both bin);

/*
 * The sum over the bins of (a - b) ln(a / b), where a and b are shares of all of their kind: the
 * information value, and the population stability index. @empty counts the bins that nobody of
 * one kind is in; their share is taken for 0.0001. False: one kind is nobody at all.
 */
bool boths_apart(const struct boths *bins, double *sum, uint64_t *empty);

/* ln(a / b) of one bin of the two shares. */
double both_woe(const struct both *bin, const struct both *total);

/* Numbers by the tenths of @from, texts each by itself, what is blank: the reference and now. */
void boths_of_time(struct boths *bins, const struct spread *then, const struct spread *now);

/* The same with and without the outcome; texts of fewer than @least leads are one bin. */
void boths_of_label(struct boths *bins, const struct spread *spread, uint64_t least);

/* Scores: those of the reference, of leads with a label and of those without. */
void boths_of_scores(struct boths *bins, const struct pile *then, const struct pile *known,
	const struct pile *open);

#endif
