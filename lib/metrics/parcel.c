/* parcel.c - events that wait to be taken, as bytes of their block. */
#include "parts.h"

/* What hashes its id. */
static const struct hl_keys *ids_seed(const struct hl_meter *m, const struct event *event) {
	return is_signal(event) ? hl_ids_seed(m->own_ids) : m->id_keys;
}

void parcel_put(struct worker *w, struct parcel *parcel, struct hl_buf *to) {
	const struct hl_meter *m = w->m;
	const struct event *event = &parcel->event;
	const struct hl_str texts[] = { event->account, event->collector, event->id, event->ref,
		event->unknown };
	const struct hl_str values = { parcel->values,
		parcel->values ? w->own->values_len * sizeof(int64_t) : 0 };

	parcel->worker = w;
	parcel->account_key = (struct hl_key){ .hash = 0 };
	parcel->id_hash = 0;
	if (needs_account(m, event))
		parcel->account_key = hl_key_of(m->accounts, event->account);
	if (has_id(event))
		parcel->id_hash = hl_key_of(ids_seed(m, event), event->id).hash;
	parcel->len = sizeof(*parcel) + values.len;
	for (size_t i = 0; i < HL_LEN(texts); i++)
		parcel->len += texts[i].len;
	hl_buf_add(to, (struct hl_str){ (const char *)parcel, sizeof(*parcel) });
	for (size_t i = 0; i < HL_LEN(texts); i++)
		hl_buf_add(to, texts[i]);
	if (values.len > 0)
		hl_buf_add(to, values);
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
	parcel.values = at;
	parcel.account_key = hl_key_hashed(parcel.event.account, parcel.account_key.hash);
	return parcel;
}
