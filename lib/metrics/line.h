/*
 * line.h - rows of the output before they are written.
 *
 * lines.c gathers those of a metric; previous.c, targets.c and leaders.c say of each what else was
 * asked for; print.c writes them, a row for each, or wide.c, which has one for each group and
 * period.
 */
#ifndef HL_METRICS_LINE_H
#define HL_METRICS_LINE_H

#include "parts.h"

/* A number that may not be there, in millionths of the unit. */
struct maybe {
	bool is_there;
	hl_wide dec;
};

/* Of a change in percent. */
enum { PERCENT_PLACES = 1 };

/* The same figure in the period before. */
struct before {
	struct maybe value, change, lo, hi, percent;
	double p;          /* NAN: nothing was tested */
	const char *trend; /* "up"; "": there is nothing to compare */
	int64_t covered_days, days;
};

/* What of a group the row is about, where its metric has several: a stage, a bucket, a month. */
struct inner {
	int64_t number;     /* in their order; of stages from 1 on */
	struct hl_str name; /* "": all of the group */
};

struct line {
	const struct hl_metric *metric;
	struct hl_str group; /* its name */
	const struct ordered_group *of;
	struct inner inner;
	uint32_t code;
	struct hl_period period;
	int64_t covered_days;
	const struct hl_tally *tally;
	struct hl_figure figure;
	struct maybe lo, hi;
	struct before before;
	const struct target *target; /* NULL: there is none */
	size_t rank;                 /* 0: it has none */
	bool is_left_out;            /* behind the first of them */
};

struct lines {
	struct line *at;
	size_t len, cap;
};

/* --- lines.c --- */

/* The figure of a tally. A number that no decimal can hold: HL_EDATA. */
enum hl_status figure_make(const struct hl_metric *metric, const struct hl_tally *tally,
	struct hl_figure *figure, struct hl_error *err) HL_CHECKED;

/* @x, which is not scaled, in the unit of the metric. */
struct maybe scaled(const struct hl_metric *metric, double x);

/* Those of @metric, in the order of periods and groups, in place of what @lines held. */
enum hl_status lines_gather(struct hl_meter *m, const struct ordered *groups,
	const struct hl_metric *metric, struct lines *lines, struct hl_error *err) HL_CHECKED;
void lines_release(struct lines *lines);

/* "Ann/LEAD", what is inside of a group; of "", the total, the name alone. Kept, or @inner. */
struct hl_str inner_name(struct hl_meter *m, struct hl_str group, struct hl_str inner);

/* Its flags, joined by semicolons; low_n, no_data and partial among them. */
void line_flags(const struct hl_meter *m, const struct line *line, struct hl_buf *flags);

/* --- previous.c --- */

/* Have the periods before all those that there are be measured, too. */
enum hl_status previous_plan(struct periods *periods, struct hl_error *err) HL_CHECKED;

/* The code of the period before; false: there is none. */
bool previous_of(const struct periods *periods, uint32_t code, uint32_t *before);
enum hl_status previous_find(
	struct hl_meter *m, struct line *line, struct hl_error *err) HL_CHECKED;

/* --- targets.c --- */

/* The groups that targets are set for are there; those that are not go to the mistakes. */
enum hl_status targets_check(
	struct hl_meter *m, const struct ordered *groups, struct hl_error *err) HL_CHECKED;
void target_find(const struct hl_meter *m, struct line *line);
bool target_is_attained(const struct line *line);
bool target_is_uncertain(const struct line *line);
struct maybe target_value(const struct line *line);
struct maybe target_missing(const struct line *line);

/* --- leaders.c --- */

/* Give the groups of each period their ranks; put them in order. */
void lines_rank(struct hl_meter *m, struct lines *lines);

#endif
