/*
 * markdown.c - a pipe table, as GitHub reads it.
 *
 * What could begin markup inside a line is escaped; what only could at the beginning of a line
 * stands behind a bar and cannot.
 */
#include "hl/format.h"
#include "hl/unicode.h"

#include <string.h>

static bool is_word(struct hl_str s, size_t i) {
	return i < s.len && (hl_is_digit(s.at[i]) || hl_is_letter(s.at[i]));
}

/* "www." begins a link by itself. */
static bool is_www(struct hl_str s, size_t dot) {
	return dot >= 3 && hl_str_same((struct hl_str){ s.at + dot - 3, 3 }, HL_STR("www"));
}

/* An underscore inside a word marks nothing up. */
static bool needs_backslash(struct hl_str s, size_t i) {
	if (s.at[i] == '_')
		return i == 0 || !is_word(s, i - 1) || !is_word(s, i + 1);
	if (s.at[i] == ':')
		return i + 1 < s.len && s.at[i + 1] == '/';
	if (s.at[i] == '.')
		return is_www(s, i);
	return s.at[i] && strchr("\\`*[]|~$", s.at[i]);
}

/*
 * "@" where an address goes on: GitHub looks for addresses (and people) when all escapes are read,
 * inside one text each. A comment, of which nothing is seen, makes it two.
 */
static bool is_at(struct hl_str s, size_t i) {
	return s.at[i] == '@' && i + 1 < s.len &&
	       (is_word(s, i + 1) || (s.at[i + 1] && strchr(".-_", s.at[i + 1])));
}

static const char *entity_of(char c) {
	return c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : NULL;
}

static void put_ascii(struct hl_export *doc, struct hl_str s, size_t i) {
	char c = s.at[i];

	if (entity_of(c))
		hl_put(doc, entity_of(c));
	else if (c == '\n' || c == '\r')
		hl_put(doc, "<br>");
	else if (c == '\t')
		hl_buf_add_char(&doc->out, ' ');
	else if (hl_utf8_is_control((unsigned char)c))
		hl_put_replacement(doc, &doc->counts.controls);
	else {
		if (needs_backslash(s, i))
			hl_buf_add_char(&doc->out, '\\');
		hl_buf_add_char(&doc->out, c);
		hl_put(doc, is_at(s, i) ? "<!-- -->" : "");
	}
}

static void put_cell(struct hl_export *doc, struct hl_str s) {
	hl_put(doc, "| ");
	for (size_t i = 0; i < s.len;) {
		uint32_t point = 0;
		size_t len = hl_utf8_point(s, i, &point);

		if (len == 0)
			hl_put_replacement(doc, &doc->counts.not_utf8);
		else if (len > 1 && hl_utf8_is_control(point))
			hl_put_replacement(doc, &doc->counts.controls);
		else if (len > 1)
			hl_put_str(doc, (struct hl_str){ &s.at[i], len });
		else if (s.at[i] != '\r' || i + 1 == s.len || s.at[i + 1] != '\n')
			put_ascii(doc, s, i);
		i += len ? len : 1;
	}
	if (s.len > 0)
		hl_buf_add_char(&doc->out, ' ');
}

static enum hl_status markdown_begin(struct hl_export *doc, struct hl_error *err) {
	(void)err;
	for (size_t i = 0; i < doc->table->len; i++)
		put_cell(doc, doc->table->names[i]);
	hl_put(doc, "|\n");
	for (size_t i = 0; i < doc->table->len; i++)
		hl_put(doc, "| --- ");
	hl_put(doc, "|\n");
	return HL_OK;
}

static enum hl_status markdown_row(
	struct hl_export *doc, const struct hl_row *row, struct hl_error *err) {
	(void)err;
	for (size_t i = 0; i < doc->table->len; i++)
		put_cell(doc, hl_export_cell(doc, row, i));
	hl_put(doc, "|\n");
	return HL_OK;
}

const struct hl_format hl_markdown = {
	.name = "markdown",
	.suffix = ".md",
	.takes = HL_TAKES_FEW,
	.help = "a pipe table",
	.begin = markdown_begin,
	.row = markdown_row,
	.end = hl_format_end_plain,
	.is_by_row = true,
};
