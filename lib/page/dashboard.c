/*
 * dashboard.c - the dashboard: its head, its parts in their order, its end.
 *
 * All rows are held. Whoever reads it without the script sees every table, and the cards and charts
 * of the period it opens with; the script draws them for other periods, metrics and groups.
 */
#include "dashboard.h"

#include "dashboard_glance.h"

#include "hl/guide.h"
#include "hl/page.h"

#include <stdio.h>

extern const char hl_embed_base_css[];
extern const size_t hl_embed_base_css_len;
extern const char hl_embed_dashboard_css[];
extern const size_t hl_embed_dashboard_css_len;
extern const char hl_embed_dashboard_figures_js[];
extern const size_t hl_embed_dashboard_figures_js_len;
extern const char hl_embed_dashboard_tables_js[];
extern const size_t hl_embed_dashboard_tables_js_len;
extern const char hl_embed_dashboard_js[];
extern const size_t hl_embed_dashboard_js_len;

static const char tools[] =
	"<div class=\"tools\" id=\"tools\" role=\"group\" aria-label=\"What is shown\" hidden>\n"
	"<fieldset class=\"ranges\" id=\"ranges\"><legend class=\"sr\">Period</legend></fieldset>\n"
	"<span class=\"custom\" id=\"custom\" hidden>"
	"<label>From <input type=\"date\" id=\"from\" aria-describedby=\"shown\"></label> "
	"<label>to <input type=\"date\" id=\"to\" aria-describedby=\"shown\"></label></span>\n"
	"<label>Metric <select id=\"metric\"></select></label>\n"
	"<label>Trend of <select id=\"group\"></select></label>\n"
	"<span class=\"downloads\"><button type=\"button\" class=\"csv\" data-file=\"key-figures\">"
	"CSV<span class=\"sr\"> of the key figures</span></button>\n";

void dash_put_part(struct dash *dash, const char *id, const char *title, struct hl_str more,
	const char *file) {
	struct hl_export *doc = dash->doc;

	hl_buf_addf(&doc->out,
		"<section class=\"part\" id=\"%s\" aria-labelledby=\"%s-title\">\n"
		"<div class=\"top\"><h2 id=\"%s-title\">%s",
		id, id, id, title);
	html_put(doc, more);
	hl_buf_addf(&doc->out,
		"</h2><button type=\"button\" class=\"csv\" data-file=\"%s\" hidden>CSV"
		"<span class=\"sr\"> of %s",
		file, title);
	html_put(doc, more);
	hl_put(doc, "</span></button></div>\n");
}

/* --- head --- */

static struct hl_str whom(struct dash *dash) {
	dash->doc->scratch.len = 0;
	dash_add_whom(dash, &dash->doc->scratch);
	return dash_keep(dash, &dash->doc->scratch);
}

/* "Team Aspen: Jane's", as far as there is any; @bdi: names kept apart. */
static void put_title(struct dash *dash, bool bdi) {
	struct hl_export *doc = dash->doc;
	struct hl_str title = hl_str_trim(doc->title);
	struct hl_str name = whom(dash);

	hl_put(doc, title.len || name.len ? "Dashboard: " : "Dashboard");
	if (bdi && title.len)
		html_put_bdi(doc, title);
	else
		html_put(doc, title);
	if (name.len == 0)
		return;
	hl_put(doc, title.len ? ", " : "");
	html_put(doc, doc->options->view.column);
	hl_put(doc, " ");
	if (bdi)
		html_put_bdi(doc, name);
	else
		html_put(doc, name);
}

static void put_facts(struct dash *dash) {
	struct hl_export *doc = dash->doc;

	hl_put(doc, "<dl class=\"facts\">\n");
	if (dash->cards_len > 0 && dash_days(dash->period) > 0) {
		hl_put(doc, "<div><dt>Period</dt><dd id=\"period\">");
		dash_put_period(dash, dash->period);
		hl_put(doc, "</dd></div>\n");
	}
	hl_put(doc, "<div><dt>Data as of</dt><dd>");
	html_put_as_of(doc);
	hl_put(doc, "</dd></div>\n");
	hl_put(doc, "</dl>\n");
}

