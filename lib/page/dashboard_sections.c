/* dashboard_sections.c - the parts of a dashboard below its chart, as tables of plain text. */
#include "dashboard_glance.h"

/* So many rows of what is long, and so many months: paper is no place for all of them. */
enum { LEADERS = 10, TEAMS = 30, STAGES = 30, BATCHES = 36, MONTHS = 12 };

struct hl_str dash_keep(struct dash *dash, struct hl_buf *text) {
	struct hl_str kept = hl_str_keep(&dash->doc->arena, hl_buf_str(text));

	text->len = 0;
	return kept;
}

struct hl_str dash_cell_of(
	struct dash *dash, const struct dash_figure *figure, enum dash_cell cell) {
	dash->doc->scratch.len = 0;
	dash_add_cell(dash, &dash->doc->scratch, figure, cell);
	return dash_keep(dash, &dash->doc->scratch);
}

static struct hl_str flags_of(struct dash *dash, const struct dash_figure *figure) {
	dash->doc->scratch.len = 0;
	dash_add_own_flags(&dash->doc->scratch, figure->cells[DASH_FLAG]);
	return dash_keep(dash, &dash->doc->scratch);
}

static struct hl_str period_of(struct dash *dash, const char *before, struct dash_period period) {
	dash->doc->scratch.len = 0;
	hl_buf_add(&dash->doc->scratch, hl_str_of(before));
	dash_add_period(&dash->doc->scratch, period);
	return dash_keep(dash, &dash->doc->scratch);
}

static struct hl_str name_of(struct dash *dash, const struct dash_group *group) {
	struct hl_buf *text = &dash->doc->scratch;

	if (group->depth == 0)
		return HL_STR("All");
	text->len = 0;
	hl_buf_add(text, group->said);
	if (group->above.len > 0)
		hl_buf_addf(text, hl_str_ends(group->said, HL_STR(")")) ? ", %.*s" : " (%.*s)",
			(int)group->above_said.len, group->above_said.at);
	return dash_keep(dash, text);
}

struct hl_str dash_in_table(struct dash *dash, size_t more) {
	dash->doc->scratch.len = 0;
	if (more > 0)
		hl_buf_addf(&dash->doc->scratch, "and %zu more", more);
	return dash_keep(dash, &dash->doc->scratch);
}

void dash_open_section(struct dash *dash, struct hl_dash_section *section, size_t rows) {
	section->rows = hl_new_array(&dash->doc->arena, struct hl_dash_row, rows + 1);
	for (size_t i = 0; i < rows; i++)
		section->rows[i].cells =
			hl_new_array(&dash->doc->arena, struct hl_str, section->columns);
	section->len = rows;
}

/* --- groups beside each other --- */

static const char *const group_heads[] = { "Name", "Value", "95\xc2\xa0% low", "95\xc2\xa0% high",
	"Observations", "" };
static const char *const changed_heads[] = { "Name", "Value", "95\xc2\xa0% low", "95\xc2\xa0% high",
	"Observations", "Before", "Change", "" };

static struct hl_str change_of(struct dash *dash, const struct dash_figure *figure) {
	dash->doc->scratch.len = 0;
	if (dash_has_change(figure))
		dash_add_said(dash, &dash->doc->scratch, figure);
	return dash_keep(dash, &dash->doc->scratch);
}

static void set_group(struct dash *dash, const struct dash_figure *figure, int64_t most,
	const struct hl_dash_section *section, struct hl_dash_row *row) {
	struct dash_bar bar = dash_bar_of(figure);

	row->cells[0] = name_of(dash, &dash->groups[figure->group]);
	row->cells[1] = dash_cell_of(dash, figure, DASH_VALUE);
	row->cells[2] = dash_cell_of(dash, figure, DASH_LO);
	row->cells[3] = dash_cell_of(dash, figure, DASH_HI);
	row->cells[4] = dash_cell_of(dash, figure, DASH_N);
	if (section->heads == changed_heads) {
		row->cells[5] = dash_cell_of(dash, figure, DASH_PREVIOUS);
		row->cells[6] = change_of(dash, figure);
	}
	row->cells[section->columns - 1] = flags_of(dash, figure);
	if (dash_has_bar(dash, figure))
		row->bar = (struct hl_dash_bar){ dash_share(bar.value, most),
			dash_share(bar.lo, most), dash_share(bar.hi, most), bar.has_interval };
}

