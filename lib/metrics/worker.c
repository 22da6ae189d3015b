/* worker.c - what one of several threads counts, by numbers of its own. */
#include "partial.h"
#include "parts.h"

#include <stdlib.h>

/* --- numbers of its own --- */

static uint32_t add_collector(struct worker *w, struct hl_str name) {
	return 1 + (uint32_t)hl_keys_add(w->collectors, name);
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

		/* Who is only in what did not happen yet is not there. */
		if (w->batch.is_later[i])
			continue;
		w->batch.collectors[i] =
			is_known ? slot->value : learn_collector(w, &rows[i], word);
	}
}

/* --- sums --- */

size_t worker_spot(struct worker *w, uint32_t collector, uint32_t label, int64_t day) {
	struct when when = when_at(w->m, day);
	const struct tuple tuple = { { collector, label, when.listed, when.every } };

	return tuples_add(&w->spots, &tuple);
}

struct flow *worker_flow_more(struct worker *w, size_t number) {
	w->flows = hl_grow(w->flows, &w->flows_cap, number + 1, sizeof(*w->flows));
	while (w->flows_len <= number)
		w->flows[w->flows_len++] = (struct flow){ 0 };
	return &w->flows[number];
}

static void note_workday(
	struct worker *w, const struct event *event, uint32_t collector, size_t flow) {
	bool is_paid = event->type->kind == PAID;
	bool is_reversed = event->type->kind == REVERSED;
	const struct workday day = { .collector = collector,
		.label = event->label,
		.first = (uint32_t)flow,
		.day = event->day,
		.took = { .cash = is_paid       ? event->amount
				  : is_reversed ? -event->amount
						: 0,
			.hours = event->type->does == DID_WORK ? event->amount : 0 } };

	workdays_add(&w->workdays, &day);
}

void worker_count(struct worker *w, const struct event *event, uint32_t collector) {
	const struct type *type = event->type;
	struct flow *flow;

	if (event->unknown.len > 0 || type->kind == CONVERTED)
		note_unknown(w->unknown, &w->counts, event);
	if (!adds(w->m, event) || !in_period(w->m, event->day))
		return;
	flow = worker_flow(w, collector, event->label, event->day);
	type->add(flow, event);
	if (type->does && (w->m->needs & NEEDS_WORKDAYS))
		note_workday(w, event, collector, (size_t)(flow - w->flows));
}

/* --- from beginning to end --- */

static enum by by_of(const struct hl_meter *m) {
	if (m->is_by_account)
		return BY_ACCOUNT;
	return m->log_labels->width > 0 || m->periods.len > 1 || m->periods.every ? BY_SPOT
										  : BY_COLLECTOR;
}

/* Nothing has to be known of an attempt but what is in its sums. */
static bool is_simple(const struct worker *w) {
	const struct hl_meter *m = w->m;

	return !m->active && w->by != BY_ACCOUNT && m->columns.id == HL_NO_COLUMN &&
	       !(m->options.own && m->options.own->by_account) &&
	       !(m->needs & (NEEDS_REACHED | NEEDS_FIRST_DAY | NEEDS_QUEUE | NEEDS_LEADS |
				    NEEDS_REENGAGED | NEEDS_RPC));
}

void *worker_new(void *meter) {
	struct worker *w = hl_claim(1, sizeof(*w));

	w->m = meter;
	w->by = by_of(meter);
	w->is_simple = is_simple(w);
	w->first_day = INT64_MAX;
	w->last_day = INT64_MIN;
	w->unknown = hl_keys_new();
	w->unknown_types = unknown_types_new();
	w->collectors = hl_keys_new();
	w->memo = label_memo_new(w->m);
	w->own = own_worker_new(w->m->options.own);
	if (w->m->active)
		w->active = hl_keys_new_with(NULL, 1);
	if (w->m->store)
		w->writer = writer_new(w->m->store);
	return w;
}

/* The meter's numbers of the worker's collectors, nobody first; the caller frees. */
static uint32_t *collectors_of(struct hl_meter *m, const struct worker *w) {
	size_t len = hl_keys_len(w->collectors);
	uint32_t *numbers = hl_claim(len + 1, sizeof(*numbers));

	numbers[0] = NOBODY;
	for (size_t i = 0; i < len; i++)
		numbers[i + 1] = collector_number(m, hl_keys_at(w->collectors, i));
	return numbers;
}

/* What a flow of the worker is about; the collector is the worker's. */
static struct tuple tuple_of(const struct worker *w, size_t number) {
	const struct when whole = when_in(0);

	if (w->by == BY_SPOT)
		return w->spots.at[number];
	return (struct tuple){ { (uint32_t)number, 0, whole.listed, whole.every } };
}

