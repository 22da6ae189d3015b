/* dashboard_words.c - numbers, days, flags and names as people read them. */
#include "dashboard.h"

#include <inttypes.h>
#include <string.h>

/* --- metrics --- */

struct hl_str dash_title(const struct dash_metric *metric) {
	if (dash_is(metric->name, "supp_first"))
		return HL_STR("First reason");
	if (dash_is(metric->name, "supp"))
		return HL_STR("Any reason");
	return metric->known && metric->known->title ? hl_str_of(metric->known->title)
						     : metric->name;
}

struct hl_str dash_help(const struct dash_metric *metric) {
	return metric->known ? hl_str_of(metric->known->help) : HL_STR("");
}

/* Money has two places in hl-metrics, and nothing else that is added up has. */
enum dash_style dash_style(const struct dash_metric *metric, enum dash_cell cell) {
	const struct hl_unit *unit = metric->known ? metric->known->unit : NULL;

	if (!unit || cell == DASH_N || cell == DASH_P)
		return cell == DASH_CHANGE ? DASH_PERCENT : DASH_PLAIN;
	if (cell == DASH_CHANGE)
		return DASH_PERCENT;
	if (cell == DASH_NUM)
		return unit->num_places == 2 ? DASH_MONEY : DASH_PLAIN;
	if (cell == DASH_DEN)
		return unit->den_places == 2 && strcmp(unit->name, "money/FTE") != 0 ? DASH_MONEY
										     : DASH_PLAIN;
	if (strcmp(unit->name, "%") == 0)
		return DASH_PERCENT;
	return strncmp(unit->name, "money", 5) == 0 ? DASH_MONEY : DASH_PLAIN;
}

enum dash_style dash_axis_style(const struct dash_metric *metric) {
	enum dash_style style = dash_style(metric, DASH_VALUE);

	return style == DASH_MONEY ? DASH_ROUND_MONEY : style;
}

/* --- numbers --- */

/* Digits before the point, a comma at each thousand. */
static void put_whole(struct hl_buf *to, struct hl_str digits) {
	for (size_t i = 0; i < digits.len; i++) {
		if (i > 0 && (digits.len - i) % 3 == 0)
			hl_buf_add_char(to, ',');
		hl_buf_add_char(to, digits.at[i]);
	}
}

void dash_add_shown(
	const struct dash *dash, struct hl_buf *to, struct hl_str text, enum dash_style style) {
	char fixed[HL_DEC_ROOM];
	bool is_round = style == DASH_ROUND_MONEY;
	bool is_money = style == DASH_MONEY || is_round;
	struct hl_str rest = text;
	struct hl_str whole;
	int64_t dec;

	if (is_money && hl_dec_read(text, &dec) && !(is_round && dec % HL_ONE == 0))
		rest = (struct hl_str){ fixed, hl_dec_print_fixed(dec, 2, fixed) };
	if (rest.len > 0 && rest.at[0] == '-') {
		hl_buf_add(to, HL_STR("\xe2\x88\x92"));
		rest = (struct hl_str){ rest.at + 1, rest.len - 1 };
	}
	if (is_money)
		hl_buf_add(to, dash->doc->options->currency);
	whole = hl_str_cut(&rest, '.');
	put_whole(to, whole);
	if (rest.len > 0) {
		hl_buf_add_char(to, '.');
		hl_buf_add(to, rest);
	}
	if (style == DASH_PERCENT)
		hl_buf_add(to, HL_STR("\xc2\xa0%"));
}

void dash_put_text(struct dash *dash, struct hl_buf *text) {
	html_put(dash->doc, hl_buf_str(text));
	hl_buf_release(text);
}

void dash_put_shown(struct dash *dash, struct hl_str text, enum dash_style style) {
	struct hl_buf shown = { 0 };

	dash_add_shown(dash, &shown, text, style);
	dash_put_text(dash, &shown);
}

void dash_add_cell(const struct dash *dash, struct hl_buf *to, const struct dash_figure *figure,
	enum dash_cell cell) {
	if (!figure || figure->cells[cell].len == 0)
		hl_buf_add(to, HL_STR("\xe2\x80\x93"));
	else
		dash_add_shown(dash, to, figure->cells[cell],
			dash_style(&dash->metrics[figure->metric], cell));
}

void dash_put_number(struct dash *dash, struct hl_str text, enum dash_style style) {
	struct hl_export *doc = dash->doc;

	if (text.len == 0) {
		hl_put(doc,
			"<span class=\"none\">&ndash;<span class=\"sr\"> no figure</span></span>");
		return;
	}
	hl_put(doc, "<data value=\"");
	html_put(doc, text);
	hl_put(doc, "\">");
	dash_put_shown(dash, text, style);
	hl_put(doc, "</data>");
}

void dash_put_cell(struct dash *dash, const struct dash_figure *figure, enum dash_cell cell) {
	dash_put_number(
		dash, figure->cells[cell], dash_style(&dash->metrics[figure->metric], cell));
}

/* --- flags --- */

