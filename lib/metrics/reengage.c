/*
 * reengage.c - cold leads that were contacted, and whether they came back.
 *
 * A lead is cold when it gave no signal and came no further for thirty days. From the first attempt
 * then to its next signal, or further stage, is a spell; in it the lead came back if that was
 * within fourteen days of an attempt. A spell counts once, on the day of its first attempt and
 * where that does.
 */
#include "parts.h"

#include <stdlib.h>

static const int64_t cold_s = 30 * (int64_t)HL_DAY_S;
static const int64_t answer_s = 14 * (int64_t)HL_DAY_S;

/* --- touches --- */

static enum touch_kind touch_of(const struct event *event) {
	if (event->is_out)
		return REACHED_OUT;
	if (event->type->kind == ATTEMPTED)
		return event->is_agency ? NO_TOUCH : SIGNED;
	return event->type->touch;
}

void touch_note(struct hl_meter *m, const struct event *event, const struct fact *fact) {
	struct touch_list *list = &m->touches;
	bool is_stage = event->type->kind == CONVERTED;
	uint8_t stage = event->is_converted ? (uint8_t)(m->stages_len + 1) : event->stage;
	enum touch_kind kind = touch_of(event);

	if (kind == NO_TOUCH || (is_stage && stage == 0))
		return;
	list->at = hl_grow(list->at, &list->cap, list->len + 1, sizeof(*list->at));
	list->at[list->len++] = (struct touch){ .s = event->s,
		.account = fact->account,
		.collector = fact->collector,
		.label = event->label,
		.day = (int32_t)event->day,
		.kind = (uint8_t)kind,
		.stage = is_stage ? stage : 0 };
}

static int compare_touches(const void *left, const void *right, void *meter) {
	const struct hl_meter *m = meter;
	const struct touch *a = left;
	const struct touch *b = right;
	int order = compare(a->s, b->s);

	if (order == 0)
		order = compare(a->kind, b->kind);
	if (order == 0)
		order = compare(a->stage, b->stage);
	if (order == 0)
		order = compare_texts(m->collectors, a->collector, b->collector);
	return order || a->label == b->label ? order : labels_compare(m, a->label, b->label);
}

/* Mostly a log is in order already. */
static void sort(struct hl_meter *m, struct touch *at, size_t len) {
	size_t i = 1;

	while (i < len && compare_touches(&at[i - 1], &at[i], m) <= 0)
		i++;
	if (i < len)
		qsort_r(at, len, sizeof(*at), compare_touches, m);
}

/* So many are dealt before their memory is given back. */
enum { DEALT = 1 << 16 };

void touches_deal(struct hl_meter *m) {
	struct touch_list *list = &m->touches;
	size_t accounts = hl_keys_len(m->accounts);
	size_t cap = list->len;
	struct touch *dealt;
	size_t *ends;

	list->next = 0;
	if (list->len == 0)
		return;
	ends = hl_claim(accounts + 1, sizeof(*ends));
	dealt = hl_claim(cap, sizeof(*dealt));
	for (size_t i = 0; i < list->len; i++)
		ends[list->at[i].account]++;
	for (size_t i = 1; i < accounts; i++)
		ends[i] += ends[i - 1];
	for (size_t i = list->len; i-- > 0;) {
		dealt[--ends[list->at[i].account]] = list->at[i];
		if (i % DEALT == 0)
			list->at = hl_shrink(list->at, &list->cap, i, sizeof(*list->at));
	}
	free(ends);
	free(list->at);
	list->at = dealt;
	list->cap = cap;
}

/* --- spells --- */

/* An account on its way through its touches. */
struct cold {
	const struct history *history;
	int64_t idle_s;            /* since when it does nothing */
	const struct touch *first; /* attempt of the spell; NULL: there is none */
	int64_t last_s;            /* attempt */
	uint8_t stage;             /* the furthest so far */
};

/* Whose the account was at that moment. */
static uint32_t holder_at(const struct history *history, int64_t s) {
	uint32_t holder = NOBODY;

	for (size_t i = 0; i < history->len && history->at[i].s <= s; i++)
		if (history->at[i].kind == ASSIGNED)
			holder = history->at[i].collector;
	return holder;
}

static void end_spell(struct hl_meter *m, struct cold *cold, bool came_back) {
	const struct touch *first = cold->first;
	struct hl_place place = { first->account, first->collector, first->label };
	struct when when = when_at(m, first->day);
	bool is_pending = !came_back && cold->last_s > m->options.as_of - answer_s;
	struct spot spot;

	cold->first = NULL;
	if (when_is_never(when))
		return;
	if (place.collector == NOBODY)
		place.collector = holder_at(cold->history, first->s);
	spot = spot_at(m, &place, when, NEEDS_REENGAGED);
	for (size_t i = 0; i < spot.len; i++) {
		struct lead_counts *counts = &spot_tally(m, &spot, i)->counts.lead;

		counts->cold++;
		counts->came_back += came_back;
		counts->pending += is_pending;
	}
}

static void take(struct hl_meter *m, struct cold *cold, const struct touch *touch) {
	if (touch->kind == REACHED_OUT) {
		if (!cold->first && touch->s - cold->idle_s >= cold_s)
			cold->first = touch;
		cold->last_s = touch->s;
		return;
	}
	if (touch->stage && touch->stage <= cold->stage)
		return;
	if (touch->stage)
		cold->stage = touch->stage;
	if (cold->first && touch->kind == SIGNED)
		end_spell(m, cold, touch->s <= cold->last_s + answer_s);
	if (touch->s > cold->idle_s)
		cold->idle_s = touch->s;
}

void reengaged_count(struct hl_meter *m, const struct history *history) {
	const struct account *account = &m->account[history->account];
	struct touch_list *list = &m->touches;
	struct touch *at = list->at + list->next;
	struct cold cold = { .history = history, .idle_s = account->created_s };
	size_t len = 0;

	if (account->created_s == HL_NO_DAY)
		cold.idle_s = account->first_s;
	while (list->next + len < list->len && at[len].account == history->account)
		len++;
	list->next += len;
	sort(m, at, len);
	for (size_t i = 0; i < len; i++)
		take(m, &cold, &at[i]);
	if (cold.first)
		end_spell(m, &cold, false);
}
