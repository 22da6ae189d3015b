/* history.c - the contacts of a lead, and the days that they were on. */
#include "parts.h"

/* Most contacts are of a few days. */
static int64_t day_in(struct lead *lead, size_t number, int64_t s) {
	struct span *span = &lead->spans[number][(uint64_t)(s / HL_DAY_S) % SPANS];

	if (s < span->from_s || s >= span->to_s)
		span->day = hl_zone_day_around(
			zones_at(lead->gate->zones, number), s, &span->from_s, &span->to_s);
	return span->day;
}

int64_t lead_day_of(struct lead *lead, int64_t s) {
	const struct hl_gate *gate = lead->gate;
	uint64_t zones = lead->zones | lead->area_zones;
	int64_t first = INT64_MAX;
	int64_t latest = INT64_MIN;

	/*
	 * Where several may be meant, the latest day keeps a contact in the window longest, as long
	 * as it is not yet to come.
	 */
	for (; zones; zones &= zones - 1) {
		int64_t day = day_in(lead, (size_t)__builtin_ctzll(zones), s);

		if (day < first)
			first = day;
		if (day > latest && day <= gate->time->day)
			latest = day;
	}
	if (latest > INT64_MIN)
		return latest;
	return first < INT64_MAX ? first : hl_zone_day(gate->time->rules.zone, s);
}

bool lead_is_own(const struct lead *lead, const struct contact *contact) {
	return contact->person == 0 || lead->person_hash == 0 ||
	       contact->person == lead->person_hash;
}

static void add_contacts(struct lead *lead, const uint32_t *account, struct history *history) {
	const struct contact *contact = contacts_first(lead->gate->contacts, account);

	for (; contact; contact = contacts_next(contact)) {
		struct dated dated = { .contact = contact };

		if (!lead_is_own(lead, contact))
			continue;
		dated.day = lead_day_of(lead, contact->s);
		if (dated.day > lead->gate->time->day)
			continue;
		history->at =
			hl_grow(history->at, &history->cap, history->len + 1, sizeof(*history->at));
		history->at[history->len++] = dated;
	}
}

/* Most persons and debts have one account: the lead's own, which is read once for all rules. */
static bool is_alone(struct lead *lead, enum scope scope) {
	people_accounts(lead, scope);
	if (lead->accounts_len == 0)
		return !lead->words;
	return lead->accounts_len == 1 && lead->accounts[0] == lead->words;
}

static const struct history *read_history(struct lead *lead, enum scope scope) {
	struct history *history = &lead->histories[scope];

	if (scope != OF_ACCOUNT && is_alone(lead, scope))
		return lead_history(lead, OF_ACCOUNT);
	history->len = 0;
	people_accounts(lead, scope);
	for (size_t i = 0; i < lead->accounts_len; i++)
		add_contacts(lead, lead->accounts[i], history);
	return history;
}

const struct history *lead_history(struct lead *lead, enum scope scope) {
	if (!lead->found[scope])
		lead->found[scope] = read_history(lead, scope);
	return lead->found[scope];
}
