/*
 * dashboard_data.c - what the script reads: figures of other periods, days and groups, as JSON.
 *
 * Only whom the page is about. Every number is the text that hl-metrics printed. "<" is \u003c, so
 * that nothing in it can end the element.
 */
#include "dashboard_glance.h"

#include "hl/guide.h"
#include "hl/unicode.h"

/* In the order of the script's own names for them. */
static const enum dash_cell cells[] = { DASH_VALUE, DASH_NUM, DASH_DEN, DASH_LO, DASH_HI, DASH_N,
	DASH_FLAG, DASH_PREVIOUS, DASH_CHANGE, DASH_P, DASH_TREND, DASH_TARGET, DASH_ATTAINED,
	DASH_MISSING };

/* The length of what stands at @i, a byte that is no UTF-8 too; true: the page shows U+FFFD. */
static bool is_control_at(struct hl_str text, size_t i, size_t *len) {
	uint32_t point = 0;

	*len = hl_utf8_point(text, i, &point);
	if (*len == 0) {
		*len = 1;
		return false;
	}
	return hl_utf8_is_control(point) && point != '\t' && point != '\n';
}

static bool has_controls(struct hl_str text) {
	size_t len;

	for (size_t i = 0; i < text.len; i += len)
		if (is_control_at(text, i, &len))
			return true;
	return false;
}

/* The script shows what it reads: the same as html_put does, where it is counted, too. */
static struct hl_str without_controls(struct dash *dash, struct hl_str text) {
	struct hl_buf shown = { 0 };
	size_t len;

	if (!has_controls(text))
		return text;
	for (size_t i = 0; i < text.len; i += len)
		hl_buf_add(&shown, is_control_at(text, i, &len)
					   ? HL_UTF8_REPLACEMENT
					   : (struct hl_str){ &text.at[i], len });
	text = hl_str_keep(&dash->doc->arena, hl_buf_str(&shown));
	hl_buf_release(&shown);
	return text;
}

static void put_text(struct dash *dash, struct hl_str text) {
	struct hl_export *doc = dash->doc;
	struct hl_buf *scratch = &doc->scratch;

	scratch->len = 0;
	hl_json_put(scratch, without_controls(dash, text), &doc->counts.not_utf8);
	for (size_t i = 0; i < scratch->len; i++) {
		if (scratch->at[i] == '<')
			hl_put(doc, "\\u003c");
		else
			hl_buf_add_char(&doc->out, scratch->at[i]);
	}
}

static void put_day(struct dash *dash, int64_t day) {
	hl_buf_add_char(&dash->doc->out, '"');
	dash_put_day(dash, day);
	hl_buf_add_char(&dash->doc->out, '"');
}

static void put_flag(struct dash *dash, const char *name, bool is_set) {
	hl_buf_addf(&dash->doc->out, ",\"%s\":%s", name, is_set ? "true" : "false");
}

/* As downloads have it. */
static void put_as_of(struct dash *dash) {
	char text[HL_TIME_ROOM];

	hl_put(dash->doc, ",\"asOf\":\"");
	hl_put_str(
		dash->doc, (struct hl_str){ text, hl_time_print(dash->doc->options->as_of, text) });
	hl_put(dash->doc, "\"");
}

/* --- metrics and groups --- */

