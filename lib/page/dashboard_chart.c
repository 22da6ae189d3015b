/*
 * dashboard_chart.c - a metric day by day, as lines that any width stretches; labels are text.
 *
 * Where a day has no value the line is broken, and dashes lead across. The script draws the same
 * for other metrics, groups and days.
 */
#include "dashboard.h"

#include <inttypes.h>

enum { WIDTH = 10000, HEIGHT = 2400, STEPS = 4 }; /* tenths of the units of the view box */

/* --- the scale --- */

/* The smallest of 1, 2, 2.5, 5 and their tens of which @steps reach @most. */
static int64_t step_for(int64_t most, int64_t steps) {
	static const int64_t sizes[] = { 10, 20, 25, 50 };

	for (int64_t unit = 1; unit <= INT64_MAX / 50; unit *= 10)
		for (size_t i = 0; i < HL_LEN(sizes); i++)
			if (sizes[i] * unit >= most / steps + (most % steps > 0))
				return sizes[i] * unit;
	return INT64_MAX / steps;
}

/*
 * The largest value, or with @sign -1 the smallest; 0 where all are on its other side. What is
 * beyond two trillions is drawn there: a scale of both signs has to be a number, too.
 */
static int64_t end_of(const struct dash_chart *chart, int sign) {
	const int64_t farthest = INT64_C(2000000000000) * HL_ONE;
	int64_t end = 0;
	int64_t dec;

	for (size_t i = 0; i < chart->len; i++) {
		if (dash_dec(chart->days[i], DASH_VALUE, &dec) && sign * dec > sign * end)
			end = dec;
		if (chart->line[i].has_value && sign * chart->line[i].value > sign * end)
			end = chart->line[i].value;
	}
	return sign * end < farthest ? end : sign * farthest;
}

/* The interval counts, too, but for no more than half above the highest value. */
static void set_scale(struct dash_chart *chart) {
	int64_t most = end_of(chart, 1);
	int64_t least = end_of(chart, -1);
	int64_t band = 0;

	for (size_t i = 0; i < chart->len; i++)
		if (chart->line[i].has_band && chart->line[i].hi > band)
			band = chart->line[i].hi;
	if (band > most)
		most = band < most + most / 2 ? band : most + most / 2;
	if (most == 0 && least == 0)
		most = HL_ONE;
	chart->step = step_for(most > -least ? most : -least, STEPS);
	while (chart->high < most || chart->high == 0)
		chart->high += chart->step;
	while (chart->low > least)
		chart->low -= chart->step;
}

static long y_of(const struct dash_chart *chart, int64_t dec) {
	int64_t inside = dec < chart->low ? chart->low : dec > chart->high ? chart->high : dec;

	return (long)((hl_wide)HEIGHT * (chart->high - inside) / (chart->high - chart->low));
}

static long x_of(const struct dash_chart *chart, size_t day) {
	return (long)(WIDTH * (2 * day + 1) / (2 * chart->len));
}

/* --- lines --- */

static void put_point(struct dash_chart *chart, char command, size_t day, int64_t dec) {
	long x = x_of(chart, day);
	long y = y_of(chart, dec);

	hl_buf_addf(&chart->dash->doc->out, "%c%ld.%ld %ld.%ld", command, x / 10, x % 10, y / 10,
		y % 10);
}

/* With @gaps what leads over days without a value, else all but that. */
static void put_line(struct dash_chart *chart, bool gaps) {
	size_t last = SIZE_MAX;
	int64_t before = 0;

	for (size_t i = 0; i < chart->len; i++) {
		int64_t dec = chart->line[i].value;

		if (!chart->line[i].has_value)
			continue;
		if (gaps && last != SIZE_MAX && last + 1 < i) {
			put_point(chart, 'M', last, before);
			put_point(chart, 'L', i, dec);
		}
		if (!gaps)
			put_point(chart, last != SIZE_MAX && last + 1 == i ? 'L' : 'M', i, dec);
		last = i;
		before = dec;
	}
}

static void put_dots(struct dash_chart *chart) {
	int64_t dec;

	for (size_t i = 0; i < chart->len; i++)
		if (dash_dec(chart->days[i], DASH_VALUE, &dec)) {
			put_point(chart, 'M', i, dec);
			hl_put(chart->dash->doc, "h0");
		}
}

