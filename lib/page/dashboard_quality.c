/* dashboard_quality.c - what the figures were made of. */
#include "dashboard_held.h"

/* --- in words --- */

/* What a row of --stats says, %: its value; ~: an s, but for one. */
static const struct {
	const char *what, *words;
} known[] = {
	{ "rows", "% row~" },
	{ "newest", "newest event %" },
	{ "rejected", "% row~ rejected" },
	{ "blank_lines", "% blank line~" },
	{ "repeated_headers", "% repeated header~" },
	{ "repeated_events", "% repeated event~" },
	{ "equal_payments", "% equal payment~" },
	{ "unknown_types", "% event~ of unknown types" },
	{ "unknown_type_names", "unknown types: %" },
	{ "as_of", "as of %" },
	{ "exit", "exit status %" },
};

/* What a command told of its run; the rows of its log it had from a file that is there, too. */
static bool is_of_run(const struct hl_quality *row) {
	return hl_str_starts(row->file, HL_STR("hl-"));
}

static bool is_what(const struct hl_quality *row, const char *what) {
	return hl_str_eq(row->what, hl_str_of(what));
}

/* Not what is wrong or missing: how much there was, and when. */
static bool is_fact(const struct hl_quality *row) {
	return is_what(row, "rows") || is_what(row, "newest") || is_what(row, "as_of");
}

static bool is_nil(const struct hl_quality *row) {
	return dash_is(row->value, "0") || dash_is(row->value, "{}");
}

static bool is_told(const struct hl_quality *row) {
	return is_fact(row) ? !is_of_run(row) : !is_nil(row);
}

bool dash_is_well(const struct dash *dash) {
	const struct hl_view *view = &dash->doc->options->view;
	size_t checked = 0;

	for (size_t i = 0; i < view->quality_len; i++) {
		if (!is_fact(&view->quality[i]) && !is_nil(&view->quality[i]))
			return false;
		checked += !is_fact(&view->quality[i]);
	}
	return checked > 0;
}

static const char *words_of(const struct hl_quality *row) {
	for (size_t i = 0; i < HL_LEN(known); i++)
		if (hl_str_eq(row->what, hl_str_of(known[i].what)))
			return known[i].words;
	return NULL;
}

/* Zeros as "no", times in the zone of the page. */
static void add_value(const struct dash *dash, struct hl_buf *to, struct hl_str value) {
	const struct hl_time_rules rules = { 0 };
	struct hl_time time;
	struct hl_error ignored;
	int64_t dec;

	if (hl_str_eq(value, HL_STR("0")))
		hl_buf_add(to, HL_STR("no"));
	else if (hl_dec_read(value, &dec))
		dash_add_shown(dash, to, value, DASH_PLAIN);
	else if (value.len > 10 && hl_time_parse(value, &rules, &time, &ignored) == HL_OK)
		hl_export_put_time(dash->doc->options, time.s, to);
	else
		hl_buf_add(to, value);
}

struct hl_str dash_quality_of(const struct hl_quality *row) {
	return is_of_run(row) ? HL_STR("while reading them") : row->file;
}

void dash_add_quality(const struct dash *dash, struct hl_buf *to, const struct hl_quality *row) {
	const char *words = words_of(row);
	size_t begun = to->len;

	if (!is_told(row))
		return;
	if (!words) {
		hl_buf_add(to, row->what);
		for (size_t i = begun; i < to->len; i++)
			if (to->at[i] == '_')
				to->at[i] = ' ';
		hl_buf_add_char(to, ' ');
		hl_buf_add(to, row->value);
		return;
	}
	for (; *words; words++) {
		if (*words == '%')
			add_value(dash, to, row->value);
		else if (*words != '~')
			hl_buf_add_char(to, *words);
		else if (!hl_str_eq(row->value, HL_STR("1")))
			hl_buf_add_char(to, 's');
	}
}