static void put_metric(struct dash *dash, const struct dash_metric *metric) {
	const struct hl_metric *known = metric->known;

	hl_put(dash->doc, "{\"name\":");
	put_text(dash, metric->name);
	hl_put(dash->doc, ",\"title\":");
	put_text(dash, dash_title(metric));
	hl_put(dash->doc, ",\"help\":");
	put_text(dash, dash_help(metric));
	hl_buf_addf(&dash->doc->out, ",\"styles\":[%d,%d,%d]", (int)dash_style(metric, DASH_VALUE),
		(int)dash_style(metric, DASH_NUM), (int)dash_style(metric, DASH_DEN));
	put_flag(dash, "series", metric->is_series);
	put_flag(dash, "known", known != NULL);
	put_flag(dash, "less", known && known->is_less_better);
	put_flag(dash, "summed", known && known->is_summed);
	put_flag(dash, "timed", known && known->is_per_time);
	put_flag(dash, "hourly", dash_is_hourly(metric));
	put_flag(dash, "interval", known && known->interval);
	put_flag(dash, "estimated", known && known->interval && known->interval->estimate);
	put_flag(dash, "moves", known && known->moves);
	if (known && known->interval && known->interval->of)
		hl_buf_addf(&dash->doc->out, ",\"of\":\"%s\"", known->interval->of);
	if (known)
		hl_buf_addf(&dash->doc->out, ",\"scale\":%u,\"places\":[%u,%u,%u]",
			known->unit->scale, known->unit->value_places, known->unit->num_places,
			known->unit->den_places);
	hl_put(dash->doc, "}");
}

static void put_group(struct dash *dash, uint32_t number) {
	const struct dash_group *group = &dash->groups[number];
	const struct hl_link *link = dash_link(dash, number);

	hl_put(dash->doc, "{\"name\":");
	put_text(dash, group->is_shown ? group->name : HL_STR(""));
	hl_put(dash->doc, ",\"label\":");
	put_text(dash, group->is_shown ? group->said : HL_STR(""));
	hl_put(dash->doc, ",\"above\":");
	put_text(dash, group->is_shown ? group->above_said : HL_STR(""));
	if (group->is_shown && !hl_str_eq(group->full, group->name)) {
		hl_put(dash->doc, ",\"full\":");
		put_text(dash, group->full);
	}
	if (link) {
		hl_put(dash->doc, ",\"link\":\"");
		hl_link_put(&dash->doc->out, link->path);
		hl_put(dash->doc, "\"");
	}
	hl_buf_addf(&dash->doc->out, ",\"depth\":%zu}", group->depth);
}

static void put_numbers(struct dash *dash, const char *name, const uint32_t *list, size_t len) {
	hl_buf_addf(&dash->doc->out, "\"%s\":[", name);
	for (size_t i = 0; i < len; i++)
		hl_buf_addf(&dash->doc->out, "%s%u", i ? "," : "", list[i]);
	hl_put(dash->doc, "],\n");
}

/* --- figures --- */

/* Blank cells at the end are left out. */
static void put_figure(struct dash *dash, const struct dash_figure *figure) {
	size_t len = HL_LEN(cells);

	hl_buf_addf(&dash->doc->out, "[%u,%u,", figure->metric, figure->group);
	put_day(dash, figure->period.from);
	hl_buf_add_char(&dash->doc->out, ',');
	if (dash_days(figure->period) > 1)
		put_day(dash, figure->period.to);
	else
		hl_buf_add_char(&dash->doc->out, '1');
	while (len > 0 && figure->cells[cells[len - 1]].len == 0)
		len--;
	for (size_t i = 0; i < len; i++) {
		hl_buf_add_char(&dash->doc->out, ',');
		put_text(dash, figure->cells[cells[i]]);
	}
	hl_put(dash->doc, "]");
}

static bool is_wanted(const struct dash *dash, const struct dash_figure *figure) {
	return dash->metrics[figure->metric].is_series && dash->groups[figure->group].is_shown &&
	       figure->period.from != HL_NO_DAY;
}

static enum hl_status put_figures(struct dash *dash, struct hl_error *err) {
	enum hl_status status = HL_OK;
	bool is_first = true;

	hl_put(dash->doc, "\"figures\":[");
	for (size_t i = 0; i < dash->len && status == HL_OK; i++) {
		if (!is_wanted(dash, dash->figures[i]))
			continue;
		hl_put(dash->doc, is_first ? "\n" : ",\n");
		put_figure(dash, dash->figures[i]);
		is_first = false;
		status = hl_export_spill(dash->doc, err);
	}
	hl_put(dash->doc, "]");
	return status;
}

