/*
 * story.c - all that is told of accounts, in whatever order, and what it comes to.
 *
 * What is asked of an account can be answered when all that is told of it is known. late.c brings
 * that for a few accounts at a time: each event is taken, and then there is an end.
 */
#include "parts.h"

static struct event event_of(const struct told *told) {
	const struct fact *fact = &told->fact;
	const struct type *type =
		says_type(fact->kind) ? &types[told->type] : type_of_kind(fact->kind);

	return (struct event){ .s = fact->s,
		.day = fact->day,
		.amount = fact->amount,
		.type = type,
		.window = told->window,
		.label = fact->label,
		.stage = told->stage,
		.has_amount = fact->has_amount,
		.is_converted = told->is_converted,
		.is_agency = fact->kind == ATTEMPTED ? fact->is_out : type->is_agency,
		.is_out = fact->is_out,
		.is_call = fact->is_call,
		.is_right_party = fact->is_right_party,
		.is_contact = fact->is_contact,
		.has_promise = fact->has_promise,
		.is_settled = fact->kind == SETTLED,
		.keeps_placement = fact->kind == RETURNED };
}

static void sign_of_life(struct account *account, const struct event *event) {
	if (event->s < account->first_s) {
		account->first_s = event->s;
		account->first_day = (int32_t)event->day;
	} else if (event->s == account->first_s && event->day < account->first_day) {
		account->first_day = (int32_t)event->day;
	}
	if (!event->is_agency && event->s > account->active_s)
		account->active_s = event->s;
}

/* All that is asked of it is the fact: who put it by looked whether that is asked. */
static inline bool is_plain(const struct hl_meter *m, const struct fact *fact) {
	return !(m->needs & (NEEDS_LEADS | NEEDS_REENGAGED)) && !says_type(fact->kind) &&
	       fact->kind != ATTEMPTED && fact->kind != PLACED;
}

/* Of an event that was put by for several reasons some ask no more than its moment. */
static void take_event(struct hl_meter *m, struct told *told) {
	bool is_life = (m->needs & (NEEDS_LEADS | NEEDS_REENGAGED)) && !told->is_delivered;
	const struct event event = event_of(told);
	const struct type *type = event.type;
	struct fact *fact = &told->fact;

	if (is_life)
		sign_of_life(&m->account[fact->account], &event);
	if (is_life && (m->needs & NEEDS_REENGAGED))
		touch_note(m, &event, fact);
	if (!(m->needs & type->serves) && fact->is_counted && !tells_more(m, &event))
		return;
	if (type->tell)
		type->tell(m, &event, fact);
	else
		fact_keep(m, fact);
}

void story_take(struct hl_meter *m, struct told *told) {
	if (is_plain(m, &told->fact))
		fact_keep(m, &told->fact);
	else
		take_event(m, told);
}

void stories_end(struct hl_meter *m) {
	firsts_end(m);
	facts_deal_in_place(m);
	touches_deal(m);
	accounts_end(m);
	attempts_end(m);
	own_end(m);
	m->facts.len = 0;
	m->touches.len = 0;
	hl_keys_forget(m->accounts);
	hl_keys_forget(m->refs);
}
