/* html.h - inside lib/page: texts and parts that every page has. */
#ifndef HL_PAGE_HTML_H
#define HL_PAGE_HTML_H

#include "hl/document.h"

/*
 * @s made safe for text and for a double-quoted attribute alike; what is no UTF-8 and control
 * characters but TAB and LF become U+FFFD and are counted.
 */
void html_put(struct hl_export *doc, struct hl_str s);

/* As html_put, with each "_" written as a blank. */
void html_put_words(struct hl_export *doc, struct hl_str s);

/*
 * A code of hl-gate in words, the code small behind them; one that nobody knows as html_put_words
 * has it, inside <bdi>.
 */
void html_put_reason(struct hl_export *doc, struct hl_str code);

/* As html_put, inside <bdi>: what is written from right to left cannot reorder what is around. */
void html_put_bdi(struct hl_export *doc, struct hl_str s);

/* A file that was built in (see EMBED in the Makefile). */
struct html_part {
	const char *bytes;
	size_t len;
};

/* Several as one, in the document's arena. */
struct html_part html_join(struct hl_export *doc, const struct html_part *parts, size_t len);

/* "2026-03-01 23:59 UTC-05:00": --as-of by the clocks of the zone. */
void html_put_as_of(struct hl_export *doc);

/* "Mon 2026-03-02" */
void html_put_weekday(struct hl_export *doc, int64_t day);

/* ' href="../index.html"': a path from the page to a file. */
void html_put_href(struct hl_export *doc, struct hl_str path);

/*
 * Where else to go, for a screen: the page that lists all, and pages about @value of @column but
 * for this one; nothing where there is none.
 */
void html_put_ways(struct hl_export *doc, struct hl_str column, struct hl_str value);

/*
 * Up to the title: the encoding, the policy that allows @style and @script (NULL: none) and nothing
 * else, what keeps a browser from helping.
 */
void html_put_head(
	struct hl_export *doc, const struct html_part *style, const struct html_part *script);

#endif
