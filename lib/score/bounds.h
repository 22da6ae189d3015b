/*
 * bounds.h - inside lib/score: what a lead may be at any second of a span, if nothing more happens.
 *
 * Bounds hold for every second: what may be is at most too much. They get the closer the shorter
 * the span is, so that halving finds the second at which something changes, while whole months in
 * which nothing can are asked about once. Rounding keeps order, so that numbers that are rounded
 * as those of a row have the bounds that its ends have.
 */
#ifndef HL_SCORE_BOUNDS_H
#define HL_SCORE_BOUNDS_H

#include "ahead.h"
#include "eval.h"

/* Does a thing hold, or a rule give something, at the seconds of the span? */
enum holds { HOLDS_NOT, HOLDS_MAYBE, HOLDS };

/* Between which a number is; of a rule, where it gives one. */
struct bounds {
	int64_t low, high; /* both inclusive */
	enum holds gives;
};

/* A signal that may count: for fresh. */
struct may_count {
	const struct item *item;
	struct bounds points; /* gives: whether it counts */
	struct ages ages;     /* of the event that does */
	struct bounds freshness;
};

/* A stretch of time in which the clocks of the zone are not changed. */
struct steady {
	int64_t from_s, to_s; /* both inclusive */
};

/* What is the same for all leads: see until.h. */
struct outlook {
	const struct hl_scoring *scoring;
	size_t tier;           /* the label of that name */
	bool *fields, *parts;  /* per field and part: may it change without an event? */
	bool *items;           /* per item, as in eval */
	int64_t today;         /* the day of the calendar */
	struct steady *steady; /* the time until the horizon; none where nobody asks for days */
	size_t steady_len, steady_cap;
	bool is_never;       /* no tier changes by itself */
	bool is_never_quiet; /* of leads that no event counts for, now or later */
};

/* A lead over a span. */
struct over {
	const struct outlook *outlook;
	const struct hl_model *model;
	struct eval *at; /* the lead's, as of now */
	const struct ahead *ahead;
	bool is_any;             /* whatever its cells are */
	int64_t from_s, to_s;    /* the span, in seconds from now, both inclusive */
	struct ages days;        /* days of the calendar from today on, over the span */
	struct seen *now;        /* per field, where is_read */
	struct seen *low, *high; /* per field: over the span */
	bool *is_set;            /* per field: they are of this span */
	struct bounds *items, *parts;
	const struct branch **labels; /* per part: its branch, or NULL, */
	bool *is_open;                /* where that is certain */
	struct may_count *counted;    /* as in eval */
	size_t *counted_from, *counted_len, all_counted;
	bool is_unclear;           /* a row may be bad: nothing is certain */
	struct hl_str tier;        /* that of now */
	bool may_stay, may_change; /* it may be this, it may be another one */
	bool has_tier;             /* false: the first one that is met is taken for it */
};

void over_init(struct over *over, const struct outlook *outlook, struct eval *at,
	const struct ahead *ahead);
void over_release(struct over *over);

/* Another lead, which at has just been scored for, as of now. */
void over_begin(struct over *over, struct hl_str tier);

/* What may be over the span: finds is_unclear, may_stay, may_change. */
void over_span(struct over *over, int64_t from_s, int64_t to_s);

/* --- what rules ask --- */

/* The field at the ends of what it may be; false: it may be anything. */
bool over_field(struct over *over, size_t field, const struct seen **low, const struct seen **high);
enum holds over_branch(struct over *over, const struct item *item, const struct branch *branch);

/* Does the test hold of numbers between these two, of which it holds for the ends or not? */
enum holds over_numbers(const struct hl_test *test, const struct bounds *numbers);

/* What the items of @part may give, in order. */
static inline struct bounds *over_items(const struct over *over, const struct part *part) {
	return over->items + over->outlook->scoring->first_item[part - over->model->parts];
}

/* @bounds hold for @value, too. */
static inline void bounds_take(struct bounds *bounds, int64_t value) {
	bounds->low = value < bounds->low ? value : bounds->low;
	bounds->high = value > bounds->high ? value : bounds->high;
}

static inline struct bounds bounds_of(int64_t a, int64_t b) {
	return (struct bounds){ a < b ? a : b, a < b ? b : a, HOLDS };
}

/* For all that @more hold for; what gives nothing has none yet. */
void bounds_join(struct bounds *bounds, const struct bounds *more);

/* Of the products of numbers of both; false: some are out of range. */
bool bounds_mul(const struct bounds *a, const struct bounds *b, struct bounds *product);

/* The curve of @item between these two. */
struct bounds bounds_curve(const struct item *item, int64_t from, int64_t to);

/* --- rules[] --- */

void bounds_if(
	struct over *over, const struct part *part, const struct item *item, struct bounds *bounds);
void bounds_constant(
	struct over *over, const struct part *part, const struct item *item, struct bounds *bounds);
void bounds_part(
	struct over *over, const struct part *part, const struct item *item, struct bounds *bounds);
void bounds_count(
	struct over *over, const struct part *part, const struct item *item, struct bounds *bounds);
void bounds_silence(
	struct over *over, const struct part *part, const struct item *item, struct bounds *bounds);
void bounds_linear(
	struct over *over, const struct part *part, const struct item *item, struct bounds *bounds);
void bounds_ratio(
	struct over *over, const struct part *part, const struct item *item, struct bounds *bounds);
void bounds_of_curve(
	struct over *over, const struct part *part, const struct item *item, struct bounds *bounds);
void bounds_signal(
	struct over *over, const struct part *part, const struct item *item, struct bounds *bounds);
void bounds_fresh(
	struct over *over, const struct part *part, const struct item *item, struct bounds *bounds);

/* --- combines[] --- */

void bounds_sum(struct over *over, const struct part *part, struct bounds *bounds);
void bounds_product(struct over *over, const struct part *part, struct bounds *bounds);
void bounds_min(struct over *over, const struct part *part, struct bounds *bounds);
void bounds_max(struct over *over, const struct part *part, struct bounds *bounds);
void bounds_mean(struct over *over, const struct part *part, struct bounds *bounds);
void bounds_logistic(struct over *over, const struct part *part, struct bounds *bounds);

#endif
