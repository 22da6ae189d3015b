/* columns.h - inside lib/paper: the sheet that columns fit on, and where each stands. */
#ifndef HL_PAPER_COLUMNS_H
#define HL_PAPER_COLUMNS_H

#include "paper.h"

struct paper_column {
	double x, width;      /* on the sheet */
	double natural;       /* its widest cell, in a font of 1 point */
	enum paper_face face; /* of its cells */
	bool is_right;        /* they end at the right */
	bool is_used;         /* something is in it */
	bool has_text;        /* something in it is no number: it may be wrapped */
	bool is_below;        /* in a list: it begins another line of cells */
};

struct paper_columns {
	struct paper_column *at;
	size_t len;
	double most;  /* the largest letters; 0: any */
	bool is_list; /* they have no room beside each other: a row is several lines of cells */
};

/* One more of its cells, or its name. Nothing that is replaced is counted. */
void columns_cell(struct paper *paper, struct paper_column *column, struct hl_str cell);
void columns_name(struct paper *paper, struct paper_column *column, struct hl_str name);

/*
 * Upright where that is enough, else lying; smaller letters before broken lines; and where even
 * narrow columns have no room, a list.
 */
void columns_choose(struct paper *paper, struct paper_columns *columns);

/* A cell of @column that begins on line @line of its block. */
struct paper_text columns_text(const struct paper_column *column, size_t line);

#endif
