/* bounds_combine.c - what a part may come to over a span, by what its items may give. */
#include "bounds.h"

/* The sum, and of how many: at least, and at most. */
struct adding {
	hl_wide low, high;
	size_t least, most;
};

static struct adding add_up(const struct over *over, const struct part *part) {
	const struct bounds *items = over_items(over, part);
	struct adding sum = { 0 };

	for (size_t i = 0; i < part->items_len; i++) {
		bool is_sure = items[i].gives == HOLDS;

		if (items[i].gives == HOLDS_NOT)
			continue;
		sum.low += is_sure || items[i].low < 0 ? items[i].low : 0;
		sum.high += is_sure || items[i].high > 0 ? items[i].high : 0;
		sum.least += is_sure;
		sum.most++;
	}
	return sum;
}

void bounds_sum(struct over *over, const struct part *part, struct bounds *bounds) {
	const struct adding sum = add_up(over, part);

	if (sum.high > INT64_MAX || sum.low < -(hl_wide)INT64_MAX)
		over->is_unclear = true;
	else
		*bounds = bounds_of((int64_t)sum.low, (int64_t)sum.high);
}

void bounds_product(struct over *over, const struct part *part, struct bounds *bounds) {
	const struct bounds *items = over_items(over, part);

	*bounds = bounds_of(HL_ONE, HL_ONE);
	for (size_t i = 0; i < part->items_len; i++) {
		struct bounds product;

		if (items[i].gives == HOLDS_NOT)
			continue;
		if (!bounds_mul(bounds, &items[i], &product)) {
			over->is_unclear = true;
			return;
		}
		if (items[i].gives == HOLDS)
			*bounds = product;
		else
			bounds_join(bounds, &product);
	}
}

/* Of those that give something for sure one decides at the latest; without them it may be 0. */
static void extreme(
	const struct over *over, const struct part *part, bool largest, struct bounds *bounds) {
	const struct bounds *items = over_items(over, part);
	const struct bounds none = bounds_of(0, 0);
	struct bounds sure = { 0 };

	for (size_t i = 0; i < part->items_len; i++) {
		if (items[i].gives == HOLDS_NOT)
			continue;
		bounds_join(bounds, &items[i]);
		if (items[i].gives != HOLDS)
			continue;
		if (sure.gives == HOLDS_NOT)
			sure = items[i];
		sure.low = (items[i].low > sure.low) == largest ? items[i].low : sure.low;
		sure.high = (items[i].high > sure.high) == largest ? items[i].high : sure.high;
	}
	if (sure.gives == HOLDS_NOT)
		bounds_join(bounds, &none);
	else if (largest)
		bounds->low = sure.low;
	else
		bounds->high = sure.high;
}

void bounds_min(struct over *over, const struct part *part, struct bounds *bounds) {
	extreme(over, part, false, bounds);
}

void bounds_max(struct over *over, const struct part *part, struct bounds *bounds) {
	extreme(over, part, true, bounds);
}

/* A mean of some of them lies between the least and the largest. */
void bounds_mean(struct over *over, const struct part *part, struct bounds *bounds) {
	const struct bounds *items = over_items(over, part);
	const struct bounds none = bounds_of(0, 0);
	const struct adding sum = add_up(over, part);
	hl_wide len = (hl_wide)sum.most * HL_ONE;

	if (sum.most > 0 && sum.least == sum.most) {
		over->is_unclear |= !hl_dec_ratio(sum.low, len, &bounds->low) ||
				    !hl_dec_ratio(sum.high, len, &bounds->high);
		return;
	}
	for (size_t i = 0; i < part->items_len; i++)
		if (items[i].gives != HOLDS_NOT)
			bounds_join(bounds, &items[i]);
	if (sum.least == 0)
		bounds_join(bounds, &none);
}

void bounds_logistic(struct over *over, const struct part *part, struct bounds *bounds) {
	bounds_sum(over, part, bounds);
	if (!combine_logistic(bounds->low, &bounds->low) ||
		!combine_logistic(bounds->high, &bounds->high))
		over->is_unclear = true;
}
