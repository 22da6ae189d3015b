/* xlsx.h - inside lib/sheet: a workbook, made by libxlsxwriter. */
#ifndef HL_SHEET_XLSX_H
#define HL_SHEET_XLSX_H

#include "sheet.h"

#include <xlsxwriter.h>

enum {
	XLSX_ROWS = 1048575, /* below the header */
	XLSX_COLUMNS = 16384,
	XLSX_CHARS = 32767, /* of a cell, in UTF-16 */
	XLSX_LINKS = 65530,
	XLSX_DECIMALS = SHEET_DIGITS + 1
};

/* --- xlsx_temp.c: the temporary files of the library --- */

struct xlsx_temp;

/*
 * The library neither looks at what its writes to them come to nor takes them away when it is not
 * let to its end: so they are ours. Once the workbook is gone they are closed, and then @status
 * and @err tell of the first that went wrong. Zero it, and set the folder.
 */
struct xlsx_temps {
	const char *folder;
	struct xlsx_temp *first; /* those that are open */
	size_t made;
	uint64_t longest;
	enum hl_status status;
	struct hl_error err;
};

/* What the library takes for the name of a folder leads it to @temps. */
enum { XLSX_TEMPS_ROOM = 32 };
void xlsx_temps_name(struct xlsx_temps *temps, char *name);
void xlsx_temps_close(struct xlsx_temps *temps);

/* --- xlsx_zip.c --- */

/* HL_EIO where the archive is not what the library says that it wrote. */
enum hl_status xlsx_zip_check(
	const struct hl_temp *zip, bool is_zip64, struct hl_error *err) HL_CHECKED;

/* --- xlsx_style.c: how cells look --- */

/* Of one way to print times. */
struct xlsx_time_style {
	int16_t offset;
	uint8_t decimals;
	bool is_clock, has_day; /* "08:00", "03-02 08:00" */
	lxw_format *format;
};

/* Made when they are first asked for, so that those nobody needs are not in the file. */
struct xlsx_styles {
	lxw_workbook *workbook;
	struct hl_str currency;
	bool is_page; /* cells of several lines stand beside each other: at their tops, apart */
	lxw_format *header[2], *date;
	/* short ones, and long ones */
	lxw_format *text[2], *wrapped[2], *link[2], *closed[2];
	lxw_format *number[XLSX_DECIMALS], *money[XLSX_DECIMALS];
	lxw_format *tier[HL_TIER_COLDEST + 1];
	struct xlsx_time_style *times;
	size_t times_len, times_cap;
	bool is_refused; /* the library had no memory for one */
};

void xlsx_styles_release(struct xlsx_styles *styles);
lxw_format *xlsx_style_header(struct xlsx_styles *styles, bool is_right);
lxw_format *xlsx_style_text(struct xlsx_styles *styles, size_t len);
lxw_format *xlsx_style_wrapped(struct xlsx_styles *styles, size_t len);
lxw_format *xlsx_style_link(struct xlsx_styles *styles, size_t len);
lxw_format *xlsx_style_closed(struct xlsx_styles *styles, size_t len);
lxw_format *xlsx_style_tier(struct xlsx_styles *styles, unsigned rank);
lxw_format *xlsx_style_number(struct xlsx_styles *styles, unsigned decimals, bool is_money);
lxw_format *xlsx_style_date(struct xlsx_styles *styles);
lxw_format *xlsx_style_time(struct xlsx_styles *styles, const struct sheet_cell *cell);

/* hours and minutes; behind month and day where @day is not its day, before an offset not @zone's.
 */
lxw_format *xlsx_style_clock(struct xlsx_styles *styles, const struct sheet_cell *cell, int64_t day,
	const struct hl_zone *zone);

/* --- xlsx_text.c: texts that the format can hold --- */

void xlsx_spell(struct hl_export *doc, struct hl_str text);
bool xlsx_is_too_long(struct hl_str spelled);

/* @text as the name of a sheet, at most 31 characters; @otherwise where there is none. */
void xlsx_sheet_name(struct hl_buf *to, struct hl_str text, struct hl_str otherwise);

/* @text in a page header or footer, at most @most characters of it. */
void xlsx_put_running(struct hl_buf *to, struct hl_str text, size_t most);

/* --- xlsx_book.c: a workbook under way --- */

struct xlsx {
	struct sheet *sheet;
	lxw_workbook *workbook; /* NULL once it is written */
	lxw_worksheet *worksheet;
	struct xlsx_temps temps;
	char temps_name[XLSX_TEMPS_ROOM];
	struct hl_temp *zip;
	struct xlsx_styles styles;
	lxw_row_t row; /* the next */
	size_t links;
	hl_wide balance; /* the sum of them, millionths */
	size_t without;  /* rows whose balance is no number */
	const struct xlsx_page *page;
};

/* What a page adds to a sheet; NULL: nothing. */
struct xlsx_page {
	struct hl_str name;
	/* Is the cell a link, and where to? Appended to @to, a NUL behind it. */
	bool (*link)(const struct xlsx *book, const struct sheet_cell *cells, size_t place,
		struct hl_buf *to);
	/* Is it, being no link, a number or an address that may not be used? */
	bool (*is_closed)(const struct xlsx *book, const struct sheet_cell *cells, size_t place);
	lxw_error (*finish)(struct xlsx *book); /* lists, print settings */
};

enum hl_status xlsx_open(
	struct sheet *sheet, const struct xlsx_page *page, struct hl_error *err) HL_CHECKED;
enum hl_status xlsx_row(
	struct sheet *sheet, const struct sheet_cell *cells, struct hl_error *err) HL_CHECKED;
enum hl_status xlsx_close(struct sheet *sheet, struct hl_error *err) HL_CHECKED;
void xlsx_release(struct hl_export *doc);

/* A failure of the library, or HL_OK. */
enum hl_status xlsx_check(const struct xlsx *book, lxw_error said, struct hl_error *err) HL_CHECKED;

/* --- what all sheets have, whatever stands in them --- */

/* In a struct sheet_writer; a character may be written as seven. */
#define XLSX_WRITER                                                                                \
	.what = "an XLSX sheet", .rows_most = XLSX_ROWS, .text_most = XLSX_CHARS / 7,              \
	.spell = xlsx_spell, .odd = '_', .is_too_long = xlsx_is_too_long, .row = xlsx_row,         \
	.close = xlsx_close

/* In a struct hl_format. */
#define XLSX_FORMAT                                                                                \
	.row = sheet_row, .end = sheet_end, .is_by_row = true, .take = sheet_take,                 \
	.release = xlsx_release, .is_binary = true, .is_packed = true

#endif
