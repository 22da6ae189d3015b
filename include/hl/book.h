/*
 * book.h - the book of accounts as tables of one moment: where balances went between two of them
 * (roll rates), and what the contact rules took out of one (suppression).
 *
 * Figures are rows metric,group,from,to,num,den,value,lo,hi,n,flag. Sums are exact and rows are
 * in order, so that neither the order of the accounts nor the number of threads changes a byte.
 */
#ifndef HL_BOOK_H
#define HL_BOOK_H

#include "hl/base.h"
#include "hl/choice.h"
#include "hl/lead.h"
#include "hl/table.h"

/* --- what can be asked --- */

struct hl_book_metric {
	const char *name;
	const char *unit;
	const char *help; /* the formula, one line */
	unsigned what;    /* the library's own */
};
extern const struct hl_book_metric hl_roll_metrics[];
extern const size_t hl_roll_metrics_len;
extern const struct hl_book_metric hl_supp_metrics[];
extern const size_t hl_supp_metrics_len;

/* Texts are borrowed and outlive what is made with them; an empty one was not given. */
struct hl_book_options {
	const struct hl_column_map *map;
	struct hl_str metrics;  /* "roll,cure"; empty: all there can be */
	struct hl_str by;       /* "client,state": columns to split by */
	struct hl_str from, to; /* what the columns from and to say */
	size_t min_n;           /* what rests on fewer accounts is flagged low_n */
	struct hl_mistakes
		*mistakes; /* what only a whole table shows is told there; metrics, too */
};

/* --- roll rates: the same accounts in two snapshots --- */

struct hl_roll;

struct hl_roll_counts {
	size_t before, after; /* accounts of each snapshot */
	size_t settled;       /* in the first that owed nothing: they are in no denominator */
	size_t credits;       /* rows of both with a balance below 0: nothing is owed */
	size_t figures;       /* rows that were put */
};

/*
 * @buckets are ranges of days past due in their order, "0,1-30,31+"; or where they end, "0,30"; or
 * other words that the column bucket has; empty: 0,1-30,31-60,61-90,91-120,121+. What is none of
 * these, or a metric that does not exist: HL_EUSAGE.
 */
enum hl_status hl_roll_new(struct hl_roll **roll, const struct hl_book_options *options,
	struct hl_str buckets, struct hl_error *err) HL_CHECKED;
void hl_roll_free(struct hl_roll *roll);

/*
 * Read both snapshots: account_id, balance, bucket or days_past_due, and where they are there
 * status and currency. Mistakes of both are told before either fails. An account that is in one
 * of them twice, or a second currency (unless it is split by), is a mistake.
 */
enum hl_status hl_roll_read(struct hl_roll *roll, struct hl_reader *before, struct hl_reader *after,
	struct hl_error *err) HL_CHECKED;

/* Header and rows, each with its line end. Once, after both were read. */
enum hl_status hl_roll_put(struct hl_roll *roll, struct hl_dialect dialect, struct hl_buf *to,
	struct hl_error *err) HL_CHECKED;
const struct hl_choice *hl_roll_choice(const struct hl_roll *roll);
struct hl_roll_counts hl_roll_counts(const struct hl_roll *roll);

/* --- suppression: leads that may not be worked, by reason and by action --- */

struct hl_supp;

struct hl_supp_counts {
	size_t accounts; /* that are suppressed */
	size_t leads;    /* rows of all leads */
	size_t milder;   /* rows (restrict, warn, work) of leads that nothing suppresses */
	size_t figures;
};

/* @has_leads: hl_supp_leads will be called. */
enum hl_status hl_supp_new(struct hl_supp **supp, const struct hl_book_options *options,
	bool has_leads, struct hl_error *err) HL_CHECKED;
void hl_supp_free(struct hl_supp *supp);

/*
 * Read what hl-gate --suppressed wrote (reasons, gate_status or status) or --record (reason,
 * action); then, where they were announced, all leads, of which only the columns to split by are
 * looked at.
 */
enum hl_status hl_supp_read(
	struct hl_supp *supp, struct hl_reader *reader, struct hl_error *err) HL_CHECKED;
enum hl_status hl_supp_leads(
	struct hl_supp *supp, struct hl_reader *reader, struct hl_error *err) HL_CHECKED;

enum hl_status hl_supp_put(struct hl_supp *supp, struct hl_dialect dialect, struct hl_buf *to,
	struct hl_error *err) HL_CHECKED;
const struct hl_choice *hl_supp_choice(const struct hl_supp *supp);
struct hl_supp_counts hl_supp_counts(const struct hl_supp *supp);

#endif
