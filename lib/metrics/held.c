/*
 * held.c - payments that only a reversal would ask about again.
 *
 * A payment stands until it is taken back. Until the first reversal is met, payments are counted
 * and put by as they are, without looking for their accounts; most logs have none.
 */
#include "parts.h"

#include <string.h>

struct held {
	int64_t s, amount;
	int32_t day;
	uint32_t collector, id, ref;
	uint32_t account_len; /* whose name follows */
};

bool is_held(const struct hl_meter *m, const struct event *event) {
	return event->type->kind == PAID && !m->is_released &&
	       (m->needs & (NEEDS_STANDING | NEEDS_CASH)) == NEEDS_STANDING && !is_by_account(m) &&
	       !must_wait(m, event);
}

void held_keep(struct hl_meter *m, struct hl_str account, const struct fact *fact) {
	const struct held held = { .s = fact->s,
		.amount = fact->amount,
		.day = fact->day,
		.collector = fact->collector,
		.id = fact->id,
		.ref = fact->ref,
		.account_len = (uint32_t)account.len };

	hl_buf_add(&m->held, (struct hl_str){ (const char *)&held, sizeof(held) });
	hl_buf_add(&m->held, account);
}

void held_release(struct hl_meter *m) {
	struct held held;

	for (size_t at = 0; at < m->held.len; at += sizeof(held) + held.account_len) {
		struct fact fact = { .kind = PAID, .has_amount = true, .is_counted = true };

		memcpy(&held, m->held.at + at, sizeof(held));
		fact.s = held.s;
		fact.amount = held.amount;
		fact.rest = held.amount;
		fact.day = held.day;
		fact.collector = held.collector;
		fact.id = held.id;
		fact.ref = held.ref;
		fact.account = account_number(
			m, (struct hl_str){ m->held.at + at + sizeof(held), held.account_len });
		fact_keep(m, &fact);
	}
	hl_buf_release(&m->held);
	m->is_released = true;
}
