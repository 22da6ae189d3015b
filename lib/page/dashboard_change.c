/* dashboard_change.c - what became of a figure since the period before, and what that is worth. */
#include "dashboard.h"

bool dash_has_change(const struct dash_figure *figure) {
	return figure->cells[DASH_VALUE].len > 0 && figure->cells[DASH_PREVIOUS].len > 0 &&
	       figure->cells[DASH_CHANGE].len > 0;
}

/* Which way it went, by the change where the trend says that nothing is known. */
int dash_way(const struct dash_figure *figure) {
	int64_t change;

	if (dash_is(figure->cells[DASH_TREND], "up"))
		return 1;
	if (dash_is(figure->cells[DASH_TREND], "down"))
		return -1;
	if (!dash_dec(figure, DASH_CHANGE, &change))
		return 0;
	return (change > 0) - (change < 0);
}

/* Only what was tested is called better or worse. */
struct dash_verdict dash_judge(const struct dash *dash, const struct dash_figure *figure) {
	const struct dash_metric *metric = &dash->metrics[figure->metric];
	int way = dash_way(figure);

	if (dash_before(figure) != DASH_ALL_DAYS)
		return (struct dash_verdict){ "ns", "not the same days" };
	if (dash_is(figure->cells[DASH_TREND], "ns"))
		return (struct dash_verdict){ "ns", "may be chance" };
	if (way == 0)
		return (struct dash_verdict){ "ns", "no change" };
	if (figure->cells[DASH_P].len == 0 && !figure->is_tested)
		return (struct dash_verdict){ "ns", "chance not known" };
	if (!metric->known)
		return (struct dash_verdict){ "ns", "" };
	return (way > 0) != metric->known->is_less_better
		       ? (struct dash_verdict){ "good", "better" }
		       : (struct dash_verdict){ "bad", "worse" };
}

const char *dash_arrow(const struct dash_figure *figure) {
	static const char *const arrows[] = { "\xe2\x96\xbc", "\xe2\x96\xac", "\xe2\x96\xb2" };

	return arrows[dash_way(figure) + 1];
}

/* "+14.0 %": which way it went stands before it, too. */
static void add_percent(const struct dash *dash, struct hl_buf *to, struct hl_str change) {
	int64_t dec;

	if (hl_dec_read(change, &dec) && dec > 0)
		hl_buf_add_char(to, '+');
	dash_add_shown(dash, to, change, DASH_PERCENT);
}

/* "2.4 points", by which a rate went up or down; false: it is no rate. */
static bool add_points(
	const struct dash *dash, struct hl_buf *to, const struct dash_figure *figure) {
	const struct dash_metric *metric = &dash->metrics[figure->metric];
	char text[HL_SUM_ROOM];
	int64_t value, before;
	hl_wide more;

	if (dash_style(metric, DASH_VALUE) != DASH_PERCENT ||
		!dash_dec(figure, DASH_VALUE, &value) || !dash_dec(figure, DASH_PREVIOUS, &before))
		return false;
	more = (hl_wide)value - before;
	dash_add_shown(dash, to,
		(struct hl_str){ text, hl_sum_print_fixed(more < 0 ? -more : more,
					       metric->known->unit->value_places, text) },
		DASH_PLAIN);
	hl_buf_add(to, HL_STR("\xc2\xa0points"));
	return true;
}

void dash_add_change(const struct dash *dash, struct hl_buf *to, const struct dash_figure *figure) {
	bool is_rate = add_points(dash, to, figure);

	hl_buf_add(to, is_rate ? HL_STR(" (") : HL_STR(""));
	add_percent(dash, to, figure->cells[DASH_CHANGE]);
	hl_buf_add(to, is_rate ? HL_STR(")") : HL_STR(""));
}

void dash_add_said(const struct dash *dash, struct hl_buf *to, const struct dash_figure *figure) {
	const char *words = dash_judge(dash, figure).words;

	hl_buf_addf(to, "%s ", dash_arrow(figure));
	dash_add_change(dash, to, figure);
	if (*words)
		hl_buf_addf(to, " \xc2\xb7 %s", words);
}

void dash_put_change(struct dash *dash, const struct dash_figure *figure) {
	static const char *const ways[] = { "down ", "unchanged ", "up " };
	struct dash_verdict verdict = dash_judge(dash, figure);
	struct hl_buf change = { 0 };

	hl_buf_addf(&dash->doc->out,
		"<span aria-hidden=\"true\">%s</span> <span class=\"sr\">%s</span>",
		dash_arrow(figure), ways[dash_way(figure) + 1]);
	dash_add_change(dash, &change, figure);
	dash_put_text(dash, &change);
	if (*verdict.words)
		hl_buf_addf(&dash->doc->out, " <b>\xc2\xb7 %s</b>", verdict.words);
}

void dash_add_before(struct hl_buf *to, const struct dash_figure *figure) {
	size_t days = dash_days(figure->period);

	int64_t covered = dash_before(figure);

	hl_buf_addf(to, "%zu day%s before", days, days == 1 ? "" : "s");
	if (covered != DASH_ALL_DAYS)
		hl_buf_addf(to, ", %lld of them in the log", (long long)covered);
	hl_buf_add(to, HL_STR(": "));
}

/* "14.3 points short" of a rate, "missing $3.00" of all else. */
void dash_add_missing(
	const struct dash *dash, struct hl_buf *to, const struct dash_figure *figure) {
	bool is_rate = dash_style(&dash->metrics[figure->metric], DASH_MISSING) == DASH_PERCENT;

	if (!is_rate) {
		hl_buf_add(to, HL_STR("missing "));
		dash_add_cell(dash, to, figure, DASH_MISSING);
		return;
	}
	dash_add_shown(dash, to, figure->cells[DASH_MISSING], DASH_PLAIN);
	hl_buf_add(to, HL_STR(" points short"));
}

static bool is_uncertain(struct hl_str flags) {
	while (flags.len > 0)
		if (dash_is(hl_str_trim(hl_str_cut(&flags, ';')), "uncertain"))
			return true;
	return false;
}

void dash_add_answer(const struct dash *dash, struct hl_buf *to, const struct dash_figure *figure) {
	bool is_reached = dash_is(figure->cells[DASH_ATTAINED], "yes");

	if (is_reached)
		hl_buf_add(to, HL_STR("reached"));
	else
		dash_add_missing(dash, to, figure);
	if (is_uncertain(figure->cells[DASH_FLAG]))
		hl_buf_add(
			to, is_reached ? HL_STR(", but may be chance") : HL_STR(", may be chance"));
}
