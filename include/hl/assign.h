/*
 * assign.h - whose lead it is: a roster, who may take a lead, and the methods that choose.
 *
 * Nothing here draws lots or reads the clock: leads, roster, state and day in, leads and a new
 * state out, the same for the same.
 */
#ifndef HL_ASSIGN_H
#define HL_ASSIGN_H

#include "hl/base.h"
#include "hl/io.h"
#include "hl/lead.h"
#include "hl/table.h"
#include "hl/value.h"

/* No collector. */
#define HL_NOBODY UINT32_MAX

/* --- state: what runs hand on --- */

/* What one collector was given so far, over all runs, in millionths of a lead. */
struct hl_share {
	int64_t entitled;
	int64_t received;
	int64_t value;    /* kept for methods that weigh leads */
	int64_t last_seq; /* number of the last lead given to this one; 0: none yet */
};

/* Everybody who was ever on the roster. Zero it to begin with. */
struct hl_state {
	struct hl_keys *names;
	struct hl_share *shares; /* by the numbers of @names */
	size_t len, cap;
	struct hl_buf run;       /* what the last run was called */
	struct hl_state *before; /* where that one began; NULL: it had no name */
};

/*
 * Read the state in @name. One that is torn, changed by hand or no state at all is HL_EDATA;
 * only a file that is not there makes a fresh one, and *is_new says so. It is noted in @listed
 * (NULL: nowhere).
 */
enum hl_status hl_state_read(struct hl_state *state, const char *name, bool *is_new,
	struct hl_files *listed, struct hl_error *err) HL_CHECKED;
enum hl_status hl_state_write(
	const struct hl_state *state, struct hl_output *out, struct hl_error *err) HL_CHECKED;
void hl_state_release(struct hl_state *state);

/*
 * Begin the run called @run (NULL: it has no name). true: the last run was called so, too; it is
 * taken back, and @state is what that one began with.
 */
bool hl_state_begin(struct hl_state *state, const char *run);

/* --- the roster --- */

enum { HL_TRAITS = 5 };

/* What a collector takes. */
struct hl_list {
	const struct hl_str *items;
	size_t len;
};

struct hl_collector {
	struct hl_str name;
	int64_t weight;      /* millionths, above 0 */
	int64_t capacity;    /* millionths; INT64_MAX: no limit */
	bool is_available;   /* the cell of that name */
	int64_t absent_from; /* days, both inclusive; the whole of time where a cell is empty */
	int64_t absent_to;   /* before absent_from: never absent */
	int shift_from, shift_to;         /* minutes of the day; -1: at any time */
	struct hl_list traits[HL_TRAITS]; /* in the order of hl_traits */
	/* of the run */
	struct hl_share *share;
	int64_t load;           /* millionths of what capacity counts */
	uint32_t before, after; /* in order of their last lead, the longest since first */
};

/*
 * What a roster may limit: its column, the column of the leads, what to say if nobody fits. A
 * lead that does not say what it asks of an ability asks for nothing; one that does not say, for
 * instance, its state fits nobody who takes some states only.
 */
struct hl_trait {
	const char *roster, *lead, *reason;
	bool is_words; /* every word of the lead's cell is asked for */
	bool is_ability;
};
extern const struct hl_trait hl_traits[HL_TRAITS];

/* Zero it to begin with. */
struct hl_roster {
	struct hl_collector *at;
	size_t len, cap;
	struct hl_keys *names;
	bool limits[HL_TRAITS]; /* somebody's cell of this trait is not empty */
	bool has_capacity;      /* somebody has one */
	struct hl_arena arena;
};

struct hl_roster_options {
	struct hl_time_rules time;
	struct hl_column_map map;
	struct hl_mistakes *mistakes; /* gets all mistakes of the table; then HL_EDATA */
};

enum hl_status hl_roster_read(struct hl_roster *roster, struct hl_reader *reader,
	const struct hl_roster_options *options, struct hl_error *err) HL_CHECKED;
void hl_roster_release(struct hl_roster *roster);

