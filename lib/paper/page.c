/* page.c - where blocks stand, and what is on every page. */
#include "paper.h"

/* Below the two lines of the head; above the line of the foot. */
enum { GAP = 6 };

/* Between the lines of two blocks with a rule between them; the rule stands in it. */
static const double rule_room = 2.4;
static const double rule_at = 1.3;

/* --- the frame --- */

static size_t heads(const struct paper *paper) {
	size_t lines = paper->frame.heads.lines;

	return lines < PAPER_HEADS ? lines : PAPER_HEADS;
}

/* How far below the top margin the names of columns begin, and the first block. */
static double heads_top(const struct paper *paper) {
	return 2 * paper->pitch + GAP;
}

static double blocks_top(const struct paper *paper) {
	return heads_top(paper) + (double)heads(paper) * paper->pitch +
	       (paper->frame.heads.len ? GAP : 0);
}

static double foot_top(const struct paper *paper) {
	return paper->height - paper->pitch;
}

static void draw_number(struct paper *paper) {
	struct paper_text like = { .face = PAPER_BOLD, .is_right = true, .width = paper->width };
	struct hl_buf text = { 0 };

	hl_buf_addf(&text, "page %zu of %zu", paper->page, paper->pages);
	paper_draw_line(paper, &like, hl_buf_str(&text), 0);
	text.len = 0;
	hl_buf_addf(&text, "continued on page %zu", paper->page + 1);
	like.face = PAPER_PLAIN;
	if (paper->page < paper->pages)
		paper_draw_line(paper, &like, hl_buf_str(&text), foot_top(paper));
	hl_buf_release(&text);
}

static void draw_heads(struct paper *paper) {
	const struct paper_block *block = &paper->frame.heads;
	double top = heads_top(paper);

	for (size_t i = 0; i < block->len; i++) {
		struct paper_lines lines = { 0, block->texts[i].lines, top };

		if (lines.to > PAPER_HEADS) {
			lines.to = PAPER_HEADS;
			paper->doc->counts.cut += paper->page == 1;
		}
		paper_draw(paper, block, &block->texts[i], lines);
	}
}

static void draw_frame(struct paper *paper) {
	enum { NUMBER = 90, GOES_ON = 110 };
	const struct paper_frame *frame = &paper->frame;
	struct paper_text like = { .face = PAPER_BOLD, .width = paper->width - NUMBER };

	paper_draw_line(paper, &like, hl_buf_str(&frame->title), 0);
	like = (struct paper_text){ .width = paper->width };
	paper_draw_line(paper, &like, hl_buf_str(&frame->facts), paper->pitch);
	like.width -= GOES_ON;
	paper_draw_line(paper, &like, hl_buf_str(&frame->foot), foot_top(paper));
	draw_number(paper);
	draw_heads(paper);
	paper_draw_rule(paper, blocks_top(paper) - GAP / 3., 0.8);
}

/* --- pages --- */

static enum hl_status end_page(struct paper *paper, struct hl_error *err) {
	enum hl_status status;

	if (!paper->is_drawing || paper->page == 0)
		return HL_OK;
	cairo_show_page(paper->cr);
	status = paper_status(paper, err);
	return status == HL_OK ? hl_export_spill(paper->doc, err) : status;
}

static enum hl_status next_page(struct paper *paper, struct hl_error *err) {
	enum hl_status status = end_page(paper, err);

	paper->page++;
	paper->line = 0;
	paper->pad = 0;
	if (status == HL_OK && paper->is_drawing)
		draw_frame(paper);
	return status;
}

void paper_begin(struct paper *paper, bool is_drawing) {
	if (is_drawing)
		paper->doc->counts = paper->counts;
	else
		paper->counts = paper->doc->counts;
	paper->is_drawing = is_drawing;
	paper->space = foot_top(paper) - GAP / 2. - blocks_top(paper);
	paper->room = (size_t)(paper->space / paper->pitch);
	paper->pad = 0;
	paper->page = 0;
	paper->line = paper->room;
}

/* --- blocks --- */

/* How far below the top margin the next line begins. */
static double line_top(const struct paper *paper) {
	return blocks_top(paper) + (double)paper->line * paper->pitch + paper->pad;
}

/* How many lines the page has room for yet. */
static size_t lines_left(const struct paper *paper) {
	size_t room = (size_t)((paper->space - paper->pad) / paper->pitch);

	return room > paper->line ? room - paper->line : 0;
}

static void draw_texts(
	struct paper *paper, const struct paper_block *block, size_t from, size_t count) {
	double top = line_top(paper);

	if (block->draw && from == 0)
		block->draw(paper, block->drawn, PAPER_MARGIN + top);
	for (size_t i = 0; i < block->len; i++) {
		const struct paper_text *text = &block->texts[i];
		size_t begun = text->line > from ? text->line : from;
		size_t end = text->line + text->lines;
		struct paper_lines lines = { begun - text->line, 0,
			top + (double)(begun - from) * paper->pitch };

		if (end > from + count)
			end = from + count;
		lines.to = end - text->line;
		if (end > begun)
			paper_draw(paper, block, text, lines);
	}
}

enum hl_status paper_put(
	struct paper *paper, const struct paper_block *block, struct hl_error *err) {
	size_t left = lines_left(paper);
	size_t together = block->lines + block->more;
	enum hl_status status = HL_OK;

	if (together > paper->room)
		together = block->lines;
	if (together <= paper->room ? together > left : left < paper->room / 4 || left == 0)
		status = next_page(paper, err);
	for (size_t from = 0; status == HL_OK && from < block->lines;) {
		size_t count = block->lines - from;

		left = lines_left(paper);
		if (count > left)
			count = left;
		if (paper->is_drawing)
			draw_texts(paper, block, from, count);
		paper->line += count;
		from += count;
		if (from < block->lines)
			status = next_page(paper, err);
	}
	if (paper->is_drawing && block->has_rule)
		paper_draw_rule(paper, line_top(paper) + rule_at, 0.4);
	paper->pad += block->has_rule ? rule_room : 0;
	return status;
}

enum hl_status paper_end(struct paper *paper, struct hl_error *err) {
	enum hl_status status = paper->page ? HL_OK : next_page(paper, err);

	paper->pages = paper->page;
	return status == HL_OK ? end_page(paper, err) : status;
}
