/*
 * run.c - whatever the number of workers and the size of the blocks, a step gets the rows that a
 * reader gives one after the other; what comes of them, what was wrong and what was counted is the
 * same.
 */
#include "hl/table.h"

#include "../feed.h"
#include "../ran.h"
#include "../seeded.h"

#include <fcntl.h>

enum { TABLES = 200, FILES_MAX = 3, COLUMNS_MAX = 4, PIPE = 1 << 20 };

static const size_t blocks[] = { 1, 2, 3, 7, 64, 4096, 0 };
static const size_t threads[] = { 1, 2, 3, 8 };
static const char *const names[COLUMNS_MAX] = { "key", "amount", "text", "more" };

static int failed;

/* Files that are read as one table, and how. */
struct table {
	struct hl_buf files[FILES_MAX];
	size_t files_len;
	size_t columns;
	size_t wrong;  /* of a hundred rows so many are malformed or ragged */
	size_t before; /* so many rows are read before the others are run */
	struct hl_reader_options options;
	bool has_sum, has_rejects;
	int64_t most, percent; /* of the rejects */
};

/* --- making --- */

static void make_text(struct seeded *seeded, struct hl_buf *to) {
	static const char hostile[] = "\",;|\t\r\n\\ #\"\"\n";
	bool is_tame = seeded_below(seeded, 3) > 0;
	size_t len = seeded_below(seeded, 60) ? seeded_below(seeded, 9) : seeded_below(seeded, 400);

	for (size_t i = 0; i < len; i++)
		hl_buf_add_char(to, is_tame ? (char)('a' + seeded_below(seeded, 26))
					    : hostile[seeded_below(seeded, sizeof(hostile) - 1)]);
}

static void make_cell(
	struct seeded *seeded, const struct table *table, const char *name, struct hl_buf *to) {
	bool errs = seeded_below(seeded, 100) < table->wrong;

	to->len = 0;
	if (name == names[0])
		hl_buf_addf(to, "%s%zu", errs ? seeded_below(seeded, 8) ? "Bad" : "Stop" : "r",
			seeded_below(seeded, 100000));
	else if (name == names[1] && seeded_below(seeded, 8))
		hl_buf_addf(to, "%s%zu.25", errs ? "x" : "", seeded_below(seeded, 5000));
	else if (name != names[1])
		make_text(seeded, to);
}

static void put_spelled(
	struct seeded *seeded, struct hl_buf *to, struct hl_dialect dialect, struct hl_str cell) {
	if (dialect.escapes || seeded_below(seeded, 3)) {
		hl_put_cell(to, dialect, cell, true);
		return;
	}
	hl_buf_add_char(to, '"');
	for (size_t i = 0; i < cell.len; i++) {
		if (cell.at[i] == '"')
			hl_buf_add_char(to, '"');
		hl_buf_add_char(to, cell.at[i]);
	}
	hl_buf_add_char(to, '"');
}

/* A byte that should not be there, in the row that begins at @begun. */
static void spoil(struct seeded *seeded, struct hl_buf *to, size_t begun) {
	static const char bytes[] = "\"\"\",;\t\0\r\n x";
	size_t at = begun + seeded_below(seeded, to->len - begun + 1);

	(void)hl_buf_room(to, 1);
	memmove(to->at + at + 1, to->at + at, to->len - at);
	to->at[at] = bytes[seeded_below(seeded, sizeof(bytes) - 1)];
	to->len++;
}

static void put_names(struct hl_buf *to, struct hl_dialect dialect, const size_t *order,
	const struct table *table) {
	for (size_t i = 0; i < table->columns; i++) {
		if (i)
			hl_buf_add_char(to, dialect.delim);
		hl_buf_add(to, hl_str_of(names[order[i]]));
	}
}

