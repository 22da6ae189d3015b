/* dashboard.h - inside lib/page: the dashboard, figures of hl-metrics as a page. */
#ifndef HL_PAGE_DASHBOARD_H
#define HL_PAGE_DASHBOARD_H

#include "hl/dashboard.h"
#include "html.h"

#include "hl/metrics.h"

/* --- rows --- */

/* The columns that are read; up to DASH_NEEDED they must be there. */
enum dash_cell {
	DASH_METRIC,
	DASH_GROUP,
	DASH_FROM,
	DASH_TO,
	DASH_VALUE,
	DASH_NEEDED,
	DASH_NUM = DASH_NEEDED,
	DASH_DEN,
	DASH_LO,
	DASH_HI,
	DASH_N,
	DASH_FLAG,
	DASH_PREVIOUS,
	DASH_CHANGE,
	DASH_P,
	DASH_TREND,
	DASH_TARGET,
	DASH_ATTAINED,
	DASH_MISSING,
	DASH_CELLS
};
extern const char *const dash_names[DASH_CELLS];

/* Days, to being the one behind the last; HL_NO_DAY: there is none. */
struct dash_period {
	int64_t from, to;
};

struct dash_metric {
	struct hl_str name;
	const struct hl_metric *known; /* NULL: not one of ours */
	bool is_series; /* a figure a group; else by stage, bucket, batch or reason */
};

/* Whom a figure is about: "Aspen/lhart" is of depth 2, all of them of depth 0. */
struct dash_group {
	struct hl_str name;
	struct hl_str label;            /* the last part of it */
	struct hl_str above;            /* the first part, where there are several */
	struct hl_str said, above_said; /* label and above as people read them */
	struct hl_str full;             /* and the name */
	size_t depth;
	bool is_shown; /* the page is about it, or about what it is part of */
};

/* One row. */
struct dash_figure {
	struct hl_str cells[DASH_CELLS];
	struct dash_period period;
	uint32_t metric, group; /* numbers */
	struct hl_str part;     /* the stage, bucket, batch and month, or reason; "" */
	bool is_sum;            /* made of those of its days, */
	bool is_tested;         /* and of its change trend says whether it may be chance */
	size_t place;           /* which row it was */
	const char *file;       /* and where it stood, as in struct hl_error */
	size_t line;
	struct dash_figure *next;
};

/* --- the page --- */

struct dash {
	struct hl_export *doc;
	struct dash_figure *first, **end; /* as they came */
	size_t len;
	struct dash_figure **figures; /* by metric, group, part, period */
	struct dash_metric *metrics;
	size_t metrics_len;
	struct dash_group *groups;
	size_t groups_len;
	struct hl_str dimensions[8]; /* --by */
	size_t dimensions_len;
	uint32_t root;             /* the group the page is about */
	uint32_t *teams, *leaders; /* groups that are compared, those that are ranked */
	size_t teams_len, leaders_len;
	uint32_t cards[4]; /* metrics */
	size_t cards_len;
	uint32_t chosen;           /* of them the one that is charted */
	struct dash_period days;   /* that there are figures of */
	struct dash_period period; /* that is shown */
	int64_t begins;            /* the first day of the log; HL_NO_DAY: nothing tells */
};

/* dashboard_rows.c: a date; HL_NO_DAY for a blank cell. */
enum hl_status dash_read_day(struct hl_str text, int64_t *day, struct hl_error *err) HL_CHECKED;

/* dashboard_model.c: all rows are there: give them numbers and an order. */
enum hl_status dash_build(struct dash *dash) HL_CHECKED;
/* From the first figure of a metric and group on: how many there are, all of them together. */
size_t dash_span(const struct dash *dash, uint32_t metric, uint32_t group, size_t *len);
/* The figure of a whole group, as it came; NULL: there is none. */
struct dash_figure *dash_find(
	const struct dash *dash, uint32_t metric, uint32_t group, struct dash_period period);
/* What is known of a metric of ours; NULL: it is none. */
const struct hl_metric *dash_known(struct hl_str name);
/* The number of a metric; false: it is not there. */
bool dash_metric_find(const struct dash *dash, struct hl_str name, uint32_t *metric);

/* dashboard_names.c: what groups are called; "collector" and "lhart", or the column and "". */
void dash_name_groups(struct dash *dash);
struct hl_str dash_column(const struct dash *dash, const struct dash_group *group);
struct hl_str dash_value(const struct dash_group *group);
/* Those without a value in a column are a group of their own. */
bool dash_is_nobody(const struct dash *dash, uint32_t group);
/* Whom the page is about: "Lena Hart (lhart)". */
void dash_add_whom(const struct dash *dash, struct hl_buf *to);
/* The page about a group that leads on from this one, or NULL. */
const struct hl_link *dash_link(const struct dash *dash, uint32_t group);

