/*
 * combine.c - how a part makes one number of what its items gave.
 *
 * To add a way: a function, a row of combines[], a line in hl-model(5).
 */
#include "bounds.h"

#include <math.h>

/* The exact sum of what was given, and of how many. */
static hl_wide add_up(struct eval *eval, const struct part *part, size_t *len) {
	const struct gave *gave = eval_gave(eval, part);
	hl_wide sum = 0;

	*len = 0;
	for (size_t i = 0; i < part->items_len; i++) {
		sum += gave[i].gives ? gave[i].value : 0;
		*len += gave[i].gives;
	}
	return sum;
}

static enum hl_status value_sum(
	struct eval *eval, const struct part *part, int64_t *value, struct hl_error *err) {
	size_t len;
	hl_wide sum = add_up(eval, part, &len);

	/* INT64_MIN is no decimal. */
	if (sum > INT64_MAX || sum < -(hl_wide)INT64_MAX)
		return eval_overflow(part, err);
	*value = (int64_t)sum;
	return HL_OK;
}

/* Left to right, rounded after each step; nothing given is 1. */
static enum hl_status value_product(
	struct eval *eval, const struct part *part, int64_t *value, struct hl_error *err) {
	const struct gave *gave = eval_gave(eval, part);

	*value = HL_ONE;
	for (size_t i = 0; i < part->items_len; i++) {
		if (!gave[i].gives)
			continue;
		if (*value == HL_ONE)
			*value = gave[i].value;
		else if (!hl_dec_mul(*value, gave[i].value, value))
			return eval_overflow(part, err);
	}
	return HL_OK;
}

static enum hl_status value_extreme(
	struct eval *eval, const struct part *part, bool largest, int64_t *value) {
	const struct gave *gave = eval_gave(eval, part);
	bool any = false;

	*value = 0;
	for (size_t i = 0; i < part->items_len; i++) {
		bool is_better = largest ? gave[i].value > *value : gave[i].value < *value;

		if (!gave[i].gives || (any && !is_better))
			continue;
		*value = gave[i].value;
		any = true;
	}
	return HL_OK;
}

static enum hl_status value_min(
	struct eval *eval, const struct part *part, int64_t *value, struct hl_error *err) {
	(void)err;
	return value_extreme(eval, part, false, value);
}

static enum hl_status value_max(
	struct eval *eval, const struct part *part, int64_t *value, struct hl_error *err) {
	(void)err;
	return value_extreme(eval, part, true, value);
}

static enum hl_status value_mean(
	struct eval *eval, const struct part *part, int64_t *value, struct hl_error *err) {
	size_t len;
	hl_wide sum = add_up(eval, part, &len);

	*value = 0;
	if (len > 0 && !hl_dec_ratio(sum, (hl_wide)len * HL_ONE, value))
		return eval_overflow(part, err);
	return HL_OK;
}

bool combine_logistic(int64_t sum, int64_t *value) {
	return hl_dec_of_double(1 / (1 + exp(-(double)sum / (double)HL_ONE)), value);
}

static enum hl_status value_logistic(
	struct eval *eval, const struct part *part, int64_t *value, struct hl_error *err) {
	int64_t sum = 0;
	enum hl_status status = value_sum(eval, part, &sum, err);

	if (status == HL_OK && !combine_logistic(sum, value))
		return eval_overflow(part, err);
	return status;
}

const struct combine combines[] = {
	{ "sum", "the part is the sum of its rules (the default)", "added up", false, value_sum,
		bounds_sum, 0, '+' },
	{ "product", "the part is their product", "multiplied", false, value_product,
		bounds_product, HL_ONE, 'x' },
	{ "min", "the part is the least of them", "the least of these", false, value_min,
		bounds_min, 0, '+' },
	{ "max", "the part is the largest of them", "the largest of these", false, value_max,
		bounds_max, 0, '+' },
	{ "mean", "the part is their mean", "the mean of these", false, value_mean, bounds_mean, 0,
		'+' },
	{ "logistic", "the part is 1/(1+e^-sum)", "added up, then made a number between 0 and 1",
		false, value_logistic, bounds_logistic, 0, '+' },
	{ "label", "the part is a text: that of its first if row that holds", NULL, true, NULL,
		NULL, 0, '+' },
};
const size_t combines_len = HL_LEN(combines);
const struct combine *const combine_default = &combines[0];
