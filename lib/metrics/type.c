/*
 * type.c - the types of events.
 *
 * To add one: write what is peculiar to it, add its row to types, document the name in
 * man/hl-data.5.
 */
#include "parts.h"

/* --- sums --- */

static void add_attempt(struct flow *flow, const struct event *event) {
	bool is_call = event->is_out && event->is_call;

	flow->attempts += event->is_out;
	flow->calls += is_call;
	flow->right_party += is_call && event->is_right_party;
	flow->contacts += is_call && event->is_contact;
	flow->promised += is_call && event->has_promise;
	flow->inbound += !event->is_out && event->is_right_party;
}

static void add_payment(struct flow *flow, const struct event *event) {
	flow->cash += event->amount;
	flow->gross += event->amount;
	flow->cash_rows++;
	flow->gross_rows++;
	flow->payments += event->amount > 0;
}

static void add_reversal(struct flow *flow, const struct event *event) {
	flow->cash -= event->amount;
	flow->cash_rows++;
}

static void add_hours(struct flow *flow, const struct event *event) {
	flow->hours += event->amount;
	flow->hours_rows++;
}

static void add_export(struct flow *flow, const struct event *event) {
	(void)event;
	flow->exports++;
}

void flow_add(struct flow *flow, const struct flow *more) {
	flow->cash += more->cash;
	flow->gross += more->gross;
	flow->hours += more->hours;
	flow->cash_rows += more->cash_rows;
	flow->gross_rows += more->gross_rows;
	flow->hours_rows += more->hours_rows;
	flow->payments += more->payments;
	flow->attempts += more->attempts;
	flow->calls += more->calls;
	flow->right_party += more->right_party;
	flow->exports += more->exports;
	flow->contacts += more->contacts;
	flow->promised += more->promised;
	flow->inbound += more->inbound;
	price_add(&flow->fee, more->fee);
	price_add(&flow->cost, more->cost);
	flow->unrated += more->unrated;
	flow->uncosted += more->uncosted;
}

void flow_add_fact(struct flow *flow, const struct fact *fact) {
	const struct event event = { .amount = fact->amount,
		.is_out = fact->is_out,
		.is_call = fact->is_call,
		.is_right_party = fact->is_right_party,
		.is_contact = fact->is_contact,
		.has_promise = fact->has_promise };

	if (fact->kind == ATTEMPTED)
		add_attempt(flow, &event);
	else if (fact->kind == PAID)
		add_payment(flow, &event);
	else if (fact->kind == REVERSED)
		add_reversal(flow, &event);
}

/* --- names that nobody knows --- */

void note_unknown(
	struct hl_keys *unknown, struct hl_meter_counts *counts, const struct event *event) {
	if (event->unknown.len) {
		hl_keys_add(unknown, event->unknown);
		counts->unknown_results++;
	}
	counts->unknown_stages += event->type->kind == CONVERTED && !event->is_converted &&
				  !event->is_settled && event->stage == 0;
}

/* --- stories --- */

static void tell_attempt(struct hl_meter *m, const struct event *event, struct fact *fact) {
	first_note(m, fact->account, event);
	if (gives_credit(m, event) || !fact->is_counted)
		fact_keep(m, fact);
	if (fact->is_counted && event->is_out)
		attempt_count(m, fact);
}

static void tell_placed(struct hl_meter *m, const struct event *event, struct fact *fact) {
	first_placed_note(m, fact->account, event->day);
	fact_keep(m, fact);
}

static void tell_stage(struct hl_meter *m, const struct event *event, struct fact *fact) {
	struct account *account = &m->account[fact->account];

	if (event->stage > account->stage)
		account->stage = event->stage;
	if (tells_more(m, event))
		fact_keep(m, fact);
	fact->kind = CONVERTED;
	if (event->is_converted && (m->needs & NEEDS_LEADS))
		fact_keep(m, fact);
}

