/* dashboard_cards.c - four figures, and what became of each since the period before. */
#include "dashboard.h"

static bool is(struct hl_str cell, const char *word) {
	return hl_str_eq(cell, hl_str_of(word));
}

static void put_change(struct dash *dash, const struct dash_figure *figure) {
	static const char *const words[] = { "down ", "unchanged ", "up " };
	struct dash_verdict verdict = dash_judge(dash, figure);
	struct hl_buf change = { 0 };

	hl_buf_addf(&dash->doc->out,
		"<p class=\"change %s\"><span aria-hidden=\"true\">%s</span> "
		"<span class=\"sr\">%s</span>",
		verdict.name, dash_arrow(figure), words[dash_way(figure) + 1]);
	dash_add_change(dash, &change, figure);
	dash_put_text(dash, &change);
	hl_buf_addf(&dash->doc->out, " <b>%s</b></p>\n", verdict.words);
}

static void put_before(struct dash *dash, const struct dash_figure *figure) {
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
	bool is_attained = is(figure->cells[DASH_ATTAINED], "yes");

	if (figure->cells[DASH_TARGET].len == 0)
		return;
	hl_buf_addf(&doc->out, "<p class=\"note %s\">target ",
		figure->cells[DASH_ATTAINED].len == 0 ? ""
		: is_attained                         ? "good"
						      : "bad");
	dash_put_cell(dash, figure, DASH_TARGET);
	if (is_attained) {
		hl_put(doc, ": attained");
	} else if (figure->cells[DASH_MISSING].len > 0) {
		struct hl_buf missing = { 0 };

		hl_put(doc, ": ");
		dash_add_missing(dash, &missing, figure);
		dash_put_text(dash, &missing);
	}
	hl_put(doc, "</p>\n");
}

static void put_figure(struct dash *dash, const struct dash_figure *figure) {
	struct hl_export *doc = dash->doc;

	hl_put(doc, "<p class=\"big\">");
	dash_put_cell(dash, figure, DASH_VALUE);
	hl_put(doc, "</p>\n");
	if (dash_has_change(figure))
		put_change(dash, figure);
	put_before(dash, figure);
	put_target(dash, figure);
	put_interval(dash, figure);
	if (figure->is_sum)
		hl_put(doc, "<p class=\"note\">the days added up: no interval</p>\n");
	if (figure->cells[DASH_FLAG].len > 0) {
		hl_put(doc, "<p class=\"note flags\">");
		dash_put_flags(dash, figure->cells[DASH_FLAG]);
		hl_put(doc, "</p>\n");
	}
}

static void put_card(struct dash *dash, uint32_t metric, const struct dash_figure *figure) {
	struct hl_export *doc = dash->doc;

	hl_buf_addf(&doc->out, "<li class=\"card\" data-metric=\"%u\"><h3>", metric);
	html_put_bdi(doc, dash_title(&dash->metrics[metric]));
	hl_put(doc, "</h3>\n");
	if (figure) {
		put_figure(dash, figure);
	} else {
		hl_put(doc, "<p class=\"big\">");
		dash_put_number(dash, HL_STR(""), DASH_PLAIN);
		hl_put(doc, "</p>\n<p class=\"note\">no figure for this period; it does not add up "
			    "over "
			    "days</p>\n");
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
		.file = "key-figures",
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
	dash_put_table(dash, &table);
	hl_put(dash->doc, "</section>\n");
}
