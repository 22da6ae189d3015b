/*
 * dashboard_glance.c - everybody by every figure at one look: who stands apart from all together.
 *
 * The script draws the same for other periods, and in the order of another metric.
 */
#include "dashboard_glance.h"

#include "hl/guide.h"

const char dash_glance_words[] =
	"below, above: all of the 95\xc2\xa0% interval is below or above the value in the last "
	"line, so that it is hardly chance; few: few observations";

/* --- columns --- */

static bool is_listed(const struct dash_glance *glance, uint32_t metric) {
	for (size_t i = 0; i < glance->metrics_len; i++)
		if (glance->metrics[i] == metric)
			return true;
	return false;
}

static void list(struct dash_glance *glance, uint32_t metric) {
	if (glance->metrics_len < DASH_GLANCE && !is_listed(glance, metric))
		glance->metrics[glance->metrics_len++] = metric;
}

/* Those of the cards, then what has an interval, then what is counted. */
static void list_metrics(const struct dash *dash, struct dash_glance *glance) {
	for (size_t i = 0; i < dash->cards_len; i++)
		list(glance, dash->cards[i]);
	for (int counted = 0; counted <= 1; counted++)
		for (uint32_t i = 0; i < dash->metrics_len; i++) {
			const struct dash_metric *metric = &dash->metrics[i];
			bool is_counted = !metric->known || !metric->known->interval;
			size_t len;

			(void)dash_span(dash, i, dash->root, &len);
			if (metric->is_series && len > 0 && is_counted == (counted == 1))
				list(glance, i);
		}
}

/* --- rows --- */

static bool has_row(const struct dash_glance *glance, uint32_t group) {
	for (size_t i = 0; i < glance->len; i++)
		if (glance->groups[i] == group)
			return true;
	return false;
}

/* Is there anything of it but nil? */
static bool is_any(struct dash *dash, const struct dash_glance *glance, uint32_t group) {
	for (size_t i = 0; i < glance->metrics_len; i++)
		if (!dash_is_nil(dash_figure(dash, glance->metrics[i], group, dash->period)))
			return true;
	return false;
}

/* Those who are ranked in their order, then the others, nobody last; then the whole. */
static void list_groups(struct dash *dash, struct dash_glance *glance) {
	size_t len = 0;
	struct dash_figure **leaders = dash_leaders(dash, &len);
	const uint32_t *all = dash->leaders_len ? dash->leaders : dash->teams;
	size_t all_len = dash->leaders_len ? dash->leaders_len : dash->teams_len;

	glance->groups = hl_new_array(&dash->doc->arena, uint32_t, all_len + 1);
	for (size_t i = 0; i < len; i++)
		glance->groups[glance->len++] = leaders[i]->group;
	for (int nobody = 0; nobody <= 1; nobody++)
		for (size_t i = 0; i < all_len; i++)
			if (dash_is_nobody(dash, all[i]) == (nobody == 1) &&
				!has_row(glance, all[i]) && is_any(dash, glance, all[i]))
				glance->groups[glance->len++] = all[i];
	glance->groups[glance->len++] = dash->root;
}

/* --- figures --- */

const struct dash_figure *dash_glance_at(
	const struct dash_glance *glance, size_t row, size_t column) {
	return glance->figures[row * glance->metrics_len + column];
}

/* A column of which nobody has a value is left out. */
static bool is_blank(struct dash *dash, const struct dash_glance *glance, uint32_t metric) {
	for (size_t i = 0; i + 1 < glance->len; i++) {
		const struct dash_figure *figure =
			dash_figure(dash, metric, glance->groups[i], dash->period);

		if (figure && figure->cells[DASH_VALUE].len > 0)
			return false;
	}
	return true;
}

static void fill(struct dash *dash, struct dash_glance *glance) {
	size_t len = 0;
	size_t at = 0;

	for (size_t i = 0; i < glance->metrics_len; i++)
		if (!is_blank(dash, glance, glance->metrics[i]))
			glance->metrics[len++] = glance->metrics[i];
	glance->metrics_len = len;
	glance->figures =
		hl_new_array(&dash->doc->arena, struct dash_figure *, glance->len * len + 1);
	for (size_t i = 0; i < glance->len; i++)
		for (size_t k = 0; k < len; k++)
			glance->figures[at++] = dash_figure(
				dash, glance->metrics[k], glance->groups[i], dash->period);
}

bool dash_glance(struct dash *dash, struct dash_glance *glance) {
	*glance = (struct dash_glance){ .len = 0 };
	if (dash->cards_len == 0 || dash->leaders_len + dash->teams_len == 0)
		return false;
	glance->dimension = dash->dimensions[dash->leaders_len ? dash->dimensions_len - 1 : 0];
	list_metrics(dash, glance);
	list_groups(dash, glance);
	fill(dash, glance);
	return glance->len > 1 && glance->metrics_len > 0;
}

static bool is_few(struct hl_str flags) {
	while (flags.len > 0)
		if (dash_is(hl_str_trim(hl_str_cut(&flags, ';')), "low_n"))
			return true;
	return false;
}

