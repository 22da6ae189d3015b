/* dashboard_sums.c - figures of a period that has no row of its own: its days added up. */
#include "dashboard.h"

static struct hl_str print_sum(struct dash *dash, hl_wide sum, unsigned places) {
	char text[HL_SUM_ROOM];

	return hl_str_keep(
		&dash->doc->arena, (struct hl_str){ text, hl_sum_print(sum, places, text) });
}

/* The value as hl-metrics would round it; nothing where there is nothing to divide by. */
static void set_value(
	struct dash *dash, struct dash_figure *sum, hl_wide num, hl_wide den, bool has_den) {
	const struct hl_unit *unit = dash->metrics[sum->metric].known->unit;
	char text[HL_DEC_ROOM];
	int64_t value;

	sum->cells[DASH_NUM] = print_sum(dash, num, unit->num_places);
	sum->has_exact = !has_den && num < INT64_MAX && num > INT64_MIN;
	sum->exact = sum->has_exact ? (int64_t)num : 0;
	if (!has_den) {
		sum->cells[DASH_VALUE] = print_sum(dash, num, unit->value_places);
		return;
	}
	sum->cells[DASH_DEN] = print_sum(dash, den, unit->den_places);
	if (den == 0 || !hl_dec_ratio(num * unit->scale, den, &value))
		return;
	sum->has_exact = true;
	sum->exact = value;
	sum->cells[DASH_VALUE] = hl_str_keep(&dash->doc->arena,
		(struct hl_str){ text, hl_dec_print_fixed(value, unit->value_places, text) });
}

/* As hl-metrics flags it, but that --min-n is not known here: with its default. */
static void set_flag(struct dash *dash, struct dash_figure *sum, hl_wide den) {
	if (den == 0)
		sum->cells[DASH_FLAG] = HL_STR("no_data");
	else if (!dash->metrics[sum->metric].known->is_per_time &&
		 den < (hl_wide)DASH_MIN_N * HL_ONE)
		sum->cells[DASH_FLAG] = HL_STR("low_n");
}

/* The days of @period, which has no row of its own, added up. */
static struct dash_figure *add_up(
	struct dash *dash, uint32_t metric, uint32_t group, struct dash_period period) {
	struct dash_figure *sum = NULL;
	hl_wide num = 0, den = 0, n = 0;
	bool has_den = false;
	size_t len;
	size_t first = dash_span(dash, metric, group, &len);

	for (size_t i = first; i < first + len; i++) {
		const struct dash_figure *at = dash->figures[i];
		int64_t dec;

		if (!dash_is_day(at->period) || at->period.from < period.from ||
			at->period.to > period.to)
			continue;
		if (!sum)
			sum = hl_new(&dash->doc->arena, struct dash_figure);
		num += dash_dec(at, DASH_NUM, &dec) ? dec : 0;
		has_den |= dash_dec(at, DASH_DEN, &dec);
		den += dash_dec(at, DASH_DEN, &dec) ? dec : 0;
		n += dash_dec(at, DASH_N, &dec) ? dec : 0;
	}
	if (!sum)
		return NULL;
	sum->metric = metric;
	sum->group = group;
	sum->period = period;
	sum->is_sum = true;
	sum->cells[DASH_N] = print_sum(dash, n, 0);
	set_value(dash, sum, num, den, has_den);
	if (has_den)
		set_flag(dash, sum, den);
	return sum;
}

static bool is_in_days(const struct dash *dash, struct dash_period period) {
	return period.from >= dash->days.from && period.to <= dash->days.to;
}

/* What became of it since as many days before; nothing tells whether that is chance. */
static void compare(struct dash *dash, struct dash_figure *sum) {
	const struct dash_period before = { 2 * sum->period.from - sum->period.to,
		sum->period.from };
	const struct dash_figure *old =
		is_in_days(dash, before) ? add_up(dash, sum->metric, sum->group, before) : NULL;
	char text[HL_DEC_ROOM];
	hl_wide size;
	int64_t change;

	if (!old || !old->has_exact || !sum->has_exact)
		return;
	sum->cells[DASH_PREVIOUS] = old->cells[DASH_VALUE];
	size = old->exact < 0 ? -(hl_wide)old->exact : old->exact;
	if (size == 0 || !hl_dec_ratio(((hl_wide)sum->exact - old->exact) * 100, size, &change))
		return;
	sum->cells[DASH_CHANGE] = hl_str_keep(
		&dash->doc->arena, (struct hl_str){ text, hl_dec_print_fixed(change, 1, text) });
}

struct dash_figure *dash_figure(
	struct dash *dash, uint32_t metric, uint32_t group, struct dash_period period) {
	const struct hl_metric *known = dash->metrics[metric].known;
	struct dash_figure *figure = dash_find(dash, metric, group, period);

	if (figure || !known || !known->is_summed || !is_in_days(dash, period))
		return figure;
	figure = add_up(dash, metric, group, period);
	if (figure)
		compare(dash, figure);
	return figure;
}
