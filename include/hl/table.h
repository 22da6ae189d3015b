/*
 * table.h - CSV and TSV: a header, rows of borrowed slices, and the way back to bytes.
 *
 * Rows come as they were written: @raw is the record's own bytes, so that what nobody touched
 * is copied and never spelled anew. A record without quotes is cut by a vector scan, one that
 * holds a quote by libcsv; nobody above this layer can tell which.
 */
#ifndef HL_TABLE_H
#define HL_TABLE_H

#include "hl/base.h"
#include "hl/io.h"
#include "hl/value.h"

#define HL_NO_COLUMN SIZE_MAX

/* How a table is spelled. */
struct hl_dialect {
	char delim;
	bool escapes; /* TSV: \t \n \r \\ instead of quotes */
};

/* ',' gives CSV, a tab gives TSV, any other one CSV with that delimiter. */
struct hl_dialect hl_dialect_of(char delim);

/* --- rows --- */

/* One record. Borrowed: valid until the next call that reads (in a step: until block_end). */
struct hl_row {
	const char *file;  /* name for messages */
	size_t line;       /* physical line it starts in, 1-based */
	size_t len;        /* how many cells */
	struct hl_str raw; /* its bytes, without the line end */
	struct hl_str eol; /* its line end: "\n", "\r\n", "\r"; "\n" where the input just stops */
	struct hl_dialect dialect; /* how raw is spelled */
	/* Where the cells are: ask hl_cell. */
	const char *base;
	const uint32_t *ends;       /* in base; unused when texts */
	const struct hl_str *texts; /* cells that had to be decoded, or NULL */
	uint32_t start;
	bool is_enclosed; /* cells between ends may stand in quotes, with none within */
	/* Columns put in another order: the row as its file has it, and where each column is there.
	 */
	const struct hl_row *own; /* NULL: they are as they were */
	const size_t *from;
};

/* Cell @column (< row->len), decoded. Borrowed like the row. */
static inline struct hl_str hl_cell(const struct hl_row *row, size_t column) {
	struct hl_str cell;
	uint32_t start;

	if (row->texts)
		return row->texts[column];
	start = column ? row->ends[column - 1] + 1 : row->start;
	cell = (struct hl_str){ row->base + start, row->ends[column] - start };
	if (row->is_enclosed && cell.len && cell.at[0] == '"')
		cell = (struct hl_str){ cell.at + 1, cell.len - 2 };
	return cell;
}

/* As hl_cell without surrounding blanks; empty for HL_NO_COLUMN. */
static inline struct hl_str hl_cell_trimmed(const struct hl_row *row, size_t column) {
	return column == HL_NO_COLUMN ? (struct hl_str){ "", 0 }
				      : hl_str_trim(hl_cell(row, column));
}

/* That cell of each of @len rows. */
void hl_cells_trimmed(const struct hl_row *rows, size_t len, size_t column, struct hl_str *cells);

/*
 * Say of @err that it is about this cell: file, line, byte and the column's name. Returns
 * @status, so that a failing path is one line long. HL_NO_COLUMN: about the whole row.
 */
struct hl_header;
enum hl_status hl_row_fail(const struct hl_row *row, const struct hl_header *header, size_t column,
	enum hl_status status, struct hl_error *err);

/* --- headers --- */

struct hl_header {
	const struct hl_str *names; /* decoded, live as long as the reader */
	size_t len;
	struct hl_row row; /* the record itself; row.raw is empty when the table has no header */
	bool is_missing;   /* --no-header: columns are known by number alone */
};

/*
 * The column called @name: exactly; or "name[2]", the second of two equal names; or "3", the
 * third where none is called that. Missing: HL_NO_COLUMN.
 */
size_t hl_header_at(const struct hl_header *header, struct hl_str name);

/*
 * As hl_header_at, but a name that is not there, or is there twice, is an error with
 * @status (HL_EUSAGE from a command line, HL_EDATA from a model) that names the nearest
 * column and lists those there are.
 */
enum hl_status hl_header_find(const struct hl_header *header, struct hl_str name,
	enum hl_status status, size_t *column, struct hl_error *err) HL_CHECKED;

/* --- reading --- */

