/* wilson.c - how far a share of few can be trusted. */
#include "hl/stats.h"

#include <math.h>

#define Z95 1.959964

static double within(double x, double lo, double hi) {
	return x < lo ? lo : x > hi ? hi : x;
}

void hl_wilson(size_t hits, size_t n, double *lo, double *hi) {
	double total = (double)n;
	double share = n ? (double)hits / total : 0;
	double z2n = n ? Z95 * Z95 / total : 0;
	double centre = (share + z2n / 2) / (1 + z2n);
	double half = n ? Z95 * sqrt((share * (1 - share) + z2n / 4) / total) / (1 + z2n) : 0;

	*lo = n ? within(centre - half, 0, 1) : 0;
	*hi = n ? within(centre + half, 0, 1) : 1;
	/* Where nothing or everything hit, that end is exact: rounding must not move it. */
	if (hits == 0)
		*lo = 0;
	if (hits == n)
		*hi = 1;
}
