/*
 * sqlite.c - a database with one table of rows.
 *
 * Whether a column is one of numbers is known from its name and its first rows. While rows come it
 * has no type, so that a text among its numbers stays what it is; when all came the table is told
 * what it holds: INTEGER, REAL, TEXT, or nothing for numbers and texts.
 */
#include "sqlite.h"

enum { COLUMNS_MOST = 2000 };

struct book {
	struct sqlite_file file;
	sqlite3 *db;
	sqlite3_stmt *insert;
	struct hl_str *names;
	bool *is_text, *had_text, *had_fraction;
	struct hl_buf sql;
};

/* --- what SQLite says --- */

static enum hl_status check(struct book *book, int said, struct hl_error *err) {
	if (said == SQLITE_OK || said == SQLITE_DONE || said == SQLITE_ROW)
		return HL_OK;
	if (said == SQLITE_NOMEM)
		hl_out_of_memory();
	if (book->file.status != HL_OK) {
		*err = book->file.err;
		return book->file.status;
	}
	return hl_fail(err, said == SQLITE_TOOBIG ? HL_EDATA : HL_EBUG, "SQLite: %s",
		book->db ? sqlite3_errmsg(book->db) : sqlite3_errstr(said));
}

/* What is in book->sql, which is forgotten. */
static int run(struct book *book) {
	int said;

	hl_buf_add_char(&book->sql, '\0');
	said = sqlite3_exec(book->db, book->sql.at, NULL, NULL, NULL);
	book->sql.len = 0;
	return said;
}

/* --- the table --- */

static void put_quoted(struct hl_buf *to, struct hl_str name, char quote) {
	hl_buf_add_char(to, quote);
	for (size_t i = 0; i < name.len; i++) {
		if (name.at[i] == quote)
			hl_buf_add_char(to, quote);
		hl_buf_add_char(to, name.at[i]);
	}
	hl_buf_add_char(to, quote);
}

static const char *type_of(const struct book *book, size_t i, bool is_over) {
	if (book->is_text[i])
		return " TEXT";
	if (!is_over || book->had_text[i])
		return "";
	return book->had_fraction[i] ? " REAL" : " INTEGER";
}

static void put_table(struct book *book, struct hl_buf *to, size_t len, bool is_over) {
	hl_buf_add(to, HL_STR("CREATE TABLE rows ("));
	for (size_t i = 0; i < len; i++) {
		hl_buf_add(to, i ? HL_STR(", ") : HL_STR(""));
		put_quoted(to, book->names[i], '"');
		hl_buf_add(to, hl_str_of(type_of(book, i, is_over)));
	}
	hl_buf_add_char(to, ')');
}

static int prepare_insert(struct book *book, size_t len) {
	int said;

	hl_buf_add(&book->sql, HL_STR("INSERT INTO rows VALUES (?"));
	for (size_t i = 1; i < len; i++)
		hl_buf_add(&book->sql, HL_STR(",?"));
	hl_buf_add_char(&book->sql, ')');
	said = sqlite3_prepare_v3(book->db, book->sql.at, (int)book->sql.len,
		SQLITE_PREPARE_PERSISTENT, &book->insert, NULL);
	book->sql.len = 0;
	return said;
}

/* Numbers in the first rows, and nothing else that says something. */
static bool is_number(const struct sheet_column *column) {
	return column->has_number && !column->has_text && !column->has_date &&
	       !sheet_column_is_text(column);
}

static enum hl_status open(struct sheet *sheet, struct hl_error *err) {
	struct hl_arena *arena = &sheet->doc->arena;
	struct book *book = hl_new(arena, struct book);
	enum hl_status status;
	int said;

	sheet->book = book;
	book->names = hl_new_array(arena, struct hl_str, sheet->len);
	book->is_text = hl_new_array(arena, bool, sheet->len);
	book->had_text = hl_new_array(arena, bool, sheet->len);
	book->had_fraction = hl_new_array(arena, bool, sheet->len);
	sqlite_names(sheet, book->names);
	for (size_t i = 0; i < sheet->len; i++)
		book->is_text[i] = !is_number(&sheet->columns[i]);
	status = sqlite_file_open(&book->file, sheet->doc->output, sheet->doc->options->temp, err);
	if (status != HL_OK)
		return status;
	said = sqlite3_open_v2("rows", &book->db,
		SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, book->file.name);
	hl_buf_add(&book->sql,
		HL_STR("PRAGMA page_size=16384; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; "
		       "PRAGMA locking_mode=EXCLUSIVE; PRAGMA temp_store=MEMORY; "
		       "PRAGMA trusted_schema=OFF; BEGIN; "));
	put_table(book, &book->sql, sheet->len, false);
	if (said == SQLITE_OK)
		said = run(book);
	if (said == SQLITE_OK)
		said = prepare_insert(book, sheet->len);
	return check(book, said, err);
}

/* --- rows --- */

/* A cell of blanks is none where numbers are expected. */
static bool is_blank(const struct sheet_cell *cell) {
	return cell->kind == SHEET_EMPTY ||
	       hl_str_trim((struct hl_str){ cell->text, cell->len }).len == 0;
}

