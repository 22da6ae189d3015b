/*
 * price.c - what cash earns and what hours cost.
 *
 * The fee is a percentage of the cash: its account's, by the leads, else that of the options. An
 * hour costs what the roster says of its collector, else what the options do. What is not known of
 * any is counted.
 */
#include "parts.h"

enum { UNKNOWN = -1 };

static int64_t fee_rate_of(const struct hl_meter *m, uint32_t account) {
	int64_t own =
		m->has_fee_rates && account != NOBODY ? m->account[account].fee_rate : UNKNOWN;

	if (own >= 0)
		return own;
	return m->options.money.fee_rate ? m->options.money.fee_rate : UNKNOWN;
}

static int64_t cost_rate_of(const struct hl_meter *m, uint32_t collector) {
	int64_t own = collector < m->cost_rates.len ? m->cost_rates.at[collector] : UNKNOWN;

	if (own >= 0)
		return own;
	return m->options.money.cost_per_hour ? m->options.money.cost_per_hour : UNKNOWN;
}

void flow_price(const struct hl_meter *m, struct flow *flow, const struct hl_place *place) {
	int64_t fee_rate = fee_rate_of(m, place->account);
	int64_t cost_rate = cost_rate_of(m, place->collector);

	if (fee_rate >= 0)
		flow->fee = price_of(flow->cash, fee_rate);
	else
		flow->unrated = flow->cash_rows;
	if (cost_rate >= 0)
		flow->cost = price_of(flow->hours, cost_rate);
	else
		flow->uncosted = flow->hours_rows;
}

void cost_rate_set(struct hl_meter *m, uint32_t collector, int64_t rate) {
	struct cost_rates *rates = &m->cost_rates;

	rates->at = hl_grow(rates->at, &rates->cap, collector + 1, sizeof(*rates->at));
	while (rates->len <= collector)
		rates->at[rates->len++] = UNKNOWN;
	rates->at[collector] = rate;
}

enum hl_status percent_parse(struct hl_str cell, int64_t *percent, struct hl_error *err) {
	struct hl_str number = cell;

	if (number.len > 0 && number.at[number.len - 1] == '%')
		number = hl_str_trim((struct hl_str){ number.at, number.len - 1 });
	if (hl_dec_parse(number, percent, err) == HL_OK && *percent >= 0 && *percent <= FEE_ONE)
		return HL_OK;
	hl_fail_value(err, cell, "not a percentage from 0 to 100");
	return HL_EDATA;
}

void workday_end(const struct hl_meter *m, struct hl_tally *tally, const struct workday *day) {
	const struct takings *took = &day->took;
	int64_t fee_rate = fee_rate_of(m, NOBODY);
	int64_t cost_rate = cost_rate_of(m, day->collector);
	hl_wide fee =
		m->has_fee_rates ? took->fee : price_of(took->cash, fee_rate < 0 ? 0 : fee_rate);
	hl_wide cost = cost_rate < 0 ? 0 : price_of(took->hours, cost_rate);

	hl_clusters_add(&tally->workdays, took->cash, took->hours);
	if (m->needs & NEEDS_PRICES) {
		hl_clusters_add(&tally->fee_days, rounded(fee, FEE_ONE), took->hours);
		hl_clusters_add(&tally->cost_days, rounded(cost, COST_ONE), took->cash);
	}
}

void prices_end(struct hl_meter *m) {
	for (size_t i = 0; i < m->groups.len; i++)
		m->groups.tallies[i].fte_hours = m->options.money.fte_hours;
}
