/* dashboard_sums.c - figures of a period that has no row of its own: its days added up. */
#include "dashboard.h"

static struct hl_str print_sum(struct dash *dash, hl_wide sum, unsigned places) {
	char text[HL_SUM_ROOM];

	return hl_str_keep(
		&dash->doc->arena, (struct hl_str){ text, hl_sum_print(sum, places, text) });
}

/* Days added up; without a figure there are none. */
struct sum {
	struct dash_figure *figure;
	const struct dash_figure *last; /* of the days */
	struct hl_figure of;
};

static struct hl_str print_fixed(struct dash *dash, int64_t dec, unsigned places) {
	char text[HL_DEC_ROOM];

	return hl_str_keep(
		&dash->doc->arena, (struct hl_str){ text, hl_dec_print_fixed(dec, places, text) });
}

/* scale x num / den, rounded once to so many places; false: nothing to divide by. */
static bool ratio(
	const struct hl_unit *unit, const struct hl_figure *of, unsigned places, int64_t *dec) {
	hl_wide factor = unit->scale;
	int64_t step = HL_ONE;

	for (unsigned i = 0; i < places; i++) {
		factor *= 10;
		step /= 10;
	}
	if (of->den == 0 || !hl_sum_ratio(of->num * factor, of->den, &factor))
		return false;
	*dec = (int64_t)factor * step;
	return true;
}

static void set_end(struct dash *dash, struct sum *sum, enum dash_cell cell, double end) {
	const struct hl_unit *unit = dash->metrics[sum->figure->metric].known->unit;
	int64_t dec;

	if (hl_dec_round_double(end * unit->scale, unit->value_places, &dec))
		sum->figure->cells[cell] = print_fixed(dash, dec, unit->value_places);
}

/* Where num and den alone say it. */
static void set_interval(struct dash *dash, struct sum *sum) {
	const struct hl_interval *interval = dash->metrics[sum->figure->metric].known->interval;
	const struct hl_measured at = { NULL, sum->of };
	struct hl_estimate ends;

	if (!interval || !interval->of)
		return;
	ends = interval->estimate(&at);
	set_end(dash, sum, DASH_LO, ends.lo);
	set_end(dash, sum, DASH_HI, ends.hi);
}

/* The value as hl-metrics would round it; nothing where there is nothing to divide by. */
static void set_value(struct dash *dash, struct sum *sum) {
	const struct hl_unit *unit = dash->metrics[sum->figure->metric].known->unit;
	struct hl_str *cells = sum->figure->cells;
	int64_t value;

	cells[DASH_NUM] = print_sum(dash, sum->of.num, unit->num_places);
	if (!sum->of.has_den) {
		cells[DASH_VALUE] = print_sum(dash, sum->of.num, unit->value_places);
		return;
	}
	cells[DASH_DEN] = print_sum(dash, sum->of.den, unit->den_places);
	if (!ratio(unit, &sum->of, unit->value_places, &value))
		return;
	cells[DASH_VALUE] = print_fixed(dash, value, unit->value_places);
	set_interval(dash, sum);
}

/* Flags of the last day that are the period's: how it was counted, and what stands without an
 * amount. */
static void add_views(struct hl_buf *to, const struct hl_metric *known, struct hl_str flags) {
	static const char *const views[] = { "reversals:", "credit:", "hours:", "no_amount:" };
	size_t len = HL_LEN(views) - !known->moves;

	while (flags.len > 0) {
		struct hl_str flag = hl_str_trim(hl_str_cut(&flags, ';'));

		for (size_t i = 0; i < len; i++)
			if (hl_str_starts(flag, hl_str_of(views[i]))) {
				hl_buf_add(to, to->len ? HL_STR(";") : HL_STR(""));
				hl_buf_add(to, flag);
			}
	}
}

