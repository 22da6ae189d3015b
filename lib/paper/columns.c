/* columns.c - the sheet that columns fit on, and where each stands. */
#include "columns.h"

/* Points between two columns; nothing that is wrapped is narrower than NARROW. */
enum { BETWEEN = 8, BETWEEN_MOST = 12, NARROW = 40 };

/* Cells of one part beside each other, in a list. */
enum { ABREAST = 4 };

/* A text of more letters' sizes is wrapped on any sheet, a name of a column of more of them too. */
enum { LONG = 30, LONG_NAME = 6 };

static const double sizes[] = { 9, 8, 7 };

/* --- how wide they would be --- */

void columns_cell(struct paper *paper, struct paper_column *column, struct hl_str cell) {
	double natural;

	if (cell.len == 0)
		return;
	natural = paper_measure(paper, column->face, cell);
	if (natural > column->natural)
		column->natural = natural;
	column->is_used = true;
	column->has_text = column->has_text || !hl_is_amount(cell);
}

/* A long name is wrapped rather than that it makes a column of small numbers wide. */
void columns_name(struct paper *paper, struct paper_column *column, struct hl_str name) {
	double natural = paper_measure(paper, PAPER_BOLD, name);

	if (natural > LONG_NAME)
		natural = natural / 2 < LONG_NAME ? LONG_NAME : natural / 2;
	if (natural > column->natural)
		column->natural = natural;
}

/* --- how wide they are --- */

/* At most @most, where it is not only numbers: those are never broken. */
static double width_of(const struct paper_column *column, double size, double most) {
	double width = column->natural * size + 1;

	return width < most || (column->is_used && !column->has_text) ? width : most;
}

static double sum_of(const struct paper_columns *columns, double size, double most) {
	double sum = 0;

	for (size_t i = 0; i < columns->len; i++)
		sum += (i ? BETWEEN : 0) + width_of(&columns->at[i], size, most);
	return sum;
}

/* The widest that texts may be to have room beside each other. */
static double most_of(const struct paper_columns *columns, double size, double room) {
	double low = NARROW;
	double high = room;

	if (sum_of(columns, size, high) <= room)
		return high;
	for (int halved = 0; halved < 40; halved++) {
		double middle = (low + high) / 2;

		if (sum_of(columns, size, middle) <= room)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static void place(struct paper *paper, struct paper_columns *columns) {
	double most = most_of(columns, paper->size, paper->width);
	double spare = paper->width - sum_of(columns, paper->size, most);
	double between = columns->len > 1 ? BETWEEN + spare / (double)(columns->len - 1) : 0;
	double x = 0;

	if (between > BETWEEN_MOST)
		between = BETWEEN_MOST;

	for (size_t i = 0; i < columns->len; i++) {
		struct paper_column *column = &columns->at[i];

		column->x = x;
		column->width = width_of(column, paper->size, most);
		x += column->width + between;
	}
}

/* In how many of the list's parts of a line, each @part wide, it has room; in one at least. */
static size_t parts_of(const struct paper_column *column, double size, double part) {
	double wide = (column->natural * size + 1 + BETWEEN) / (part + BETWEEN);
	size_t parts = 1;

	while (parts < ABREAST && (double)parts < wide)
		parts++;
	return parts;
}

/* Lines are cut into parts of one width, and what is long has several: cells stand below others. */
static void place_list(struct paper *paper, struct paper_columns *columns) {
	double part = (paper->width - BETWEEN * (ABREAST - 1)) / ABREAST;
	size_t taken = 0;

	columns->is_list = true;
	for (size_t i = 0; i < columns->len; i++) {
		struct paper_column *column = &columns->at[i];
		size_t parts = parts_of(column, paper->size, part);

		column->is_below = taken + parts > ABREAST;
		taken = column->is_below ? 0 : taken;
		column->x = (double)taken * (part + BETWEEN);
		column->width = (double)parts * (part + BETWEEN) - BETWEEN;
		column->is_right = false;
		taken += parts;
	}
}

static bool is_too_large(const struct paper_columns *columns, double size) {
	return columns->most > 0 && size > columns->most;
}

void columns_choose(struct paper *paper, struct paper_columns *columns) {
	const double least = sizes[HL_LEN(sizes) - 1];

	for (size_t i = 0; i < HL_LEN(sizes); i++)
		for (int is_wide = 0; is_wide <= 1; is_wide++) {
			if (is_too_large(columns, sizes[i]) ||
				sum_of(columns, sizes[i], LONG * sizes[i]) >
					paper_width(paper, is_wide))
				continue;
			paper_choose(paper, sizes[i], is_wide);
			place(paper, columns);
			return;
		}
	if (sum_of(columns, least, NARROW) <= paper_width(paper, true)) {
		paper_choose(paper, least, true);
		place(paper, columns);
		return;
	}
	paper_choose(paper, sizes[1], false);
	place_list(paper, columns);
}

struct paper_text columns_text(const struct paper_column *column, size_t line) {
	return (struct paper_text){ .face = column->face,
		.is_right = column->is_right,
		.x = column->x,
		.width = column->width,
		.line = line };
}
