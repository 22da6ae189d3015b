/* verdict.c - what the reasons of a lead come to. */
#include "parts.h"

#include <string.h>

/* Where the code is noted already; the number of reasons: nowhere. */
static size_t find(const struct verdict *verdict, size_t code) {
	size_t at = 0;

	while (at < verdict->reasons_len && verdict->reasons[at].code != code)
		at++;
	return at;
}

void verdict_note(struct verdict *verdict, enum action action, size_t code) {
	size_t noted = find(verdict, code);
	size_t at;

	if (noted < verdict->reasons_len && verdict->reasons[noted].action <= action)
		return;
	if (noted < verdict->reasons_len) {
		memmove(&verdict->reasons[noted], &verdict->reasons[noted + 1],
			(verdict->reasons_len - noted - 1) * sizeof(*verdict->reasons));
		verdict->reasons_len--;
	}
	at = verdict->reasons_len;
	/* With no room left the least severe makes way. */
	if (at == REASONS_MAX && verdict->reasons[at - 1].action <= action)
		return;
	if (at == REASONS_MAX)
		at = --verdict->reasons_len;
	/* Behind those that are as severe. */
	for (; at > 0 && verdict->reasons[at - 1].action > action; at--)
		verdict->reasons[at] = verdict->reasons[at - 1];
	verdict->reasons[at] = (struct reason){ action, (uint16_t)code };
	verdict->reasons_len++;
}

static void take_away(struct verdict *verdict, unsigned channels, int64_t day) {
	for (unsigned i = 0; i < CHANNELS_LEN; i++) {
		if ((channels >> i & 1) == 0)
			continue;
		if ((verdict->barred >> i & 1) == 0 || day > verdict->free_on[i])
			verdict->free_on[i] = day;
	}
	verdict->barred |= channels;
	verdict->channels &= ~channels;
}

void verdict_bar(struct verdict *verdict, unsigned channels, int64_t day) {
	channels &= verdict->channels | verdict->barred;
	verdict->restricted |= channels;
	take_away(verdict, channels, day);
}

void verdict_wait(struct verdict *verdict, int64_t day) {
	if (day == NO_DAY)
		verdict->is_endless = true;
	else if (day > verdict->next_day)
		verdict->next_day = day;
}

void verdict_defer(struct verdict *verdict, size_t code, int64_t day) {
	verdict_note(verdict, DEFER, code);
	verdict_wait(verdict, day);
	verdict->is_closed = true;
}

void verdict_hold(struct verdict *verdict, size_t code) {
	verdict_note(verdict, HOLD, code);
	verdict_wait(verdict, NO_DAY);
}

void verdict_apply(
	struct verdict *verdict, const struct rule *rule, unsigned channels, int64_t day) {
	enum action action = rule->action;

	verdict_note(verdict, action, rule->number);
	if (action == HOLD || action == DEFER)
		verdict_wait(verdict, day);
	if (action < DEFER || (action == DEFER && channels == CHANNELS_ALL)) {
		verdict->is_closed = true;
	} else if (action == DEFER) {
		take_away(verdict, channels & (verdict->channels | verdict->barred), day);
		verdict->deferred |= channels;
	} else if (action == RESTRICT) {
		verdict_bar(verdict, channels, day);
	}
}

static bool has(const struct verdict *verdict, enum action action) {
	for (size_t i = 0; i < verdict->reasons_len; i++)
		if (verdict->reasons[i].action == action)
			return true;
	return false;
}

/* The first day on which one of the barred channels is free again. */
static int64_t free_again(const struct verdict *verdict) {
	int64_t first = NO_DAY;

	for (unsigned i = 0; i < CHANNELS_LEN; i++)
		if ((verdict->barred >> i & 1) && verdict->free_on[i] < first)
			first = verdict->free_on[i];
	return first;
}

/* With no channel left it waits for one, or for a person where none is known to come. */
static void want_channels(struct verdict *verdict) {
	int64_t day = free_again(verdict);

	verdict_note(verdict, day == NO_DAY ? HOLD : DEFER, NO_CHANNEL);
	verdict_wait(verdict, day);
}

/* A lead that is put off keeps what it will have; one that must not be called has none. */
static void count_calls(struct verdict *verdict) {
	bool is_open = verdict->channels & CALL;
	bool is_put_off = verdict->status == HL_GATE_DEFER && !verdict->is_endless &&
			  !(verdict->restricted & CALL) &&
			  ((verdict->channels | verdict->deferred) & CALL);

	if (verdict->calls_left < 0)
		verdict->calls_left = verdict->left_today;
	if (verdict->calls_left > 0 &&
		!(is_put_off || (is_open && verdict->status == HL_GATE_WORK)))
		verdict->calls_left = 0;
}

void verdict_close(struct verdict *verdict) {
	if (verdict->channels == 0)
		want_channels(verdict);
	verdict->status = HL_GATE_WORK;
	if (has(verdict, DROP))
		verdict->status = HL_GATE_DROP;
	else if (has(verdict, HOLD))
		verdict->status = HL_GATE_HOLD;
	else if (has(verdict, DEFER))
		verdict->status = HL_GATE_DEFER;
	count_calls(verdict);
	/* Who reads the channels alone must not find one that is barred. */
	if (verdict->is_closed || verdict->status < HL_GATE_DEFER)
		verdict->channels = 0;
	if (!(verdict->channels & CALL))
		verdict->from_s = verdict->to_s = 0;
}
