/* dashboard_triangle.c - what each batch has brought by its months on book. */
#include "dashboard.h"

#include <stdlib.h>

/* "2026-02/3" is the batch of February in its month 3. */
struct hl_str dash_batch(const struct dash_figure *figure, struct hl_str *month) {
	*month = figure->part;
	return hl_str_cut(month, '/');
}

bool dash_is_begun(const struct dash_figure *figure) {
	return hl_str_starts(figure->cells[DASH_FLAG], HL_STR("incomplete"));
}

static int64_t number_of(struct hl_str text) {
	int64_t dec;

	return hl_dec_read(text, &dec) ? dec : INT64_MAX;
}

static int compare(const void *left, const void *right) {
	const struct dash_figure *a = *(struct dash_figure *const *)left;
	const struct dash_figure *b = *(struct dash_figure *const *)right;
	struct hl_str a_month, b_month;
	int order = hl_str_cmp(dash_batch(a, &a_month), dash_batch(b, &b_month));

	if (order == 0)
		order = (number_of(a_month) > number_of(b_month)) -
			(number_of(a_month) < number_of(b_month));
	return order ? order : (a->place > b->place) - (a->place < b->place);
}

/* So many months and batches are drawn; the table has all of them. */
enum { MONTHS = DASH_MONTHS, BATCHES = 36 };

/* The first months that any batch has, in their order; returns how many. */
static size_t months_of(struct dash_figure *const *figures, size_t len, struct hl_str *months) {
	size_t count = 0;

	for (size_t i = 0; i < len; i++) {
		struct hl_str month;
		size_t at = count;

		(void)dash_batch(figures[i], &month);
		while (at > 0 && number_of(months[at - 1]) > number_of(month))
			at--;
		if (at == MONTHS || (at > 0 && hl_str_eq(months[at - 1], month)))
			continue;
		count += count < MONTHS;
		for (size_t k = count - 1; k > at; k--)
			months[k] = months[k - 1];
		months[at] = month;
	}
	return count;
}

/* One of nine shades; the number in the cell says the same. A month that is not over has none. */
static unsigned shade_of(const struct dash_figure *figure, int64_t most) {
	int64_t dec;

	if (!dash_dec(figure, DASH_VALUE, &dec) || dec <= 0 || most <= 0)
		return 0;
	return (unsigned)((hl_wide)dec * 8 / most) + (dec < most);
}

static void put_cell(struct dash *dash, const struct dash_figure *figure, int64_t most) {
	struct hl_export *doc = dash->doc;
	bool is_incomplete = dash_is_begun(figure);

	if (is_incomplete)
		hl_put(doc, "<td class=\"n begun\">");
	else
		hl_buf_addf(&doc->out, "<td class=\"n s%u\">", shade_of(figure, most));
	dash_put_cell(dash, figure, DASH_VALUE);
	if (is_incomplete)
		hl_put(doc,
			"<span aria-hidden=\"true\">*</span><span class=\"sr\"> incomplete</span>");
	hl_put(doc, "</td>");
}

/* The cells of one batch, from @at on; returns the first of the next. */
static size_t put_batch(struct dash *dash, const struct dash_triangle *triangle, size_t at) {
	struct hl_export *doc = dash->doc;
	struct hl_str month;
	struct hl_str batch = dash_batch(triangle->figures[at], &month);

	hl_put(doc, "<tr><th scope=\"row\">");
	html_put_bdi(doc, batch);
	hl_put(doc, "</th><td class=\"n\">");
	dash_put_cell(dash, triangle->figures[at], DASH_DEN);
	hl_put(doc, "</td>");
	for (size_t i = 0; i < triangle->months_len; i++) {
		bool is_there = at < triangle->len &&
				hl_str_eq(dash_batch(triangle->figures[at], &month), batch) &&
				hl_str_eq(month, triangle->months[i]);

		if (is_there)
			put_cell(dash, triangle->figures[at++], triangle->most);
		else
			hl_put(doc, "<td></td>");
	}
	hl_put(doc, "</tr>\n");
	while (at < triangle->len && hl_str_eq(dash_batch(triangle->figures[at], &month), batch))
		at++;
	return at;
}

static void put_square(struct dash *dash, const struct dash_triangle *triangle) {
	struct hl_export *doc = dash->doc;
	size_t at = 0;

	hl_put(doc,
		"<div class=\"wide\" role=\"group\" aria-label=\"Liquidation by batch\" "
		"tabindex=\"0\">\n<table class=\"square\"><caption class=\"sr\">Cash of each "
		"batch until a month on book, in percent of what was placed</caption>\n"
		"<thead><tr><th scope=\"col\">Batch</th><th scope=\"col\" class=\"n\">Placed</th>");
	for (size_t i = 0; i < triangle->months_len; i++) {
		hl_put(doc, "<th scope=\"col\" class=\"n\"><span class=\"long\">Month "
			    "</span><span class=\"short\" aria-hidden=\"true\">M</span>");
		html_put_bdi(doc, triangle->months[i]);
		hl_put(doc, "</th>");
	}
	hl_put(doc, "</tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < BATCHES && at < triangle->len; i++)
		at = put_batch(dash, triangle, at);
	hl_put(doc, "</tbody></table></div>\n");
	if (at < triangle->len || triangle->months_len == MONTHS)
		hl_put(doc, "<p class=\"note\">later batches and months are in the table</p>\n");
	if (triangle->has_incomplete)
		hl_put(doc, "<p class=\"note\">* not all accounts of the batch have had all of "
			    "this month on book</p>\n");
}

static void survey(struct dash_triangle *triangle) {
	for (size_t i = 0; i < triangle->len; i++) {
		const struct dash_figure *figure = triangle->figures[i];
		int64_t dec;

		triangle->has_incomplete |= dash_is_begun(figure);
		if (!dash_is_begun(figure) && dash_dec(figure, DASH_VALUE, &dec) &&
			dec > triangle->most)
			triangle->most = dec;
	}
	triangle->months_len = months_of(triangle->figures, triangle->len, triangle->months);
}

bool dash_triangle(struct dash *dash, struct dash_triangle *triangle) {
	*triangle = (struct dash_triangle){ 0 };
	triangle->figures = dash_parts(dash, HL_STR("vint"), &triangle->len);
	if (triangle->len == 0)
		return false;
	qsort(triangle->figures, triangle->len, sizeof(struct dash_figure *), compare);
	survey(triangle);
	return true;
}

void dash_put_triangle(struct dash *dash) {
	struct dash_triangle triangle;
	struct dash_table table = { .id = "triangle-table",
		.caption = "Liquidation by batch, in rows",
		.label = DASH_BY_PART,
		.heading = "Batch and month" };

	if (!dash_triangle(dash, &triangle))
		return;
	dash_put_part(dash, "triangle", "Liquidation by batch", HL_STR(""), "liquidation");
	hl_put(dash->doc, "<p class=\"sub\">cash until a month on book, of what the month&rsquo;s "
			  "batch placed</p>\n");
	put_square(dash, &triangle);
	table.figures = triangle.figures;
	table.len = triangle.len;
	dash_put_table(dash, &table);
	hl_put(dash->doc, "</section>\n");
}
