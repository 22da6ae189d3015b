/*
 * export.h - rows into what people and other systems take: formats, pages, one file for each
 * value of a column.
 *
 * A format is a row of one table; a page is a format for people. A document is one output in
 * one format: it is given the rows in order and writes its bytes to an hl_output.
 */
#ifndef HL_EXPORT_H
#define HL_EXPORT_H

#include "hl/base.h"
#include "hl/io.h"
#include "hl/lead.h"
#include "hl/table.h"
#include "hl/value.h"

/* --- what is exported --- */

/* Columns of the input in the order and under the names they go out with. */
struct hl_export_table {
	const struct hl_header *header; /* of the input */
	const size_t *columns;          /* which of its columns */
	struct hl_str *names;
	size_t len;
	bool is_whole;   /* all of them in their order: a row's own bytes may be copied */
	bool is_renamed; /* a name is not the input's */
	struct hl_arena arena;
};

/* What was asked for: lists of "a,b,c", and of "a=A". None: every column, as it is called. */
struct hl_export_choice {
	const char *const *columns;
	size_t columns_len;
	const char *const *renames;
	size_t renames_len;
	const struct hl_column_map *map;
};

/* @header must outlive the table. A column that is not there is HL_EUSAGE. */
enum hl_status hl_export_table_init(struct hl_export_table *table, const struct hl_header *header,
	const struct hl_export_choice *choice, struct hl_error *err) HL_CHECKED;
void hl_export_table_release(struct hl_export_table *table);

/* What documents of one run have in common. */
struct hl_export_options {
	struct hl_export_table *table;
	const struct hl_column_map *map;
	struct hl_dialect dialect; /* of csv */
	struct hl_str title;       /* "": the format's own */
	int64_t as_of;
	const struct hl_zone *zone;
	int64_t work_day;       /* the day the queue is for */
	size_t goal, done;      /* accounts a day, and how many of them are worked; 0: no goal */
	struct hl_str currency; /* before each amount */
	struct hl_str run;      /* "": none */
	bool all_periods;       /* of figures; else the newest of each metric */
	const void *bound;      /* what the format's bind found; hl_export_bind sets it */
};

/* --- formats --- */

struct hl_export;

struct hl_format {
	const char *name;   /* "csv" */
	const char *suffix; /* ".csv" */
	const char *help;
	/* Once a document: what stands before the rows, each row, what stands behind them. */
	enum hl_status (*begin)(struct hl_export *doc, struct hl_error *err);
	enum hl_status (*row)(
		struct hl_export *doc, const struct hl_row *row, struct hl_error *err);
	enum hl_status (*end)(struct hl_export *doc, struct hl_error *err);
	/* Once a run: find the columns that the format knows; NULL: it knows none. */
	enum hl_status (*bind)(struct hl_export_options *options, struct hl_error *err);
	/* What row appends depends on nothing but the row: rows may be made side by side. */
	bool is_by_row;
	const char *between; /* two rows; NULL: nothing */
};
extern const struct hl_format hl_formats[];
extern const size_t hl_formats_len;

/* What --page has to offer. */
extern const struct hl_format hl_pages[];
extern const size_t hl_pages_len;

/* The one called @name; an unknown one is HL_EUSAGE and lists those there are. */
enum hl_status hl_format_find(
	struct hl_str name, const struct hl_format **format, struct hl_error *err) HL_CHECKED;
enum hl_status hl_page_find(
	struct hl_str name, const struct hl_format **page, struct hl_error *err) HL_CHECKED;

/* The one whose suffix @file has, ".gz" not counted; NULL when there is none. */
const struct hl_format *hl_format_of(struct hl_str file);

/* --- documents --- */

struct hl_export_counts {
	size_t rows;
	size_t not_utf8; /* bytes that are no UTF-8, written as U+FFFD */
	size_t controls; /* control characters that the format cannot hold, written as U+FFFD */
};

/* @s as a JSON string at the end of @to; bytes that are no UTF-8 become U+FFFD. */
void hl_json_put(struct hl_buf *to, struct hl_str s);

/* To be called once for all documents of a run, before the first. */
enum hl_status hl_export_bind(const struct hl_format *format, struct hl_export_options *options,
	struct hl_error *err) HL_CHECKED;

/* @options must outlive the document; @title (copied) is used in place of theirs. */
struct hl_export *hl_export_new(const struct hl_format *format,
	const struct hl_export_options *options, struct hl_str title);

/* Where the bytes go, from now on; until then they stay in memory. */
void hl_export_to(struct hl_export *doc, struct hl_output *out);

enum hl_status hl_export_row(
	struct hl_export *doc, const struct hl_row *row, struct hl_error *err) HL_CHECKED;

/* Every row of @reader. */
enum hl_status hl_export_rows(
	struct hl_export *doc, struct hl_reader *reader, struct hl_error *err) HL_CHECKED;

/* No more rows. All bytes are in the output when this returned HL_OK; it is not committed. */
enum hl_status hl_export_end(struct hl_export *doc, struct hl_error *err) HL_CHECKED;
struct hl_export_counts hl_export_counts(const struct hl_export *doc);
void hl_export_free(struct hl_export *doc);

/* --- one file for each value of a column --- */

/*
 * Rows go to NAME.SUFFIX in a folder, one file for each value, and manifest.json last. Until
 * hl_split_stage everything is in memory, and never more than a few files are open; so there may
 * be any number of values, and the memory is that of the whole output (for a format with two
 * passes: of the input and of one file).
 */
struct hl_split;

struct hl_split_options {
	const char *folder; /* made when it is missing; must outlive the split */
	size_t column;      /* of the input */
	size_t balance;     /* of the input; its sums are in the manifest; or HL_NO_COLUMN */
	bool gzip;
};

struct hl_split *hl_split_new(const struct hl_format *format,
	const struct hl_export_options *options, const struct hl_split_options *split);
enum hl_status hl_split_row(
	struct hl_split *split, const struct hl_row *row, struct hl_error *err) HL_CHECKED;

/*
 * Write every file, whole and synced, into a hidden folder inside the folder. HL_ELOCKED when
 * another run is about to do the same.
 */
enum hl_status hl_split_stage(struct hl_split *split, struct hl_error *err) HL_CHECKED;

/*
 * Put the staged files in their places, the manifest last. When one of them fails, those before it
 * are taken back.
 */
enum hl_status hl_split_commit(struct hl_split *split, struct hl_error *err) HL_CHECKED;

struct hl_export_counts hl_split_counts(const struct hl_split *split);

/* Files with the same suffix in the folder that are not of this run; they were left alone. */
size_t hl_split_strangers(const struct hl_split *split, const char **first);

/* What was not committed is removed. NULL is fine. */
void hl_split_free(struct hl_split *split);

#endif
