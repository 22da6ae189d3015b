/*
 * markdown.c - a pipe table, as GitHub reads it.
 *
 * What could begin markup inside a line is escaped; what only could at the beginning of a line
 * stands behind a bar and cannot.
 */
#include "formats.h"
#include "utf8.h"

#include <string.h>

static bool is_word(struct hl_str s, size_t i) {
	return i < s.len && (hl_is_digit(s.at[i]) || hl_is_letter(s.at[i]));
}

/* An underscore inside a word marks nothing up. */
static bool needs_backslash(struct hl_str s, size_t i) {
	if (s.at[i] == '_')
		return i == 0 || !is_word(s, i - 1) || !is_word(s, i + 1);
	if (s.at[i] == ':')
		return i + 1 < s.len && s.at[i + 1] == '/';
	return s.at[i] && strchr("\\`*[]|~$", s.at[i]);
}

static const char *entity_of(char c) {
	return c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : NULL;
}

static void put_ascii(struct hl_export *doc, struct hl_str s, size_t i) {
	char c = s.at[i];

	if (entity_of(c))
		put(doc, entity_of(c));
	else if (c == '\n' || c == '\r')
		put(doc, "<br>");
	else if (c == '\t')
		hl_buf_add_char(&doc->out, ' ');
	else if (utf8_is_control((unsigned char)c))
		put_replacement(doc, &doc->counts.controls);
	else {
		if (needs_backslash(s, i))
			hl_buf_add_char(&doc->out, '\\');
		hl_buf_add_char(&doc->out, c);
	}
}

static void put_cell(struct hl_export *doc, struct hl_str s) {
	put(doc, "| ");
	for (size_t i = 0; i < s.len;) {
		uint32_t point = 0;
		size_t len = utf8_point(s, i, &point);

		if (len == 0)
			put_replacement(doc, &doc->counts.not_utf8);
		else if (len > 1 && utf8_is_control(point))
			put_replacement(doc, &doc->counts.controls);
		else if (len > 1)
			put_str(doc, (struct hl_str){ &s.at[i], len });
		else if (s.at[i] != '\r' || i + 1 == s.len || s.at[i + 1] != '\n')
			put_ascii(doc, s, i);
		i += len ? len : 1;
	}
	if (s.len > 0)
		hl_buf_add_char(&doc->out, ' ');
}

enum hl_status markdown_begin(struct hl_export *doc, struct hl_error *err) {
	(void)err;
	for (size_t i = 0; i < doc->table->len; i++)
		put_cell(doc, doc->table->names[i]);
	put(doc, "|\n");
	for (size_t i = 0; i < doc->table->len; i++)
		put(doc, "| --- ");
	put(doc, "|\n");
	return HL_OK;
}

enum hl_status markdown_row(struct hl_export *doc, const struct hl_row *row, struct hl_error *err) {
	(void)err;
	for (size_t i = 0; i < doc->table->len; i++)
		put_cell(doc, document_cell(doc, row, i));
	put(doc, "|\n");
	return HL_OK;
}
