/*
 * hours.c - when a lead may be contacted on the day of the work.
 *
 * The hours of all rules in all zones where the lead may be, cut with one another: who keeps to
 * what is left keeps to each of them. What the lead has called inconvenient is taken out; of
 * several pieces the longest counts.
 */
#include "parts.h"

enum { MINUTE_S = 60, SUNDAY = 0, SATURDAY = 6, PIECES_MAX = 16 };

/* From inclusive, to exclusive, in seconds. */
struct piece {
	int64_t from, to;
};

static int weekday_of(int64_t day) {
	return (int)(((day + 4) % 7 + 7) % 7); /* 1970-01-01 was a Thursday */
}

static bool is_holiday(const struct hl_gate_time *time, int64_t day) {
	for (size_t i = 0; i < time->holidays_len; i++)
		if (time->holidays[i] == day)
			return true;
	return false;
}

/* The rule's hours on that day; NULL: it says nothing of it. */
static const struct hours *hours_on(
	const struct hl_gate_time *time, const struct rule *rule, int64_t day) {
	int weekday = weekday_of(day);

	if (rule->holiday.is_set && is_holiday(time, day))
		return &rule->holiday;
	if (rule->saturday.is_set && weekday == SATURDAY)
		return &rule->saturday;
	if (rule->sunday.is_set && weekday == SUNDAY)
		return &rule->sunday;
	return rule->weekday.is_set ? &rule->weekday : NULL;
}

static bool is_closed(const struct hours *hours) {
	return hours && hours->to <= hours->from;
}

/* The next day on which the rule's hours are open; NO_DAY: never within a fortnight. */
static int64_t opens_again(const struct hl_gate_time *time, const struct rule *rule) {
	for (int64_t day = time->day + 1; day <= time->day + 14; day++)
		if (!is_closed(hours_on(time, rule, day)))
			return day;
	return NO_DAY;
}

/* A minute of the day as the zone's clocks show it. One that they skip is as before the change. */
static int64_t moment(const struct hl_zone *zone, int64_t day, int minute) {
	int64_t local = day * HL_DAY_S + minute * MINUTE_S;
	struct hl_error ignored = { 0 };
	int64_t utc;

	if (hl_zone_utc(zone, local, &utc, &ignored) == HL_OK)
		return utc;
	return local - hl_zone_offset(zone, hl_zone_midnight(zone, day));
}

static void cut(
	struct piece *piece, const struct hl_zone *zone, int64_t day, const struct hours *hours) {
	int64_t from = moment(zone, day, hours->from);
	int64_t to = moment(zone, day, hours->to);

	if (from > piece->from)
		piece->from = from;
	if (to < piece->to)
		piece->to = to;
}

static uint64_t zones_of(const struct lead *lead) {
	return lead->zones | lead->area_zones;
}

/* A rule's hours, in each zone. */
static void keep_hours(struct lead *lead, const struct rule *rule, struct piece *piece) {
	const struct hl_gate_time *time = lead->gate->time;
	const struct hours *hours = hours_on(time, rule, time->day);
	uint64_t zones = zones_of(lead);

	if (!hours)
		return;
	if (is_closed(hours)) {
		verdict_note(&lead->verdict, RESTRICT, rule->number);
		verdict_bar(&lead->verdict, rule->channels, opens_again(time, rule));
		return;
	}
	if (!(rule->channels & CALL))
		return;
	for (; zones; zones &= zones - 1)
		cut(piece, zones_at(lead->gate->zones, (size_t)__builtin_ctzll(zones)), time->day,
			hours);
	if (piece->from < piece->to)
		return;
	verdict_note(&lead->verdict, RESTRICT, rule->number);
	verdict_bar(&lead->verdict, rule->channels, time->day + 1);
}

/* --- gaps --- */

/* The newest call to the lead; INT64_MIN: none. */
static int64_t last_call(const struct lead *lead) {
	int64_t latest = INT64_MIN;

	for (size_t i = 0; i < lead->accounts_len; i++) {
		const struct contact *contact =
			contacts_first(lead->gate->contacts, lead->accounts[i]);

		for (; contact; contact = contacts_next(lead->gate->contacts, contact))
			if (contact->is_out && (contact->channel & CALL) && contact->s > latest)
				latest = contact->s;
	}
	return latest;
}

static void keep_gap(struct lead *lead, const struct rule *rule, struct piece *piece) {
	int64_t last;

	people_accounts(lead->gate->people, lead, rule->scope);
	last = last_call(lead);
	if (last == INT64_MIN || last + rule->gap_s <= piece->from)
		return;
	piece->from = last + rule->gap_s;
	if (piece->from < piece->to)
		return;
	verdict_note(&lead->verdict, rule->action, rule->number);
	verdict_bar(&lead->verdict, CALL, lead->gate->time->day + 1);
}

