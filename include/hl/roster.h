/*
 * roster.h - who there is to take leads: what they take, what they had so far, what is known of
 * them.
 *
 * A part of lib/assign that knows no lead.
 */
#ifndef HL_ROSTER_H
#define HL_ROSTER_H

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
	hl_wide value;    /* what these leads are worth, in millionths */
	int64_t last_seq; /* number of the last lead given to this one; 0: none yet */
	/* of balance-value, see lib/assign/least.c */
	hl_wide head_start; /* counts as value, and was never received */
	bool is_away;       /* was not there in the last run: may get one on coming back */
	/* of the run */
	bool is_new;    /* the state had no row of this one */
	bool is_listed; /* on the roster */
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
	const char *between; /* what separates the items of a list */
	bool is_words;       /* every word of the lead's cell is asked for */
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
	bool all_few;    /* those measured are all of too few observations */
	bool none_above; /* nobody has a figure above 0: all weigh 1 */
};

/*
 * Weights from a table of figures, the output of hl-metrics (metric, group, value, flag), the same
 * with collector for group, or a table with the columns collector and @by: the figure over the
 * median of those on the roster that are above 0, within the spread. Who has none, or one of too
 * few observations where others have more, gets 1; so does everybody where no figure is above 0.
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

#endif
