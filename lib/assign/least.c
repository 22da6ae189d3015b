/* least.c - to the one who has least: of what is held, or of what it is worth. */
#include "parts.h"

/* An amount for each of a measure that is above 0. */
struct rate {
	int64_t amount, measure;
};

static inline struct rate rate_of(int64_t amount, int64_t measure) {
	return (struct rate){ amount, measure };
}

/* Exact; most measures are alike. */
static inline int compare(struct rate a, struct rate b) {
	hl_wide left, right;

	if (a.measure == b.measure)
		return (a.amount > b.amount) - (a.amount < b.amount);
	left = (hl_wide)a.amount * b.measure;
	right = (hl_wide)b.amount * a.measure;
	return (left > right) - (left < right);
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

/* --- balance-value --- */

static bool is_worth_less(const struct hl_desk *desk, uint32_t a, uint32_t b) {
	int order = compare(rate_of(desk->at[a].share->value, desk->weights[a]),
		rate_of(desk->at[b].share->value, desk->weights[b]));

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

/* Is this one new to the state? */
static bool is_new(const struct hl_desk *desk, uint32_t i) {
	const struct hl_share *share = desk->at[i].share;

	return share->last_seq == 0 && share->value == 0;
}

/* Of those who are in and not new, the one whose leads are worth least for their weight. */
static uint32_t lowest(const struct hl_desk *desk) {
	uint32_t least = HL_NOBODY;

	for (uint32_t i = 0; i < desk->len; i++)
		if (hl_may(desk->in, i) && !is_new(desk, i) &&
			(least == HL_NOBODY || is_worth_less(desk, i, least)))
			least = i;
	return least;
}

/* Nobody is owed for leads that came while they were away: they begin again level with @least. */
static void lift(struct hl_desk *desk, uint32_t i, uint32_t least) {
	hl_wide level =
		(hl_wide)desk->at[least].share->value * desk->weights[i] / desk->weights[least];

	if (level <= ASSIGN_MOST && desk->at[i].share->value < level)
		desk->at[i].share->value = (int64_t)level;
}

void assign_value_begin(struct hl_desk *desk) {
	uint32_t least = lowest(desk);

	for (uint32_t i = 0; least != HL_NOBODY && i < desk->len; i++)
		if (is_new(desk, i))
			lift(desk, i, least);
}

void assign_value_end(struct hl_desk *desk) {
	uint32_t least = lowest(desk);

	for (uint32_t i = 0; least != HL_NOBODY && !desk->absence->accrues && i < desk->len; i++)
		if (!hl_may(desk->in, i))
			lift(desk, i, least);
}
