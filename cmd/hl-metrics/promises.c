/* promises.c - how late a promise may be kept, and how much of it may be missing. */
#include "promises.h"

enum { DAYS_MAX = 36600 };

/* "5%", from 0 to 100. */
static enum hl_status parse_share(const char *text, int64_t *percent, struct hl_error *err) {
	struct hl_str digits = hl_str_of(text);
	struct hl_error ignored;

	if (digits.len > 0 && digits.at[digits.len - 1] == '%') {
		digits.len--;
		if (hl_dec_parse(digits, percent, &ignored) == HL_OK && *percent >= 0 &&
			*percent <= 100 * HL_ONE)
			return HL_OK;
	}
	return hl_fail(err, HL_EUSAGE, "--tol: not a share such as 5%%, from 0%% to 100%%");
}

static enum hl_status parse_amount(const char *text, int64_t *amount, struct hl_error *err) {
	struct hl_error ignored;

	*amount = 0;
	if (!text || (hl_dec_parse(hl_str_of(text), amount, &ignored) == HL_OK && *amount >= 0))
		return HL_OK;
	return hl_fail(err, HL_EUSAGE, "--tol-amt: not an amount such as 1.00");
}

enum hl_status promise_read(const struct promise_options *options, struct hl_meter_options *meter,
	struct hl_error *err) {
	enum hl_status status = parse_share(options->tol, &meter->tolerance_pct, err);

	if (status == HL_OK)
		status = parse_amount(options->tol_amt, &meter->tolerance_amount, err);
	if (status != HL_OK)
		return status;
	if (options->grace > DAYS_MAX)
		return hl_fail(err, HL_EUSAGE, "--grace: at most %d days", DAYS_MAX);
	meter->grace_days = (int64_t)options->grace;
	return HL_OK;
}