static void put_line(struct seeded *seeded, const struct table *table, struct hl_buf *to,
	struct hl_dialect dialect, const size_t *order) {
	struct hl_buf cell = { 0 };
	size_t begun = to->len;

	if (seeded_below(seeded, 300) < table->wrong) {
		put_names(to, dialect, order, table);
		return;
	}
	for (size_t i = 0; i < table->columns; i++) {
		if (i)
			hl_buf_add_char(to, dialect.delim);
		make_cell(seeded, table, names[order[i]], &cell);
		put_spelled(seeded, to, dialect, hl_buf_str(&cell));
	}
	if (seeded_below(seeded, 100) < table->wrong)
		spoil(seeded, to, begun);
	hl_buf_release(&cell);
}

static void make_file(struct seeded *seeded, const struct table *table, struct hl_buf *to) {
	static const char *const endings[] = { "\n", "\r\n", "\r", "\n", "\n" };
	struct hl_dialect dialect = hl_dialect_of(",,;\t|"[seeded_below(seeded, 5)]);
	size_t ending = seeded_below(seeded, 5);
	size_t order[COLUMNS_MAX] = { 0, 1, 2, 3 };
	size_t rows = seeded_below(seeded, seeded_below(seeded, 3) ? 20 : 150);

	for (size_t i = 0; i < table->columns && !table->options.no_header; i++) {
		size_t other = seeded_below(seeded, table->columns);
		size_t moved = order[i];

		order[i] = order[other];
		order[other] = moved;
	}
	to->len = 0;
	if (seeded_below(seeded, 4) == 0)
		hl_buf_add(to, HL_STR("\xef\xbb\xbf"));
	if (table->columns == 1)
		dialect = hl_dialect_of(',');
	for (size_t i = 0; i <= rows; i++) {
		if (i == 0 && !table->options.no_header)
			put_names(to, dialect, order, table);
		else
			put_line(seeded, table, to, dialect, order);
		if (i == rows && seeded_below(seeded, 3) == 0)
			return;
		if (ending == 4)
			hl_buf_add(to, hl_str_of(endings[seeded_below(seeded, 3)]));
		else
			hl_buf_add(to, hl_str_of(endings[ending]));
		if (seeded_below(seeded, 12) == 0)
			hl_buf_add(to, hl_str_of(endings[seeded_below(seeded, 3)]));
	}
}

static void make_table(struct seeded *seeded, struct table *table) {
	static const size_t wrongs[] = { 0, 0, 1, 4, 20 };

	table->files_len = seeded_below(seeded, 3) ? 1 : 1 + seeded_below(seeded, FILES_MAX);
	table->columns = 1 + seeded_below(seeded, COLUMNS_MAX);
	table->wrong = wrongs[seeded_below(seeded, HL_LEN(wrongs))];
	table->before = seeded_below(seeded, 3) ? 0 : seeded_below(seeded, 10);
	table->options = (struct hl_reader_options){
		.no_header = seeded_below(seeded, 6) == 0,
		.skip_repeated_header = seeded_below(seeded, 2) == 0,
	};
	table->options.fill = !table->options.no_header && seeded_below(seeded, 4) == 0;
	if (seeded_below(seeded, 8) == 0) {
		table->options.cell_max = 20 + seeded_below(seeded, 400);
		table->options.record_max = 40 + seeded_below(seeded, 400);
	}
	table->has_sum = table->columns > 1 && seeded_below(seeded, 2);
	table->has_rejects = seeded_below(seeded, 2);
	table->most = seeded_below(seeded, 2) ? -1 : (int64_t)seeded_below(seeded, 12);
	table->percent = seeded_below(seeded, 2) ? -1 : (int64_t)seeded_below(seeded, 20) * HL_ONE;
	for (size_t i = 0; i < table->files_len; i++)
		make_file(seeded, table, &table->files[i]);
	if (table->wrong && seeded_below(seeded, 4) == 0)
		hl_buf_add(&table->files[seeded_below(seeded, table->files_len)], HL_STR("r1,\"x"));
}

/* --- telling --- */

static void tell_error(const struct hl_error *err, const char *const *files, struct hl_buf *to) {
	size_t file = 0;

	while (err->file && file < FILES_MAX && strcmp(files[file], err->file) != 0)
		file++;
	hl_buf_addf(to, "\nwrong %zu:%zu:%zu %s: %s", file, err->line, err->byte, err->column,
		err->text);
}

