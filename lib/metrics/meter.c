/* meter.c - what workers leave of the events: ids seen once, accounts and their facts. */
#include "partial.h"
#include "parts.h"

/* --- numbers --- */

/* What the tables beside the log say of it, to one who counts for @whole: it is told there. */
static void know(const struct hl_meter *whole, struct hl_str name, struct account *account) {
	size_t number = hl_keys_find(whole->accounts, name);

	if (number == HL_NO_KEY)
		return;
	if (!whole->account[number].is_told)
		whole->account[number].is_told = true;
	*account = whole->account[number];
}

uint32_t account_add(struct hl_meter *m, const struct hl_key *key) {
	size_t known = hl_keys_len(m->accounts);
	size_t number = hl_key_add(m->accounts, key);

	if (number < known)
		return (uint32_t)number;
	m->account = hl_grow(m->account, &m->account_cap, number + 1, sizeof(*m->account));
	m->account[number] = (struct account){ .first_s = INT64_MAX,
		.active_s = INT64_MIN,
		.created_s = HL_NO_DAY,
		.fee_rate = -1,
		.placed_day = INT32_MAX,
		.firsts = { INT32_MAX, INT32_MAX, INT32_MAX } };
	if (m->whole && hl_keys_len(m->whole->accounts) > 0)
		know(m->whole, hl_keys_at(m->accounts, number), &m->account[number]);
	return (uint32_t)number;
}

uint32_t account_number(struct hl_meter *m, struct hl_str name) {
	const struct hl_key key = hl_key_of(m->accounts, name);

	return account_add(m, &key);
}

uint32_t collector_number(struct hl_meter *m, struct hl_str name) {
	return name.len ? (uint32_t)hl_keys_add(m->collectors, name) : NOBODY;
}

/* --- facts --- */

void fact_keep(struct hl_meter *m, const struct fact *fact) {
	struct fact_list *list = &m->facts;

	if (list->len == UINT32_MAX)
		hl_out_of_memory();
	list->at = hl_grow(list->at, &list->cap, list->len + 1, sizeof(*list->at));
	list->at[list->len++] = *fact;
	m->account[fact->account].facts_len++;
}

void fact_count(struct hl_meter *m, const struct fact *fact) {
	const struct hl_place place = fact_place(fact);
	struct when when = when_at(m, fact->day);
	struct spot spot = spot_at(m, &place, when, SEEN_BY_ALL);
	struct flow flow = { 0 };

	flow_add_fact(&flow, fact);
	flow_price(m, &flow, &place);
	for (size_t i = 0; i < spot.len; i++)
		flow_add(&spot_tally(m, &spot, i)->flow, &flow);
	if (fact->kind == ATTEMPTED)
		return;
	deed_note(m, fact->collector, &spot, DID_GET_PAID);
	workday_count(m, &place, fact->day, &spot, &(struct takings){ flow.cash, 0, flow.fee });
}

/* --- one parcel --- */

static void count(struct hl_meter *m, const struct parcel *parcel, uint32_t account) {
	const struct event *event = &parcel->event;
	const struct hl_place place = { account, parcel->collector, event->label };
	struct when when = when_at(m, event->day);
	struct flow flow = { 0 };
	struct spot spot;

	note_unknown(m->unknown, &m->counts, event);
	if (!adds(m, event) || must_wait(m, event) || when_is_never(when))
		return;
	event->type->add(&flow, event);
	if (flow_is_empty(&flow))
		return;
	flow_price(m, &flow, &place);
	spot = spot_at(m, &place, when, SEEN_BY_ALL);
	for (size_t i = 0; i < spot.len; i++)
		flow_add(&spot_tally(m, &spot, i)->flow, &flow);
	deed_note(m, parcel->collector, &spot, deed_of(event));
	if (event->type->does)
		workday_count(m, &place, event->day, &spot,
			&(struct takings){ flow.cash, flow.hours, flow.fee });
}

static bool is_repeated(struct hl_meter *m, const struct parcel *parcel) {
	struct hl_ids *ids = is_signal(&parcel->event) ? m->own_ids : m->ids;

	return has_id(&parcel->event) && !hl_ids_add(ids, parcel->event.id, parcel->id_hash);
}

