/*
 * csv.c - tables are made as cells, spelled in many ways and read again: the reader, a slow
 * oracle and libcsv must find the cells that were made, whatever the block size.
 */
#include "hl/table.h"

#include "../feed.h"
#include "../oracle.h"
#include "../seeded.h"

#include <csv.h>

enum { TABLES = 1500, ROWS_MAX = 40, COLUMNS_MAX = 12 };

static const size_t blocks[] = { 1, 2, 3, 5, 7, 64, 4096, 0 };
static const char delims[] = { ',', ';', '|', '\t' };

static int failed;

/* One table: its bytes, and what must be found in them. */
struct table {
	struct hl_dialect dialect;
	size_t columns, rows;
	bool is_mixed;      /* line ends of every kind in one file */
	unsigned quotes;    /* of ten cells that need none, so many have some */
	const char *ending; /* the line end */
	struct hl_buf bytes, found;
	size_t line;
};

static void report(const struct table *table, const char *what, size_t round) {
	printf("not ok csv: table %zu: %s\n%.*s\n", round, what, (int)table->bytes.len,
		table->bytes.at);
	failed = 1;
}

/* Any bytes but NUL, those that mean something above all. No 'H': see put_table_row. */
static void make_cell(struct seeded *seeded, struct hl_buf *to) {
	static const char hostile[] = "\",;|\t\r\n\\ #\xef\xbb\xbf\xff'=0a\"\"\n";
	static const char tame[] = "abcdefgh ijk0123456789.-";
	bool is_tame = seeded_below(seeded, 3) > 0;
	size_t len = seeded_below(seeded, 40) ? seeded_below(seeded, 9) : seeded_below(seeded, 300);

	to->len = 0;
	for (size_t i = 0; i < len; i++)
		hl_buf_add_char(to, is_tame ? tame[seeded_below(seeded, sizeof(tame) - 1)]
					    : hostile[seeded_below(seeded, sizeof(hostile) - 1)]);
}

/* As CSV; quotes also where none are needed. */
static void spell_quoted(struct table *table, struct hl_str cell, bool wants_quotes) {
	const char special[] = { table->dialect.delim, '"', '\r', '\n' };

	for (size_t i = 0; i < cell.len; i++)
		wants_quotes |= memchr(special, cell.at[i], sizeof(special)) != NULL;
	wants_quotes |= table->columns == 1 && cell.len == 0;
	if (wants_quotes)
		hl_buf_add_char(&table->bytes, '"');
	for (size_t i = 0; i < cell.len; i++) {
		if (cell.at[i] == '"')
			hl_buf_add_char(&table->bytes, '"');
		hl_buf_add_char(&table->bytes, cell.at[i]);
	}
	if (wants_quotes)
		hl_buf_add_char(&table->bytes, '"');
}

/* As TSV. */
static void spell_escaped(struct table *table, struct hl_str cell) {
	static const char bytes[] = "\t\n\r\\";
	static const char codes[] = "tnr\\";

	for (size_t i = 0; i < cell.len; i++) {
		const char *at = memchr(bytes, cell.at[i], sizeof(bytes) - 1);

		if (at)
			hl_buf_add_char(&table->bytes, '\\');
		hl_buf_add_char(&table->bytes, at ? codes[at - bytes] : cell.at[i]);
	}
}

/* A line end that does not run together with what stands before it. */
static const char *pick_ending(struct seeded *seeded, const struct table *table) {
	static const char *const endings[] = { "\n", "\r\n", "\r" };
	const char *ending = table->is_mixed ? endings[seeded_below(seeded, 3)] : table->ending;
	char last = table->bytes.len ? table->bytes.at[table->bytes.len - 1] : 'x';

	return last == '\r' && ending[0] == '\n' ? "\r\n" : ending;
}

static size_t count_lines(struct hl_str raw) {
	struct oracle o = { .bytes = raw };

	return oracle_lines(&o, 0, raw.len);
}

