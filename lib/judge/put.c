/* put.c - figures as rows: metric,group,from,to,num,den,value,lo,hi,n,flag. */
#include "parts.h"

#include "hl/stats.h"

/* --- figures --- */

struct figure figure_none(uint64_t n) {
	return (struct figure){ .n = n };
}

/*
 * Rounded once: worked out in units of the last decimal, then brought to millionths. A value that
 * does not fit is none.
 */
struct figure figure_over(hl_wide num, hl_wide den, unsigned scale, unsigned places) {
	struct figure figure = { .num = num, .den = den, .places = places };
	int64_t step = HL_ONE;
	hl_wide tens = scale;

	figure.has_num = figure.has_den = true;
	for (unsigned i = 0; i < places; i++) {
		tens *= 10;
		step /= 10;
	}
	figure.has_value = den != 0 && hl_dec_ratio(num * tens, den * HL_ONE, &figure.value) &&
			   !__builtin_mul_overflow(figure.value, step, &figure.value);
	return figure;
}

struct figure figure_of(double value, uint64_t n) {
	struct figure figure = { .n = n, .places = 6 };

	figure.has_value = hl_dec_of_double(value, &figure.value);
	return figure;
}

void figure_ends(struct figure *figure, double lo, double hi, unsigned scale) {
	figure->has_ends = figure->has_value &&
			   hl_dec_round_double(lo * scale, figure->places, &figure->lo) &&
			   hl_dec_round_double(hi * scale, figure->places, &figure->hi);
}

struct figure figure_share(uint64_t hits, uint64_t n) {
	struct figure figure = figure_over((hl_wide)hits * HL_ONE, (hl_wide)n * HL_ONE, 100, 1);
	double lo;
	double hi;

	hl_wilson(hits, n, &lo, &hi);
	figure_ends(&figure, lo, hi, 100);
	figure.n = n;
	return figure;
}

void figure_flag(struct figure *figure, const char *flag) {
	if (figure->flags.len > 0)
		hl_buf_add_char(&figure->flags, ';');
	hl_buf_add(&figure->flags, hl_str_of(flag));
}

void figure_count(struct figure *figure, const char *flag, uint64_t count) {
	if (count == 0)
		return;
	figure_flag(figure, flag);
	hl_buf_addf(&figure->flags, ":%llu", (unsigned long long)count);
}

/* --- cells --- */

static void put(const struct hl_judge_report *report, struct hl_str cell) {
	hl_put_more(report->to, report->dialect, cell);
}

static void put_sum(const struct hl_judge_report *report, bool has, hl_wide sum) {
	char text[HL_SUM_ROOM];

	put(report, (struct hl_str){ text, has ? hl_sum_print(sum, 0, text) : 0 });
}

static void put_fixed(
	const struct hl_judge_report *report, bool has, int64_t dec, unsigned places) {
	char text[HL_DEC_ROOM];

	put(report, (struct hl_str){ text, has ? hl_dec_print_fixed(dec, places, text) : 0 });
}

static void put_flags(struct hl_judge_report *report, const struct figure *figure) {
	struct hl_buf flags = { 0 };

	if (!figure->has_value)
		hl_buf_add(&flags, HL_STR("no_data"));
	else if (figure->n < report->j->options.min_n)
		hl_buf_add(&flags, HL_STR("low_n"));
	if (flags.len > 0 && figure->flags.len > 0)
		hl_buf_add_char(&flags, ';');
	hl_buf_add(&flags, hl_buf_str(&figure->flags));
	put(report, hl_buf_str(&flags));
	hl_buf_release(&flags);
}

enum hl_status put_figure(struct hl_judge_report *report, const struct hl_judge_metric *metric,
	struct figure *figure) {
	char count[24];
	size_t len;

	len = hl_sum_print((hl_wide)figure->n * HL_ONE, 0, count);
	hl_put_cell(report->to, report->dialect, hl_str_of(metric->name), false);
	put(report, figure->group);
	put(report, HL_STR(""));
	put(report, HL_STR(""));
	put_sum(report, figure->has_num, figure->num);
	put_sum(report, figure->has_den, figure->den);
	put_fixed(report, figure->has_value, figure->value, figure->places);
	put_fixed(report, figure->has_ends, figure->lo, figure->places);
	put_fixed(report, figure->has_ends, figure->hi, figure->places);
	put(report, (struct hl_str){ count, len });
	put_flags(report, figure);
	hl_buf_add_char(report->to, '\n');
	hl_buf_release(&figure->flags);
	report->j->figures++;
	return HL_OK;
}

enum hl_status put_views(
	struct hl_judge_report *report, const struct hl_judge_metric *metric, figure_of_view *at) {
	enum hl_status status = HL_OK;

	for (size_t i = 0; status == HL_OK && i < report->views->len; i++) {
		const struct view *view = &report->views->at[i];
		struct figure figure = at(report->j, view);

		figure.group = view->name;
		status = put_figure(report, metric, &figure);
	}
	return status;
}

struct hl_str view_part(struct hl_buf *name, const struct view *view, struct hl_str part) {
	name->len = 0;
	if (!view->is_total) {
		hl_buf_add(name, view->name);
		hl_buf_add_char(name, '/');
	}
	hl_buf_add(name, part);
	return hl_buf_str(name);
}

/* --- the table --- */

static void put_names(const struct hl_judge_report *report) {
	static const char *const names[] = { "metric", "group", "from", "to", "num", "den", "value",
		"lo", "hi", "n", "flag" };

	hl_put_cell(report->to, report->dialect, hl_str_of(names[0]), false);
	for (size_t i = 1; i < HL_LEN(names); i++)
		put(report, hl_str_of(names[i]));
	hl_buf_add_char(report->to, '\n');
}

enum hl_status hl_judge_put(
	struct hl_judge *j, struct hl_dialect dialect, struct hl_buf *to, struct hl_error *err) {
	struct views views;
	struct hl_judge_report report = {
		.j = j, .views = &views, .dialect = dialect, .to = to, .err = err
	};
	enum hl_status status;

	sums_end(j, &j->now);
	sums_end(j, &j->then);
	views_make(j, &views);
	status = shelf_status(j->shelf, err);
	put_names(&report);
	for (size_t i = 0; status == HL_OK && i < hl_judge_metrics_len; i++)
		if (j->choice.chosen[i])
			status = hl_judge_metrics[i].tell(&report, &hl_judge_metrics[i]);
	/* What could not be read was taken for nothing. */
	if (status == HL_OK)
		status = shelf_status(j->shelf, err);
	views_release(&views);
	return status;
}
