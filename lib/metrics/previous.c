/*
 * previous.c - what a figure was in the period before.
 *
 * Before a period is one of as many days that ends where it begins; before a month of the calendar
 * the month before. Most of those before a day, week or month are measured anyway; the others, as
 * that before the whole, are listed.
 */
#include "line.h"

#include <math.h>

/* --- which period --- */

/* A day, week or month that no end of the period asked for cuts. */
static bool is_complete(const struct periods *periods, uint32_t code) {
	struct hl_period period = period_of(periods, code);

	return code >= PERIODS_MAX &&
	       period.from_day == periods->every->first_day(code - PERIODS_MAX) &&
	       period.to_day == periods->every->first_day(code - PERIODS_MAX + 1);
}

/* The whole is a day, week or month where it is the only one. */
static uint32_t code_of_part(const struct periods *periods, uint32_t code) {
	uint32_t first, end;

	periods_every(periods, &first, &end);
	return code == 0 && end - first == 1 ? first : code;
}

static struct hl_period before(const struct periods *periods, uint32_t code) {
	struct hl_period period = period_of(periods, code);

	code = code_of_part(periods, code);
	if (is_complete(periods, code))
		return (struct hl_period){ periods->every->first_day(code - PERIODS_MAX - 1),
			period.from_day };
	return (struct hl_period){ 2 * period.from_day - period.to_day, period.from_day };
}

static bool is_same(struct hl_period a, struct hl_period b) {
	return a.from_day == b.from_day && a.to_day == b.to_day;
}

static bool find(
	const struct periods *periods, uint32_t code, struct hl_period want, uint32_t *found) {
	uint32_t first, end;

	periods_every(periods, &first, &end);
	*found = code - 1;
	if (code > first && code < end && is_same(period_of(periods, code - 1), want))
		return true;
	for (*found = 0; *found < periods->len; ++*found)
		if (is_same(periods->listed[*found], want))
			return true;
	return false;
}

bool previous_of(const struct periods *periods, uint32_t code, uint32_t *found) {
	return find(periods, code, before(periods, code), found);
}

static enum hl_status list(struct periods *periods, uint32_t code, struct hl_error *err) {
	struct hl_period want = before(periods, code);
	uint32_t found;

	if (find(periods, code, want, &found))
		return HL_OK;
	if (periods->len == PERIODS_MAX)
		return hl_fail(err, HL_EUSAGE, "--previous: more periods than can be measured");
	periods_add(periods, &want);
	return HL_OK;
}

enum hl_status previous_plan(struct periods *periods, struct hl_error *err) {
	enum hl_status status = list(periods, 0, err);
	uint32_t code, end;

	for (periods_every(periods, &code, &end); status == HL_OK && code < end; code++)
		status = list(periods, code, err);
	return status;
}

/* --- what it was, and whether that is a change --- */

/* A share or a ratio before it was rounded. */
static double exact(const struct hl_metric *metric, const struct hl_figure *figure) {
	if (!figure->has_den || !figure->has_num)
		return (double)figure->value / HL_ONE;
	return metric->unit->scale * (double)figure->num / (double)figure->den;
}

enum { MILLIONTHS = 6 };

static struct maybe decimal(double x, unsigned places) {
	struct maybe maybe = { false, 0 };

	maybe.is_there = hl_sum_round_double(x, places, &maybe.dec);
	return maybe;
}

static void compare_values(
	const struct hl_metric *metric, const struct hl_figure *was, struct line *line) {
	const struct hl_figure *is = &line->figure;
	double difference = exact(metric, is) - exact(metric, was);
	struct before *before = &line->before;

	struct maybe change = decimal(difference, MILLIONTHS);

	before->value = (struct maybe){ true, was->value };
	if (!is->has_den)
		change = (struct maybe){ true, is->value - was->value };
	before->change = is->has_den ? decimal(difference, metric->unit->value_places) : change;
	if (was->value > 0)
		before->percent = decimal(100 * difference / exact(metric, was), PERCENT_PLACES);
	before->trend = change.dec > 0 ? "up" : change.dec < 0 ? "down" : "same";
}

/* It is none as long as the interval holds that nothing has changed. */
static void test(
	const struct hl_interval *interval, const struct hl_measured *was, struct line *line) {
	const struct hl_measured is = { line->tally, line->figure };
	struct hl_change change = interval->change(was, &is);
	double unit = interval->of_relative ? change.a : 1;
	struct before *before = &line->before;

	before->lo = scaled(line->metric, change.lo * unit);
	before->hi = scaled(line->metric, change.hi * unit);
	before->p = change.p;
	before->trend = change.lo > 0 ? "up" : change.hi < 0 ? "down" : "ns";
}

enum hl_status previous_find(struct hl_meter *m, struct line *line, struct hl_error *err) {
	static const struct hl_tally nothing;
	struct hl_measured was = { .tally = NULL };
	struct hl_period period;
	uint32_t code;
	enum hl_status status;

	if (!previous_of(&m->periods, line->code, &code))
		return HL_OK;
	was.tally = tally_find(m, line->of->number, code);
	if (was.tally && line->metric->by_stage)
		was.tally = was.tally->stages ? &was.tally->stages[line->inner.number - 1] : NULL;
	was.tally = was.tally ? was.tally : &nothing;
	period = period_of(&m->periods, code);
	line->before.days = period.to_day - period.from_day;
	line->before.covered_days = period_covered(m, &period);
	/* What the log does not know is no 0. */
	if (line->before.covered_days == 0)
		return HL_OK;
	status = figure_make(line->metric, was.tally, &was.figure, err);
	if (status != HL_OK || !was.figure.has_value)
		return status;
	line->before.value = (struct maybe){ true, was.figure.value };
	if (!line->figure.has_value)
		return status;
	compare_values(line->metric, &was.figure, line);
	if (line->metric->interval)
		test(line->metric->interval, &was, line);
	return status;
}
