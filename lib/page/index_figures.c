/* index_figures.c - figures of the index, as cards: metrics as a dashboard shows them, and others.
 */
#include "index.h"
#include "queue.h"

static enum hl_status read_days(
	const struct line *line, struct dash_figure *figure, struct hl_error *err) {
	struct dash_period *period = &figure->period;
	enum hl_status status = dash_read_day(line->figure[DASH_FROM], &period->from, err);
	int64_t dec;

	if (status == HL_OK)
		status = dash_read_day(line->figure[DASH_TO], &period->to, err);
	if (status == HL_OK && period->from != HL_NO_DAY && period->to != HL_NO_DAY &&
		period->from >= period->to)
		status = hl_fail(err, HL_EDATA, "the period ends before it begins");
	if (status == HL_OK && figure->cells[DASH_VALUE].len > 0 &&
		!dash_dec(figure, DASH_VALUE, &dec))
		status = hl_fail_value(err, figure->cells[DASH_VALUE], "not a number");
	return status;
}

/* What a dashboard says of this metric; @dash has no more than that one. */
static enum hl_status put_metric(
	struct hl_export *doc, const struct line *line, struct hl_error *err) {
	struct dash_metric metric = { .name = line->figure[DASH_METRIC],
		.known = dash_known(line->figure[DASH_METRIC]) };
	struct dash dash = {
		.doc = doc, .metrics = &metric, .metrics_len = 1, .begins = HL_NO_DAY
	};
	struct dash_figure figure = { 0 };
	struct hl_str title = line->cells[TITLE].len ? line->cells[TITLE] : dash_title(&metric);
	struct hl_error why = { 0 };
	char shown[60];

	for (size_t c = 0; c < DASH_CELLS; c++)
		figure.cells[c] = line->figure[c];
	if (read_days(line, &figure, &why) != HL_OK) {
		hl_printable(title, shown, sizeof(shown));
		return hl_fail(err, HL_EDATA, "--page index: %s: %s%s%s", shown, why.text,
			why.value[0] ? ": " : "", why.value);
	}
	html_put_bdi(doc, title);
	hl_put(doc, "</h3>\n");
	if (figure.period.from == HL_NO_DAY || figure.period.to == HL_NO_DAY)
		figure.cells[DASH_PREVIOUS] = HL_STR("");
	dash_put_key(&dash, &figure);
	return HL_OK;
}

static void put_value(struct hl_export *doc, const struct line *line) {
	int64_t dec;

	html_put_bdi(doc, line->cells[TITLE].len ? line->cells[TITLE] : HL_STR("(no title)"));
	hl_put(doc, "</h3>\n<p class=\"big\">");
	index_put_count(doc, line->figure[DASH_VALUE]);
	hl_put(doc, "</p>\n");
	if (line->cells[BALANCE].len == 0)
		return;
	hl_put(doc, "<p class=\"sum\">");
	if (hl_dec_read(line->cells[BALANCE], &dec))
		queue_put_money(doc, queue_cents(dec));
	else
		html_put_bdi(doc, line->cells[BALANCE]);
	hl_put(doc, "</p>\n");
}

/* A further column and what it says, which stands nowhere else. */
static void put_rest(const struct index *index, const struct line *line) {
	struct hl_export *doc = index->doc;

	for (size_t i = 0; i < index->places->more_len; i++) {
		if (line->more[i].len == 0)
			continue;
		hl_put(doc, "<p class=\"note\">");
		html_put_bdi(doc, doc->table->names[index->places->more[i]]);
		hl_put(doc, ": ");
		index_put_count(doc, line->more[i]);
		hl_put(doc, "</p>\n");
	}
	if (line->cells[ROWS].len > 0) {
		hl_put(doc, "<p class=\"note\">");
		html_put_bdi(
			doc, line->cells[ROWS_HEAD].len ? line->cells[ROWS_HEAD] : HL_STR("Rows"));
		hl_put(doc, ": ");
		index_put_count(doc, line->cells[ROWS]);
		hl_put(doc, "</p>\n");
	}
	if (line->cells[NOTE].len > 0) {
		hl_put(doc, "<p class=\"note\">");
		html_put_bdi(doc, line->cells[NOTE]);
		hl_put(doc, "</p>\n");
	}
}

static enum hl_status put_card(const struct index *index, size_t entry, struct hl_error *err) {
	struct hl_export *doc = index->doc;
	const struct line *line = index_line_of(index, entry);
	enum hl_status status = HL_OK;

	hl_put(doc, "<li class=\"card\"><h3>");
	if (line->figure[DASH_METRIC].len > 0)
		status = put_metric(doc, line, err);
	else
		put_value(doc, line);
	put_rest(index, line);
	if (line->cells[FILE_NAME].len > 0 || line->next != INDEX_NONE) {
		hl_put(doc, "<p class=\"links\">");
		index_put_links(index, entry);
		hl_put(doc, "</p>\n");
	}
	hl_put(doc, "</li>\n");
	return status;
}

enum hl_status index_put_figures(const struct index *index, size_t first, struct hl_error *err) {
	struct hl_export *doc = index->doc;
	enum hl_status status = HL_OK;
	bool any = false;

	for (size_t i = first; i != INDEX_NONE && status == HL_OK; i = index->entries[i].next) {
		if (!index_line_of(index, i)->figure)
			continue;
		hl_put(doc, any ? "" : "<ul class=\"cards\" role=\"list\">\n");
		any = true;
		status = put_card(index, i, err);
	}
	hl_put(doc, any ? "</ul>\n" : "");
	return status;
}

void index_put_sums(const struct index *index) {
	struct hl_export *doc = index->doc;
	bool any = false;

	for (size_t i = 0; i < index->entries_len; i++) {
		const struct line *line = index_line_of(index, i);

		if (!line->figure || line->figure[DASH_METRIC].len > 0)
			continue;
		hl_put(doc, any ? ", " : "");
		any = true;
		index_put_count(doc, line->figure[DASH_VALUE]);
		hl_put(doc, " ");
		html_put_bdi(doc, line->cells[TITLE]);
	}
	hl_put(doc, any ? "; " : "");
}
