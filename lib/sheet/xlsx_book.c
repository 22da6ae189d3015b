/* xlsx_book.c - a workbook with one sheet, from its first row to the output. */
#include "xlsx.h"

#include "hl/unicode.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum {
	DAYS_TO_1970 = 25569, /* from the day 0 of spreadsheets */
	FIRST_DAY = 61,       /* 1900-03-01: of days before it programs differ by one */
	WIDTH_LEAST = 6,
	WIDTH_MOST = 60,
	LINES_MOST = 8,
	CLOCK = 11, /* "03-02 08:00", "08:00-06:00" */
	INDENT = 1, /* of texts on a page: no cell runs into the one beside it */
	BUTTON = 3  /* of the filter, beside a name */
};
#define ZIP64_FROM UINT64_C(0xf0000000) /* bytes of a part */

/* --- what the library says --- */

enum hl_status xlsx_check(const struct xlsx *book, lxw_error said, struct hl_error *err) {
	bool is_file = said >= LXW_ERROR_CREATING_XLSX_FILE && said <= LXW_ERROR_ZIP_CLOSE;

	if (book->styles.is_refused || said == LXW_ERROR_MEMORY_MALLOC_FAILED)
		hl_out_of_memory();
	if (book->temps.status != HL_OK) {
		*err = book->temps.err;
		return book->temps.status;
	}
	if (said == LXW_NO_ERROR)
		return HL_OK;
	if (is_file && errno != 0)
		return hl_temp_fail(book->zip, err);
	return hl_fail(err, is_file ? HL_EIO : HL_EBUG, "libxlsxwriter: %s", lxw_strerror(said));
}

/* --- cells --- */

static double day_number(const struct sheet_cell *cell) {
	const double day_ms = HL_DAY_S * 1000.0;

	if (cell->kind == SHEET_DATE)
		return (double)(cell->value + DAYS_TO_1970);
	return ((double)cell->value + DAYS_TO_1970 * day_ms) / day_ms;
}

static lxw_error write_text(struct xlsx *book, lxw_col_t col, const struct sheet_column *column,
	const struct sheet_cell *cell) {
	struct hl_str text = hl_str_trim((struct hl_str){ cell->text, cell->len });
	lxw_format *format = xlsx_style_text(&book->styles, cell->len);
	unsigned rank;

	if (column->is_tier && hl_tier_rank(text, &rank))
		format = xlsx_style_tier(&book->styles, rank);
	else if (column->is_wrapped)
		format = xlsx_style_wrapped(&book->styles, cell->len);
	return worksheet_write_string(book->worksheet, book->row, col, cell->text, format);
}

static lxw_format *moment_format(
	struct xlsx *book, const struct sheet_column *column, const struct sheet_cell *cell) {
	const struct hl_export_options *options = book->sheet->doc->options;

	if (cell->kind == SHEET_DATE)
		return xlsx_style_date(&book->styles);
	return column->is_clock
		       ? xlsx_style_clock(&book->styles, cell, options->work_day, options->zone)
		       : xlsx_style_time(&book->styles, cell);
}

static lxw_error write_cell(struct xlsx *book, lxw_col_t col, const struct sheet_column *column,
	const struct sheet_cell *cell) {
	struct xlsx_styles *styles = &book->styles;
	lxw_format *format;
	double number;

	if (cell->kind == SHEET_EMPTY)
		return LXW_NO_ERROR;
	if (cell->kind == SHEET_TEXT || cell->kind == SHEET_CODE || sheet_column_is_text(column))
		return write_text(book, col, column, cell);
	if (cell->kind == SHEET_NUMBER) {
		format = xlsx_style_number(styles, cell->decimals, column->is_money);
		number = sheet_number(cell);
	} else {
		format = moment_format(book, column, cell);
		number = day_number(cell);
		if (number < FIRST_DAY)
			return write_text(book, col, column, cell);
	}
	return worksheet_write_number(book->worksheet, book->row, col, number, format);
}