/* --- what moved between days --- */

static void put_move(struct dash *dash, const struct dash_figure *figure, struct dash_period days) {
	hl_buf_addf(&dash->doc->out, "[%u,", figure->group);
	put_day(dash, days.from);
	hl_buf_add_char(&dash->doc->out, ',');
	put_day(dash, days.to);
	hl_buf_add_char(&dash->doc->out, ',');
	put_text(dash, figure->cells[DASH_NUM]);
	hl_put(dash->doc, "]");
}

/* null: it was not measured. */
static enum hl_status put_moves(struct dash *dash, uint32_t metric, struct hl_error *err) {
	enum hl_status status = HL_OK;
	bool is_first = true;

	hl_put(dash->doc, "\"moves\":[");
	for (size_t i = 0; i < dash->len && status == HL_OK; i++) {
		const struct dash_figure *figure = dash->figures[i];
		struct dash_period days;

		if (figure->metric != metric || !dash->groups[figure->group].is_shown ||
			!dash_is_move(dash, i, dash->days, &days))
			continue;
		hl_put(dash->doc, is_first ? "\n" : ",\n");
		put_move(dash, figure, days);
		is_first = false;
		status = hl_export_spill(dash->doc, err);
	}
	hl_put(dash->doc, "],\n");
	return status;
}

static enum hl_status put_all_moves(struct dash *dash, struct hl_error *err) {
	for (uint32_t i = 0; i < dash->metrics_len; i++) {
		const struct hl_metric *known = dash->metrics[i].known;
		uint32_t metric;

		if (known && dash_has_moves(dash, known, dash->days, &metric))
			return put_moves(dash, metric, err);
	}
	hl_put(dash->doc, "\"moves\":null,\n");
	return HL_OK;
}

enum hl_status dash_put_data(struct dash *dash, struct hl_error *err) {
	struct hl_export *doc = dash->doc;
	enum hl_status status;

	hl_put(doc, "<script type=\"application/json\" id=\"data\">{\"currency\":");
	put_text(dash, doc->options->currency);
	hl_put(doc, ",\"period\":[");
	put_day(dash, dash->period.from);
	hl_put(doc, ",");
	put_day(dash, dash->period.to);
	hl_put(doc, "],\"days\":[");
	put_day(dash, dash->days.from);
	hl_put(doc, ",");
	put_day(dash, dash->days.to);
	hl_put(doc, "],\"begins\":");
	if (dash->begins == HL_NO_DAY)
		hl_put(doc, "null");
	else
		put_day(dash, dash->begins);
	put_as_of(dash);
	put_flag(dash, "byAccount", dash_is_by_account(dash));
	hl_buf_addf(&doc->out, ",\"root\":%u,\"chosen\":%u,\n", dash->root, dash->chosen);
	put_numbers(dash, "teams", dash->teams, dash->teams_len);
	put_numbers(dash, "leaders", dash->leaders, dash->leaders_len);
	put_numbers(dash, "cards", dash->cards, dash->cards_len);
	dash_put_columns(dash);
	hl_put(doc, "\"words\":{");
	dash_put_flag_words(dash);
	hl_put(doc, "},\n\"metrics\":[");
	for (size_t i = 0; i < dash->metrics_len; i++) {
		hl_put(doc, i ? ",\n" : "\n");
		put_metric(dash, &dash->metrics[i]);
	}
	hl_put(doc, "],\n\"groups\":[");
	for (uint32_t i = 0; i < dash->groups_len; i++) {
		hl_put(doc, i ? ",\n" : "\n");
		put_group(dash, i);
	}
	hl_put(doc, "],\n");
	status = put_all_moves(dash, err);
	if (status == HL_OK)
		status = put_figures(dash, err);
	hl_put(doc, "}</script>\n");
	return status;
}
