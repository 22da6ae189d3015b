/* dashboard_section.c - tables of a dashboard, each row with its bar. */
#include "dashboard.h"

/*
 * Points between columns, and the least that a bar has; both where the sheet is too narrow for
 * those. What a column has at most, what texts and then numbers have at least.
 */
enum { BETWEEN = 8, CLOSE = 4, BAR = 90, SHORT_BAR = 40, WIDEST = 150, NARROW = 40, NARROWEST = 8 };
enum { MOST = 24 };

struct places {
	const struct hl_dash_section *section;
	double x[MOST], width[MOST];
	size_t len;
	double between, bar_x, bar_width; /* of the bar, where there is one */
};

void dashboard_set_title(struct dashboard *dashboard, struct hl_str title, struct hl_str sub) {
	struct paper *paper = dashboard->paper;
	struct paper_block *block = &dashboard->block;

	paper_block_begin(block);
	paper_text_begin(block, 1, 0, paper->width)->face = PAPER_BOLD;
	paper_apart(paper, &block->bytes, title);
	paper_text_end(paper, block);
	if (sub.len == 0)
		return;
	paper_text_begin(block, block->lines, 0, paper->width);
	paper_apart(paper, &block->bytes, sub);
	paper_text_end(paper, block);
}

static struct hl_str head_of(const struct hl_dash_section *section, size_t column) {
	return section->heads ? hl_str_of(section->heads[column]) : section->names[column];
}

static bool is_right(const struct hl_dash_section *section, size_t column) {
	bool is_words = section->has_words && column + 1 == section->columns;

	return column >= section->texts && !is_words;
}

/* The head whole, or as wide as its longest word. */
static double head_width(struct dashboard *dashboard, struct hl_str head, bool is_whole) {
	double most = 0;

	if (is_whole)
		return paper_measure(dashboard->paper, PAPER_BOLD, head);
	while (head.len > 0) {
		double word = paper_measure(dashboard->paper, PAPER_BOLD, hl_str_cut(&head, ' '));

		most = word > most ? word : most;
	}
	return most;
}

static double width_of(
	struct dashboard *dashboard, const struct places *places, size_t column, bool is_whole) {
	const struct hl_dash_section *section = places->section;
	double most = head_width(dashboard, head_of(section, column), is_whole);

	for (size_t i = 0; i < section->len; i++) {
		double cell = paper_measure(
			dashboard->paper, PAPER_PLAIN, section->rows[i].cells[column]);

		most = cell > most ? cell : most;
	}
	most = most * dashboard->paper->size + 1;
	return most < WIDEST ? most : WIDEST;
}

/* --- on one sheet --- */

/* At most @most, where it is one of those that get narrower: texts, or all of them. */
static double narrowed(const struct places *places, size_t column, double most, bool is_all) {
	bool is_fixed = !is_all && is_right(places->section, column);

	return is_fixed || places->width[column] < most ? places->width[column] : most;
}

/* How far they reach then. */
static double reach(const struct places *places, double most, bool is_all) {
	double end = places->section->has_bars ? places->bar_width + places->between : 0;

	for (size_t i = 0; i < places->len; i++)
		end += (i ? places->between : 0) + narrowed(places, i, most, is_all);
	return end;
}

/* Their lines are broken rather than that one of them is lost. */
static void narrow(struct places *places, double room, bool is_all) {
	double low = is_all ? NARROWEST : NARROW;
	double high = WIDEST;

	for (int halved = 0; halved < 40; halved++) {
		double middle = (low + high) / 2;

		if (reach(places, middle, is_all) <= room)
			low = middle;
		else
			high = middle;
	}
	for (size_t i = 0; i < places->len; i++)
		places->width[i] = narrowed(places, i, low, is_all);
}

