/* dashboard_moves.c - what the days of coll lack to be those of a longer period, see hl-kpi(7). */
#include "dashboard.h"

/* "2026-02-03/2026-02-17"; false: a sum. */
static bool read_days(struct hl_str part, struct dash_period *days) {
	struct hl_str from = hl_str_cut(&part, '/');
	struct hl_error err = { 0 };

	return part.len > 0 && dash_read_day(from, &days->from, &err) == HL_OK &&
	       dash_read_day(part, &days->to, &err) == HL_OK;
}

static bool holds(struct dash_period outer, struct dash_period inner) {
	return outer.from <= inner.from && inner.to <= outer.to;
}

/* Those of all together have a row, even where nothing moved. */
bool dash_has_moves(const struct dash *dash, const struct hl_metric *of, struct dash_period period,
	uint32_t *metric) {
	size_t len, first;

	if (!of->moves || !dash_metric_find(dash, hl_str_of(of->moves), metric))
		return false;
	first = dash_span(dash, *metric, 0, &len);
	for (size_t i = first; i < first + len; i++)
		if (dash->figures[i]->part.len == 0 && holds(dash->figures[i]->period, period))
			return true;
	return false;
}

/* Two runs of different length each have all that moved in theirs: one of them is enough. */
bool dash_is_move(const struct dash *dash, size_t place, struct dash_period period,
	struct dash_period *days) {
	const struct dash_figure *figure = dash->figures[place];

	if (!holds(figure->period, period) || !read_days(figure->part, days) ||
		days->from < period.from || days->to >= period.to)
		return false;
	while (place-- > 0) {
		const struct dash_figure *before = dash->figures[place];

		if (before->metric != figure->metric || before->group != figure->group ||
			!hl_str_eq(before->part, figure->part))
			return true;
		if (holds(before->period, period))
			return false;
	}
	return true;
}

hl_wide dash_moved(
	const struct dash *dash, uint32_t metric, uint32_t group, struct dash_period period) {
	hl_wide sum = 0;
	size_t len;
	size_t first = dash_span(dash, metric, group, &len);

	for (size_t i = first; i < first + len; i++) {
		struct dash_period days;
		int64_t dec;

		if (dash_is_move(dash, i, period, &days) &&
			dash_dec(dash->figures[i], DASH_NUM, &dec))
			sum += dec;
	}
	return sum;
}