/* "HH:MM", up to 24:00, in minutes. */
enum hl_status hl_minute_parse(struct hl_str text, int *minute, struct hl_error *err) HL_CHECKED;

/* --- methods --- */

/* Those who are chosen from. */
struct hl_desk {
	struct hl_collector *at;
	size_t len;
	int64_t seq;          /* leads given so far, over all runs */
	uint32_t first, last; /* longest since their last lead; and the one who had the last */
};

/* What is known of a lead when it is given out. */
struct hl_dealt {
	uint32_t own;   /* who keeps it, or HL_NOBODY */
	uint32_t fit;   /* the number of who fits it */
	uint32_t order; /* the number of what people decided about it, or HL_NO_ORDER */
	int64_t units;  /* millionths: what it takes of a capacity */
};

struct hl_method {
	const char *name;
	const char *help;
	/*
	 * The one of @may (a bit for each collector, at least one set) who gets @lead, the next;
	 * entitles them to it. That they received it is noted by the caller. NULL: nobody is
	 * chosen, all goes to the one of hl_orders_default.
	 */
	uint32_t (*pick)(struct hl_desk *desk, const uint64_t *may, const struct hl_dealt *lead);
};
extern const struct hl_method hl_methods[];
extern const size_t hl_methods_len;

/* An unknown name is HL_EUSAGE and lists those there are. */
enum hl_status hl_method_find(
	const char *name, const struct hl_method **method, struct hl_error *err) HL_CHECKED;

static inline bool hl_may(const uint64_t *may, size_t collector) {
	return may[collector / 64] >> (collector % 64) & 1;
}

/* --- orders: what people decided about leads --- */

#define HL_NO_ORDER UINT32_MAX

struct hl_orders;

/* None yet. @roster must outlive them. */
struct hl_orders *hl_orders_new(const struct hl_roster *roster);
void hl_orders_free(struct hl_orders *orders);

struct hl_orders_options {
	struct hl_time_rules time;
	struct hl_column_map map;
	int64_t day;                  /* rows until a day before it have expired */
	struct hl_mistakes *mistakes; /* gets all mistakes of the table; then HL_EDATA */
};

/* Rows that do not hold: for their day, or because of a row of the same account below. */
struct hl_orders_counts {
	size_t expired, overruled;
};

/* A table of account_id,collector,by,reason,until: this lead to that collector. */
enum hl_status hl_orders_read(struct hl_orders *orders, struct hl_reader *reader,
	const struct hl_orders_options *options, struct hl_orders_counts *counts,
	struct hl_error *err) HL_CHECKED;

/* "FROM:TO", all leads of the one to the other; "FROM": to whom the method chooses. HL_EUSAGE. */
enum hl_status hl_orders_reassign(struct hl_orders *orders, const char *text, const char *note,
	struct hl_error *err) HL_CHECKED;

/* Who gets what no method chooses anybody for. HL_EUSAGE. */
enum hl_status hl_orders_default(
	struct hl_orders *orders, const char *collector, struct hl_error *err) HL_CHECKED;

/* What came of an order. */
struct hl_order {
	const char *file; /* of a table, with its line; NULL: from the command line */
	size_t line;
	struct hl_str from; /* whose leads are taken */
	struct hl_str to;   /* "": whom the method chooses */
	bool is_out;        /* that one is not in */
	size_t leads;       /* given by it */
};

size_t hl_orders_len(const struct hl_orders *orders);
struct hl_order hl_orders_at(const struct hl_orders *orders, size_t number);

/* --- the log: whose lead became whose, when, how and why --- */

struct hl_log;

struct hl_log_options {
	const char *name; /* of the file, which need not be there; must outlive the log */
	const char *run;  /* what this run is called */
	int64_t ts_s;     /* when it is, in seconds */
	bool writes;      /* false: it will not be committed */
};

/*
 * HL_EDATA: the file is no log. It must be locked from here to hl_log_close. Where it ends in rows
 * of a run of this name, and these are those with which this run begins, they are not written
 * again.
 */
