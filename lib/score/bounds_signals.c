/* bounds_signals.c - what signals may give over a span, and how fresh their points may be. */
#include "bounds.h"

#include "rules.h"

/* --- the newest event of a slot --- */

struct newest {
	enum holds is_there;
	int64_t youngest_s, oldest_s; /* its age, if it were now */
	struct ages ages;             /* its age within the span */
};

static struct newest newest_of(const struct over *over, size_t slot) {
	const struct ages *takes = &over->ahead->ages[slot];
	struct newest newest = { .is_there = HOLDS_NOT };
	int64_t first, last;
	bool is_first = ahead_newest(over->ahead, slot, over->from_s, &first);
	bool is_last = ahead_newest(over->ahead, slot, over->to_s, &last);

	if (!is_first && !is_last)
		return newest;
	newest.is_there = is_first && is_last ? HOLDS : HOLDS_MAYBE;
	newest.youngest_s = is_last ? last : first;
	newest.oldest_s = is_first ? first : takes->from_s - 1 - over->from_s;
	newest.ages.from_s = newest.youngest_s + over->from_s;
	newest.ages.to_s = newest.oldest_s + over->to_s;
	if (newest.ages.from_s < takes->from_s)
		newest.ages.from_s = takes->from_s;
	if (newest.ages.to_s > takes->to_s)
		newest.ages.to_s = takes->to_s;
	newest.ages.from_s = ahead_age(newest.ages.from_s);
	newest.ages.to_s = ahead_age(newest.ages.to_s);
	return newest;
}

/* --- signal --- */

/* Is there another alternative that counts instead of the @i-th, whenever that might? */
static bool is_beaten(
	const struct over *over, const struct item *item, size_t i, const struct newest *newest) {
	for (size_t k = 0; k < item->branches_len; k++) {
		struct newest other;

		if (k == i)
			continue;
		other = newest_of(over, item->branches[k].slot);
		if (other.is_there != HOLDS || other.oldest_s > newest->youngest_s)
			continue;
		if (other.oldest_s < newest->youngest_s ||
			item->branches[k].value > item->branches[i].value ||
			(item->branches[k].value == item->branches[i].value && k < i))
			return true;
	}
	return false;
}

/* The @i-th alternative may count. */
static void take(struct may_count *may, size_t i, const struct newest *newest) {
	int64_t points = may->item->branches[i].value;
	const struct bounds left = bounds_of(decay_points(may->item, points, newest->ages.from_s),
		decay_points(may->item, points, newest->ages.to_s));

	if (may->points.gives == HOLDS_NOT)
		may->ages = newest->ages;
	if (newest->ages.from_s < may->ages.from_s)
		may->ages.from_s = newest->ages.from_s;
	if (newest->ages.to_s > may->ages.to_s)
		may->ages.to_s = newest->ages.to_s;
	bounds_join(&may->points, &left);
}

void bounds_signal(struct over *over, const struct part *part, const struct item *item,
	struct bounds *bounds) {
	struct may_count *may = &over->counted[over->all_counted];
	bool is_sure = false;

	*may = (struct may_count){ .item = item };
	for (size_t i = 0; i < item->branches_len; i++) {
		struct newest newest = newest_of(over, item->branches[i].slot);

		is_sure |= newest.is_there == HOLDS;
		if (newest.is_there != HOLDS_NOT && !is_beaten(over, item, i, &newest))
			take(may, i, &newest);
	}
	if (is_sure)
		may->points.gives = HOLDS;
	*bounds = may->points;
	if (bounds->gives == HOLDS_NOT)
		return;
	over->all_counted++;
	over->counted_len[part - over->model->parts]++;
}

/* --- fresh --- */

/* The newest signal alone: its age lies between that of the newest and that of the newest for sure.
 */
