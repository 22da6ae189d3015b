/*
 * stats.h - how far numbers of few observations can be trusted.
 */
#ifndef HL_STATS_H
#define HL_STATS_H

#include "hl/base.h"

/* The Wilson score interval at 95 %, within 0 and 1; nothing is known (0 to 1) when @n is 0. */
void hl_wilson(size_t hits, size_t n, double *lo, double *hi);

#endif
