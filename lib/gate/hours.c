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

const struct hours *rule_hours_on(
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

static const struct rule *timed(const struct lead *lead, uint64_t bits) {
	const struct hl_gate *gate = lead->gate;

	return &gate->rules->at[gate->timed[__builtin_ctzll(bits)]];
}

/* Is any of those rules with hours for some of @channels closed on that day? */
static bool is_shut(const struct lead *lead, uint64_t bits, unsigned channels, int64_t day) {
	for (; bits; bits &= bits - 1)
		if ((timed(lead, bits)->channels & channels) &&
			is_closed(rule_hours_on(lead->gate->time, timed(lead, bits), day)))
			return true;
	return false;
}

/* The next day on which all rules are open; NO_DAY: none within a fortnight. */
static int64_t opens_again(const struct lead *lead, uint64_t bits, unsigned channels) {
	int64_t today = lead->gate->time->day;

	for (int64_t day = today + 1; day <= today + 14; day++)
		if (!is_shut(lead, bits, channels, day))
			return day;
	return NO_DAY;
}

/* When the zone's clocks first show that minute of the day, or a later one where they skip it. */
static int64_t moment(const struct hl_zone *zone, int64_t day, int minute) {
	return hl_zone_first(zone, day * HL_DAY_S + (int64_t)minute * MINUTE_S);
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

/* In each zone where the lead may be. */
static void cut_all(const struct lead *lead, const struct hours *hours, struct piece *piece) {
	for (uint64_t zones = zones_of(lead); zones; zones &= zones - 1)
		cut(piece, zones_at(lead->gate->zones, (size_t)__builtin_ctzll(zones)),
			lead->gate->time->day, hours);
}

/* A rule's hours; @bits: those of all rules that are for the lead. */
static void keep_hours(
	struct lead *lead, const struct rule *rule, uint64_t bits, struct piece *piece) {
	const struct hl_gate_time *time = lead->gate->time;
	const struct hours *hours = rule_hours_on(time, rule, time->day);
	int64_t day = time->day + 1;

	if (!hours)
		return;
	if (is_closed(hours))
		day = opens_again(lead, bits, rule->channels);
	else if (rule->channels & CALL)
		cut_all(lead, hours, piece);
	if (!is_closed(hours) && (!(rule->channels & CALL) || piece->from < piece->to))
		return;
	verdict_note(&lead->verdict, RESTRICT, rule->number);
	verdict_bar(&lead->verdict, rule->channels, day);
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

static bool is_empty(struct piece piece) {
	return piece.from >= piece.to;
}

/* In all zones where the lead may be. */
static void take_hours(const struct lead *lead, struct hours hours, struct pieces *left) {
	for (uint64_t zones = zones_of(lead); zones; zones &= zones - 1) {
		struct piece out = { INT64_MIN, INT64_MAX };

		cut(&out, zones_at(lead->gate->zones, (size_t)__builtin_ctzll(zones)),
			lead->gate->time->day, &hours);
		take_out(left, out);
	}
}

/* "20:00-09:00": until midnight, and from it. */
static void take_wish(const struct lead *lead, struct hours hours, struct pieces *left) {
	const struct hours evening = { true, hours.from, HL_DAY_S / MINUTE_S };

	if (hours.from < hours.to) {
		take_hours(lead, hours, left);
		return;
	}
	take_hours(lead, evening, left);
	hours.from = 0;
	take_hours(lead, hours, left);
}

/* "12:00-14:00|18:00-19:30" */
static void keep_wishes(struct lead *lead, struct pieces *pieces) {
	struct hl_str rest = hl_cell_trimmed(lead->row, lead->gate->at.no_time_windows);
	struct pieces left = *pieces;
	int64_t day = lead->gate->time->day;

	if (rest.len == 0)
		return;
	while (rest.len > 0) {
		struct hours hours;

		if (!wish_parse(item_cut(&rest), &hours)) {
			verdict_hold(&lead->verdict, BAD_FLAG);
			return;
		}
		take_wish(lead, hours, &left);
	}
	if (!is_empty(longest(&left)))
		*pieces = left;
	else if (!is_empty(longest(pieces)))
		verdict_defer(&lead->verdict, INCONVENIENT, day + 1);
}

/* --- gaps --- */

int64_t lead_last_call(struct lead *lead, enum scope scope) {
	const struct history *history = lead_history(lead, scope);
	int64_t latest = INT64_MIN;

	for (size_t i = 0; i < history->len; i++) {
		const struct contact *contact = history->at[i].contact;

		if (contact->is_out && (contact->channel & CALL) && contact->s > latest)
			latest = contact->s;
	}
	return latest;
}

/* The last day that it is at that time where the lead may be. */
static int64_t end_day_of(const struct lead *lead, int64_t s) {
	int64_t latest = INT64_MIN;

	for (uint64_t zones = zones_of(lead); zones; zones &= zones - 1) {
		int64_t day =
			hl_zone_day(zones_at(lead->gate->zones, (size_t)__builtin_ctzll(zones)), s);

		if (day > latest)
			latest = day;
	}
	return latest;
}

static void keep_gap(struct lead *lead, const struct rule *rule, struct pieces *pieces) {
	int64_t today = lead->gate->time->day;
	int64_t last, day;

	last = lead_last_call(lead, rule->scope);
	if (last == INT64_MIN || rule->action == WARN)
		return;
	take_out(pieces, (struct piece){ INT64_MIN, last + rule->gap_s });
	if (!is_empty(longest(pieces)))
		return;
	day = end_day_of(lead, last + rule->gap_s);
	verdict_apply(&lead->verdict, rule, CALL, day > today ? day : today + 1);
}

/* --- all of it --- */

uint64_t lead_timed(struct lead *lead) {
	const struct hl_gate *gate = lead->gate;
	uint64_t bits = 0;

	for (size_t i = 0; i < gate->timed_len; i++) {
		const struct rule *rule = &gate->rules->at[gate->timed[i]];

		if (lead_is_for(lead, rule) && lead_meets(lead, rule))
			bits |= UINT64_C(1) << i;
	}
	return bits;
}

/* The hours of those rules in the zones of the lead: they are the same for many leads. */
static struct piece hours_of(struct lead *lead, uint64_t bits) {
	const struct hours whole_day = { true, 0, HL_DAY_S / MINUTE_S };
	uint64_t zones = zones_of(lead);
	struct window *window =
		&lead->windows[(zones * UINT64_C(0x9e3779b97f4a7c15) ^ bits) >> 32 & (WINDOWS - 1)];
	struct piece piece = { INT64_MIN, INT64_MAX };
	size_t reasons = lead->verdict.reasons_len;

	if (window->zones == zones && window->rules == bits)
		return (struct piece){ window->from, window->to };
	cut_all(lead, &whole_day, &piece);
	for (uint64_t rest = bits; rest; rest &= rest - 1)
		keep_hours(lead, timed(lead, rest), bits, &piece);
	if (lead->verdict.reasons_len == reasons)
		*window = (struct window){ zones, bits, piece.from, piece.to };
	return piece;
}

void lead_hours_by(struct lead *lead, uint64_t bits) {
	struct pieces pieces = { .len = 1 };
	struct piece piece;

	if (bits == 0 && hl_cell_trimmed(lead->row, lead->gate->at.no_time_windows).len == 0)
		return;
	if (zones_of(lead) == 0) {
		keep_wishes(lead, &pieces);
		verdict_defer(&lead->verdict, NO_TZ, NO_DAY);
		return;
	}
	pieces.at[0] = hours_of(lead, bits);
	keep_wishes(lead, &pieces);
	for (; bits && !is_empty(longest(&pieces)); bits &= bits - 1)
		if (timed(lead, bits)->gap_s > 0)
			keep_gap(lead, timed(lead, bits), &pieces);
	piece = longest(&pieces);
	lead->verdict.from_s = piece.from;
	lead->verdict.to_s = piece.to;
}

void lead_hours(struct lead *lead) {
	lead_hours_by(lead, lead_timed(lead));
}
