/* dashboard_facts.c - the head, the cards and the chart of a dashboard, as plain text. */
#include "dashboard.h"

/* --- head --- */

enum hl_status hl_dash_look(struct hl_export *doc, struct hl_error *err) {
	return dash_look(doc->state, err);
}

struct hl_str hl_dash_title(struct hl_export *doc) {
	struct hl_str title = hl_str_trim(doc->title);
	const struct hl_view *view = &doc->options->view;
	struct hl_buf *text = &doc->scratch;

	text->len = 0;
	hl_buf_add(text, HL_STR("Dashboard"));
	hl_buf_add(text, title.len || view->name.len ? HL_STR(": ") : HL_STR(""));
	hl_buf_add(text, title);
	if (view->name.len > 0) {
		hl_buf_add(text, title.len ? HL_STR(", ") : HL_STR(""));
		hl_buf_add(text, view->column);
		hl_buf_add_char(text, ' ');
		dash_add_whom(doc->state, text);
	}
	return dash_keep(doc->state, text);
}

struct hl_str hl_dash_period(struct hl_export *doc) {
	const struct dash *dash = doc->state;

	doc->scratch.len = 0;
	if (dash->cards_len > 0 && dash_days(dash->period) > 0)
		dash_add_period(&doc->scratch, dash->period);
	return dash_keep(doc->state, &doc->scratch);
}

struct hl_str hl_dash_cover(struct hl_export *doc) {
	doc->scratch.len = 0;
	dash_add_period_flags(doc->state, &doc->scratch);
	return dash_keep(doc->state, &doc->scratch);
}

const char *dash_confidential(const struct dash *dash) {
	if (hl_str_eq(dash->doc->options->view.column, HL_STR("client")))
		return "Confidential: figures of a client.";
	if (hl_str_eq(dash->dimensions[0], HL_STR("client")))
		return "Confidential: figures of clients.";
	return "Confidential: figures of people at work.";
}

const char *hl_dash_confidential(const struct hl_export *doc) {
	return dash_confidential(doc->state);
}

/* "15,122 figures" */
static void add_count(const struct dash *dash, struct hl_buf *to, size_t count, const char *what) {
	char text[HL_DEC_ROOM];

	dash_add_shown(dash, to,
		(struct hl_str){ text, hl_dec_print((int64_t)count * HL_ONE, text) }, DASH_PLAIN);
	hl_buf_addf(to, " %s%s", what, count == 1 ? "" : "s");
}

void dash_add_end(const struct dash *dash, struct hl_buf *to) {
	size_t shown = 0;
	size_t metrics = 0;

	for (uint32_t at = 0, last = UINT32_MAX; at < dash->len; at++) {
		const struct dash_figure *figure = dash->figures[at];

		if (!dash->groups[figure->group].is_shown)
			continue;
		shown++;
		metrics += figure->metric != last;
		last = figure->metric;
	}
	hl_buf_add(to, HL_STR("complete: "));
	add_count(dash, to, shown, "figure");
	hl_buf_add(to, HL_STR(" of "));
	add_count(dash, to, metrics, "metric");
	if (dash_days(dash->days) > 0) {
		hl_buf_add(to, HL_STR(", days from "));
		dash_add_day(to, dash->days.from);
		hl_buf_add(to, HL_STR(" to "));
		dash_add_day(to, dash->days.to - 1);
	}
}

struct hl_str hl_dash_end(struct hl_export *doc) {
	doc->scratch.len = 0;
	dash_add_end(doc->state, &doc->scratch);
	return dash_keep(doc->state, &doc->scratch);
}

/* --- cards --- */

/* What is in the document's scratch is one more note; nothing is none. */
static void add_note(struct dash *dash, struct hl_dash_card *card) {
	if (dash->doc->scratch.len > 0 && card->notes_len < HL_DASH_NOTES)
		card->notes[card->notes_len++] = dash_keep(dash, &dash->doc->scratch);
	dash->doc->scratch.len = 0;
}

static void add_change(
	struct dash *dash, const struct dash_figure *figure, struct hl_dash_card *card) {
	struct hl_buf *text = &dash->doc->scratch;

	if (dash_has_no_before(figure)) {
		dash_add_no_before(dash, text);
		add_note(dash, card);
	}
	if (dash_has_change(figure)) {
		dash_add_said(dash, text, figure);
		add_note(dash, card);
	}
	if (figure->cells[DASH_PREVIOUS].len > 0) {
		dash_add_before(text, figure);
		dash_add_cell(dash, text, figure, DASH_PREVIOUS);
		add_note(dash, card);
	}
}