static bool has_before(struct dash_figure *const *figures, size_t len) {
	for (size_t i = 0; i < len; i++)
		if (figures[i]->cells[DASH_PREVIOUS].len > 0)
			return true;
	return false;
}

static void set_groups(struct dash *dash, struct hl_dash_section *section,
	struct dash_figure *const *figures, size_t len) {
	bool is_changed = has_before(figures, len);
	int64_t most = dash_most(dash, figures, len);

	section->heads = is_changed ? changed_heads : group_heads;
	section->columns = is_changed ? HL_LEN(changed_heads) : HL_LEN(group_heads);
	section->texts = 1;
	section->has_words = true;
	section->has_bars = true;
	dash_open_section(dash, section, len);
	for (size_t i = 0; i < len; i++)
		set_group(dash, figures[i], most, section, &section->rows[i]);
}

static void number(struct dash *dash, size_t place, struct hl_str *name) {
	dash->doc->scratch.len = 0;
	hl_buf_addf(&dash->doc->scratch, "%zu. ", place);
	hl_buf_add(&dash->doc->scratch, *name);
	*name = dash_keep(dash, &dash->doc->scratch);
}

static bool set_leaders(struct dash *dash, struct hl_dash_section *section) {
	size_t len;
	struct dash_figure **figures = dash_leaders(dash, &len);
	size_t shown = len < LEADERS ? len : LEADERS;
	struct hl_buf *text = &dash->doc->scratch;

	if (len == 0)
		return false;
	section->title = HL_STR("Leaderboard");
	text->len = 0;
	hl_buf_add(text, dash_title(&dash->metrics[dash->chosen]));
	hl_buf_add(text, hl_str_of(dash_order(dash, figures[0])));
	section->sub = dash_keep(dash, text);
	section->note = dash_in_table(dash, len - shown);
	set_groups(dash, section, figures, shown);
	for (size_t i = 0; i < shown; i++)
		number(dash, i + 1, &section->rows[i].cells[0]);
	return true;
}

static bool set_teams(struct dash *dash, struct hl_dash_section *section) {
	size_t len;
	struct dash_figure **figures = dash_teams(dash, &len);
	size_t shown = len < TEAMS ? len : TEAMS;
	struct hl_buf *text = &dash->doc->scratch;

	if (len == 0)
		return false;
	text->len = 0;
	hl_buf_add(text, HL_STR("By "));
	hl_buf_add(text, dash->dimensions[0]);
	section->title = dash_keep(dash, text);
	section->sub = dash_title(&dash->metrics[dash->chosen]);
	section->note = dash_in_table(dash, len - shown);
	if (len > shown) /* the total stays */
		figures[shown - 1] = figures[len - 1];
	set_groups(dash, section, figures, shown);
	return true;
}

/* --- targets --- */

static struct hl_str answer_of(struct dash *dash, const struct dash_figure *figure) {
	dash->doc->scratch.len = 0;
	if (figure->cells[DASH_ATTAINED].len > 0)
		dash_add_answer(dash, &dash->doc->scratch, figure);
	return dash_keep(dash, &dash->doc->scratch);
}

static bool set_targets(struct dash *dash, struct hl_dash_section *section) {
	static const char *const heads[] = { "Metric", "Name", "Value", "Target",
		"Target reached" };
	struct dash_period period;
	struct dash_figure **figures = dash_targets(dash, &section->len, &period);

	if (!dash_has_targets(dash))
		return false;
	section->title = HL_STR("Targets");
	section->sub = period_of(dash, section->len ? "" : "no targets for ", period);
	section->heads = heads;
	section->columns = HL_LEN(heads);
	section->texts = 2;
	section->has_words = true;
	dash_open_section(dash, section, section->len);
	for (size_t i = 0; i < section->len; i++) {
		struct hl_str *cells = section->rows[i].cells;

		cells[0] = dash_title(&dash->metrics[figures[i]->metric]);
		cells[1] = name_of(dash, &dash->groups[figures[i]->group]);
		cells[2] = dash_cell_of(dash, figures[i], DASH_VALUE);
		cells[3] = dash_cell_of(dash, figures[i], DASH_TARGET);
		cells[4] = answer_of(dash, figures[i]);
	}
	return true;
}