/* Days of @period that the events do not cover, by the rows of whom the page is about. */
static size_t uncovered(const struct dash *dash, uint32_t metric, struct dash_period period) {
	size_t count = 0;
	size_t len;
	size_t first = dash_span(dash, metric, dash->root, &len);

	for (size_t i = first; i < first + len; i++) {
		const struct dash_figure *day = dash->figures[i];
		struct hl_str flags = day->cells[DASH_FLAG];

		if (!dash_is_day(day->period) || day->period.from < period.from ||
			day->period.to > period.to)
			continue;
		while (flags.len > 0)
			count += dash_is(hl_str_trim(hl_str_cut(&flags, ';')), "partial:0/1");
	}
	return count;
}

static void add_cover(const struct dash *dash, const struct dash_figure *sum, const char *name,
	struct dash_period period, struct hl_buf *to) {
	size_t days = dash_days(period);
	size_t without = uncovered(dash, sum->metric, period);

	if (without > 0)
		hl_buf_addf(to, "%s%s:%zu/%zu", to->len ? ";" : "", name, days - without, days);
}

/* As hl-metrics flags it, but that --min-n is not known here: with its default. */
static void set_flag(struct dash *dash, struct sum *sum) {
	const struct hl_metric *known = dash->metrics[sum->figure->metric].known;
	struct hl_buf flags = { 0 };

	if (sum->of.has_den && sum->of.den == 0)
		hl_buf_add(&flags, HL_STR("no_data"));
	else if (sum->of.has_den && !known->is_per_time &&
		 sum->of.den < (hl_wide)DASH_MIN_N * HL_ONE)
		hl_buf_add(&flags, HL_STR("low_n"));
	add_views(&flags, known, sum->last->cells[DASH_FLAG]);
	add_cover(dash, sum->figure, "partial", sum->figure->period, &flags);
	sum->figure->cells[DASH_FLAG] = hl_str_keep(&dash->doc->arena, hl_buf_str(&flags));
	hl_buf_release(&flags);
}

static void add_day(struct dash *dash, struct sum *sum, const struct dash_figure *day) {
	int64_t dec;

	if (!sum->figure)
		sum->figure = hl_new(&dash->doc->arena, struct dash_figure);
	sum->last = day;
	sum->of.num += dash_dec(day, DASH_NUM, &dec) ? dec : 0;
	sum->of.has_den |= dash_dec(day, DASH_DEN, &dec);
	sum->of.den += dash_dec(day, DASH_DEN, &dec) ? dec : 0;
	sum->of.n += dash_dec(day, DASH_N, &dec) ? (size_t)(dec / HL_ONE) : 0;
}

/* What moved between the days counts, too; all else is as it stands on the last of them. */
static void move(struct dash *dash, struct sum *sum, uint32_t moves) {
	const struct dash_figure *figure = sum->figure;
	bool is_there = sum->last->period.to == figure->period.to;
	int64_t dec;

	sum->of.num += dash_moved(dash, moves, figure->group, figure->period);
	sum->of.den = is_there && dash_dec(sum->last, DASH_DEN, &dec) ? dec : 0;
	sum->of.n = is_there && dash_dec(sum->last, DASH_N, &dec) ? (size_t)(dec / HL_ONE) : 0;
}

/* The days of @period, which has no row of its own, added up. */
static struct sum add_up(
	struct dash *dash, uint32_t metric, uint32_t group, struct dash_period period) {
	struct sum sum = { .of = { .has_num = true } };
	size_t len;
	size_t first = dash_span(dash, metric, group, &len);
	uint32_t moves;

	for (size_t i = first; i < first + len; i++) {
		const struct dash_period day = dash->figures[i]->period;

		if (dash_is_day(day) && day.from >= period.from && day.to <= period.to)
			add_day(dash, &sum, dash->figures[i]);
	}
	if (!sum.figure)
		return sum;
	sum.figure->metric = metric;
	sum.figure->group = group;
	sum.figure->period = period;
	sum.figure->is_sum = true;
	if (dash_has_moves(dash, dash->metrics[metric].known, period, &moves))
		move(dash, &sum, moves);
	sum.figure->cells[DASH_N] = print_sum(dash, (hl_wide)sum.of.n * HL_ONE, 0);
	set_value(dash, &sum);
	set_flag(dash, &sum);
	return sum;
}

static bool is_in_days(const struct dash *dash, struct dash_period period) {
	return period.from >= dash->days.from && period.to <= dash->days.to;
}

