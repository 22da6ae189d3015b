/* dashboard_section_notes.c - suppression and data quality, as tables of plain text. */
#include "dashboard_held.h"

#include "hl/queue.h"

enum { REASONS = 10 };

/* The unit of the metric is another where it is counted. */
static struct hl_str share_of(struct dash *dash, const struct dash_figure *figure) {
	dash->doc->scratch.len = 0;
	dash_add_shown(dash, &dash->doc->scratch, figure->cells[DASH_VALUE], DASH_PERCENT);
	return dash_keep(dash, &dash->doc->scratch);
}

static struct hl_str reason_of(struct dash *dash, struct hl_str code) {
	dash->doc->scratch.len = 0;
	hl_queue_put_reason(&dash->doc->scratch, code);
	return dash_keep(dash, &dash->doc->scratch);
}

static void set_reasons(
	struct dash *dash, struct hl_dash_section *section, const struct dash_held *held) {
	int64_t most = 0;
	int64_t dec = 0;

	section->len = 0;
	for (size_t i = 0; i < held->len && section->len < REASONS; i++) {
		const struct dash_figure *figure = held->first[i];
		const struct dash_figure *any = dash_held_any(held, figure);
		struct hl_dash_row *row = &section->rows[section->len];

		if (hl_str_eq(figure->part, HL_STR("all")))
			continue;
		if (most == 0 && dash_dec(figure, DASH_NUM, &dec))
			most = dec;
		row->cells[0] = reason_of(dash, figure->part);
		row->cells[1] = dash_cell_of(dash, figure, DASH_NUM);
		row->cells[2] = share_of(dash, figure);
		if (section->columns > 3)
			row->cells[3] = dash_cell_of(dash, any ? any : figure, DASH_NUM);
		row->bar.value = dash_dec(figure, DASH_NUM, &dec) ? dash_share(dec, most) : 0;
		section->len++;
	}
}

bool dash_set_suppression(struct dash *dash, struct hl_dash_section *section) {
	static const char *const heads[] = { "Reason", "Accounts", "Share", "In all" };
	const struct dash_held held = dash_held(dash);

	if (held.len == 0)
		return false;
	section->title = HL_STR("Held back");
	dash->doc->scratch.len = 0;
	dash_add_actions(dash, &dash->doc->scratch);
	section->sub = dash_keep(dash, &dash->doc->scratch);
	section->heads = heads;
	section->columns = HL_LEN(heads) - (held.any_len == 0);
	section->texts = 1;
	section->has_bars = true;
	dash_open_section(dash, section, REASONS);
	set_reasons(dash, section, &held);
	section->note = dash_in_table(dash, dash_held_reasons(&held) - section->len);
	return true;
}

/* Without rows that have nothing to tell. */
bool dash_set_quality(struct dash *dash, struct hl_dash_section *section) {
	static const char *const heads[] = { "File", "What" };
	const struct hl_view *view = &dash->doc->options->view;

	if (view->quality_len == 0)
		return false;
	section->title = HL_STR("Data quality");
	if (dash_is_well(dash)) {
		dash->doc->scratch.len = 0;
		dash_add_wellness(dash, &dash->doc->scratch);
		section->sub = dash_keep(dash, &dash->doc->scratch);
		return true;
	}
	section->sub = HL_STR("what the figures were made of");
	section->heads = heads;
	section->columns = HL_LEN(heads);
	section->texts = 2;
	dash_open_section(dash, section, view->quality_len);
	section->len = 0;
	for (size_t i = 0; i < view->quality_len; i++) {
		struct hl_str *cells = section->rows[section->len].cells;

		dash->doc->scratch.len = 0;
		dash_add_quality(dash, &dash->doc->scratch, &view->quality[i]);
		if (dash->doc->scratch.len == 0)
			continue;
		cells[0] = dash_quality_of(&view->quality[i]);
		cells[1] = dash_keep(dash, &dash->doc->scratch);
		section->len++;
	}
	return true;
}