static void tell_queue(struct hl_meter *m, const struct event *event, struct fact *fact) {
	if (!event->has_amount)
		return;
	fact->window = window_number(m, &event->window);
	queue_step(m, fact);
}

bool asks_whose(const struct hl_meter *m, const struct event *event) {
	if (event->type->kind == ATTEMPTED)
		return (event->is_out || event->is_right_party) && (m->needs & NEEDS_HOLDER);
	if (event->type->serves & NEEDS_CASH)
		return m->needs & (NEEDS_HOLDER | NEEDS_PAYEE);
	return false;
}

/* The types that are more than a sign of life. Any other name is a signal: the lead is alive. */
/* clang-format off */
const struct type types[] = {
	{ { "attempt", 7 }, ATTEMPTED, NEEDS_REACHED | NEEDS_FIRST_DAY | NEEDS_QUEUE, 0, false, true, NO_TOUCH,
		attempt_parse, add_attempt, tell_attempt },
	{ { "payment", 7 }, PAID, NEEDS_CASH | NEEDS_STANDING, DID_GET_PAID, false, false, SIGNED, cash_parse, add_payment,
		NULL },
	{ { "reversal", 8 }, REVERSED, NEEDS_CASH | NEEDS_STANDING, DID_GET_PAID, false, true, NO_TOUCH, cash_parse,
		add_reversal, NULL },
	{ { "promise", 7 }, PROMISED, NEEDS_PROMISES | NEEDS_MADE | NEEDS_PENDING, 0, false, false, SIGNED, promise_parse, NULL, NULL },
	{ { "promise_cancelled", 17 }, CANCELLED, NEEDS_PROMISES | NEEDS_PENDING, 0, false, false, NO_TOUCH, NULL, NULL, NULL },
	{ { "hours", 5 }, NOTHING, 0, DID_WORK, true, true, NO_TOUCH, hours_parse, add_hours, NULL },
	{ { "placed", 6 }, PLACED, NEEDS_PLACED, 0, false, true, NO_TOUCH, placed_parse, NULL, tell_placed },
	{ { "recalled", 8 }, RECALLED, NEEDS_PLACED, 0, false, true, NO_TOUCH, recalled_parse, NULL, NULL },
	{ { "created", 7 }, CREATED, NEEDS_LEADS, 0, false, false, CAME, NULL, NULL, NULL },
	{ { "assigned", 8 }, ASSIGNED, NEEDS_HOLDER | NEEDS_PAYEE, 0, false, true, NO_TOUCH, NULL, NULL, NULL },
	{ { "stage", 5 }, CONVERTED, NEEDS_LEADS, 0, false, false, SIGNED, stage_parse, NULL, tell_stage },
	{ { "queue", 5 }, QUEUED, NEEDS_QUEUE, 0, false, true, NO_TOUCH, queue_parse, NULL, tell_queue },
	{ { "adjustment", 10 }, NOTHING, 0, 0, true, true, NO_TOUCH, NULL, NULL, NULL },
	{ { "note", 4 }, NOTHING, 0, 0, true, true, NO_TOUCH, NULL, NULL, NULL },
	{ { "view", 4 }, NOTHING, 0, DID_VIEW, true, true, NO_TOUCH, NULL, NULL, NULL },
	{ { "export", 6 }, NOTHING, 0, 0, true, true, NO_TOUCH, NULL, add_export, NULL },
	{ { "opt_out", 7 }, NOTHING, 0, 0, true, false, NO_TOUCH, NULL, NULL, NULL },
	{ { "", 0 }, NOTHING, 0, 0, true, false, SIGNED, NULL, NULL, NULL },
	{ { "", 0 }, NOTHING, 0, 0, true, false, SIGNED, NULL, NULL, NULL },
};
/* clang-format on */
const size_t types_len = HL_LEN(types);

const struct type *type_of_kind(enum kind kind) {
	const struct type *type = types;

	if (kind == RETURNED)
		kind = RECALLED;
	if (kind == SETTLED)
		kind = CONVERTED;
	while (type->kind != kind)
		type++;
	return type;
}
