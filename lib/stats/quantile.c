/* quantile.c - quantiles of whole numbers of which it is known how often each came. */
#include "hl/stats.h"

#define ONE INT64_C(1000000)

static size_t total(const struct hl_bar *bars, size_t len) {
	size_t n = 0;

	for (size_t i = 0; i < len; i++)
		n += bars[i].n;
	return n;
}

/* The number that has @before others before it. */
static int64_t at(const struct hl_bar *bars, size_t before) {
	while (before >= bars->n)
		before -= bars++->n;
	return bars->at;
}

bool hl_bars_quantile(const struct hl_bar *bars, size_t len, unsigned millionths, int64_t *value) {
	size_t n = total(bars, len);
	hl_wide reach;
	size_t before;
	int64_t part, low, high;

	if (n == 0)
		return false;
	reach = (hl_wide)(n - 1) * millionths;
	before = (size_t)(reach / ONE);
	part = (int64_t)(reach % ONE);
	low = at(bars, before);
	high = part ? at(bars, before + 1) : low;
	*value = low * ONE + (high - low) * part;
	return true;
}