/* As a link where it is one and there may be more of them. */
static lxw_error write_link(struct xlsx *book, const struct sheet_cell *cells, size_t place) {
	struct hl_buf *url = &book->sheet->doc->scratch;
	const struct sheet_column *column = &book->sheet->columns[place];

	url->len = 0;
	if (!book->page || !book->page->link(book, cells, place, url)) {
		if (!book->page || cells[place].kind == SHEET_EMPTY ||
			!book->page->is_closed(book, cells, place))
			return write_cell(book, (lxw_col_t)place, column, &cells[place]);
		return worksheet_write_string(book->worksheet, book->row, (lxw_col_t)place,
			cells[place].text, xlsx_style_closed(&book->styles, cells[place].len));
	}
	if (book->links == XLSX_LINKS) {
		book->sheet->doc->counts.unlinked++;
		return write_cell(book, (lxw_col_t)place, column, &cells[place]);
	}
	book->links++;
	return worksheet_write_url_opt(book->worksheet, book->row, (lxw_col_t)place, url->at,
		xlsx_style_link(&book->styles, cells[place].len), cells[place].text, NULL);
}

static void add_balance(
	struct xlsx *book, const struct sheet_column *column, const struct sheet_cell *cell) {
	int64_t dec;

	if (!column->is_balance)
		return;
	if (hl_dec_read(hl_str_trim((struct hl_str){ cell->text, cell->len }), &dec))
		book->balance += dec;
	else
		book->without++;
}

/* Does it hold nothing that ends at the right? */
static bool is_of_numbers(const struct sheet_column *column) {
	return !column->has_text && !sheet_column_is_text(column) &&
	       (column->has_number || column->has_date);
}

static bool is_indented(const struct xlsx *book, const struct sheet_column *column) {
	return book->page && !is_of_numbers(column);
}

static size_t width_of(const struct xlsx *book, const struct sheet_column *column) {
	size_t name = hl_width_of(sheet_column_head(column)) + BUTTON - column->is_narrow;
	size_t width = column->is_clock && !column->has_text ? CLOCK : column->width + 1;
	size_t most = column->most > 0 ? column->most : WIDTH_MOST;
	size_t least = column->least > WIDTH_LEAST ? column->least : WIDTH_LEAST;

	width = width > name ? width : name;
	width = width > most ? most : width;
	return (width < least ? least : width) + (is_indented(book, column) ? INDENT : 0);
}

/* Lines of a text without line ends, words kept whole where they have room. */
static size_t wrapped_lines(struct hl_str text, size_t room) {
	size_t lines = 1;
	size_t used = 0;

	while (text.len > 0) {
		size_t width = hl_width_of(hl_str_cut(&text, ' '));

		if (used > 0 && used + 1 + width > room) {
			lines++;
			used = 0;
		}
		used += width + (used > 0);
		lines += used > room ? (used - 1) / room : 0;
		used = used > room ? (used - 1) % room + 1 : used;
	}
	return lines;
}

static size_t lines_of(
	const struct xlsx *book, const struct sheet_column *column, const struct sheet_cell *cell) {
	struct hl_str rest = { cell->text, cell->kind == SHEET_EMPTY ? 0 : cell->len };
	size_t room = width_of(book, column) - INDENT;
	size_t lines = 0;

	do {
		lines += wrapped_lines(hl_str_cut(&rest, '\n'), room);
	} while (rest.len > 0 && lines < LINES_MOST);
	return lines < LINES_MOST ? lines : LINES_MOST;
}

/* Programs that open a file do not all measure its texts: they would stand over each other. */
static lxw_error set_height(struct xlsx *book, const struct sheet_cell *cells) {
	const double line = 14; /* points, and a few that are between rows */
	const struct sheet *sheet = book->sheet;
	size_t most = 1;

	for (size_t i = 0; i < sheet->len; i++) {
		const struct sheet_column *column = &sheet->columns[i];
		size_t lines = column->is_wrapped ? lines_of(book, column, &cells[i]) : 1;

		most = lines > most ? lines : most;
	}
	return worksheet_set_row(book->worksheet, book->row, line * (double)most + 3, NULL);
}

