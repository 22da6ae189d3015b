/* dashboard_glance_section.c - everybody by every figure, as a table of plain text. */
#include "dashboard_glance.h"

/* So many rows: paper is no place for all of them. */
enum { ROWS = 40 };

static struct hl_str said_of(
	struct dash *dash, const struct dash_glance *glance, size_t row, size_t column) {
	const char *word = dash_stands(glance, dash, row, column).words;
	struct hl_buf *text = &dash->doc->scratch;

	text->len = 0;
	hl_buf_addf(text, "%s%s", word, *word ? " " : "");
	dash_add_cell(dash, text, dash_glance_at(glance, row, column), DASH_VALUE);
	return dash_keep(dash, text);
}

static void set_names(
	struct dash *dash, const struct dash_glance *glance, struct hl_dash_section *section) {
	section->names = hl_new_array(&dash->doc->arena, struct hl_str, section->columns);
	section->names[0] = HL_STR("Name");
	for (size_t i = 0; i < glance->metrics_len; i++)
		section->names[i + 1] = dash_title(&dash->metrics[glance->metrics[i]]);
}

/* The whole stays the last of those that there is room for. */
static void set_rows(
	struct dash *dash, const struct dash_glance *glance, struct hl_dash_section *section) {
	for (size_t i = 0; i < section->len; i++) {
		size_t row = i + 1 == section->len ? glance->len - 1 : i;
		const struct dash_group *group = &dash->groups[glance->groups[row]];
		struct hl_str *cells = section->rows[i].cells;

		cells[0] = group->depth ? group->said : HL_STR("All");
		for (size_t k = 0; k < glance->metrics_len; k++)
			cells[k + 1] = said_of(dash, glance, row, k);
	}
}

bool dash_set_glance(struct dash *dash, struct hl_dash_section *section) {
	struct dash_glance glance;
	struct hl_buf *text = &dash->doc->scratch;

	if (!dash_glance(dash, &glance))
		return false;
	text->len = 0;
	hl_buf_add(text, HL_STR("All figures by "));
	hl_buf_add(text, glance.dimension);
	section->title = dash_keep(dash, text);
	section->sub = hl_str_of(dash_glance_words);
	section->columns = glance.metrics_len + 1;
	section->texts = 1;
	set_names(dash, &glance, section);
	dash_open_section(dash, section, glance.len < ROWS ? glance.len : ROWS);
	set_rows(dash, &glance, section);
	section->note = dash_in_table(dash, glance.len - section->len);
	return true;
}
