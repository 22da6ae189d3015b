/*
 * parts.h - what the files of lib/book share.
 *
 * ask.c reads what was asked, put.c makes rows of figures. Roll rates: buckets.c, snapshot.c (a row
 * to a record), roll.c (records to flows), roll_put.c. Suppression: supp.c, supp_put.c.
 */
#ifndef HL_BOOK_PARTS_H
#define HL_BOOK_PARTS_H

#include "hl/book.h"
#include "hl/memory.h"

enum { BY_MAX = 8 };

/* --- what was asked (ask.c) --- */

struct ask {
	struct hl_book_options options;
	const struct hl_book_metric *metrics;
	size_t metrics_len;
	unsigned lacking;  /* metrics that are any of this need */
	const char *lacks; /* this, which was not given */
	struct hl_choice choice;
	struct hl_str by[BY_MAX];
	size_t by_len;
};

/* @ask has metrics, and what some lack. */
enum hl_status ask_parse(struct ask *ask, const struct hl_book_options *options,
	struct hl_arena *arena, struct hl_error *err);

/* Where the columns to split by are: ask.by_len of them. */
enum hl_status ask_bind(const struct ask *ask, const struct hl_header *header, size_t *columns,
	struct hl_error *err);

/* "North/web" of a row, behind what is in @to; (none) for a blank cell. */
void ask_group(
	const struct ask *ask, const struct hl_row *row, const size_t *columns, struct hl_buf *to);

/* --- rows of the output (put.c) --- */

struct report {
	const struct ask *ask;
	struct hl_dialect dialect;
	struct hl_buf *to;
	size_t figures;
};

struct figure {
	hl_wide num, den; /* millionths; the value is 100 num / den */
	bool has_ends;    /* both are counts: the Wilson interval */
	uint64_t n;
	const char *flag; /* with @flagged behind it; NULL: none */
	uint64_t flagged;
};

void report_names(struct report *report);

/* The group is @group/@part, or the one of both that is not empty. */
void report_figure(struct report *report, const struct hl_book_metric *metric, struct hl_str group,
	struct hl_str part, const struct figure *figure);

/* The numbers of @keys in the order of their bytes; free with free(3). */
size_t *keys_in_order(const struct hl_keys *keys);

/* --- buckets (buckets.c) --- */

enum { BUCKETS_MAX = 32 };

struct bucket {
	struct hl_str name;
	int64_t from, to; /* days; to is INT64_MAX where it is open */
};

struct buckets {
	struct bucket at[BUCKETS_MAX];
	size_t len;
	bool are_ranges;  /* all of them; else from and to mean nothing */
	bool has_current; /* nothing is past due in the first */
};

enum hl_status buckets_parse(
	struct buckets *buckets, struct hl_str text, struct hl_arena *arena, struct hl_error *err);

/* False: there is none. */
bool buckets_named(const struct buckets *buckets, struct hl_str name, size_t *bucket);
bool buckets_of_days(const struct buckets *buckets, int64_t days, size_t *bucket);

/* --- snapshots (snapshot.c) --- */

/* An account of a snapshot; behind it the bytes of its key, group and currency. */
struct record {
	const char *file;
	size_t line;
	int64_t balance;
	size_t number;                    /* among known, or HL_NO_KEY */
	uint32_t key_byte, currency_byte; /* in the line, 1-based; 0: not known */
	uint32_t key_len, group_len, currency_len;
	uint32_t state; /* a bucket, or buckets.len: settled */
};

struct snapshot {
	struct hl_roll *roll;        /* whose it is */
	const struct hl_keys *known; /* NULL, or keys that nobody adds to while rows are read */
	const struct ask *ask;
	const struct buckets *buckets;
	const struct hl_header *header;
	size_t key, balance, bucket, days, status, currency;
	size_t by[BY_MAX];
	bool is_by_currency;
	size_t credits;
};

enum hl_status snapshot_bind(
	struct snapshot *snapshot, const struct hl_header *header, struct hl_error *err);

/* Read all rows; records go to @take, in order. */
enum hl_status snapshot_read(struct snapshot *snapshot, struct hl_reader *reader,
	enum hl_status (*take)(void *snapshot, struct hl_buf *bytes, struct hl_error *err),
	struct hl_error *err);

/* The next of the records in @rest, which is moved behind it. */
struct told {
	struct record record;
	struct hl_str key, group, currency;
};
bool told_next(struct hl_str *rest, struct told *told);

#endif
