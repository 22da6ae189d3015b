/*
 * supp_put.c - what was suppressed as rows.
 *
 * To add one: a row of hl_supp_metrics[], and its name in man/hl-roll.7.
 */
#include "supp.h"

#include <stdlib.h>

const struct hl_book_metric hl_supp_metrics[] = {
	{ "supp", "%", "leads with the reason / leads suppressed", 0 },
	{ "supp_first", "%", "leads with the reason first / leads suppressed", OF_FIRST },
	{ "supp_action", "%", "leads with the action / leads suppressed", OF_ACTIONS },
	{ "supp_of", "%", "leads suppressed with the reason / all leads", OF_LEADS },
	{ "supp_first_of", "%", "leads suppressed with the reason first / all leads",
		OF_FIRST | OF_LEADS },
	{ "supp_action_of", "%", "leads suppressed with the action / all leads",
		OF_ACTIONS | OF_LEADS },
};
const size_t hl_supp_metrics_len = HL_LEN(hl_supp_metrics);

struct telling {
	const struct hl_supp *s;
	const struct hl_book_metric *metric;
	struct report *report;
	const size_t *order; /* of reasons, or of actions */
};

static struct figure figure_of(const struct telling *t, const struct tally *tally, uint64_t part) {
	uint64_t whole = t->metric->what & OF_LEADS ? tally->leads : tally->accounts;

	return (struct figure){
		.num = (hl_wide)part * HL_ONE, .den = (hl_wide)whole * HL_ONE, .n = whole
	};
}

/* Reasons that nobody of a group has are no rows there. */
static void tell(const struct telling *t, struct hl_str group, const struct tally *tally) {
	bool of_actions = t->metric->what & OF_ACTIONS;
	const struct hl_keys *names = of_actions ? t->s->actions : t->s->reasons;
	const uint64_t *parts = of_actions                   ? tally->actions
				: t->metric->what & OF_FIRST ? tally->firsts
							     : tally->reasons;
	struct figure figure;

	for (size_t i = 0; i < hl_keys_len(names); i++) {
		size_t number = t->order[i];

		if (parts[number] == 0)
			continue;
		figure = figure_of(t, tally, parts[number]);
		report_figure(t->report, t->metric, group, hl_keys_at(names, number), &figure);
	}
	figure = figure_of(t, tally, tally->accounts);
	report_figure(t->report, t->metric, group, group.len ? HL_STR("") : HL_STR("all"), &figure);
}

static void tell_groups(const struct telling *t, const size_t *order) {
	const struct hl_supp *s = t->s;

	for (size_t i = 0; i < s->tallies_len; i++)
		tell(t, hl_keys_at(s->groups, order[i]), &s->tallies[order[i]]);
	tell(t, HL_STR(""), &s->all);
}

enum hl_status hl_supp_put(
	struct hl_supp *s, struct hl_dialect dialect, struct hl_buf *to, struct hl_error *err) {
	struct report report = { .ask = &s->ask, .dialect = dialect, .to = to };
	size_t *groups = keys_in_order(s->groups);
	size_t *reasons = keys_in_order(s->reasons);
	size_t *actions = keys_in_order(s->actions);

	(void)err;
	report_names(&report);
	for (size_t i = 0; i < hl_supp_metrics_len; i++) {
		const struct hl_book_metric *metric = &hl_supp_metrics[i];
		const struct telling t = { s, metric, &report,
			metric->what & OF_ACTIONS ? actions : reasons };

		if (s->ask.choice.chosen[i])
			tell_groups(&t, groups);
	}
	s->counts.figures = report.figures;
	free(groups);
	free(reasons);
	free(actions);
	return HL_OK;
}
