/* type.c - letters: texts made safe, measured, broken into lines and drawn. */
#include "paper.h"

#include "hl/unicode.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

/* Glyphs that are drawn at once of those that are one. */
enum { CLUSTER = 32 };

/* More than this of one cell would be pages of nothing else. */
enum { LONGEST = 32 << 10, PARAGRAPH = 1000 };

/* --- safe --- */

/* Marks after which a line does not read as it is written: LRE to RLO, LRI to PDI. */
static bool turns(uint32_t point) {
	return (point >= 0x202a && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069);
}

/* Noncharacters: cairo takes them for bad UTF-8. */
static bool is_none(uint32_t point) {
	return (point >= 0xfdd0 && point <= 0xfdef) || (point & 0xfffe) == 0xfffe;
}

static void replace(struct hl_buf *to, size_t *count) {
	++*count;
	hl_buf_add(to, HL_UTF8_REPLACEMENT);
}

/* The character at s.at[i], which is not plain; returns its length. */
static size_t add_special(struct paper *paper, struct hl_buf *to, struct hl_str s, size_t i) {
	struct hl_export_counts *counts = &paper->doc->counts;
	uint32_t point = 0;
	size_t len = hl_utf8_point(s, i, &point);

	if (len == 0)
		replace(to, &counts->not_utf8);
	else if (point == '\t')
		hl_buf_add_char(to, ' ');
	else if (point == '\n' || point == 0x2028 || point == 0x2029)
		hl_buf_add_char(to, '\n');
	else if (point == '\r') { /* a line end, alone or with the LF behind it */
		if (i + 1 == s.len || s.at[i + 1] != '\n')
			hl_buf_add_char(to, '\n');
	} else if (hl_utf8_is_control(point) || turns(point) || is_none(point))
		replace(to, &counts->controls);
	else
		hl_buf_add(to, (struct hl_str){ &s.at[i], len });
	return len ? len : 1;
}

static bool is_plain(char c) {
	return (unsigned char)c >= 0x20 && (unsigned char)c < 0x7f;
}

/* Not in the middle of a character. */
static struct hl_str cut(struct hl_str s, size_t most) {
	s.len = most;
	while (s.len > most - 4 && ((unsigned char)s.at[s.len] & 0xc0) == 0x80)
		s.len--;
	return s;
}

void paper_safe(struct paper *paper, struct hl_buf *to, struct hl_str cell) {
	struct hl_str s = cell.len > LONGEST ? cut(cell, LONGEST) : cell;

	for (size_t i = 0; i < s.len;) {
		size_t begun = i;

		while (i < s.len && is_plain(s.at[i]))
			i++;
		hl_buf_add(to, (struct hl_str){ s.at + begun, i - begun });
		if (i < s.len)
			i += add_special(paper, to, s, i);
	}
	if (s.len < cell.len) {
		hl_buf_addf(to, " [%zu more bytes]", cell.len - s.len);
		paper->doc->counts.cut++;
	}
}

static bool is_ascii(struct hl_str s) {
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.at[i] >= 0x80)
			return false;
	return true;
}

void paper_apart(struct paper *paper, struct hl_buf *to, struct hl_str cell) {
	bool is_marked = !is_ascii(cell);

	hl_buf_add(to, is_marked ? HL_STR("\xe2\x81\xa8") : HL_STR(""));
	paper_safe(paper, to, cell);
	hl_buf_add(to, is_marked ? HL_STR("\xe2\x81\xa9") : HL_STR(""));
}

/* --- measured --- */

/*
 * For each line pango goes over all that is left of the paragraph: what is long is made into
 * several, at a blank, else between two characters.
 */
static struct hl_str shorten(struct paper *paper, struct hl_str safe) {
	struct hl_buf *parts = &paper->parts;

