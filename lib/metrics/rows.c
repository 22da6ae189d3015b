/* rows.c - rows to sums, and to what is left of them: a parcel, or a fact for later. */
#include "partial.h"
#include "parts.h"

static inline void note_day(struct worker *w, int64_t day) {
	if (day < w->first_day)
		w->first_day = day;
	if (day > w->last_day)
		w->last_day = day;
}

/* To be put in order with all that is told of its account. */
static void tell_later(struct worker *w, const struct event *event, uint32_t collector) {
	uint64_t hash = hl_key_of(w->m->accounts, event->account).hash;

	late_put(w->m, w->writer, event, collector, hash);
}

/* What waits for its account has no sums yet. */
static void note_waiting(struct worker *w, const struct event *event) {
	if (event->unknown.len > 0)
		note_unknown(w->unknown, &w->counts, event);
}

/* May its id be that of a signal which a metric of the user's own counts? */
static inline bool asks_signal(const struct hl_meter *m, const struct event *event) {
	return m->options.own && m->options.own->has_signals && is_signal(event);
}

/*
 * Whose group it is the worker may not know, nor, where ids are to be compared, whether it counts
 * at all: then all of it is left.
 */
static inline bool is_sure_of(const struct worker *w, const struct event *event) {
	return !has_id(event) && w->by != BY_ACCOUNT;
}

/* Where its columns are that are added up; NULL: there is nothing of the user's own. */
static inline const char *own_values_at(const struct worker *w, size_t at) {
	return w->own ? (const char *)own_values(w->own, at) : NULL;
}

/* The rest of it is the meter's. */
static inline void leave(
	struct worker *w, struct parcel *parcel, size_t at, bool is_sure, struct hl_buf *to) {
	parcel->is_counted = parcel->is_told = is_sure;
	parcel->values = parcel->marks > 0 ? own_values_at(w, at) : NULL;
	parcel_put(w, parcel, to);
}

/* Leave what has to be known of it besides; its collector and the marks left are in @parcel. */
static inline void keep(struct worker *w, const struct event *event, struct parcel *parcel,
	size_t at, struct hl_buf *to) {
	const struct hl_meter *m = w->m;
	bool is_sure = is_sure_of(w, event);
	bool waits = must_wait(m, event);
	bool tells = has_story(m, event);

	if (m->partial) {
		if (!is_sure || waits || parcel->marks > 0 || tells)
			partial_event(w, event, parcel->marks, own_values_at(w, at), to);
		return;
	}
	if (is_sure && waits)
		note_waiting(w, event);
	if (is_sure && tells)
		tell_later(w, event, parcel->collector);
	if (!is_sure || parcel->marks > 0) {
		parcel->event = *event;
		leave(w, parcel, at, is_sure, to);
	}
}

void worker_keep(
	struct worker *w, const struct event *event, uint32_t collector, struct hl_buf *to) {
	struct parcel parcel;

	parcel.collector = collector;
	parcel.marks = w->own ? w->own->marks[0] : 0;
	keep(w, event, &parcel, 0, to);
}

/* All of it that follows from the event alone; the marks that are left. */
static inline uint64_t count_sure(struct worker *w, const struct event *event, size_t at,
	uint64_t marks, uint32_t collector) {
	active_note(w->active, collector, event);
	if (w->m->needs & NEEDS_USAGE)
		usage_note(w, collector, event->day, event->type->does == DID_VIEW);
	if (marks > 0)
		marks = own_count(w, at, collector, event->label, event->day);
	if (!must_wait(w->m, event))
		worker_count(w, event, collector);
	return marks;
}

/* Count it, if that can be done, and leave the rest. */
static inline void settle(
	struct worker *w, struct event *event, size_t at, uint32_t collector, struct hl_buf *to) {
	struct parcel parcel;

	parcel.collector = collector;
	parcel.marks = w->own ? w->own->marks[at] : 0;
	event->is_marked = parcel.marks > 0 || asks_signal(w->m, event);
	if (is_sure_of(w, event))
		parcel.marks = count_sure(w, event, at, parcel.marks, collector);
	keep(w, event, &parcel, at, to);
}

/* One that nobody knows. */
static void note_type(struct worker *w, const struct hl_row *row) {
	w->counts.unknown_types++;
	unknown_types_add(w->unknown_types, hl_cell_trimmed(row, w->m->columns.type), 1);
}