/* What a flag of hl-metrics says, %: what stands behind its colon; ~: an s, but for one. */
static const struct {
	const char *flag, *words;
} known[] = {
	{ "no_data", "nothing to divide by" },
	{ "small_cell", "too few to be told" },
	{ "low_n", "few observations" },
	{ "partial", "events cover % days" },
	{ "previous_partial", "events of the period before cover % days" },
	{ "unmatched", "% collector~ with cash but no hours" },
	{ "no_amount", "% without an amount" },
	{ "no_queue", "% attempt~ without a queue" },
	{ "short_days", "% day~ too short to tell" },
	{ "estimated", "hours of % day~ estimated" },
	{ "incomplete", "% account~ not that old yet" },
	{ "no_rate", "% without a rate" },
	{ "immature", "% lead~ too young, left out" },
	{ "censored", "% to whom it has not happened" },
	{ "TIME_ORDER", "% lead~ converted before they came, left out" },
	{ "pending", "% still have time" },
	{ "period_view", "conversions of the period" },
	{ "suppressed", "% that may not be worked, left out" },
	{ "uncertain", "the interval holds the target" },
};

static const char *words_of(struct hl_str flag) {
	for (size_t i = 0; i < HL_LEN(known); i++)
		if (hl_str_eq(flag, hl_str_of(known[i].flag)))
			return known[i].words;
	return NULL;
}

/* "60/90" is 60 of 90. */
static void add_detail(struct hl_buf *to, struct hl_str detail) {
	hl_buf_add(to, hl_str_cut(&detail, '/'));
	if (detail.len > 0) {
		hl_buf_add(to, HL_STR(" of "));
		hl_buf_add(to, detail);
	}
}

static void add_words(struct hl_buf *to, struct hl_str name) {
	size_t begun = to->len;

	hl_buf_add(to, name);
	for (size_t i = begun; i < to->len; i++)
		if (to->at[i] == '_')
			to->at[i] = ' ';
}

static void add_flag(struct hl_buf *to, struct hl_str flag) {
	struct hl_str detail = flag;
	struct hl_str name = hl_str_cut(&detail, ':');
	const char *words = words_of(name);

	if (!words) {
		add_words(to, name);
		hl_buf_add(to, detail.len > 0 ? HL_STR(" ") : HL_STR(""));
		add_words(to, detail);
		return;
	}
	for (; *words; words++) {
		if (*words == '%')
			add_detail(to, detail);
		else if (*words == '~')
			hl_buf_add(to, hl_str_eq(detail, HL_STR("1")) ? HL_STR("") : HL_STR("s"));
		else
			hl_buf_add_char(to, *words);
	}
}

static bool is_cover(struct hl_str flag) {
	struct hl_str name = hl_str_cut(&flag, ':');

	return hl_str_eq(name, HL_STR("partial")) || hl_str_eq(name, HL_STR("previous_partial"));
}

/* Cards and targets say so themselves. */
static bool is_said(struct hl_str flag) {
	return hl_str_starts(flag, HL_STR("previous_partial:0/")) ||
	       hl_str_eq(flag, HL_STR("uncertain"));
}

static void add_flags(struct hl_buf *to, struct hl_str flags, bool with_own, bool with_cover) {
	bool is_first = true;

	while (flags.len > 0) {
		struct hl_str flag = hl_str_trim(hl_str_cut(&flags, ';'));

		if (flag.len == 0 || !(is_cover(flag) ? with_cover : with_own) ||
			(!(with_own && with_cover) && is_said(flag)))
			continue;
		hl_buf_add(to, is_first ? HL_STR("") : HL_STR("; "));
		add_flag(to, flag);
		is_first = false;
	}
}

void dash_add_flags(struct hl_buf *to, struct hl_str flags) {
	add_flags(to, flags, true, true);
}

void dash_add_own_flags(struct hl_buf *to, struct hl_str flags) {
	add_flags(to, flags, true, false);
}

void dash_add_cover(struct hl_buf *to, struct hl_str flags) {
	add_flags(to, flags, false, true);
}

void dash_put_flags(struct dash *dash, struct hl_str flags) {
	struct hl_buf words = { 0 };

	dash_add_flags(&words, flags);
	dash_put_text(dash, &words);
}

void dash_put_flag_words(struct dash *dash) {
	for (size_t i = 0; i < HL_LEN(known); i++)
		hl_buf_addf(&dash->doc->out, "%s\"%s\":\"%s\"", i ? "," : "", known[i].flag,
			known[i].words);
}

/* --- days and groups --- */

void dash_put_day(struct dash *dash, int64_t day) {
	char text[HL_TIME_ROOM];

	hl_put_str(dash->doc, (struct hl_str){ text, hl_day_print(day, text) });
}

void dash_add_day(struct hl_buf *to, int64_t day) {
	to->len += hl_day_print(day, hl_buf_room(to, HL_TIME_ROOM));
}

void dash_add_period(struct hl_buf *to, struct dash_period period) {
	size_t days = dash_days(period);

	if (period.from == HL_NO_DAY)
		return;
	dash_add_day(to, period.from);
	if (days > 1) {
		hl_buf_add(to, HL_STR(" to "));
		dash_add_day(to, period.to - 1);
	}
	hl_buf_addf(to, " (%zu day%s)", days, days == 1 ? "" : "s");
}

void dash_put_period(struct dash *dash, struct dash_period period) {
	dash_add_period(&dash->doc->out, period);
}

void dash_put_group(struct dash *dash, const struct dash_group *group, bool with_above) {
	if (group->depth == 0) {
		hl_put(dash->doc, "All");
		return;
	}
	html_put_bdi(dash->doc, group->said);
	if (with_above)
		dash_put_above(dash, group);
}

void dash_put_above(struct dash *dash, const struct dash_group *group) {
	if (group->above.len == 0)
		return;
	hl_put(dash->doc, " <span class=\"soft\">");
	html_put_bdi(dash->doc, group->above_said);
	hl_put(dash->doc, "</span>");
}
