/* text.c - plain text of 80 columns, for a person. */
#include "hl/text.h"

#include "hl/value.h"

enum {
	COLUMNS = 80,
	WHAT = 2,
	ABOUT = 30,
	ABOUT_END = 55,
	GIVES_END = 67,
	TOTAL_END = 79,
	MORE = 6
};

/* Columns are characters here: nearly all take one. */
static size_t width(struct hl_str text) {
	size_t columns = 0;

	for (size_t i = 0; i < text.len; i++)
		columns += ((unsigned char)text.at[i] & 0xc0) != 0x80;
	return columns;
}

/* How many bytes the first @columns characters take. */
static size_t bytes_of(struct hl_str text, size_t columns) {
	size_t i = 0;

	while (i < text.len && (columns > 0 || ((unsigned char)text.at[i] & 0xc0) == 0x80)) {
		columns -= ((unsigned char)text.at[i] & 0xc0) != 0x80;
		i++;
	}
	return i;
}

/* Where the line is. */
static size_t column_of(const struct hl_buf *to) {
	size_t begun = to->len;

	while (begun > 0 && to->at[begun - 1] != '\n')
		begun--;
	return begun == to->len ? 0 : width((struct hl_str){ to->at + begun, to->len - begun });
}

/* Control characters of ASCII, and those that UTF-8 spells as 0xc2 0x80 to 0xc2 0x9f. */
static void put_clean(struct hl_buf *to, struct hl_str text) {
	char *at = hl_buf_room(to, text.len + 1);

	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.at[i];
		unsigned char next = i + 1 < text.len ? (unsigned char)text.at[i + 1] : 0;

		if (c == 0xc2 && next >= 0x80 && next < 0xa0) {
			*at++ = ' ';
			i++;
		} else {
			*at++ = (char)(c < ' ' || c == 0x7f ? ' ' : c);
		}
	}
	to->len = (size_t)(at - to->at);
}

static void put_blanks(struct hl_buf *to, size_t len) {
	for (size_t i = 0; i < len; i++)
		hl_buf_add_char(to, ' ');
}

void hl_text_pad(struct hl_buf *to, size_t column) {
	size_t at = column_of(to);

	put_blanks(to, at < column ? column - at : at > 0);
}

void hl_text_number(struct hl_buf *to, int64_t number) {
	to->len += hl_dec_print(number, hl_buf_room(to, HL_DEC_ROOM));
}

static void new_line(struct hl_buf *to, size_t indent) {
	hl_buf_add_char(to, '\n');
	put_blanks(to, indent);
}

/* One word; one that no line would hold is cut. */
static void put_word(struct hl_buf *to, size_t indent, struct hl_str word) {
	size_t at = column_of(to);
	bool is_first = at == 0 || to->at[to->len - 1] == ' ';
	size_t cut;

	if (at + !is_first + width(word) > COLUMNS && at > indent) {
		new_line(to, indent);
		is_first = true;
	}
	if (!is_first)
		hl_buf_add_char(to, ' ');
	while ((cut = bytes_of(word, COLUMNS - indent)) < word.len) {
		put_clean(to, (struct hl_str){ word.at, cut });
		word = (struct hl_str){ word.at + cut, word.len - cut };
		new_line(to, indent);
	}
	put_clean(to, word);
}

static void put_words(struct hl_buf *to, size_t indent, struct hl_str text) {
	while (text.len > 0) {
		struct hl_str word = hl_str_cut(&text, ' ');

		if (word.len > 0)
			put_word(to, indent, word);
	}
}

void hl_text_lines(struct hl_buf *to, size_t indent, struct hl_str text) {
	put_words(to, indent, text);
	hl_buf_add_char(to, '\n');
}

static void put_right(struct hl_buf *to, size_t end, struct hl_str number) {
	if (number.len == 0)
		return;
	hl_text_pad(to, end > number.len ? end - number.len : 0);
	hl_buf_add(to, number);
}

void hl_text_row(struct hl_buf *to, const struct hl_text_row *row) {
	bool is_near = width(row->about) <= ABOUT_END - ABOUT && width(row->what) < ABOUT - WHAT;

	put_blanks(to, WHAT);
	put_words(to, WHAT, row->what);
	if (column_of(to) > ABOUT_END)
		new_line(to, WHAT);
	if (is_near && row->about.len) {
		hl_text_pad(to, ABOUT);
		put_clean(to, row->about);
	}
	put_right(to, GIVES_END, row->gives);
	put_right(to, TOTAL_END, row->total);
	hl_buf_add_char(to, '\n');
	if (is_near || row->about.len == 0)
		return;
	put_blanks(to, MORE);
	hl_text_lines(to, MORE, row->about);
}
