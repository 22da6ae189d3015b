/*
 * funnel.c - leads from their creation to their conversion, or to the stage where they stopped.
 *
 * The leads are those created in the period. What converts is the first payment that was not
 * taken back, or a stage that says so, on the day of creation or later.
 */
#include "parts.h"

enum { IDLE_DAYS = 14 };

struct lead {
	int64_t created_s, created_day;
	const struct fact *conversion; /* NULL: none so far */
	bool is_before;                /* something converted it before it came */
	uint32_t collector, label;
};

/* By its event, else by the leads file, else its first event; false: it is not there yet. */
static bool created(const struct hl_meter *m, const struct history *history, struct lead *lead) {
	const struct account *account = &m->account[history->account];

	lead->collector = NOBODY;
	for (size_t i = 0; i < history->len; i++) {
		const struct fact *fact = &history->at[i];

		if (fact->kind != CREATED)
			continue;
		lead->created_s = fact->s;
		lead->created_day = fact->day;
		lead->collector = fact->collector;
		lead->label = fact->label;
		return true;
	}
	if (account->created_s != HL_NO_DAY) {
		lead->created_s = account->created_s;
		lead->created_day = account->created_day;
	} else {
		lead->created_s = account->first_s;
		lead->created_day = account->first_day;
	}
	return lead->created_s <= m->options.as_of;
}

static const struct fact *conversion(const struct history *history, int64_t created_day) {
	for (size_t i = 0; i < history->len; i++) {
		const struct fact *fact = &history->at[i];
		bool converts = fact->kind == CONVERTED || (fact->kind == PAID && fact->rest > 0);

		if (converts && fact->day >= created_day)
			return fact;
	}
	return NULL;
}

/* However long it took, and however young the lead is. */
static void count_days(const struct lead *lead, struct hl_tally *tally) {
	tally->counts.lead.time_order += lead->is_before;
	if (lead->conversion && !lead->is_before)
		days_add(&tally->days, lead->conversion->day - lead->created_day);
}

/* Within the horizon, of the leads that have had it. */
static void count_conversion(
	const struct hl_meter *m, const struct lead *lead, struct hl_tally *tally) {
	const struct fact *conversion = lead->conversion;

	if (lead->created_s > m->options.as_of - m->options.horizon_s) {
		tally->counts.immature++;
		return;
	}
	tally->counts.leads++;
	tally->counts.converted +=
		conversion && conversion->s - lead->created_s <= m->options.horizon_s;
}

/* A lead that converted went through all stages, whichever of them were written down. */
static void count_stages(struct hl_meter *m, const struct account *account, const struct lead *lead,
	struct hl_tally *tally) {
	size_t furthest = lead->conversion ? m->stages_len : account->stage;
	bool is_idle = account->active_s <= m->options.as_of - (int64_t)IDLE_DAYS * HL_DAY_S;
	struct tally_counts *counts;

	for (size_t stage = 1; stage <= furthest; stage++)
		stage_tally(m, tally, stage)->counts.stage_reached++;
	if (lead->conversion || furthest == 0)
		return;
	counts = &stage_tally(m, tally, furthest)->counts;
	counts->stage_dropped += is_idle;
	counts->lead.under_way += !is_idle;
}

/* Whoever never had a stage is in no funnel. */
static bool has_stage(const struct account *account, const struct history *history) {
	for (size_t i = 0; i < history->len; i++)
		if (history->at[i].kind == CONVERTED)
			return true;
	return account->stage > 0;
}

/* Where a lead is in a period: whose it is when that ends. */
static struct spot lead_spot(
	struct hl_meter *m, const struct history *history, const struct lead *lead, uint32_t code) {
	struct hl_place place = { history->account, lead->collector, lead->label };

	if (place.collector == NOBODY)
		place.collector = owner_at(history, period_of(&m->periods, code).to_day);
	return spot_at(m, &place, when_in(code), NEEDS_LEADS);
}

static void count_lead(
	struct hl_meter *m, const struct history *history, const struct lead *lead, uint32_t code) {
	const struct account *account = &m->account[history->account];
	struct spot spot = lead_spot(m, history, lead, code);

	for (size_t i = 0; i < spot.len; i++) {
		struct hl_tally *tally = spot_tally(m, &spot, i);

		tally->counts.lead.view_leads++;
		count_conversion(m, lead, tally);
		count_days(lead, tally);
		if (has_stage(account, history))
			count_stages(m, account, lead, tally);
	}
}

/* Conversions of a period, of whatever leads. */
static void count_view(struct hl_meter *m, const struct history *history, const struct lead *lead) {
	struct codes codes = { .len = 0 };

	if (m->options.period_view && lead->conversion && in_period(m, lead->conversion->day))
		codes = codes_of(when_at(m, lead->conversion->day));
	for (size_t i = 0; i < codes.len; i++) {
		struct spot spot = lead_spot(m, history, lead, codes.at[i]);

		for (size_t j = 0; j < spot.len; j++)
			spot_tally(m, &spot, j)->counts.lead.view_converted++;
	}
}

void funnel_count(struct hl_meter *m, const struct history *history) {
	const struct fact *first = conversion(history, INT64_MIN);
	struct lead lead = { 0 };
	struct codes codes = { .len = 0 };

	if (!created(m, history, &lead))
		return;
	lead.conversion = conversion(history, lead.created_day);
	lead.is_before = first && first->day < lead.created_day;
	count_view(m, history, &lead);
	m->counts.leads_before +=
		m->is_from_first && lead.created_day < m->periods.listed[0].from_day;
	if (in_period(m, lead.created_day))
		codes = codes_of(when_at(m, lead.created_day));
	for (size_t i = 0; i < codes.len; i++)
		count_lead(m, history, &lead, codes.at[i]);
}
