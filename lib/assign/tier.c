/*
 * tier.c - a cycle in which each receives as many leads as their weight says.
 *
 * What is owed is what is left of the cycle: who has less than a lead sits out. When that is true
 * of all who may take a lead, the cycle starts over for everybody who is in and has none left; the
 * others keep what they have, and get no more. So a fraction of a weight comes to a lead in time,
 * and where a cycle stands is in the state.
 */
#include "parts.h"

#include "hl/text.h"

/* Above it a weight is no longer a number of leads: nobody lives to see the end of the cycle. */
#define WEIGHT_MOST (1000000000 * HL_ONE)

static int64_t weight_of(const struct hl_desk *desk, uint32_t collector) {
	int64_t weight = desk->weights[collector];

	return weight < WEIGHT_MOST ? weight : WEIGHT_MOST;
}

/* The number of the last lead that came in this cycle, or 0. */
static int64_t last_seq(const struct hl_desk *desk, uint32_t collector) {
	bool has_some = desk->owed[collector] < weight_of(desk, collector);

	return has_some ? desk->last_seq[collector] : 0;
}

/* Who has leads left; of these, who has waited longest in this cycle; else by the roster. */
static bool comes_before(const struct hl_desk *desk, uint32_t a, uint32_t b) {
	bool is_left = desk->owed[a] >= HL_ONE;
	int64_t a_seq = last_seq(desk, a);
	int64_t b_seq = last_seq(desk, b);

	if (is_left != (desk->owed[b] >= HL_ONE))
		return is_left;
	return a_seq != b_seq ? a_seq < b_seq : a < b;
}

/* After how many cycles has this one a lead? */
static int64_t cycles_to_lead(const struct hl_desk *desk, uint32_t collector) {
	hl_wide weight = weight_of(desk, collector);

	return (int64_t)((HL_ONE - (hl_wide)desk->owed[collector] + weight - 1) / weight);
}

static void start_over(struct hl_desk *desk, const uint64_t *may) {
	int64_t cycles = INT64_MAX;

	for (uint32_t i = 0; i < desk->len; i++)
		if (hl_may(may, i) && cycles_to_lead(desk, i) < cycles)
			cycles = cycles_to_lead(desk, i);
	for (uint32_t i = 0; i < desk->len; i++) {
		int64_t own;

		if (!hl_may(desk->in, i) || desk->owed[i] >= HL_ONE)
			continue;
		own = cycles_to_lead(desk, i);
		desk->owed[i] += (own < cycles ? own : cycles) * weight_of(desk, i);
	}
	assign_bracket_touch(desk, HL_NOBODY);
}

uint32_t assign_tier(struct hl_desk *desk, const uint64_t *may, const uint64_t *sharing,
	const struct hl_dealt *lead) {
	uint32_t best = assign_bracket_best(desk, may, comes_before);

	(void)sharing;
	(void)lead;
	if (desk->owed[best] >= HL_ONE)
		return best;
	start_over(desk, may);
	desk->aside = "a cycle starts over with this lead";
	return assign_bracket_best(desk, may, comes_before);
}

/* "left 2, weight 3" */
void assign_tier_show(const struct hl_desk *desk, uint32_t collector, struct hl_buf *to) {
	hl_buf_add(to, HL_STR("left "));
	hl_text_number(to, desk->owed[collector]);
	if (last_seq(desk, collector) == 0)
		hl_buf_add(to, HL_STR(", none of this cycle yet"));
	hl_buf_add(to, HL_STR(", weight "));
	hl_text_number(to, desk->weights[collector]);
}
