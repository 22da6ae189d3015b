/*
 * limits.c - how often a lead was contacted, and from which day on it may be again.
 *
 * A limit of N in K days looks at the K calendar days that end with the one that is worked, as the
 * calendar is at the lead's place. It is free again K days after the Nth newest of what it counts.
 * A conversation bars its own day and those behind it, K in all.
 */
#include "parts.h"

#include <stdlib.h>

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

static int64_t first_talk(const struct lead *lead, const struct history *history) {
	int64_t first = INT64_MAX;

	for (size_t i = 0; i < history->len; i++) {
		const struct contact *contact = history->at[i].contact;

		if (contact->is_conversation && contact->s < first &&
			history->at[i].day > lead->consent_from)
			first = contact->s;
	}
	return first;
}

static struct exempt exempt_of(struct lead *lead, const struct rule *rule) {
	struct exempt none = { 1, 0, 0 };

	if (!rule->ends_by_consent || lead->consent_to < lead->consent_from)
		return none;
	return (struct exempt){ lead->consent_from, lead->consent_to,
		first_talk(lead, lead_history(lead, rule->scope)) };
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

/* The days of what the limit counts, in lead->days. */
static size_t list_days(
	struct lead *lead, const struct rule *rule, bool at_work, struct exempt exempt) {
	const struct history *history = lead_history(lead, rule->scope);
	size_t len = 0;

	for (size_t i = 0; i < history->len; i++) {
		const struct dated *dated = &history->at[i];

		if (!counts(rule, dated->contact, at_work) ||
			is_exempt(exempt, dated->day, dated->contact->s))
			continue;
		lead->days = hl_grow(lead->days, &lead->days_cap, len + 1, sizeof(*lead->days));
		lead->days[len++] = dated->day;
	}
	return len;
}

/* How many of them are in the window of the limit. */
static size_t count_days(const struct lead *lead, size_t len, const struct limit *limit) {
	size_t n = 0;

	for (size_t i = 0; i < len; i++)
		n += lead->days[i] > lead->gate->time->day - limit->days;
	return n;
}

/* Free again that many days after the newest but so many. */
static int64_t free_day(struct lead *lead, size_t len, const struct limit *limit) {
	if (limit->most == 0)
		return NO_DAY;
	qsort(lead->days, len, sizeof(*lead->days), newest_first);
	return lead->days[limit->most - 1] + limit->days;
}

/* How many contacts there still may be, in that many days. */
static void note_left(struct lead *lead, const struct rule *rule, int64_t days, size_t left) {
	int64_t *least = days > 1 ? &lead->verdict.calls_left : &lead->verdict.left_today;

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
	size_t most = (size_t)limit->most;
	size_t len, n;
	int64_t day;

	len = list_days(lead, rule, at_work, exempt);
	n = count_days(lead, len, limit);
	if (n >= most && is_free(lead, exempt))
		return;
	if (!at_work)
		note_left(lead, rule, limit->days, n < most ? most - n : 0);
	if (n < most)
		return;
	day = free_day(lead, len, limit);
	if (at_work)
		rest_at_work(lead, rule, day);
	else
		verdict_apply(&lead->verdict, rule, rule->channels, day);
}

/* --- conversations --- */

int64_t lead_last_talk(struct lead *lead, enum scope scope) {
	const struct history *history = lead_history(lead, scope);
	int64_t latest = INT64_MIN;

	for (size_t i = 0; i < history->len; i++)
		if (history->at[i].contact->is_conversation && history->at[i].day > latest)
			latest = history->at[i].day;
	return latest;
}

static void cool_down(struct lead *lead, const struct rule *rule) {
	int64_t latest = lead_last_talk(lead, rule->scope);

	if (latest == INT64_MIN || latest + rule->cooldown <= lead->gate->time->day ||
		is_free(lead, exempt_of(lead, rule)))
		return;
	verdict_apply(&lead->verdict, rule, rule->channels, latest + rule->cooldown);
	note_left(lead, rule, INT64_MAX, 0);
}

void lead_limits(struct lead *lead, const struct rule *rule) {
	if (rule->limit.most >= 0)
		limit(lead, rule, &rule->limit, false);
	if (rule->at_work.most >= 0)
		limit(lead, rule, &rule->at_work, true);
	if (rule->cooldown > 0)
		cool_down(lead, rule);
}

/* --- for who tells of it --- */

bool lead_is_exempt(struct lead *lead, const struct rule *rule) {
	return is_free(lead, exempt_of(lead, rule));
}

size_t lead_counted(struct lead *lead, const struct rule *rule, bool at_work) {
	const struct limit *limit = at_work ? &rule->at_work : &rule->limit;
	size_t len = list_days(lead, rule, at_work, exempt_of(lead, rule));

	if (len > 0)
		qsort(lead->days, len, sizeof(*lead->days), newest_first);
	return count_days(lead, len, limit);
}