static bool has_band(const struct dash_chart *chart, size_t day) {
	return day < chart->len && chart->line[day].has_band;
}

/* There along the upper ends, back along the lower ones. */
static void put_band(struct dash_chart *chart) {
	for (size_t first = 0; first < chart->len; first++) {
		size_t end = first;

		while (has_band(chart, end))
			end++;
		for (size_t i = first; i < end; i++)
			put_point(chart, i == first ? 'M' : 'L', i, chart->line[i].hi);
		for (size_t i = end; i > first; i--)
			put_point(chart, 'L', i - 1, chart->line[i - 1].lo);
		if (end > first)
			hl_put(chart->dash->doc, "Z");
		first = end;
	}
}

static void put_path(
	struct dash_chart *chart, const char *name, void (*put)(struct dash_chart *chart)) {
	hl_buf_addf(&chart->dash->doc->out, "<path class=\"%s\" d=\"", name);
	put(chart);
	hl_put(chart->dash->doc, "\"/>");
}

static void put_grid(struct dash_chart *chart) {
	for (int64_t at = chart->low; at <= chart->high; at += chart->step) {
		long y = y_of(chart, at);

		hl_buf_addf(&chart->dash->doc->out, "M0 %ld.%ldH1000", y / 10, y % 10);
	}
}

static void put_values(struct dash_chart *chart) {
	put_line(chart, false);
}

static void put_gaps(struct dash_chart *chart) {
	put_line(chart, true);
}

/* --- words --- */

static void put_named(
	struct dash_chart *chart, const char *what, const struct dash_figure *figure) {
	hl_put(chart->dash->doc, what);
	dash_put_shown(
		chart->dash, figure->cells[DASH_VALUE], dash_style(chart->metric, DASH_VALUE));
	hl_put(chart->dash->doc, " on ");
	dash_put_day(chart->dash, figure->period.from);
}

/* For who does not see it: where it begins and ends, its lowest and its highest. */
static void put_summary(struct dash_chart *chart) {
	const struct dash_figure *ends[4] = { NULL };
	static const char *const words[] = { "first ", ", last ", ", lowest ", ", highest " };
	int64_t dec, lowest = 0, highest = 0;

	for (size_t i = 0; i < chart->len; i++) {
		if (!dash_dec(chart->days[i], DASH_VALUE, &dec))
			continue;
		ends[1] = chart->days[i];
		ends[0] = ends[0] ? ends[0] : ends[1];
		ends[2] = ends[2] && dec >= lowest ? ends[2] : ends[1];
		ends[3] = ends[3] && dec <= highest ? ends[3] : ends[1];
		(void)dash_dec(ends[2], DASH_VALUE, &lowest);
		(void)dash_dec(ends[3], DASH_VALUE, &highest);
	}
	html_put(chart->dash->doc, dash_title(chart->metric));
	hl_put(chart->dash->doc, " by day: ");
	if (!ends[0])
		hl_put(chart->dash->doc, "no value");
	for (size_t i = 0; i < HL_LEN(ends) && ends[i]; i++)
		put_named(chart, words[i], ends[i]);
}

static void put_labels(struct dash_chart *chart) {
	struct hl_export *doc = chart->dash->doc;
	char text[HL_DEC_ROOM];

	hl_put(doc, "<div class=\"scale\" id=\"scale\" aria-hidden=\"true\">");
	for (int64_t at = chart->high; at >= chart->low; at -= chart->step) {
		hl_put(doc, "<span>");
		dash_put_shown(chart->dash, (struct hl_str){ text, hl_dec_print(at, text) },
			dash_axis_style(chart->metric));
		hl_put(doc, "</span>");
	}
	hl_put(doc, "</div>\n");
}

static void put_times(struct dash_chart *chart) {
	struct dash *dash = chart->dash;
	int64_t middle = dash->period.from + (int64_t)(chart->len - 1) / 2;

	hl_put(dash->doc, "<div class=\"times\" id=\"times\" aria-hidden=\"true\"><span>");
	dash_put_day(dash, dash->period.from);
	if (chart->len > 4) {
		hl_put(dash->doc, "</span><span>");
		dash_put_day(dash, middle);
	}
	if (chart->len > 1) {
		hl_put(dash->doc, "</span><span>");
		dash_put_day(dash, dash->period.to - 1);
	}
	hl_put(dash->doc, "</span></div>\n");
}

