/* money.c - the options of cash and hours to values. */
#include "money.h"

#include "promises.h"

enum { CREDIT_DAYS_MAX = 36600, HOURS_MAX = 24, MONEY_MAX = 1000000 };

enum { WORDS = 3 }; /* so many ways there are of each */

/* The place of @text in @names; *ok is made false where it is not there, and it is told. */
static size_t choose(struct cmd_run *run, const char *option, const char *text,
	const struct hl_str *names, bool *ok) {
	size_t at;

	*ok &= cmd_word(run, option, text, (struct cmd_words){ names, WORDS }, &at) == HL_OK;
	return at;
}

/* A number from above 0 to @most; 0 where nothing is said. */
static int64_t number(
	struct cmd_run *run, const char *option, const char *text, int64_t most, bool *ok) {
	struct hl_error why = { 0 };
	int64_t dec = 0;

	if (!text || (hl_dec_parse(hl_str_of(text), &dec, &why) == HL_OK && dec > 0 &&
			     dec <= most * HL_ONE))
		return dec;
	*ok = cmd_slip(run, "--%s: a number above 0, at most %lld", option, (long long)most) ==
	      HL_OK;
	return 0;
}

static int64_t percent(struct cmd_run *run, const char *text, bool *ok) {
	int64_t rate = 0;

	if (!text || (percent_read(text, &rate) && rate > 0))
		return rate;
	*ok = cmd_slip(run, "--fee-rate: a percentage such as 25%%, above 0%% and at most 100%%") ==
	      HL_OK;
	return 0;
}

enum hl_status money_parse(
	struct cmd_run *run, const struct money_options *options, struct hl_money *money) {
	static const struct hl_str reversals[WORDS] = { { "ledger", 6 }, { "restate", 7 },
		{ "gross", 5 } };
	static const struct hl_str credit[WORDS] = { { "posted", 6 }, { "rpc", 3 },
		{ "owner", 5 } };
	static const struct hl_str hours[WORDS] = { { "paid", 4 }, { "logged", 6 },
		{ "productive", 10 } };
	bool ok = true;

	money->reversals =
		(enum hl_reversals)choose(run, "reversals", options->reversals, reversals, &ok);
	money->credit = (enum hl_credit)choose(run, "credit", options->credit, credit, &ok);
	money->hours = (enum hl_hours)choose(run, "hours", options->hours, hours, &ok);
	money->hours_default = number(run, "hours-default", options->hours_default, HOURS_MAX, &ok);
	money->fee_rate = percent(run, options->fee_rate, &ok);
	money->cost_per_hour = number(run, "cost-per-hour", options->cost_per_hour, MONEY_MAX, &ok);
	money->fte_hours = number(run, "fte-hours", options->fte_hours, MONEY_MAX, &ok);
	money->credit_days = (int64_t)options->credit_days;
	if (options->credit_days > CREDIT_DAYS_MAX)
		return cmd_slip(run, "--credit-days: at most %d", CREDIT_DAYS_MAX);
	return ok ? HL_OK : HL_EUSAGE;
}
