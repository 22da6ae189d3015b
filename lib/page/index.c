/* index.c - the page that leads to other files: sections, an entry for each thing, its links. */
#include "index.h"

#include "hl/page.h"

#include <stdio.h>

extern const char hl_embed_base_css[];
extern const size_t hl_embed_base_css_len;
extern const char hl_embed_index_css[];
extern const size_t hl_embed_index_css_len;

static void put_head(const struct index *index) {
	const struct html_part styles[] = { { hl_embed_base_css, hl_embed_base_css_len },
		{ hl_embed_index_css, hl_embed_index_css_len } };
	struct hl_export *doc = index->doc;
	const struct html_part style = html_join(doc, styles, HL_LEN(styles));
	struct hl_str title = doc->title.len ? doc->title : HL_STR("Index");
	char day[HL_TIME_ROOM];

	day[hl_day_print(doc->options->work_day, day)] = '\0';
	html_put_head(doc, &style, NULL);
	hl_put(doc, "<title>");
	html_put(doc, title);
	hl_buf_addf(&doc->out, ", %s</title>\n<style>", day);
	hl_put_str(doc, (struct hl_str){ style.bytes, style.len });
	hl_put(doc, "</style>\n</head>\n<body>\n<header class=\"head\">\n<h1>");
	html_put_bdi(doc, title);
	hl_put(doc, "</h1>\n<dl class=\"facts\">\n<div><dt>Work date</dt><dd>");
	html_put_weekday(doc, doc->options->work_day);
	hl_put(doc, "</dd></div>\n<div><dt>Data as of</dt><dd>");
	html_put_as_of(doc);
	hl_put(doc, "</dd></div>\n</dl>\n</header>\n<main>\n");
}

static void put_number(struct hl_export *doc, size_t number, const char *what) {
	char text[32];

	(void)snprintf(text, sizeof(text), "%zu", number);
	index_put_count(doc, hl_str_of(text));
	hl_buf_addf(&doc->out, " %s", what);
}

/* "391 accounts in 11 queues, 109 held back, 500 in all; 31 entries, 83 files" */
static void put_end(const struct index *index) {
	struct hl_export *doc = index->doc;
	size_t rows = doc->counts.rows;
	size_t files = 0;

	for (size_t i = 0; i < rows; i++)
		files += index->lines[i].cells[FILE_NAME].len > 0;
	hl_put(doc, "</main>\n<footer class=\"end\">\n<p><strong>END</strong> Complete: ");
	index_put_sums(index);
	put_number(doc, index->entries_len, index->entries_len == 1 ? "entry" : "entries");
	hl_put(doc, ", ");
	put_number(doc, files, files == 1 ? "file" : "files");
	if (doc->options->run.len > 0) {
		hl_put(doc, "; run ");
		html_put_bdi(doc, hl_str_trim(doc->options->run));
	}
	hl_put(doc, "</p>\n<p>Confidential: personal and account data behind these links.</p>\n"
		    "</footer>\n</body>\n</html>\n");
}

static enum hl_status index_end(struct hl_export *doc, struct hl_error *err) {
	struct index index = { .doc = doc, .places = doc->options->bound };
	enum hl_status status = HL_OK;

	index_put_in_order(&index);
	put_head(&index);
	if (doc->counts.rows == 0)
		hl_put(doc, "<p class=\"empty\">Nothing is listed here.</p>\n");
	for (size_t i = 0; i < index.sections_len && status == HL_OK; i++) {
		status = index_put_section(&index, i, err);
		if (status == HL_OK)
			status = hl_export_spill(doc, err);
	}
	put_end(&index);
	return status;
}

const struct hl_format hl_index_html = {
	.name = "index",
	.suffix = ".html",
	.takes = HL_TAKES_OF_INDEX,
	.help = "links to other files, in sections, with counts and sums",
	.begin = hl_format_begin_held,
	.row = hl_format_row_held,
	.end = index_end,
	.bind = index_bind,
};
