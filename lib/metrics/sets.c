/*
 * sets.c - which metrics each reader gets, and by what they are split.
 *
 * To add a set: its row here, its name in man/hl-kpi.7. A metric that does not exist (yet) is
 * passed over.
 */
#include "parts.h"

static const char success_targets[] = "metric,group,target\n"
				      "adoption,,80\n"
				      "qa_topk,,70\n"
				      "exports,,20\n";

const struct hl_set hl_sets[] = {
	{ .name = "collector",
		.help = "the work of today, by collector",
		.metrics = "cash,rph,attempts,rpc_att,prom_pipe,kept,qa_topk",
		.by = "collector",
		.order = HL_ORDER_NONE,
		.is_of_today = true },
	{ .name = "manager",
		.help = "collectors by rank, within teams and all together",
		.metrics = "rph,coll,rpc_att,kept,app,qa_topk,cash,attempts,pen",
		.by = "collector",
		.by_roster = "team,collector",
		.order = HL_ORDER_LO,
		.totals = HL_TOTALS_EACH },
	{ .name = "agency",
		.help = "clients: what comes in, what it costs",
		.metrics = "coll,rph,cash,conv,kept,fee,fee_fte,ctc",
		.by_leads = "client" },
	{ .name = "success",
		.help = "is the system used: dashboard, queue, exports",
		.metrics = "adoption,qa_topk,exports,rph",
		.targets = success_targets },
};
const size_t hl_sets_len = HL_LEN(hl_sets);

const struct hl_set *hl_set_find(struct hl_str name) {
	for (size_t i = 0; i < hl_sets_len; i++)
		if (hl_str_eq(hl_str_of(hl_sets[i].name), name))
			return &hl_sets[i];
	return NULL;
}

bool hl_set_has(const struct hl_set *set, const struct hl_metric *metric) {
	struct hl_str list = hl_str_of(set->metrics);

	while (list.len > 0)
		if (hl_str_eq(hl_str_cut(&list, ','), hl_str_of(metric->name)))
			return true;
	return false;
}
