/* measure_contacts.c - metrics of attempts and whom they reached. */
#include "figure.h"

struct hl_figure right_party_rate(const struct hl_tally *t) {
	return share(t->flow.right_party, t->flow.calls);
}

struct hl_figure right_party_accounts(const struct hl_tally *t) {
	return share(t->counts.accounts_reached, t->counts.contact.attempted);
}

/* What stands, less what may not be worked. */
static size_t workable(const struct hl_tally *t) {
	return t->counts.workable - t->counts.contact.suppressed;
}

struct hl_figure penetration(const struct hl_tally *t) {
	return noted(share(t->counts.penetrated, workable(t)), "suppressed",
		t->counts.contact.suppressed);
}

struct hl_figure attempts_made(const struct hl_tally *t) {
	return sum((hl_wide)t->flow.attempts * HL_ONE, t->flow.attempts);
}

struct hl_figure contact_rate(const struct hl_tally *t) {
	return share(t->flow.contacts, t->flow.attempts);
}

struct hl_figure contact_accounts(const struct hl_tally *t) {
	return share(t->counts.contact.contacted, t->counts.contact.attempted);
}

struct hl_figure inbound_contacts(const struct hl_tally *t) {
	return sum((hl_wide)t->flow.inbound * HL_ONE, t->flow.inbound);
}

struct hl_figure promise_rate(const struct hl_tally *t) {
	return share(t->flow.promised, t->flow.right_party);
}

struct hl_figure contacts_per_payment(const struct hl_tally *t) {
	return share(t->flow.right_party, payments(t));
}

struct hl_figure intensity(const struct hl_tally *t) {
	return noted(
		share(t->flow.attempts, workable(t)), "suppressed", t->counts.contact.suppressed);
}