/* One row into the bytes and into what must be found. */
static void put_table_row(
	struct seeded *seeded, struct table *table, bool is_header, bool is_final) {
	struct hl_buf cell = { 0 };
	struct hl_buf cells = { 0 };
	size_t begun = table->bytes.len;
	const char *ending;
	struct hl_str raw;

	for (size_t i = 0; i < table->columns; i++) {
		make_cell(seeded, &cell);
		if (is_header && i == 0)
			hl_buf_add(&cell, HL_STR("H")); /* no row repeats the header */
		if (is_header && i == 0)
			cell.at[0] = 'H'; /* nor does the file look like UTF-16 */
		if (i > 0)
			hl_buf_add_char(&table->bytes, table->dialect.delim);
		if (table->dialect.escapes)
			spell_escaped(table, hl_buf_str(&cell));
		else
			spell_quoted(
				table, hl_buf_str(&cell), seeded_below(seeded, 10) < table->quotes);
		oracle_tell_cell(&cells, hl_buf_str(&cell));
	}
	ending = pick_ending(seeded, table);
	if (is_final && table->bytes.len > begun && seeded_below(seeded, 3) == 0)
		ending = "";
	raw = (struct hl_str){ table->bytes.at + begun, table->bytes.len - begun };
	hl_buf_addf(&table->found, "\nrow %zu", table->line);
	oracle_tell_cell(&table->found, raw);
	oracle_tell_cell(&table->found, ending[0] ? hl_str_of(ending) : HL_STR("\n"));
	hl_buf_add(&table->found, hl_buf_str(&cells));
	table->line += count_lines(raw) + 1;
	hl_buf_add(&table->bytes, hl_str_of(ending));
	hl_buf_release(&cell);
	hl_buf_release(&cells);
}

static void make_table(struct seeded *seeded, struct table *table) {
	static const char *const endings[] = { "\n", "\n", "\r\n", "\r" };
	size_t blanks = seeded_below(seeded, 3) ? 0 : 3;

	table->dialect = hl_dialect_of(delims[seeded_below(seeded, sizeof(delims))]);
	table->columns = seeded_below(seeded, 4) ? 1 + seeded_below(seeded, COLUMNS_MAX) : 1;
	table->rows = seeded_below(seeded, seeded_below(seeded, 4) ? 6 : ROWS_MAX);
	table->is_mixed = seeded_below(seeded, 4) == 0;
	table->ending = endings[seeded_below(seeded, HL_LEN(endings))];
	table->quotes = (unsigned)seeded_below(seeded, 11);
	table->bytes.len = table->found.len = 0;
	table->line = 1;
	if (table->dialect.escapes && table->columns == 1)
		blanks = 0; /* there they are rows */
	if (seeded_below(seeded, 4) == 0)
		hl_buf_add(&table->bytes, HL_STR("\xef\xbb\xbf"));
	for (size_t i = 0; i <= table->rows; i++) {
		while (blanks && seeded_below(seeded, 10) < blanks) {
			hl_buf_add(&table->bytes, hl_str_of(pick_ending(seeded, table)));
			table->line++;
		}
		put_table_row(seeded, table, i == 0, i == table->rows);
	}
}

/* --- libcsv alone --- */

static void on_cell(void *text, size_t len, void *to) {
	oracle_tell_cell(to, (struct hl_str){ text, len });
}

static void on_record(int end, void *to) {
	(void)end;
	hl_buf_add(to, HL_STR("\nrow"));
}

static int no_blank(unsigned char c) {
	(void)c;
	return 0;
}

/* What libcsv alone makes of the bytes is what the oracle makes of them, up to a mistake. */
static bool agrees_with_libcsv(struct oracle *o) {
	struct csv_parser parser;
	struct hl_buf theirs = { 0 };
	struct hl_buf ours = { 0 };
	size_t wrong = o->bytes.len;
	size_t read;
	bool is_same;

	if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
		exit(1);
	csv_set_delim(&parser, (unsigned char)o->dialect.delim);
	csv_set_space_func(&parser, no_blank);
	read = csv_parse(&parser, o->bytes.at, o->bytes.len, on_cell, on_record, &theirs);
	if (read == o->bytes.len && csv_fini(&parser, on_cell, on_record, &theirs) != 0)
		read++; /* the quote that is never closed: known at the end only */
	csv_free(&parser);
	for (size_t i = 0; i < o->records_len && wrong == o->bytes.len; i++) {
		const struct oracle_record *record = &o->records[i];

		if (record->end == record->start)
			continue;
		for (size_t cell = 0; cell + (record->why != NULL) < record->cells; cell++)
			oracle_tell_cell(&ours, oracle_text(o, record->first + cell));
		if (record->why)
			wrong = strstr(record->why, "never") ? o->bytes.len + 1 : record->wrong;
		else
			on_record(0, &ours);
	}
	/* The cell behind whose closing quote text stands is whole for us, not for libcsv. */
	is_same = read == wrong && hl_str_eq(hl_buf_str(&ours), hl_buf_str(&theirs));
	hl_buf_release(&theirs);
	hl_buf_release(&ours);
	return is_same;
}