/* --- all of it --- */

bool dash_is_drawn(const struct dash_chart *chart) {
	int64_t dec;

	for (size_t i = 0; i < chart->len; i++)
		if (dash_dec(chart->days[i], DASH_VALUE, &dec))
			return true;
	return false;
}

static void put_plot(struct dash_chart *chart) {
	struct hl_export *doc = chart->dash->doc;
	bool is_any = dash_is_drawn(chart);

	hl_buf_addf(&doc->out, "<p class=\"nothing\" id=\"nothing\"%s>", is_any ? " hidden" : "");
	hl_put(doc, chart->rows_len ? "no value on any of these days" : "not measured by day");
	hl_buf_addf(&doc->out, "</p>\n<div class=\"chart%s\" id=\"chart\"%s>\n",
		chart->is_smooth ? " smooth" : "", is_any ? "" : " hidden");
	put_labels(chart);
	hl_put(doc, "<div class=\"plot\" id=\"plot\"><svg viewBox=\"0 0 1000 240\" "
		    "preserveAspectRatio=\"none\" role=\"img\" aria-label=\"");
	put_summary(chart);
	hl_put(doc, "\">");
	put_path(chart, "grid", put_grid);
	put_path(chart, "band", put_band);
	put_path(chart, "gaps", put_gaps);
	put_path(chart, "line", put_values);
	put_path(chart, "dots", put_dots);
	hl_put(doc, "</svg></div>\n");
	put_times(chart);
	hl_put(doc, "</div>\n");
}

/*
 * Nothing to divide by, or 0 of which no interval can be told where the metric has one, such as no
 * attempts for some payments: nobody worked that day, which is no low.
 */
static bool is_drawn(const struct dash_chart *chart, const struct dash_figure *figure) {
	bool has_interval = chart->metric->known && chart->metric->known->interval;
	int64_t dec, value;

	if (!dash_dec(figure, DASH_VALUE, &value) || !dash_dec(figure, DASH_DEN, &dec))
		return figure != NULL;
	return dec != 0 && !(value == 0 && has_interval && figure->cells[DASH_LO].len == 0);
}

bool dash_chart(struct dash *dash, struct dash_chart *chart) {
	*chart = (struct dash_chart){ .dash = dash };
	if (dash->cards_len == 0 || dash_days(dash->days) == 0)
		return false;
	chart->metric = &dash->metrics[dash->chosen];
	chart->len = dash_days(dash->period);
	chart->rows = hl_new_array(&dash->doc->arena, struct dash_figure *, chart->len);
	chart->days = hl_new_array(&dash->doc->arena, struct dash_figure *, chart->len);
	for (size_t i = 0; i < chart->len; i++) {
		int64_t day = dash->period.from + (int64_t)i;

		chart->rows[i] = dash_find(
			dash, dash->chosen, dash->root, (struct dash_period){ day, day + 1 });
		chart->rows_len += chart->rows[i] != NULL;
		chart->days[i] = is_drawn(chart, chart->rows[i]) ? chart->rows[i] : NULL;
	}
	dash_set_line(chart);
	set_scale(chart);
	return true;
}

void dash_put_chart(struct dash *dash) {
	struct dash_chart chart;
	struct dash_table table = {
		.id = "trend-table", .caption = "By day", .label = DASH_BY_DAY, .heading = "Day"
	};
	struct dash_figure **rows;

	if (!dash_chart(dash, &chart))
		return;
	rows = hl_new_array(&dash->doc->arena, struct dash_figure *, chart.len);
	for (size_t i = 0; i < chart.len; i++)
		if (chart.rows[i])
			rows[table.len++] = chart.rows[i];
	table.figures = rows;
	dash_put_part(dash, "trend", "Trend", HL_STR(""), "trend");
	hl_put(dash->doc, "<p class=\"sub\" id=\"trend-sub\">");
	html_put_bdi(dash->doc, dash_title(chart.metric));
	hl_buf_addf(&dash->doc->out, "%s: ", dash_how(&chart));
	dash_put_group(dash, &dash->groups[dash->root], true);
	hl_put(dash->doc, "</p>\n<p class=\"readout\" id=\"readout\" hidden></p>\n");
	put_plot(&chart);
	dash_put_table(dash, &table);
	hl_put(dash->doc, "</section>\n");
}