enum hl_status xlsx_row(struct sheet *sheet, const struct sheet_cell *cells, struct hl_error *err) {
	struct xlsx *book = sheet->book;
	lxw_error said = book->page ? set_height(book, cells) : LXW_NO_ERROR;

	for (size_t i = 0; i < sheet->len && said == LXW_NO_ERROR; i++) {
		const struct sheet_column *column = &sheet->columns[i];

		said = column->has_links ? write_link(book, cells, i)
					 : write_cell(book, (lxw_col_t)i, column, &cells[i]);
		if (column->is_balance)
			add_balance(book, column, &cells[i]);
	}
	book->row++;
	return xlsx_check(book, said, err);
}

/* --- the sheet --- */

/* What is typed into a key's column later is text, too. */
static lxw_error set_columns(struct xlsx *book) {
	const struct sheet *sheet = book->sheet;
	lxw_error said = LXW_NO_ERROR;

	for (size_t i = 0; i < sheet->len && said == LXW_NO_ERROR; i++) {
		const struct sheet_column *column = &sheet->columns[i];
		lxw_col_t col = (lxw_col_t)i;
		lxw_format *format =
			sheet_column_is_text(column) ? xlsx_style_text(&book->styles, 0) : NULL;

		said = worksheet_set_column(
			book->worksheet, col, col, (double)width_of(book, column), format);
	}
	return said;
}

/* On a page above the cells, which stand at the right where they are numbers. */
static lxw_format *header_format(struct xlsx *book, const struct sheet_column *column) {
	return xlsx_style_header(&book->styles, book->page && is_of_numbers(column));
}

/* Names are spelled here: they come from no row. */
static lxw_error write_header(struct xlsx *book) {
	const struct sheet *sheet = book->sheet;
	struct hl_export *doc = sheet->doc;
	lxw_error said = LXW_NO_ERROR;

	for (size_t i = 0; i < sheet->len && said == LXW_NO_ERROR; i++) {
		size_t at = doc->out.len;

		xlsx_spell(doc, sheet_column_head(&sheet->columns[i]));
		hl_buf_add_char(&doc->out, '\0');
		said = worksheet_write_string(book->worksheet, 0, (lxw_col_t)i, doc->out.at + at,
			header_format(book, &sheet->columns[i]));
		doc->out.len = at;
	}
	book->row = 1;
	return said;
}

/* The columns that say who it is, where they come first. */
static lxw_col_t frozen(const struct sheet *sheet) {
	size_t len = 0;

	while (len < sheet->len && sheet->columns[len].is_head)
		len++;
	return (lxw_col_t)(len < sheet->len ? len : 0);
}

static lxw_error begin_sheet(struct xlsx *book) {
	struct hl_export *doc = book->sheet->doc;
	struct hl_buf *name = &doc->scratch;
	lxw_error said;

	name->len = 0;
	xlsx_sheet_name(name, doc->title, book->page ? book->page->name : HL_STR("rows"));
	hl_buf_add_char(name, '\0');
	book->worksheet = workbook_add_worksheet(book->workbook, name->at);
	if (!book->worksheet)
		return LXW_ERROR_CREATING_TMPFILE;
	worksheet_freeze_panes(book->worksheet, 1, frozen(book->sheet));
	said = set_columns(book);
	return said == LXW_NO_ERROR ? write_header(book) : said;
}

enum hl_status xlsx_open(struct sheet *sheet, const struct xlsx_page *page, struct hl_error *err) {
	struct hl_export *doc = sheet->doc;
	struct xlsx *book = hl_new(&doc->arena, struct xlsx);
	char path[HL_TEMP_PATH_ROOM];
	lxw_workbook_options options = { .constant_memory = LXW_TRUE, .tmpdir = book->temps_name };
	enum hl_status status;