/* One who reads a table: what it takes, and what it tells. */
struct telling {
	struct hl_reader_options options;
	struct hl_mistakes mistakes;
	struct hl_sum sum;
	struct hl_reader *reader;
	int rejects[2]; /* a pipe */
	struct hl_error err;
	size_t ended_at; /* 1: the reader gave a row that ended the run, and counts it */
	struct hl_buf *to;
};

static bool begin(struct telling *telling, const struct table *table, const char *const *files) {
	char name[40];

	telling->sum = (struct hl_sum){ .column = table->options.no_header ? "2" : "amount" };
	telling->options.mistakes = &telling->mistakes;
	telling->options.sums = &telling->sum;
	telling->options.sums_len = table->has_sum;
	telling->to->len = 0;
	if (table->has_rejects) {
		if (pipe2(telling->rejects, O_NONBLOCK) != 0)
			exit(1);
		(void)fcntl(telling->rejects[1], F_SETPIPE_SZ, PIPE);
		(void)snprintf(name, sizeof(name), "/proc/self/fd/%d", telling->rejects[1]);
		if (hl_rejects_open(&telling->options.rejects, name, table->most, table->percent,
			    &telling->err) != HL_OK)
			exit(1);
	}
	return hl_reader_open(&telling->reader, files, table->files_len, &telling->options,
		       &telling->err) == HL_OK;
}

/* What went to the rejects, but for the names of files. */
static void tell_rejects(struct telling *telling) {
	struct hl_error err = { 0 };
	static char bytes[PIPE];
	ssize_t got;

	hl_buf_addf(telling->to, "\nset aside %zu", hl_rejects_len(telling->options.rejects));
	if (hl_rejects_close(telling->options.rejects, &err) != HL_OK)
		exit(1);
	while ((got = read(telling->rejects[0], bytes, sizeof(bytes))) > 0)
		hl_buf_add(telling->to, (struct hl_str){ bytes, (size_t)got });
	close(telling->rejects[0]);
	close(telling->rejects[1]);
}

static void end(struct telling *telling, const char *const *files, int status) {
	struct hl_reader_counts counts = { 0 };

	if (telling->reader)
		counts = hl_reader_counts(telling->reader);
	hl_buf_addf(telling->to, "\nstatus %d rows %zu bad %zu blank %zu headers %zu sum %lld",
		status, counts.rows - telling->ended_at, counts.rejected, counts.blank,
		counts.repeated, (long long)telling->sum.total);
	for (size_t i = 0; i < telling->mistakes.len && i < HL_LEN(telling->mistakes.first); i++)
		tell_error(&telling->mistakes.first[i], files, telling->to);
	hl_buf_addf(telling->to, "\nmistakes %zu", telling->mistakes.len);
	tell_error(&telling->err, files, telling->to);
	hl_reader_close(telling->reader);
	if (telling->options.rejects)
		tell_rejects(telling);
}

/* Up to @most rows, one after the other. HL_OK: there may be more. */
static enum hl_status read_some(struct telling *telling, size_t most) {
	enum hl_status status = HL_OK;
	struct hl_row row;

	while (most-- > 0 && status == HL_OK) {
		status = hl_reader_next(telling->reader, &row, &telling->err);
		if (status != HL_OK)
			return status;
		status = ran_judge(hl_reader_header(telling->reader), &row, &telling->err);
		telling->ended_at = status == HL_EBUG;
		if (status == HL_EDATA)
			status = hl_reader_reject(telling->reader, &row, &telling->err);
		else if (status == HL_OK && !hl_reader_failed(telling->reader))
			oracle_tell_row(&row, telling->to);
	}
	return status;
}

static void tell_sequential(
	const struct table *table, const char *const *files, struct hl_buf *to) {
	struct telling telling = { .options = table->options, .to = to };
	enum hl_status status;

	if (!begin(&telling, table, files)) {
		end(&telling, files, -2);
		return;
	}
	status = read_some(&telling, SIZE_MAX);
	end(&telling, files, status == HL_END ? HL_OK : (int)status);
}

