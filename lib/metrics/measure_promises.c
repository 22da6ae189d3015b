/* measure_promises.c - metrics of promises. */
#include "figure.h"

struct hl_figure promises_kept(const struct hl_tally *t) {
	return noted(share(t->counts.kept, t->counts.matured), "no_amount", t->counts.amountless);
}

struct hl_figure promises_kept_money(const struct hl_tally *t) {
	return noted(over(t->sums.kept_of_due, t->sums.due, t->kept_of.n), "no_amount",
		t->counts.amountless);
}

struct hl_figure promises_partial(const struct hl_tally *t) {
	return share(t->counts.partial, t->counts.matured);
}

struct hl_figure promises_broken(const struct hl_tally *t) {
	return share(t->counts.broken, t->counts.matured);
}

struct hl_figure promises_superseded(const struct hl_tally *t) {
	return share(t->counts.superseded, t->counts.matured + t->counts.superseded);
}

struct hl_figure promises_cancelled(const struct hl_tally *t) {
	return share(t->counts.cancelled,
		t->counts.matured + t->counts.superseded + t->counts.cancelled);
}

struct hl_figure promises_made(const struct hl_tally *t) {
	return sum((hl_wide)t->counts.made * HL_ONE, t->counts.made);
}

struct hl_figure promises_made_money(const struct hl_tally *t) {
	return noted(sum(t->sums.promised, t->counts.made), "no_amount", t->counts.made_amountless);
}

struct hl_figure promises_pending(const struct hl_tally *t) {
	return sum((hl_wide)t->counts.pending * HL_ONE, t->counts.pending);
}

struct hl_figure promises_pending_money(const struct hl_tally *t) {
	return sum(t->sums.pending, t->counts.pending);
}
