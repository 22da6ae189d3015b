/* promises.c - how late a promise may be kept, and how much of it may be missing. */
#include "promises.h"

enum { DAYS_MAX = 36600 };

bool percent_read(const char *text, int64_t *percent) {
	struct hl_str digits = hl_str_of(text);
	bool has_sign = digits.len > 0 && digits.at[digits.len - 1] == '%';

	digits.len -= has_sign;
	return hl_dec_read(digits, percent) && *percent >= 0 && *percent <= 100 * HL_ONE &&
	       (has_sign || *percent == 0 || *percent >= HL_ONE);
}

static enum hl_status parse_share(struct cmd_run *run, const char *text, int64_t *percent) {
	if (percent_read(text, percent))
		return HL_OK;
	*percent = 0;
	return cmd_slip(run, "--tol: not a share such as 5%%, from 0%% to 100%%");
}

static enum hl_status parse_amount(struct cmd_run *run, const char *text, int64_t *amount) {
	struct hl_error ignored;

	*amount = 0;
	if (!text || (hl_dec_parse(hl_str_of(text), amount, &ignored) == HL_OK && *amount >= 0))
		return HL_OK;
	return cmd_slip(run, "--tol-amt: not an amount such as 1.00");
}

enum hl_status promise_read(struct cmd_run *run, const struct promise_options *options,
	struct hl_meter_options *meter) {
	enum hl_status share = parse_share(run, options->tol, &meter->tolerance_pct);
	enum hl_status amount = parse_amount(run, options->tol_amt, &meter->tolerance_amount);

	meter->grace_days = (int64_t)options->grace;
	if (options->grace > DAYS_MAX)
		return cmd_slip(run, "--grace: at most %d days", DAYS_MAX);
	return share != HL_OK ? share : amount;
}
