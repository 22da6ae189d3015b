/*
 * dashboard_held.c - who was held back, by the reason that decides: these add up to all, and are
 * what END lines of queues count. Figures without them are shown by every reason there is.
 */
#include "dashboard_held.h"

#include <stdlib.h>

enum { SHOWN = 10, BEHIND = 5 };

static int64_t leads_of(const struct dash_figure *figure) {
	int64_t dec;

	return hl_dec_read(figure->cells[DASH_NUM], &dec) ? dec : 0;
}

static int by_leads(const void *left, const void *right) {
	int64_t a = leads_of(*(struct dash_figure *const *)left);
	int64_t b = leads_of(*(struct dash_figure *const *)right);

	return a != b ? (a < b) - (a > b) : dash_by_place(left, right);
}

static bool is_all(const struct dash_figure *figure) {
	return hl_str_eq(figure->part, HL_STR("all"));
}

/* The most frequent reason first. */
static struct dash_figure **sorted(struct dash *dash, struct hl_str metric, size_t *len) {
	struct dash_figure **figures = dash_parts(dash, metric, len);

	if (*len > 0)
		qsort(figures, *len, sizeof(struct dash_figure *), by_leads);
	return figures;
}

struct dash_held dash_held(struct dash *dash) {
	struct dash_held held = { .len = 0 };

	held.any = sorted(dash, HL_STR("supp"), &held.any_len);
	held.first = sorted(dash, HL_STR("supp_first"), &held.len);
	if (held.len == 0) {
		held.first = held.any;
		held.len = held.any_len;
		held.any_len = 0;
	}
	return held;
}

const struct dash_figure *dash_held_any(
	const struct dash_held *held, const struct dash_figure *first) {
	const struct dash_figure *any = dash_like(first, held->any, held->any_len);

	return any && leads_of(any) > leads_of(first) ? any : NULL;
}

/* --- in words --- */

static const char *words_of(struct hl_str action) {
	static const struct {
		const char *action, *words;
	} known[] = { { "defer", "later" }, { "drop", "not at all" },
		{ "hold", "until something is done" } };

	for (size_t i = 0; i < HL_LEN(known); i++)
		if (dash_is(action, known[i].action))
			return known[i].words;
	return NULL;
}

static void add_action(struct dash *dash, struct hl_buf *to, const struct dash_figure *figure) {
	const char *words = words_of(figure->part);

	dash_add_cell(dash, to, figure, DASH_NUM);
	hl_buf_add(to, HL_STR(" "));
	hl_buf_add(to, words ? hl_str_of(words) : figure->part);
}

/* "109 of 500", and how many that leaves; false: of how many is not known. */
static bool add_of(struct dash *dash, struct hl_buf *to, struct hl_buf *left) {
	size_t len;
	struct dash_figure **of = dash_parts(dash, HL_STR("supp_of"), &len);
	const struct dash_figure all = { .part = HL_STR("all") };
	const struct dash_figure *figure = dash_like(&all, of, len);
	char text[HL_DEC_ROOM];
	int64_t num, den;

	if (!figure || !dash_dec(figure, DASH_NUM, &num) || !dash_dec(figure, DASH_DEN, &den))
		return false;
	dash_add_cell(dash, to, figure, DASH_NUM);
	hl_buf_add(to, HL_STR(" of "));
	dash_add_cell(dash, to, figure, DASH_DEN);
	hl_buf_add(left, HL_STR("; "));
	dash_add_shown(
		dash, left, (struct hl_str){ text, hl_dec_print(den - num, text) }, DASH_PLAIN);
	hl_buf_add(left, HL_STR(" may be worked"));
	return true;
}

/* Of every reason: each may hold a lead, and some leads have several. */
static void add_several(struct dash *dash, struct hl_buf *to, const struct dash_held *held) {
	const struct dash_figure *all = NULL;
	hl_wide sum = 0;

	for (size_t i = 0; i < held->len; i++) {
		if (is_all(held->first[i]))
			all = held->first[i];
		else
			sum += leads_of(held->first[i]);
	}
	if (!all || sum <= leads_of(all))
		return;
	hl_buf_add(to, HL_STR("; a lead may have several reasons: they add up to more than "));
	dash_add_cell(dash, to, all, DASH_NUM);
}

