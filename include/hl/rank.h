/*
 * rank.h - the work queue: rows in the order in which they should be worked, or the best of them.
 *
 * Reading and writing are two calls; what is between them is in memory as far as it fits there,
 * else in temporary files.
 */
#ifndef HL_RANK_H
#define HL_RANK_H

#include "hl/base.h"
#include "hl/io.h"
#include "hl/lead.h"
#include "hl/table.h"
#include "hl/value.h"

/* The default order, and what it goes on with as far as the table has these columns. */
#define HL_RANK_DEFAULT "score:nr"
#define HL_RANK_DEFAULT_MORE "value:nr", "last_worked:de", "balance:nr"

enum { HL_RANK_KEYS_MAX = 16 };

/* The places of three rows of which two are equal in all keys but the tie: 123, 112, 113. */
enum hl_rank_as { HL_RANK_AS_ROW, HL_RANK_AS_DENSE, HL_RANK_AS_COMPETITION };

/*
 * A key is COLUMN or COLUMN:LETTERS with the letters of sort(1): n number (exact; a blank cell
 * comes last whatever the direction, a cell that is no number makes a bad row), d date (blank as
 * for n), f text without regard to ASCII case, r the other way round, e with n and d: a blank cell
 * comes first whatever the direction; none of n, d, f: text by bytes. What stands behind the last
 * colon but is no such list belongs to the name.
 */
struct hl_rank_options {
	const char *const *keys; /* each one key or several with commas between */
	size_t keys_len;         /* 0: the default order */
	const char *tie;         /* decides between equals; NULL: account_id where there is one */
	const char *per;         /* one queue for each value of this column; NULL: one for all */
	const char *place;       /* a new column for the place; NULL: none */
	enum hl_rank_as as;      /* which place that is */
	size_t top;              /* so many rows of each queue; SIZE_MAX: all */
	bool ties;               /* and those that are equal to the last in all keys but the tie */
	const char *const *wheres; /* tests, as for hl_where_parse: all have to hold */
	size_t wheres_len;
	const char *unique; /* of rows with the same value here, only the best; NULL: all */
	struct hl_reader *const *suppress; /* tables whose keys, by the tie's name, are left out */
	size_t suppress_len;
	struct hl_column_map map;
	struct hl_time_rules time; /* for dates */
	struct hl_dialect dialect; /* of the output */
	size_t threads;            /* 0: 1 */
	/*
	 * Bytes for what is held and, where they are enough, all else that a command takes; less
	 * than 1 MiB counts as that; SIZE_MAX: any.
	 */
	size_t memory;
	const char *folder; /* for what does not fit in them; must outlive the rank */
	/*
	 * What follows is NULL or 0 when it is not asked. Tables are read by hl_rank_new; what is
	 * wrong in them is told to the mistakes. Ties and places other than those of rows do not go
	 * with mix, and with against such places need those of the queue before.
	 */
	struct hl_reader *classes; /* class,when,keys,max,note: see hl-rank(1) */
	const char *mix;           /* "NAME=P%,..." */
	const char *holdout;       /* "P%" */
	const char *seed;          /* of the draws, at most 16 bytes */
	struct hl_reader *against; /* the queue before */
	bool keeps_gone;           /* hl_rank_gone will be asked for rows */
	int64_t today;             /* in the zone */
	struct hl_mistakes *mistakes;
};

/* What became of rows, where it was asked. */
struct hl_rank_counts {
	size_t over;    /* not written: over the maximum of their class */
	size_t of_none; /* of no class */
	size_t held;    /* in the arm holdout */
	size_t drawn;   /* of the sample below the cut */
	size_t newly, up, down, same;
};

struct hl_rank;

/*
 * Bind the columns and read the tables of keys to be left out. @header must outlive the rank; what
 * @options points to need not.
 */
enum hl_status hl_rank_new(struct hl_rank **rank, const struct hl_rank_options *options,
	const struct hl_header *header, struct hl_error *err) HL_CHECKED;

/*
 * Take all rows of @reader. With a top only what can be among the best is in memory, else all of
 * them. Equal rows stay in the order in which they came: the order is total.
 */
enum hl_status hl_rank_read(
	struct hl_rank *rank, struct hl_reader *reader, struct hl_error *err) HL_CHECKED;

/*
 * The rows, best first, the queues of --per in byte order of their names; no header. Once, and
 * nothing can be read afterwards. @out is NULL: they are only counted.
 */
enum hl_status hl_rank_write(
	struct hl_rank *rank, struct hl_output *out, struct hl_error *err) HL_CHECKED;

/*
 * Instead of both: the rows of @len readers, each of which is in this order already, as one queue
 * (or several); equal rows in the order of the readers. Of each a block and a row are in
 * memory. Columns that are not those of the header, in the same order, and a row that is out of
 * order are HL_EDATA; some of what came before that row may be written by then.
 */
enum hl_status hl_rank_merge(struct hl_rank *rank, struct hl_reader *const *readers, size_t len,
	struct hl_output *out, struct hl_error *err) HL_CHECKED;

/* How many queues there were, how many rows were written, how often memory was too small. */
size_t hl_rank_queues(const struct hl_rank *rank);
size_t hl_rank_rows(const struct hl_rank *rank);
size_t hl_rank_spilled(const struct hl_rank *rank);
struct hl_rank_counts hl_rank_counts(const struct hl_rank *rank);

/*
 * How many rows of the queue before are in none that was written; with keeps_gone they are
 * appended to @to (else NULL), below the header of that table.
 */
size_t hl_rank_gone(const struct hl_rank *rank, struct hl_buf *to);

/* The names of the columns behind those of the rows: how many, at most HL_RANK_COLUMNS. */
enum { HL_RANK_COLUMNS = 6 };
size_t hl_rank_columns(const struct hl_rank *rank, struct hl_str *names);

/*
 * How many rows were not ranked, each counted for the first reason; once they are written: with the
 * rows that are, these are all that came in.
 */
struct hl_rank_left_out {
	size_t where, suppress, unique;
	size_t max; /* over the maximum of their class */
	size_t top; /* not among the best */
};

struct hl_rank_left_out hl_rank_left_out(const struct hl_rank *rank);

/* The order as it would be asked for: the keys with commas between, the tie behind. */
void hl_rank_put_order(const struct hl_rank *rank, struct hl_buf *to);
/* The columns that the default order has and the table has not, with ", " between. */
void hl_rank_put_absent(const struct hl_rank *rank, struct hl_buf *to);

/* What became of a class. */
struct hl_rank_class {
	struct hl_str name; /* empty: of what belongs to no other */
	size_t rows;        /* written */
	size_t over, max;   /* max is SIZE_MAX: all */
};

/* The classes in their order, from 0; false: there are no more. *order gets its keys. */
bool hl_rank_class_at(const struct hl_rank *rank, size_t number, struct hl_rank_class *class,
	struct hl_buf *order);

void hl_rank_free(struct hl_rank *rank);

#endif