/* --- the checks --- */

static void check_readings(const struct table *table, size_t round, struct hl_str file) {
	struct feed feed = feed_open(file);
	struct hl_buf told = { 0 };

	for (size_t i = 0; i < HL_LEN(blocks); i++) {
		struct hl_reader_options options = { .delim = table->dialect.delim,
			.block = blocks[i] };

		if (!oracle_tell_reader(feed.name, options, &told))
			report(table, "the end is not what the rows say", round);
		if (!hl_str_eq(hl_buf_str(&told), hl_buf_str(&table->found))) {
			report(table, "other cells were read than written", round);
			printf("block %zu\nfound:%.*s\n", blocks[i], (int)told.len, told.at);
		}
	}
	hl_buf_release(&told);
	feed_close(&feed);
}

static void check_gzip(struct seeded *seeded, const struct table *table, size_t round) {
	struct hl_str rest = hl_buf_str(&table->bytes);
	struct hl_buf gz = { 0 };

	while (rest.len > 0) {
		struct hl_str part = { rest.at, 1 + seeded_below(seeded, rest.len) };

		feed_gzip(&gz, part, (int)seeded_below(seeded, 10));
		if (seeded_below(seeded, 4) == 0)
			feed_gzip(&gz, HL_STR(""), 6);
		rest.at += part.len;
		rest.len -= part.len;
	}
	check_readings(table, round, hl_buf_str(&gz));
	hl_buf_release(&gz);
}

/* Spell what was read anew in another dialect: the same cells, and spelling again changes nothing.
 */
static void respell(struct hl_str bytes, struct hl_dialect from, struct hl_dialect to,
	struct hl_buf *spelled, struct hl_buf *cells) {
	struct hl_mistakes mistakes = { 0 };
	struct hl_reader_options options = { .delim = from.delim, .mistakes = &mistakes };
	struct feed feed = feed_open(bytes);
	const char *name = feed.name;
	struct hl_error err = { 0 };
	struct hl_reader *reader;
	struct hl_row row;

	spelled->len = cells->len = 0;
	if (hl_reader_open(&reader, &name, 1, &options, &err) == HL_OK) {
		row = hl_reader_header(reader)->row;
		do {
			hl_put_kept(spelled, to, &row, NULL);
			hl_buf_add_char(spelled, '\n');
			for (size_t i = 0; i < row.len; i++)
				oracle_tell_cell(cells, hl_cell(&row, i));
			hl_buf_add_char(cells, '\n');
		} while (hl_reader_next(reader, &row, &err) == HL_OK);
		hl_reader_close(reader);
	}
	feed_close(&feed);
}

static void check_putting(struct seeded *seeded, const struct table *table, size_t round) {
	struct hl_dialect other = hl_dialect_of(delims[seeded_below(seeded, sizeof(delims))]);
	struct hl_buf first = { 0 }, again = { 0 }, cells = { 0 }, cells_again = { 0 };

	respell(hl_buf_str(&table->bytes), table->dialect, other, &first, &cells);
	respell(hl_buf_str(&first), other, other, &again, &cells_again);
	if (!hl_str_eq(hl_buf_str(&cells), hl_buf_str(&cells_again)))
		report(table, "put and read again, the cells are others", round);
	if (!hl_str_eq(hl_buf_str(&first), hl_buf_str(&again)))
		report(table, "put twice, the bytes are others", round);
	hl_buf_release(&first);
	hl_buf_release(&again);
	hl_buf_release(&cells);
	hl_buf_release(&cells_again);
}

int main(void) {
	struct seeded seeded = { 4180 };
	struct table table = { 0 };
	struct oracle o = { 0 };
	struct hl_buf told = { 0 };

	for (size_t round = 0; round < TABLES && !failed; round++) {
		make_table(&seeded, &table);
		oracle_read(&o, hl_buf_str(&table.bytes), table.dialect);
		oracle_tell(&o, &told);
		if (!hl_str_eq(hl_buf_str(&told), hl_buf_str(&table.found)))
			report(&table, "the oracle errs", round);
		if (!table.dialect.escapes && !agrees_with_libcsv(&o))
			report(&table, "libcsv reads something else", round);
		check_readings(&table, round, hl_buf_str(&table.bytes));
		check_gzip(&seeded, &table, round);
		check_putting(&seeded, &table, round);
	}
	hl_buf_release(&told);
	hl_buf_release(&table.bytes);
	hl_buf_release(&table.found);
	oracle_release(&o);
	return failed;
}