static void newest_fresh(const struct item *item, const struct may_count *counted, size_t len,
	struct bounds *bounds) {
	struct ages ages = { INT64_MAX, INT64_MIN };
	int64_t sure_s = INT64_MAX;

	for (size_t i = 0; i < len; i++) {
		const struct ages *own = &counted[i].ages;

		ages.from_s = own->from_s < ages.from_s ? own->from_s : ages.from_s;
		ages.to_s = own->to_s > ages.to_s ? own->to_s : ages.to_s;
		if (counted[i].points.gives == HOLDS && own->to_s < sure_s)
			sure_s = own->to_s;
	}
	*bounds = bounds_curve(item, ages.from_s, sure_s < ages.to_s ? sure_s : ages.to_s);
	if (sure_s == INT64_MAX) /* there may be none */
		bounds_take(bounds, item->branches[item->branches_len - 1].value);
}

/* Points that signals may have for fresh: none below 0. */
static int64_t least(const struct may_count *may) {
	return may->points.gives == HOLDS && may->points.low > 0 ? may->points.low : 0;
}

static int64_t most(const struct may_count *may) {
	return may->points.high > 0 ? may->points.high : 0;
}

/* The freshest first, by the end of the bounds that is asked for. */
static void sort(struct may_count *counted, size_t len, bool by_high) {
	for (size_t i = 1; i < len; i++) {
		struct may_count moved = counted[i];
		int64_t key = by_high ? moved.freshness.high : moved.freshness.low;
		size_t j = i;

		for (; j > 0 && key > (by_high ? counted[j - 1].freshness.high
					       : counted[j - 1].freshness.low);
			j--)
			counted[j] = counted[j - 1];
		counted[j] = moved;
	}
}

/* A mean in the making. */
struct mean {
	const struct may_count *counted;
	size_t len;
	hl_wide room; /* the upper end of the part */
	bool by_high;
};

/*
 * The mean when the first @few signals have all or the least points that they may have, and those
 * behind them the contrary; false: there are no points.
 */
static bool mean_of(const struct mean *mean, size_t few, int64_t *value) {
	hl_wide points = 0;
	hl_wide weighted = 0;

	for (size_t i = 0; i < mean->len && points < mean->room; i++) {
		const struct may_count *may = &mean->counted[i];
		hl_wide taken = (i < few) == mean->by_high ? most(may) : least(may);

		taken = taken < mean->room - points ? taken : mean->room - points;
		points += taken;
		weighted += taken * (mean->by_high ? may->freshness.high : may->freshness.low);
	}
	return points > 0 && hl_dec_ratio(weighted, points * HL_ONE, value);
}

/*
 * One end of what the mean may be. It rises with each freshness, so those of one end belong
 * together; and it is greatest when, from some signal on in the order of freshness, all before have
 * the most points and all behind the least: moving points to a fresher signal never lowers it. The
 * least mean is found the other way round.
 */
static void end_of_mean(const struct mean *mean, struct bounds *bounds) {
	int64_t value;

	for (size_t few = 0; few <= mean->len; few++) {
		if (few > 0 && most(&mean->counted[few - 1]) == least(&mean->counted[few - 1]))
			continue;
		if (mean_of(mean, few, &value)) {
			const struct bounds one = bounds_of(value, value);

			bounds_join(bounds, &one);
		}
	}
}

void bounds_fresh(struct over *over, const struct part *part, const struct item *item,
	struct bounds *bounds) {
	const struct part *of = &over->model->parts[item->part];
	struct may_count *counted = &over->counted[over->counted_from[item->part]];
	int64_t none = item->branches[item->branches_len - 1].value;
	const struct bounds without = bounds_of(none, none);
	struct mean mean = { counted, over->counted_len[item->part],
		of->has_high ? of->high : INT64_MAX, true };
	hl_wide sure = 0;

	(void)part;
	for (size_t i = 0; i < mean.len; i++) {
		counted[i].freshness =
			bounds_curve(item, counted[i].ages.from_s, counted[i].ages.to_s);
		sure += least(&counted[i]);
	}
	if (mean.len > 0 && item->is_newest) {
		newest_fresh(item, counted, mean.len, bounds);
		return;
	}
	for (size_t i = 0; i < 2; i++, mean.by_high = false) {
		sort(counted, mean.len, mean.by_high);
		end_of_mean(&mean, bounds);
	}
	if (sure == 0 || bounds->gives == HOLDS_NOT) /* there may be no points */
		bounds_join(bounds, &without);
	bounds->gives = HOLDS;
}
