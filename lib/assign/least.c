/* least.c - to the one who has least: of what is held, or of what it is worth. */
#include "parts.h"

#include "hl/text.h"

/* An amount for each of a measure that is above 0. */
struct rate {
	hl_wide amount;
	int64_t measure;
};

static inline struct rate rate_of(hl_wide amount, int64_t measure) {
	return (struct rate){ amount, measure };
}

static inline int order(hl_wide a, hl_wide b) {
	return (a > b) - (a < b);
}

/* The products of a number would be too large: first the whole part, then what is left of it. */
static int compare_large(struct rate a, struct rate b) {
	int whole = order(a.amount / a.measure, b.amount / b.measure);
	hl_wide left = a.amount % a.measure;
	hl_wide right = b.amount % b.measure;

	return whole ? whole : order(left * b.measure, right * a.measure);
}

/* Exact; most measures are alike. */
static inline int compare(struct rate a, struct rate b) {
	if (a.measure == b.measure)
		return order(a.amount, b.amount);
	if (a.amount > INT64_MAX || b.amount > INT64_MAX)
		return compare_large(a, b);
	return order(a.amount * b.measure, b.amount * a.measure);
}

/* --- least-loaded --- */

static bool is_less_loaded(const struct hl_desk *desk, uint32_t a, uint32_t b) {
	int order = compare(rate_of(desk->at[a].load, desk->capacities[a]),
		rate_of(desk->at[b].load, desk->capacities[b]));

	return order ? order < 0 : assign_waits_longer(desk, a, b);
}

uint32_t assign_least_loaded(struct hl_desk *desk, const uint64_t *may, const uint64_t *sharing,
	const struct hl_dealt *lead) {
	uint32_t best = assign_bracket_best(desk, may, is_less_loaded);

	(void)sharing;
	(void)lead;
	desk->owed[best] += HL_ONE;
	return best;
}

/* ": 0.3", what decides, as far as a number of six decimals can say it. */
static void show_rate(struct rate rate, struct hl_buf *to) {
	int64_t ratio;

	if (!hl_dec_ratio(rate.amount, rate.measure, &ratio))
		return;
	hl_buf_add(to, HL_STR(": "));
	hl_text_number(to, ratio);
}

/* "load 2 of 4: 0.5", "load 3 of 10 (no limit): 0.3"; where nobody has a limit "load 3" */
void assign_load_show(const struct hl_desk *desk, uint32_t collector, struct hl_buf *to) {
	const struct hl_collector *who = &desk->at[collector];
	bool has_limit = who->capacity != INT64_MAX;

	hl_buf_add(to, HL_STR("load "));
	hl_text_number(to, who->load);
	if (!has_limit && desk->capacities[collector] == 1)
		return;
	hl_buf_add(to, HL_STR(" of "));
	hl_text_number(to, has_limit ? who->capacity : desk->capacities[collector]);
	hl_buf_add(to, has_limit ? HL_STR("") : HL_STR(" (no limit)"));
	show_rate(rate_of(who->load, desk->capacities[collector]), to);
}

/* --- balance-value --- */

/* What the choice goes by. */
static hl_wide level_of(const struct hl_desk *desk, uint32_t i) {
	const struct hl_share *share = desk->at[i].share;

	return share->value + share->head_start;
}

static bool is_worth_less(const struct hl_desk *desk, uint32_t a, uint32_t b) {
	int order = compare(rate_of(level_of(desk, a), desk->weights[a]),
		rate_of(level_of(desk, b), desk->weights[b]));

	return order ? order < 0 : assign_waits_longer(desk, a, b);
}

uint32_t assign_balance_value(struct hl_desk *desk, const uint64_t *may, const uint64_t *sharing,
	const struct hl_dealt *lead) {
	uint32_t best = assign_bracket_best(desk, may, is_worth_less);

	(void)sharing;
	(void)lead;
	if (desk->absence->is_gentle)
		best = assign_not_again(desk, may, best, is_worth_less);
	desk->owed[best] += HL_ONE;
	return best;
}

/* "value 90 and head start 10 for weight 2: 50" */
void assign_value_show(const struct hl_desk *desk, uint32_t collector, struct hl_buf *to) {
	const struct hl_share *share = desk->at[collector].share;

	hl_buf_add(to, HL_STR("value "));
	assign_value_add(to, share->value);
	if (share->head_start > 0) {
		hl_buf_add(to, HL_STR(" and head start "));
		assign_value_add(to, share->head_start);
	}
	hl_buf_add(to, HL_STR(" for weight "));
	hl_text_number(to, desk->weights[collector]);
	show_rate(rate_of(level_of(desk, collector), desk->weights[collector]), to);
}

/* --- who was not there --- */

/* Does this one begin today? Whoever was there and got nothing does not: that is still owed. */
static bool begins(const struct hl_desk *desk, uint32_t i) {
	const struct hl_share *share = desk->at[i].share;

	return share->is_new || (share->is_away && hl_may(desk->in, i));
}

/* How much this one says about where to begin: somebody who stayed most. */
static int distance(const struct hl_desk *desk, uint32_t i) {
	if (!hl_may(desk->in, i))
		return 2;
	return desk->at[i].share->is_away ? 1 : 0;
}

/* With whom to begin level: the one whose leads are worth least, of those who are in and stayed. */
static uint32_t lowest(const struct hl_desk *desk) {
	uint32_t least = HL_NOBODY;

	for (uint32_t i = 0; i < desk->len; i++) {
		int further = least == HL_NOBODY ? -1 : distance(desk, i) - distance(desk, least);

		if (desk->at[i].share->is_new)
			continue;
		if (further < 0 || (further == 0 && is_worth_less(desk, i, least)))
			least = i;
	}
	return least;
}

/* Nobody is owed for leads that came while they were away: they begin level with @least. */
static void lift(struct hl_desk *desk, uint32_t i, uint32_t least) {
	hl_wide level = level_of(desk, least);
	hl_wide whole = level / desk->weights[least];
	hl_wide rest = level % desk->weights[least];
	hl_wide own = ASSIGN_VALUE_MOST;

	if (whole < ASSIGN_VALUE_MOST / desk->weights[i])
		own = whole * desk->weights[i] + rest * desk->weights[i] / desk->weights[least];
	if (level_of(desk, i) < own)
		desk->at[i].share->head_start = own - desk->at[i].share->value;
}

void assign_value_begin(struct hl_desk *desk) {
	uint32_t least = lowest(desk);

	for (uint32_t i = 0; least != HL_NOBODY && i < desk->len; i++)
		if (begins(desk, i))
			lift(desk, i, least);
	for (uint32_t i = 0; i < desk->len; i++)
		if (hl_may(desk->in, i))
			desk->at[i].share->is_away = false;
}

void assign_value_end(struct hl_desk *desk) {
	for (size_t i = 0; i < desk->state->len; i++)
		if (!desk->state->shares[i].is_listed)
			desk->state->shares[i].is_away = true;
	for (uint32_t i = 0; i < desk->len; i++)
		if (!hl_may(desk->in, i) && !desk->absence->accrues)
			desk->at[i].share->is_away = true;
}