static void put_head(
	struct dash *dash, const struct html_part *style, const struct html_part *script) {
	struct hl_export *doc = dash->doc;
	const struct dash_group *root = &dash->groups[dash->root];

	html_put_head(doc, style, script);
	hl_put(doc, "<title>");
	put_title(dash, false);
	hl_put(doc, "</title>\n<style>");
	hl_put_str(doc, (struct hl_str){ style->bytes, style->len });
	hl_put(doc, "</style>\n</head>\n<body>\n"
		    "<a class=\"skip\" href=\"#figures\">Skip to the figures</a>\n"
		    "<header class=\"head\">\n");
	html_put_ways(doc, dash_column(dash, root), dash_value(root));
	hl_put(doc, "<h1>");
	put_title(dash, true);
	hl_put(doc, "</h1>\n");
	put_facts(dash);
	hl_put(doc, "</header>\n");
}

/* --- the parts --- */

/* Its last line: what to take away, and what the choice came to. */
static void put_tools(struct dash *dash) {
	const struct dash_group *root = &dash->groups[dash->root];
	const struct hl_link *paper =
		hl_link_called(hl_links_about(dash->doc->options->links, dash_column(dash, root),
				       dash_value(root)),
			HL_STR("PDF"));

	hl_put(dash->doc, tools);
	if (paper) {
		hl_put(dash->doc, "<a class=\"pdf\"");
		html_put_href(dash->doc, paper->path);
		hl_put(dash->doc, ">PDF<span class=\"sr\"> of this page</span></a>");
	}
	hl_put(dash->doc,
		"</span>\n<p class=\"shown\" id=\"shown\" role=\"status\"></p>\n</div>\n");
}

static void put_parts(struct dash *dash) {
	static void (*const parts[])(struct dash * dash) = { dash_put_chart, dash_put_glance,
		dash_put_leaders, dash_put_teams, dash_put_pipeline, dash_put_funnel,
		dash_put_triangle, dash_put_targets, dash_put_suppression, dash_put_quality };
	struct hl_export *doc = dash->doc;
	size_t begun;

	hl_put(doc, "<main id=\"figures\" tabindex=\"-1\">\n");
	if (dash->cards_len > 0)
		put_tools(dash);
	dash_put_cards(dash);
	hl_put(doc, "<div class=\"parts\">\n");
	begun = doc->out.len;
	for (size_t i = 0; i < HL_LEN(parts); i++)
		parts[i](dash);
	if (doc->out.len == begun && dash->cards_len == 0)
		hl_put(doc, "<p class=\"empty\">No figures.</p>\n");
	hl_put(doc, "</div>\n</main>\n");
}

static enum hl_status put_end(
	struct dash *dash, const struct html_part *script, struct hl_error *err) {
	struct hl_export *doc = dash->doc;
	enum hl_status status;

	hl_put(doc, "<footer class=\"end\">\n<p><strong>END</strong> ");
	dash_add_end(dash, &doc->out);
	if (doc->options->run.len > 0) {
		hl_put(doc, "; run ");
		html_put_bdi(doc, hl_str_trim(doc->options->run));
	}
	hl_buf_addf(&doc->out,
		"</p>\n<p>Intervals are of 95&nbsp;%%: a change within them may be chance. "
		"%s</p>\n</footer>\n",
		dash_confidential(dash));
	status = dash_put_data(dash, err);
	hl_put(doc, "<script>");
	hl_put_str(doc, (struct hl_str){ script->bytes, script->len });
	hl_put(doc, "</script>\n</body>\n</html>\n");
	return status;
}

static enum hl_status dash_end(struct hl_export *doc, struct hl_error *err) {
	const struct html_part styles[] = { { hl_embed_base_css, hl_embed_base_css_len },
		{ hl_embed_dashboard_css, hl_embed_dashboard_css_len } };
	const struct html_part style = html_join(doc, styles, HL_LEN(styles));
	const struct html_part scripts[] = { { hl_embed_dashboard_figures_js,
						     hl_embed_dashboard_figures_js_len },
		{ hl_embed_dashboard_tables_js, hl_embed_dashboard_tables_js_len },
		{ hl_embed_dashboard_js, hl_embed_dashboard_js_len } };
	const struct html_part script = html_join(doc, scripts, HL_LEN(scripts));
	struct dash *dash = doc->state;
	enum hl_status status = dash_look(dash, err);

	if (status != HL_OK)
		return status;
	put_head(dash, &style, &script);
	put_parts(dash);
	return put_end(dash, &script, err);
}

const struct hl_format hl_dashboard_html = {
	.name = "dashboard",
	.suffix = ".html",
	.takes = HL_TAKES_OF_DASHBOARD | HL_TAKES_WAYS,
	.help = "figures of hl-metrics: cards, trend, leaderboard, pipeline, funnel",
	.begin = hl_dash_begin,
	.row = hl_dash_row,
	.end = dash_end,
	.bind = hl_dash_bind,
};
