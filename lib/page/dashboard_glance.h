/* dashboard_glance.h - inside lib/page: everybody by every figure, for who has to see where to
 * help. */
#ifndef HL_PAGE_DASHBOARD_GLANCE_H
#define HL_PAGE_DASHBOARD_GLANCE_H

#include "dashboard.h"

enum { DASH_GLANCE = 10 };

/* Rows are groups, best first as leaders are, the whole last; columns are metrics. */
struct dash_glance {
	uint32_t metrics[DASH_GLANCE];
	size_t metrics_len;
	uint32_t *groups;
	size_t len;
	struct dash_figure **figures; /* by row, then column; NULL: there is none */
	struct hl_str dimension;      /* what a row is one of: "collector" */
};

/* false: there is nobody beside the whole. */
bool dash_glance(struct dash *dash, struct dash_glance *glance);
const struct dash_figure *dash_glance_at(
	const struct dash_glance *glance, size_t row, size_t column);

/*
 * How a figure stands to that of the whole: "below" or "above" where its interval is, all of it;
 * "few" where there are few observations; otherwise "". The name is that of the colour.
 */
struct dash_verdict dash_stands(
	const struct dash_glance *glance, const struct dash *dash, size_t row, size_t column);
/* What these words mean. */
extern const char dash_glance_words[];

void dash_put_glance(struct dash *dash);
/* The metrics that a column may be of, in their order, as a member of the script's JSON. */
void dash_put_columns(struct dash *dash);
bool dash_set_glance(struct dash *dash, struct hl_dash_section *section);

#endif
