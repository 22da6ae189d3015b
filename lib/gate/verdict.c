/* verdict.c - what the reasons of a lead come to. */
#include "parts.h"

void verdict_note(struct verdict *verdict, enum action action, size_t code) {
	size_t at = verdict->reasons_len;

	for (size_t i = 0; i < verdict->reasons_len; i++)
		if (verdict->reasons[i].code == code && verdict->reasons[i].action == action)
			return;
	if (at == REASONS_MAX)
		return;
	/* Behind those that are as severe. */
	for (; at > 0 && verdict->reasons[at - 1].action > action; at--)
		verdict->reasons[at] = verdict->reasons[at - 1];
	verdict->reasons[at] = (struct reason){ action, (uint16_t)code };
	verdict->reasons_len++;
}

void verdict_bar(struct verdict *verdict, unsigned channels, int64_t day) {
	channels &= verdict->channels | verdict->barred;
	for (unsigned i = 0; i < CHANNELS_LEN; i++) {
		if ((channels >> i & 1) == 0)
			continue;
		if ((verdict->barred >> i & 1) == 0 || day > verdict->free_on[i])
			verdict->free_on[i] = day;
	}
	verdict->barred |= channels;
	verdict->channels &= ~channels;
}

void verdict_wait(struct verdict *verdict, int64_t day) {
	if (day == NO_DAY)
		verdict->is_endless = true;
	else if (day > verdict->next_day)
		verdict->next_day = day;
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

	verdict->status = day == NO_DAY ? HL_GATE_HOLD : HL_GATE_DEFER;
	verdict_note(verdict, day == NO_DAY ? HOLD : DEFER, NO_CHANNEL);
	verdict_wait(verdict, day);
}

void verdict_close(struct verdict *verdict) {
	verdict->status = HL_GATE_WORK;
	if (has(verdict, DROP))
		verdict->status = HL_GATE_DROP;
	else if (has(verdict, HOLD))
		verdict->status = HL_GATE_HOLD;
	else if (has(verdict, DEFER))
		verdict->status = HL_GATE_DEFER;
	else if (verdict->channels == 0)
		want_channels(verdict);
	if (!(verdict->channels & CALL) || verdict->status != HL_GATE_WORK)
		verdict->from_s = verdict->to_s = 0;
}
