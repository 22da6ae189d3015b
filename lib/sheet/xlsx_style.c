/* xlsx_style.c - how cells look: numbers with all their digits, money, dates, tiers. */
#include "xlsx.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Those of the queue page; the words say the same. */
static const struct {
	lxw_color_t text, pale;
} tier_colours[HL_TIER_COLDEST + 1] = {
	{ 0xffffff, 0xb3161b },
	{ 0xa8480a, 0xfdf0e6 },
	{ 0x7a5d00, 0xfaf4dc },
	{ 0x41597a, 0xedf2f8 },
	{ 0x5c6672, 0xf1f3f5 },
};
enum { HEADER_PALE = 0xe9edf2, HEADER_LINE = 0x767f8b, LINK = 0x0b4f94, CLOSED = 0x767676 };

/* "@": texts, and what stands at the left beside what ends at the right. */
static lxw_format *new_format(struct xlsx_styles *styles, const char *number) {
	lxw_format *format = workbook_add_format(styles->workbook);

	if (!format) {
		styles->is_refused = true;
		return NULL;
	}
	if (number)
		format_set_num_format(format, number);
	if (!styles->is_page)
		return format;
	format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
	if (!number || number[0] == '@')
		format_set_indent(format, 1);
	return format;
}

void xlsx_styles_release(struct xlsx_styles *styles) {
	free(styles->times);
	styles->times = NULL;
}

lxw_format *xlsx_style_header(struct xlsx_styles *styles, bool is_right) {
	lxw_format *format = styles->header[is_right];

	if (format)
		return format;
	format = styles->header[is_right] = new_format(styles, "@");
	if (!format)
		return NULL;
	if (is_right) {
		format_set_indent(format, 0);
		format_set_align(format, LXW_ALIGN_RIGHT);
	}
	format_set_bold(format);
	format_set_bg_color(format, HEADER_PALE);
	format_set_bottom(format, LXW_BORDER_THIN);
	format_set_bottom_color(format, HEADER_LINE);
	return format;
}

/*
 * A cell marked as text stays text, also when somebody edits it: 007, and what would be a formula.
 * Programs show such a cell as #### when it is long.
 */
static lxw_format *text_format(struct xlsx_styles *styles, lxw_format *either[2], size_t len) {
	enum { LONG = 255 };
	lxw_format **format = &either[len > LONG];

	if (!*format)
		*format = new_format(styles, len > LONG ? NULL : "@");
	return *format;
}

lxw_format *xlsx_style_text(struct xlsx_styles *styles, size_t len) {
	return text_format(styles, styles->text, len);
}

lxw_format *xlsx_style_wrapped(struct xlsx_styles *styles, size_t len) {
	lxw_format *format = text_format(styles, styles->wrapped, len);

	if (format)
		format_set_text_wrap(format);
	return format;
}

lxw_format *xlsx_style_link(struct xlsx_styles *styles, size_t len) {
	lxw_format *format = text_format(styles, styles->link, len);

	if (format) {
		format_set_font_color(format, LINK);
		format_set_underline(format, LXW_UNDERLINE_SINGLE);
	}
	return format;
}

lxw_format *xlsx_style_closed(struct xlsx_styles *styles, size_t len) {
	lxw_format *format = text_format(styles, styles->closed, len);

	if (format) {
		format_set_font_color(format, CLOSED);
		format_set_font_strikeout(format);
	}
	return format;
}

lxw_format *xlsx_style_tier(struct xlsx_styles *styles, unsigned rank) {
	lxw_format *format = styles->tier[rank];

	if (format)
		return format;
	format = styles->tier[rank] = new_format(styles, "@");
	if (!format)
		return NULL;
	format_set_bold(format);
	format_set_font_color(format, tier_colours[rank].text);
	format_set_bg_color(format, tier_colours[rank].pale);
	return format;
}

