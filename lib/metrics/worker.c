/* worker.c - what one of several threads counts, by numbers of its own. */
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

/* The collector of @row, remembered by @word if it has one. */
ONCE_A_WORD static uint32_t learn_collector(
	struct worker *w, const struct hl_row *row, struct word word) {
	const struct words words = { w->names, COLLECTOR_WORDS };
	struct hl_str name = hl_cell_trimmed(row, w->m->columns.collector);
	uint32_t number = name.len ? add_collector(w, name) : 0;

	if (!word_is_none(word))
		*words_slot(&words, word) = (struct word_slot){ word, number };
	return number;
}

uint32_t worker_collector(struct worker *w, const struct hl_row *row) {
	return learn_collector(w, row, (struct word){ 0, 0 });
}

void worker_collectors(struct worker *w, const struct hl_row *rows, size_t len) {
	const struct words words = { w->names, COLLECTOR_WORDS };
	size_t column = w->m->columns.collector;

	for (size_t i = 0; i < len; i++) {
		struct word word = word_at(&rows[i], column);
		const struct word_slot *slot = words_slot(&words, word);
		bool is_known = !word_is_none(word) && word_eq(slot->word, word);

		w->batch.collectors[i] =
			is_known ? slot->value : learn_collector(w, &rows[i], word);
	}
}

/* --- sums --- */

size_t worker_day(struct worker *w, int64_t day) {
	if (day != w->memo_day) {
		w->memo_day = day;
		w->memo_flow =
			hl_keys_add(w->days, (struct hl_str){ (const char *)&day, sizeof(day) });
	}
	return w->memo_flow;
}

struct flow *worker_flow_more(struct worker *w, size_t number) {
	w->flows = hl_grow(w->flows, &w->flows_cap, number + 1, sizeof(*w->flows));
	while (w->flows_len <= number)
		w->flows[w->flows_len++] = (struct flow){ 0 };
	return &w->flows[number];
}

static void note_workday(struct worker *w, const struct event *event, uint32_t collector) {
	const struct workday day = { .collector = collector,
		.day = event->day,
		.cash = cash_of(event->type->kind, event->amount),
		.hours = event->type->does == DID_WORK ? event->amount : 0 };

	workdays_add(&w->workdays, &day);
}

void worker_count(struct worker *w, const struct event *event, uint32_t collector) {
	const struct type *type = event->type;

	if (event->unknown.len > 0 || type->kind == CONVERTED)
		note_unknown(w->unknown, &w->counts, event);
	if (!type->add || !in_period(w->m, event->day))
		return;
	type->add(worker_flow(w, collector, event->day), event);
	if (!type->does)
		return;
	w->did[collector] |= deed_of(event);
	if (w->m->needs & NEEDS_WORKDAYS)
		note_workday(w, event, collector);
}

/* --- from beginning to end --- */

static enum by by_of(const struct hl_meter *m) {
	if (is_by_collector(m))
		return BY_COLLECTOR;
	if (is_by_day(m))
		return BY_DAY;
	return is_by_account(m) ? BY_ACCOUNT : BY_NOTHING;
}

/* Nothing has to be known of an attempt but what is in its sums. */
static bool is_simple(const struct worker *w) {
	const struct hl_meter *m = w->m;

	return w->by != BY_ACCOUNT && m->columns.id == HL_NO_COLUMN &&
	       !(m->needs & (NEEDS_REACHED | NEEDS_FIRST_DAY | NEEDS_QUEUE | NEEDS_LEADS));
}

void *worker_new(void *meter) {
	struct worker *w = hl_claim(1, sizeof(*w));

	w->m = meter;
	w->by = by_of(meter);
	w->is_simple = is_simple(w);
	w->first_day = INT64_MAX;
	w->last_day = INT64_MIN;
	w->memo_day = HL_NO_DAY;
	w->unknown = hl_keys_new();
	w->collectors = hl_keys_new();
	w->days = hl_keys_new();
	w->did = hl_grow(NULL, &w->did_cap, 1, sizeof(*w->did));
	memset(w->did, 0, w->did_cap);
	if (w->m->store)
		w->writer = writer_new(w->m->store);
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

/* The meter's numbers of the worker's collectors. */
static uint32_t *numbers_of(struct hl_meter *m, const struct worker *w) {
	size_t len = hl_keys_len(w->collectors);
	uint32_t *numbers = hl_claim(len + 1, sizeof(*numbers));

	numbers[0] = NOBODY;
	for (size_t i = 0; i < len; i++)
		numbers[i + 1] = collector_number(m, hl_keys_at(w->collectors, i));
	return numbers;
}

static void merge_workdays(struct hl_meter *m, const struct worker *w) {
	uint32_t *numbers = numbers_of(m, w);

	for (size_t i = 0; i < w->workdays.len; i++) {
		struct workday day = w->workdays.at[i];

		day.collector = numbers[day.collector];
		workdays_add(&m->workdays, &day);
	}
	free(numbers);
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
	merge_workdays(meter, w);
	merge_counts(meter, w);
	if (w->writer)
		late_writer(meter, w);
	hl_buf_release(&w->currency);
	hl_keys_free(w->unknown);
	hl_keys_free(w->collectors);
	hl_keys_free(w->days);
	free(w->did);
	free(w->met);
	free(w->flows);
	workdays_release(&w->workdays);
	free(w);
}
