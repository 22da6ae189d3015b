/*
 * assign.h - whose lead it is: who may take it, and the methods that choose.
 *
 * Nothing here draws lots or reads the clock: leads, roster, state and day in, leads and a new
 * state out, the same for the same.
 */
#ifndef HL_ASSIGN_H
#define HL_ASSIGN_H

#include "hl/base.h"
#include "hl/io.h"
#include "hl/lead.h"
#include "hl/roster.h"
#include "hl/table.h"
#include "hl/value.h"

/* --- methods --- */

/* What becomes of the shares of those who are not in. */
struct hl_absence {
	const char *name;
	bool accrues;
	bool is_gentle; /* and is not paid back all at once */
};

/* NULL: the default, "nothing". An unknown name is HL_EUSAGE and lists those there are. */
enum hl_status hl_absence_find(
	const char *name, const struct hl_absence **absence, struct hl_error *err) HL_CHECKED;

/* Those who are chosen from. Arrays go by the places on the roster. */
struct hl_desk {
	struct hl_collector *at;
	struct hl_state *state; /* of all who were ever on the roster */
	size_t len, words;      /* of a set: a bit for each collector */
	const uint64_t *in;     /* who is in */
	const struct hl_absence *absence;
	int64_t seq;               /* leads given so far, over all runs */
	uint32_t first, last;      /* longest since their last lead; and the one who had the last */
	int64_t *owed;             /* millionths of a lead: entitled less received */
	int64_t *last_seq;         /* as in their shares */
	const int64_t *weights;    /* above 0 */
	const int64_t *capacities; /* above 0; of who has no limit, the largest of all */
	struct hl_bracket *bracket; /* scratch of methods */
	struct hl_split *split;
	const char *aside; /* what the last pick that had anything to tell of itself would say */
};

/* What is known of a lead when it is given out. */
struct hl_dealt {
	uint32_t own;    /* who keeps it, or HL_NOBODY */
	uint32_t mapped; /* who --map says, or HL_NOBODY */
	uint32_t fit;    /* the number of who fits it */
	uint32_t id;     /* of a simulation: which lead it is */
	uint32_t order;  /* the number of what people decided about it, or HL_NO_ORDER */
	int64_t units;   /* millionths: what it takes of a capacity */
	int64_t value;   /* millionths, not below 0 */
	bool is_closed;  /* it is no work any more, and nobody gets it but by hand */
};

/*
 * One of @may (a set, not empty) gets @lead, the next: who? It entitles them, or all of @sharing,
 * which holds @may and those who only are not in, to it. That they received it is noted by the
 * caller. HL_NOBODY: that is for the next method to say.
 */
typedef uint32_t hl_pick(struct hl_desk *desk, const uint64_t *may, const uint64_t *sharing,
	const struct hl_dealt *lead);

/* What @collector, who may take a lead, went into the choice with; right after the pick. */
typedef void hl_show(const struct hl_desk *desk, uint32_t collector, struct hl_buf *to);

struct hl_method {
	const char *name;
	const char *help;
	const char *rule;    /* by which figures, and what decides between equals */
	hl_show *show;       /* these figures; NULL: there are none but the last lead */
	hl_pick *pick;       /* NULL: nobody is chosen, all goes to hl_orders_default */
	const char *needs;   /* the option without which there is nothing to go by; or NULL */
	bool by_performance; /* weights are those of the figures */
	bool accrues;        /* knows --absence */
	bool by_load;        /* leads that are kept count, wherever they stand in the queue */
	bool by_value;       /* what somebody's leads are worth is among the figures shown */
	bool passes;         /* may leave the choice to the next method */
	void (*begin)(struct hl_desk *desk); /* a run; NULL: nothing to do */
	void (*end)(struct hl_desk *desk);
};
extern const struct hl_method hl_methods[];
extern const size_t hl_methods_len;

/* An unknown name is HL_EUSAGE and lists those there are. */
enum hl_status hl_method_find(
	const char *name, const struct hl_method **method, struct hl_error *err) HL_CHECKED;

/*
 * "source-map,weighted": one, or one that passes and the one that gets what it passes on,
 * round-robin if none is named; *next is NULL where the first does not pass.
 */
enum hl_status hl_methods_find(const char *names, const struct hl_method **method,
	const struct hl_method **next, struct hl_error *err) HL_CHECKED;

static inline bool hl_may(const uint64_t *may, size_t collector) {
	return may[collector / 64] >> (collector % 64) & 1;
}

/* --- orders: what people decided about leads --- */

#define HL_NO_ORDER UINT32_MAX

struct hl_orders;

/* None yet, for leads to be worked on @day. @roster must outlive them. */
struct hl_orders *hl_orders_new(const struct hl_roster *roster, int64_t day);
void hl_orders_free(struct hl_orders *orders);

/* Rows that do not hold: for their day, or because of a row of the same account below. */
struct hl_orders_counts {
	size_t expired, overruled;
};

