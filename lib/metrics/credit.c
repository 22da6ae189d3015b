/*
 * credit.c - whose each fact of an account is.
 *
 * Its own collector's, else of whom the account was assigned to at that moment. Cash may be
 * credited otherwise: to who reached the right party last before it, or to who has the account.
 */
#include "parts.h"

/* What puts an account in belongs to whoever has it in the end. */
static bool is_standing(const struct fact *fact) {
	return fact->kind == PLACED || fact->kind == CREATED;
}

static bool is_cash(const struct fact *fact) {
	return fact->kind == PAID || fact->kind == REVERSED;
}

/* Whose cash it is; @contact: the last one with the right party, or NULL. */
static uint32_t credited(const struct hl_meter *m, const struct fact *cash,
	const struct fact *contact, uint32_t holder) {
	const struct hl_money *money = &m->options.money;

	if (money->credit == HL_CREDIT_OWNER)
		return holder;
	return contact && cash->day - contact->day <= money->credit_days ? contact->collector
									 : NOBODY;
}

void attribute(const struct hl_meter *m, const struct history *history) {
	const struct fact *contact = NULL;
	uint32_t holder = NOBODY;

	for (size_t i = 0; i < history->len; i++) {
		struct fact *fact = &history->at[i];

		if (fact->kind == ASSIGNED)
			holder = fact->collector;
		else if ((m->needs & NEEDS_CREDIT) && is_cash(fact))
			fact->collector = credited(m, fact, contact, holder);
		else if (fact->collector == NOBODY && !is_standing(fact))
			fact->collector = holder;
		if (fact->kind == ATTEMPTED && fact->is_right_party)
			contact = fact;
	}
}
