/* worker.c - rows counted, or left as parcels, by one of several threads. */
#include "parts.h"

#include <stdlib.h>

/* --- numbers of its own --- */

static uint32_t add_collector(struct worker *w, struct hl_str name) {
	uint32_t number = 1 + (uint32_t)hl_keys_add(w->collectors, name);
	size_t cap = w->did_cap;

	w->did = hl_grow(w->did, &w->did_cap, number + 1, sizeof(*w->did));
	memset(w->did + cap, 0, w->did_cap - cap);
	return number;
}

/* 1 and up; nobody is 0. */
static uint32_t collector_of(struct worker *w, const struct hl_row *row, struct hl_str name) {
	const struct words words = { w->names, COLLECTOR_WORDS };
	struct word word;
	struct word_slot *slot;

	if (name.len == 0)
		return 0;
	if (name.len > WORD_MAX)
		return add_collector(w, name);
	word = word_of(row, name);
	slot = words_slot(&words, word);
	if (!word_eq(slot->word, word))
		*slot = (struct word_slot){ word, add_collector(w, name) };
	return slot->value;
}

static size_t day_number(struct worker *w, int64_t day) {
	if (day != w->memo_day) {
		w->memo_day = day;
		w->memo_flow =
			hl_keys_add(w->days, (struct hl_str){ (const char *)&day, sizeof(day) });
	}
	return w->memo_flow;
}

static struct flow *flow_at(struct worker *w, size_t number) {
	if (number >= w->flows_len) {
		w->flows = hl_grow(w->flows, &w->flows_cap, number + 1, sizeof(*w->flows));
		while (w->flows_len <= number)
			w->flows[w->flows_len++] = (struct flow){ 0 };
	}
	return &w->flows[number];
}

/* --- one row --- */

static void count(struct worker *w, const struct event *event, uint32_t collector) {
	const struct hl_meter *m = w->m;
	const struct type *type = event->type;
	size_t number = 0;

	if (event->unknown.len > 0 || type->kind == CONVERTED)
		note_unknown(w->unknown, &w->counts, event);
	if (!type->add || !in_period(m, event->day))
		return;
	if (w->by == BY_COLLECTOR)
		number = collector;
	else if (w->by == BY_DAY)
		number = day_number(w, event->day);
	type->add(flow_at(w, number), event);
	if (type->does)
		w->did[collector] |= deed_of(event);
}

/* Whose group it is the worker cannot know, or whether it counts at all. */
static inline bool can_count(const struct worker *w, const struct event *event) {
	return !has_id(event) && w->by != BY_ACCOUNT && !must_wait(w->m, event);
}

static void put_parcel(struct worker *w, struct parcel *parcel, struct hl_buf *to) {
	const struct hl_meter *m = w->m;
	const struct event *event = &parcel->event;
	const struct hl_str texts[] = { event->account, event->collector, event->id, event->ref,
		event->unknown };

	parcel->worker = w;
	parcel->account_key = (struct hl_key){ .hash = 0 };
	parcel->id_hash = 0;
	if (needs_account(m, event))
		parcel->account_key = hl_key_of(m->accounts, event->account);
	if (has_id(event))
		parcel->id_hash = hl_key_of(m->id_keys, event->id).hash;
	parcel->len = sizeof(*parcel);
	for (size_t i = 0; i < HL_LEN(texts); i++)
		parcel->len += texts[i].len;
	hl_buf_add(to, (struct hl_str){ (const char *)parcel, sizeof(*parcel) });
	for (size_t i = 0; i < HL_LEN(texts); i++)
		hl_buf_add(to, texts[i]);
}

uint32_t parcel_collector(struct hl_meter *m, const struct parcel *parcel) {
	struct worker *w = parcel->worker;
	uint32_t number = parcel->collector;

	if (number == 0)
		return NOBODY;
	w->met = hl_grow(w->met, &w->met_cap, number + 1, sizeof(*w->met));
	while (w->met_len <= number)
		w->met[w->met_len++] = 0;
	if (w->met[number] == 0)
		w->met[number] = 1 + collector_number(m, parcel->event.collector);
	return w->met[number] - 1;
}

struct parcel parcel_open(const char *at) {
	struct parcel parcel;
	struct hl_str *texts[] = { &parcel.event.account, &parcel.event.collector, &parcel.event.id,
		&parcel.event.ref, &parcel.event.unknown };

