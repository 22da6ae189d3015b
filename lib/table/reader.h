/* reader.h - inside lib/table: the reader's insides and how it comes by its header. */
#ifndef HL_TABLE_READER_H
#define HL_TABLE_READER_H

#include "align.h"
#include "source.h"

/* The column whose newest time is noted. */
struct watch {
	bool is_on;
	size_t column;
	struct hl_time_rules rules;
	int64_t as_of_s;
};

struct hl_reader {
	struct hl_reader_options options;
	const char *const *files;
	size_t files_len, next_file;
	struct source source;      /* of the file at hand */
	int stop;                  /* for it: see source.h */
	const struct align *align; /* of the file at hand; NULL: not needed */
	struct hl_file *file;      /* where it is noted; NULL: nowhere */
	struct watch watch;
	struct hl_time_memo memo; /* for it */
	int64_t pending_s;        /* of the row handed out last, which may be rejected yet */
	struct hl_header header;
	size_t plain_len;      /* of the header */
	struct hl_arena names; /* and how files are aligned */
	struct hl_row first;   /* --no-header: the row that was read to count the columns */
	bool has_first;
	struct hl_reader_counts counts; /* but the empty lines in the sources' own blocks */
	size_t blank;                   /* those, of the files before */
	hl_wide *totals;                /* of options.sums */
	size_t mistakes;                /* of this table */
	bool is_over;
	enum hl_status end; /* the answer once it is over */
};

/* Make of @row what the table has of it, or say why it cannot be one of its rows. */
struct check {
	const struct hl_reader *reader;
	const struct align *align; /* of its file */
	struct cut *cut;           /* where it comes from: texts are kept there */
	struct hl_reader_counts *counts;
	hl_wide *totals; /* of options.sums */
};

/*
 * HL_OK: it is one, and counted; HL_END: it is none and nobody's fault (the header again, where
 * that may be); HL_EDATA: it is bad.
 */
enum hl_status check_row(
	const struct check *check, struct hl_row *row, struct hl_error *err) HL_CHECKED;

/* The caller found fault with a row that check_row had counted. */
void check_take_back(const struct check *check, const struct hl_row *row);

/* The later of @newest_s and the time of @row, if it has one that counts. */
int64_t watch_row(const struct watch *watch, struct hl_time_memo *memo, const struct hl_row *row,
	int64_t newest_s);

/* The same for @len rows. */
int64_t watch_rows(const struct watch *watch, struct hl_time_memo *memo, const struct hl_row *rows,
	size_t len, int64_t newest_s);

/* @rows more of @file (NULL: nobody notes them), the newest of @newest_s. */
void file_note(struct hl_file *file, size_t rows, int64_t newest_s);

/* The next file, which there must be, is opened and its header read. */
enum hl_status reader_open_next(struct hl_reader *reader, struct hl_error *err) HL_CHECKED;

/* Nothing more is read: the answer is @status from now on. */
enum hl_status reader_end(struct hl_reader *reader, enum hl_status status);

/* The table is read: was all of it good? HL_END, or a failure. */
enum hl_status reader_finish(struct hl_reader *reader, struct hl_error *err) HL_CHECKED;

/* The row handed out last is good: nobody rejected it. */
void reader_settle(struct hl_reader *reader);

/* A bad row without rejects. */
void reader_mistake(struct hl_reader *reader, const struct hl_error *why);

/* The file at hand has the columns of @own; how they become the table's. */
enum hl_status reader_align(
	struct hl_reader *reader, const struct hl_row *own, struct hl_error *err) HL_CHECKED;

/* The first row of @source, which must be there. */
enum hl_status reader_first_row(
	struct source *source, struct hl_row *row, struct hl_error *err) HL_CHECKED;

/* The first file is open: find the names of the columns. */
enum hl_status reader_begin(struct hl_reader *reader, struct hl_error *err) HL_CHECKED;

#endif
