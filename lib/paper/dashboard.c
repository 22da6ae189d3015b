/* dashboard.c - a dashboard on paper: cards, a chart, bars and tables, in black and white. */
#include "hl/dashboard.h"

#include "dashboard.h"
#include "hl/paper.h"

enum { SIZE = 8 };

/* --- the frame --- */

static void set_frame(struct paper *paper) {
	struct hl_export *doc = paper->doc;
	struct paper_frame *frame = &paper->frame;
	struct hl_str period = hl_dash_period(doc);
	struct hl_str cover = hl_dash_cover(doc);

	paper_safe(paper, &frame->title, hl_dash_title(doc));
	if (period.len > 0) {
		hl_buf_add(&frame->facts, HL_STR("period "));
		hl_buf_add(&frame->facts, period);
		hl_buf_add(&frame->facts, HL_STR("   "));
	}
	hl_buf_add(&frame->facts, HL_STR("data as of "));
	hl_export_put_as_of(doc->options, &frame->facts);
	if (cover.len > 0) {
		hl_buf_add(&frame->facts, HL_STR("   "));
		hl_buf_add(&frame->facts, cover);
	}
	hl_buf_addf(&frame->foot, "Intervals are of 95 %%: a change within them may be chance. %s",
		hl_dash_confidential(doc));
	paper_describe(paper);
}

/* --- cards --- */

static void put_line(struct dashboard *dashboard, const struct paper_text *like, struct hl_str text,
	size_t *line) {
	struct paper_text at = *like;

	at.line = *line;
	paper_text_put(dashboard->paper, &dashboard->block, &at, text);
	*line += dashboard->block.texts[dashboard->block.len - 1].lines;
}

static void set_card(
	struct dashboard *dashboard, const struct hl_dash_card *card, struct paper_text like) {
	size_t line = 0;

	like.face = PAPER_BOLD;
	put_line(dashboard, &like, card->title, &line);
	like.face = PAPER_BIG;
	put_line(dashboard, &like, card->value, &line);
	like.face = PAPER_PLAIN;
	for (size_t i = 0; i < card->notes_len; i++)
		put_line(dashboard, &like, card->notes[i], &line);
}

static enum hl_status put_cards(struct dashboard *dashboard, struct hl_error *err) {
	enum { BETWEEN = 14 };
	struct hl_dash_card cards[HL_DASH_CARDS];
	size_t len = hl_dash_cards(dashboard->paper->doc, cards);
	double width = (dashboard->paper->width - BETWEEN * (HL_DASH_CARDS - 1)) / HL_DASH_CARDS;

	paper_block_begin(&dashboard->block);
	for (size_t i = 0; i < len; i++)
		set_card(dashboard, &cards[i],
			(struct paper_text){ .x = (double)i * (width + BETWEEN), .width = width });
	dashboard->block.has_rule = true;
	return len ? paper_put(dashboard->paper, &dashboard->block, err) : HL_OK;
}

/* --- all of it --- */

static enum hl_status put_end(struct dashboard *dashboard, struct hl_error *err) {
	struct hl_export *doc = dashboard->paper->doc;
	struct paper_block *block = &dashboard->block;
	struct hl_str run = hl_str_trim(doc->options->run);

	paper_block_begin(block);
	paper_text_begin(block, 1, 0, dashboard->paper->width)->face = PAPER_BOLD;
	hl_buf_add(&block->bytes, HL_STR("END "));
	hl_buf_add(&block->bytes, hl_dash_end(doc));
	if (run.len > 0) {
		hl_buf_add(&block->bytes, HL_STR("; run "));
		paper_apart(dashboard->paper, &block->bytes, run);
	}
	paper_text_end(dashboard->paper, block);
	return paper_put(dashboard->paper, block, err);
}

static enum hl_status put_parts(
	struct dashboard *dashboard, bool is_drawing, struct hl_error *err) {
	enum hl_status status;

	paper_begin(dashboard->paper, is_drawing);
	status = put_cards(dashboard, err);
	if (status == HL_OK)
		status = dashboard_put_chart(dashboard, err);
	for (size_t i = 0; i < dashboard->sections_len && status == HL_OK; i++)
		status = dashboard_put_section(dashboard, &dashboard->sections[i], err);
	if (status == HL_OK)
		status = put_end(dashboard, err);
	return status == HL_OK ? paper_end(dashboard->paper, err) : status;
}

static enum hl_status write_dashboard(struct dashboard *dashboard, struct hl_error *err) {
	struct hl_export *doc = dashboard->paper->doc;
	enum hl_status status = hl_dash_look(doc, err);

	if (status != HL_OK)
		return status;
	paper_choose(dashboard->paper, SIZE, false);
	set_frame(dashboard->paper);
	dashboard->sections_len = hl_dash_sections(doc, dashboard->sections);
	dashboard->has_chart = hl_dash_chart(doc, &dashboard->chart);
	status = put_parts(dashboard, false, err);
	if (status == HL_OK)
		status = put_parts(dashboard, true, err);
	return status == HL_OK ? paper_finish(dashboard->paper, err) : status;
}

static enum hl_status dashboard_end(struct hl_export *doc, struct hl_error *err) {
	struct paper paper;
	struct dashboard dashboard = { .paper = &paper };
	enum hl_status status = paper_open(&paper, doc, err);

	if (status == HL_OK)
		status = write_dashboard(&dashboard, err);
	paper_block_release(&dashboard.block);
	paper_close(&paper);
	return status;
}

const struct hl_format hl_dashboard_pdf = {
	.name = "dashboard",
	.suffix = ".pdf",
	.takes = HL_TAKES_OF_DASHBOARD | HL_TAKES_PAPER,
	.help = "figures of hl-metrics on paper",
	.begin = hl_dash_begin,
	.row = hl_dash_row,
	.end = dashboard_end,
	.bind = hl_dash_bind,
	.is_binary = true,
};
