/* dashboard_notes.c - targets. */
#include "dashboard.h"

#include <stdlib.h>

/* --- targets --- */

/* Of whom the page is about and those just below: the others have pages of their own. */
static bool is_target(const struct dash *dash, const struct dash_figure *figure) {
	const struct dash_group *group = &dash->groups[figure->group];

	return figure->cells[DASH_TARGET].len > 0 && group->is_shown &&
	       group->depth <= dash->groups[dash->root].depth + 1;
}

/* The page's, or the newest and then longest where it has none. */
static struct dash_period target_period(const struct dash *dash) {
	struct dash_period period = dash->period;

	if (dash_days(dash->period) > 0)
		return period;
	for (size_t i = 0; i < dash->len; i++) {
		const struct dash_period own = dash->figures[i]->period;

		if (is_target(dash, dash->figures[i]) &&
			(own.to > period.to || (own.to == period.to && own.from < period.from)))
			period = own;
	}
	return period;
}

bool dash_has_targets(const struct dash *dash) {
	for (size_t i = 0; i < dash->len; i++)
		if (is_target(dash, dash->figures[i]))
			return true;
	return false;
}

static void put_answer(struct dash *dash, const struct dash_figure *figure) {
	struct hl_export *doc = dash->doc;
	struct hl_buf answer = { 0 };

	hl_put(doc, dash_is(figure->cells[DASH_ATTAINED], "yes") ? "<td class=\"good\">&#10003; "
								 : "<td class=\"bad\">&#10007; ");
	dash_add_answer(dash, &answer, figure);
	dash_put_text(dash, &answer);
	hl_put(doc, "</td>");
}

static void put_target(struct dash *dash, const struct dash_figure *figure) {
	struct hl_export *doc = dash->doc;

	hl_put(doc, "<tr><th scope=\"row\">");
	html_put_bdi(doc, dash_title(&dash->metrics[figure->metric]));
	hl_put(doc, "</th><td>");
	dash_put_group(dash, &dash->groups[figure->group], true);
	hl_put(doc, "</td><td class=\"n\">");
	dash_put_cell(dash, figure, DASH_VALUE);
	hl_put(doc, "</td><td class=\"n\">");
	dash_put_cell(dash, figure, DASH_TARGET);
	hl_put(doc, "</td>");
	put_answer(dash, figure);
	hl_put(doc, "</tr>\n");
}

/* In the order of metrics and groups, as the script has them. */
struct dash_figure **dash_targets(struct dash *dash, size_t *len, struct dash_period *period) {
	struct dash_figure **figures =
		hl_new_array(&dash->doc->arena, struct dash_figure *, dash->len + 1);

	*len = 0;
	*period = target_period(dash);
	for (size_t i = 0; i < dash->len; i++) {
		struct dash_figure *figure = dash->figures[i];

		if (is_target(dash, figure) && figure->period.from == period->from &&
			figure->period.to == period->to)
			figures[(*len)++] = figure;
	}
	return figures;
}

static void open_targets(struct dash *dash, struct dash_period period, bool is_any) {
	dash_put_part(dash, "targets", "Targets", HL_STR(""), "targets");
	hl_buf_addf(&dash->doc->out, "<p class=\"sub\" id=\"targets-sub\">%s",
		is_any ? "" : "no targets for ");
	dash_put_period(dash, period);
	hl_buf_addf(&dash->doc->out,
		"</p>\n<div class=\"wide\" id=\"targets-wide\" role=\"group\" "
		"aria-label=\"Targets\" tabindex=\"0\"%s%s>\n"
		"<table><caption class=\"sr\">Targets</caption>\n<thead>"
		"<tr><th scope=\"col\">Metric</th><th scope=\"col\">Name</th>"
		"<th scope=\"col\" class=\"n\">Value</th><th scope=\"col\" class=\"n\">Target</th>"
		"<th scope=\"col\">Target reached</th></tr></thead>\n<tbody id=\"targets-rows\">\n",
		is_any ? "" : " hidden",
		dash->teams_len + dash->leaders_len == 0 ? " data-whose=\"one\"" : "");
}

void dash_put_targets(struct dash *dash) {
	struct dash_table table = { .id = "targets-table",
		.caption = "Targets, in rows",
		.label = DASH_BY_GROUP,
		.heading = "Name",
		.with_metric = true };
	struct dash_period period;
	struct dash_figure **figures = dash_targets(dash, &table.len, &period);
	size_t without = 0;

	if (!dash_has_targets(dash))
		return;
	open_targets(dash, period, table.len > 0);
	for (size_t i = 0; i < table.len; i++) {
		if (figures[i]->cells[DASH_ATTAINED].len > 0)
			put_target(dash, figures[i]);
		else
			without++;
	}
	hl_put(dash->doc, "</tbody></table></div>\n");
	hl_buf_addf(&dash->doc->out,
		"<p class=\"note\" id=\"targets-more\"%s>and %zu without a value in the "
		"table</p>\n",
		without ? "" : " hidden", without);
	table.figures = figures;
	dash_put_table(dash, &table);
	hl_put(dash->doc, "</section>\n");
}
