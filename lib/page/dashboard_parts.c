/* dashboard_parts.c - what a figure is made of, so that whoever has the bank's figures can follow
 * it. */
#include "dashboard.h"

#include <string.h>

static bool is_named(const struct dash *dash, const struct dash_figure *figure, const char *name) {
	return dash_is(dash->metrics[figure->metric].name, name);
}

static void add_day(const struct dash *dash, struct hl_buf *to, const char *before) {
	hl_buf_addf(to, "%s", before);
	dash_add_day(to, dash->begins);
}

/* By collectors cash is whose it was posted to, and what was placed whose the account is. */
bool dash_is_by_account(const struct dash *dash) {
	if (dash->groups[dash->root].depth == 0)
		return true;
	for (size_t i = 0; i < dash->dimensions_len; i++)
		if (dash_is(dash->dimensions[i], "team") ||
			dash_is(dash->dimensions[i], "collector"))
			return false;
	return true;
}

/* Of all cash what is not in the collection rate. */
static void add_other_cash(struct dash *dash, struct hl_buf *to, const struct dash_figure *cash) {
	const struct dash_figure *placed = NULL;
	struct hl_str shown;
	char text[HL_SUM_ROOM];
	uint32_t metric;
	int64_t all, part;

	if (dash_is_by_account(dash) && dash_metric_find(dash, HL_STR("coll"), &metric))
		placed = dash_figure(dash, metric, cash->group, cash->period);
	if (!dash_dec(cash, DASH_NUM, &all) || !dash_dec(placed, DASH_NUM, &part) || all <= part)
		return;
	shown = (struct hl_str){ text, hl_sum_print_fixed((hl_wide)all - part, 2, text) };
	dash_add_shown(dash, to, shown, DASH_MONEY);
	hl_buf_add(to, HL_STR(" of it from accounts placed before"));
	if (dash->begins == HL_NO_DAY)
		hl_buf_add(to, HL_STR(" the log begins"));
	else
		add_day(dash, to, " ");
	hl_buf_add(to, HL_STR(" or taken back"));
}

bool dash_is_hourly(const struct dash_metric *metric) {
	return metric->known && strcmp(metric->known->unit->name, "money/hour") == 0;
}

void dash_add_parts(struct dash *dash, struct hl_buf *to, const struct dash_figure *figure) {
	const struct dash_metric *metric = &dash->metrics[figure->metric];
	bool is_rate = dash_style(metric, DASH_VALUE) == DASH_PERCENT;

	if (is_named(dash, figure, "cash")) {
		add_other_cash(dash, to, figure);
		return;
	}
	if (figure->cells[DASH_VALUE].len == 0 || figure->cells[DASH_NUM].len == 0 ||
		figure->cells[DASH_DEN].len == 0 || !(is_rate || dash_is_hourly(metric)))
		return;
	dash_add_cell(dash, to, figure, DASH_NUM);
	hl_buf_add(to, is_rate ? HL_STR(" of ") : HL_STR(" in "));
	dash_add_cell(dash, to, figure, DASH_DEN);
	if (!is_rate)
		hl_buf_add(to, HL_STR(" hours"));
	if (is_named(dash, figure, "coll")) {
		hl_buf_add(to, HL_STR(" placed"));
		if (dash->begins != HL_NO_DAY)
			add_day(dash, to, " since ");
	}
}