static struct spot merge_flow(
	struct hl_meter *m, const struct flow *flow, const struct tuple *tuple) {
	const struct hl_place place = { NOBODY, tuple->at[0], tuple->at[1] };
	const struct when when = { tuple->at[2], tuple->at[3] };
	struct spot spot = spot_at(m, &place, when, SEEN_BY_ALL);
	struct flow priced = *flow;

	flow_price(m, &priced, &place);
	for (size_t i = 0; i < spot.len; i++)
		flow_add(&spot_tally(m, &spot, i)->flow, &priced);
	deed_note(m, place.collector, &spot,
		(flow->cash_rows > 0 ? DID_GET_PAID : 0) | (flow->hours > 0 ? DID_WORK : 0));
	return spot;
}

/* Days of a partial, whose flows may be another worker's. */
static void place_workdays(struct hl_meter *m, struct worker *w, const uint32_t *numbers) {
	for (size_t i = 0; i < w->workdays.len; i++)
		w->workdays.at[i].key.collector = numbers[w->workdays.at[i].key.collector];
	workdays_merge(m, &w->workdays);
}

/* Those of the first worker are the meter's as they are: there is no time at which both are. */
static void give_workdays(struct hl_meter *m, struct worker *w) {
	struct workday day;

	if (m->workdays.len == 0 && w->workdays.len > 0) {
		workdays_release(&m->workdays);
		m->workdays = w->workdays;
		w->workdays = (struct workdays){ 0 };
		workdays_moved(&m->workdays);
		return;
	}
	for (size_t at = 0; workdays_next(&w->workdays, &at, &day);)
		workdays_add(&m->workdays, &day);
}

/* Days count where their flows do. */
static void merge_workdays(struct hl_meter *m, struct worker *w, const uint32_t *numbers,
	const struct spot_ref *refs) {
	for (size_t i = 0; i < w->workdays.len; i++) {
		struct span_key *key = &w->workdays.at[i].key;
		const struct spot_ref *ref = &refs[key->first];

		key->collector = numbers[key->collector];
		key->first = ref->first;
		key->slots = ref->slots;
	}
	give_workdays(m, w);
}

static void merge_flows(struct hl_meter *m, struct worker *w) {
	uint32_t *numbers = collectors_of(m, w);
	struct spot_ref *refs = hl_claim(w->flows_len, sizeof(*refs));

	for (size_t i = 0; i < w->flows_len; i++) {
		struct tuple tuple;

		if (flow_is_empty(&w->flows[i]))
			continue;
		tuple = tuple_of(w, i);
		tuple.at[0] = numbers[tuple.at[0]];
		if (m->partial)
			partial_flow(m, &w->flows[i], &tuple);
		else
			refs[i] = spot_ref(m, merge_flow(m, &w->flows[i], &tuple));
	}
	if (m->partial)
		partial_workdays(m, &w->workdays, numbers);
	else if (m->merging)
		place_workdays(m, w, numbers);
	else
		merge_workdays(m, w, numbers, refs);
	usage_merge(m, w, numbers);
	active_merge(m, w->active, numbers);
	free(refs);
	free(numbers);
}

static void merge_own(struct hl_meter *m, struct worker *w) {
	uint32_t *numbers = collectors_of(m, w);
	size_t terms = m->options.own->terms_len;

	for (size_t i = 0; i < w->own->flows_len; i++) {
		struct tuple tuple = tuple_of(w, i);

		tuple.at[0] = numbers[tuple.at[0]];
		if (m->partial)
			partial_own(m, &w->own->sums[i * terms], &tuple);
		else
			own_merge(m, &tuple, &w->own->sums[i * terms]);
	}
	free(numbers);
}

void counts_add(struct hl_meter_counts *counts, const struct hl_meter_counts *more) {
	counts->events += more->events;
	counts->repeated += more->repeated;
	counts->later += more->later;
	counts->unknown_results += more->unknown_results;
	counts->unknown_stages += more->unknown_stages;
	counts->unknown_types += more->unknown_types;
}

static void merge_counts(struct hl_meter *m, const struct worker *w) {
	counts_add(&m->counts, &w->counts);
	for (size_t i = 0; i < hl_keys_len(w->unknown); i++)
		hl_keys_add(m->unknown, hl_keys_at(w->unknown, i));
	unknown_types_merge(m->unknown_types, w->unknown_types);
	if (w->first_day < m->first_day)
		m->first_day = w->first_day;
	if (w->last_day > m->last_day)
		m->last_day = w->last_day;
}

void worker_end(void *meter, void *worker) {
	struct hl_meter *m = meter;
	struct worker *w = worker;

	merge_flows(m, w);
	if (w->own)
		merge_own(m, w);
	merge_counts(m, w);
	if (w->writer)
		late_writer(m, w);
	if (m->partial)
		seal_join(&m->partial->seal, &w->wrote);
	hl_buf_release(&w->line);
	hl_buf_release(&w->currency);
	hl_keys_free(w->unknown);
	hl_keys_free(w->unknown_types);
	hl_keys_free(w->collectors);
	hl_keys_free(w->active);
	label_memo_free(w->memo);
	own_worker_free(w->own);
	tuples_release(&w->spots);
	free(w->met);
	free(w->flows);
	workdays_release(&w->workdays);
	workdays_release(&w->usage);
	free(w->noted);
	free(w);
}
