/* dashboard_table.c - the table under a figure: every number as hl-metrics printed it. */
#include "dashboard.h"

#include <string.h>

static const struct {
	enum dash_cell cell;
	const char *heading;
} columns[] = {
	{ DASH_VALUE, "Value" },
	{ DASH_LO, "95&nbsp;% low" },
	{ DASH_HI, "95&nbsp;% high" },
	{ DASH_NUM, "Part" },
	{ DASH_DEN, "Of" },
	{ DASH_N, "Observations" },
	{ DASH_PREVIOUS, "Before" },
	{ DASH_CHANGE, "Change" },
	{ DASH_P, "p" },
	{ DASH_TREND, "Trend" },
	{ DASH_TARGET, "Target" },
	{ DASH_ATTAINED, "Target reached" },
	{ DASH_MISSING, "Missing" },
	{ DASH_FLAG, "Notes" },
};

/* The columns that are not empty in all rows, a bit each; the others are left out. */
static unsigned columns_of(const struct dash_table *table) {
	unsigned there = 1U << DASH_VALUE;

	for (size_t i = 0; i < table->len; i++)
		for (unsigned cell = 0; cell < DASH_CELLS; cell++)
			there |= (unsigned)(table->figures[i]->cells[cell].len > 0) << cell;
	return there;
}

static bool is_number(enum dash_cell cell) {
	return cell != DASH_FLAG && cell != DASH_TREND && cell != DASH_ATTAINED;
}

static void put_head_cell(struct dash *dash, const char *name, const char *heading, bool is_right) {
	hl_buf_addf(&dash->doc->out, "<th scope=\"col\"%s data-name=\"%s\">%s</th>",
		is_right ? " class=\"n\"" : "", name, heading);
}

/* "net cash" and "hours worked", of "net cash / hours worked"; false: the formula has no two. */
static bool cut_formula(struct hl_str help, struct hl_str *num, struct hl_str *den) {
	static const char mark[] = " / ";

	*num = help;
	for (size_t i = 0; i + 3 < help.len; i++)
		if (help.at[i] == ':' && help.at[i + 1] == ' ')
			*num = (struct hl_str){ help.at + i + 2, help.len - i - 2 };
	for (size_t i = 0; i + 3 < num->len; i++)
		if (memcmp(num->at + i, mark, 3) == 0) {
			*den = (struct hl_str){ num->at + i + 3, num->len - i - 3 };
			num->len = i;
			return true;
		}
	return false;
}

/* Of one metric they are what its formula says, else "Part" and "Of". */
static void put_column(struct dash *dash, const struct dash_table *table, size_t column) {
	enum dash_cell cell = columns[column].cell;
	bool is_one = !table->with_metric && table->label != DASH_BY_METRIC && table->len > 0;
	struct hl_export *doc = dash->doc;
	struct hl_str parts[2];

	hl_buf_addf(&doc->out, "<th scope=\"col\"%s data-name=\"%s\">",
		is_number(cell) ? " class=\"n\"" : "", dash_names[cell]);
	if (is_one && (cell == DASH_NUM || cell == DASH_DEN) &&
		cut_formula(
			dash_help(&dash->metrics[table->figures[0]->metric]), &parts[0], &parts[1]))
		html_put(doc, parts[cell == DASH_DEN]);
	else
		hl_put(doc, columns[column].heading);
	hl_put(doc, "</th>");
}

static void put_head(struct dash *dash, const struct dash_table *table, unsigned there) {
	static const char *const labels[] = { "metric", "group", "day", "part" };

	hl_put(dash->doc, "<thead><tr>");
	if (table->is_ranked)
		put_head_cell(dash, "rank", "Rank", true);
	if (table->with_metric)
		put_head_cell(dash, "metric", "Metric", false);
	put_head_cell(dash, labels[table->label], table->heading, false);
	for (size_t i = 0; i < HL_LEN(columns); i++)
		if (there >> columns[i].cell & 1)
			put_column(dash, table, i);
	hl_put(dash->doc, "</tr></thead>\n");
}

static void put_metric(struct dash *dash, const struct dash_figure *figure) {
	const struct dash_metric *metric = &dash->metrics[figure->metric];

	hl_put(dash->doc, "<data value=\"");
	html_put(dash->doc, metric->name);
	hl_put(dash->doc, "\">");
	html_put_bdi(dash->doc, dash_title(metric));
	hl_put(dash->doc, "</data>");
}

/* A download has the name that came. */
static void put_name(struct dash *dash, const struct dash_group *group) {
	bool is_named = !hl_str_eq(group->full, group->name);

	if (is_named) {
		hl_put(dash->doc, "<data value=\"");
		html_put(dash->doc, group->name);
		hl_put(dash->doc, "\">");
	}
	html_put_bdi(dash->doc, group->depth ? group->full : HL_STR("all"));
	hl_put(dash->doc, is_named ? "</data>" : "");
}