/* In quotes, where a quote cannot stand. */
static void put_quoted(struct hl_buf *to, struct hl_str text) {
	enum { MOST = 20 };
	size_t before = to->len;

	hl_buf_add_char(to, '"');
	xlsx_put_running(to, text, MOST);
	for (size_t i = before + 1; i < to->len; i++)
		if (to->at[i] == '"')
			to->at[i] = '\'';
	hl_buf_add_char(to, '"');
}

lxw_format *xlsx_style_number(struct xlsx_styles *styles, unsigned decimals, bool is_money) {
	unsigned shown = is_money && decimals < 2 ? 2 : decimals;
	lxw_format **format = is_money ? &styles->money[shown] : &styles->number[shown];
	struct hl_buf text = { 0 };

	if (*format)
		return *format;
	if (is_money && styles->currency.len > 0)
		put_quoted(&text, styles->currency);
	hl_buf_addf(&text, "%s%s%.*s", is_money ? "#,##0" : "0", shown ? "." : "", (int)shown,
		"0000000000000000");
	hl_buf_add_char(&text, '\0');
	*format = new_format(styles, text.at);
	hl_buf_release(&text);
	return *format;
}

lxw_format *xlsx_style_date(struct xlsx_styles *styles) {
	if (!styles->date)
		styles->date = new_format(styles, "yyyy\\-mm\\-dd");
	return styles->date;
}

/* The offset that was read stands behind the time: no cell has one. */
static void print_offset(int16_t offset, char *to, size_t room) {
	int minutes = offset < 0 ? -offset : offset;

	to[0] = '\0';
	if (offset == SHEET_UTC)
		(void)snprintf(to, room, "\"Z\"");
	else if (offset != SHEET_NO_OFFSET)
		(void)snprintf(to, room, "\"%c%02d:%02d\"", offset < 0 ? '-' : '+', minutes / 60,
			minutes % 60);
}

static void print_time_format(const struct xlsx_time_style *style, char *to, size_t room) {
	const char *decimals[] = { "", ".0", ".00", ".000" };
	char offset[16];

	print_offset(style->offset, offset, sizeof(offset));
	if (style->is_clock)
		(void)snprintf(to, room, "%shh:mm%s", style->has_day ? "mm\\-dd\\ " : "", offset);
	else
		(void)snprintf(to, room, "yyyy\\-mm\\-dd\\ hh:mm:ss%s%s", decimals[style->decimals],
			offset);
}

static lxw_format *time_format(struct xlsx_styles *styles, struct xlsx_time_style like) {
	char number[64];

	for (size_t i = 0; i < styles->times_len; i++) {
		const struct xlsx_time_style *style = &styles->times[i];

		if (style->offset == like.offset && style->decimals == like.decimals &&
			style->is_clock == like.is_clock && style->has_day == like.has_day)
			return style->format;
	}
	print_time_format(&like, number, sizeof(number));
	styles->times = hl_grow(
		styles->times, &styles->times_cap, styles->times_len + 1, sizeof(*styles->times));
	like.format = new_format(styles, number);
	/* The rare one with day and offset: numbers that have no room would be shown as ####. */
	if (like.is_clock && like.format)
		format_set_shrink(like.format);
	styles->times[styles->times_len++] = like;
	return like.format;
}

lxw_format *xlsx_style_time(struct xlsx_styles *styles, const struct sheet_cell *cell) {
	return time_format(styles,
		(struct xlsx_time_style){ .offset = cell->offset, .decimals = cell->decimals });
}

lxw_format *xlsx_style_clock(struct xlsx_styles *styles, const struct sheet_cell *cell, int64_t day,
	const struct hl_zone *zone) {
	const int64_t day_ms = (int64_t)HL_DAY_S * 1000;
	struct xlsx_time_style like = { .offset = cell->offset, .is_clock = true };
	int minutes = cell->offset == SHEET_UTC ? 0 : cell->offset;

	like.has_day = cell->value < day * day_ms || cell->value >= (day + 1) * day_ms;
	if (cell->offset != SHEET_NO_OFFSET &&
		hl_zone_offset(zone, cell->value / 1000 - (int64_t)minutes * 60) == minutes * 60)
		like.offset = SHEET_NO_OFFSET;
	return time_format(styles, like);
}