struct dash_verdict dash_stands(
	const struct dash_glance *glance, const struct dash *dash, size_t row, size_t column) {
	const struct dash_figure *figure = dash_glance_at(glance, row, column);
	const struct dash_figure *whole = dash_glance_at(glance, glance->len - 1, column);
	const struct hl_metric *known = dash->metrics[glance->metrics[column]].known;
	bool is_less = known && known->is_less_better;
	int64_t lo, hi, value;

	if (!figure || row + 1 == glance->len || figure->cells[DASH_VALUE].len == 0)
		return (struct dash_verdict){ "", "" };
	if (is_few(figure->cells[DASH_FLAG]))
		return (struct dash_verdict){ "few", "few" };
	if (!dash_dec(whole, DASH_VALUE, &value) || !dash_dec(figure, DASH_LO, &lo) ||
		!dash_dec(figure, DASH_HI, &hi))
		return (struct dash_verdict){ "", "" };
	if (hi < value)
		return (struct dash_verdict){ is_less ? "good" : "bad", "below" };
	if (lo > value)
		return (struct dash_verdict){ is_less ? "bad" : "good", "above" };
	return (struct dash_verdict){ "", "" };
}

/* --- as a table --- */

static void put_cell(
	struct dash *dash, const struct dash_glance *glance, size_t row, size_t column) {
	const struct dash_figure *figure = dash_glance_at(glance, row, column);
	struct dash_verdict verdict = dash_stands(glance, dash, row, column);

	hl_buf_addf(
		&dash->doc->out, "<td class=\"n%s%s\">", *verdict.name ? " " : "", verdict.name);
	if (*verdict.words)
		hl_buf_addf(&dash->doc->out, "<span class=\"word\">%s</span> ", verdict.words);
	if (figure)
		dash_put_cell(dash, figure, DASH_VALUE);
	else
		dash_put_number(dash, HL_STR(""), DASH_PLAIN);
	hl_put(dash->doc, "</td>");
}

static void put_row(struct dash *dash, const struct dash_glance *glance, size_t row) {
	hl_put(dash->doc, row + 1 == glance->len ? "<tr class=\"total\">" : "<tr>");
	hl_put(dash->doc, "<th scope=\"row\">");
	dash_put_linked(dash, glance->groups[row]);
	hl_put(dash->doc, "</th>");
	for (size_t i = 0; i < glance->metrics_len; i++)
		put_cell(dash, glance, row, i);
	hl_put(dash->doc, "</tr>\n");
}

static void put_heads(struct dash *dash, const struct dash_glance *glance) {
	hl_put(dash->doc, "<div class=\"wide\" role=\"group\" aria-labelledby=\"glance-title\" "
			  "tabindex=\"0\">\n<table class=\"glance\" id=\"glance-heads\">"
			  "<caption class=\"sr\">All figures</caption>\n"
			  "<thead><tr><th scope=\"col\">Name</th>");
	for (size_t i = 0; i < glance->metrics_len; i++) {
		hl_put(dash->doc, "<th scope=\"col\" class=\"n\">");
		html_put_bdi(dash->doc, dash_title(&dash->metrics[glance->metrics[i]]));
		hl_put(dash->doc, "</th>");
	}
	hl_put(dash->doc, "</tr></thead>\n<tbody id=\"glance-rows\">\n");
}

/* Row by row, those that are there. */
static void put_table(struct dash *dash, const struct dash_glance *glance) {
	struct dash_table table = { .id = "glance-table",
		.caption = "All figures, in rows",
		.label = DASH_BY_GROUP,
		.heading = "Name",
		.with_metric = true };
	size_t len = glance->len * glance->metrics_len;
	struct dash_figure **figures = hl_new_array(&dash->doc->arena, struct dash_figure *, len);

	for (size_t i = 0; i < len; i++)
		if (glance->figures[i])
			figures[table.len++] = glance->figures[i];
	table.figures = figures;
	dash_put_table(dash, &table);
}

void dash_put_glance(struct dash *dash) {
	struct dash_glance glance;

	if (!dash_glance(dash, &glance))
		return;
	dash_put_part(dash, "glance", "All figures by ", glance.dimension, "all-figures");
	hl_buf_addf(&dash->doc->out, "<p class=\"sub\">%s</p>\n", dash_glance_words);
	put_heads(dash, &glance);
	for (size_t i = 0; i < glance.len; i++)
		put_row(dash, &glance, i);
	hl_put(dash->doc, "</tbody></table></div>\n");
	put_table(dash, &glance);
	hl_put(dash->doc, "</section>\n");
}

void dash_put_columns(struct dash *dash) {
	struct dash_glance glance = { .len = 0 };

	list_metrics(dash, &glance);
	hl_put(dash->doc, "\"columns\":[");
	for (size_t i = 0; i < glance.metrics_len; i++)
		hl_buf_addf(&dash->doc->out, "%s%u", i ? "," : "", glance.metrics[i]);
	hl_put(dash->doc, "],\n");
}