/*
 * dashboard_cover.c: all figures are there: find out when the log begins, and leave out what is
 * compared with days before that.
 */
void dash_look_at_log(struct dash *dash);
/* So many days of the period before are in the log. */
enum { DASH_ALL_DAYS = -1 };
int64_t dash_before(const struct dash_figure *figure);
/* It has a value, and the log no day of the period before; "nothing to compare: ...". */
bool dash_has_no_before(const struct dash_figure *figure);
void dash_add_no_before(const struct dash *dash, struct hl_buf *to);
/* Flag @sum where the log does not cover all of @before, of which those days stay; false: none. */
bool dash_note_cover(struct dash *dash, struct dash_figure *sum, struct dash_period *before);

/* dashboard_parts.c: "48 of 91", "$5.00 of $80.00 placed since 2026-01-05"; or nothing. */
void dash_add_parts(struct dash *dash, struct hl_buf *to, const struct dash_figure *figure);
bool dash_is_hourly(const struct dash_metric *metric);
/* Is each figure of the page of accounts, whoever works them? */
bool dash_is_by_account(const struct dash *dash);

/* dashboard_view.c: all rows are there: build, and find out what the page is about. */
enum hl_status dash_look(struct dash *dash, struct hl_error *err) HL_CHECKED;
/* The figures of the root by part, of the newest and then longest period, as they came. */
struct dash_figure **dash_parts(struct dash *dash, struct hl_str metric, size_t *len);
/* For qsort: figures in the order in which they came. */
int dash_by_place(const void *left, const void *right);

/* dashboard_sums.c: fewer observations are flagged low_n, as hl-metrics does. */
enum { DASH_MIN_N = 20 };
/*
 * dash_find, or the sum of the days where the metric adds up and they are there. NULL where neither
 * can be had.
 */
struct dash_figure *dash_figure(
	struct dash *dash, uint32_t metric, uint32_t group, struct dash_period period);
/* A sum that would have an interval if it were a row of its own. */
bool dash_lacks_interval(const struct dash *dash, const struct dash_figure *figure);
/* May it be had for any period of which there are days? */
/* The days of @period added up, as they are; NULL: that cannot be had. */
const struct dash_figure *dash_sum(
	struct dash *dash, uint32_t metric, uint32_t group, struct dash_period period);
bool dash_adds_up(const struct dash *dash, uint32_t metric);

/* dashboard_moves.c: what hl_metric.moves says; false: it was not measured for these days. */
bool dash_has_moves(const struct dash *dash, const struct hl_metric *of, struct dash_period period,
	uint32_t *metric);
/* What moved from one of those days to another. */
hl_wide dash_moved(
	const struct dash *dash, uint32_t metric, uint32_t group, struct dash_period period);
/* Is the figure at @place one of these, not told before? The day of the cash, that of the move. */
bool dash_is_move(
	const struct dash *dash, size_t place, struct dash_period period, struct dash_period *days);

/* dashboard_words.c: what people read. */
enum dash_style { DASH_PLAIN, DASH_MONEY, DASH_PERCENT, DASH_ROUND_MONEY };
struct hl_str dash_title(const struct dash_metric *metric);
struct hl_str dash_help(const struct dash_metric *metric);
enum dash_style dash_style(const struct dash_metric *metric, enum dash_cell cell);
/* Of the labels of a scale: money without cents where there are none. */
enum dash_style dash_axis_style(const struct dash_metric *metric);
/* "<data value=1234.5>$1,234.50</data>"; a dash where there is no figure. */
void dash_put_number(struct dash *dash, struct hl_str text, enum dash_style style);
/* The same without the element. */
void dash_put_shown(struct dash *dash, struct hl_str text, enum dash_style style);
/* What was added to @text, which is released. */
void dash_put_text(struct dash *dash, struct hl_buf *text);
void dash_put_cell(struct dash *dash, const struct dash_figure *figure, enum dash_cell cell);
/* As plain text, at the end of @to. */
void dash_add_shown(
	const struct dash *dash, struct hl_buf *to, struct hl_str text, enum dash_style style);
/* A dash where there is no figure. */
void dash_add_cell(const struct dash *dash, struct hl_buf *to, const struct dash_figure *figure,
	enum dash_cell cell);
