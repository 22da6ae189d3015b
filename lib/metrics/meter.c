/* meter.c - reads the events: counts what can be counted at once, keeps the rest as facts. */
#include "parts.h"

/* --- one event --- */

static uint32_t account_hashed(struct hl_meter *m, struct hl_str name, uint64_t hash) {
	size_t known = hl_keys_len(m->accounts);
	struct hl_key key = hl_key_hashed(name, hash);
	size_t number = hl_key_add(m->accounts, &key);

	if (number == known) {
		m->account = hl_grow(m->account, &m->account_cap, number + 1, sizeof(*m->account));
		m->account[number] = (struct account){ .first_s = INT64_MAX,
			.active_s = INT64_MIN,
			.created_s = HL_NO_DAY,
			.first_attempt_day = INT32_MAX,
			.first_contact_day = INT32_MAX,
			.client = NOBODY };
	}
	return (uint32_t)number;
}

uint32_t account_number(struct hl_meter *m, struct hl_str name) {
	return account_hashed(m, name, hl_key_of(m->accounts, name).hash);
}

uint32_t collector_number(struct hl_meter *m, struct hl_str name) {
	size_t known = hl_keys_len(m->collectors);
	size_t number;

	if (name.len == 0)
		return NOBODY;
	number = hl_keys_add(m->collectors, name);
	if (number == known) {
		m->collector =
			hl_grow(m->collector, &m->collector_cap, number + 1, sizeof(*m->collector));
		m->collector[number] = (struct collector){ .team = NOBODY };
	}
	return (uint32_t)number;
}

static uint32_t ref_number(struct hl_meter *m, struct hl_str id) {
	return id.len && m->columns.ref != HL_NO_COLUMN ? (uint32_t)hl_keys_add(m->refs, id)
							: NOBODY;
}

static struct fact fact_of(
	struct hl_meter *m, const struct event *event, uint32_t account, enum kind kind) {
	bool is_linked = kind >= PAID;

	return (struct fact){ .s = event->ts.s,
		.amount = event->amount,
		.rest = kind == PROMISED ? event->due : event->amount,
		.account = account,
		.collector = collector_number(m, event->collector),
		.id = is_linked ? ref_number(m, event->id) : NOBODY,
		.ref = is_linked ? ref_number(m, event->ref) : NOBODY,
		.day = (int32_t)event->ts.day,
		.kind = (uint8_t)kind,
		.has_amount = event->has_amount,
		.is_call = event->is_call,
		.is_right_party = event->is_right_party };
}

static void keep(struct hl_meter *m, struct fact fact) {
	struct fact_list *list = &m->facts;

	list->at = hl_grow(list->at, &list->cap, list->len + 1, sizeof(*list->at));
	list->at[list->len++] = fact;
}

/* Whose it is has to wait until the account's assignments are known. */
static bool must_wait(const struct hl_meter *m, const struct fact *fact) {
	return fact->collector == NOBODY &&
	       (m->wants_queue || (m->options.by && m->options.by->by_collector));
}

static void earliest(int32_t *day, int64_t other) {
	if (other < *day)
		*day = (int32_t)other;
}

static void take_attempt(struct hl_meter *m, const struct event *event, uint32_t account) {
	struct fact fact = fact_of(m, event, account, ATTEMPTED);

	if (event->unknown.len) {
		hl_keys_add(m->unknown, event->unknown);
		m->counts.unknown_results++;
	}
	if (event->is_right_party)
		earliest(&m->account[account].first_contact_day, event->ts.day);
	if (!event->is_out)
		return;
	earliest(&m->account[account].first_attempt_day, event->ts.day);
	if (must_wait(m, &fact))
		keep(m, fact);
	else
		attempt_count(m, &fact);
}

static void take_queue(struct hl_meter *m, const struct event *event, uint32_t account) {
	struct fact fact = fact_of(m, event, account, QUEUED);

	if (!m->wants_queue || !event->has_amount)
		return;
	if (must_wait(m, &fact))
		keep(m, fact);
	else
		queue_step(m, &fact);
}

