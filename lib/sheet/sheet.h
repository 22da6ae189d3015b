/*
 * sheet.h - inside lib/sheet: rows on their way to a library that wants typed cells.
 *
 * Workers find out what each cell is and spell it (cell.c, sheet.c); that is bytes, which come in
 * the order of the rows to one who reads them again and calls the library, a row at a time. What
 * the first rows show decides about columns (columns.c).
 */
#ifndef HL_SHEET_SHEET_H
#define HL_SHEET_SHEET_H

#include "hl/sheet.h"

/* --- cells --- */

enum sheet_kind {
	SHEET_EMPTY,
	SHEET_TEXT,
	SHEET_CODE,   /* text: digits that are no number, like 007, or too many of them */
	SHEET_NUMBER, /* value / 10^decimals, which a double holds as it is printed */
	SHEET_DATE,   /* value: days since 1970 */
	SHEET_TIME    /* value: milliseconds since 1970 on the clock that was read */
};

enum { SHEET_NO_OFFSET = INT16_MAX, SHEET_UTC = INT16_MAX - 1 };

struct sheet_cell {
	int64_t value;
	uint32_t len;     /* of the text */
	int16_t offset;   /* of a time: minutes east of UTC, or one of the two above: none, a Z */
	uint8_t kind;     /* enum sheet_kind */
	uint8_t decimals; /* of a number, or of the seconds of a time */
	const char *text; /* as the format spells it, a NUL behind it */
};

enum { SHEET_DIGITS = 15, SHEET_INTEGER_DIGITS = 11 };

/* What @text is; all members but len and text. */
void sheet_cell_read(struct hl_str text, enum hl_date_order order, struct sheet_cell *cell);

/* --- columns --- */

/* What a page makes of a row, for a column, appended to @to. */
#define SHEET_MAKE(name)                                                                           \
	void name(const struct hl_export *doc, const struct hl_row *row, size_t column,            \
		struct hl_buf *to)

struct sheet_column {
	struct hl_str name;  /* of the exported column */
	struct hl_str head;  /* what stands over it, if not its name */
	size_t column;       /* of the input; HL_NO_COLUMN: none, it is blank or made */
	SHEET_MAKE((*make)); /* NULL: the cell itself */
	bool is_key;         /* text, whatever it looks like */
	bool is_money, is_tier;
	/* Where a page asks for it. */
	bool is_balance, has_links, is_wrapped, is_clock, is_narrow;
	bool is_head;        /* who it is: it stays when others move */
	uint8_t least, most; /* of its width; 0: what every column has */
	/* What its first rows show. */
	bool has_text, has_code, has_date, has_number;
	size_t width; /* the widest of them, in columns of a terminal */
};

/* Those of a run, found by their names. */
struct sheet_columns {
	struct sheet_column *at;
	size_t len;
};

/*
 * Every exported column, in @options->bound. More than @most: HL_EDATA, which calls the format
 * @what.
 */
enum hl_status sheet_columns_bind(struct hl_export_options *options, size_t most, const char *what,
	struct hl_error *err) HL_CHECKED;

void sheet_column_note(struct sheet_column *column, const struct sheet_cell *cell);

/* Is it one of numbers, as far as is known? Texts among them are the exception. */
static inline bool sheet_column_is_text(const struct sheet_column *column) {
	return column->is_key || column->has_code;
}

static inline struct hl_str sheet_column_head(const struct sheet_column *column) {
	return column->head.at ? column->head : column->name;
}

/* --- rows --- */

struct sheet;

/* What differs from format to format. */
struct sheet_writer {
	const char *what; /* "an XLSX sheet" */
	size_t rows_most; /* below the header */
	size_t text_most; /* bytes that may be in a text in any case */
	/*
	 * Append @text as the format has it to doc->out; a NUL is put behind it later. Not asked of
	 * ASCII without the character odd (no NUL).
	 */
	void (*spell)(struct hl_export *doc, struct hl_str text);
	char odd;
	/* Is what was spelled, being longer than text_most, too long? */
	bool (*is_too_long)(struct hl_str spelled);
	/* When the first rows are known; then each row, and the end. */
	enum hl_status (*open)(struct sheet *sheet, struct hl_error *err);
	enum hl_status (*row)(
		struct sheet *sheet, const struct sheet_cell *cells, struct hl_error *err);
	enum hl_status (*close)(struct sheet *sheet, struct hl_error *err);
};

struct sheet {
	struct hl_export *doc;
	const struct sheet_writer *writer;
	struct sheet_column *columns; /* this document's own */
	size_t len;
	struct sheet_cell *cells; /* of the row at hand */
	struct hl_buf first;      /* the first rows, until it is open */
	size_t rows;
	bool is_open;
	void *book; /* the writer's */
};

/* For what formats have: @writer is kept in doc->state. */
enum hl_status sheet_begin(
	struct hl_export *doc, const struct sheet_writer *writer, struct hl_error *err) HL_CHECKED;
HL_FORMAT_ROW(sheet_row);
enum hl_status sheet_take(struct hl_export *doc, struct hl_str rows, struct hl_error *err);
HL_FORMAT_STEP(sheet_end);
void sheet_release(struct hl_export *doc);

/* @text with U+FFFD for what is no UTF-8. */
void sheet_spell_utf8(struct hl_export *doc, struct hl_str text);

/* The double that is printed as the text of @cell, a SHEET_NUMBER. */
double sheet_number(const struct sheet_cell *cell);

#endif