static void set_widths(struct dashboard *dashboard, struct places *places) {
	const double room = dashboard->paper->width;

	for (int is_whole = 1; is_whole >= 0; is_whole--) {
		places->between = is_whole ? BETWEEN : CLOSE;
		places->bar_width = is_whole ? BAR : SHORT_BAR;
		for (size_t i = 0; i < places->len; i++)
			places->width[i] = width_of(dashboard, places, i, is_whole);
		if (reach(places, WIDEST, true) <= room)
			break;
	}
	for (int is_all = 0; is_all <= 1; is_all++)
		if (reach(places, WIDEST, true) > room)
			narrow(places, room, is_all);
	places->bar_width += room - reach(places, WIDEST, true);
}

/* Behind its name a row has its bar, where it has one, and then its numbers. */
static void place(struct dashboard *dashboard, struct places *places) {
	const struct hl_dash_section *section = places->section;
	double x = 0;

	places->len = section->columns < MOST ? section->columns : MOST;
	set_widths(dashboard, places);
	for (size_t i = 0; i < places->len; i++) {
		if (i == section->texts && section->has_bars) {
			places->bar_x = x;
			x += places->bar_width + places->between;
		}
		places->x[i] = x;
		x += places->width[i] + places->between;
	}
}

static void put_cell(struct dashboard *dashboard, const struct places *places, size_t column,
	struct paper_text like, struct hl_str cell) {
	like.x = places->x[column];
	like.width = places->width[column];
	like.is_right = is_right(places->section, column);
	paper_text_put(dashboard->paper, &dashboard->block, &like, cell);
}

static void set_heads(struct dashboard *dashboard, const struct places *places) {
	size_t line = dashboard->block.lines;

	for (size_t i = 0; i < places->len; i++)
		put_cell(dashboard, places, i,
			(struct paper_text){ .face = PAPER_BOLD, .line = line },
			head_of(places->section, i));
}

static void set_row(
	struct dashboard *dashboard, const struct places *places, const struct hl_dash_row *row) {
	struct paper_block *block = &dashboard->block;
	size_t line = block->lines;

	for (size_t i = 0; i < places->len; i++)
		put_cell(dashboard, places, i, (struct paper_text){ .line = line }, row->cells[i]);
	if (places->section->has_bars) {
		struct paper_text *bar =
			paper_text_begin(block, line, places->bar_x, places->bar_width);

		bar->is_bar = true;
		bar->bar = (struct paper_bar){ row->bar.value, row->bar.lo, row->bar.hi,
			row->bar.has_interval };
		paper_text_end(dashboard->paper, block);
	}
}

static enum hl_status put_note(
	struct dashboard *dashboard, struct hl_str note, struct hl_error *err) {
	const struct paper_text like = { .width = dashboard->paper->width };

	if (note.len == 0)
		return HL_OK;
	paper_block_begin(&dashboard->block);
	paper_text_put(dashboard->paper, &dashboard->block, &like, note);
	return paper_put(dashboard->paper, &dashboard->block, err);
}

/* So many rows stay together, with the heads above them: nobody looks for them on the page before.
 */
enum { TOGETHER = 25 };

static size_t rows_from(const struct hl_dash_section *section, size_t first) {
	size_t left = section->len - first;

	return left < TOGETHER + TOGETHER / 4 ? left : TOGETHER;
}

static enum hl_status put_rows(struct dashboard *dashboard, const struct places *places,
	size_t first, struct hl_error *err) {
	size_t count = rows_from(places->section, first);

	if (first == 0)
		dashboard_set_title(dashboard, places->section->title, places->section->sub);
	else
		paper_block_begin(&dashboard->block);
	set_heads(dashboard, places);
	for (size_t i = first; i < first + count; i++)
		set_row(dashboard, places, &places->section->rows[i]);
	return paper_put(dashboard->paper, &dashboard->block, err);
}

enum hl_status dashboard_put_section(
	struct dashboard *dashboard, const struct hl_dash_section *section, struct hl_error *err) {
	struct places places = { .section = section };
	enum hl_status status = HL_OK;
	size_t first = 0;

	place(dashboard, &places);
	do {
		status = put_rows(dashboard, &places, first, err);
		first += rows_from(section, first);
	} while (first < section->len && status == HL_OK);
	return status == HL_OK ? put_note(dashboard, section->note, err) : status;
}
