/* dashboard_cards.c - four figures, and what became of each since the period before. */
#include "dashboard.h"

static void put_change(struct dash *dash, const struct dash_figure *figure) {
	hl_buf_addf(&dash->doc->out, "<p class=\"change %s\">", dash_judge(dash, figure).name);
	dash_put_change(dash, figure);
	hl_put(dash->doc, "</p>\n");
}

/* One line under the figure. */
static void put_note(struct dash *dash, struct hl_buf *text) {
	if (text->len > 0)
		hl_put(dash->doc, "<p class=\"note\">");
	html_put(dash->doc, hl_buf_str(text));
	if (text->len > 0)
		hl_put(dash->doc, "</p>\n");
	hl_buf_release(text);
}

static void put_parts(struct dash *dash, const struct dash_figure *figure) {
	struct hl_buf parts = { 0 };

	dash_add_parts(dash, &parts, figure);
	put_note(dash, &parts);
}

static void put_before(struct dash *dash, const struct dash_figure *figure) {
	struct hl_buf none = { 0 };

	if (dash_has_no_before(figure)) {
		dash_add_no_before(dash, &none);
		put_note(dash, &none);
	}
	if (figure->cells[DASH_PREVIOUS].len == 0)
		return;
	hl_put(dash->doc, "<p class=\"note\">");
	dash_add_before(&dash->doc->out, figure);
	dash_put_cell(dash, figure, DASH_PREVIOUS);
	hl_put(dash->doc, "</p>\n");
}

static void put_interval(struct dash *dash, const struct dash_figure *figure) {
	struct hl_export *doc = dash->doc;

	if (figure->cells[DASH_LO].len == 0 || figure->cells[DASH_HI].len == 0)
		return;
	hl_put(doc, "<p class=\"note\">95&nbsp;% interval: ");
	dash_put_cell(dash, figure, DASH_LO);
	hl_put(doc, " to ");
	dash_put_cell(dash, figure, DASH_HI);
	hl_put(doc, "</p>\n");
}

static void put_target(struct dash *dash, const struct dash_figure *figure) {
	struct hl_export *doc = dash->doc;
	struct hl_str attained = figure->cells[DASH_ATTAINED];
	struct hl_buf answer = { 0 };

	if (figure->cells[DASH_TARGET].len == 0)
		return;
	hl_buf_addf(&doc->out, "<p class=\"note %s\">target ",
		attained.len == 0          ? ""
		: dash_is(attained, "yes") ? "good"
					   : "bad");
	dash_put_cell(dash, figure, DASH_TARGET);
	if (attained.len > 0) {
		hl_put(doc, ": ");
		dash_add_answer(dash, &answer, figure);
	}
	dash_put_text(dash, &answer);
	hl_put(doc, "</p>\n");
}

void dash_put_key(struct dash *dash, const struct dash_figure *figure) {
	hl_put(dash->doc, "<p class=\"big\">");
	dash_put_cell(dash, figure, DASH_VALUE);
	hl_put(dash->doc, "</p>\n");
	put_parts(dash, figure);
	if (dash_has_change(figure))
		put_change(dash, figure);
	put_before(dash, figure);
}

static void put_figure(struct dash *dash, const struct dash_figure *figure) {
	struct hl_export *doc = dash->doc;
	struct hl_buf flags = { 0 };

	dash_put_key(dash, figure);
	put_target(dash, figure);
	put_interval(dash, figure);
	if (dash_lacks_interval(dash, figure))
		hl_put(doc, "<p class=\"note\">the days added up: no interval</p>\n");
	dash_add_own_flags(&flags, figure->cells[DASH_FLAG]);
	if (flags.len > 0) {
		/* Where there is no figure they only say why. */
		hl_put(doc, figure->cells[DASH_VALUE].len > 0 ? "<p class=\"note flags\">"
							      : "<p class=\"note\">");
		dash_put_text(dash, &flags);
		hl_put(doc, "</p>\n");
	}
}