	parts->len = 0;
	while (safe.len > PARAGRAPH) {
		const char *end = memchr(safe.at, '\n', PARAGRAPH);
		size_t len = end ? (size_t)(end - safe.at) : PARAGRAPH;

		while (!end && len > PARAGRAPH - 100 && safe.at[len] != ' ')
			len--;
		if (!end && safe.at[len] != ' ')
			len = cut(safe, PARAGRAPH).len;
		hl_buf_add(parts, (struct hl_str){ safe.at, len });
		hl_buf_add_char(parts, '\n');
		len += end || safe.at[len] == ' ';
		safe = (struct hl_str){ safe.at + len, safe.len - len };
	}
	hl_buf_add(parts, safe);
	return hl_buf_str(parts);
}

static void lay_out(struct paper *paper, enum paper_face face, struct hl_str safe, double width) {
	struct hl_str text = safe.len > PARAGRAPH ? shorten(paper, safe) : safe;

	pango_layout_set_font_description(paper->layout, paper->fonts[face]);
	pango_layout_set_ellipsize(paper->layout, PANGO_ELLIPSIZE_NONE);
	pango_layout_set_width(paper->layout, width < 0 ? -1 : (int)(width * PANGO_SCALE));
	pango_layout_set_text(paper->layout, text.at ? text.at : "", (int)text.len);
}

/* Of ASCII in one line, in a font of 1 point; false: it is something else. */
static bool add_up(
	const struct paper *paper, enum paper_face face, struct hl_str safe, double *width) {
	const double *advances = paper->advances[face];

	*width = 0;
	for (size_t i = 0; i < safe.len; i++) {
		if (!is_plain(safe.at[i]))
			return false;
		*width += advances[(unsigned char)safe.at[i]];
	}
	return true;
}

double paper_natural(struct paper *paper, enum paper_face face, struct hl_str safe) {
	double width;
	int units;

	if (add_up(paper, face, safe, &width))
		return width;
	lay_out(paper, face, safe, -1);
	pango_layout_get_size(paper->layout, &units, NULL);
	return (double)units / PANGO_SCALE /
	       (pango_font_description_get_size(paper->fonts[face]) / (double)PANGO_SCALE);
}

double paper_measure(struct paper *paper, enum paper_face face, struct hl_str cell) {
	const struct hl_export_counts counts = paper->doc->counts;
	struct hl_buf *safe = &paper->doc->scratch;

	safe->len = 0;
	paper_safe(paper, safe, cell);
	paper->doc->counts = counts;
	return paper_natural(paper, face, hl_buf_str(safe));
}

size_t paper_lines(struct paper *paper, enum paper_face face, struct hl_str safe, double width) {
	double natural;

	if (add_up(paper, face, safe, &natural) && natural * paper->size <= width)
		return 1;
	lay_out(paper, face, safe, width);
	return (size_t)pango_layout_get_line_count(paper->layout);
}

/* --- drawn --- */

/* Where the letters of a line stand that begins @y below the top margin. */
static double baseline(const struct paper *paper, double y) {
	return PAPER_MARGIN + y + 1.03 * paper->size;
}

/* One cluster of a run: the glyphs from @first on. Returns how wide it is. */
static double draw_cluster(
	struct paper *paper, const PangoGlyphItemIter *at, int first, double x, double y) {
	PangoItem item = *at->glyph_item->item;
	PangoGlyphString glyphs = *at->glyph_item->glyphs;
	int clusters[CLUSTER] = { 0 };
	PangoGlyphItem part = { .item = &item, .glyphs = &glyphs };

	item.offset = at->start_index;
	item.length = at->end_index - at->start_index;
	item.num_chars = at->end_char - at->start_char;
	glyphs.num_glyphs = at->start_glyph + 1 - first;
	glyphs.glyphs += first;
	glyphs.log_clusters = clusters;
	cairo_move_to(paper->cr, x, y);
	pango_cairo_show_glyph_item(paper->cr, at->text, &part);
	return (double)pango_glyph_string_get_width(&glyphs) / PANGO_SCALE;
}

