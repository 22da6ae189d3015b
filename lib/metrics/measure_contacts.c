/* measure_contacts.c - metrics of attempts and whom they reached. */
#include "figure.h"

struct hl_figure right_party_rate(const struct hl_tally *t) {
	return share(t->flow.right_party, t->flow.calls);
}

struct hl_figure right_party_accounts(const struct hl_tally *t) {
	return share(t->counts.accounts_reached, t->counts.accounts_called);
}

struct hl_figure penetration(const struct hl_tally *t) {
	return share(t->counts.penetrated, t->counts.workable);
}

struct hl_figure attempts_made(const struct hl_tally *t) {
	return sum((hl_wide)t->flow.attempts * HL_ONE, t->flow.attempts);
}
