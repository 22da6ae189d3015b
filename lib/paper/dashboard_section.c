/* dashboard_section.c - tables of a dashboard, each row with its bar. */
#include "dashboard.h"

/* Points between columns; the least that a bar has; what a column of text has at most. */
enum { BETWEEN = 8, BAR = 90, TEXT = 150, MOST = 24 };

struct places {
	const struct hl_dash_section *section;
	double x[MOST], width[MOST];
	size_t len;
	double bar_x, bar_width;
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

static double width_of(
	struct dashboard *dashboard, const struct hl_dash_section *section, size_t column) {
	struct paper *paper = dashboard->paper;
	const struct hl_export_counts counts = paper->doc->counts;
	struct hl_buf *safe = &paper->doc->scratch;
	double most = paper_natural(paper, PAPER_BOLD, head_of(section, column));

	for (size_t i = 0; i < section->len; i++) {
		double natural;

		safe->len = 0;
		paper_safe(paper, safe, section->rows[i].cells[column]);
		natural = paper_natural(paper, PAPER_PLAIN, hl_buf_str(safe));
		most = natural > most ? natural : most;
	}
	paper->doc->counts = counts;
	return most * paper->size + 1 < TEXT ? most * paper->size + 1 : TEXT;
}

/* Behind its name a row has its bar, where it has one, and then its numbers. */
static void place(struct dashboard *dashboard, struct places *places) {
	const struct hl_dash_section *section = places->section;
	double sum = 0;
	double x = 0;

	places->len = section->columns < MOST ? section->columns : MOST;
	for (size_t i = 0; i < places->len; i++) {
		places->width[i] = width_of(dashboard, section, i);
		sum += places->width[i] + BETWEEN;
	}
	places->bar_width = section->has_bars ? dashboard->paper->width - sum : 0;
	if (section->has_bars && places->bar_width < BAR) {
		places->width[places->len - 1] -= BAR - places->bar_width;
		places->bar_width = BAR;
	}
	for (size_t i = 0; i < places->len; i++) {
		if (i == section->texts && section->has_bars) {
			places->bar_x = x;
			x += places->bar_width + BETWEEN;
		}
		places->x[i] = x;
		x += places->width[i] + BETWEEN;
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

/* The title stays with the heads and the first rows. */
enum hl_status dashboard_put_section(
	struct dashboard *dashboard, const struct hl_dash_section *section, struct hl_error *err) {
	enum { TOGETHER = 3 };
	struct places places = { .section = section };
	enum hl_status status = HL_OK;

	place(dashboard, &places);
	dashboard_set_title(dashboard, section->title, section->sub);
	set_heads(dashboard, &places);
	for (size_t i = 0; i < section->len && status == HL_OK; i++) {
		if (i >= TOGETHER)
			paper_block_begin(&dashboard->block);
		set_row(dashboard, &places, &section->rows[i]);
		if (i + 1 >= TOGETHER || i + 1 == section->len)
			status = paper_put(dashboard->paper, &dashboard->block, err);
	}
	if (section->len == 0)
		status = paper_put(dashboard->paper, &dashboard->block, err);
	return status == HL_OK ? put_note(dashboard, section->note, err) : status;
}