static int bind_other(struct book *book, size_t i, const struct sheet_cell *cell) {
	int place = (int)i + 1;
	static const int64_t tens[] = { 1, 10, 100, 1000, 10000, 100000, 1000000, 10000000,
		100000000, 1000000000, 10000000000, 100000000000, 1000000000000, 10000000000000,
		100000000000000, 1000000000000000 };

	if (cell->kind != SHEET_NUMBER) {
		if (is_blank(cell))
			return sqlite3_bind_null(book->insert, place);
		book->had_text[i] = true;
		return sqlite3_bind_text(
			book->insert, place, cell->text, (int)cell->len, SQLITE_STATIC);
	}
	/* A whole number is one, however it is written: a column of REAL has it so, too. */
	if (cell->value % tens[cell->decimals] == 0) {
		book->had_fraction[i] |= cell->decimals > 0;
		return sqlite3_bind_int64(book->insert, place, cell->value / tens[cell->decimals]);
	}
	book->had_fraction[i] = true;
	return sqlite3_bind_double(book->insert, place, sheet_number(cell));
}

static int bind_cell(struct book *book, size_t i, const struct sheet_cell *cell) {
	if (!book->is_text[i])
		return bind_other(book, i, cell);
	if (cell->kind == SHEET_EMPTY)
		return sqlite3_bind_null(book->insert, (int)i + 1);
	return sqlite3_bind_text(
		book->insert, (int)i + 1, cell->text, (int)cell->len, SQLITE_STATIC);
}

static enum hl_status put_row(
	struct sheet *sheet, const struct sheet_cell *cells, struct hl_error *err) {
	struct book *book = sheet->book;
	int said = SQLITE_OK;

	for (size_t i = 0; i < sheet->len && said == SQLITE_OK; i++)
		said = bind_cell(book, i, &cells[i]);
	if (said == SQLITE_OK)
		said = sqlite3_step(book->insert);
	if (said == SQLITE_DONE)
		said = sqlite3_reset(book->insert);
	return check(book, said, err);
}

/* --- the end --- */

/* What the rows are of does not change by saying so. */
static void put_types(struct book *book, size_t len) {
	struct hl_buf table = { 0 };

	put_table(book, &table, len, true);
	hl_buf_add(&book->sql, HL_STR("PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql="));
	put_quoted(&book->sql, hl_buf_str(&table), '\'');
	hl_buf_add(&book->sql, HL_STR(" WHERE name='rows'; PRAGMA writable_schema=OFF; "));
	hl_buf_release(&table);
}

static void put_fact(struct hl_buf *to, const char *name, struct hl_str value) {
	if (value.len == 0)
		return;
	hl_buf_addf(to, "INSERT INTO meta VALUES ('%s', ", name);
	put_quoted(to, value, '\'');
	hl_buf_add(to, HL_STR("); "));
}

static void put_meta(struct sheet *sheet, struct hl_buf *to) {
	struct hl_export *doc = sheet->doc;
	char text[HL_TIME_ROOM];
	size_t len = hl_time_print(doc->options->as_of, text);
	size_t at = doc->out.len;

	hl_buf_add(to, HL_STR("CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT); "));
	put_fact(to, "as_of", (struct hl_str){ text, len });
	sheet_spell_utf8(doc, doc->title);
	put_fact(to, "title", (struct hl_str){ doc->out.at + at, doc->out.len - at });
	doc->out.len = at;
	sheet_spell_utf8(doc, doc->options->run);
	put_fact(to, "run", (struct hl_str){ doc->out.at + at, doc->out.len - at });
	doc->out.len = at;
	hl_buf_addf(to, "INSERT INTO meta VALUES ('rows', '%zu'); ", sheet->rows);
}

static enum hl_status close_book(struct sheet *sheet, struct hl_error *err) {
	struct book *book = sheet->book;
	enum hl_status status;
	int said = sqlite3_finalize(book->insert);

	book->insert = NULL;
	put_meta(sheet, &book->sql);
	put_types(book, sheet->len);
	hl_buf_add(&book->sql, HL_STR("COMMIT;"));
	if (said == SQLITE_OK)
		said = run(book);
	status = check(book, said, err);
	if (status != HL_OK)
		return status;
	said = sqlite3_close(book->db);
	book->db = NULL;
	status = check(book, said, err);
	return status == HL_OK ? hl_temp_deliver(book->file.temp, sheet->doc->output, err) : status;
}

static void release(struct hl_export *doc) {
	struct sheet *sheet = doc->state;
	struct book *book = sheet ? sheet->book : NULL;

	if (book) {
		(void)sqlite3_finalize(book->insert);
		(void)sqlite3_close(book->db);
		sqlite_file_close(&book->file);
		hl_buf_release(&book->sql);
	}
	sheet_release(doc);
}

/* --- the format --- */

static enum hl_status bind(struct hl_export_options *options, struct hl_error *err) {
	return sheet_columns_bind(options, COLUMNS_MOST, "a SQLite table", err);
}

static bool is_too_long(struct hl_str spelled) {
	(void)spelled;
	return true;
}

static const struct sheet_writer writer = {
	.what = "a SQLite table",
	.rows_most = SIZE_MAX,
	.text_most = 999999999,
	.spell = sheet_spell_utf8,
	.odd = '\x7f', /* there is none: it is spelled as it is */
	.is_too_long = is_too_long,
	.open = open,
	.row = put_row,
	.close = close_book,
};

static HL_FORMAT_STEP(begin) {
	return sheet_begin(doc, &writer, err);
}

const struct hl_format hl_sqlite = {
	.name = "sqlite",
	.suffix = ".sqlite",
	.also = ".db",
	.takes = HL_TAKES_TITLE | HL_TAKES_RUN | HL_TAKES_FEW,
	.help = "a database with one table, rows",
	.begin = begin,
	.row = sheet_row,
	.end = sheet_end,
	.bind = bind,
	.is_by_row = true,
	.take = sheet_take,
	.release = release,
	.is_binary = true,
};
