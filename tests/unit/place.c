/* place.c - a mistake in a cell is told at the line and byte where the cell begins. */
#include "hl/table.h"

#include <stdio.h>
#include <string.h>

#define TEXT(literal)                                                                              \
	{ literal, sizeof(literal) - 1 }

static const struct {
	struct hl_str raw;
	char delim;
	size_t column;
	size_t line, byte; /* of a record that begins in line 7 */
} cases[] = {
	{ TEXT("a,b,c"), ',', 0, 7, 1 },
	{ TEXT("a,b,c"), ',', 1, 7, 3 },
	{ TEXT("a,b,c"), ',', 2, 7, 5 },
	{ TEXT(",,"), ',', 1, 7, 2 },
	{ TEXT(",,"), ',', 2, 7, 3 },
	{ TEXT("\"a,b\",c"), ',', 1, 7, 7 },
	{ TEXT("\"a\"\",b\",c"), ',', 1, 7, 9 },
	{ TEXT("\"\"\"\",c"), ',', 1, 7, 6 },
	{ TEXT("\"\",\"\",c"), ',', 2, 7, 7 },
	{ TEXT("\"a\nb\",c"), ',', 1, 8, 4 },
	{ TEXT("\"a\r\nb\",c"), ',', 1, 8, 4 },
	{ TEXT("\"a\rb\",c"), ',', 1, 8, 4 },
	{ TEXT("\"a\n\n\",\"\n\",c"), ',', 1, 9, 3 },
	{ TEXT("\"a\n\n\",\"\n\",c"), ',', 2, 10, 3 },
	{ TEXT("a\"b,c"), ',', 1, 7, 5 }, /* malformed, and still a place */
	{ TEXT("a;b,c;d"), ';', 1, 7, 3 },
	{ TEXT("a\t\"b\tc\"\td"), '\t', 2, 7, 6 },
	{ TEXT("a,b"), ',', 5, 7, 4 }, /* a cell that is not there: the end */
	{ TEXT("a,b"), ',', HL_NO_COLUMN, 7, 0 },
};

int main(void) {
	static const struct hl_str names[] = { TEXT("id"), TEXT("b\x1b") };
	const struct hl_header header = { .names = names, .len = HL_LEN(names) };
	int failed = 0;

	for (size_t i = 0; i < HL_LEN(cases); i++) {
		struct hl_row row = { .file = "f",
			.line = 7,
			.raw = cases[i].raw,
			.dialect = hl_dialect_of(cases[i].delim) };
		struct hl_error err = { .text = "kept" };
		const char *name = cases[i].column == 0   ? "id"
				   : cases[i].column == 1 ? "b\\x1b"
				   : cases[i].column == 2 ? "column 3"
				   : cases[i].column == 5 ? "column 6"
							  : "";

		if (hl_row_fail(&row, &header, cases[i].column, HL_EDATA, &err) != HL_EDATA ||
			err.line != cases[i].line || err.byte != cases[i].byte ||
			strcmp(err.column, name) != 0 || strcmp(err.text, "kept") != 0) {
			printf("not ok place: %s: column %zu at %zu:%zu, %s\n", cases[i].raw.at,
				cases[i].column, err.line, err.byte, err.column);
			failed = 1;
		}
	}
	return failed;
}
