/* money.h - what is cash, whose it is, what hours are: the options of hl-metrics for that. */
#ifndef HL_METRICS_MONEY_H
#define HL_METRICS_MONEY_H

#include "../cmd.h"
#include "hl/metrics.h"

struct money_options {
	const char *reversals, *credit, *hours, *hours_default;
	const char *fee_rate, *cost_per_hour, *fte_hours;
	size_t credit_days;
};

enum { CREDIT_DAYS = 30 };

#define MONEY_OPTIONS_INIT                                                                         \
	{                                                                                          \
		.reversals = "ledger", .credit = "posted", .hours = "paid",                        \
		.credit_days = CREDIT_DAYS, .fte_hours = "160"                                     \
	}

/* Rows of the table of options; clang-format would make them one. */
/* clang-format off */
#define MONEY_OPTS(m) \
	OPT_TEXT(0, "reversals", &(m)->reversals, "HOW", \
		"ledger, restate (the day of the payment), gross [ledger]"), \
	OPT_TEXT(0, "credit", &(m)->credit, "WHOM", \
		"whose cash is: posted, rpc (the last one) or owner [posted]"), \
	OPT_SIZE(0, "credit-days", &(m)->credit_days, "DAYS", \
		"an rpc is credited for so long [30]"), \
	OPT_TEXT(0, "hours", &(m)->hours, "KIND", "paid, logged or productive [paid]"), \
	OPT_TEXT_ASIDE(0, "hours-default", &(m)->hours_default, "N", \
		"for who was active on a weekday and has none"), \
	OPT_TEXT(0, "fee-rate", &(m)->fee_rate, "P%", "fee of cash, where leads have no fee_rate"), \
	OPT_TEXT(0, "cost-per-hour", &(m)->cost_per_hour, "N", "where the roster has none"), \
	OPT_TEXT_ASIDE(0, "fte-hours", &(m)->fte_hours, "N", "what a full-time collector works [160]")
/* clang-format on */

/* Every mistake is told; HL_EUSAGE: there was one. */
enum hl_status money_parse(struct cmd_run *run, const struct money_options *options,
	struct hl_money *money) HL_CHECKED;

#endif