/* Rows that are set aside: file,line,column,reason,record (the record verbatim). */
struct hl_rejects;

/* At most @most rows or @percent (millionths) of those read; a negative one is not asked. */
enum hl_status hl_rejects_open(struct hl_rejects **rejects, const char *name, int64_t most,
	int64_t percent, struct hl_error *err) HL_CHECKED;
size_t hl_rejects_len(const struct hl_rejects *rejects);
/* Puts the file in its place, also when the run failed: it says why. */
enum hl_status hl_rejects_close(struct hl_rejects *rejects, struct hl_error *err) HL_CHECKED;

struct hl_reader;

/* A control total: the sum of a column over the good rows. A blank cell adds nothing. */
struct hl_sum {
	const char *column;
	hl_wide total; /* millionths */
	size_t at;     /* the reader's: which column that is */
};

struct hl_reader_options {
	char delim;     /* 0: by the suffix (.tsv .tab), else by the first line, else ',' */
	bool no_header; /* the first row is data */
	const char *header_from;   /* the header is the first row of this file; NULL: the input's */
	bool skip_repeated_header; /* a row equal to the header inside the data is not a row */
	bool comments;             /* lines that begin with '#' are passed over: models */
	struct hl_str bytes;       /* read these and not the file, whose name is for messages */
	const struct hl_header *like;  /* the columns are put in the order of this other table's,
					  as those of a later file are, and this is the header */
	struct hl_temp *const *copies; /* per file: read this in its place; NULL, or one NULL: no */
	bool fill;                     /* several files: columns that one lacks are empty there */
	size_t threads;                /* workers of hl_table_run; 0: 1 */
	size_t block;                  /* bytes read at a time; 0: 256 KiB */
	size_t cell_max;               /* 0: 16 MiB */
	size_t record_max;             /* 0: 64 MiB */
	struct hl_rejects *rejects;    /* NULL: a bad row is a mistake */
	struct hl_mistakes *mistakes;  /* where the bad rows are told; never NULL */
	bool is_told; /* they were set aside when the table was read first: row by row, they are
			 passed over */
	struct hl_sum *sums; /* totals to keep; a cell that is no number makes a bad row */
	size_t sums_len;
	struct hl_files *listed; /* where the files are noted, as they are opened; NULL: nowhere */
	const char *role;        /* what they are there */
};

/* What was seen; for -v, --stats and control totals. */
struct hl_reader_counts {
	size_t rows;     /* good ones, the header not counted */
	size_t rejected; /* set aside */
	size_t blank;    /* empty lines passed over */
	size_t repeated; /* headers inside the data passed over */
};

/*
 * Open @len files (0: the standard input) as one table and read the header. Columns of later
 * files are put in the order of the first; a different set of columns is an error that names the
 * difference. The names must outlive the reader.
 */
enum hl_status hl_reader_open(struct hl_reader **reader, const char *const *files, size_t len,
	const struct hl_reader_options *options, struct hl_error *err) HL_CHECKED;

/*
 * Note for each file (options.listed) the newest time in @column that is not later than @as_of_s,
 * of the rows that count. A cell that is no time is nobody's here. Before the first row is read.
 */
void hl_reader_watch(struct hl_reader *reader, size_t column, const struct hl_time_rules *rules,
	int64_t as_of_s);

const struct hl_header *hl_reader_header(const struct hl_reader *reader);
struct hl_reader_counts hl_reader_counts(const struct hl_reader *reader);

/* Its files in their order, as their rows call them: the very pointer. NULL: there are no more. */
const char *hl_reader_file(const struct hl_reader *reader, size_t number);

/*
 * The next row: HL_OK, HL_END or a failure. A bad row (ragged, misquoted, with a NUL byte) is
 * set aside where there are rejects; else it is added to the mistakes, reading goes on so that
 * all of them are told, and the end is HL_EDATA instead of HL_END.
 */
enum hl_status hl_reader_next(
	struct hl_reader *reader, struct hl_row *row, struct hl_error *err) HL_CHECKED;

/*
 * The caller found @row bad (@err says why, hl_row_fail said where): treat it as a bad row.
 * HL_OK: go on with the next one; the row does not count, what was made of it must not be
 * written. A failure ends the run.
 */
