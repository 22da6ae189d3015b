/* bounds_rules.c - what rules about the lead, its counts and other parts may give over a span. */
#include "bounds.h"

#include "rules.h"

/* --- numbers --- */

void bounds_join(struct bounds *bounds, const struct bounds *more) {
	if (bounds->gives == HOLDS_NOT) {
		*bounds = *more;
		bounds->gives = HOLDS_MAYBE;
		return;
	}
	bounds_take(bounds, more->low);
	bounds_take(bounds, more->high);
}

bool bounds_mul(const struct bounds *a, const struct bounds *b, struct bounds *product) {
	int64_t at[4];

	if (!hl_dec_mul(a->low, b->low, &at[0]) || !hl_dec_mul(a->high, b->high, &at[1]) ||
		!hl_dec_mul(a->low, b->high, &at[2]) || !hl_dec_mul(a->high, b->low, &at[3]))
		return false;
	*product = bounds_of(at[0], at[1]);
	bounds_take(product, at[2]);
	bounds_take(product, at[3]);
	return true;
}

/* @bounds times a number. */
static void weigh(struct over *over, struct bounds *bounds, int64_t weight) {
	const struct bounds by = bounds_of(weight, weight);

	over->is_unclear |= !bounds_mul(bounds, &by, bounds);
	bounds->gives = HOLDS;
}

/* A field as rule_number has it; what is missing gives nothing. False: it may be anything. */
static bool amount_over(
	struct over *over, const struct item *item, size_t field, struct bounds *amount) {
	const struct seen *low, *high;

	*amount = (struct bounds){ 0 };
	if (!over_field(over, field, &low, &high)) {
		over->is_unclear = true;
		return false;
	}
	if (low->is_missing)
		return true;
	if (item->clock == OF_SECONDS)
		*amount = bounds_of(low->age_s, high->age_s);
	else if (item->clock == OF_DAYS)
		*amount = bounds_of(low->age_days * HL_DAY_S, high->age_days * HL_DAY_S);
	else
		*amount = bounds_of(low->cell.dec, high->cell.dec);
	over->is_unclear |= item->clock == OF_NUMBER && !low->cell.is_number;
	return true;
}

/* --- rules --- */

void bounds_if(struct over *over, const struct part *part, const struct item *item,
	struct bounds *bounds) {
	(void)part;
	for (size_t i = 0; i < item->branches_len; i++) {
		const struct branch *branch = &item->branches[i];
		const struct bounds value = bounds_of(branch->value, branch->value);
		enum holds holds = over_branch(over, item, branch);

		if (holds == HOLDS_NOT)
			continue;
		bounds_join(bounds, &value);
		if (holds == HOLDS) {
			bounds->gives = HOLDS;
			return;
		}
	}
}

void bounds_constant(struct over *over, const struct part *part, const struct item *item,
	struct bounds *bounds) {
	(void)over;
	(void)part;
	*bounds = bounds_of(item->branches[0].value, item->branches[0].value);
}

void bounds_part(struct over *over, const struct part *part, const struct item *item,
	struct bounds *bounds) {
	(void)part;
	*bounds = over->parts[item->part];
	bounds->gives = HOLDS;
	if (item->branches[0].value != HL_ONE)
		weigh(over, bounds, item->branches[0].value);
}

/* The window empties. */
void bounds_count(struct over *over, const struct part *part, const struct item *item,
	struct bounds *bounds) {
	const struct branch *branch = &item->branches[0];
	const struct bounds counts =
		bounds_of(ahead_count(over->ahead, branch->slot, over->from_s) * HL_ONE,
			ahead_count(over->ahead, branch->slot, over->to_s) * HL_ONE);

	(void)part;
	*bounds = bounds_of(branch->value, branch->value);
	bounds->gives = over_numbers(&branch->test, &counts);
}

/* There are more and more of them. */
void bounds_silence(struct over *over, const struct part *part, const struct item *item,
	struct bounds *bounds) {
	uint32_t least = ahead_silences(over->ahead, item->silence, over->from_s);
	uint32_t most = ahead_silences(over->ahead, item->silence, over->to_s);

	(void)part;
	if (most == 0)
		return;
	*bounds = bounds_of((least > 0 ? least : 1) * HL_ONE, most * HL_ONE);
	weigh(over, bounds, item->branches[0].value);
	bounds->gives = least > 0 ? HOLDS : HOLDS_MAYBE;
}

/* Between two numbers that differ the last digit of a logarithm need not be in order. */
static void log_over(struct over *over, struct bounds *bounds) {
	int64_t slack = bounds->low != bounds->high;

	if (!rule_log(&bounds->low) || !rule_log(&bounds->high))
		over->is_unclear = true;
	bounds->low -= slack;
	bounds->high += slack;
}

void bounds_linear(struct over *over, const struct part *part, const struct item *item,
	struct bounds *bounds) {
	(void)part;
	if (!amount_over(over, item, item->field, bounds) || bounds->gives == HOLDS_NOT) {
		bounds->gives = HOLDS;
		return;
	}
	if (item->clock == OF_DAYS)
		*bounds = bounds_of(
			bounds->low / HL_DAY_S * HL_ONE, bounds->high / HL_DAY_S * HL_ONE);
	if (item->is_log)
		log_over(over, bounds);
	weigh(over, bounds, item->branches[0].value);
}

/* Of what is divided by numbers above 0. */
static bool divide(const struct bounds *above, const struct bounds *below, struct bounds *ratio) {
	int64_t at[4];

	if (!hl_dec_div(above->low, below->low, &at[0]) ||
		!hl_dec_div(above->low, below->high, &at[1]) ||
		!hl_dec_div(above->high, below->low, &at[2]) ||
		!hl_dec_div(above->high, below->high, &at[3]))
		return false;
	*ratio = bounds_of(at[0], at[1]);
	bounds_take(ratio, at[2]);
	bounds_take(ratio, at[3]);
	return true;
}

/* Where there is nothing to divide by it gives 0. */
void bounds_ratio(struct over *over, const struct part *part, const struct item *item,
	struct bounds *bounds) {
	struct bounds above, below;
	bool may_be_none;

	(void)part;
	*bounds = bounds_of(0, 0);
	if (!amount_over(over, item, item->field, &above) ||
		!amount_over(over, item, item->below, &below))
		return;
	may_be_none = below.low <= 0;
	if (above.gives == HOLDS_NOT || below.gives == HOLDS_NOT || below.high <= 0)
		return;
	below.low = may_be_none ? 1 : below.low;
	over->is_unclear |= !divide(&above, &below, bounds);
	bounds->low = rule_hold(&item->limits, bounds->low);
	bounds->high = rule_hold(&item->limits, bounds->high);
	weigh(over, bounds, item->branches[0].value);
	if (may_be_none)
		bounds_take(bounds, 0);
}

struct bounds bounds_curve(const struct item *item, int64_t from, int64_t to) {
	struct bounds bounds = bounds_of(rule_curve_at(item, from), rule_curve_at(item, to));

	for (size_t i = 0; i < item->branches_len; i++)
		if (item->branches[i].at > from && item->branches[i].at < to)
			bounds_take(&bounds, item->branches[i].value);
	return bounds;
}

void bounds_of_curve(struct over *over, const struct part *part, const struct item *item,
	struct bounds *bounds) {
	(void)part;
	if (amount_over(over, item, item->field, bounds) && bounds->gives != HOLDS_NOT)
		*bounds = bounds_curve(item, bounds->low, bounds->high);
}