/* --- promises, stages --- */

static int64_t most_in(struct dash_figure *const *figures, size_t len, enum dash_cell cell) {
	int64_t most = 0;
	int64_t dec;

	for (size_t i = 0; i < len; i++)
		if (figures[i]->part.len > 0 && dash_dec(figures[i], cell, &dec) && dec > most)
			most = dec;
	return most;
}

static unsigned share_in(const struct dash_figure *figure, enum dash_cell cell, int64_t most) {
	int64_t dec;

	return dash_dec(figure, cell, &dec) ? dash_share(dec, most) : 0;
}

static struct hl_str due_of(struct dash *dash, struct hl_str bucket) {
	const char *words = dash_due(bucket);

	if (words)
		return hl_str_of(words);
	dash->doc->scratch.len = 0;
	hl_buf_addf(&dash->doc->scratch, "in %.*s days", (int)bucket.len, bucket.at);
	return dash_keep(dash, &dash->doc->scratch);
}

static bool set_promises(struct dash *dash, struct hl_dash_section *section) {
	static const char *const heads[] = { "Due", "Promises", "Amount" };
	size_t len, amounts_len;
	struct dash_figure **figures = dash_parts(dash, HL_STR("prom_pipe"), &len);
	struct dash_figure **amounts = dash_parts(dash, HL_STR("prom_pipe_amt"), &amounts_len);
	int64_t most = most_in(figures, len, DASH_VALUE);
	struct hl_dash_row *row;

	if (len == 0)
		return false;
	section->title = HL_STR("Promises pending");
	section->sub = HL_STR("as of now, by when they are due");
	section->heads = heads;
	section->columns = HL_LEN(heads);
	section->texts = 1;
	section->has_bars = true;
	dash_open_section(dash, section, len);
	row = section->rows;
	for (size_t i = 0; i < len; i++) {
		if (figures[i]->part.len == 0)
			continue;
		row->cells[0] = due_of(dash, figures[i]->part);
		row->cells[1] = dash_cell_of(dash, figures[i], DASH_VALUE);
		row->cells[2] =
			dash_cell_of(dash, dash_like(figures[i], amounts, amounts_len), DASH_VALUE);
		row->bar.value = share_in(figures[i], DASH_VALUE, most);
		row++;
	}
	section->len = (size_t)(row - section->rows);
	return true;
}

static struct hl_str stage_of(struct dash *dash, struct hl_str part) {
	struct hl_buf *text = &dash->doc->scratch;

	text->len = 0;
	hl_buf_add(text, part);
	for (size_t i = 0; i < text->len; i++)
		if (text->at[i] == '_')
			text->at[i] = ' ';
	return dash_keep(dash, text);
}

static bool set_stages(struct dash *dash, struct hl_dash_section *section) {
	static const char *const names[] = { "conv_stage", "drop_open", "drop" };
	static const char *const heads[] = { "Stage", "Leads", "further", "under way", "stopped" };
	struct dash_figure **lists[HL_LEN(names)];
	size_t lens[HL_LEN(names)];
	size_t any = HL_LEN(names);
	int64_t most;

	for (size_t i = HL_LEN(names); i-- > 0;) {
		lists[i] = dash_parts(dash, hl_str_of(names[i]), &lens[i]);
		any = lens[i] > 0 ? i : any;
	}
	if (any == HL_LEN(names))
		return false;
	most = most_in(lists[any], lens[any], DASH_DEN);
	section->title = HL_STR("Stages");
	section->sub = period_of(
		dash, "leads that reached each, of those that came ", lists[any][0]->period);
	section->heads = heads;
	section->columns = HL_LEN(heads);
	section->texts = 1;
	section->has_bars = true;
	dash_open_section(dash, section, lens[any] < STAGES ? lens[any] : STAGES);
	section->note = dash_in_table(dash, lens[any] - section->len);
	for (size_t i = 0; i < section->len; i++) {
		struct hl_dash_row *row = &section->rows[i];
		const struct dash_figure *figure = lists[any][i];

		row->cells[0] = stage_of(dash, figure->part);
		row->cells[1] = dash_cell_of(dash, figure, DASH_DEN);
		for (size_t k = 0; k < HL_LEN(names); k++)
			row->cells[2 + k] = dash_cell_of(
				dash, dash_like(figure, lists[k], lens[k]), DASH_VALUE);
		row->bar.value = share_in(figure, DASH_DEN, most);
	}
	return true;
}