/* Longer than a day, and as new as the figures are. */
static bool is_offered(const struct dash *dash, struct dash_period period) {
	int64_t end = dash_days(dash->days) > 0 ? dash->days.to : dash->period.to;

	return period.from != HL_NO_DAY && !dash_is_day(period) && period.to == end;
}

void dash_add_absence(struct dash *dash, struct hl_buf *to, uint32_t metric) {
	const struct hl_metric *known = dash->metrics[metric].known;
	size_t len;
	size_t first = dash_span(dash, metric, dash->root, &len);
	size_t any = 0;

	hl_buf_add(to, HL_STR("no figure for these days"));
	if (!dash_adds_up(dash, metric))
		hl_buf_add(to, known && known->moves
				       ? HL_STR(": it is of the accounts that stand at their end, "
						"so days do not add up to it")
				       : HL_STR(": days do not add up to it"));
	/* The longer of those that begin earlier come first. */
	for (size_t i = first + len; i-- > first;) {
		if (!is_offered(dash, dash->figures[i]->period))
			continue;
		hl_buf_addf(to, "%s%zu", any++ ? ", " : "; choose ",
			dash_days(dash->figures[i]->period));
	}
	hl_buf_add(to, any ? HL_STR(" days") : HL_STR(""));
}

void dash_add_period_flags(struct dash *dash, struct hl_buf *to) {
	size_t begun = to->len;

	for (size_t i = 0; i < dash->cards_len && to->len == begun; i++) {
		const struct dash_figure *figure =
			dash_figure(dash, dash->cards[i], dash->root, dash->period);

		if (figure)
			dash_add_cover(to, figure->cells[DASH_FLAG]);
	}
}

static void put_cover(struct dash *dash) {
	struct hl_buf flags = { 0 };

	dash_add_period_flags(dash, &flags);
	hl_buf_addf(&dash->doc->out, "<p class=\"note flags cover\" id=\"cover\"%s>",
		flags.len > 0 ? "" : " hidden");
	dash_put_text(dash, &flags);
	hl_put(dash->doc, "</p>\n");
}

static void put_card(struct dash *dash, uint32_t metric, const struct dash_figure *figure) {
	struct hl_export *doc = dash->doc;
	struct hl_buf absence = { 0 };

	hl_buf_addf(&doc->out, "<li class=\"card\" data-metric=\"%u\"><h3>", metric);
	html_put_bdi(doc, dash_title(&dash->metrics[metric]));
	hl_put(doc, "</h3>\n");
	if (figure) {
		put_figure(dash, figure);
	} else {
		hl_put(doc, "<p class=\"big\">");
		dash_put_number(dash, HL_STR(""), DASH_PLAIN);
		hl_put(doc, "</p>\n<p class=\"note\">");
		dash_add_absence(dash, &absence, metric);
		dash_put_text(dash, &absence);
		hl_put(doc, "</p>\n");
	}
	if (dash_help(&dash->metrics[metric]).len > 0) {
		hl_put(doc, "<p class=\"formula\">");
		html_put(doc, dash_help(&dash->metrics[metric]));
		hl_put(doc, "</p>\n");
	}
	hl_put(doc, "</li>\n");
}

void dash_put_cards(struct dash *dash) {
	struct dash_figure *figures[HL_LEN(dash->cards)];
	struct dash_table table = { .id = "cards-table",
		.caption = "Key figures",
		.label = DASH_BY_METRIC,
		.heading = "Metric",
		.figures = figures };

	if (dash->cards_len == 0)
		return;
	hl_put(dash->doc, "<section class=\"keys\" aria-labelledby=\"keys-title\">"
			  "<h2 id=\"keys-title\">Key figures</h2>\n"
			  "<ul class=\"cards\" id=\"cards\" role=\"list\">\n");
	for (size_t i = 0; i < dash->cards_len; i++) {
		struct dash_figure *figure =
			dash_figure(dash, dash->cards[i], dash->root, dash->period);

		put_card(dash, dash->cards[i], figure);
		if (figure)
			figures[table.len++] = figure;
	}
	hl_put(dash->doc, "</ul>\n");
	put_cover(dash);
	dash_put_table(dash, &table);
	hl_put(dash->doc, "</section>\n");
}
