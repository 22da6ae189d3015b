/* money.c - the options of cash and hours to values. */
#include "money.h"

#include <string.h>

enum { CREDIT_DAYS_MAX = 36600, HOURS_MAX = 24, MONEY_MAX = 1000000, PERCENT_MAX = 100 };

/* The place of @text in @names; *ok is made false where it is not there, and it is told. */
static size_t choose(struct cmd_run *run, const char *option, const char *text,
	const struct hl_str *names, bool *ok) {
	const struct hl_str *near;
	struct hl_error why = { 0 };

	for (size_t i = 0; names[i].len > 0; i++)
		if (hl_str_eq(names[i], hl_str_of(text)))
			return i;
	near = hl_nearest(hl_str_of(text), names, 3);
	hl_fail(&why, HL_EUSAGE, "--%s: %s is neither %s, %s nor %s%s%s%s", option, text,
		names[0].at, names[1].at, names[2].at, near ? "; did you mean " : "",
		near ? near->at : "", near ? "?" : "");
	hl_mistakes_add(&run->mistakes, &why);
	*ok = false;
	return 0;
}

/* A number from above 0 to @most; 0 where nothing is said. */
static int64_t number(
	struct cmd_run *run, const char *option, const char *text, int64_t most, bool *ok) {
	struct hl_error why = { 0 };
	int64_t dec = 0;

	if (!text || (hl_dec_parse(hl_str_of(text), &dec, &why) == HL_OK && dec > 0 &&
			     dec <= most * HL_ONE))
		return dec;
	hl_fail(&why, HL_EUSAGE, "--%s: a number above 0, at most %lld", option, (long long)most);
	hl_mistakes_add(&run->mistakes, &why);
	*ok = false;
	return 0;
}

/* "25%"; the sign may be missing. */
static int64_t percent(struct cmd_run *run, const char *text, bool *ok) {
	size_t len = text ? strlen(text) : 0;

	if (len > 0 && text[len - 1] == '%')
		text = hl_str_keep(&run->arena, (struct hl_str){ text, len - 1 }).at;
	return number(run, "fee-rate", text, PERCENT_MAX, ok);
}

enum hl_status money_parse(
	struct cmd_run *run, const struct money_options *options, struct hl_money *money) {
	static const struct hl_str reversals[] = { { "ledger", 6 }, { "restate", 7 },
		{ "gross", 5 }, { "", 0 } };
	static const struct hl_str credit[] = { { "posted", 6 }, { "rpc", 3 }, { "owner", 5 },
		{ "", 0 } };
	static const struct hl_str hours[] = { { "paid", 4 }, { "logged", 6 }, { "productive", 10 },
		{ "", 0 } };
	bool ok = true;

	money->reversals = choose(run, "reversals", options->reversals, reversals, &ok);
	money->credit = choose(run, "credit", options->credit, credit, &ok);
	money->hours = choose(run, "hours", options->hours, hours, &ok);
	money->hours_default = number(run, "hours-default", options->hours_default, HOURS_MAX, &ok);
	money->fee_rate = percent(run, options->fee_rate, &ok);
	money->cost_per_hour = number(run, "cost-per-hour", options->cost_per_hour, MONEY_MAX, &ok);
	money->fte_hours = number(run, "fte-hours", options->fte_hours, MONEY_MAX, &ok);
	money->credit_days = (int64_t)options->credit_days;
	if (options->credit_days > CREDIT_DAYS_MAX)
		return hl_fail(&run->err, HL_EUSAGE, "--credit-days: at most %d", CREDIT_DAYS_MAX);
	return ok ? HL_OK : HL_EUSAGE;
}
