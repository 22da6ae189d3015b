/* measure_money.c - metrics of cash. */
#include "figure.h"

struct hl_figure revenue_per_hour(const struct hl_tally *t) {
	return noted(
		over(t->flow.cash, t->flow.hours, t->workdays.n), "unmatched", t->counts.unmatched);
}

struct hl_figure collection_rate(const struct hl_tally *t) {
	return noted(over(t->sums.placed_cash, t->sums.placed, t->counts.standing), "no_amount",
		t->counts.unpriced);
}

struct hl_figure units_collected(const struct hl_tally *t) {
	return share(t->counts.paid_units, t->counts.standing);
}

struct hl_figure cash_net(const struct hl_tally *t) {
	return sum(t->flow.cash, t->flow.cash_rows);
}

struct hl_figure cash_gross(const struct hl_tally *t) {
	return sum(t->flow.gross, t->flow.gross_rows);
}

struct hl_figure attempts_per_payment(const struct hl_tally *t) {
	return share(t->flow.attempts, payments(t));
}
