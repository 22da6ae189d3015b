/* xlsx_text.c - texts that a workbook can hold: what XML cannot, names of sheets, page headers. */
#include "xlsx.h"

#include "hl/unicode.h"

/* _xHHHH_ stands for a character: the library writes control characters so. */
static bool is_escape(struct hl_str text, size_t i) {
	if (text.len - i < 7 || text.at[i + 1] != 'x' || text.at[i + 6] != '_')
		return false;
	for (size_t k = i + 2; k < i + 6; k++) {
		char c = hl_lower(text.at[k]);

		if (!hl_is_digit(c) && (c < 'a' || c > 'f'))
			return false;
	}
	return true;
}

/* One character, or a byte that is none; returns its length. */
static size_t spell_one(struct hl_export *doc, struct hl_str text, size_t i) {
	uint32_t point = 0;
	size_t len = hl_utf8_point(text, i, &point);

	if (len == 0)
		hl_put_replacement(doc, &doc->counts.not_utf8);
	else if (point == 0xfffe || point == 0xffff)
		hl_put_replacement(doc, &doc->counts.controls);
	else if (text.at[i] == '_' && is_escape(text, i))
		hl_put(doc, "_x005F_");
	else
		hl_put_str(doc, (struct hl_str){ text.at + i, len });
	return len ? len : 1;
}

static bool is_plain(char c) {
	return (unsigned char)c < 0x80 && c != '_';
}

void xlsx_spell(struct hl_export *doc, struct hl_str text) {
	for (size_t i = 0; i < text.len;) {
		size_t from = i;

		while (i < text.len && is_plain(text.at[i]))
			i++;
		hl_put_str(doc, (struct hl_str){ text.at + from, i - from });
		if (i < text.len)
			i += spell_one(doc, text, i);
	}
}

/* A character beyond U+FFFF counts as two, a control character as the seven it is written as. */
bool xlsx_is_too_long(struct hl_str spelled) {
	size_t units = 0;

	for (size_t i = 0; i < spelled.len;) {
		uint32_t point = 0;
		size_t len = hl_utf8_point(spelled, i, &point);

		units += point > 0xffff ? 2 : 1;
		if (point < 0x20 && point != '\t' && point != '\n')
			units += 6;
		i += len;
	}
	return units > XLSX_CHARS;
}

/* --- where only what can be seen may stand --- */

/* The character at @text.at[*i], which moves behind it; what cannot be seen is a blank. */
static struct hl_str visible(struct hl_str text, size_t *i, uint32_t *point) {
	size_t len = hl_utf8_point(text, *i, point);
	struct hl_str one = { text.at + *i, len };

	*i += len ? len : 1;
	if (len == 0)
		return HL_UTF8_REPLACEMENT;
	if (hl_utf8_is_control(*point) || hl_is_invisible(*point) || *point == 0xfffe ||
		*point == 0xffff)
		return HL_STR(" ");
	return one;
}

enum { NAME_CHARS = 31 };

static bool is_forbidden(struct hl_str one) {
	static const char forbidden[] = "[]:*?/\\";

	for (size_t i = 0; i < sizeof(forbidden) - 1; i++)
		if (one.len == 1 && one.at[0] == forbidden[i])
			return true;
	return false;
}

void xlsx_sheet_name(struct hl_buf *to, struct hl_str text, struct hl_str otherwise) {
	size_t before = to->len;
	size_t units = 0;

	for (size_t i = 0; i < text.len;) {
		uint32_t point = 0;
		struct hl_str one = visible(text, &i, &point);

		units += one.len > 3 ? 2 : 1;
		if (units > NAME_CHARS)
			break;
		/* No apostrophe at either end. */
		if (is_forbidden(one) || (one.at[0] == '\'' && to->len == before))
			one = HL_STR("-");
		hl_buf_add(to, one);
	}
	if (to->len > before && to->at[to->len - 1] == '\'')
		to->at[to->len - 1] = '-';
	if (hl_str_trim((struct hl_str){ to->at + before, to->len - before }).len == 0) {
		to->len = before;
		hl_buf_add(to, otherwise);
	}
	/* A name that the program keeps for itself. */
	if (hl_str_same((struct hl_str){ to->at + before, to->len - before }, HL_STR("history")))
		hl_buf_add_char(to, '-');
}

void xlsx_put_running(struct hl_buf *to, struct hl_str text, size_t most) {
	for (size_t i = 0; i < text.len && most > 0;) {
		uint32_t point = 0;
		struct hl_str one = visible(text, &i, &point);
		size_t needed = one.at[0] == '&' || one.len > 3 ? 2 : 1;

		if (needed > most)
			break;
		most -= needed;
		hl_buf_add(to, one.at[0] == '&' ? HL_STR("&&") : one);
	}
}
