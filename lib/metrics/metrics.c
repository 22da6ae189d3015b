/*
 * metrics.c - the metrics.
 *
 * To add one: write its function in the file measure_*.c of its topic, name it in figure.h, add its
 * row to hl_metrics, document the name in man/hl-metrics.1. What it counts is a member of struct
 * tally_counts or tally_sums (parts.h). --metric, --list-metrics, the order of the rows and the
 * tests read the table.
 */
#include "figure.h"

#include "hl/stats.h"

/* Name, decimals of num, den and value, scale. */
static const struct hl_unit percent = { "%", 0, 0, 1, 100 };
static const struct hl_unit percent_of_money = { "%", 2, 2, 1, 100 };
static const struct hl_unit money = { "money", 2, 0, 2, 1 };
static const struct hl_unit money_per_hour = { "money/hour", 2, 0, 2, 1 };
static const struct hl_unit ratio = { "ratio", 0, 0, 2, 1 };
static const struct hl_unit correlation = { "tau", 0, 0, 3, 1 };
static const struct hl_unit days = { "days", 0, 0, 2, 1 };
static const struct hl_unit a_month = { "count/month", 0, 0, 2, 1 };
static const struct hl_unit count = { "count", 0, 0, 0, 1 };

/* clang-format off */
const struct hl_metric hl_metrics[] = {
	{ .name = "rph", .level = 1, .unit = &money_per_hour,
		.help = "net cash / hours worked",
		.measure = revenue_per_hour, .interval = &over_workdays,
		.needs = NEEDS_PAYEE | NEEDS_WORKDAYS },
	{ .name = "coll", .level = 1, .unit = &percent_of_money,
		.help = "net cash of the accounts placed / what was placed",
		.measure = collection_rate, .needs = NEEDS_PLACED | NEEDS_CASH },
	{ .name = "rpc_att", .level = 2, .unit = &percent,
		.help = "calls that reached the right party / outbound calls",
		.measure = right_party_rate, .interval = &wilson },
	{ .name = "kept", .level = 2, .unit = &percent,
		.help = "promises kept / promises matured",
		.measure = promises_kept, .interval = &wilson, .needs = NEEDS_PROMISES | NEEDS_CASH },
	{ .name = "kept_amt", .level = 2, .unit = &percent_of_money,
		.help = "what came in of promises matured, at most all / promised",
		.measure = promises_kept_money, .interval = &over_promises,
		.needs = NEEDS_PROMISES | NEEDS_CASH },
	{ .name = "partial", .level = 2, .unit = &percent,
		.help = "promises of which part came in / promises matured",
		.measure = promises_partial, .interval = &wilson,
		.needs = NEEDS_PROMISES | NEEDS_CASH },
	{ .name = "broken", .level = 2, .unit = &percent,
		.help = "promises of which nothing came in / promises matured",
		.measure = promises_broken, .interval = &wilson,
		.needs = NEEDS_PROMISES | NEEDS_CASH },
	{ .name = "superseded", .level = 3, .unit = &percent,
		.help = "promises replaced before they were due / those and promises matured",
		.measure = promises_superseded, .interval = &wilson,
		.needs = NEEDS_PROMISES | NEEDS_CASH },
	{ .name = "cancelled", .level = 3, .unit = &percent,
		.help = "promises withdrawn before they were due / all that would be due",
		.measure = promises_cancelled, .interval = &wilson,
		.needs = NEEDS_PROMISES | NEEDS_CASH },
	{ .name = "promises", .level = 3, .unit = &count,
		.help = "promises made",
		.measure = promises_made, .needs = NEEDS_MADE },
	{ .name = "promised", .level = 3, .unit = &money,
		.help = "what was promised",
		.measure = promises_made_money, .needs = NEEDS_MADE },
	{ .name = "prom_pipe", .level = 2, .unit = &count, .by_due = true,
		.help = "promises pending, by when they are due",
		.measure = promises_pending, .needs = NEEDS_PENDING | NEEDS_CASH },
	{ .name = "prom_pipe_amt", .level = 2, .unit = &money, .by_due = true,
		.help = "what is promised by them, likewise",
		.measure = promises_pending_money, .needs = NEEDS_PENDING | NEEDS_CASH },
	{ .name = "app", .is_less_better = true, .level = 3, .unit = &ratio,
		.help = "outbound attempts / payments that stand",
		.measure = attempts_per_payment, .interval = &of_counts, .needs = NEEDS_STANDING },
	{ .name = "qa_topk", .level = 3, .unit = &percent,
		.help = "attempts among the top K of the queue / attempts on the queue",
		.measure = queue_adherence, .interval = &wilson, .needs = NEEDS_QUEUE },
	{ .name = "qa_cov", .level = 3, .unit = &percent,
		.help = "of the top K of each queue those worked by the end of the day / all",
		.measure = queue_coverage, .interval = &wilson, .needs = NEEDS_QUEUE },
	{ .name = "qa_tau", .level = 3, .unit = &correlation,
		.help = "Kendall's tau-b of the order worked and the queue's: mean of days",
		.measure = queue_order, .needs = NEEDS_QUEUE },
	{ .name = "off_queue", .level = 3, .unit = &percent,
		.help = "attempts on accounts not in the queue / those and attempts on it",
		.measure = queue_left, .interval = &wilson, .needs = NEEDS_QUEUE },
	{ .name = "conv", .level = 1, .unit = &percent,
		.help = "leads converted within the horizon / leads created and matured",
		.measure = conversion_rate, .interval = &wilson, .needs = NEEDS_LEADS | NEEDS_CASH },
	{ .name = "ttc", .is_less_better = true, .level = 2, .unit = &days,
		.help = "median days from creation to conversion",
		.measure = days_median, .needs = NEEDS_LEADS | NEEDS_CASH },
	{ .name = "ttc_p90", .is_less_better = true, .level = 2, .unit = &days,
		.help = "days within which 90 % of the conversions came",
		.measure = days_p90, .needs = NEEDS_LEADS | NEEDS_CASH },
	{ .name = "drop", .is_less_better = true, .level = 2, .unit = &percent,
		.help = "leads that stopped at the stage / leads that reached it",
		.measure = drop_off, .interval = &wilson, .by_stage = true,
		.needs = NEEDS_LEADS | NEEDS_CASH },
	{ .name = "cash", .level = 1, .unit = &money,
		.help = "payments less reversals",
		.measure = cash_net },
	{ .name = "cash_gross", .level = 1, .unit = &money,
		.help = "payments",
		.measure = cash_gross },
	{ .name = "attempts", .level = 3, .unit = &count,
		.help = "outbound attempts",
		.measure = attempts_made, .interval = &of_count },
	{ .name = "rpc_acct", .level = 2, .unit = &percent,
		.help = "accounts whose right party was reached / accounts called",
		.measure = right_party_accounts, .interval = &wilson, .needs = NEEDS_REACHED },
	{ .name = "pen", .level = 3, .unit = &percent,
		.help = "accounts attempted / accounts that can be worked",
		.measure = penetration, .interval = &wilson, .needs = NEEDS_PLACED | NEEDS_REACHED },
	{ .name = "dfc_attempt", .is_less_better = true, .level = 3, .unit = &days,
		.help = "mean days from placement to the first attempt",
		.measure = days_to_attempt, .interval = &of_attempt_days,
		.needs = NEEDS_PLACED | NEEDS_FIRST_DAY },
	{ .name = "dfc_rpc", .is_less_better = true, .level = 3, .unit = &days,
		.help = "mean days from placement to the first right-party contact",
		.measure = days_to_contact, .interval = &of_contact_days,
		.needs = NEEDS_PLACED | NEEDS_FIRST_DAY },
	{ .name = "adoption", .level = 3, .is_on_request = true, .unit = &percent,
		.help = "users who look at a dashboard every week / users",
		.measure = dashboard_adoption, .interval = &wilson, .needs = NEEDS_USAGE },
	{ .name = "exports", .level = 3, .is_on_request = true, .is_per_time = true, .unit = &a_month,
		.help = "exports / months of the period",
		.measure = exports_a_month, .needs = NEEDS_USAGE },
};
/* clang-format on */
const size_t hl_metrics_len = HL_LEN(hl_metrics);
