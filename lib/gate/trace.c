/*
 * trace.c - what each rule does to a lead by itself.
 *
 * Nothing is decided here: the same functions that judge are asked once more, one rule at a time,
 * and what they leave in a verdict of their own is looked at. So who is shown why can be sure that
 * it is why.
 */
#include "evidence.h"

#include <stdlib.h>

struct trace *trace_new(struct lead *lead) {
	struct trace *trace = hl_claim(1, sizeof(*trace));

	trace->lead = lead;
	return trace;
}

void trace_free(struct trace *trace) {
	if (!trace)
		return;
	free(trace->effects);
	hl_buf_release(&trace->text);
	hl_buf_release(&trace->rules);
	hl_buf_release(&trace->entry);
	hl_buf_release(&trace->cell);
	free(trace);
}

/* --- a verdict that is empty but for the channels that there are --- */

static void begin_empty(struct trace *trace) {
	verdict_begin(&trace->lead->verdict);
	trace->lead->verdict.channels = trace->channels | trace->shared;
}

static uint64_t with_hours(const struct hl_gate *gate, uint64_t timed) {
	uint64_t hours = 0;

	for (size_t i = 0; i < gate->timed_len; i++)
		if ((timed >> i & 1) && rule_has_hours(&gate->rules->at[gate->timed[i]]))
			hours |= UINT64_C(1) << i;
	return hours;
}

void trace_begin(struct trace *trace) {
	struct lead *lead = trace->lead;

	trace->judged = lead->verdict;
	verdict_begin(&lead->verdict);
	lead_channels(lead);
	trace->channels = lead->verdict.channels;
	trace->shared = lead->verdict.barred;
	trace->held = people_held(lead);
	trace->timed = lead_timed(lead);
	trace->by_hours = with_hours(lead->gate, trace->timed);
}

void trace_end(struct trace *trace) {
	trace->lead->verdict = trace->judged;
}

/* --- one rule --- */

static bool is_among(const size_t *list, size_t len, size_t index, size_t *at) {
	for (*at = 0; *at < len; ++*at)
		if (list[*at] == index)
			return true;
	return false;
}

bool trace_is_asked(const struct hl_gate *gate, size_t index) {
	size_t at;

	return is_among(gate->asked, gate->asked_len, index, &at) ||
	       is_among(gate->timed, gate->timed_len, index, &at);
}

static bool gave(const struct verdict *verdict, const struct rule *rule, enum action *action) {
	for (size_t i = 0; i < verdict->reasons_len; i++)
		if (verdict->reasons[i].code == rule->number) {
			*action = verdict->reasons[i].action;
			return true;
		}
	return false;
}

/* The end of what the verdict says, which is of one rule. */
static int64_t end_of(const struct verdict *verdict) {
	int64_t day = verdict->is_endless ? NO_DAY : verdict->next_day;

	if (day != INT64_MIN)
		return day;
	for (unsigned i = 0; i < CHANNELS_LEN; i++)
		if (verdict->barred >> i & 1)
			return verdict->free_on[i];
	return NO_DAY;
}

static void take(struct effect *effect, const struct verdict *verdict) {
	int64_t day = end_of(verdict);

	if (!gave(verdict, effect->rule, &effect->action))
		return;
	if (!effect->holds || day > effect->day)
		effect->day = day;
	effect->barred |= verdict->barred;
	effect->holds = true;
}

static void run_hours(struct trace *trace, uint64_t bits) {
	begin_empty(trace);
	lead_hours_by(trace->lead, bits);
}

/* Hours may be no hours only behind those of the rules before them. */
static void take_hours(struct trace *trace, struct effect *effect, unsigned bit) {
	const struct verdict *verdict = &trace->lead->verdict;
	uint64_t own = UINT64_C(1) << bit;
	uint64_t before = trace->by_hours & (own - 1);
	unsigned barred;

	run_hours(trace, own);
	take(effect, verdict);
	if (effect->holds)
		return;
	run_hours(trace, before);
	barred = verdict->barred;
	run_hours(trace, before | own);
	if (verdict->barred & ~barred)
		take(effect, verdict);
}

static void take_timed(struct trace *trace, struct effect *effect, unsigned bit) {
	if (rule_has_hours(effect->rule))
		take_hours(trace, effect, bit);
	if (effect->rule->gap_s == 0)
		return;
	run_hours(trace, trace->by_hours | UINT64_C(1) << bit);
	take(effect, &trace->lead->verdict);
}

struct effect trace_rule(struct trace *trace, size_t index) {
	struct lead *lead = trace->lead;
	const struct hl_gate *gate = lead->gate;
	struct effect effect = { .rule = &gate->rules->at[index], .day = NO_DAY };
	size_t at;

	begin_empty(trace);
	effect.is_met = lead_is_for(lead, effect.rule) && lead_meets(lead, effect.rule);
	effect.action = effect.rule->action;
	if (is_among(gate->asked, gate->asked_len, index, &at)) {
		begin_empty(trace);
		lead_ask(lead, index, trace->held);
		take(&effect, &lead->verdict);
	}
	if (is_among(gate->timed, gate->timed_len, index, &at) && (trace->timed >> at & 1))
		take_timed(trace, &effect, (unsigned)at);
	return effect;
}

static bool is_reason(const struct verdict *verdict, size_t code) {
	for (size_t i = 0; i < verdict->reasons_len; i++)
		if (verdict->reasons[i].code == code)
			return true;
	return false;
}

void trace_reasons(struct trace *trace) {
	const struct hl_gate_rules *rules = trace->lead->gate->rules;

	trace->len = 0;
	for (size_t i = 0; i < rules->len && trace->judged.reasons_len > 0; i++) {
		struct effect effect;

		if (!is_reason(&trace->judged, rules->at[i].number))
			continue;
		effect = trace_rule(trace, i);
		if (!effect.holds)
			continue;
		trace->effects = hl_grow(
			trace->effects, &trace->cap, trace->len + 1, sizeof(*trace->effects));
		trace->effects[trace->len++] = effect;
	}
}