static void add_target(
	struct dash *dash, const struct dash_figure *figure, struct hl_dash_card *card) {
	struct hl_buf *text = &dash->doc->scratch;

	if (figure->cells[DASH_TARGET].len == 0)
		return;
	hl_buf_add(text, HL_STR("target "));
	dash_add_cell(dash, text, figure, DASH_TARGET);
	if (figure->cells[DASH_ATTAINED].len > 0) {
		hl_buf_add(text, HL_STR(": "));
		dash_add_answer(dash, text, figure);
	}
	add_note(dash, card);
}

static void add_interval(
	struct dash *dash, const struct dash_figure *figure, struct hl_dash_card *card) {
	struct hl_buf *text = &dash->doc->scratch;

	if (figure->cells[DASH_LO].len > 0 && figure->cells[DASH_HI].len > 0) {
		hl_buf_add(text, HL_STR("95\xc2\xa0% interval: "));
		dash_add_cell(dash, text, figure, DASH_LO);
		hl_buf_add(text, HL_STR(" to "));
		dash_add_cell(dash, text, figure, DASH_HI);
	} else if (dash_lacks_interval(dash, figure)) {
		hl_buf_add(text, HL_STR("the days added up: no interval"));
	}
	add_note(dash, card);
}

/* The last of them is in the document's scratch. */
static void set_notes(
	struct dash *dash, const struct dash_figure *figure, struct hl_dash_card *card) {
	dash_add_parts(dash, &dash->doc->scratch, figure);
	add_note(dash, card);
	add_change(dash, figure, card);
	add_target(dash, figure, card);
	add_interval(dash, figure, card);
	dash_add_own_flags(&dash->doc->scratch, figure->cells[DASH_FLAG]);
}

static void set_card(struct dash *dash, uint32_t metric, struct hl_dash_card *card) {
	const struct dash_figure *figure = dash_figure(dash, metric, dash->root, dash->period);
	struct hl_buf *text = &dash->doc->scratch;

	*card = (struct hl_dash_card){ .title = dash_title(&dash->metrics[metric]) };
	text->len = 0;
	dash_add_cell(dash, text, figure, DASH_VALUE);
	card->value = dash_keep(dash, text);
	if (figure)
		set_notes(dash, figure, card);
	else
		dash_add_absence(dash, text, metric);
	add_note(dash, card);
	hl_buf_add(text, dash_help(&dash->metrics[metric]));
	add_note(dash, card);
}

size_t hl_dash_cards(struct hl_export *doc, struct hl_dash_card *cards) {
	struct dash *dash = doc->state;

	for (size_t i = 0; i < dash->cards_len; i++)
		set_card(dash, dash->cards[i], &cards[i]);
	return dash->cards_len;
}

/* --- the chart --- */

static struct hl_str trend_of(struct dash *dash, const struct dash_chart *of) {
	struct hl_buf *text = &dash->doc->scratch;

	text->len = 0;
	hl_buf_add(text, dash_title(of->metric));
	hl_buf_add(text, hl_str_of(dash_how(of)));
	return dash_keep(dash, text);
}

bool hl_dash_chart(struct hl_export *doc, struct hl_dash_chart *chart) {
	struct dash *dash = doc->state;
	struct dash_chart of;

	if (!dash_chart(dash, &of) || !dash_is_drawn(&of))
		return false;
	*chart = (struct hl_dash_chart){ .title = trend_of(dash, &of),
		.points = hl_new_array(&doc->arena, struct hl_dash_point, of.len),
		.line = of.line,
		.len = of.len,
		.from = dash->period.from,
		.low = of.low,
		.high = of.high,
		.step = of.step,
		.style = (int)dash_axis_style(of.metric) };
	for (size_t i = 0; i < of.len; i++) {
		struct hl_dash_point *point = &chart->points[i];

		point->has_value = dash_dec(of.days[i], DASH_VALUE, &point->value);
		point->has_band = dash_dec(of.days[i], DASH_LO, &point->lo) &&
				  dash_dec(of.days[i], DASH_HI, &point->hi);
	}
	return true;
}

struct hl_str hl_dash_label(
	struct hl_export *doc, const struct hl_dash_chart *chart, int64_t value) {
	char text[HL_DEC_ROOM];

	doc->scratch.len = 0;
	dash_add_shown(doc->state, &doc->scratch,
		(struct hl_str){ text, hl_dec_print(value, text) }, (enum dash_style)chart->style);
	return dash_keep(doc->state, &doc->scratch);
}