/* --- what the lead said --- */

struct pieces {
	struct piece at[PIECES_MAX];
	size_t len;
};

static void take_out(struct pieces *pieces, struct piece out) {
	size_t len = pieces->len;

	for (size_t i = 0; i < len; i++) {
		struct piece whole = pieces->at[i];

		if (out.to <= whole.from || out.from >= whole.to)
			continue;
		pieces->at[i].to = out.from > whole.from ? out.from : whole.from;
		if (out.to < whole.to && pieces->len < PIECES_MAX)
			pieces->at[pieces->len++] = (struct piece){ out.to, whole.to };
	}
}

static struct piece longest(const struct pieces *pieces) {
	struct piece best = { 0, 0 };

	for (size_t i = 0; i < pieces->len; i++)
		if (pieces->at[i].to - pieces->at[i].from > best.to - best.from ||
			(pieces->at[i].to - pieces->at[i].from == best.to - best.from &&
				pieces->at[i].from < best.from))
			best = pieces->at[i];
	return best;
}

/* "12:00-14:00|18:00-19:30", in all zones where the lead may be. */
static void keep_wishes(struct lead *lead, struct piece *piece) {
	struct hl_str rest = hl_cell_trimmed(lead->row, lead->gate->at.no_time_windows);
	struct pieces pieces = { .at = { *piece }, .len = 1 };
	int64_t day = lead->gate->time->day;

	if (rest.len == 0)
		return;
	while (rest.len > 0) {
		struct hours hours;

		if (!opening_parse(hl_str_trim(hl_str_cut(&rest, '|')), &hours)) {
			verdict_note(&lead->verdict, HOLD, BAD_FLAG);
			return;
		}
		for (uint64_t zones = zones_of(lead); zones; zones &= zones - 1) {
			struct piece out = { INT64_MIN, INT64_MAX };

			cut(&out, zones_at(lead->gate->zones, (size_t)__builtin_ctzll(zones)), day,
				&hours);
			take_out(&pieces, out);
		}
	}
	*piece = longest(&pieces);
	if (piece->from < piece->to)
		return;
	verdict_note(&lead->verdict, DEFER, INCONVENIENT);
	verdict_wait(&lead->verdict, day + 1);
}

/* --- all of it --- */

static bool has_hours(const struct rule *rule) {
	return rule->weekday.is_set || rule->saturday.is_set || rule->sunday.is_set ||
	       rule->holiday.is_set;
}

/* The rules with hours that are for the lead, a bit each; more than 64 are not remembered. */
static uint64_t list_rules(struct lead *lead, bool *is_known) {
	const struct hl_gate_rules *rules = lead->gate->rules;
	uint64_t bits = 0;

	*is_known = rules->len <= 64;
	for (size_t i = 0; i < rules->len; i++)
		if (has_hours(&rules->at[i]) && lead_is_for(lead, &rules->at[i]))
			bits |= UINT64_C(1) << (i & 63);
	return bits;
}

/* The hours of those rules in the zones of the lead: they are the same for many leads. */
static struct piece hours_of(struct lead *lead, uint64_t bits, bool is_known) {
	const struct hl_gate_rules *rules = lead->gate->rules;
	uint64_t zones = zones_of(lead);
	struct window *window =
		&lead->windows[(zones * UINT64_C(0x9e3779b97f4a7c15) ^ bits) >> 32 & (WINDOWS - 1)];
	struct piece piece = { INT64_MIN, INT64_MAX };
	size_t reasons = lead->verdict.reasons_len;

	if (is_known && window->zones == zones && window->rules == bits)
		return (struct piece){ window->from, window->to };
	for (size_t i = 0; i < rules->len; i++)
		if (has_hours(&rules->at[i]) && lead_is_for(lead, &rules->at[i]))
			keep_hours(lead, &rules->at[i], &piece);
	if (is_known && lead->verdict.reasons_len == reasons)
		*window = (struct window){ zones, bits, piece.from, piece.to };
	return piece;
}

void lead_hours(struct lead *lead) {
	const struct hl_gate_rules *rules = lead->gate->rules;
	bool is_known;
	uint64_t bits = list_rules(lead, &is_known);
	struct piece piece;

	if (bits == 0)
		return;
	if (zones_of(lead) == 0) {
		verdict_note(&lead->verdict, DEFER, NO_TZ);
		verdict_wait(&lead->verdict, NO_DAY);
		return;
	}
	piece = hours_of(lead, bits, is_known);
	for (size_t i = 0; i < rules->len; i++)
		if (rules->at[i].gap_s > 0 && lead_is_for(lead, &rules->at[i]))
			keep_gap(lead, &rules->at[i], &piece);
	keep_wishes(lead, &piece);
	lead->verdict.from_s = piece.from;
	lead->verdict.to_s = piece.to;
}