void dash_add_period(struct hl_buf *to, struct dash_period period);
/* "few observations; events cover 60 of 90 days" */
void dash_add_flags(struct hl_buf *to, struct hl_str flags);
void dash_put_flags(struct dash *dash, struct hl_str flags);
/* Those of the figure itself; those of its period, which are the same for all of it. */
void dash_add_own_flags(struct hl_buf *to, struct hl_str flags);
void dash_add_cover(struct hl_buf *to, struct hl_str flags);
/* What flags say, as members of a JSON object. */
void dash_put_flag_words(struct dash *dash);
void dash_put_day(struct dash *dash, int64_t day);
void dash_add_day(struct hl_buf *to, int64_t day);
/* "2026-01-31 to 2026-03-01 (30 days)" */
void dash_put_period(struct dash *dash, struct dash_period period);
/* "all", or the name and what it is part of. */
void dash_put_group(struct dash *dash, const struct dash_group *group, bool with_above);
/* " Aspen": what it is part of. */
void dash_put_above(struct dash *dash, const struct dash_group *group);

/* dashboard_table.c: the table under a figure, closed until asked for, and its download. */
enum dash_label { DASH_BY_METRIC, DASH_BY_GROUP, DASH_BY_DAY, DASH_BY_PART };
struct dash_table {
	const char *id;      /* of the details */
	const char *caption; /* what the rows are */
	enum dash_label label;
	const char *heading; /* of the first column */
	bool is_ranked;      /* a column with the place */
	bool with_metric;    /* a column with the metric's title, too */
	struct dash_figure *const *figures;
	size_t len;
};
void dash_put_table(struct dash *dash, const struct dash_table *table);
/*
 * As far as the caption: a head and a body belong behind it. Of @figures, which may be NULL, a
 * download says the metric, the group and the days that no column tells.
 */
void dash_open_table(struct dash *dash, const struct dash_table *table);

/* dashboard_change.c: is there anything to tell of what became of it? */
bool dash_has_change(const struct dash_figure *figure);
/* Which way a figure went since the period before: -1, 0, 1; and an arrow that way. */
int dash_way(const struct dash_figure *figure);
const char *dash_arrow(const struct dash_figure *figure);
/* What that is worth: a name for the colour, and words. */
struct dash_verdict {
	const char *name, *words;
};
struct dash_verdict dash_judge(const struct dash *dash, const struct dash_figure *figure);
/* "+11.2 %", of a rate "2.4 points (+11.2 %)". */
void dash_add_change(const struct dash *dash, struct hl_buf *to, const struct dash_figure *figure);
/* All of it, wherever a change is told: an arrow, that, and " · may be chance". */
void dash_add_said(const struct dash *dash, struct hl_buf *to, const struct dash_figure *figure);
void dash_put_change(struct dash *dash, const struct dash_figure *figure);
/* "30 days before: " */
void dash_add_before(struct hl_buf *to, const struct dash_figure *figure);
/* "missing $3.00", of a rate "14.3 points short". */
void dash_add_missing(const struct dash *dash, struct hl_buf *to, const struct dash_figure *figure);
/* What became of a target: "reached, but may be chance". */
void dash_add_answer(const struct dash *dash, struct hl_buf *to, const struct dash_figure *figure);

/* dashboard_bars.c: a name that leads to the group's own page where there is one; who has a value,
 * best first; teams and then their total. */
void dash_put_linked(struct dash *dash, uint32_t group);
struct dash_figure **dash_leaders(struct dash *dash, size_t *len);
struct dash_figure **dash_teams(struct dash *dash, size_t *len);
/* By what leaders are ordered; what a whole bar is. */
const char *dash_order(const struct dash *dash, const struct dash_figure *first);
int64_t dash_most(const struct dash *dash, struct dash_figure *const *figures, size_t len);
/* A total of counts has none: it is as long as all the others together. */
bool dash_has_bar(const struct dash *dash, const struct dash_figure *figure);
struct dash_bar dash_bar_of(const struct dash_figure *figure);
/* Of 1000. */
unsigned dash_share(int64_t dec, int64_t most);

/* dashboard_steps.c: the one about the same part, or NULL; when a promise is due. */
const struct dash_figure *dash_like(
	const struct dash_figure *figure, struct dash_figure *const *figures, size_t len);
const char *dash_due(struct hl_str bucket);
/* Rows of several metrics, one metric behind the other. */
struct dash_figure **dash_chain(
	struct dash *dash, struct dash_figure **const *lists, const size_t *lens, size_t count);

/*
 * dashboard_chart.c: a figure a day, or NULL; and the scale. dashboard_line.c: the line through
 * them, which over more than two weeks is that of seven days each, so that weekends are no peaks.
 */
