/*
 * own.h - metrics of the user's own: hl-metrics-define(5).
 *
 * A row of the table that counts something is a term, and has a bit. For an event the types, and
 * each column that is asked about, say which terms are left: what is left in the end is its marks.
 * A cell that was seen before says so from a memo. Workers count what an event alone decides; what
 * asks for its account (accounts are counted once, leads are known by theirs), or for the ids of
 * others, goes with its parcel to the meter.
 */
#ifndef HL_METRICS_OWN_H
#define HL_METRICS_OWN_H

#include "event.h"
#include "words.h"

enum { OWN_TERMS_MAX = 64, OWN_WORDS = 1024 };

/* Of a group: some term counted there; far from the needs, which are of the built-in metrics. */
enum { SEEN_BY_OWN = 1 << 30 };

/* What a term takes of an event. */
enum own_takes { TAKES_EVENTS, TAKES_ACCOUNTS, TAKES_COLUMN };

/* A row that counts, as it was read. */
struct own_term {
	size_t metric;
	bool is_den;
	struct hl_str types; /* "payment|reversal"; "*": any; "": those of the denominator */
	struct hl_conditions when;
	enum own_takes takes;
	bool is_value_given;
	struct hl_str column;                    /* that is added up, */
	bool is_less;                            /* or taken off */
	size_t of;                               /* the term it is a part of; SIZE_MAX: none */
	struct hl_error where;                   /* in the table: the row, */
	struct hl_error field, when_cell, value; /* and its cells */
};

/* A metric of the table; the rest of it is the struct hl_metric beside. */
struct own_metric {
	const struct hl_own *own;
	uint64_t num, den; /* terms */
	struct hl_unit unit;
	struct hl_error where; /* its first row, */
	struct hl_error unit_where;
	bool has_unit, has_level;
	bool is_cut; /* a row of it is none of the parts: it may be the numerator */
};

/* A test, and the terms that it decides. */
struct own_test {
	struct hl_test test;
	uint64_t terms;
};

/* A column of a table, and what is asked of it. */
struct own_column {
	struct hl_str name;
	size_t at; /* in the table */
	struct own_test *tests;
	size_t len, cap;
	uint64_t terms; /* that ask about it */
	uint64_t blank; /* that are left where it is blank */
};

struct own_columns {
	struct own_column *at;
	size_t len, cap;
};

struct hl_own {
	struct hl_arena arena;
	struct hl_metric *metrics;
	struct own_metric *more; /* of each metric */
	size_t metrics_len, metrics_cap, more_cap;
	struct own_term *terms;
	size_t terms_len, terms_cap;
	struct own_columns log, leads; /* that tests are about */
	struct own_columns sums;       /* that are added up; of the log */
	uint64_t by_account;           /* terms that only the meter can count */
	uint64_t accounts;             /* those that count accounts */
	bool has_signals;              /* some count types that no built-in metric knows */
};

/* Of a row of the log, in a partial: its marks, then each column that is added up. */
struct own_marks {
	uint64_t marks;
};

struct own_value {
	int64_t value;
};

/* What a term comes to somewhere. */
struct own_sum {
	hl_wide sum; /* of its column */
	size_t rows; /* events, or accounts */
};

/* --- own_bind.c --- */

/* Find the columns in the tables; each that is not there is a mistake of the table of metrics. */
enum hl_status own_bind(
	struct hl_meter *m, const struct hl_meter_tables *tables, struct hl_error *err) HL_CHECKED;

/* The column called @name among @columns; it is made where it is new. */
struct own_column *own_column(struct own_columns *columns, struct hl_str name);

/* The terms that are left by @cell; those whose test it cannot answer are in *bad. */
uint64_t own_left(const struct own_column *column, struct hl_str cell, uint64_t *bad);

/* --- own_leads.c --- */

/* What the leads say of an account, column by column. */
struct own_lead {
	uint64_t left; /* terms, by the columns that say something */
	uint64_t said; /* a bit for each of those */
};

enum hl_status own_lead_read(struct hl_meter *m, const struct hl_header *header,
	const struct hl_row *row, uint32_t account, struct hl_error *err) HL_CHECKED;
uint64_t own_lead_marks(const struct hl_meter *m, uint32_t account);

/* --- own_rows.c: what workers do --- */

struct own_slot {
	struct word word;
	uint64_t left, bad;
};

struct own_worker {
	uint64_t marks[HL_STEP_ROWS]; /* of the rows at hand */
	int64_t *values;              /* likewise: of each column that is added up */
	size_t values_len;            /* of a row */
	struct own_sum *sums;         /* by flow, then term */
	size_t sums_cap, flows_len;
	struct own_slot types[OWN_WORDS];
	struct own_slot *columns; /* OWN_WORDS for each column of the log */
};

static inline int64_t *own_values(const struct own_worker *w, size_t at) {
	return &w->values[at * w->values_len];
}

struct own_worker *own_worker_new(const struct hl_own *own); /* NULL without @own */
void own_worker_free(struct own_worker *w);

/* The marks of one row, or of many: how many there are before the first bad one. */
enum hl_status own_row(
	struct worker *w, const struct hl_row *row, size_t at, struct hl_error *err) HL_CHECKED;
size_t own_rows(struct worker *w, const struct hl_row *rows, size_t len);

/* Count row @at, which is whose and of which label and day; the marks that are left to do. */
uint64_t own_count(struct worker *w, size_t at, uint32_t collector, uint32_t label, int64_t day);

/* The sums of a flow, which has none yet. */
struct own_sum *own_sums_at(struct worker *w, size_t flow);

/* Add an event with @marks; @values: int64_t for each column that is added up, at any address. */
void own_add(const struct hl_own *own, struct own_sum *sums, uint64_t marks, const char *values);

/* --- own_part.c: what of it is in a partial --- */

/* What one term comes to somewhere. */
struct own_part {
	uint32_t term;
	hl_wide sum;
	size_t rows;
};

/* Of an event: its marks and its values, in so many cells, or none without @own. */
size_t own_cells(const struct hl_own *own);
void own_put(const struct hl_own *own, uint64_t marks, const char *values, struct hl_buf *to);

/* The other way, into row 0 of the worker; the column of a cell that cannot be, or HL_NO_COLUMN. */
size_t own_parse(struct worker *w, const struct hl_row *row, size_t first) HL_CHECKED;

/* --- own_count.c: what the meter does --- */

struct own_pair {
	uint64_t key;   /* account, slot */
	uint64_t marks; /* 0: free */
};

struct own_pairs {
	struct own_pair *at;
	size_t len, cap;
};

struct parcel;
struct told;
struct tuple;
struct hl_tally;

void own_take(struct hl_meter *m, const struct parcel *parcel, uint32_t account);
void own_merge(struct hl_meter *m, const struct tuple *tuple, const struct own_sum *sums);
void own_told(struct hl_meter *m, const struct told *told); /* by the meter's numbers */
void own_end(struct hl_meter *m);                           /* accounts to their slots */
void own_join(struct hl_meter *m, struct hl_tally *to, const struct own_sum *more);

struct hl_figure own_measure(const struct own_metric *metric, const struct own_sum *sums);

#endif
