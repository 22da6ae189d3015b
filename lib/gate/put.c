/* put.c - a verdict as cells. */
#include "parts.h"

/* "2026-03-02T08:00:00-05:00": as the zone's clocks show it. */
static size_t print_time(const struct hl_zone *zone, int64_t s, char *to) {
	int32_t offset = hl_zone_offset(zone, s);
	int32_t minutes = (offset < 0 ? -offset : offset) / 60;
	size_t len = hl_time_print(s + offset, to);

	if (offset == 0)
		return len;
	to[len - 1] = offset < 0 ? '-' : '+'; /* in the place of the Z */
	to[len++] = (char)('0' + minutes / 600);
	to[len++] = (char)('0' + minutes / 60 % 10);
	to[len++] = ':';
	to[len++] = (char)('0' + minutes % 60 / 10);
	to[len++] = (char)('0' + minutes % 10);
	return len;
}

/* Most leads have one of a few hours; blank where there is no window. */
static void put_time(struct lead *lead, int64_t s, struct hl_buf *to) {
	struct written *written = &lead->times[(uint64_t)s / 900 % WRITTEN];

	if (lead->verdict.from_s >= lead->verdict.to_s) {
		hl_buf_add_char(to, lead->gate->output.dialect.delim);
		return;
	}
	if (written->len == 0 || written->s != s) {
		written->s = s;
		written->len = (uint8_t)print_time(lead->gate->time->rules.zone, s, written->text);
	}
	hl_put_more(to, lead->gate->output.dialect, (struct hl_str){ written->text, written->len });
}

static void put_reasons(
	const struct hl_gate *gate, const struct verdict *verdict, struct hl_buf *text) {
	for (size_t i = 0; i < verdict->reasons_len; i++) {
		if (i > 0)
			hl_buf_add_char(text, ';');
		hl_buf_add(text, gate->rules->codes[verdict->reasons[i].code]);
	}
}

static void put_channels(const struct verdict *verdict, struct hl_buf *text) {
	for (unsigned i = 0; i < CHANNELS_LEN; i++) {
		if ((verdict->channels >> i & 1) == 0)
			continue;
		if (text->len > 0)
			hl_buf_add_char(text, '|');
		hl_buf_add(text,
			hl_str_of(i == 0 && verdict->is_manual ? "manual" : channel_names[i]));
	}
}

/* Who waits to be called waits for whatever else bars calls, too. */
static bool waits_for_call(const struct verdict *verdict) {
	return verdict->status == HL_GATE_DEFER && !verdict->is_closed &&
	       (verdict->deferred & verdict->barred & CALL) && verdict->free_on[0] != NO_DAY &&
	       verdict->free_on[0] > verdict->next_day;
}

/* When it may be worked again or, while it may, when it may be called. */
static void put_next(const struct verdict *verdict, struct hl_buf *text) {
	int64_t day = INT64_MIN;

	if ((verdict->status == HL_GATE_DEFER || verdict->status == HL_GATE_HOLD) &&
		!verdict->is_endless)
		day = waits_for_call(verdict) ? verdict->free_on[0] : verdict->next_day;
	else if (verdict->status == HL_GATE_WORK && (verdict->barred & CALL))
		day = verdict->free_on[0];
	if (day == INT64_MIN || day == NO_DAY)
		return;
	text->len += hl_day_print(day, hl_buf_room(text, HL_TIME_ROOM));
}

void verdict_put(struct lead *lead, struct hl_buf *to) {
	const struct verdict *verdict = &lead->verdict;
	struct hl_dialect dialect = lead->gate->output.dialect;
	struct hl_buf *text = &lead->room;

	hl_put_more(to, dialect, hl_str_of(hl_gate_statuses[verdict->status]));
	text->len = 0;
	put_reasons(lead->gate, verdict, text);
	hl_put_more(to, dialect, hl_buf_str(text));
	text->len = 0;
	put_channels(verdict, text);
	hl_put_more(to, dialect, hl_buf_str(text));
	text->len = 0;
	put_next(verdict, text);
	hl_put_more(to, dialect, hl_buf_str(text));
	hl_buf_add_char(to, dialect.delim);
	if (verdict->calls_left >= 0)
		to->len += hl_dec_print(verdict->calls_left * HL_ONE, hl_buf_room(to, HL_DEC_ROOM));
	put_time(lead, verdict->from_s, to);
	put_time(lead, verdict->to_s, to);
}