static void put_label(
	struct dash *dash, const struct dash_table *table, const struct dash_figure *figure) {
	const struct dash_group *group = &dash->groups[figure->group];

	hl_put(dash->doc, "<th scope=\"row\">");
	if (table->label == DASH_BY_DAY)
		dash_put_day(dash, figure->period.from);
	else if (table->label == DASH_BY_PART)
		html_put_bdi(dash->doc, figure->part.len ? figure->part : HL_STR("all"));
	else if (table->label == DASH_BY_METRIC)
		put_metric(dash, figure);
	else
		put_name(dash, group);
	hl_put(dash->doc, "</th>");
}

static void put_text(struct dash *dash, const struct dash_figure *figure, enum dash_cell cell) {
	struct hl_export *doc = dash->doc;
	struct hl_str text = figure->cells[cell];

	if (cell != DASH_FLAG) {
		hl_put(doc, "<td>");
		html_put_bdi(doc, text);
	} else if (text.len > 0) {
		hl_put(doc, "<td class=\"flags\"><data value=\"");
		html_put(doc, text);
		hl_put(doc, "\">");
		dash_put_flags(dash, text);
		hl_put(doc, "</data>");
	} else {
		hl_put(doc, "<td>");
	}
	hl_put(doc, "</td>");
}

/* A cell of a column that is there. */
static void put_cell(struct dash *dash, const struct dash_figure *figure, enum dash_cell cell) {
	if (!is_number(cell)) {
		put_text(dash, figure, cell);
		return;
	}
	hl_put(dash->doc, "<td class=\"n\">");
	if (figure->cells[cell].len > 0 || cell == DASH_VALUE)
		dash_put_cell(dash, figure, cell);
	hl_put(dash->doc, "</td>");
}

static void put_row(struct dash *dash, const struct dash_table *table, size_t row, unsigned there) {
	const struct dash_figure *figure = table->figures[row];
	struct hl_export *doc = dash->doc;

	hl_put(doc, "<tr>");
	if (table->is_ranked)
		hl_buf_addf(&doc->out, "<td class=\"n\">%zu</td>", row + 1);
	if (table->with_metric) {
		hl_put(doc, "<td>");
		put_metric(dash, figure);
		hl_put(doc, "</td>");
	}
	put_label(dash, table, figure);
	for (size_t i = 0; i < HL_LEN(columns); i++)
		if (there >> columns[i].cell & 1)
			put_cell(dash, figure, columns[i].cell);
	hl_put(doc, "</tr>\n");
}

/* What a download says of each row, where no column does. */
static void put_scope(struct dash *dash, const struct dash_table *table) {
	const struct dash_figure *first = table->figures[0];
	const struct dash_figure *last = table->figures[table->len - 1];
	const struct dash_group *group = &dash->groups[first->group];
	struct hl_export *doc = dash->doc;

	if (table->label != DASH_BY_METRIC && !table->with_metric) {
		hl_put(doc, " data-metric=\"");
		html_put(doc, dash->metrics[first->metric].name);
		hl_put(doc, "\"");
	}
	if (table->label != DASH_BY_GROUP) {
		hl_put(doc, " data-group=\"");
		html_put(doc, group->depth ? group->name : HL_STR("all"));
		hl_put(doc, "\"");
	}
	if (first->period.from == HL_NO_DAY || last->period.to == HL_NO_DAY)
		return;
	hl_put(doc, " data-from=\"");
	dash_put_day(dash, first->period.from);
	hl_put(doc, "\" data-to=\"");
	dash_put_day(dash, last->period.to);
	hl_put(doc, "\"");
}

void dash_open_table(struct dash *dash, const struct dash_table *table) {
	hl_buf_addf(&dash->doc->out, "<details class=\"rows\" id=\"%s\"", table->id);
	if (table->len > 0)
		put_scope(dash, table);
	hl_buf_addf(&dash->doc->out,
		"><summary>Table</summary>"
		"<div class=\"wide\" role=\"group\" aria-label=\"%s\" tabindex=\"0\">\n"
		"<table><caption class=\"sr\">%s</caption>\n",
		table->caption, table->caption);
}

void dash_put_table(struct dash *dash, const struct dash_table *table) {
	struct hl_export *doc = dash->doc;
	unsigned there = columns_of(table);

	dash_open_table(dash, table);
	put_head(dash, table, there);
	hl_put(doc, "<tbody>\n");
	for (size_t i = 0; i < table->len; i++)
		put_row(dash, table, i, there);
	hl_put(doc, "</tbody></table></div></details>\n");
}
