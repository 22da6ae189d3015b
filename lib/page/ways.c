/* ways.c - links from a page to others. */
#include "hl/guide.h"
#include "html.h"

void html_put_href(struct hl_export *doc, struct hl_str path) {
	hl_put(doc, " href=\"");
	hl_link_put(&doc->out, path);
	hl_put(doc, "\"");
}

static void put_way(struct hl_export *doc, const struct hl_link *link) {
	/* A page is called what it is, and does not lead to itself. */
	if (hl_str_same(link->words, hl_str_of(doc->format->name)))
		return;
	hl_put(doc, "<a");
	html_put_href(doc, link->path);
	hl_put(doc, ">");
	html_put_bdi(doc, link->words);
	hl_put(doc, "</a>\n");
}

void html_put_ways(struct hl_export *doc, struct hl_str column, struct hl_str value) {
	const struct hl_link *link = hl_links_about(doc->options->links, column, value);
	size_t before = doc->out.len;
	size_t begun;

	hl_put(doc, "<nav class=\"ways\" aria-label=\"Other pages\">\n");
	begun = doc->out.len;
	if (doc->options->home.len > 0) {
		hl_put(doc, "<a");
		html_put_href(doc, doc->options->home);
		hl_put(doc, ">All pages</a>\n");
	}
	for (; link; link = link->next)
		put_way(doc, link);
	if (doc->out.len == begun)
		doc->out.len = before;
	else
		hl_put(doc, "</nav>\n");
}
