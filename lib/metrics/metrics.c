/*
 * metrics.c - the metrics.
 *
 * To add one: write the function, add its row to hl_metrics, document the name in
 * man/hl-metrics.1. --metric, --list-metrics, the order of the rows and the tests read the
 * table.
 */
#include "parts.h"

#include "hl/stats.h"

/* Name, decimals of num, den and value, scale. */
static const struct hl_unit percent = { "%", 0, 0, 1, 100 };
static const struct hl_unit percent_of_money = { "%", 2, 2, 1, 100 };
static const struct hl_unit money = { "money", 2, 0, 2, 1 };
static const struct hl_unit money_per_hour = { "money/hour", 2, 0, 2, 1 };
static const struct hl_unit ratio = { "ratio", 0, 0, 2, 1 };
static const struct hl_unit days = { "days", 0, 0, 2, 1 };
static const struct hl_unit count = { "count", 0, 0, 0, 1 };

static struct hl_figure sum(hl_wide total, size_t n) {
	return (struct hl_figure){ .num = total, .n = n, .has_num = true };
}

/* @n: what the denominator counts, or how many things add up to it. */
static struct hl_figure over(hl_wide num, hl_wide den, size_t n) {
	return (struct hl_figure){
		.num = num, .den = den, .n = n, .has_num = true, .has_den = true
	};
}

static struct hl_figure share(size_t hits, size_t n) {
	return over((hl_wide)hits * HL_ONE, (hl_wide)n * HL_ONE, n);
}

static struct hl_figure noted(struct hl_figure figure, const char *note, size_t n) {
	figure.note = note;
	figure.note_n = n;
	return figure;
}

static struct hl_figure revenue_per_hour(const struct hl_tally *t) {
	return noted(
		over(t->flow.cash, t->flow.hours, t->flow.hours_rows), "unmatched", t->unmatched);
}

static struct hl_figure collection_rate(const struct hl_tally *t) {
	return noted(over(t->placed_cash, t->placed, t->workable), "no_amount", t->unpriced);
}

static struct hl_figure right_party_rate(const struct hl_tally *t) {
	return share(t->flow.right_party, t->flow.calls);
}

static struct hl_figure promises_kept(const struct hl_tally *t) {
	return noted(share(t->kept, t->matured), "no_amount", t->amountless);
}

static struct hl_figure attempts_per_payment(const struct hl_tally *t) {
	return share(t->flow.attempts, t->flow.payments - t->taken_back);
}

static struct hl_figure queue_adherence(const struct hl_tally *t) {
	return share(t->followed, t->eligible);
}

static struct hl_figure conversion_rate(const struct hl_tally *t) {
	return noted(share(t->converted, t->leads), "immature", t->immature);
}

/*
 * The value below which @tenths of ten lie, halfway values drawn between neighbours, of the
 * days from creation to conversion, which are in order.
 */
static struct hl_figure quantile(const struct hl_tally *t, size_t tenths) {
	const struct days *d = &t->days;
	struct hl_figure figure = { .den = (hl_wide)d->len * HL_ONE, .n = d->len, .has_den = true };

	if (d->len > 0) {
		size_t reach = (d->len - 1) * tenths;
		int64_t low = d->at[reach / 10];
		int64_t high = d->at[reach % 10 ? reach / 10 + 1 : reach / 10];

		figure.value = low * HL_ONE + (high - low) * (int64_t)(reach % 10) * (HL_ONE / 10);
		figure.has_value = true;
	}
	return t->leads ? noted(figure, "censored", t->leads - t->converted)
			: noted(figure, "immature", t->immature);
}

static struct hl_figure days_median(const struct hl_tally *t) {
	return quantile(t, 5);
}

static struct hl_figure days_p90(const struct hl_tally *t) {
	return quantile(t, 9);
}

static struct hl_figure drop_off(const struct hl_tally *t) {
	return share(t->stage_dropped, t->stage_reached);
}

static struct hl_figure cash_net(const struct hl_tally *t) {
	return sum(t->flow.cash, t->flow.cash_rows);
}

static struct hl_figure cash_gross(const struct hl_tally *t) {
	return sum(t->flow.gross, t->flow.gross_rows);
}

static struct hl_figure attempts(const struct hl_tally *t) {
	return sum((hl_wide)t->flow.attempts * HL_ONE, t->flow.attempts);
}

static struct hl_figure right_party_accounts(const struct hl_tally *t) {
	return share(t->accounts_reached, t->accounts_called);
}

static struct hl_figure penetration(const struct hl_tally *t) {
	return share(t->penetrated, t->workable);
}

static struct hl_figure days_to_attempt(const struct hl_tally *t) {
	return noted(over(t->attempt_days * HL_ONE, (hl_wide)t->attempted * HL_ONE, t->attempted),
		"censored", t->started - t->attempted);
}

static struct hl_figure days_to_contact(const struct hl_tally *t) {
	return noted(over(t->contact_days * HL_ONE, (hl_wide)t->contacted * HL_ONE, t->contacted),
		"censored", t->started - t->contacted);
}

const struct hl_metric hl_metrics[] = {
	{ "rph", &money_per_hour, "net cash / hours worked", revenue_per_hour, NULL, false,
		NEEDS_PAYEE },
	{ "coll", &percent_of_money, "net cash of the accounts placed / what was placed",
		collection_rate, NULL, false, NEEDS_PLACED | NEEDS_CASH },
	{ "rpc_att", &percent, "calls that reached the right party / outbound calls",
		right_party_rate, hl_wilson, false, 0 },
	{ "kept", &percent, "promises kept / promises matured", promises_kept, hl_wilson, false,
		NEEDS_PROMISES | NEEDS_CASH },
	{ "app", &ratio, "outbound attempts / payments that stand", attempts_per_payment, NULL,
		false, NEEDS_STANDING },
	{ "qa_topk", &percent, "attempts among the top K of the queue / attempts on the queue",
		queue_adherence, hl_wilson, false, NEEDS_QUEUE },
	{ "conv", &percent, "leads converted within the horizon / leads created and matured",
		conversion_rate, hl_wilson, false, NEEDS_LEADS | NEEDS_CASH },
	{ "ttc", &days, "median days from creation to conversion", days_median, NULL, false,
		NEEDS_LEADS | NEEDS_CASH },
	{ "ttc_p90", &days, "days within which 90 % of the conversions came", days_p90, NULL, false,
		NEEDS_LEADS | NEEDS_CASH },
	{ "drop", &percent, "leads that stopped at the stage / leads that reached it", drop_off,
		hl_wilson, true, NEEDS_LEADS | NEEDS_CASH },
	{ "cash", &money, "payments less reversals", cash_net, NULL, false, 0 },
	{ "cash_gross", &money, "payments", cash_gross, NULL, false, 0 },
	{ "attempts", &count, "outbound attempts", attempts, NULL, false, 0 },
	{ "rpc_acct", &percent, "accounts whose right party was reached / accounts called",
		right_party_accounts, hl_wilson, false, NEEDS_REACHED },
	{ "pen", &percent, "accounts attempted / accounts that can be worked", penetration,
		hl_wilson, false, NEEDS_PLACED | NEEDS_REACHED },
	{ "dfc_attempt", &days, "mean days from placement to the first attempt", days_to_attempt,
		NULL, false, NEEDS_PLACED | NEEDS_FIRST_DAY },
	{ "dfc_rpc", &days, "mean days from placement to the first right-party contact",
		days_to_contact, NULL, false, NEEDS_PLACED | NEEDS_FIRST_DAY },
};
const size_t hl_metrics_len = HL_LEN(hl_metrics);
