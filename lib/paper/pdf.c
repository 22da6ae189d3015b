/*
 * pdf.c - the file: cairo writes it piece by piece into the bytes of the document.
 *
 * Not by a path of cairo's own: on a full disk that reports success.
 */
#include "paper.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

static const struct {
	double width, height;
} sheets[] = { { 595.276, 841.89 }, { 612, 792 } }; /* A4, Letter */

/* Those with the same widths as the office's own stand first; pango finds others for other scripts.
 */
static const char families[] = "Liberation Sans,Arial,Helvetica,DejaVu Sans,Noto Sans,Sans";

/* What PAPER_BIG is, of the others. */
static const double BIGGER = 1.8;

static cairo_status_t take(void *closure, const unsigned char *bytes, unsigned len) {
	struct hl_export *doc = closure;

	hl_put_str(doc, (struct hl_str){ (const char *)bytes, len });
	return CAIRO_STATUS_SUCCESS;
}

/* --- what it is --- */

void paper_describe(struct paper *paper) {
	struct hl_buf title = { 0 };
	const struct hl_export_options *options = paper->doc->options;
	char made[HL_TIME_ROOM + 1];

	made[hl_time_print(options->as_of, made)] = '\0';
	hl_buf_add(&title, hl_buf_str(&paper->frame.title));
	hl_buf_add_char(&title, '\0');
	cairo_pdf_surface_set_metadata(paper->surface, CAIRO_PDF_METADATA_TITLE, title.at);
	cairo_pdf_surface_set_metadata(paper->surface, CAIRO_PDF_METADATA_CREATE_DATE, made);
	cairo_pdf_surface_set_metadata(paper->surface, CAIRO_PDF_METADATA_CREATOR, "hl-export");
	hl_buf_release(&title);
}

/* --- letters --- */

static void set_fonts(struct paper *paper) {
	for (int face = 0; face < PAPER_FACES; face++) {
		PangoFontDescription *font = pango_font_description_new();

		pango_font_description_set_family_static(font, families);
		if (face != PAPER_PLAIN)
			pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
		paper->fonts[face] = font;
	}
}

/* Most cells are ASCII: what those come to is added up and not laid out. */
static void measure_ascii(struct paper *paper, enum paper_face face) {
	enum { BIG = 100 };
	double *advances = paper->advances[face];

	pango_font_description_set_absolute_size(paper->fonts[face], BIG * PANGO_SCALE);
	pango_layout_set_font_description(paper->layout, paper->fonts[face]);
	for (char c = ' '; c < 0x7f; c++) {
		int width;

		pango_layout_set_text(paper->layout, &c, 1);
		pango_layout_get_size(paper->layout, &width, NULL);
		advances[(unsigned char)c] = (double)width / PANGO_SCALE / BIG;
	}
}

/* A number that is broken over two lines has no hyphen in it. */
static void forbid_hyphens(PangoLayout *layout) {
	PangoAttrList *attributes = pango_attr_list_new();

	pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(FALSE));
	pango_layout_set_attributes(layout, attributes);
	pango_attr_list_unref(attributes);
}

static void set_layout(struct paper *paper) {
	PangoFontMap *map = pango_cairo_font_map_get_default();

	paper->context = pango_font_map_create_context(map);
	pango_cairo_context_set_resolution(paper->context, 72);
	pango_context_set_round_glyph_positions(paper->context, FALSE);
	pango_context_set_language(paper->context, pango_language_from_string("en"));
	pango_cairo_update_context(paper->cr, paper->context);
	paper->layout = pango_layout_new(paper->context);
	pango_layout_set_wrap(paper->layout, PANGO_WRAP_WORD_CHAR);
	forbid_hyphens(paper->layout);
	set_fonts(paper);
	for (int face = 0; face < PAPER_FACES; face++)
		measure_ascii(paper, (enum paper_face)face);
}

enum hl_status paper_open(struct paper *paper, struct hl_export *doc, struct hl_error *err) {
	*paper = (struct paper){ .doc = doc };
	paper->surface =
		cairo_pdf_surface_create_for_stream(take, doc, sheets[0].width, sheets[0].height);
	paper->cr = cairo_create(paper->surface);
	set_layout(paper);
	return paper_status(paper, err);
}

/* --- the sheet --- */

static double across(const struct paper *paper, bool is_height) {
	bool is_letter = paper->doc->options->is_letter;

	return (is_height ? sheets[is_letter].height : sheets[is_letter].width) - 2 * PAPER_MARGIN;
}

double paper_width(const struct paper *paper, bool is_wide) {
	return across(paper, is_wide);
}

void paper_choose(struct paper *paper, double size, bool is_wide) {
	paper->width = across(paper, is_wide);
	paper->height = across(paper, !is_wide);
	paper->size = size;
	paper->pitch = 1.35 * size;
	cairo_pdf_surface_set_size(
		paper->surface, paper->width + 2 * PAPER_MARGIN, paper->height + 2 * PAPER_MARGIN);
	for (int face = 0; face < PAPER_FACES; face++)
		pango_font_description_set_absolute_size(
			paper->fonts[face], (face == PAPER_BIG ? BIGGER : 1) * size * PANGO_SCALE);
}

/* --- the end --- */

enum hl_status paper_status(const struct paper *paper, struct hl_error *err) {
	cairo_status_t status = cairo_status(paper->cr);

	if (status == CAIRO_STATUS_SUCCESS)
		status = cairo_surface_status(paper->surface);
	if (status == CAIRO_STATUS_NO_MEMORY)
		hl_out_of_memory();
	if (status != CAIRO_STATUS_SUCCESS)
		return hl_fail(err, HL_EBUG, "cairo: %s", cairo_status_to_string(status));
	return HL_OK;
}

enum hl_status paper_finish(struct paper *paper, struct hl_error *err) {
	enum hl_status status = paper_status(paper, err);

	if (status != HL_OK)
		return status;
	cairo_surface_finish(paper->surface);
	if (cairo_surface_status(paper->surface) != CAIRO_STATUS_SUCCESS)
		return hl_fail(err, HL_EBUG, "cairo: %s",
			cairo_status_to_string(cairo_surface_status(paper->surface)));
	return HL_OK;
}

void paper_close(struct paper *paper) {
	for (int face = 0; face < PAPER_FACES; face++)
		pango_font_description_free(paper->fonts[face]);
	g_object_unref(paper->layout);
	g_object_unref(paper->context);
	cairo_destroy(paper->cr);
	cairo_surface_destroy(paper->surface);
	hl_buf_release(&paper->parts);
	hl_buf_release(&paper->frame.title);
	hl_buf_release(&paper->frame.facts);
	hl_buf_release(&paper->frame.foot);
	paper_block_release(&paper->frame.heads);
}
