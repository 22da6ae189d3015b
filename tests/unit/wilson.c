/* wilson.c - the interval of a share against values worked out elsewhere. */
#include "hl/stats.h"

#include <math.h>
#include <stdio.h>

static const struct {
	size_t hits, n;
	double lo, hi;
} cases[] = {
	{ 0, 0, 0, 1 },
	{ 0, 10, 0, 0.2775 },
	{ 1, 10, 0.0179, 0.4042 },
	{ 10, 10, 0.7225, 1 },
	{ 3, 4, 0.3006, 0.9544 },
	{ 18, 150, 0.0773, 0.1817 },
	{ 412, 600, 0.6485, 0.7225 },
	{ 1, 1, 0.2065, 1 },
	{ 500000, 1000000, 0.4990, 0.5010 },
};

int main(void) {
	int failed = 0;

	for (size_t i = 0; i < HL_LEN(cases); i++) {
		double lo;
		double hi;

		hl_wilson(cases[i].hits, cases[i].n, &lo, &hi);
		if (fabs(lo - cases[i].lo) > 5e-5 || fabs(hi - cases[i].hi) > 5e-5) {
			printf("wilson %zu/%zu: %.4f to %.4f, not %.4f to %.4f\n", cases[i].hits,
				cases[i].n, lo, hi, cases[i].lo, cases[i].hi);
			failed = 1;
		}
	}
	return failed;
}
