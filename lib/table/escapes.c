/* escapes.c - cells of TSV with backslashes back to the bytes they stand for. */
#include "cut.h"

/* What a backslash and @code stand for together; NUL: the backslash stands for itself. */
static char unescape(char code) {
	switch (code) {
	case 't':
		return '\t';
	case 'n':
		return '\n';
	case 'r':
		return '\r';
	case '\\':
		return '\\';
	default:
		return '\0';
	}
}

static void keep_unescaped(struct cut *cut, struct hl_str cell) {
	for (size_t i = 0; i < cell.len; i++) {
		char c = cell.at[i];
		char stands_for = '\0';

		if (c == '\\' && i + 1 < cell.len)
			stands_for = unescape(cell.at[i + 1]);
		if (stands_for) {
			c = stands_for;
			i++;
		}
		hl_buf_add_char(&cut->text, c);
	}
	cut_keep_cell(cut, (struct hl_str){ NULL, 0 });
}

void escapes_decode(struct cut *cut, struct hl_row *row) {
	cut_forget_cells(cut);
	for (size_t i = 0; i < row->len; i++)
		keep_unescaped(cut, hl_cell(row, i));
	cut_keep_row(cut, row);
}
