/* dashboard.h - inside lib/paper: a dashboard on paper. */
#ifndef HL_PAPER_DASHBOARD_H
#define HL_PAPER_DASHBOARD_H

#include "hl/dashboard.h"

#include "paper.h"

struct dashboard {
	struct paper *paper;
	struct paper_block block;
	struct hl_dash_section sections[HL_DASH_SECTIONS];
	size_t sections_len;
	struct hl_dash_chart chart;
	bool has_chart;
};

/* A title, and what it is about behind it, as the block; then they stay with what follows. */
void dashboard_set_title(struct dashboard *dashboard, struct hl_str title, struct hl_str sub);

/* dashboard_chart.c */
enum hl_status dashboard_put_chart(struct dashboard *dashboard, struct hl_error *err) HL_CHECKED;

/* dashboard_section.c: a table, with bars where it has them. */
enum hl_status dashboard_put_section(struct dashboard *dashboard,
	const struct hl_dash_section *section, struct hl_error *err) HL_CHECKED;

#endif