static void take_hours(struct hl_meter *m, const struct event *event, uint32_t account) {
	struct hl_place place = { account, collector_number(m, event->collector), event->ts.day };
	struct both both;

	if (!in_period(m, place.day))
		return;
	both = tallies_at(m, &place);
	for (size_t i = 0; i < HL_LEN(both.at); i++) {
		both.at[i]->hours += event->amount;
		both.at[i]->hours_rows++;
	}
	if (place.collector != NOBODY && event->amount > 0)
		m->collector[place.collector].worked = true;
}

static void take_stage(struct hl_meter *m, const struct event *event, uint32_t account) {
	struct account *a = &m->account[account];

	if (event->stage > a->stage)
		a->stage = event->stage;
	if (event->is_converted)
		keep(m, fact_of(m, event, account, CONVERTED));
	else if (event->stage == 0)
		m->counts.unknown_stages++;
}

/* The types that are more than a sign of life. */
static const struct type {
	struct hl_str name;
	enum kind kind;  /* the fact to keep, or NOTHING */
	bool is_nobodys; /* it may be without an account */
	bool is_agency;  /* the lead itself did nothing */
	event_parser *parse;
	void (*take)(struct hl_meter *m, const struct event *event, uint32_t account);
} types[] = {
	{ { "attempt", 7 }, NOTHING, false, true, attempt_parse, take_attempt },
	{ { "payment", 7 }, PAID, false, false, cash_parse, NULL },
	{ { "reversal", 8 }, REVERSED, false, true, cash_parse, NULL },
	{ { "promise", 7 }, PROMISED, false, false, promise_parse, NULL },
	{ { "promise_cancelled", 17 }, CANCELLED, false, false, NULL, NULL },
	{ { "hours", 5 }, NOTHING, true, true, hours_parse, take_hours },
	{ { "placed", 6 }, PLACED, false, true, placed_parse, NULL },
	{ { "recalled", 8 }, RECALLED, false, true, NULL, NULL },
	{ { "created", 7 }, CREATED, false, false, NULL, NULL },
	{ { "assigned", 8 }, ASSIGNED, false, true, NULL, NULL },
	{ { "stage", 5 }, NOTHING, false, false, stage_parse, take_stage },
	{ { "queue", 5 }, NOTHING, false, true, queue_parse, take_queue },
	{ { "note", 4 }, NOTHING, true, true, NULL, NULL },
	{ { "view", 4 }, NOTHING, true, true, NULL, NULL },
};

/* Any other name is a signal: all it says is that the lead is alive. */
static const struct type any_signal = { { "", 0 }, NOTHING, true, false, NULL, NULL };

static const struct type *type_find(struct hl_str name) {
	for (size_t i = 0; i < HL_LEN(types); i++)
		if (types[i].name.len == name.len && hl_str_same(types[i].name, name))
			return &types[i];
	return &any_signal;
}

/* --- one row --- */

static enum hl_status parse_row(struct hl_meter *m, const struct hl_row *row, struct event *event,
	const struct type **type, struct hl_error *err) {
	struct hl_str name = hl_cell_trimmed(row, m->columns.type);
	enum hl_status status = event_parse(m, row, event, err);

	if (status != HL_OK)
		return status;
	if (name.len == 0) {
		hl_fail(err, HL_EDATA, "no type");
		return hl_row_fail(row, m->columns.header, m->columns.type, HL_EDATA, err);
	}
	*type = type_find(name);
	if (event->account.len == 0 && !(*type)->is_nobodys) {
		hl_fail(err, HL_EDATA, "an event of this type needs an account");
		return hl_row_fail(row, m->columns.header, m->columns.account, HL_EDATA, err);
	}
	event->is_agency = (*type)->is_agency;
	return (*type)->parse ? (*type)->parse(m, row, event, err) : HL_OK;
}

static void sign_of_life(struct account *account, const struct event *event) {
	if (event->ts.s < account->first_s) {
		account->first_s = event->ts.s;
		account->first_day = (int32_t)event->ts.day;
	}
	if (!event->is_agency && event->ts.s > account->active_s)
		account->active_s = event->ts.s;
}

