/* views.c - which view of cash and hours a figure has, told by flags where it is not the usual. */
#include "parts.h"

static void put(struct hl_buf *flags, const char *name, const char *value) {
	hl_buf_addf(flags, "%s%s:%s", flags->len ? ";" : "", name, value);
}

void estimated_put(const struct hl_metric *metric, const struct hl_tally *tally, const char *side,
	struct hl_buf *flags) {
	if ((metric->views & OF_HOURS) && tally->counts.estimated > 0)
		hl_buf_addf(flags, "%sestimated%s:%zu", flags->len ? ";" : "", side,
			tally->counts.estimated);
}

void views_put(const struct hl_meter *m, const struct hl_metric *metric, struct hl_buf *flags) {
	static const char *const reversals[] = { "ledger", "restate", "gross" };
	static const char *const credit[] = { "posted", "rpc", "owner" };
	static const char *const hours[] = HL_HOURS_NAMES;
	const struct hl_money *money = &m->options.money;
	bool is_gross = money->reversals == HL_GROSS;

	if (((metric->views & OF_CASH) && money->reversals != HL_LEDGER) ||
		((metric->views & OF_STANDING) && is_gross))
		put(flags, "reversals", reversals[money->reversals]);
	if ((metric->views & OF_PAYEE) && money->credit != HL_CREDIT_POSTED)
		put(flags, "credit", credit[money->credit]);
	if ((metric->views & OF_HOURS) && money->hours != HL_HOURS_PAID)
		put(flags, "hours", hours[money->hours]);
}
