/*
 * sheets.c xlsx|sqlite TABLE.csv OUTPUT - how long does the library alone take?
 *
 * Reads the table into memory, with what each cell is, and then does nothing but call the library:
 * what hl-export --to xlsx or sqlite cannot go below. Prints the seconds of that, and of the
 * processor.
 */
#include "hl/table.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <xlsxwriter.h>

enum kind { EMPTY, TEXT, NUMBER, DATE };

struct cell {
	enum kind kind;
	uint32_t len;
	double number;
	const char *text;
};

struct rows {
	struct cell *cells;
	size_t columns, len, cap;
	char **names;
};

_Noreturn void hl_out_of_memory(void) {
	_Exit(71);
}

static _Noreturn void die(const char *what) {
	fprintf(stderr, "sheets: %s\n", what);
	exit(1);
}

static double clock_s(clockid_t clock) {
	struct timespec now;

	clock_gettime(clock, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* --- the table, in memory --- */

static char *keep(struct hl_str s) {
	char *kept = malloc(s.len + 1);

	if (!kept)
		hl_out_of_memory();
	memcpy(kept, s.at, s.len);
	kept[s.len] = '\0';
	return kept;
}

static struct cell cell_of(struct hl_str text) {
	const struct hl_time_rules rules = { .zone = NULL };
	struct cell cell = { .kind = text.len ? TEXT : EMPTY, .len = (uint32_t)text.len };
	struct hl_error err = { 0 };
	struct hl_time time;
	int64_t dec;

	cell.text = keep(text);
	if (text.len > 0 && (text.at[0] != '0' || text.len == 1 || text.at[1] == '.') &&
		hl_dec_read(text, &dec)) {
		cell.kind = NUMBER;
		cell.number = (double)dec / 1e6;
	} else if (text.len == 10 && hl_time_parse(text, &rules, &time, &err) == HL_OK) {
		cell.kind = DATE;
		cell.number = (double)(time.day + 25569);
	}
	return cell;
}

static void read_rows(struct rows *rows, const char *file) {
	struct hl_mistakes mistakes = { 0 };
	const struct hl_reader_options options = { .mistakes = &mistakes };
	struct hl_error err = { 0 };
	struct hl_reader *reader;
	struct hl_row row;

	if (hl_reader_open(&reader, &file, 1, &options, &err) != HL_OK)
		die(err.text);
	rows->columns = hl_reader_header(reader)->len;
	rows->names = calloc(rows->columns, sizeof(*rows->names));
	for (size_t i = 0; i < rows->columns; i++)
		rows->names[i] = keep(hl_reader_header(reader)->names[i]);
	while (hl_reader_next(reader, &row, &err) == HL_OK) {
		size_t at = rows->len++ * rows->columns;

		rows->cells =
			hl_grow(rows->cells, &rows->cap, at + rows->columns, sizeof(*rows->cells));
		for (size_t i = 0; i < rows->columns; i++)
			rows->cells[at + i] = cell_of(hl_cell(&row, i));
	}
	hl_reader_close(reader);
}

/* --- libxlsxwriter --- */

static void write_xlsx(const struct rows *rows, const char *file) {
	lxw_workbook_options options = { .constant_memory = LXW_TRUE };
	lxw_workbook *workbook = workbook_new_opt(file, &options);
	lxw_worksheet *sheet = workbook_add_worksheet(workbook, NULL);
	lxw_format *text = workbook_add_format(workbook);
	lxw_format *number = workbook_add_format(workbook);
	lxw_format *date = workbook_add_format(workbook);
	const struct cell *cell = rows->cells;

	format_set_num_format(text, "@");
	format_set_num_format(number, "0.00");
	format_set_num_format(date, "yyyy-mm-dd");
	for (size_t i = 0; i < rows->columns; i++)
		worksheet_write_string(sheet, 0, (lxw_col_t)i, rows->names[i], text);
	for (lxw_row_t r = 1; r <= rows->len; r++)
		for (lxw_col_t c = 0; c < rows->columns; c++, cell++)
			if (cell->kind == TEXT)
				worksheet_write_string(sheet, r, c, cell->text, text);
			else if (cell->kind != EMPTY)
				worksheet_write_number(sheet, r, c, cell->number,
					cell->kind == DATE ? date : number);
	if (workbook_close(workbook) != LXW_NO_ERROR)
		die("libxlsxwriter failed");
}

/* --- SQLite --- */

static void run(sqlite3 *db, const char *sql) {
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		die(sqlite3_errmsg(db));
}

static sqlite3_stmt *make_table(sqlite3 *db, const struct rows *rows) {
	struct hl_buf create = { 0 };
	struct hl_buf insert = { 0 };
	sqlite3_stmt *statement;

	hl_buf_addf(&create, "CREATE TABLE rows (");
	hl_buf_addf(&insert, "INSERT INTO rows VALUES (");
	for (size_t i = 0; i < rows->columns; i++) {
		hl_buf_addf(&create, "%s\"%s\"%s", i ? ", " : "", rows->names[i],
			rows->cells[i].kind == NUMBER ? "" : " TEXT");
		hl_buf_addf(&insert, "%s?", i ? "," : "");
	}
	hl_buf_addf(&create, ")%c", 0);
	hl_buf_addf(&insert, ")%c", 0);
	run(db, create.at);
	if (sqlite3_prepare_v2(db, insert.at, -1, &statement, NULL) != SQLITE_OK)
		die(sqlite3_errmsg(db));
	hl_buf_release(&create);
	hl_buf_release(&insert);
	return statement;
}

static void write_sqlite(const struct rows *rows, const char *file) {
	const struct cell *cell = rows->cells;
	sqlite3_stmt *insert;
	sqlite3 *db;

	(void)remove(file);
	if (sqlite3_open_v2(file, &db,
		    SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
		    NULL) != SQLITE_OK)
		die("SQLite cannot open the output");
	run(db, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE; "
		"BEGIN");
	insert = make_table(db, rows);
	for (size_t r = 0; r < rows->len; r++) {
		for (int c = 1; c <= (int)rows->columns; c++, cell++)
			if (cell->kind == NUMBER && rows->cells[c - 1].kind == NUMBER)
				sqlite3_bind_double(insert, c, cell->number);
			else if (cell->kind == EMPTY)
				sqlite3_bind_null(insert, c);
			else
				sqlite3_bind_text(
					insert, c, cell->text, (int)cell->len, SQLITE_STATIC);
		if (sqlite3_step(insert) != SQLITE_DONE)
			die(sqlite3_errmsg(db));
		sqlite3_reset(insert);
	}
	sqlite3_finalize(insert);
	run(db, "COMMIT");
	sqlite3_close(db);
}

int main(int argc, char **argv) {
	struct rows rows = { 0 };
	double begin, cpu;

	if (argc != 4)
		die("xlsx|sqlite TABLE.csv OUTPUT");
	read_rows(&rows, argv[2]);
	begin = clock_s(CLOCK_MONOTONIC);
	cpu = clock_s(CLOCK_PROCESS_CPUTIME_ID);
	if (strcmp(argv[1], "xlsx") == 0)
		write_xlsx(&rows, argv[3]);
	else
		write_sqlite(&rows, argv[3]);
	printf("%.3f %.3f\n", clock_s(CLOCK_MONOTONIC) - begin,
		clock_s(CLOCK_PROCESS_CPUTIME_ID) - cpu);
	return 0;
}
