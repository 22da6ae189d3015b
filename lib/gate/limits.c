/*
 * limits.c - how often a lead was contacted, and from which day on it may be again.
 *
 * A limit of N in K days looks at the K calendar days that end with the one that is worked, as the
 * calendar is at the lead's place. It is free again K days after the Nth newest of what it counts.
 * A conversation bars its own day and those behind it, K in all.
 */
#include "parts.h"

#include <stdlib.h>

int64_t lead_day_of(const struct lead *lead, int64_t s) {
	uint64_t zones = lead->zones ? lead->zones : lead->area_zones;
	int64_t latest = INT64_MIN;

	/* Where several may be meant, the latest day keeps a contact in the window longest. */
	for (; zones; zones &= zones - 1) {
		const struct hl_zone *zone =
			zones_at(lead->gate->zones, (size_t)__builtin_ctzll(zones));
		int64_t day = hl_zone_day(zone, s);

		if (day > latest)
			latest = day;
	}
	if (latest > INT64_MIN)
		return latest;
	return hl_zone_day(lead->gate->time->rules.zone, s);
}

/* Is it the lead's own, and not that of somebody else at the same account? */
static bool is_own(const struct lead *lead, const struct contact *contact) {
	return contact->person == 0 || lead->person_number == 0 ||
	       contact->person == lead->person_number;
}

static bool counts(const struct rule *rule, const struct contact *contact, bool at_work) {
	if (!(rule->channels & contact->channel) || (at_work && !contact->is_work))
		return false;
	return rule->unit == CONVERSATIONS ? contact->is_conversation : contact->is_counted;
}

/* --- consent --- */

/* It ends with the first conversation behind the day on which it was given. */
static int64_t consent_end(const struct lead *lead) {
	int64_t end = lead->consent_to;

	for (size_t i = 0; i < lead->accounts_len; i++) {
		const struct contact *contact =
			contacts_first(lead->gate->contacts, lead->accounts[i]);

		for (; contact; contact = contacts_next(lead->gate->contacts, contact)) {
			int64_t day = lead_day_of(lead, contact->s);

			if (contact->is_conversation && is_own(lead, contact) &&
				day > lead->consent_from && day < end)
				end = day;
		}
	}
	return end;
}

/* The days on which a rule does not ask: none where to < from. */
struct exempt {
	int64_t from, to;
};

static struct exempt exempt_of(const struct lead *lead, const struct rule *rule) {
	struct exempt none = { 1, 0 };

	if (!rule->ends_by_consent || lead->consent_to < lead->consent_from)
		return none;
	return (struct exempt){ lead->consent_from, consent_end(lead) };
}

static bool is_exempt(struct exempt exempt, int64_t day) {
	return day >= exempt.from && day <= exempt.to;
}

/* --- limits --- */

static int newest_first(const void *a, const void *b) {
	int64_t x = *(const int64_t *)a;
	int64_t y = *(const int64_t *)b;

	return (x < y) - (x > y);
}

/* The days of what the limit counts, the newest first, in lead->days. */
static size_t list_days(
	struct lead *lead, const struct rule *rule, bool at_work, struct exempt exempt) {
	size_t len = 0;

	for (size_t i = 0; i < lead->accounts_len; i++) {
		const struct contact *contact =
			contacts_first(lead->gate->contacts, lead->accounts[i]);

		for (; contact; contact = contacts_next(lead->gate->contacts, contact)) {
			int64_t day;

			if (!counts(rule, contact, at_work) || !is_own(lead, contact))
				continue;
			day = lead_day_of(lead, contact->s);
			if (day > lead->gate->time->day || is_exempt(exempt, day))
				continue;
			lead->days =
				hl_grow(lead->days, &lead->days_cap, len + 1, sizeof(*lead->days));
			lead->days[len++] = day;
		}
	}
	if (len > 1)
		qsort(lead->days, len, sizeof(*lead->days), newest_first);
	return len;
}

/* What a rule does when its channels are to rest until @day. */
static void apply(struct lead *lead, const struct rule *rule, int64_t day) {
	verdict_note(&lead->verdict, rule->action, rule->number);
	if (rule->action == RESTRICT)
		verdict_bar(&lead->verdict, rule->channels, day);
	else if (rule->action != WARN)
		verdict_wait(&lead->verdict, day);
	if (rule->action == DEFER)
		verdict_bar(&lead->verdict, rule->channels, day);
}

static void limit(
	struct lead *lead, const struct rule *rule, const struct limit *limit, bool at_work) {
	struct exempt exempt = exempt_of(lead, rule);
	int64_t today = lead->gate->time->day;
	size_t most = (size_t)limit->most;
	size_t len = list_days(lead, rule, at_work, exempt);
	size_t n = 0;

	while (n < len && lead->days[n] > today - limit->days)
		n++;
	if (n >= most && !is_exempt(exempt, today)) {
		int64_t day = most > 0 ? lead->days[most - 1] + limit->days : NO_DAY;

		if (at_work && !lead->only_at_work)
			verdict_note(&lead->verdict, WARN, rule->number);
		else
			apply(lead, rule, day);
	}
	if ((rule->channels & CALL) && rule->action != WARN && !at_work) {
		int64_t left = n < most ? (int64_t)(most - n) : 0;
		int64_t *least = &lead->verdict.calls_left;

		if (*least < 0 || left < *least)
			*least = left;
	}
}

/* --- conversations --- */

static void cool_down(struct lead *lead, const struct rule *rule) {
	struct exempt exempt = exempt_of(lead, rule);
	int64_t today = lead->gate->time->day;
	int64_t latest = INT64_MIN;

	for (size_t i = 0; i < lead->accounts_len; i++) {
		const struct contact *contact =
			contacts_first(lead->gate->contacts, lead->accounts[i]);

		for (; contact; contact = contacts_next(lead->gate->contacts, contact)) {
			int64_t day = lead_day_of(lead, contact->s);

			if (contact->is_conversation && (rule->channels & contact->channel) &&
				is_own(lead, contact) && day > latest)
				latest = day;
		}
	}
	if (latest == INT64_MIN || latest + rule->cooldown <= today || is_exempt(exempt, today))
		return;
	apply(lead, rule, latest + rule->cooldown);
	if (rule->channels & CALL)
		lead->verdict.calls_left = 0;
}

void lead_limits(struct lead *lead, const struct rule *rule) {
	people_accounts(lead->gate->people, lead, rule->scope);
	if (rule->limit.most >= 0)
		limit(lead, rule, &rule->limit, false);
	if (rule->at_work.most >= 0)
		limit(lead, rule, &rule->at_work, true);
	if (rule->cooldown > 0)
		cool_down(lead, rule);
}
