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
	int64_t performance; /* the same by a figure, see hl_performance_read; else 1 */
	int64_t capacity;    /* millionths; INT64_MAX: no limit */
	bool is_available;   /* the cell of that name */
	int64_t absent_from; /* days, both inclusive; the whole of time where a cell is empty */
	int64_t absent_to;   /* before absent_from: never absent */
	int shift_from, shift_to;         /* minutes of the day; -1: at any time */
	struct hl_list traits[HL_TRAITS]; /* in the order of hl_traits */
	/* of the run */
	struct hl_share *share; /* its entitled is that of the last run until this one is over */
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
	struct hl_mistakes
		*warnings; /* and what is odd about it, but no mistake: hl_source_map_read */
};

enum hl_status hl_roster_read(struct hl_roster *roster, struct hl_reader *reader,
	const struct hl_roster_options *options, struct hl_error *err) HL_CHECKED;
void hl_roster_release(struct hl_roster *roster);

/* --- what else is known of those on the roster --- */

/* "LOW..HIGH", the least and the greatest weight; 1 lies between. Else HL_EUSAGE. */
struct hl_spread {
	int64_t low, high; /* millionths, above 0 */
};
enum hl_status hl_spread_parse(
	const char *text, struct hl_spread *spread, struct hl_error *err) HL_CHECKED;

struct hl_performance {
	const char *by; /* the figure: a metric of hl-metrics, or a column beside collector */
	struct hl_spread spread;
	/* Counted: those on the roster by what they have, and figures of others. */
	size_t measured, too_few, without, others;
};

/*
 * Weights from a table of figures, the output of hl-metrics (metric, group, value, flag) or a table
 * with the columns collector and @by: the figure over the median of those on the roster, within the
 * spread. Who has none, or one of too few observations, gets 1.
 */
enum hl_status hl_performance_read(struct hl_roster *roster, struct hl_reader *reader,
	const struct hl_roster_options *options, struct hl_performance *performance,
	struct hl_error *err) HL_CHECKED;

struct hl_held {
	const char *units; /* the column of what a lead takes; NULL: 1 */
	size_t others;     /* counted: rows of who is not on the roster, or of nobody */
};

/*
 * What they hold already, that is no lead of the run: rows of collector and load, or a row for each
 * lead, with its collector.
 */
enum hl_status hl_load_read(struct hl_roster *roster, struct hl_reader *reader,
	const struct hl_roster_options *options, struct hl_held *held,
	struct hl_error *err) HL_CHECKED;

/* Whose the leads with a certain value in a certain column are. */
struct hl_source_map;

/*
 * Rows of column, value, collector. Those that can never decide, and those whose collector is not
 * on the roster, are told as warnings.
 */
enum hl_status hl_source_map_read(struct hl_source_map **map, const struct hl_roster *roster,
	struct hl_reader *reader, const struct hl_roster_options *options,
	struct hl_error *err) HL_CHECKED;
void hl_source_map_free(struct hl_source_map *map);

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
	size_t len, words;  /* of a set: a bit for each collector */
	const uint64_t *in; /* who is in */
	const struct hl_absence *absence;
	int64_t seq;               /* leads given so far, over all runs */
	uint32_t first, last;      /* longest since their last lead; and the one who had the last */
	int64_t *owed;             /* millionths of a lead: entitled less received */
	int64_t *last_seq;         /* as in their shares */
	const int64_t *weights;    /* above 0 */
	const int64_t *capacities; /* above 0; of who has no limit, the largest of all */
	struct hl_bracket *bracket; /* scratch of methods */
	struct hl_split *split;
};

/* What is known of a lead when it is given out. */
struct hl_dealt {
	uint32_t own;    /* who keeps it, or HL_NOBODY */
	uint32_t mapped; /* who --map says, or HL_NOBODY */
	uint32_t fit;    /* the number of who fits it */
	uint32_t id;     /* of a simulation: which lead it is */
	int64_t units;   /* millionths: what it takes of a capacity */
	int64_t value;   /* millionths, not below 0 */
};

/*
 * One of @may (a set, not empty) gets @lead, the next: who? It entitles them, or all of @sharing,
 * which holds @may and those who only are not in, to it. That they received it is noted by the
 * caller. HL_NOBODY: that is for the next method to say.
 */
typedef uint32_t hl_pick(struct hl_desk *desk, const uint64_t *may, const uint64_t *sharing,
	const struct hl_dealt *lead);

struct hl_method {
	const char *name;
	const char *help;
	hl_pick *pick;
	const char *needs;   /* the option without which there is nothing to go by; or NULL */
	bool by_performance; /* weights are those of the figures */
	bool accrues;        /* knows --absence */
	bool by_load;        /* leads that are kept count, wherever they stand in the queue */
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
	int64_t day;       /* the day the leads are for */
	int minute;        /* of that day; -1: shifts are not asked */
	const char *units; /* the column of what a lead takes of a capacity; NULL: 1 */
	bool replace;      /* columns of ours that are there already make way */
	bool is_played;    /* by a simulation, which says whose the leads are; no output */
	struct hl_column_map map;
	struct hl_time_rules time;
	struct hl_dialect dialect; /* of the output */
};

struct hl_assign_counts {
	size_t leads, kept, given, nobody;
};

struct hl_assign;

/* Bind the columns. @header must outlive it; the other things @options holds need not. */
enum hl_status hl_assign_new(struct hl_assign **assign, const struct hl_assign_options *options,
	const struct hl_header *header, struct hl_error *err) HL_CHECKED;

/*
 * Every lead of @reader to @out (NULL: only look), header first, in order, with the columns
 * collector and assign_reason behind it.
 */
enum hl_status hl_assign_run(struct hl_assign *assign, struct hl_reader *reader,
	struct hl_output *out, struct hl_error *err) HL_CHECKED;

struct hl_assign_counts hl_assign_counts(const struct hl_assign *assign);

/*
 * A row for each collector of the roster: collector,weight,entitled,received,deviation,value, over
 * all runs that the state knows and this one, which is over.
 */
void hl_fairness_put(const struct hl_assign *assign, struct hl_dialect dialect, struct hl_buf *to);
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