/* An event that waits for its account, and for the ids like its own, to come from memory. */
struct waiting {
	struct event event;
	const struct type *type;
	uint64_t account_hash, id_hash;
};

enum { BATCH = 32 };

struct batch {
	struct waiting waiting[BATCH];
	size_t len;
	struct hl_arena texts; /* what their rows said */
};

static bool is_repeated(struct hl_meter *m, const struct waiting *w) {
	size_t known = hl_keys_len(m->ids);

	return w->event.id.len && w->type != &any_signal &&
	       hl_keys_add(m->ids, w->event.id) < known;
}

static void take_event(struct hl_meter *m, const struct waiting *w) {
	const struct event *event = &w->event;
	uint32_t account = NOBODY;

	if (is_repeated(m, w)) {
		m->counts.repeated++;
		return;
	}
	if (event->account.len) {
		account = account_hashed(m, event->account, w->account_hash);
		sign_of_life(&m->account[account], event);
	}
	if (w->type->take)
		w->type->take(m, event, account);
	else if (w->type->kind != NOTHING)
		keep(m, fact_of(m, event, account, w->type->kind));
}

/* Take all that wait, in their order: first ask for the memory, then use it. */
static void take_waiting(struct hl_meter *m, struct batch *batch) {
	for (size_t i = 0; i < batch->len; i++)
		take_event(m, &batch->waiting[i]);
	hl_arena_empty(&batch->texts);
	batch->len = 0;
}

/* The row goes, its event stays until the batch is full. */
static void wait_for(struct hl_meter *m, struct batch *batch, const struct event *event,
	const struct type *type) {
	struct waiting *w = &batch->waiting[batch->len++];

	*w = (struct waiting){ .event = *event, .type = type };
	w->event.account = hl_str_keep(&batch->texts, event->account);
	w->event.collector = hl_str_keep(&batch->texts, event->collector);
	w->event.id = hl_str_keep(&batch->texts, event->id);
	w->event.ref = hl_str_keep(&batch->texts, event->ref);
	w->event.unknown = hl_str_keep(&batch->texts, event->unknown);
	w->account_hash = hl_key_of(m->accounts, event->account).hash;
	w->id_hash = hl_key_of(m->ids, event->id).hash;
	if (batch->len == BATCH)
		take_waiting(m, batch);
}

/* Part of a second later than --as-of is later. */
static bool is_later(const struct hl_meter *m, const struct hl_time *ts) {
	return ts->s + (ts->ns > 0) > m->options.as_of;
}

static void add_event(struct hl_meter *m, struct batch *batch, const struct event *event,
	const struct type *type) {
	m->counts.events++;
	if (event->ts.day < m->first_day)
		m->first_day = event->ts.day;
	if (event->ts.day > m->last_day)
		m->last_day = event->ts.day;
	if (is_later(m, &event->ts))
		m->counts.later++;
	else
		wait_for(m, batch, event, type);
}

enum hl_status hl_meter_events(struct hl_meter *m, struct hl_reader *reader, struct hl_error *err) {
	enum hl_status status = event_bind(m, hl_reader_header(reader), err);
	struct batch batch = { .len = 0 };
	struct hl_row row;

	m->wants_queue = m->wants_queue && m->columns.rank != HL_NO_COLUMN;
	while (status == HL_OK && (status = hl_reader_next(reader, &row, err)) == HL_OK) {
		struct event event = { 0 };
		const struct type *type = &any_signal;

		if (parse_row(m, &row, &event, &type, err) == HL_OK)
			add_event(m, &batch, &event, type);
		else
			status = hl_reader_reject(reader, &row, err);
	}
	take_waiting(m, &batch);
	hl_arena_release(&batch.texts);
	return status == HL_END ? HL_OK : status;
}

void hl_meter_end(struct hl_meter *m) {
	period_end(m);
	accounts_end(m);
	attempts_end(m);
	queue_count(m);
	placements_end(m);
	hours_end(m);
	funnel_end(m);
}
