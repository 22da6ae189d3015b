/*
 * paper.h - inside lib/paper: pages of lines.
 *
 * A document is gone through twice by the same calls: first its pages are counted, then they are
 * drawn, since each says of how many it is one. All text stands on lines of one height: what a
 * hostile cell holds can be long, but not tall. Lengths are points (1/72 inch).
 */
#ifndef HL_PAPER_PAPER_H
#define HL_PAPER_PAPER_H

#include "hl/document.h"

#include <cairo.h>
#include <pango/pango.h>

enum paper_face { PAPER_PLAIN, PAPER_BOLD, PAPER_BIG, PAPER_FACES };
enum { PAPER_MARGIN = 36, PAPER_ASCII = 128 };

/* A bar in place of a text, of 1000 parts of its width, and the ends of an interval. */
struct paper_bar {
	unsigned value, lo, hi;
	bool has_interval;
};

/* A text of a block; it is broken into lines where it is wider than @width. */
struct paper_text {
	enum paper_face face;
	bool is_right;   /* its lines end at the right of their width */
	bool is_box;     /* no text: a box to tick, a line high */
	bool is_crossed; /* it is ticked */
	bool is_bar;     /* no text: see bar */
	struct paper_bar bar;
	double x, width;    /* from the left margin */
	size_t line, lines; /* of the block */
	size_t at, len;     /* in the block's bytes */
	size_t link, link_len;
};

struct paper;

/* What stays together where a page has room for it: a row, an account, a paragraph. */
struct paper_block {
	struct paper_text *texts;
	size_t len, cap;
	struct hl_buf bytes;
	size_t lines;
	size_t more;   /* lines of what follows that are not to begin a page without it */
	bool has_rule; /* below it */
	/* Draws what is no text, @y points below the upper edge of the sheet; NULL: there is none.
	 */
	void (*draw)(struct paper *paper, const void *drawn, double y);
	const void *drawn;
};

/* What stands on every page. */
struct paper_frame {
	struct hl_buf title, facts, foot; /* safe */
	struct paper_block heads;         /* of columns; shown as far as PAPER_HEADS lines go */
};

enum { PAPER_HEADS = 3 };

struct paper {
	struct hl_export *doc;
	cairo_surface_t *surface;
	cairo_t *cr;
	PangoContext *context;
	PangoLayout *layout;
	PangoFontDescription *fonts[PAPER_FACES];
	double advances[PAPER_FACES][PAPER_ASCII]; /* of a font of 1 point */
	double width, height;                      /* of what is between the margins */
	double size, pitch;                        /* of the letters, of the lines */
	struct paper_frame frame;
	struct hl_buf parts;            /* of a long text */
	struct hl_export_counts counts; /* before the pages are counted */
	double space;                   /* on a page, for lines and rules */
	size_t room;                    /* lines on a page */
	size_t line;                    /* the next on this one */
	double pad;                     /* above it, besides lines: room round rules */
	size_t page, pages;             /* this one; how many there are, once they are counted */
	bool is_drawing;
};

/* --- pdf.c: the file --- */

enum hl_status paper_open(
	struct paper *paper, struct hl_export *doc, struct hl_error *err) HL_CHECKED;

/* Title and date of the file; once the frame has its title. */
void paper_describe(struct paper *paper);

/* Between the margins of the sheet that was asked for. */
double paper_width(const struct paper *paper, bool is_wide);

/* The letters and the direction of the sheet; before the first block. */
void paper_choose(struct paper *paper, double size, bool is_wide);

/* What is in cairo is in the document's bytes, all of it. */
enum hl_status paper_finish(struct paper *paper, struct hl_error *err) HL_CHECKED;

/* Whatever has become of it. */
void paper_close(struct paper *paper);
enum hl_status paper_status(const struct paper *paper, struct hl_error *err) HL_CHECKED;

/* --- page.c: where blocks stand --- */

/* Begin to count (false), or to draw what was counted (true). */
void paper_begin(struct paper *paper, bool is_drawing);
enum hl_status paper_put(
	struct paper *paper, const struct paper_block *block, struct hl_error *err) HL_CHECKED;
enum hl_status paper_end(struct paper *paper, struct hl_error *err) HL_CHECKED;

/* --- block.c: what is put --- */

void paper_block_begin(struct paper_block *block);
void paper_block_release(struct paper_block *block);

/*
 * A new text at the end of the block, empty, from its line @line on. What is added to block->bytes
 * until paper_text_end is its own.
 */
struct paper_text *paper_text_begin(struct paper_block *block, size_t line, double x, double width);
void paper_text_end(struct paper *paper, struct paper_block *block);

/* The whole of a text. */
void paper_text_put(struct paper *paper, struct paper_block *block, const struct paper_text *like,
	struct hl_str cell);

/* --- type.c: letters --- */

/*
 * @cell made fit to be printed, at the end of @to: what is no UTF-8, control characters and marks
 * that turn the direction of writing become U+FFFD and are counted, every line end is LF.
 */
void paper_safe(struct paper *paper, struct hl_buf *to, struct hl_str cell);

/* As paper_safe, kept apart from what stands around it, whatever its direction. */
void paper_apart(struct paper *paper, struct hl_buf *to, struct hl_str cell);

/* How wide it is where nothing breaks its lines, in a font of 1 point. */
double paper_natural(struct paper *paper, enum paper_face face, struct hl_str safe);

/* The same of a cell that is not safe yet, of which nothing is counted: it is only looked at. */
double paper_measure(struct paper *paper, enum paper_face face, struct hl_str cell);

/* Into how many lines of @width it is broken. */
size_t paper_lines(struct paper *paper, enum paper_face face, struct hl_str safe, double width);

/* Lines [from, to) of a text, the first of them @y below the top margin. */
struct paper_lines {
	size_t from, to;
	double y;
};
void paper_draw(struct paper *paper, const struct paper_block *block, const struct paper_text *text,
	struct paper_lines lines);

/* One line, cut with an ellipsis where it is too long. */
void paper_draw_line(
	struct paper *paper, const struct paper_text *like, struct hl_str safe, double y);

/* What was put on cairo's path, filled with a shade of grey: 0 is black, 1 white. */
void paper_fill(struct paper *paper, double grey);

/* A rule from margin to margin. */
void paper_draw_rule(struct paper *paper, double y, double thickness);

#endif