enum hl_status worker_row(void *meter, void *worker, const struct hl_row *row, struct hl_buf *to,
	struct hl_error *err) {
	const struct hl_meter *m = meter;
	struct worker *w = worker;
	struct event event;
	enum hl_status status = event_parse(w, row, &event, err);

	if (status == HL_OK && w->own)
		status = own_row(w, row, 0, err);
	if (status == HL_OK)
		status = store_status(m->store, err);
	if (status != HL_OK)
		return status;
	note_day(w, event.day);
	if (is_unknown_type((uint8_t)(event.type - types)))
		note_type(w, row);
	w->counts.events++;
	w->counts.later += event.is_later;
	if (!event.is_later)
		settle(w, &event, 0, worker_collector(w, row), to);
	return HL_OK;
}

/* --- many at a time --- */

/* How many of them are later than now. */
static size_t note_events(struct worker *w, size_t len) {
	const struct batch *batch = &w->batch;
	int64_t first = w->first_day;
	int64_t last = w->last_day;
	size_t later = 0;

	for (size_t i = 0; i < len; i++) {
		first = batch->day[i] < first ? batch->day[i] : first;
		last = batch->day[i] > last ? batch->day[i] : last;
		later += batch->is_later[i];
	}
	w->first_day = first;
	w->last_day = last;
	w->counts.events += len;
	w->counts.later += later;
	return later;
}

/* Where its sums are by period and label: out of the way of those that are by collector. */
__attribute__((noinline)) static struct flow *flow_of(
	struct worker *w, const struct hl_row *rows, size_t at) {
	uint32_t label = worker_label(w, &rows[at]);

	return worker_flow(w, w->batch.collectors[at], label, w->batch.day[at]);
}

static void note_types(struct worker *w, const struct hl_row *rows, size_t len) {
	for (size_t i = 0; i < len; i++)
		if (is_unknown_type(w->batch.types[i]))
			note_type(w, &rows[i]);
}

/* An attempt whose outcome is known, by somebody. */
static inline void count_known(struct worker *w, const struct hl_row *rows, size_t at) {
	const struct batch *batch = &w->batch;
	unsigned said = batch->said[at];
	size_t is_out = said / OUT & 1;
	size_t is_call = is_out & said / CALL;
	struct flow *flow;

	if (!in_period(w->m, batch->day[at]))
		return;
	if (w->m->needs & NEEDS_USAGE)
		usage_note(w, batch->collectors[at], batch->day[at], false);
	flow = w->by == BY_COLLECTOR ? worker_flow_at(w, batch->collectors[at])
				     : flow_of(w, rows, at);
	flow->attempts += is_out;
	flow->calls += is_call;
	flow->right_party += is_call & said / RIGHT_PARTY;
	flow->contacts += is_call & said / CONTACT;
	flow->promised += is_call & said / PROMISE;
	flow->inbound += (is_out ^ 1) & said / RIGHT_PARTY;
}

/* It is nobody's, and has to wait: all is to be known of it after all. */
static void settle_nobodys(
	struct worker *w, const struct hl_row *row, size_t at, struct hl_buf *to) {
	struct hl_error ignored;
	struct event event;

	if (event_parse(w, row, &event, &ignored) == HL_OK)
		settle(w, &event, at, 0, to);
}

/* The attempt is counted by itself, what is of the user's own apart. */
static void own_count_known(struct worker *w, const struct hl_row *rows, size_t at) {
	(void)own_count(
		w, at, w->batch.collectors[at], worker_label(w, &rows[at]), w->batch.day[at]);
}

static inline void settle_at(
	struct worker *w, const struct hl_row *rows, size_t at, struct hl_buf *to) {
	struct batch *batch = &w->batch;

	if (!batch->said[at]) {
		settle(w, &batch->events[at], at, batch->collectors[at], to);
	} else if (batch->collectors[at] > 0 || !(w->m->needs & NEEDS_HOLDER)) {
		count_known(w, rows, at);
		if (w->own && w->own->marks[at] > 0)
			own_count_known(w, rows, at);
	} else {
		settle_nobodys(w, &rows[at], at, to);
	}
}

size_t worker_rows(
	void *meter, void *worker, const struct hl_row *rows, size_t len, struct hl_buf *to) {
	const struct hl_meter *m = meter;
	struct worker *w = worker;
	const struct batch *batch = &w->batch;
	/* Of two with one id the first stands; a partial has them in the order of the log. */
	bool is_any_order = m->columns.id == HL_NO_COLUMN && !m->partial;
	bool are_all;
	size_t good;

	if (store_has_failed(m->store)) /* worker_row says so */
		return 0;
	good = events_parse(w, rows, &len);
	if (w->own)
		good = own_rows(w, rows, good);
	worker_collectors(w, rows, good);
	note_types(w, rows, good);
	are_all = note_events(w, good) == 0 && good == len;
	for (size_t i = 0; i < len; i++) {
		size_t at = is_any_order ? batch->order[i] : i;

		if (are_all || (at < good && !batch->is_later[at]))
			settle_at(w, rows, at, to);
	}
	return good;
}
