/*
 * dashboard_line.c - the line of the chart: through the days, or, over more than two weeks, of the
 * seven days that end with each.
 *
 * On a Saturday few work and payments come in all the same: by day that is a peak of every ratio
 * to hours. The days are dots then.
 */
#include "dashboard.h"

enum { DAYS = 7, LONG = 14 };

static struct hl_dash_point point_of(const struct dash_figure *figure) {
	struct hl_dash_point point = { .has_value = dash_dec(figure, DASH_VALUE, &point.value) };

	point.has_band =
		dash_dec(figure, DASH_LO, &point.lo) && dash_dec(figure, DASH_HI, &point.hi);
	return point;
}

/* A ratio is that of all seven days; of what is counted a seventh. */
static struct hl_dash_point mean_of(const struct dash_figure *sum) {
	struct hl_dash_point point = point_of(sum);

	if (point.has_value && sum->cells[DASH_DEN].len == 0)
		point.has_value = hl_dec_ratio(point.value, DAYS, &point.value);
	return point;
}

void dash_set_line(struct dash_chart *chart) {
	struct dash *dash = chart->dash;

	chart->line = hl_new_array(&dash->doc->arena, struct hl_dash_point, chart->len);
	chart->is_smooth = chart->len > LONG && dash_adds_up(dash, dash->chosen);
	for (size_t i = 0; i < chart->len; i++) {
		int64_t end = dash->period.from + (int64_t)i + 1;
		const struct dash_period week = { end - DAYS, end };

		chart->line[i] = chart->is_smooth
					 ? mean_of(dash_sum(dash, dash->chosen, dash->root, week))
					 : point_of(chart->days[i]);
	}
}

const char *dash_how(const struct dash_chart *chart) {
	return chart->is_smooth ? " of seven days each (line) and by day (dots)" : " by day";
}
