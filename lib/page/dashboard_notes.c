/* dashboard_notes.c - targets, and who may not be worked. */
#include "dashboard.h"

#include <stdlib.h>

/* --- targets --- */

static bool is_target(const struct dash *dash, const struct dash_figure *figure) {
	return figure->cells[DASH_TARGET].len > 0 && dash->groups[figure->group].is_shown;
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
	struct hl_buf missing = { 0 };

	if (hl_str_eq(figure->cells[DASH_ATTAINED], HL_STR("yes"))) {
		hl_put(doc, "<td class=\"good\">&#10003; attained</td>");
		return;
	}
	hl_put(doc, "<td class=\"bad\">&#10007; ");
	dash_add_missing(dash, &missing, figure);
	dash_put_text(dash, &missing);
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
	dash_put_part(dash, "targets", "Targets", HL_STR(""));
	hl_buf_addf(&dash->doc->out, "<p class=\"sub\" id=\"targets-sub\">%s",
		is_any ? "" : "no targets for ");
	dash_put_period(dash, period);
	hl_buf_addf(&dash->doc->out,
		"</p>\n<div class=\"wide\" id=\"targets-wide\" role=\"group\" "
		"aria-label=\"Targets\" tabindex=\"0\"%s>\n"
		"<table><caption class=\"sr\">Targets</caption>\n<thead>"
		"<tr><th scope=\"col\">Metric</th><th scope=\"col\">Name</th>"
		"<th scope=\"col\" class=\"n\">Value</th><th scope=\"col\" class=\"n\">Target</th>"
		"<th scope=\"col\">Attained</th></tr></thead>\n<tbody id=\"targets-rows\">\n",
		is_any ? "" : " hidden");
}

void dash_put_targets(struct dash *dash) {
	struct dash_table table = { .id = "targets-table",
		.caption = "Targets, in rows",
		.label = DASH_BY_GROUP,
		.heading = "Name",
		.file = "targets",
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

/* --- suppression --- */

enum { SHOWN = 10 };

static int64_t leads_of(const struct dash_figure *figure) {
	int64_t dec;

	return hl_dec_read(figure->cells[DASH_NUM], &dec) ? dec : 0;
}

static int by_value(const void *left, const void *right) {
	int64_t a = leads_of(*(struct dash_figure *const *)left);
	int64_t b = leads_of(*(struct dash_figure *const *)right);

	return a != b ? (a < b) - (a > b) : dash_by_place(left, right);
}

static bool is_all(const struct dash_figure *figure) {
	return hl_str_eq(figure->part, HL_STR("all"));
}

static void put_reasons(struct dash *dash, struct dash_figure *const *figures, size_t len) {
	int64_t most = 0;
	size_t shown = 0;
	struct dash_bar bar;

	hl_put(dash->doc, "<ol class=\"bars\" role=\"list\">\n");
	for (size_t i = 0; i < len; i++) {
		if (is_all(figures[i]) || ++shown > SHOWN)
			continue;
		bar = (struct dash_bar){ 0 };
		(void)dash_dec(figures[i], DASH_NUM, &bar.value);
		most = bar.value > most ? bar.value : most;
		bar.most = most;
		hl_put(dash->doc, "<li><span class=\"name\">");
		html_put_reason(dash->doc, figures[i]->part);
		hl_put(dash->doc, "</span><span class=\"value\">");
		dash_put_cell(dash, figures[i], DASH_NUM);
		hl_put(dash->doc, " <span class=\"soft\">");
		dash_put_number(dash, figures[i]->cells[DASH_VALUE], DASH_PERCENT);
		hl_put(dash->doc, "</span></span>");
		dash_put_bar(dash, &bar);
		hl_put(dash->doc, "</li>\n");
	}
	hl_put(dash->doc, "</ol>\n");
	if (shown > SHOWN)
		hl_buf_addf(&dash->doc->out, "<p class=\"note\">and %zu more in the table</p>\n",
			shown - SHOWN);
}

/* Of reasons: each may hold a lead, and some leads have several. */
static void add_several(struct dash *dash, struct hl_buf *to) {
	size_t len;
	struct dash_figure **figures = dash_parts(dash, HL_STR("supp"), &len);
	const struct dash_figure *all = NULL;
	hl_wide sum = 0;

	for (size_t i = 0; i < len; i++) {
		if (is_all(figures[i]))
			all = figures[i];
		else
			sum += leads_of(figures[i]);
	}
	if (!all || sum <= leads_of(all))
		return;
	hl_buf_add(to, HL_STR("; a lead may have several reasons: they add up to more than "));
	dash_add_cell(dash, to, all, DASH_NUM);
}

void dash_add_actions(struct dash *dash, struct hl_buf *to) {
	size_t of_len, actions_len;
	struct dash_figure **of = dash_parts(dash, HL_STR("supp_of"), &of_len);
	struct dash_figure **actions = dash_parts(dash, HL_STR("supp_action"), &actions_len);

	for (size_t i = 0; i < of_len; i++) {
		if (!is_all(of[i]))
			continue;
		dash_add_cell(dash, to, of[i], DASH_NUM);
		hl_buf_add(to, HL_STR(" of "));
		dash_add_cell(dash, to, of[i], DASH_DEN);
		hl_buf_add(to, HL_STR(" leads may not be worked"));
	}
	for (size_t i = 0, put = 0; i < actions_len; i++) {
		if (is_all(actions[i]))
			continue;
		hl_buf_add(to, hl_str_of(put++ ? ", " : of_len ? ": " : ""));
		hl_buf_add(to, actions[i]->part);
		hl_buf_add(to, HL_STR(" "));
		dash_add_cell(dash, to, actions[i], DASH_NUM);
	}
	add_several(dash, to);
}

struct dash_figure **dash_suppressed(struct dash *dash, size_t *len) {
	struct dash_figure **figures = dash_parts(dash, HL_STR("supp"), len);

	if (*len > 0)
		qsort(figures, *len, sizeof(struct dash_figure *), by_value);
	return figures;
}

static void put_actions(struct dash *dash) {
	struct hl_buf actions = { 0 };

	dash_add_actions(dash, &actions);
	html_put(dash->doc, hl_buf_str(&actions));
	hl_buf_release(&actions);
}

void dash_put_suppression(struct dash *dash) {
	struct dash_table table = { .id = "suppression-table",
		.caption = "Suppressed, by reason",
		.label = DASH_BY_PART,
		.heading = "Reason",
		.file = "suppression" };
	struct dash_figure **figures = dash_suppressed(dash, &table.len);

	if (table.len == 0)
		return;
	dash_put_part(dash, "suppression", "Suppression", HL_STR(""));
	hl_put(dash->doc, "<p class=\"sub\">");
	put_actions(dash);
	hl_put(dash->doc, "</p>\n");
	put_reasons(dash, figures, table.len);
	table.figures = figures;
	dash_put_table(dash, &table);
	hl_put(dash->doc, "</section>\n");
}
