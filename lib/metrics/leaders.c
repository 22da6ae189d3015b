/*
 * leaders.c - which group of a metric is the best: ranks, and the order by them.
 *
 * A group is as good as the worse end of its interval, else 1/1 would be before 90/100, and as its
 * value where it has no interval. Groups
 * compete with those of as many columns, in one period, with the same of one stage,
 * bucket or month. The numbers of the output
 * decide, so that what looks equal has one rank.
 */
#include "line.h"

#include <stdlib.h>

static hl_wide signed_by(const struct line *line, hl_wide dec) {
	return line->metric->is_less_better ? dec : -dec;
}

/* Where a row stands among those it competes with: the smaller, the better. */
static hl_wide standing(const struct line *line, enum hl_order order) {
	struct maybe bound = line->metric->is_less_better ? line->hi : line->lo;

	return signed_by(
		line, order != HL_ORDER_VALUE && bound.is_there ? bound.dec : line->figure.value);
}

static int compare_standing(const struct line *a, const struct line *b, enum hl_order order) {
	hl_wide left = standing(a, order);
	hl_wide right = standing(b, order);

	return (left > right) - (left < right);
}

static size_t width(const struct hl_meter *m, const struct line *line) {
	return m->levels.at[line->of->group.level].len;
}

/* Rows that compete lie together: by period, as they came, by what is inside, by columns. */
static int compare_arena(const struct line *a, const struct line *b, const struct hl_meter *m) {
	if (a->code != b->code)
		return compare(a->code == 0, b->code == 0) ? compare(a->code == 0, b->code == 0)
							   : compare(a->code, b->code);
	if (a->inner.number != b->inner.number)
		return compare(a->inner.number, b->inner.number);
	return compare((int64_t)width(m, b), (int64_t)width(m, a));
}

static int compare_lines(const void *left, const void *right, void *meter) {
	const struct hl_meter *m = meter;
	const struct line *a = left;
	const struct line *b = right;
	int order = compare_arena(a, b, m);

	if (order == 0 && a->figure.has_value != b->figure.has_value)
		order = a->figure.has_value ? -1 : 1;
	if (order == 0 && a->figure.has_value)
		order = compare_standing(a, b, m->options.order);
	return order ? order : (a->of > b->of) - (a->of < b->of);
}

/* 1, 1, 3; the total, and who has no value, has none. */
static void give_ranks(const struct hl_meter *m, struct lines *lines) {
	size_t first = 0;

	for (size_t i = 0; i < lines->len; i++) {
		struct line *line = &lines->at[i];
		const struct line *above = i > 0 ? &lines->at[i - 1] : NULL;

		if (above && compare_arena(above, line, m) != 0)
			first = i;
		if (line->of->is_total || !line->figure.has_value)
			continue;
		line->rank = i > first && compare_standing(above, line, m->options.order) == 0
				     ? above->rank
				     : i - first + 1;
	}
}

static void leave_out(const struct hl_meter *m, struct lines *lines) {
	for (size_t i = 0; i < lines->len; i++) {
		struct line *line = &lines->at[i];

		line->is_left_out =
			!line->of->is_total && (line->rank == 0 || line->rank > m->options.top);
	}
}

static int compare_groups(const void *left, const void *right, void *meter) {
	const struct line *a = left;
	const struct line *b = right;

	if (a->code != b->code)
		return compare_arena(a, b, meter);
	if (a->of != b->of)
		return a->of < b->of ? -1 : 1;
	return compare(a->inner.number, b->inner.number);
}

void lines_rank(struct hl_meter *m, struct lines *lines) {
	if (lines->len == 0)
		return;
	qsort_r(lines->at, lines->len, sizeof(*lines->at), compare_lines, m);
	give_ranks(m, lines);
	if (m->options.top > 0)
		leave_out(m, lines);
	if (m->options.order == HL_ORDER_GROUP)
		qsort_r(lines->at, lines->len, sizeof(*lines->at), compare_groups, m);
}
