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
static const struct hl_unit money_per_fte = { "money/FTE", 2, 2, 2, 1 };
static const struct hl_unit ratio_of_money = { "ratio", 2, 2, 2, 1 };
static const struct hl_unit ratio = { "ratio", 0, 0, 2, 1 };
static const struct hl_unit days = { "days", 0, 0, 2, 1 };
static const struct hl_unit count = { "count", 0, 0, 0, 1 };

/* clang-format off */
const struct hl_metric hl_metrics[] = {
	{ .name = "rph", .level = 1, .unit = &money_per_hour,
		.help = "net cash / hours worked",
		.measure = revenue_per_hour, .interval = &over_workdays,
		.needs = NEEDS_PAYEE | NEEDS_WORKDAYS, .views = OF_CASH | OF_PAYEE | OF_HOURS },
	{ .name = "fee", .level = 1, .unit = &money_per_hour,
		.help = "fee earned by net cash / hours worked",
		.measure = fee_per_hour, .interval = &of_fee_days,
		.needs = NEEDS_PAYEE | NEEDS_WORKDAYS | NEEDS_PRICES,
		.views = OF_CASH | OF_PAYEE | OF_HOURS },
	{ .name = "fee_fte", .level = 1, .unit = &money_per_fte,
		.help = "fee earned by net cash / full-time collectors",
		.measure = fee_per_fte, .interval = &of_fte_days,
		.needs = NEEDS_PAYEE | NEEDS_WORKDAYS | NEEDS_PRICES,
		.views = OF_CASH | OF_PAYEE | OF_HOURS },
	{ .name = "ctc", .level = 1, .unit = &ratio_of_money,
		.help = "cost of the hours / net cash",
		.measure = cost_to_collect, .interval = &of_cost_days,
		.needs = NEEDS_PAYEE | NEEDS_WORKDAYS | NEEDS_PRICES,
		.views = OF_CASH | OF_PAYEE | OF_HOURS },
	{ .name = "rol", .level = 1, .unit = &ratio_of_money,
		.help = "return on labour: net cash / cost of the hours",
		.measure = return_on_labour, .interval = &of_labour_days,
		.needs = NEEDS_PAYEE | NEEDS_WORKDAYS | NEEDS_PRICES,
		.views = OF_CASH | OF_PAYEE | OF_HOURS },
	{ .name = "coll", .level = 1, .unit = &percent_of_money,
		.help = "net cash of the accounts placed / what was placed",
		.measure = collection_rate, .needs = NEEDS_PLACED | NEEDS_CASH, .views = OF_CASH },
	{ .name = "coll_unit", .level = 1, .unit = &percent,
		.help = "accounts paid in full or settled / accounts placed",
		.measure = units_collected, .interval = &wilson,
		.needs = NEEDS_PLACED | NEEDS_CASH | NEEDS_UNITS, .views = OF_CASH },
	{ .name = "vint", .level = 1, .unit = &percent_of_money,
		.help = "net cash until a month on book / what the month's batch placed",
		.measure = vintage_curve, .by_batch = true,
		.needs = NEEDS_PLACED | NEEDS_CASH | NEEDS_VINTAGE, .views = OF_CASH },
	{ .name = "rpc_att", .level = 2, .unit = &percent,
		.help = "calls that reached the right party / outbound calls",
		.measure = right_party_rate, .interval = &wilson },
	{ .name = "kept", .level = 2, .unit = &percent,
		.help = "promises kept / promises matured",
		.measure = promises_kept, .interval = &wilson, .needs = NEEDS_PROMISES | NEEDS_CASH },
	{ .name = "app", .level = 3, .unit = &ratio,
		.help = "outbound attempts / payments that stand",
		.measure = attempts_per_payment, .interval = &of_counts, .needs = NEEDS_STANDING,
		.views = OF_STANDING },
	{ .name = "qa_topk", .level = 3, .unit = &percent,
		.help = "attempts among the top K of the queue / attempts on the queue",
		.measure = queue_adherence, .interval = &wilson, .needs = NEEDS_QUEUE },
	{ .name = "conv", .level = 1, .unit = &percent,
		.help = "leads converted within the horizon / leads created and matured",
		.measure = conversion_rate, .interval = &wilson, .needs = NEEDS_LEADS | NEEDS_CASH },
	{ .name = "ttc", .level = 2, .unit = &days,
		.help = "median days from creation to conversion",
		.measure = days_median, .needs = NEEDS_LEADS | NEEDS_CASH },
	{ .name = "ttc_p90", .level = 2, .unit = &days,
		.help = "days within which 90 % of the conversions came",
		.measure = days_p90, .needs = NEEDS_LEADS | NEEDS_CASH },
	{ .name = "drop", .level = 2, .unit = &percent,
		.help = "leads that stopped at the stage / leads that reached it",
		.measure = drop_off, .interval = &wilson, .by_stage = true,
		.needs = NEEDS_LEADS | NEEDS_CASH },
	{ .name = "cash", .level = 1, .unit = &money,
		.help = "payments less reversals",
		.measure = cash_net, .views = OF_CASH | OF_PAYEE },
	{ .name = "cash_gross", .level = 1, .unit = &money,
		.help = "payments",
		.measure = cash_gross, .views = OF_PAYEE },
	{ .name = "attempts", .level = 3, .unit = &count,
		.help = "outbound attempts",
		.measure = attempts_made },
	{ .name = "rpc_acct", .level = 2, .unit = &percent,
		.help = "accounts whose right party was reached / accounts called",
		.measure = right_party_accounts, .interval = &wilson, .needs = NEEDS_REACHED },
	{ .name = "pen", .level = 3, .unit = &percent,
		.help = "accounts attempted / accounts that can be worked",
		.measure = penetration, .interval = &wilson, .needs = NEEDS_PLACED | NEEDS_REACHED },
	{ .name = "dfc_attempt", .level = 3, .unit = &days,
		.help = "mean days from placement to the first attempt",
		.measure = days_to_attempt, .interval = &of_attempt_days,
		.needs = NEEDS_PLACED | NEEDS_FIRST_DAY },
	{ .name = "dfc_rpc", .level = 3, .unit = &days,
		.help = "mean days from placement to the first right-party contact",
		.measure = days_to_contact, .interval = &of_contact_days,
		.needs = NEEDS_PLACED | NEEDS_FIRST_DAY },
};
/* clang-format on */
const size_t hl_metrics_len = HL_LEN(hl_metrics);