void dash_add_wellness(const struct dash *dash, struct hl_buf *to) {
	const struct hl_view *view = &dash->doc->options->view;
	struct hl_str last = HL_STR("");

	for (size_t i = 0; i < view->quality_len; i++) {
		const struct hl_quality *row = &view->quality[i];

		if (!is_told(row))
			continue;
		if (!hl_str_eq(last, row->file)) {
			hl_buf_add(to, last.len ? HL_STR("; ") : HL_STR(""));
			hl_buf_add(to, row->file);
			hl_buf_add(to, HL_STR(" "));
		} else {
			hl_buf_add(to, HL_STR(", "));
		}
		last = row->file;
		dash_add_quality(dash, to, row);
	}
	hl_buf_add(to, last.len ? HL_STR("; ") : HL_STR(""));
	hl_buf_add(
		to, HL_STR("nothing was rejected, told twice or unknown, and all of it was read"));
}

/* --- the part --- */

static void put_value(struct dash *dash, struct hl_str value) {
	int64_t dec;

	if (hl_dec_read(value, &dec)) {
		dash_put_number(dash, value, DASH_PLAIN);
		return;
	}
	hl_put(dash->doc, "<data value=\"");
	html_put(dash->doc, value);
	hl_put(dash->doc, "\">");
	html_put_bdi(dash->doc, value);
	hl_put(dash->doc, "</data>");
}

static void put_well(struct dash *dash) {
	struct hl_buf words = { 0 };

	dash_add_wellness(dash, &words);
	hl_put(dash->doc, "<p class=\"note\"><b class=\"good\" aria-hidden=\"true\">&#10003;</b> ");
	dash_put_text(dash, &words);
	hl_put(dash->doc, "</p>\n");
}

/* "events.csv: 13,171 rows, newest event 2026-03-01 16:58 UTC": those of one file together. */
static void put_files(struct dash *dash) {
	const struct hl_view *view = &dash->doc->options->view;
	struct hl_str last = HL_STR("");
	size_t put = 0;

	hl_put(dash->doc, "<dl class=\"files\">\n");
	for (size_t i = 0; i < view->quality_len; i++) {
		const struct hl_quality *row = &view->quality[i];
		struct hl_buf words = { 0 };

		dash_add_quality(dash, &words, row);
		if (words.len == 0)
			continue;
		if (put == 0 || !hl_str_eq(last, row->file)) {
			hl_put(dash->doc, put > 0 ? "</dd></div>\n<div><dt>" : "<div><dt>");
			html_put_bdi(dash->doc, dash_quality_of(row));
			hl_put(dash->doc, "</dt><dd>");
		} else {
			hl_put(dash->doc, ", ");
		}
		put++;
		last = row->file;
		dash_put_text(dash, &words);
	}
	hl_put(dash->doc, put ? "</dd></div>\n</dl>\n" : "</dl>\n");
}

static void put_quality_rows(struct dash *dash) {
	const struct hl_view *view = &dash->doc->options->view;

	hl_put(dash->doc,
		"<thead><tr><th scope=\"col\" data-name=\"file\">File</th>"
		"<th scope=\"col\" data-name=\"what\">What</th>"
		"<th scope=\"col\" data-name=\"value\">Value</th></tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < view->quality_len; i++) {
		const struct hl_quality *row = &view->quality[i];

		hl_put(dash->doc, "<tr><th scope=\"row\">");
		html_put_bdi(dash->doc, row->file);
		hl_put(dash->doc, "</th><td>");
		html_put_bdi(dash->doc, row->what);
		hl_put(dash->doc, "</td><td class=\"n\">");
		put_value(dash, row->value);
		hl_put(dash->doc, "</td></tr>\n");
	}
	hl_put(dash->doc, "</tbody>");
}

void dash_put_quality(struct dash *dash) {
	const struct dash_table table = { .id = "quality-table", .caption = "Data quality" };

	if (dash->doc->options->view.quality_len == 0)
		return;
	dash_put_part(dash, "quality", "Data quality", HL_STR(""), "data-quality");
	hl_put(dash->doc, "<p class=\"sub\">what the figures were made of</p>\n");
	if (dash_is_well(dash))
		put_well(dash);
	else
		put_files(dash);
	dash_open_table(dash, &table);
	put_quality_rows(dash);
	hl_put(dash->doc, "</table></div></details>\n</section>\n");
}