/* A table of account_id,collector,by,reason,until: this lead to that collector. */
enum hl_status hl_orders_read(struct hl_orders *orders, struct hl_reader *reader,
	const struct hl_roster_options *options, struct hl_orders_counts *counts,
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
	/* Rows of this run may be there already, behind this byte; UINT64_MAX: there are none. */
	uint64_t since;
	bool writes; /* false: it will not be committed */
};

/*
 * HL_EDATA: the file is no log. It must be locked from here to hl_log_close. Where it ends, behind
 * @since, in rows of a run of this name, and these are those with which this run begins, they are
 * not written again.
 */
enum hl_status hl_log_open(
	struct hl_log **log, const struct hl_log_options *options, struct hl_error *err) HL_CHECKED;

/* Its last row has no end: the commit takes it off. */
bool hl_log_is_torn(const struct hl_log *log);

/* Of this run so far. */
size_t hl_log_rows(const struct hl_log *log);

/* The byte at which the rows of this run begin, those that are there already with them. */
uint64_t hl_log_begun(const struct hl_log *log);

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
	const struct hl_method *next;           /* for what @method passes on; NULL: the first */
	const struct hl_absence *absence;       /* NULL: nothing accrues */
	const struct hl_source_map *source_map; /* NULL: none; must outlive the run */
	const char *value;                      /* the column of what a lead is worth; NULL: 0 */
	const struct hl_keep *keep;
	int64_t day;              /* the day the leads are for */
	int minute;               /* of that day; -1: shifts are not asked */
	const char *units;        /* the column of what a lead takes of a capacity; NULL: 1 */
	bool replace;             /* columns of ours that are there already make way */
	bool is_played;           /* by a simulation, which says whose the leads are; no output */
	struct hl_orders *orders; /* must outlive the run; NULL: none */
	struct hl_log *log;       /* likewise; gets a row for each lead that is not kept */
	const char *explain;      /* the account_id of a lead to be told of; NULL: see the run */
	struct hl_column_map map;
	struct hl_time_rules time;
	struct hl_dialect dialect; /* of the output */
};

struct hl_assign_counts {
	size_t leads, kept, given, closed, nobody;
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

/*
 * A row for each collector of the roster: collector,weight,entitled,received,deviation,value, over
 * all runs that the state knows and this one, which is over.
 */
void hl_fairness_put(const struct hl_assign *assign, struct hl_dialect dialect, struct hl_buf *to);

/* Are these the columns of such a table, and no others? */
bool hl_fairness_has(const struct hl_header *header);
void hl_assign_free(struct hl_assign *assign);

/* --- one collector who asks for leads, one by one --- */

struct hl_asker;

/*
 * @name asks, who is on the roster of @options, or it is HL_EUSAGE; of these the roster, orders
 * (but for takings), keep, day, minute, units, map and time are looked at. @header, the roster and
 * the orders must outlive the asker.
 */
enum hl_status hl_asker_new(struct hl_asker **asker, const struct hl_assign_options *options,
	struct hl_str name, const struct hl_header *header, struct hl_error *err) HL_CHECKED;

/* What the lead takes of a capacity, in millionths; and that the asker holds so much more. */
enum hl_status hl_asker_units(const struct hl_asker *asker, const struct hl_row *row,
	int64_t *units, struct hl_error *err) HL_CHECKED;
void hl_asker_hold(struct hl_asker *asker, int64_t units);

/*
 * *reason is NULL: the asker may have this lead. Else as an assign_reason, or "kept": it stays with
 * somebody else; "manual": people gave it to somebody else; "closed": it is no work any more.
 * HL_EDATA: a cell is bad.
 */
enum hl_status hl_asker_may(struct hl_asker *asker, const struct hl_row *row, const char **reason,
	struct hl_error *err) HL_CHECKED;
void hl_asker_free(struct hl_asker *asker);

/* --- what other methods would have done --- */

struct hl_simulation;

struct hl_play {
	struct hl_str name; /* what the method is called there; must outlive the simulation */
	const struct hl_method *method, *next;
};

/*
 * Each of the @len @plays deals out the nights by itself: from the state of @options, whose own
 * method is not asked; what @options holds must outlive the simulation, which changes nothing of
 * it. What really happened comes from the column collector of the nights.
 */
struct hl_simulation *hl_simulation_new(
	const struct hl_assign_options *options, const struct hl_play *plays, size_t len);
void hl_simulation_free(struct hl_simulation *simulation);

/* The leads of the next night, which is @day. */
enum hl_status hl_simulation_night(struct hl_simulation *simulation, struct hl_reader *reader,
	int64_t day, struct hl_error *err) HL_CHECKED;

/* The table of it: a header, and for each method a row for each collector. Returns how many rows.
 */
size_t hl_simulation_put(
	const struct hl_simulation *simulation, struct hl_dialect dialect, struct hl_buf *to);

#endif
