/*
 * formats.c - the formats and the pages there are.
 *
 * To add one: its file, its name here, an .It in hl-export(1) and tests of it.
 */
#include "hl/export.h"
#include "hl/format.h"
#include "hl/page.h"
#include "hl/paper.h"
#include "hl/sheet.h"

#include <stdio.h>
#include <string.h>

const struct hl_format *const hl_formats[] = {
	&hl_csv,
	&hl_csv_excel,
	&hl_tsv,
	&hl_json,
	&hl_jsonl,
	&hl_markdown,
	&hl_text,
	&hl_html,
	&hl_pdf,
	&hl_xlsx,
	&hl_sqlite,
	&hl_prometheus,
	&hl_ics,
	&hl_vicidial,
	&hl_dnc,
	&hl_genesys,
};
const size_t hl_formats_len = HL_LEN(hl_formats);

const struct hl_page hl_pages[] = {
	{ "html", &hl_queue_html },
	{ "pdf", &hl_queue_pdf },
	{ "xlsx", &hl_queue_xlsx },
	{ "html", &hl_dashboard_html },
	{ "pdf", &hl_dashboard_pdf },
	{ "html", &hl_index_html },
};
const size_t hl_pages_len = HL_LEN(hl_pages);

/* --- one of them --- */

/* Names that were passed over, for the message that tells them. */
struct names {
	char all[400];
	size_t used, count;
};

static void add_name(struct names *names, const char *name) {
	int len = snprintf(names->all + names->used, sizeof(names->all) - names->used, "%s%s",
		names->count ? ", " : "", name);

	names->used += len > 0 && (size_t)len < sizeof(names->all) - names->used ? (size_t)len : 0;
	names->count++;
}

static enum hl_status not_there(
	const char *what, struct hl_str name, const struct names *names, struct hl_error *err) {
	char shown[40];

	hl_printable(name, shown, sizeof(shown));
	return hl_fail(err, HL_EUSAGE, "no %s is called %s; there %s %s", what, shown,
		names->count == 1 ? "is" : "are", names->all);
}

static enum hl_status take(
	const struct hl_format *found, const struct hl_format **format, struct hl_error *err) {
	*format = found;
	if (found->needs)
		return hl_fail(err, HL_EUSAGE, "this build cannot write %s: it was made without %s",
			found->name, found->needs);
	return HL_OK;
}

enum hl_status hl_format_find(
	struct hl_str name, const struct hl_format **format, struct hl_error *err) {
	struct names names = { 0 };

	*format = NULL;
	for (size_t i = 0; i < hl_formats_len; i++) {
		if (hl_str_eq(name, hl_str_of(hl_formats[i]->name)))
			return take(hl_formats[i], format, err);
		add_name(&names, hl_formats[i]->name);
	}
	return not_there("format", name, &names, err);
}

enum hl_status hl_page_find(
	struct hl_str name, const char *to, const struct hl_format **page, struct hl_error *err) {
	struct names names = { 0 };
	struct names formats = { 0 };

	*page = NULL;
	for (size_t i = 0; i < hl_pages_len; i++) {
		const struct hl_page *at = &hl_pages[i];
		bool is_it = hl_str_eq(name, hl_str_of(at->format->name));

		if (is_it && hl_str_eq(hl_str_of(to), hl_str_of(at->to)))
			return take(at->format, page, err);
		if (is_it)
			add_name(&formats, at->to);
		else if (i == 0 || !hl_str_eq(hl_str_of(at->format->name),
					   hl_str_of(hl_pages[i - 1].format->name)))
			add_name(&names, at->format->name);
	}
	if (formats.count > 0)
		return hl_fail(err, HL_EUSAGE, "--page goes with --to %s", formats.all);
	return not_there("page", name, &names, err);
}

/* --- who takes what --- */

static bool takes(const struct hl_format *format, unsigned what) {
	return (format->takes & what) == what;
}

/* A page is not told beside the format it is written as. */
static bool is_told(const struct hl_page *page, unsigned what) {
	for (size_t i = 0; i < hl_formats_len; i++)
		if (hl_str_eq(hl_str_of(hl_formats[i]->name), hl_str_of(page->to)))
			return takes(hl_formats[i], what);
	return false;
}

/* One page, whose rows of the table stand beside each other; returns where the next one begins. */
static size_t put_page(size_t from, unsigned what, const char *before, struct hl_buf *to) {
	const char *name = hl_pages[from].format->name;
	struct names some = { 0 };
	size_t at = from;

	for (; at < hl_pages_len && strcmp(hl_pages[at].format->name, name) == 0; at++)
		if (takes(hl_pages[at].format, what) && !is_told(&hl_pages[at], what))
			add_name(&some, hl_pages[at].to);
	if (some.count > 0)
		hl_buf_addf(to, "%s%s", before, name);
	if (some.count > 0 && some.count < at - from)
		hl_buf_addf(to, " (%s)", some.all);
	return at;
}

void hl_export_takers(unsigned what, struct hl_buf *to) {
	struct names names = { 0 };
	size_t before;

	for (size_t i = 0; i < hl_formats_len; i++)
		if (takes(hl_formats[i], what))
			add_name(&names, hl_formats[i]->name);
	if (names.count > 0)
		hl_buf_addf(to, "--to %s", names.all);
	before = to->len;
	for (size_t i = 0; i < hl_pages_len;)
		i = put_page(i, what,
			to->len > before  ? ", "
			: names.count > 0 ? " or --page "
					  : "--page ",
			to);
}

const struct hl_format *hl_format_of(struct hl_str file) {
	if (hl_str_ends(file, HL_STR(".gz")))
		file.len -= 3;
	for (size_t i = 0; i < hl_formats_len; i++)
		if (hl_str_ends(file, hl_str_of(hl_formats[i]->suffix)) ||
			(hl_formats[i]->also && hl_str_ends(file, hl_str_of(hl_formats[i]->also))))
			return hl_formats[i];
	return NULL;
}
