/* contacts.h - what hl-metrics asks beside a log of attempts, placements and leads. */
#ifndef HL_CMD_METRICS_CONTACTS_H
#define HL_CMD_METRICS_CONTACTS_H

#include "../cmd.h"
#include "hl/metrics.h"

struct contacts_options {
	bool business_days, period_view, first_payment;
	const char *holidays, *suppressed;
};

/* clang-format off */
#define CONTACTS_OPTS(c) \
	OPT_FLAG(0, "period-view", &(c)->period_view, \
		"conv: conversions of the period / leads created in it"), \
	OPT_FLAG(0, "first-payment", &(c)->first_payment, \
		"app, cpa: payments of one ref count once"), \
	OPT_FLAG(0, "business-days", &(c)->business_days, \
		"days from placement are those from Monday to Friday"), \
	OPT_TEXT(0, "holidays", &(c)->holidays, "FILE", "but these, in column date"), \
	OPT_TEXT(0, "suppressed", &(c)->suppressed, "FILE", \
		"accounts that may not be worked, as hl-gate writes them")
/* clang-format on */

/* For @meter; --holidays without --business-days is a slip. */
enum hl_status contacts_parse(struct cmd_run *run, const struct contacts_options *options,
	struct hl_meter_options *meter) HL_CHECKED;

/* Open the tables that are not there yet; those that were opened are there also after a failure. */
enum hl_status contacts_open(struct cmd_run *run, const struct contacts_options *options,
	struct hl_meter_tables *tables) HL_CHECKED;
void contacts_close(struct hl_meter_tables *tables);

/* None of it goes with @kind. */
void contacts_check_alone(
	const struct cmd *cmd, const char *kind, const struct contacts_options *options);

#endif