/*
 * Cairo would put what is written from right to left into the file from its right end on, and
 * readers take each letter for a word then. They expect it from the left, as it lies on the sheet.
 */
static double draw_backwards(struct paper *paper, PangoGlyphItem *run, double x, double y) {
	PangoGlyphItemIter at;
	gboolean more =
		pango_glyph_item_iter_init_end(&at, run, pango_layout_get_text(paper->layout));
	double begun = x;

	for (; more; more = pango_glyph_item_iter_prev_cluster(&at)) {
		int end = at.start_glyph;
		int first = at.end_glyph + 1;

		for (; first <= end; first += CLUSTER) {
			at.start_glyph = end - first < CLUSTER ? end : first + CLUSTER - 1;
			x += draw_cluster(paper, &at, first, x, y);
		}
		at.start_glyph = end;
	}
	return x - begun;
}

static void draw_runs(struct paper *paper, PangoLayoutLine *line, double x, double y) {
	const char *text = pango_layout_get_text(paper->layout);

	for (GSList *at = line->runs; at; at = at->next) {
		PangoGlyphItem *run = at->data;

		if (run->item->analysis.level % 2) {
			x += draw_backwards(paper, run, x, y);
			continue;
		}
		cairo_move_to(paper->cr, x, y);
		pango_cairo_show_glyph_item(paper->cr, text, run);
		x += (double)pango_glyph_string_get_width(run->glyphs) / PANGO_SCALE;
	}
}

static void draw_line(
	struct paper *paper, PangoLayoutLine *line, const struct paper_text *text, double y) {
	double x = PAPER_MARGIN + text->x;
	PangoRectangle extents;

	pango_layout_line_get_extents(line, NULL, &extents);
	if (text->is_right)
		x += text->width - (double)extents.width / PANGO_SCALE;
	draw_runs(paper, line, x, baseline(paper, y));
}

/* Towers of accents stay where their cell is. */
static void keep_inside(
	struct paper *paper, const struct paper_text *text, struct paper_lines lines) {
	double slack = 0.3 * paper->pitch;

	cairo_rectangle(paper->cr, PAPER_MARGIN + text->x - slack, PAPER_MARGIN + lines.y - slack,
		text->width + 2 * slack,
		(double)(lines.to - lines.from) * paper->pitch + 2 * slack);
	cairo_clip(paper->cr);
}

static void cross(struct paper *paper, double x, double y, double side) {
	cairo_move_to(paper->cr, x, y);
	cairo_line_to(paper->cr, x + side, y + side);
	cairo_move_to(paper->cr, x, y + side);
	cairo_line_to(paper->cr, x + side, y);
}

static void draw_box(struct paper *paper, const struct paper_text *text, double y) {
	double side = 0.95 * paper->size;

	cairo_set_line_width(paper->cr, 0.7);
	cairo_rectangle(
		paper->cr, PAPER_MARGIN + text->x, baseline(paper, y) - 0.9 * side, side, side);
	if (text->is_crossed)
		cross(paper, PAPER_MARGIN + text->x, baseline(paper, y) - 0.9 * side, side);
	cairo_stroke(paper->cr);
}

void paper_fill(struct paper *paper, double grey) {
	cairo_set_source_rgb(paper->cr, grey, grey, grey);
	cairo_fill(paper->cr);
	cairo_set_source_rgb(paper->cr, 0, 0, 0);
}