/* Its account's number, where the tables beside the log know it and it matters. */
static uint32_t known_account(const struct hl_meter *m, const struct parcel *parcel) {
	size_t number = HL_NO_KEY;

	if (hl_keys_len(m->accounts) > 0 && needs_account(m, &parcel->event))
		number = hl_key_find(m->accounts, &parcel->account_key);
	return number == HL_NO_KEY ? NOBODY : (uint32_t)number;
}

static void take_parcel(struct hl_meter *m, const struct parcel *parcel) {
	const struct event *event = &parcel->event;
	uint32_t account;

	if (event->is_delivered) {
		delivered_take(m, event);
		return;
	}
	if (is_repeated(m, parcel)) {
		m->counts.repeated++;
		return;
	}
	if ((m->needs & NEEDS_USAGE) && !parcel->is_counted)
		usage_take(m, parcel);
	if (has_id(event) || m->is_by_account)
		active_note(m->active, parcel->collector + 1, event);
	account = known_account(m, parcel);
	if (!parcel->is_counted)
		count(m, parcel, account);
	own_take(m, parcel, account);
	if (!parcel->is_told && has_story(m, event))
		late_put_own(m, event, parcel->collector, parcel->account_key.hash);
}

/* --- a block of them --- */

/* Parcels that wait for their account, and for the ids like their own, to come from memory. */
enum { WAITING = 32 };

struct waiting {
	struct parcel parcels[WAITING];
	size_t len;
};

/* Take all that wait, in their order: the memory was asked for. */
static void take_waiting(struct hl_meter *m, struct waiting *waiting) {
	for (size_t i = 0; i < waiting->len; i++) {
		struct parcel *parcel = &waiting->parcels[i];

		parcel->collector = parcel_collector(m, parcel);
		take_parcel(m, parcel);
	}
	waiting->len = 0;
}

enum hl_status meter_take(void *meter, struct hl_buf *bytes, struct hl_error *err) {
	struct hl_meter *m = meter;
	struct waiting waiting = { .len = 0 };

	if (m->partial)
		return partial_take(m, bytes, err);
	for (size_t at = 0; at < bytes->len;) {
		struct parcel *parcel = &waiting.parcels[waiting.len++];

		*parcel = parcel_open(bytes->at + at);
		at += parcel->len;
		hl_key_prefetch(m->accounts, &parcel->account_key);
		hl_ids_prefetch(m->ids, parcel->event.id, parcel->id_hash);
		if (waiting.len == WAITING)
			take_waiting(m, &waiting);
	}
	take_waiting(m, &waiting);
	return HL_OK;
}

/* --- all of them --- */

/* Bytes of parcels that are taken at a time, before there is a run to hand them over. */
enum { PARCELS = 64 << 10 };

/* Whether a currency is a second one depends on the rows before: until there is one, in order. */
static enum hl_status find_currency(
	struct hl_meter *m, struct hl_reader *reader, struct hl_error *err) {
	struct worker *w = worker_new(m);
	struct hl_buf bytes = { 0 };
	enum hl_status status = HL_OK;
	struct hl_row row;

	while (status == HL_OK && w->currency.len == 0 &&
		(status = hl_reader_next(reader, &row, err)) == HL_OK) {
		status = worker_row(m, w, &row, &bytes, err);
		if (status == HL_EDATA)
			status = hl_reader_reject(reader, &row, err);
		if (bytes.len < PARCELS || status != HL_OK)
			continue;
		status = meter_take(m, &bytes, err);
		bytes.len = 0;
	}
	if (status == HL_OK || status == HL_END) {
		enum hl_status taken = meter_take(m, &bytes, err);

		status = taken == HL_OK ? status : taken;
	}
	m->currency = hl_str_keep(&m->arena, hl_buf_str(&w->currency));
	worker_end(m, w);
	hl_buf_release(&bytes);
	return status;
}

static enum hl_status log_read(struct hl_meter *m, struct hl_reader *reader, struct hl_error *err) {
	const struct hl_step step = { .job = m,
		.worker_new = worker_new,
		.worker_end = worker_end,
		.row = worker_row,
		.rows = worker_rows,
		.take = meter_take };
	enum hl_status status = HL_OK;

