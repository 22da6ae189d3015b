/* until.c - the first second at which a lead is in another tier. */
#include "until.h"

#include "bounds.h"

#include <stdlib.h>

static const int64_t horizon_s = UNTIL_DAYS * (int64_t)HL_DAY_S;

struct until {
	const struct hl_scoring *scoring;
	struct eval *at; /* scores the lead at single seconds */
	struct ahead ahead;
	struct over over;
	const struct override *override; /* of the lead, or NULL */
	struct override then;            /* what is left of it */
};

struct until *until_new(const struct hl_scoring *scoring) {
	struct until *until = hl_claim(1, sizeof(*until));

	until->scoring = scoring;
	until->at = eval_new(scoring);
	ahead_init(&until->ahead, scoring->facts);
	over_init(&until->over, scoring->outlook, until->at, &until->ahead);
	return until;
}

void until_free(struct until *until) {
	if (!until)
		return;
	over_release(&until->over);
	ahead_release(&until->ahead);
	eval_free(until->at);
	free(until);
}

/* --- a lead at a second, and over a span --- */

enum outcome {
	STAYS,   /* in its tier */
	CHANGES, /* is in another one */
	ENDS     /* is a bad row */
};

static struct hl_str tier_of(const struct until *until) {
	return eval_label(until->at, until->scoring->outlook->tier);
}

/* The overrides in force so many seconds from now; false: the row is bad. */
static bool override_then(struct until *until, int64_t later_s) {
	struct eval *at = until->at;

	at->beside.override = NULL;
	if (!until->override)
		return true;
	at->beside.override = &until->then;
	return override_at(
		until->override, until->scoring->facts->time.as_of + later_s, &until->then);
}

static enum hl_status score_at(struct until *until, int64_t later_s) {
	struct eval *at = until->at;
	struct hl_error ignored;
	enum hl_status status;

	if (!override_then(until, later_s))
		return HL_EDATA;
	at->as_of += later_s;
	eval_begin(at, at->row, ahead_words(&until->ahead, later_s));
	status = eval_parts(at, &ignored);
	at->as_of -= later_s;
	return status;
}

static enum outcome outcome_at(struct until *until, int64_t later_s) {
	if (score_at(until, later_s) != HL_OK)
		return ENDS;
	return hl_str_eq(tier_of(until), until->over.tier) ? STAYS : CHANGES;
}

/* Does some override end within the span, behind its first second? */
static bool is_overridden_anew(const struct until *until, int64_t from_s, int64_t to_s) {
	int64_t as_of = until->scoring->facts->time.as_of;

	return until->override && override_end(until->override, as_of + from_s) <= as_of + to_s;
}

/* All of the span is the same; or it is not known: HL_NO. */
static enum hl_status look_over(
	struct until *until, int64_t from_s, int64_t to_s, enum outcome *outcome) {
	struct over *over = &until->over;

	if (is_overridden_anew(until, from_s, to_s) || !override_then(until, from_s))
		return HL_NO;
	over_span(over, from_s, to_s);
	if (over->is_unclear || over->may_stay == over->may_change)
		return HL_NO;
	*outcome = over->may_change ? CHANGES : STAYS;
	return HL_OK;
}

/*
 * What comes first within the span, both ends included, that is not to stay, and when. Later
 * halves are only looked at when the lead stays in its tier in all earlier ones.
 */
static enum outcome find_first(struct until *until, int64_t from_s, int64_t to_s, int64_t *at_s) {
	int64_t middle_s = from_s + (to_s - from_s) / 2;
	enum outcome outcome;

	*at_s = from_s;
	if (from_s == to_s)
		return outcome_at(until, from_s);
	if (look_over(until, from_s, to_s, &outcome) == HL_OK)
		return outcome;
	outcome = find_first(until, from_s, middle_s, at_s);
	return outcome == STAYS ? find_first(until, middle_s + 1, to_s, at_s) : outcome;
}

/* --- the cell --- */

/* Nothing of its events counts, now or ever. */
static bool is_quiet(const struct eval *eval) {
	uint32_t met = 0;

	for (size_t i = FACTS_COUNT + 1; eval->facts && i < eval->scoring->facts->words; i++)
		met |= eval->facts[i];
	return met == 0;
}

/* Where the lists of the row's events are. */
static const struct times *times_of(const struct eval *eval) {
	const struct hl_scoring *scoring = eval->scoring;
	struct hl_key key;

	if (scoring->feed.next || !scoring->facts->list)
		return scoring->feed.times;
	key = facts_key(scoring->facts, hl_cell_trimmed(eval->row, scoring->key));
	return scoring->facts->shards[facts_shard(scoring->facts, &key)].times;
}

/* The lead as it is now, from which it goes on. */
static bool begin(struct until *until, const struct eval *eval) {
	until->at->row = eval->row;
	until->override = eval->beside.override;
	ahead_begin(&until->ahead, eval->facts, times_of(eval));
	if (score_at(until, 0) != HL_OK)
		return false;
	over_begin(&until->over, tier_of(until));
	return true;
}

void until_put(const struct eval *eval, struct hl_buf *to) {
	const struct outlook *outlook = eval->scoring->outlook;
	struct until *until = eval->until;
	char text[HL_TIME_ROOM];
	int64_t later_s;
	size_t len = 0;
	bool is_never = outlook->is_never ||
			(outlook->is_never_quiet && !eval->beside.override && is_quiet(eval));

	if (!is_never && begin(until, eval) && find_first(until, 1, horizon_s, &later_s) == CHANGES)
		len = hl_time_print(eval->as_of + later_s, text);
	hl_put_more(to, eval->scoring->output.dialect, (struct hl_str){ text, len });
}
