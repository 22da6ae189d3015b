/* dashboard_chart.c - a metric day by day: its interval grey, its values a line, gaps dashed. */
#include "dashboard.h"

/* Lines of the page that the chart is high; points at its left for the labels. */
enum { LINES = 12, LABELS = 50 };

struct frame {
	struct paper *paper;
	const struct hl_dash_chart *chart;
	double x, y, width, height; /* of what is drawn in */
};

static double x_of(const struct frame *frame, size_t day) {
	return frame->x + frame->width * ((double)day + 0.5) / (double)frame->chart->len;
}

static double y_of(const struct frame *frame, int64_t value) {
	const struct hl_dash_chart *chart = frame->chart;
	int64_t inside = value < chart->low    ? chart->low
			 : value > chart->high ? chart->high
					       : value;

	return frame->y +
	       frame->height * (double)(chart->high - inside) / (double)(chart->high - chart->low);
}

/* --- the scale --- */

static void draw_grid(const struct frame *frame) {
	const struct hl_dash_chart *chart = frame->chart;
	struct paper *paper = frame->paper;
	struct paper_text like = { .is_right = true, .width = LABELS - 6 };

	for (int64_t at = chart->low; at <= chart->high; at += chart->step) {
		double y = y_of(frame, at);

		cairo_set_source_rgb(paper->cr, 0.7, 0.7, 0.7);
		cairo_set_line_width(paper->cr, at == 0 ? 0.8 : 0.3);
		cairo_move_to(paper->cr, frame->x, y);
		cairo_line_to(paper->cr, frame->x + frame->width, y);
		cairo_stroke(paper->cr);
		cairo_set_source_rgb(paper->cr, 0, 0, 0);
		paper_draw_line(paper, &like, hl_dash_label(paper->doc, chart, at),
			y - PAPER_MARGIN - 0.68 * paper->size);
	}
}

/* The first day, one in the middle, the last. */
static void draw_days(const struct frame *frame) {
	enum { ROOM = 60 };
	const struct hl_dash_chart *chart = frame->chart;
	const size_t days[] = { 0, (chart->len - 1) / 2, chart->len - 1 };
	struct paper *paper = frame->paper;

	for (size_t i = 0; i < HL_LEN(days); i++) {
		char text[HL_TIME_ROOM];
		struct hl_str day = { text, hl_day_print(chart->from + (int64_t)days[i], text) };
		struct paper_text like = { .width = ROOM, .is_right = i == 2 };

		if ((i == 1 && chart->len < 5) || (i == 2 && chart->len < 2))
			continue;
		like.x = x_of(frame, days[i]) - PAPER_MARGIN - (double)i * ROOM / 2;
		paper_draw_line(paper, &like, day,
			frame->y + frame->height - PAPER_MARGIN + 0.3 * paper->size);
	}
}

/* --- values --- */

static bool has_band(const struct hl_dash_chart *chart, size_t day) {
	return day < chart->len && chart->line[day].has_band;
}

/* There along the upper ends, back along the lower ones. */
static void draw_band(const struct frame *frame) {
	const struct hl_dash_chart *chart = frame->chart;

	for (size_t first = 0; first < chart->len; first++) {
		size_t end = first;

		cairo_new_sub_path(frame->paper->cr);
		for (; has_band(chart, end); end++)
			cairo_line_to(frame->paper->cr, x_of(frame, end),
				y_of(frame, chart->line[end].hi));
		for (size_t i = end; i > first; i--)
			cairo_line_to(frame->paper->cr, x_of(frame, i - 1),
				y_of(frame, chart->line[i - 1].lo));
		if (end > first)
			cairo_close_path(frame->paper->cr);
		first = end;
	}
	paper_fill(frame->paper, 0.86);
}

static void draw_dots(const struct frame *frame) {
	const struct hl_dash_chart *chart = frame->chart;

	for (size_t i = 0; i < chart->len; i++) {
		if (!chart->points[i].has_value)
			continue;
		cairo_new_sub_path(frame->paper->cr);
		cairo_arc(frame->paper->cr, x_of(frame, i), y_of(frame, chart->points[i].value),
			1.4, 0, 6.2832);
	}
	paper_fill(frame->paper, 0);
}

/* From each day with a value to the next; dashes lead over days without one. */
static void draw_line(const struct frame *frame) {
	const struct hl_dash_chart *chart = frame->chart;
	cairo_t *cr = frame->paper->cr;
	const double dash = 2;
	size_t last = SIZE_MAX;

	cairo_set_line_width(cr, 1);
	for (size_t i = 0; i < chart->len; i++) {
		if (!chart->line[i].has_value)
			continue;
		if (last != SIZE_MAX) {
			cairo_set_dash(cr, &dash, last + 1 < i, 0);
			cairo_move_to(cr, x_of(frame, last), y_of(frame, chart->line[last].value));
			cairo_line_to(cr, x_of(frame, i), y_of(frame, chart->line[i].value));
			cairo_stroke(cr);
		}
		last = i;
	}
	cairo_set_dash(cr, NULL, 0, 0);
}

/* --- all of it --- */

static void draw(struct paper *paper, const void *drawn, double y) {
	const struct dashboard *dashboard = drawn;
	double top = (double)(dashboard->block.lines - LINES) * paper->pitch;
	const struct frame frame = { .paper = paper,
		.chart = &dashboard->chart,
		.x = PAPER_MARGIN + LABELS,
		.y = y + top + paper->pitch / 2,
		.width = paper->width - LABELS,
		.height = (LINES - 2) * paper->pitch };

	draw_band(&frame);
	draw_grid(&frame);
	draw_line(&frame);
	draw_dots(&frame);
	draw_days(&frame);
}

enum hl_status dashboard_put_chart(struct dashboard *dashboard, struct hl_error *err) {
	struct paper_block *block = &dashboard->block;

	if (!dashboard->has_chart)
		return HL_OK;
	dashboard_set_title(dashboard, HL_STR("Trend"), dashboard->chart.title);
	block->lines += LINES;
	block->draw = draw;
	block->drawn = dashboard;
	return paper_put(dashboard->paper, block, err);
}