	files_add(m, reader);
	if (m->columns.currency != HL_NO_COLUMN && !m->is_by_currency)
		status = find_currency(m, reader, err);
	if (status != HL_OK)
		return status == HL_END ? HL_OK : status;
	status = hl_table_run(reader, &step, NULL, err);
	return status == HL_OK ? store_status(m->store, err) : status;
}

/* Queues of a partial have to be behind its head. Where their rows are bad, others are told, too.
 */
static enum hl_status rows_read(
	struct hl_meter *m, const struct hl_meter_tables *tables, struct hl_error *err) {
	enum hl_status queued = m->partial ? queues_read(m, tables, err) : HL_OK;
	enum hl_status status = queued;

	if (queued == HL_OK || queued == HL_EDATA)
		status = tables->parts_len ? parts_read(m, tables, err)
					   : log_read(m, tables->log, err);
	return status == HL_OK ? queued : status;
}

static enum hl_status events_read(
	struct hl_meter *m, const struct hl_meter_tables *tables, struct hl_error *err) {
	enum hl_status status = event_bind(m, hl_reader_header(tables->log), err);
	size_t at;

	if (status != HL_OK)
		return status;
	if (!tables->head && !queue_is_there(m)) {
		if (tables->parts_len > 0)
			queue_leave(m);
		else
			queue_forget(m);
	}
	m->is_by_currency = m->columns.currency != HL_NO_COLUMN &&
			    is_by_log_column(m, m->columns.currency, &at);
	if (tables->head) {
		m->partial = hl_claim(1, sizeof(*m->partial));
		m->partial->out = tables->partial;
		status = partial_begin(m, tables->head, err);
	}
	if (status == HL_OK)
		status = rows_read(m, tables, err);
	return status == HL_OK && m->partial ? partial_end(m, err) : status;
}

enum hl_status hl_meter_read(
	struct hl_meter *m, const struct hl_meter_tables *tables, struct hl_error *err) {
	enum hl_status status = hl_meter_bind(m, tables, err);
	enum hl_status queued = HL_OK;

	if (status != HL_OK)
		return status;
	needs_end(m);
	if (tables->roster)
		status = roster_read(m, tables->roster, err);
	m->has_roster = tables->roster;
	m->roster_len = (uint32_t)hl_keys_len(m->collectors);
	if (status == HL_OK && tables->leads)
		status = leads_read(m, tables->leads, err);
	if (status == HL_OK && tables->holidays)
		status = holidays_read(m, tables->holidays, err);
	if (status == HL_OK && tables->suppressed)
		status = suppressed_read(m, tables->suppressed, err);
	m->has_delivered = queue_is_delivered(tables);
	if (status == HL_OK && !tables->head) {
		late_begin(m);
		queued = queues_read(m, tables, err);
	}
	/* Where rows of queues are bad, those of the log are told, too. */
	if (status == HL_OK && (queued == HL_OK || queued == HL_EDATA))
		status = events_read(m, tables, err);
	return status == HL_OK ? queued : status;
}

static void views_end(struct hl_meter *m) {
	for (size_t i = 0; i < m->groups.len; i++)
		m->groups.tallies[i].is_period_view = m->options.period_view;
}

/* What no store can take: what tables beside the log say of accounts. */
static uint64_t held(const struct hl_meter *m) {
	return hl_keys_size(m->accounts) + m->account_cap * sizeof(*m->account) +
	       m->own_leads_cap * sizeof(*m->own_leads);
}

enum hl_status hl_meter_end(struct hl_meter *m, struct hl_error *err) {
	enum hl_status status;

	m->counts.held = hl_keys_len(m->accounts) ? held(m) : 0;
	period_end(m);
	status = late_end(m, err);
	if (status != HL_OK)
		return status;
	accounts_end(m);
	standing_end(m);
	hours_estimate(m);
	hours_end(m);
	workdays_end(m);
	prices_end(m);
	vintages_end(m);
	usage_end(m);
	views_end(m);
	return HL_OK;
}