enum hl_status hl_reader_reject(
	struct hl_reader *reader, const struct hl_row *row, struct hl_error *err) HL_CHECKED;

/* Are there mistakes already? Then nothing more should be written. */
bool hl_reader_failed(const struct hl_reader *reader);

void hl_reader_close(struct hl_reader *reader);

/* --- writing: rows to bytes at the end of a buffer --- */

/*
 * One cell as @dialect spells it; @lone: the row's only cell. That one is quoted also when it is
 * empty, or the line would vanish, and when it holds what could be taken for a delimiter.
 */
void hl_put_cell(struct hl_buf *to, struct hl_dialect dialect, struct hl_str cell, bool lone);

/* Are its own bytes what @dialect would make of it? */
static inline bool hl_row_is_in(const struct hl_row *row, struct hl_dialect dialect) {
	return row->dialect.delim == dialect.delim && row->dialect.escapes == dialect.escapes;
}

/* The whole row without its line end: its own bytes, or spelled anew for another dialect. */
void hl_put_row(struct hl_buf *to, struct hl_dialect dialect, const struct hl_row *row);

/* A delimiter and one more cell behind what is there. */
void hl_put_more(struct hl_buf *to, struct hl_dialect dialect, struct hl_str cell);

/* The row without the columns where drop[i] is true (drop has row->len entries). */
void hl_put_kept(
	struct hl_buf *to, struct hl_dialect dialect, const struct hl_row *row, const bool *drop);

/* --- row-wise commands: rows in, bytes out, in order --- */

/* A step is given so many rows at once, at most. */
enum { HL_STEP_ROWS = 64 };

/*
 * What a row-wise command does with each row. Rows are dealt out to workers a block at a time.
 * The job is shared: the workers only read it, and what take changes they leave alone or lock. What
 * a worker changes (scratch memory, counts) is its own, made by worker_new, so that any number of
 * workers give the same bytes. Every function but row may be NULL.
 */
struct hl_step {
	void *job;
	bool is_serial; /* one worker: rows are asked for in order */
	/* Both are called by the thread that called hl_table_run; the ends in the workers' order.
	 */
	void *(*worker_new)(void *job);
	void (*worker_end)(void *job, void *worker);
	/*
	 * Append what becomes of @row, line end included, to @to. HL_EDATA: the row is bad. Any
	 * other failure ends the run behind the rows before it, and is the worker's last row. What
	 * was appended is taken back.
	 * The cells of @row stay valid until block_end has returned, its raw bytes and line end
	 * until its block was taken.
	 */
	enum hl_status (*row)(void *job, void *worker, const struct hl_row *row, struct hl_buf *to,
		struct hl_error *err);
	/*
	 * The same for @len (1 to HL_STEP_ROWS) rows one behind the other, column by column or with
	 * memory asked for ahead: how many it did, from the first on; the others are given to row.
	 * It stops at a row that has something wrong, and appends nothing for it.
	 */
	size_t (*rows)(
		void *job, void *worker, const struct hl_row *rows, size_t len, struct hl_buf *to);
	/* Rows of block @number (0, 1, 2, ... in the order of the input) follow; they were all. */
	void (*block_begin)(void *job, void *worker, size_t number);
	void (*block_end)(void *job, void *worker, struct hl_buf *to);
	/*
	 * Instead of writing: gets what was appended for each block, in order, one at a time,
	 * though by changing threads. It may keep the memory: then it zeroes @bytes, or puts other
	 * memory there.
	 */
	enum hl_status (*take)(void *job, struct hl_buf *bytes, struct hl_error *err);
	bool takes_all; /* the good rows behind a bad one, too: for mistakes among several */
};

/*
 * Run every row of @reader through @step into @out (NULL: only look) or into its take. With more
 * than one thread (hl_reader_options) blocks are worked on side by side; neither their number nor
 * the size of the blocks changes a byte, a mistake or a count.
 */
enum hl_status hl_table_run(struct hl_reader *reader, const struct hl_step *step,
	struct hl_output *out, struct hl_error *err) HL_CHECKED;

#endif
