/*
 * formats.c - the formats and the pages there are.
 *
 * To add one: its file, its row here, an .It in hl-export(1) and tests in hl-export.bats.
 */
#include "formats.h"

#include <stdio.h>

const struct hl_format hl_formats[] = {
	{ "csv", ".csv", "RFC 4180, quoted where needed", csv_begin, csv_row, format_end_plain,
		NULL, true, NULL },
	{ "tsv", ".tsv", "tab-separated, \\t \\n \\r \\\\ escaped", tsv_begin, tsv_row,
		format_end_plain, NULL, true, NULL },
	{ "json", ".json", "an array of objects, every cell a string", json_begin, json_row,
		json_end, NULL, true, "," },
	{ "jsonl", ".jsonl", "an object a line, every cell a string", jsonl_begin, jsonl_row,
		format_end_plain, NULL, true, NULL },
	{ "markdown", ".md", "a pipe table", markdown_begin, markdown_row, format_end_plain, NULL,
		true, NULL },
	{ "text", ".txt", "aligned, for a terminal or a printer", text_begin, text_row, text_end,
		NULL, false, NULL },
	{ "html", ".html", "a page with a table, or what --page says", html_begin, html_row,
		html_end, NULL, true, NULL },
	{ "prometheus", ".prom", "gauges of figures, for a node_exporter", prometheus_begin,
		prometheus_row, prometheus_end, prometheus_bind, false, NULL },
};
const size_t hl_formats_len = HL_LEN(hl_formats);

const struct hl_format hl_pages[] = {
	{ "queue", ".html", "the work queue of a collector, a card for each account",
		format_begin_held, format_row_held, queue_end, queue_bind, false, NULL },
};
const size_t hl_pages_len = HL_LEN(hl_pages);

enum hl_status format_end_plain(struct hl_export *doc, struct hl_error *err) {
	(void)doc;
	(void)err;
	return HL_OK;
}

enum hl_status format_begin_held(struct hl_export *doc, struct hl_error *err) {
	return format_end_plain(doc, err);
}

enum hl_status format_row_held(
	struct hl_export *doc, const struct hl_row *row, struct hl_error *err) {
	(void)err;
	for (size_t i = 0; i < doc->table->len; i++)
		held_add(&doc->held, document_cell(doc, row, i));
	return HL_OK;
}

struct registry {
	const char *what; /* "format" */
	const struct hl_format *rows;
	size_t len;
};

static enum hl_status find(const struct registry *registry, struct hl_str name,
	const struct hl_format **found, struct hl_error *err) {
	char all[200] = "";
	char shown[40];
	size_t used = 0;

	for (size_t i = 0; i < registry->len; i++) {
		int len = snprintf(all + used, sizeof(all) - used, "%s%s", i ? ", " : "",
			registry->rows[i].name);

		*found = &registry->rows[i];
		if (hl_str_eq(name, hl_str_of(registry->rows[i].name)))
			return HL_OK;
		used += len > 0 && (size_t)len < sizeof(all) - used ? (size_t)len : 0;
	}
	*found = NULL;
	hl_printable(name, shown, sizeof(shown));
	return hl_fail(err, HL_EUSAGE, "no %s is called %s; there %s %s", registry->what, shown,
		registry->len == 1 ? "is" : "are", all);
}

enum hl_status hl_format_find(
	struct hl_str name, const struct hl_format **format, struct hl_error *err) {
	const struct registry registry = { "format", hl_formats, hl_formats_len };

	return find(&registry, name, format, err);
}

enum hl_status hl_page_find(
	struct hl_str name, const struct hl_format **page, struct hl_error *err) {
	const struct registry registry = { "page", hl_pages, hl_pages_len };

	return find(&registry, name, page, err);
}

const struct hl_format *hl_format_of(struct hl_str file) {
	if (hl_str_ends(file, HL_STR(".gz")))
		file.len -= 3;
	for (size_t i = 0; i < hl_formats_len; i++)
		if (hl_str_ends(file, hl_str_of(hl_formats[i].suffix)))
			return &hl_formats[i];
	return NULL;
}
