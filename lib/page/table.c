/* table.c - the page that is one table. */
#include "hl/page.h"
#include "html.h"

extern const char hl_embed_table_css[];
extern const size_t hl_embed_table_css_len;

static enum hl_status html_begin(struct hl_export *doc, struct hl_error *err) {
	const struct html_part style = { hl_embed_table_css, hl_embed_table_css_len };
	struct hl_str title = doc->title.len ? doc->title : HL_STR("Table");

	(void)err;
	html_put_head(doc, &style, NULL);
	hl_put(doc, "<title>");
	html_put(doc, title);
	hl_put(doc, "</title>\n<style>");
	hl_put_str(doc, (struct hl_str){ style.bytes, style.len });
	hl_put(doc, "</style>\n</head>\n<body>\n<main>\n<h1>");
	html_put_bdi(doc, title);
	hl_put(doc,
		"</h1>\n<div class=\"wide\" role=\"region\" aria-label=\"Rows\" tabindex=\"0\">\n"
		"<table>\n<thead>\n<tr>");
	for (size_t i = 0; i < doc->table->len; i++) {
		hl_put(doc, "<th scope=\"col\">");
		html_put_bdi(doc, doc->table->names[i]);
		hl_put(doc, "</th>");
	}
	hl_put(doc, "</tr>\n</thead>\n<tbody>\n");
	return HL_OK;
}

static enum hl_status html_row(
	struct hl_export *doc, const struct hl_row *row, struct hl_error *err) {
	(void)err;
	hl_put(doc, "<tr>");
	for (size_t i = 0; i < doc->table->len; i++) {
		hl_put(doc, "<td>");
		html_put_bdi(doc, hl_export_cell(doc, row, i));
		hl_put(doc, "</td>");
	}
	hl_put(doc, "</tr>\n");
	return HL_OK;
}

static enum hl_status html_end(struct hl_export *doc, struct hl_error *err) {
	size_t rows = doc->counts.rows;

	(void)err;
	hl_put(doc, "</tbody>\n</table>\n</div>\n<p class=\"end\"><strong>END</strong> ");
	hl_buf_addf(&doc->out, "%zu row%s</p>\n</main>\n</body>\n</html>\n", rows,
		rows == 1 ? "" : "s");
	return HL_OK;
}

const struct hl_format hl_html = {
	.name = "html",
	.suffix = ".html",
	.also = ".htm",
	.takes = HL_TAKES_TITLE | HL_TAKES_FEW,
	.help = "a page with a table, or what --page says",
	.begin = html_begin,
	.row = html_row,
	.end = html_end,
	.is_by_row = true,
};
