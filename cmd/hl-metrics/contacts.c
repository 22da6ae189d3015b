/* contacts.c - what hl-metrics asks beside a log of attempts, placements and leads. */
#include "contacts.h"

enum hl_status contacts_parse(struct cmd_run *run, const struct contacts_options *options,
	struct hl_meter_options *meter) {
	meter->business_days = options->business_days;
	meter->period_view = options->period_view;
	meter->first_payment = options->first_payment;
	if (options->holidays && !options->business_days)
		return cmd_slip(run, "--holidays goes with --business-days");
	return HL_OK;
}

enum hl_status contacts_open(struct cmd_run *run, const struct contacts_options *options,
	struct hl_meter_tables *tables) {
	enum hl_status status = HL_OK;

	if (options->holidays && !tables->holidays)
		status = cmd_side(run, "holidays", &options->holidays, 1, &tables->holidays);
	if (status == HL_OK && options->suppressed && !tables->suppressed)
		status = cmd_side(run, "suppressed", &options->suppressed, 1, &tables->suppressed);
	return status;
}

void contacts_close(struct hl_meter_tables *tables) {
	hl_reader_close(tables->holidays);
	hl_reader_close(tables->suppressed);
}

void contacts_check_alone(
	const struct cmd *cmd, const char *kind, const struct contacts_options *options) {
	const struct cmd_given given[] = {
		{ "period-view", options->period_view },
		{ "first-payment", options->first_payment },
		{ "business-days", options->business_days },
		{ "holidays", options->holidays },
		{ "suppressed", options->suppressed },
	};

	cmd_check_alone(cmd, kind, given, HL_LEN(given));
}
