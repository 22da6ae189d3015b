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
	const struct hl_gate *gate = lead->gate;
	uint64_t zones = lead->zones | lead->area_zones;
	int64_t first = INT64_MAX;
	int64_t latest = INT64_MIN;

	/*
	 * Where several may be meant, the latest day keeps a contact in the window longest, as long
	 * as it is not yet to come.
	 */
	for (; zones; zones &= zones - 1) {
		int64_t day = hl_zone_day(zones_at(gate->zones, (size_t)__builtin_ctzll(zones)), s);

		if (day < first)
			first = day;
		if (day > latest && day <= gate->time->day)
			latest = day;
	}
	if (latest > INT64_MIN)
		return latest;
	return first < INT64_MAX ? first : hl_zone_day(gate->time->rules.zone, s);
}

/* The day of the work, or one before it? */
static bool is_past(const struct lead *lead, int64_t day) {
	return day <= lead->gate->time->day;
}

bool lead_is_own(const struct lead *lead, const struct contact *contact) {
	return contact->person == 0 || lead->person_hash == 0 ||
	       contact->person == lead->person_hash;
}

static bool counts(const struct rule *rule, const struct contact *contact, bool at_work) {
	if (!(rule->channels & contact->channel) || (at_work && !contact->is_work))
		return false;
	return rule->unit == CONVERSATIONS ? contact->is_conversation : contact->is_counted;
}

/* --- consent --- */

/*
 * The days on which a rule does not ask: none where to < from. The first conversation behind the
 * day on which the consent was given ends it: what comes later is not covered.
 */
struct exempt {
	int64_t from, to, talk_s;
};

static int64_t first_talk(const struct lead *lead) {
	int64_t first = INT64_MAX;

	for (size_t i = 0; i < lead->accounts_len; i++) {
		const struct contact *contact =
			contacts_first(lead->gate->contacts, lead->accounts[i]);

		for (; contact; contact = contacts_next(lead->gate->contacts, contact)) {
			if (!contact->is_conversation || !lead_is_own(lead, contact) ||
				contact->s >= first)
				continue;
			if (is_past(lead, lead_day_of(lead, contact->s)) &&
				lead_day_of(lead, contact->s) > lead->consent_from)
				first = contact->s;
		}
	}
	return first;
}

static struct exempt exempt_of(const struct lead *lead, const struct rule *rule) {
	struct exempt none = { 1, 0, 0 };

	if (!rule->ends_by_consent || lead->consent_to < lead->consent_from)
		return none;
	return (struct exempt){ lead->consent_from, lead->consent_to, first_talk(lead) };
}

static bool is_exempt(struct exempt exempt, int64_t day, int64_t s) {
	return day >= exempt.from && day <= exempt.to && s <= exempt.talk_s;
}

/* May there be calls now, whatever was before? */
static bool is_free(const struct lead *lead, struct exempt exempt) {
	return is_exempt(exempt, lead->gate->time->day, INT64_MAX);
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

			if (!counts(rule, contact, at_work) || !lead_is_own(lead, contact))
				continue;
			day = lead_day_of(lead, contact->s);
			if (!is_past(lead, day) || is_exempt(exempt, day, contact->s))
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

/* How many contacts there still may be. */
static void note_left(struct lead *lead, const struct rule *rule, size_t left) {
	int64_t *least = &lead->verdict.calls_left;

	if ((rule->channels & CALL) && rule->action != WARN &&
		(*least < 0 || (int64_t)left < *least))
		*least = (int64_t)left;
}

/* What is at the place of work rests; a lead that can be reached elsewhere is only told so. */
static void rest_at_work(struct lead *lead, const struct rule *rule, int64_t day) {
	unsigned channels = rule->channels & lead->at_work;

	if (channels)
		verdict_apply(&lead->verdict, rule, channels, day);
	else
		verdict_note(&lead->verdict, WARN, rule->number);
}

static void limit(
	struct lead *lead, const struct rule *rule, const struct limit *limit, bool at_work) {
	struct exempt exempt = exempt_of(lead, rule);
	int64_t today = lead->gate->time->day;
	size_t most = (size_t)limit->most;
	size_t len, n = 0;
	int64_t day;

	if (is_free(lead, exempt))
		return;
	len = list_days(lead, rule, at_work, exempt);
	while (n < len && lead->days[n] > today - limit->days)
		n++;
	if (!at_work)
		note_left(lead, rule, n < most ? most - n : 0);
	if (n < most)
		return;
	day = most > 0 ? lead->days[most - 1] + limit->days : NO_DAY;
	if (at_work)
		rest_at_work(lead, rule, day);
	else
		verdict_apply(&lead->verdict, rule, rule->channels, day);
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
			int64_t day;

			if (!contact->is_conversation || !lead_is_own(lead, contact))
				continue;
			day = lead_day_of(lead, contact->s);
			if (day > latest && is_past(lead, day))
				latest = day;
		}
	}
	if (latest == INT64_MIN || latest + rule->cooldown <= today || is_free(lead, exempt))
		return;
	verdict_apply(&lead->verdict, rule, rule->channels, latest + rule->cooldown);
	note_left(lead, rule, 0);
}

void lead_limits(struct lead *lead, const struct rule *rule) {
	people_accounts(lead, rule->scope);
	if (rule->limit.most >= 0)
		limit(lead, rule, &rule->limit, false);
	if (rule->at_work.most >= 0)
		limit(lead, rule, &rule->at_work, true);
	if (rule->cooldown > 0)
		cool_down(lead, rule);
}