/* The interval is a line with ends, which is seen on the bar and beside it. */
static void draw_bar(struct paper *paper, const struct paper_text *text, double y) {
	double x = PAPER_MARGIN + text->x;
	double part = text->width / 1000;
	double high = 0.62 * paper->size;
	double top = baseline(paper, y) - 0.68 * paper->size;
	double middle = top + high / 2;

	cairo_rectangle(paper->cr, x, top, text->bar.value * part, high);
	paper_fill(paper, 0.72);
	if (!text->bar.has_interval)
		return;
	cairo_set_line_width(paper->cr, 0.7);
	cairo_move_to(paper->cr, x + text->bar.lo * part, middle);
	cairo_line_to(paper->cr, x + text->bar.hi * part, middle);
	for (int end = 0; end < 2; end++) {
		double at = x + (end ? text->bar.hi : text->bar.lo) * part;

		cairo_move_to(paper->cr, at, middle - high / 3);
		cairo_line_to(paper->cr, at, middle + high / 3);
	}
	cairo_stroke(paper->cr);
}

/* Of safe bytes: what hl_contact_tel and hl_contact_mail leave needs no escape in an attribute. */
static void open_link(struct paper *paper, const struct paper_block *block,
	const struct paper_text *text, double y) {
	struct hl_buf attributes = { 0 };

	hl_buf_addf(&attributes, "rect=[%.2f %.2f %.2f %.2f] uri='%.*s'", PAPER_MARGIN + text->x,
		PAPER_MARGIN + y, text->width, (double)text->lines * paper->pitch,
		(int)text->link_len, block->bytes.at + text->link);
	hl_buf_add_char(&attributes, '\0');
	cairo_tag_begin(paper->cr, CAIRO_TAG_LINK, attributes.at);
	hl_buf_release(&attributes);
}

static void draw_lines(struct paper *paper, const struct paper_text *text, struct hl_str safe,
	struct paper_lines lines) {
	bool is_kept = !is_ascii(safe);

	lay_out(paper, text->face, safe, text->lines > 1 ? text->width : -1);
	if (lines.from == 0)
		paper->doc->counts.no_glyph +=
			(size_t)pango_layout_get_unknown_glyphs_count(paper->layout);
	if (is_kept) {
		cairo_save(paper->cr);
		keep_inside(paper, text, lines);
	}
	for (size_t i = lines.from; i < lines.to; i++)
		draw_line(paper, pango_layout_get_line_readonly(paper->layout, (int)i), text,
			lines.y + (double)(i - lines.from) * paper->pitch);
	if (is_kept)
		cairo_restore(paper->cr);
}

void paper_draw(struct paper *paper, const struct paper_block *block, const struct paper_text *text,
	struct paper_lines lines) {
	struct hl_str safe = { block->bytes.at + text->at, text->len };

	if (text->is_box)
		draw_box(paper, text, lines.y);
	if (text->is_bar)
		draw_bar(paper, text, lines.y);
	if (text->face == PAPER_BIG)
		paper_draw_line(paper, text, safe, lines.y + 0.75 * paper->pitch);
	if (text->face == PAPER_BIG)
		return;
	if (safe.len == 0)
		return;
	if (text->link_len > 0)
		open_link(paper, block, text, lines.y);
	draw_lines(paper, text, safe, lines);
	if (text->link_len > 0)
		cairo_tag_end(paper->cr, CAIRO_TAG_LINK);
}

void paper_draw_line(
	struct paper *paper, const struct paper_text *like, struct hl_str safe, double y) {
	lay_out(paper, like->face, safe, like->width);
	pango_layout_set_ellipsize(paper->layout, PANGO_ELLIPSIZE_END);
	draw_line(paper, pango_layout_get_line_readonly(paper->layout, 0), like, y);
}

void paper_draw_rule(struct paper *paper, double y, double thickness) {
	double grey = thickness < 0.5 ? 0.6 : 0;

	cairo_set_source_rgb(paper->cr, grey, grey, grey);
	cairo_set_line_width(paper->cr, thickness);
	cairo_move_to(paper->cr, PAPER_MARGIN, PAPER_MARGIN + y);
	cairo_line_to(paper->cr, PAPER_MARGIN + paper->width, PAPER_MARGIN + y);
	cairo_stroke(paper->cr);
	cairo_set_source_rgb(paper->cr, 0, 0, 0);
}
