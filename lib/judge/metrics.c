/*
 * metrics.c - what can be asked about a score.
 *
 * To add one: write the function that tells its rows, add its row here, document the name in
 * man/hl-judging.7. --metric, --list-metrics and the order of the rows read the table.
 */
#include "parts.h"

const struct hl_judge_metric hl_judge_metrics[] = {
	{ "base_rate", "%", "leads with the outcome / leads with a label", NEEDS_LABEL,
		tell_base_rate },
	{ "auc", "ratio", "pairs in which the lead with the outcome has the higher score / pairs",
		NEEDS_LABEL, tell_auc },
	{ "gini", "ratio", "2 auc - 1", NEEDS_LABEL, tell_gini },
	{ "ks", "ratio", "the widest gap between leads with and without the outcome up to a score",
		NEEDS_LABEL, tell_ks },
	{ "ks_at", "score", "the score of the widest gap", NEEDS_LABEL, tell_ks_at },
	{ "gain", "%", "outcomes in the best tenths / all outcomes", NEEDS_LABEL, tell_gain },
	{ "lift", "ratio", "outcomes in the best tenths / as many leads drawn by lot", NEEDS_LABEL,
		tell_lift },
	{ "lift_tenth", "ratio", "the same for each tenth alone", NEEDS_LABEL, tell_lift_tenth },
	{ "brier", "ratio", "mean square of propensity - outcome", NEEDS_LABEL | NEEDS_PROPENSITY,
		tell_brier },
	{ "log_loss", "ratio", "mean of -ln of the propensity of what happened",
		NEEDS_LABEL | NEEDS_PROPENSITY, tell_log_loss },
	{ "predicted", "%", "mean propensity, by band", NEEDS_LABEL | NEEDS_PROPENSITY,
		tell_predicted },
	{ "calibration", "%", "leads with the outcome / leads with a label, by band", NEEDS_LABEL,
		tell_calibration },
	{ "ece", "ratio", "mean distance of calibration and predicted over the bands",
		NEEDS_LABEL | NEEDS_PROPENSITY, tell_ece },
	{ "psi", "ratio", "how far scores moved from the reference: sum of (a - e) ln(a / e)",
		NEEDS_REFERENCE, tell_psi },
	{ "csi", "ratio", "the same of each column", NEEDS_REFERENCE | NEEDS_COLUMNS, tell_csi },
	{ "iv", "ratio", "information value of each rule and column", NEEDS_LABEL | NEEDS_CELLS,
		tell_iv },
	{ "woe", "ratio", "weight of evidence of each rule where it fired",
		NEEDS_LABEL | NEEDS_RULES, tell_woe },
	{ "fired", "%", "leads for which the rule fired / leads with a label",
		NEEDS_LABEL | NEEDS_RULES, tell_fired },
	{ "hit_rate", "%", "leads with the outcome / leads for which the rule fired",
		NEEDS_LABEL | NEEDS_RULES, tell_hit_rate },
};
const size_t hl_judge_metrics_len = HL_LEN(hl_judge_metrics);
