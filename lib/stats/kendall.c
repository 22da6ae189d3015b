/* kendall.c - do two orders agree? */
#include "parts.h"

#include "hl/memory.h"

#include <stdlib.h>

typedef int ordering(const void *left, const void *right);

static int compare(int64_t a, int64_t b) {
	return (a > b) - (a < b);
}

static int by_x(const void *left, const void *right) {
	const struct hl_pair *a = left;
	const struct hl_pair *b = right;

	return compare(a->x, b->x);
}

static int by_y(const void *left, const void *right) {
	const struct hl_pair *a = left;
	const struct hl_pair *b = right;

	return compare(a->y, b->y);
}

static int by_both(const void *left, const void *right) {
	int order = by_x(left, right);

	return order ? order : by_y(left, right);
}

/* How many couples there are among @len things. */
static int64_t couples(size_t len) {
	return (int64_t)(len * (len - 1) / 2);
}

/* How many couples are equal by @order, in which they are. */
static int64_t tied(const struct hl_pair *pairs, size_t len, ordering *order) {
	int64_t sum = 0;
	size_t start = 0;

	for (size_t i = 1; i <= len; i++)
		if (i == len || order(&pairs[start], &pairs[i]) != 0) {
			sum += couples(i - start);
			start = i;
		}
	return sum;
}

/* Two halves in order of y become one; how often one of the second passed one of the first. */
static int64_t merge(struct hl_pair *pairs, size_t half, size_t len, struct hl_pair *spare) {
	int64_t passed = 0;
	size_t left = 0;
	size_t right = half;

	for (size_t i = 0; i < len; i++) {
		bool is_right = left == half || (right < len && pairs[right].y < pairs[left].y);

		passed += is_right ? (int64_t)(half - left) : 0;
		spare[i] = pairs[is_right ? right++ : left++];
	}
	memcpy(pairs, spare, len * sizeof(*pairs));
	return passed;
}

/* Put them in order of y; how many couples stood the other way round. */
static int64_t sort_by_y(struct hl_pair *pairs, size_t len, struct hl_pair *spare) {
	size_t half = len / 2;
	int64_t passed;

	if (len < 2)
		return 0;
	passed = sort_by_y(pairs, half, spare) + sort_by_y(pairs + half, len - half, spare);
	return passed + merge(pairs, half, len, spare);
}

double hl_kendall(struct hl_pair *pairs, size_t len, int64_t *concordant) {
	struct hl_pair *spare = hl_claim(len, sizeof(*spare));
	int64_t all = len ? couples(len) : 0;
	int64_t differ_x, differ_y, more;

	if (len > 1)
		qsort(pairs, len, sizeof(*pairs), by_both);
	differ_x = all - tied(pairs, len, by_x);
	more = differ_x + tied(pairs, len, by_both);
	more -= 2 * sort_by_y(pairs, len, spare);
	differ_y = all - tied(pairs, len, by_y);
	more -= all - differ_y;
	free(spare);
	if (concordant)
		*concordant = more;
	if (differ_x == 0 || differ_y == 0)
		return UNKNOWN;
	return (double)more / sqrt((double)differ_x * (double)differ_y);
}