/* Can the days of @period be added up? */
static bool can_add(const struct dash *dash, uint32_t metric, struct dash_period period) {
	const struct hl_metric *known = dash->metrics[metric].known;
	uint32_t moves;

	return known && is_in_days(dash, period) &&
	       (known->is_summed || dash_has_moves(dash, known, period, &moves));
}

bool dash_lacks_interval(const struct dash *dash, const struct dash_figure *figure) {
	const struct hl_metric *known = dash->metrics[figure->metric].known;

	return figure->is_sum && figure->cells[DASH_VALUE].len > 0 && known->interval &&
	       known->interval->estimate && !known->interval->of;
}

const struct dash_figure *dash_sum(
	struct dash *dash, uint32_t metric, uint32_t group, struct dash_period period) {
	if (!can_add(dash, metric, period))
		return NULL;
	return add_up(dash, metric, group, period).figure;
}

bool dash_adds_up(const struct dash *dash, uint32_t metric) {
	return can_add(dash, metric, dash->days);
}

/* --- what became of it --- */

/* The value before it was rounded. */
static bool exact(const struct dash *dash, const struct sum *sum, int64_t *dec) {
	const hl_wide num = sum->of.num;

	if (sum->of.has_den)
		return ratio(dash->metrics[sum->figure->metric].known->unit, &sum->of, 6, dec);
	*dec = (int64_t)num;
	return num < INT64_MAX && num > INT64_MIN;
}

/* May the change be chance? As hl-metrics tells it, where num and den alone say it. */
static void test(const struct dash *dash, struct sum *sum, const struct sum *old) {
	const struct hl_interval *interval = dash->metrics[sum->figure->metric].known->interval;
	const struct hl_measured a = { NULL, old->of };
	const struct hl_measured b = { NULL, sum->of };
	struct hl_change change;

	if (!interval || !interval->of)
		return;
	change = interval->change(&a, &b);
	sum->figure->is_tested = true;
	sum->figure->cells[DASH_TREND] = change.lo > 0   ? HL_STR("up")
					 : change.hi < 0 ? HL_STR("down")
							 : HL_STR("ns");
}

static void add_cover_before(
	struct dash *dash, struct dash_figure *sum, struct dash_period before) {
	struct hl_buf flags = { 0 };

	hl_buf_add(&flags, sum->cells[DASH_FLAG]);
	add_cover(dash, sum, "previous_partial", before, &flags);
	sum->cells[DASH_FLAG] = hl_str_keep(&dash->doc->arena, hl_buf_str(&flags));
	hl_buf_release(&flags);
}

/* What became of it since as many days before. */
static void compare(struct dash *dash, struct sum *sum) {
	const struct dash_period period = sum->figure->period;
	struct dash_period before = { 2 * period.from - period.to, period.from };
	struct sum old = { .figure = NULL };
	int64_t was, is, change;

	if (!dash_note_cover(dash, sum->figure, &before))
		return;
	if (can_add(dash, sum->figure->metric, before))
		old = add_up(dash, sum->figure->metric, sum->figure->group, before);
	if (old.figure && dash_days(before) == dash_days(period))
		add_cover_before(dash, sum->figure, before);
	if (dash_before(sum->figure) == 0)
		return;
	if (!old.figure || !exact(dash, &old, &was) || !exact(dash, sum, &is))
		return;
	sum->figure->cells[DASH_PREVIOUS] = old.figure->cells[DASH_VALUE];
	test(dash, sum, &old);
	if (was > 0 && hl_dec_ratio(((hl_wide)is - was) * 100, was, &change))
		sum->figure->cells[DASH_CHANGE] = print_fixed(dash, change, 1);
}

struct dash_figure *dash_figure(
	struct dash *dash, uint32_t metric, uint32_t group, struct dash_period period) {
	struct dash_figure *figure = dash_find(dash, metric, group, period);
	struct sum sum;

	if (figure || !can_add(dash, metric, period))
		return figure;
	sum = add_up(dash, metric, group, period);
	if (sum.figure)
		compare(dash, &sum);
	return sum.figure;
}