	memcpy(&parcel, at, sizeof(parcel));
	at += sizeof(parcel);
	for (size_t i = 0; i < HL_LEN(texts); at += texts[i++]->len)
		texts[i]->at = at;
	parcel.account_key = hl_key_hashed(parcel.event.account, parcel.account_key.hash);
	return parcel;
}

static void note_days(struct worker *w, int64_t day) {
	if (day < w->first_day)
		w->first_day = day;
	if (day > w->last_day)
		w->last_day = day;
}

enum hl_status worker_row(void *meter, void *worker, const struct hl_row *row, struct hl_buf *to,
	struct hl_error *err) {
	const struct hl_meter *m = meter;
	struct worker *w = worker;
	struct parcel parcel;
	const struct event *event = &parcel.event;
	enum hl_status status = event_parse(w, row, &parcel.event, err);

	if (status != HL_OK)
		return status;
	w->counts.events++;
	note_days(w, event->day);
	w->counts.later += event->is_later;
	if (event->is_later)
		return HL_OK;
	parcel.collector = collector_of(w, row, event->collector);
	parcel.is_counted = can_count(w, event);
	if (parcel.is_counted)
		count(w, event, parcel.collector);
	if (!parcel.is_counted || has_story(m, event))
		put_parcel(w, &parcel, to);
	return HL_OK;
}

/* --- from beginning to end --- */

static enum by by_of(const struct hl_meter *m) {
	if (is_by_collector(m))
		return BY_COLLECTOR;
	if (is_by_day(m))
		return BY_DAY;
	return is_by_account(m) ? BY_ACCOUNT : BY_NOTHING;
}

void *worker_new(void *meter) {
	struct worker *w = hl_claim(1, sizeof(*w));

	w->m = meter;
	w->by = by_of(meter);
	w->first_day = INT64_MAX;
	w->last_day = INT64_MIN;
	w->memo_day = HL_NO_DAY;
	w->unknown = hl_keys_new();
	w->collectors = hl_keys_new();
	w->days = hl_keys_new();
	w->did = hl_grow(NULL, &w->did_cap, 1, sizeof(*w->did));
	memset(w->did, 0, w->did_cap);
	return w;
}

static struct hl_place place_of(struct hl_meter *m, const struct worker *w, size_t number) {
	struct hl_place place = { NOBODY, NOBODY, 0 };

	if (w->by == BY_COLLECTOR && number > 0)
		place.collector = collector_number(m, hl_keys_at(w->collectors, number - 1));
	else if (w->by == BY_DAY)
		memcpy(&place.day, hl_keys_at(w->days, number).at, sizeof(place.day));
	return place;
}

static void merge_flows(struct hl_meter *m, const struct worker *w) {
	for (size_t i = 0; i < w->flows_len; i++) {
		const struct flow *flow = &w->flows[i];
		struct hl_place place;
		struct both both;

		if (flow_is_empty(flow))
			continue;
		place = place_of(m, w, i);
		both = tallies_at(m, &place, SEEN_BY_ALL);
		for (size_t j = 0; j < HL_LEN(both.at); j++)
			flow_add(&both.at[j]->flow, flow);
	}
}

static void merge_collectors(struct hl_meter *m, const struct worker *w) {
	m->nobody_did |= w->did[0];
	for (size_t i = 0; i < hl_keys_len(w->collectors); i++) {
		uint32_t number = collector_number(m, hl_keys_at(w->collectors, i));

		m->collector[number].did |= w->did[i + 1];
	}
}

static void merge_counts(struct hl_meter *m, const struct worker *w) {
	m->counts.events += w->counts.events;
	m->counts.later += w->counts.later;
	m->counts.unknown_results += w->counts.unknown_results;
	m->counts.unknown_stages += w->counts.unknown_stages;
	for (size_t i = 0; i < hl_keys_len(w->unknown); i++)
		hl_keys_add(m->unknown, hl_keys_at(w->unknown, i));
	if (w->first_day < m->first_day)
		m->first_day = w->first_day;
	if (w->last_day > m->last_day)
		m->last_day = w->last_day;
}

void worker_end(void *meter, void *worker) {
	struct worker *w = worker;

	merge_flows(meter, w);
	merge_collectors(meter, w);
	merge_counts(meter, w);
	hl_buf_release(&w->currency);
	hl_keys_free(w->unknown);
	hl_keys_free(w->collectors);
	hl_keys_free(w->days);
	free(w->did);
	free(w->met);
	free(w->flows);
	free(w);
}