	sheet->book = book;
	book->sheet = sheet;
	book->page = page;
	book->temps.folder = doc->options->temp;
	status = hl_temp_draft(&book->zip, doc->output, doc->options->temp, err);
	if (status != HL_OK)
		return status;
	hl_temp_path(book->zip, path);
	xlsx_temps_name(&book->temps, book->temps_name);
	book->workbook = workbook_new_opt(path, &options);
	if (!book->workbook)
		hl_out_of_memory();
	book->styles.workbook = book->workbook;
	book->styles.is_page = page != NULL;
	book->styles.currency = page ? doc->options->currency : HL_STR("");
	return xlsx_check(book, begin_sheet(book), err);
}

/* --- the end --- */

static lxw_error set_properties(struct xlsx *book) {
	const struct hl_export *doc = book->sheet->doc;
	struct hl_buf *title = &book->sheet->doc->scratch;
	/* 0 would be the clock. */
	lxw_doc_properties properties = { .created =
						  doc->options->as_of ? doc->options->as_of : 1 };

	title->len = 0;
	xlsx_put_running(title, doc->title, 120);
	hl_buf_add_char(title, '\0');
	properties.title = title->at;
	return workbook_set_properties(book->workbook, &properties);
}

static lxw_error finish_sheet(struct xlsx *book) {
	lxw_col_t last = (lxw_col_t)(book->sheet->len - 1);
	lxw_error said = worksheet_autofilter(book->worksheet, 0, 0, book->row - 1, last);

	if (said == LXW_NO_ERROR)
		said = worksheet_ignore_errors(
			book->worksheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576");
	if (said == LXW_NO_ERROR && book->page)
		said = book->page->finish(book);
	return said == LXW_NO_ERROR ? set_properties(book) : said;
}

/* It prints what it thinks of a failure, which is ours to tell: to a stream that leads nowhere. */
static lxw_error close_workbook(struct xlsx *book) {
	const cookie_io_functions_t nowhere = { 0 };
	FILE *standard = stderr;
	FILE *quiet = fopencookie(NULL, "w", nowhere);
	lxw_error said;
	int why;

	stderr = quiet ? quiet : standard;
	errno = 0;
	said = workbook_close(book->workbook);
	why = errno;
	stderr = standard;
	if (quiet)
		(void)fclose(quiet);
	book->workbook = NULL;
	xlsx_temps_close(&book->temps);
	errno = why;
	return said;
}

enum hl_status xlsx_close(struct sheet *sheet, struct hl_error *err) {
	struct xlsx *book = sheet->book;
	enum hl_status status = xlsx_check(book, finish_sheet(book), err);
	bool is_large = book->temps.longest >= ZIP64_FROM;
	lxw_error said;

	if (status != HL_OK)
		return status;
	book->workbook->options.use_zip64 = is_large;
	said = close_workbook(book);
	if (said == LXW_NO_ERROR && book->temps.made == 0)
		return hl_fail(err, HL_EBUG, "libxlsxwriter has temporary files of its own");
	status = xlsx_check(book, said, err);
	if (status == HL_OK)
		status = hl_temp_measure(book->zip, err);
	if (status == HL_OK)
		status = xlsx_zip_check(book->zip, is_large, err);
	return status == HL_OK ? hl_temp_deliver(book->zip, sheet->doc->output, err) : status;
}

void xlsx_release(struct hl_export *doc) {
	struct sheet *sheet = doc->state;
	struct xlsx *book = sheet ? sheet->book : NULL;

	if (book) {
		lxw_workbook_free(book->workbook);
		xlsx_temps_close(&book->temps);
		hl_temp_close(book->zip);
		xlsx_styles_release(&book->styles);
	}
	sheet_release(doc);
}