struct dash_chart {
	struct dash *dash;
	struct dash_figure **rows; /* those of days that are drawn as gaps, too */
	struct dash_figure **days;
	struct hl_dash_point *line; /* of each day, or of the seven that end with it */
	bool is_smooth;
	size_t len;
	size_t rows_len; /* so many of them are there */
	const struct dash_metric *metric;
	int64_t low, high;
	int64_t step;
};
bool dash_chart(struct dash *dash, struct dash_chart *chart);
/* Has any day a value? */
bool dash_is_drawn(const struct dash_chart *chart);
void dash_set_line(struct dash_chart *chart);
/* " by day", or what is line and what dots. */
const char *dash_how(const struct dash_chart *chart);

/* dashboard_triangle.c: rows are batches, columns their months on book. */
enum { DASH_MONTHS = 36 };
struct dash_triangle {
	struct dash_figure **figures;
	size_t len;
	struct hl_str months[DASH_MONTHS];
	size_t months_len;
	int64_t most;
	bool has_incomplete;
};
bool dash_triangle(struct dash *dash, struct dash_triangle *triangle);
/* Not all accounts of the batch have had all of the month: no result yet. */
bool dash_is_begun(const struct dash_figure *figure);
struct hl_str dash_batch(const struct dash_figure *figure, struct hl_str *month);

/* dashboard_notes.c: is there any target; figures with one, of the page's period. */
bool dash_has_targets(const struct dash *dash);
struct dash_figure **dash_targets(struct dash *dash, size_t *len, struct dash_period *period);

/* dashboard_cards.c: a figure, its change and the one before; why there is none; what is to be said
 * once of the period. */
void dash_put_key(struct dash *dash, const struct dash_figure *figure);
void dash_add_absence(struct dash *dash, struct hl_buf *to, uint32_t metric);
void dash_add_period_flags(struct dash *dash, struct hl_buf *to);

/* dashboard_facts.c: whose figures they are; what the page has of them. */
const char *dash_confidential(const struct dash *dash);
/* "complete: 15,122 figures of 9 metrics, days from 2025-12-02 to 2026-03-01" */
void dash_add_end(const struct dash *dash, struct hl_buf *to);

/*
 * dashboard_sections.c: what was added to @text, kept; a cell; "and 3 more" or ""; so many rows.
 * dashboard_section_notes.c: false where there is nothing to tell.
 */
struct hl_str dash_keep(struct dash *dash, struct hl_buf *text);
struct hl_str dash_cell_of(
	struct dash *dash, const struct dash_figure *figure, enum dash_cell cell);
struct hl_str dash_in_table(struct dash *dash, size_t more);
void dash_open_section(struct dash *dash, struct hl_dash_section *section, size_t rows);
bool dash_set_suppression(struct dash *dash, struct hl_dash_section *section);
bool dash_set_quality(struct dash *dash, struct hl_dash_section *section);

/* The parts of the page; each puts nothing where there is nothing to show. */
void dash_put_cards(struct dash *dash);
void dash_put_chart(struct dash *dash);
void dash_put_leaders(struct dash *dash);
void dash_put_teams(struct dash *dash);
void dash_put_pipeline(struct dash *dash);
void dash_put_funnel(struct dash *dash);
void dash_put_triangle(struct dash *dash);
void dash_put_targets(struct dash *dash);
void dash_put_suppression(struct dash *dash);
void dash_put_quality(struct dash *dash);
/* dashboard_data.c: what the script reads. */
enum hl_status dash_put_data(struct dash *dash, struct hl_error *err) HL_CHECKED;

/* The opening of a part: its title is @title@more; @file: what a download of its table is called.
 */
void dash_put_part(
	struct dash *dash, const char *id, const char *title, struct hl_str more, const char *file);

/* A bar of @value, the worse and better end of its interval where they are there, out of @most. */
struct dash_bar {
	int64_t value, lo, hi, most;
	bool has_interval;
};
void dash_put_bar(struct dash *dash, const struct dash_bar *bar);

static inline bool dash_dec(const struct dash_figure *figure, enum dash_cell cell, int64_t *dec) {
	return figure && figure->cells[cell].len > 0 && hl_dec_read(figure->cells[cell], dec);
}

/* Nothing to tell, or nil. */
static inline bool dash_is_nil(const struct dash_figure *figure) {
	int64_t dec;

	return !dash_dec(figure, DASH_VALUE, &dec) || dec == 0;
}

static inline bool dash_is(struct hl_str cell, const char *word) {
	return hl_str_eq(cell, hl_str_of(word));
}

static inline bool dash_is_day(struct dash_period period) {
	return period.from != HL_NO_DAY && period.to == period.from + 1;
}

static inline size_t dash_days(struct dash_period period) {
	return (size_t)(period.to - period.from);
}

#endif