/* The first rows one after the other, the others by workers. */
static void tell_run(const struct table *table, const char *const *files,
	struct hl_reader_options options, struct hl_buf *to) {
	struct telling telling = { .options = options, .to = to };
	struct ran ran = { 0 };
	struct hl_step step = ran_step(&ran);
	enum hl_status status;

	if (!begin(&telling, table, files)) {
		end(&telling, files, -2);
		return;
	}
	ran.header = hl_reader_header(telling.reader);
	status = read_some(&telling, table->before);
	if (status == HL_OK)
		status = hl_table_run(telling.reader, &step, NULL, &telling.err);
	hl_buf_add(to, hl_buf_str(&ran.told));
	if (!ran_is_sound(&ran)) {
		printf("not ok run: a promise to the step was broken\n");
		failed = 1;
	}
	ran_release(&ran);
	end(&telling, files, status == HL_END ? HL_OK : (int)status);
}

/* --- the checks --- */

static void report(const struct table *table, const char *what) {
	printf("not ok run: %s\n", what);
	for (size_t i = 0; i < table->files_len; i++)
		printf("--- file %zu:\n%.*s\n", i, (int)table->files[i].len, table->files[i].at);
	failed = 1;
}

/* @cut: the files are compressed, and the last one is cut short. */
static void check(const struct table *table, size_t cut) {
	struct feed feeds[FILES_MAX];
	const char *files[FILES_MAX] = { "", "", "" };
	struct hl_buf want = { 0 }, got = { 0 }, gz = { 0 };

	for (size_t i = 0; i < table->files_len; i++) {
		gz.len = 0;
		if (cut)
			feed_gzip(&gz, hl_buf_str(&table->files[i]), 1);
		gz.len -= gz.len > cut && i + 1 == table->files_len ? cut : 0;
		feeds[i] = feed_open(hl_buf_str(cut ? &gz : &table->files[i]));
		files[i] = feeds[i].name;
	}
	tell_sequential(table, files, &want);
	for (size_t i = 0; i < HL_LEN(threads) * HL_LEN(blocks) && !failed; i++) {
		struct hl_reader_options options = table->options;

		options.threads = threads[i % HL_LEN(threads)];
		options.block = blocks[i / HL_LEN(threads)];
		tell_run(table, files, options, &got);
		if (hl_str_eq(hl_buf_str(&want), hl_buf_str(&got)))
			continue;
		report(table, "workers or blocks change what comes out");
		printf("--- threads %zu block %zu\n%.*s\n--- wanted\n%.*s\n", options.threads,
			options.block, (int)got.len, got.at, (int)want.len, want.at);
	}
	for (size_t i = 0; i < table->files_len; i++)
		feed_close(&feeds[i]);
	hl_buf_release(&want);
	hl_buf_release(&got);
	hl_buf_release(&gz);
}

/* One file alone: the slow oracle says the same. */
static void check_oracle(const struct table *table) {
	struct hl_str bytes = hl_buf_str(&table->files[0]);
	struct hl_reader_options options = { .delim = ',' };
	struct feed feed = feed_open(bytes);
	struct hl_buf want = { 0 }, got = { 0 };
	struct oracle o = { 0 };

	oracle_read(&o, bytes, hl_dialect_of(','));
	oracle_tell_rows(&o, true, &want);
	for (size_t i = 0; i < HL_LEN(blocks) && !failed; i++) {
		options.threads = 3;
		options.block = blocks[i];
		if (!ran_tell(feed.name, options, &got) ||
			!hl_str_eq(hl_buf_str(&want), hl_buf_str(&got)))
			report(table, "the oracle says something else");
	}
	feed_close(&feed);
	oracle_release(&o);
	hl_buf_release(&want);
	hl_buf_release(&got);
}

int main(void) {
	struct seeded seeded = { 29 };
	struct table table = { 0 };

	for (size_t round = 0; round < TABLES && !failed; round++) {
		make_table(&seeded, &table);
		check(&table, 0);
		if (round % 4 == 0)
			check(&table, 1 + seeded_below(&seeded, 60));
		check_oracle(&table);
	}
	for (size_t i = 0; i < FILES_MAX; i++)
		hl_buf_release(&table.files[i]);
	return failed;
}
