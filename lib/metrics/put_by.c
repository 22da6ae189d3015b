/* put_by.c - facts are put by while events come. */
#include "parts.h"

#include <stdlib.h>

void late_begin(struct hl_meter *m) {
	size_t threads = m->options.threads ? m->options.threads : 1;

	m->store = store_new(m->options.folder, store_memory(m->options.memory), threads + 1);
	m->store->refs_are_stories = m->options.first_payment;
	m->store->cash_is_story = m->needs & (NEEDS_LEADS | NEEDS_REENGAGED);
	m->writer = writer_new(m->store);
}

/* What has no kind has no amount. */
static void tell_more(struct told *told, const struct event *event) {
	told->type = (uint8_t)(event->type - types);
	told->stage = event->stage;
	told->is_converted = event->is_converted;
	told->is_delivered = event->is_delivered;
	if (event->type->kind == QUEUED)
		told->window = event->window;
	if (told->fact.kind == NOTHING)
		told->fact.amount = 0;
}

void late_put(const struct hl_meter *m, struct writer *writer, const struct event *event,
	uint32_t collector, uint64_t hash) {
	struct told told;

	fact_set(&told.fact, m, event);
	told.fact.collector = collector;
	told.account = event->account;
	told.id.len = told.ref.len = 0;
	if (is_linked(event) && m->columns.ref != HL_NO_COLUMN) {
		told.id = event->id;
		told.ref = event->ref;
	}
	told.is_delivered = false;
	told.marks = 0;
	if (says_type(told.fact.kind))
		tell_more(&told, event);
	store_add(writer, &told, hash);
}

/* The numbers of the meter's own writer begin with nobody, too. */
static uint32_t own_number(uint32_t collector) {
	return collector == NOBODY ? 0 : collector + 1;
}

void late_put_own(
	struct hl_meter *m, const struct event *event, uint32_t collector, uint64_t hash) {
	late_put(m, m->writer, event, own_number(collector), hash);
}

void late_put_marks(struct hl_meter *m, const struct parcel *parcel, uint64_t marks) {
	const struct event *event = &parcel->event;
	struct told told = { .fact = { .s = event->s,
				     .day = (int32_t)event->day,
				     .label = event->label,
				     .collector = own_number(parcel->collector) },
		.account = event->account,
		.marks = marks };

	store_add(m->writer, &told, parcel->account_key.hash);
}

/* Numbers of @writer, nobody first; those behind are the caller's to fill. */
static uint32_t *whose_new(struct hl_meter *m, const struct writer *writer, size_t collectors) {
	size_t cap = m->whose_cap;
	struct whose *whose;

	m->whose = hl_grow(m->whose, &m->whose_cap, writer->number + 1, sizeof(*m->whose));
	while (cap < m->whose_cap)
		m->whose[cap++] = (struct whose){ NULL, 0 };
	whose = &m->whose[writer->number];
	whose->len = collectors + 1;
	whose->at = hl_claim(whose->len, sizeof(*whose->at));
	whose->at[0] = NOBODY;
	return whose->at + 1;
}

void late_writer(struct hl_meter *m, struct worker *w) {
	size_t len = hl_keys_len(w->collectors);
	uint32_t *numbers = whose_new(m, w->writer, len);

	for (size_t i = 0; i < len; i++)
		numbers[i] = collector_number(m, hl_keys_at(w->collectors, i));
	writer_end(w->writer);
}

void late_own_writer(struct hl_meter *m) {
	size_t len = hl_keys_len(m->collectors);
	uint32_t *numbers = whose_new(m, m->writer, len);

	for (size_t i = 0; i < len; i++)
		numbers[i] = (uint32_t)i;
	writer_end(m->writer);
	m->writer = NULL;
}

void late_free(struct hl_meter *m) {
	for (size_t i = 0; i < m->whose_cap; i++)
		free(m->whose[i].at);
	free(m->whose);
	writer_end(m->writer);
	store_free(m->store);
	store_free(m->desks);
}
