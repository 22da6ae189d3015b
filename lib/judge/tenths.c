/*
 * tenths.c - how many of the outcomes are among the best leads.
 *
 * A tenth may end within leads of one score: it has their outcomes in proportion, so that it does
 * not matter which of them come first.
 */
#include "parts.h"

/* Outcomes among the best leads: exactly num / den. */
struct share {
	hl_wide num, den;
};

/* Of the best 1, 2, ... 10 tenths. */
static void shares_of(const struct view *view, struct share shares[TENTHS]) {
	hl_wide n = (hl_wide)view->pos + (hl_wide)view->neg;
	hl_wide leads = 0;
	hl_wide pos = 0;
	size_t tenth = 0;
	struct tie tie;

	for (size_t i = 0; i < TENTHS; i++)
		shares[i] = (struct share){ 0, 1 };
	for (size_t at = view->pile.len; pile_last(&view->pile, &at, &tie);) {
		hl_wide len = (hl_wide)tie.pos + (hl_wide)tie.neg;

		for (; tenth < TENTHS; tenth++) {
			hl_wide over = (hl_wide)(tenth + 1) * n - TENTHS * leads;

			if (over > TENTHS * len)
				break;
			shares[tenth].num = TENTHS * len * pos + over * (hl_wide)tie.pos;
			shares[tenth].den = TENTHS * len;
		}
		leads += len;
		pos += (hl_wide)tie.pos;
	}
}

/* The outcomes of a tenth alone: what it adds to those before it. */
static struct share alone(const struct share shares[TENTHS], size_t tenth) {
	const struct share *to = &shares[tenth];
	const struct share *from = to - 1;

	if (tenth == 0)
		return *to;
	return (struct share){ to->num * from->den - from->num * to->den, to->den * from->den };
}

/* So many as a cell has: millionths. */
static hl_wide hits(const struct share *share) {
	return (share->num * HL_ONE + share->den / 2) / share->den;
}

typedef struct figure telling(const struct view *view, const struct share *shares, size_t tenth);

static enum hl_status tell(
	struct hl_judge_report *report, const struct hl_judge_metric *metric, telling *figure_at) {
	enum hl_status status = HL_OK;
	struct hl_buf name = { 0 };

	for (size_t i = 0; i < report->views->len; i++) {
		const struct view *view = &report->views->at[i];
		struct share shares[TENTHS];

		shares_of(view, shares);
		for (size_t tenth = 0; view->pos > 0 && status == HL_OK && tenth < TENTHS;
			tenth++) {
			struct figure figure = figure_at(view, shares, tenth);
			char text[HL_DEC_ROOM];
			size_t len = hl_dec_print((int64_t)(tenth + 1) * HL_ONE, text);

			figure.group = view_part(&name, view, (struct hl_str){ text, len });
			figure.n = view->pos + view->neg;
			status = put_figure(report, metric, &figure);
		}
	}
	hl_buf_release(&name);
	return status;
}

/* --- metrics --- */

/* The value is of the exact fractions, the cells show them rounded. */
static struct figure over(const struct share *share, hl_wide expected, hl_wide parts,
	unsigned scale, unsigned places) {
	struct figure figure =
		figure_over(share->num * parts, share->den * expected, scale, places);

	figure.num = hits(share);
	figure.den = expected * HL_ONE / parts;
	return figure;
}

static struct figure gain(const struct view *view, const struct share *shares, size_t tenth) {
	return over(&shares[tenth], (hl_wide)view->pos, 1, 100, 1);
}

static struct figure lift(const struct view *view, const struct share *shares, size_t tenth) {
	return over(&shares[tenth], (hl_wide)view->pos * (hl_wide)(tenth + 1), TENTHS, 1, 6);
}

static struct figure lift_tenth(const struct view *view, const struct share *shares, size_t tenth) {
	struct share share = alone(shares, tenth);

	return over(&share, (hl_wide)view->pos, TENTHS, 1, 6);
}

enum hl_status tell_gain(struct hl_judge_report *report, const struct hl_judge_metric *metric) {
	return tell(report, metric, gain);
}

enum hl_status tell_lift(struct hl_judge_report *report, const struct hl_judge_metric *metric) {
	return tell(report, metric, lift);
}

enum hl_status tell_lift_tenth(
	struct hl_judge_report *report, const struct hl_judge_metric *metric) {
	return tell(report, metric, lift_tenth);
}