enum hl_status hl_log_open(
	struct hl_log **log, const struct hl_log_options *options, struct hl_error *err) HL_CHECKED;

/* Its last row has no end: the commit takes it off. */
bool hl_log_is_torn(const struct hl_log *log);

/* Of this run so far. */
size_t hl_log_rows(const struct hl_log *log);

/* The rows of this run to the end of the file, on disk. */
enum hl_status hl_log_commit(struct hl_log *log, struct hl_error *err) HL_CHECKED;
void hl_log_close(struct hl_log *log);

/* --- a run --- */

struct hl_keep;

/* NULL: the default, "until-worked". An unknown name is HL_EUSAGE and lists those there are. */
enum hl_status hl_keep_find(
	const char *name, const struct hl_keep **keep, struct hl_error *err) HL_CHECKED;

struct hl_assign_options {
	struct hl_roster *roster; /* must outlive the run, which changes its loads */
	struct hl_state *state;   /* likewise; the run changes it into the new one */
	const struct hl_method *method;
	const struct hl_keep *keep;
	int64_t day;              /* the day the leads are for */
	int minute;               /* of that day; -1: shifts are not asked */
	const char *units;        /* the column of what a lead takes of a capacity; NULL: 1 */
	bool replace;             /* columns of ours that are there already make way */
	struct hl_orders *orders; /* must outlive the run; NULL: none */
	struct hl_log *log;       /* likewise; gets a row for each lead that is not kept */
	const char *explain;      /* the account_id of a lead to be told of; NULL: see the run */
	struct hl_column_map map;
	struct hl_time_rules time;
	struct hl_dialect dialect; /* of the output */
};

struct hl_assign_counts {
	size_t leads, kept, given, nobody;
	size_t by_hand;  /* of those given: by an order, or to the default */
	size_t away;     /* of these: to somebody who is not in */
	size_t ordered;  /* of those kept: against an order */
	size_t repeated; /* with an account_id seen before, where anybody asks for it */
	size_t pages;    /* told of */
};

struct hl_assign;

/* Bind the columns. @header must outlive it; the other things @options holds need not. */
enum hl_status hl_assign_new(struct hl_assign **assign, const struct hl_assign_options *options,
	const struct hl_header *header, struct hl_error *err) HL_CHECKED;

/*
 * Every lead of @reader to @out (NULL: only look), header first, in order, with the columns
 * collector and assign_reason behind it. With explain instead a page of text for each lead that is
 * asked for: who might have had it, and why it went where it went.
 */
enum hl_status hl_assign_run(struct hl_assign *assign, struct hl_reader *reader,
	struct hl_output *out, struct hl_error *err) HL_CHECKED;

struct hl_assign_counts hl_assign_counts(const struct hl_assign *assign);
void hl_assign_free(struct hl_assign *assign);

/* --- one collector who asks for leads, one by one --- */

struct hl_asker;

/*
 * @name asks, who is on the roster of @options, or it is HL_EUSAGE; of these the roster, keep, day,
 * minute, units, map and time are looked at. @header and the roster must outlive the asker.
 */
enum hl_status hl_asker_new(struct hl_asker **asker, const struct hl_assign_options *options,
	struct hl_str name, const struct hl_header *header, struct hl_error *err) HL_CHECKED;

/* What the lead takes of a capacity, in millionths; and that the asker holds so much more. */
enum hl_status hl_asker_units(const struct hl_asker *asker, const struct hl_row *row,
	int64_t *units, struct hl_error *err) HL_CHECKED;
void hl_asker_hold(struct hl_asker *asker, int64_t units);

/*
 * *reason is NULL: the asker may have this lead. Else as an assign_reason, or "kept": it stays with
 * somebody else. HL_EDATA: a cell is bad.
 */
enum hl_status hl_asker_may(struct hl_asker *asker, const struct hl_row *row, const char **reason,
	struct hl_error *err) HL_CHECKED;
void hl_asker_free(struct hl_asker *asker);

#endif
