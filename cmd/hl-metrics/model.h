/* model.h - hl-metrics --set model: how good a score is. */
#ifndef CMD_HL_METRICS_MODEL_H
#define CMD_HL_METRICS_MODEL_H

#include "../cmd.h"

/* NULL: not given. */
struct model_options {
	const char *label, *score, *positive, *scale, *bands, *reference, *csi, *rules;
};

/* clang-format off */
#define MODEL_OPTS(m) \
	OPT_TEXT_ASIDE(0, "label", &(m)->label, "COLUMN", "--set model: what came of the lead, 1 or 0"), \
	OPT_TEXT_ASIDE(0, "score", &(m)->score, "COLUMN", "the score that is judged"), \
	OPT_TEXT_ASIDE(0, "positive", &(m)->positive, "WORD", "what a label with the outcome says"), \
	OPT_TEXT_ASIDE(0, "scale", &(m)->scale, "N|EVEN:DOUBLE", "what a score is of a propensity [1]"), \
	OPT_TEXT_ASIDE(0, "bands", &(m)->bands, "A|B or COLUMN", "where bands begin [tenths]"), \
	OPT_TEXT_ASIDE(0, "reference", &(m)->reference, "FILE", "earlier leads, for psi and csi"), \
	OPT_TEXT_ASIDE(0, "csi", &(m)->csi, "COLUMNS", "judge these alone"), \
	OPT_TEXT_ASIDE(0, "rules", &(m)->rules, "FILE", "what hl-score --rules wrote of the leads")
/* clang-format on */

/* What is asked besides. */
struct model_asked {
	const char *metrics, *by;
	size_t min_n;
	const struct cmd_list *asserts;
};

/* Options of a model without --set model: misuse. */
void model_check(const struct cmd_run *run, const struct model_options *options);

enum hl_status model_run(struct cmd_run *run, const struct model_options *options,
	const struct model_asked *asked) HL_CHECKED;
enum hl_status model_list(struct cmd_run *run) HL_CHECKED;

#endif
