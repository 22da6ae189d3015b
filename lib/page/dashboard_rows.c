/* dashboard_rows.c - rows of hl-metrics: their columns, and what is kept of each. */
#include "dashboard.h"

const char *const dash_names[DASH_CELLS] = {
	[DASH_METRIC] = "metric",
	[DASH_GROUP] = "group",
	[DASH_FROM] = "from",
	[DASH_TO] = "to",
	[DASH_VALUE] = "value",
	[DASH_NUM] = "num",
	[DASH_DEN] = "den",
	[DASH_LO] = "lo",
	[DASH_HI] = "hi",
	[DASH_N] = "n",
	[DASH_FLAG] = "flag",
	[DASH_PREVIOUS] = "previous",
	[DASH_CHANGE] = "change_pct",
	[DASH_P] = "p",
	[DASH_TREND] = "trend",
	[DASH_TARGET] = "target",
	[DASH_ATTAINED] = "attained",
	[DASH_MISSING] = "missing",
};

struct bound {
	size_t at[DASH_CELLS]; /* of the input, or HL_NO_COLUMN */
};

/* Its columns have their names from hl-metrics: a slip of a letter is told, not passed over. */
static enum hl_status check_names(
	const struct hl_header *header, const struct bound *bound, struct hl_error *err) {
	const struct hl_lead_names names = { "figures", dash_names, bound->at, DASH_CELLS };
	struct hl_mistakes mistakes = { 0 };

	hl_lead_slips(header, &names, &mistakes);
	if (mistakes.len == 0)
		return HL_OK;
	*err = mistakes.first[0];
	return HL_EDATA;
}

enum hl_status hl_dash_bind(struct hl_export_options *options, struct hl_error *err) {
	struct hl_export_table *table = options->table;
	struct bound *bound = hl_new(&table->arena, struct bound);
	struct hl_lead_column columns[DASH_CELLS];
	enum hl_status status;

	for (size_t i = 0; i < DASH_CELLS; i++)
		columns[i] =
			(struct hl_lead_column){ dash_names[i], i < DASH_NEEDED, &bound->at[i] };
	options->bound = bound;
	if (!table->is_whole || table->is_renamed)
		return hl_fail(err, HL_EUSAGE,
			"--page dashboard knows its columns: it goes neither with --columns nor "
			"with --rename");
	status = hl_lead_bind(table->header, options->map, columns, DASH_CELLS, err);
	return status == HL_OK ? check_names(table->header, bound, err) : status;
}

enum hl_status hl_dash_begin(struct hl_export *doc, struct hl_error *err) {
	struct dash *dash = hl_new(&doc->arena, struct dash);

	(void)err;
	dash->doc = doc;
	dash->end = &dash->first;
	doc->state = dash;
	return HL_OK;
}

/* --- a row --- */

static bool is_number(enum dash_cell cell) {
	return cell != DASH_METRIC && cell != DASH_GROUP && cell != DASH_FROM && cell != DASH_TO &&
	       cell != DASH_FLAG && cell != DASH_TREND && cell != DASH_ATTAINED;
}

static bool is_one_of(struct hl_str cell, const char *const *words, size_t len) {
	for (size_t i = 0; i < len; i++)
		if (hl_str_eq(cell, hl_str_of(words[i])))
			return true;
	return cell.len == 0;
}

static enum hl_status check_cell(enum dash_cell cell, struct hl_str text, struct hl_error *err) {
	static const char *const trends[] = { "up", "down", "ns", "same" };
	static const char *const answers[] = { "yes", "no" };
	int64_t dec;

	if (cell == DASH_METRIC && text.len == 0)
		return hl_fail(err, HL_EDATA, "no metric");
	if (cell == DASH_TREND && !is_one_of(text, trends, HL_LEN(trends)))
		return hl_fail_value(err, text, "neither up, down, ns nor same");
	if (cell == DASH_ATTAINED && !is_one_of(text, answers, HL_LEN(answers)))
		return hl_fail_value(err, text, "neither yes nor no");
	return text.len > 0 && is_number(cell) ? hl_dec_parse(text, &dec, err) : HL_OK;
}

enum hl_status dash_read_day(struct hl_str text, int64_t *day, struct hl_error *err) {
	static const struct hl_time_rules rules = { .zone = NULL };
	struct hl_time time;
	enum hl_status status;

	*day = HL_NO_DAY;
	if (text.len == 0)
		return HL_OK;
	status = hl_time_parse(text, &rules, &time, err);
	if (status == HL_OK && !time.is_date)
		return hl_fail_value(err, text, "not a date");
	if (status == HL_OK)
		*day = time.day;
	return status;
}

static enum hl_status read_period(
	struct dash_figure *figure, enum dash_cell *at, struct hl_error *err) {
	struct dash_period *period = &figure->period;
	enum hl_status status = dash_read_day(figure->cells[ *at = DASH_FROM], &period->from, err);

	if (status == HL_OK)
		status = dash_read_day(figure->cells[ *at = DASH_TO], &period->to, err);
	if (status == HL_OK && (period->from == HL_NO_DAY) != (period->to == HL_NO_DAY))
		return hl_fail(err, HL_EDATA, "a period has both days or neither");
	if (status == HL_OK && period->from != HL_NO_DAY && period->from >= period->to)
		return hl_fail(err, HL_EDATA, "the period ends before it begins");
	return status;
}

enum hl_status hl_dash_row(struct hl_export *doc, const struct hl_row *row, struct hl_error *err) {
	const struct bound *bound = doc->options->bound;
	struct dash *dash = doc->state;
	struct dash_figure *figure = hl_new(&doc->arena, struct dash_figure);
	enum hl_status status = HL_OK;
	enum dash_cell at = DASH_METRIC;
	struct hl_error where = { 0 };

	for (size_t i = 0; i < DASH_CELLS && status == HL_OK; i++) {
		struct hl_str cell = hl_cell_trimmed(row, bound->at[i]);

		at = (enum dash_cell)i;
		status = check_cell(at, cell, err);
		if (cell.len > 0)
			figure->cells[i] = hl_str_keep(&doc->arena, cell);
	}
	if (status == HL_OK)
		status = read_period(figure, &at, err);
	if (status != HL_OK)
		return hl_row_fail(row, doc->table->header, bound->at[at], HL_EDATA, err);
	(void)hl_row_fail(row, doc->table->header, HL_NO_COLUMN, HL_EDATA, &where);
	figure->file = where.file;
	figure->line = where.line;
	figure->place = dash->len++;
	*dash->end = figure;
	dash->end = &figure->next;
	return HL_OK;
}
