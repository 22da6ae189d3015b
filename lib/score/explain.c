/* explain.c - --explain: how the score of one lead came about, on a page for a person. */
#include "waterfall.h"

bool explain_asks(const struct hl_scoring *scoring, const struct hl_row *row) {
	const char *key = scoring->output.explain;

	return !key || hl_str_eq(hl_cell_trimmed(row, scoring->key), hl_str_trim(hl_str_of(key)));
}

void explain_put(struct eval *eval, struct hl_buf *to) {
	waterfall_run(eval);
	(void)to;
}
