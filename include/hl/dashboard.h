/*
 * dashboard.h - what a dashboard shows, as plain text, whatever it is written as.
 *
 * The third header of lib/page: which period, which cards, who leads and how things are put in
 * words is decided there once, for the browser and for paper.
 */
#ifndef HL_DASHBOARD_H
#define HL_DASHBOARD_H

#include "hl/document.h"

/* To be the bind, begin and row of a format that is a dashboard. */
enum hl_status hl_dash_bind(struct hl_export_options *options, struct hl_error *err) HL_CHECKED;
HL_FORMAT_STEP(hl_dash_begin);
HL_FORMAT_ROW(hl_dash_row);

/* All rows are there: what follows may be asked. Its texts live as long as @doc. */
enum hl_status hl_dash_look(struct hl_export *doc, struct hl_error *err) HL_CHECKED;

/* "Dashboard: team Aspen", and "2026-01-31 to 2026-03-01 (30 days)" or "". */
struct hl_str hl_dash_title(struct hl_export *doc);
struct hl_str hl_dash_period(struct hl_export *doc);

/* What is to be said once of the period: "events cover 60 of 90 days", or "". */
struct hl_str hl_dash_cover(struct hl_export *doc);
/* Whose figures they are; what there is of them for whom the page is about, for the last line. */
const char *hl_dash_confidential(const struct hl_export *doc);
struct hl_str hl_dash_end(struct hl_export *doc);

enum { HL_DASH_CARDS = 4, HL_DASH_NOTES = 8, HL_DASH_SECTIONS = 9 };

struct hl_dash_card {
	struct hl_str title, value;
	struct hl_str
		notes[HL_DASH_NOTES]; /* the change, the target, the interval, flags, the formula */
	size_t notes_len;
};

/* How many there are. */
size_t hl_dash_cards(struct hl_export *doc, struct hl_dash_card *cards);

/* A day of the chart, in the metric's own unit. */
struct hl_dash_point {
	bool has_value, has_band;
	int64_t value, lo, hi;
};

struct hl_dash_chart {
	struct hl_str title;          /* with how it is drawn */
	struct hl_dash_point *points; /* one a day */
	struct hl_dash_point *line;   /* that leads through them */
	size_t len;
	int64_t from;            /* the day of the first */
	int64_t low, high, step; /* of the scale */
	int style;               /* of the labels, the page's own */
};

/* false: there are no days. */
bool hl_dash_chart(struct hl_export *doc, struct hl_dash_chart *chart);

/* A label of its scale. */
struct hl_str hl_dash_label(
	struct hl_export *doc, const struct hl_dash_chart *chart, int64_t value);

/* A bar, of 1000 parts. */
struct hl_dash_bar {
	unsigned value, lo, hi;
	bool has_interval;
};

struct hl_dash_row {
	struct hl_str *cells;
	struct hl_dash_bar bar;
};

/* A table, with a bar for each row or without. */
struct hl_dash_section {
	struct hl_str title, sub, note;
	const char *const *heads; /* NULL: see names */
	struct hl_str *names;     /* heads that come from the rows */
	size_t columns;
	size_t texts;   /* so many columns are text, numbers stand behind them */
	bool has_words; /* and the last one is text, too */
	struct hl_dash_row *rows;
	size_t len;
	bool has_bars;
};

/* Those that there is something to tell of, in their order. */
size_t hl_dash_sections(struct hl_export *doc, struct hl_dash_section *sections);

#endif