/* --- batches --- */

static struct hl_str month_of(struct dash *dash, struct hl_str month) {
	dash->doc->scratch.len = 0;
	hl_buf_add(&dash->doc->scratch, HL_STR("Month "));
	hl_buf_add(&dash->doc->scratch, month);
	return dash_keep(dash, &dash->doc->scratch);
}

static struct hl_str brought_of(struct dash *dash, const struct dash_figure *figure) {
	dash->doc->scratch.len = 0;
	dash_add_cell(dash, &dash->doc->scratch, figure, DASH_VALUE);
	if (dash_is_begun(figure))
		hl_buf_add_char(&dash->doc->scratch, '*');
	return dash_keep(dash, &dash->doc->scratch);
}

/* The cells of one batch, from @at on; returns the first of the next. */
static size_t set_batch(struct dash *dash, const struct dash_triangle *triangle, size_t at,
	struct hl_dash_section *section) {
	struct hl_dash_row *row = &section->rows[section->len++];
	struct hl_str month;
	struct hl_str batch = dash_batch(triangle->figures[at], &month);

	row->cells[0] = batch;
	row->cells[1] = dash_cell_of(dash, triangle->figures[at], DASH_DEN);
	for (; at < triangle->len && hl_str_eq(dash_batch(triangle->figures[at], &month), batch);
		at++) {
		for (size_t i = 2; i < section->columns; i++)
			if (hl_str_eq(triangle->months[i - 2], month))
				row->cells[i] = brought_of(dash, triangle->figures[at]);
	}
	return at;
}

static bool set_triangle(struct dash *dash, struct hl_dash_section *section) {
	struct dash_triangle triangle;
	size_t at = 0;

	if (!dash_triangle(dash, &triangle))
		return false;
	section->title = HL_STR("Liquidation by batch");
	section->sub = HL_STR("cash until a month on book, of what the month's batch placed");
	section->columns = 2 + (triangle.months_len < MONTHS ? triangle.months_len : MONTHS);
	section->texts = 1;
	section->names = hl_new_array(&dash->doc->arena, struct hl_str, section->columns);
	section->names[0] = HL_STR("Batch");
	section->names[1] = HL_STR("Placed");
	for (size_t i = 2; i < section->columns; i++)
		section->names[i] = month_of(dash, triangle.months[i - 2]);
	dash_open_section(dash, section, BATCHES);
	section->len = 0;
	while (section->len < BATCHES && at < triangle.len)
		at = set_batch(dash, &triangle, at, section);
	if (at < triangle.len || section->columns - 2 < triangle.months_len)
		section->note = HL_STR("later batches and months are left out");
	else if (triangle.has_incomplete)
		section->note = HL_STR(
			"* not all accounts of the batch have had all of this month on book");
	return true;
}

/* --- all of them --- */

size_t hl_dash_sections(struct hl_export *doc, struct hl_dash_section *sections) {
	static bool (*const sets[HL_DASH_SECTIONS])(struct dash *,
		struct hl_dash_section *) = { dash_set_glance, set_leaders, set_teams, set_promises,
		set_stages, set_triangle, set_targets, dash_set_suppression, dash_set_quality };
	size_t len = 0;

	for (size_t i = 0; i < HL_DASH_SECTIONS; i++) {
		sections[len] = (struct hl_dash_section){ 0 };
		len += sets[i](doc->state, &sections[len]);
	}
	return len;
}