void dash_add_actions(struct dash *dash, struct hl_buf *to) {
	const struct dash_held held = dash_held(dash);
	struct hl_buf left = { 0 };
	bool is_of = add_of(dash, to, &left);
	size_t len;
	struct dash_figure **actions = dash_parts(dash, HL_STR("supp_action"), &len);

	for (size_t i = 0, put = 0; i < len; i++) {
		if (is_all(actions[i]))
			continue;
		hl_buf_add(to, hl_str_of(put++ ? ", " : is_of ? ": " : ""));
		add_action(dash, to, actions[i]);
	}
	hl_buf_add(to, hl_buf_str(&left));
	hl_buf_release(&left);
	add_several(dash, to, &held);
}

size_t dash_held_reasons(const struct dash_held *held) {
	size_t len = 0;

	for (size_t i = 0; i < held->len; i++)
		len += !is_all(held->first[i]);
	return len;
}

size_t dash_held_behind(const struct dash_held *held, const struct dash_figure **behind) {
	size_t len = 0;

	for (size_t i = 0; i < held->any_len && len < BEHIND; i++)
		if (!is_all(held->any[i]) && !dash_like(held->any[i], held->first, held->len))
			behind[len++] = held->any[i];
	return len;
}

/* --- as bars --- */

static void put_bar(struct dash *dash, const struct dash_held *held,
	const struct dash_figure *figure, int64_t most) {
	const struct dash_figure *any = dash_held_any(held, figure);
	struct dash_bar bar = { .value = leads_of(figure), .most = most };
	struct hl_export *doc = dash->doc;

	hl_put(doc, "<li><span class=\"name\">");
	html_put_reason(doc, figure->part);
	hl_put(doc, "</span><span class=\"value\">");
	dash_put_cell(dash, figure, DASH_NUM);
	hl_put(doc, " <span class=\"soft\">");
	dash_put_number(dash, figure->cells[DASH_VALUE], DASH_PERCENT);
	if (any) {
		hl_put(doc, ", ");
		dash_put_cell(dash, any, DASH_NUM);
		hl_put(doc, " in all");
	}
	hl_put(doc, "</span></span>");
	dash_put_bar(dash, &bar);
	hl_put(doc, "</li>\n");
}

static void put_bars(struct dash *dash, const struct dash_held *held) {
	int64_t most = 0;
	size_t reasons = dash_held_reasons(held);
	size_t shown = 0;

	hl_put(dash->doc, "<ol class=\"bars\" role=\"list\">\n");
	for (size_t i = 0; i < held->len && shown < SHOWN; i++) {
		if (is_all(held->first[i]))
			continue;
		shown++;
		most = most ? most : leads_of(held->first[i]);
		put_bar(dash, held, held->first[i], most);
	}
	hl_put(dash->doc, "</ol>\n");
	if (reasons > shown)
		hl_buf_addf(&dash->doc->out, "<p class=\"note\">and %zu more in the table</p>\n",
			reasons - shown);
}

/* Reasons that nobody is held back for alone. */
static void put_behind(struct dash *dash, const struct dash_held *held) {
	const struct dash_figure *behind[BEHIND];
	size_t len = dash_held_behind(held, behind);

	for (size_t i = 0; i < len; i++) {
		hl_put(dash->doc, i ? ", " : "<p class=\"note\">Only behind another reason: ");
		html_put_reason(dash->doc, behind[i]->part);
		hl_put(dash->doc, " ");
		dash_put_cell(dash, behind[i], DASH_NUM);
	}
	if (len > 0)
		hl_put(dash->doc, "</p>\n");
}

static void put_sub(struct dash *dash) {
	struct hl_buf actions = { 0 };

	dash_add_actions(dash, &actions);
	hl_put(dash->doc, "<p class=\"sub\">");
	dash_put_text(dash, &actions);
	hl_put(dash->doc, "</p>\n");
}

void dash_put_suppression(struct dash *dash) {
	struct dash_table table = { .id = "suppression-table",
		.caption = "Held back, by reason",
		.label = DASH_BY_PART,
		.heading = "Reason" };
	const struct dash_held held = dash_held(dash);

	if (held.len == 0)
		return;
	dash_put_part(dash, "suppression", "Held back", HL_STR(""), "held-back");
	put_sub(dash);
	put_bars(dash, &held);
	put_behind(dash, &held);
	table.figures = dash_chain(dash, (struct dash_figure * *const[]){ held.first, held.any },
		(const size_t[]){ held.len, held.any_len }, 2);
	table.len = held.len + held.any_len;
	table.with_metric = held.any_len > 0;
	dash_put_table(dash, &table);
	hl_put(dash->doc, "</section>\n");
}
