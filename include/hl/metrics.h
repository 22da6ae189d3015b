/*
 * metrics.h - key figures of a log of events, in one pass over it.
 *
 * Events may come in any order: what needs an order (who held an account when, which payment
 * keeps which promise) is kept per account and put in order at the end. The same events give
 * the same bytes however they are arranged. Nothing is kept that no metric asked for needs.
 */
#ifndef HL_METRICS_H
#define HL_METRICS_H

#include "hl/base.h"
#include "hl/lead.h"
#include "hl/partial.h"
#include "hl/stats.h"
#include "hl/table.h"
#include "hl/value.h"

/* --- what can be measured --- */

/* How the numbers of a metric are spelled. */
struct hl_unit {
	const char *name;
	unsigned num_places; /* at least so many decimals, more where the sum has them */
	unsigned den_places;
	unsigned value_places; /* exactly so many, rounded once */
	unsigned scale;        /* the value is scale x num / den */
};

/* One number and what stands behind it. */
struct hl_figure {
	hl_wide num, den; /* millionths */
	int64_t value;    /* millionths; worked out from num / den where there is a den */
	size_t n;         /* how many observations */
	bool has_num, has_den;
	bool has_value;   /* false: there is nothing to say */
	const char *note; /* a flag of this metric, or NULL */
	size_t note_n;    /* how many the note is about; the flag is set when there are any */
};

/* Everything counted about one group; the library's own. */
struct hl_tally;

/* A figure, and the tally that it was made of. */
struct hl_measured {
	const struct hl_tally *tally;
	struct hl_figure figure;
};

/* How far a figure can be trusted, and how two are compared; neither is scaled. */
struct hl_interval {
	struct hl_estimate (*estimate)(const struct hl_measured *at); /* NULL: there is none */
	struct hl_change (*change)(const struct hl_measured *a, const struct hl_measured *b);
	bool of_relative; /* lo and hi of a change; else of the difference */
};

struct hl_metric {
	const char *name;
	const struct hl_unit *unit;
	const char *help; /* the formula, one line */
	struct hl_figure (*measure)(const struct hl_tally *tally);
	const struct hl_interval *interval; /* NULL: nothing can be said */
	unsigned level; /* 1: what counts in the end; 2: what leads there; 3: what is done for it */
	bool by_stage;  /* one row for each stage instead of one */
	unsigned needs; /* the library's own: what has to be kept of the events for it */
};
extern const struct hl_metric hl_metrics[];
extern const size_t hl_metrics_len;

/* --- what it can be split by --- */

/* Days, from @from_day to before @to_day. */
struct hl_period {
	int64_t from_day, to_day;
};

/* What a period can be cut into: days, weeks (from Monday on), months of the calendar. */
struct hl_every {
	const char *name;
	uint32_t (*number)(int64_t day); /* they have numbers one behind the other */
	int64_t (*first_day)(uint32_t number);
};
extern const struct hl_every hl_everys[];
extern const size_t hl_everys_len;

const struct hl_every *hl_every_find(struct hl_str name); /* or NULL */

/* Which rows there are besides those of the groups: the grand total, and those of each prefix. */
enum hl_totals { HL_TOTALS_ALL, HL_TOTALS_EACH, HL_TOTALS_NONE };

/* --- measuring --- */

struct hl_meter;

enum { HL_STAGES_MAX = 32, HL_PERIODS_MAX = 7 };

#define HL_NO_DAY INT64_MIN

struct hl_meter_options {
	int64_t as_of; /* what happened later did not happen yet */
	const struct hl_zone *zone;
	const struct hl_time_rules *time;
	const struct hl_column_map *map;
	int64_t from_day;             /* HL_NO_DAY: the first day of the events */
	int64_t to_day;               /* exclusive; HL_NO_DAY: the day of as_of */
	const struct hl_every *every; /* it is cut into these as well; NULL: it is not */
	const struct hl_period *more; /* up to HL_PERIODS_MAX others, each measured by itself */
	size_t more_len;
	struct hl_str metrics; /* "rph,coll"; empty: all */
	struct hl_str by;      /* "team,channel": collector, columns of the tables; empty: all */
	enum hl_totals totals;
	size_t min_n;            /* fewer observations are flagged low_n */
	int64_t grace_days;      /* a promise is kept until so many days after it is due */
	int64_t horizon_s;       /* a lead converts within this time */
	struct hl_str converted; /* "ACTIVE|WON": stages that are conversions */
	struct hl_str stages;    /* "LEAD|FEE_VIEWED|...", first to last */
	size_t top_k;            /* how far down the queue still follows it */
	bool unknown_is_attempt; /* a result nobody knows is an attempt that reached nobody */
	size_t threads;          /* that work everything out; 0: 1 */
	size_t memory;           /* about so many bytes, 1 MiB or more, for facts that wait, where
				    those of one account can do so without the others; what does not
				    fit is spilled. 0: 2 MiB, and in the end what the 128th part of
				    them takes for each thread */
	const char *folder;      /* for temporary files; it must outlive the meter */
};

struct hl_meter_counts {
	size_t events;   /* good rows */
	size_t repeated; /* with an event_id seen before: dropped */
	size_t later;    /* than as_of: not counted */
	size_t unknown_results;
	size_t unknown_stages;
	uint64_t spilled; /* bytes, to temporary files */
	size_t figures;   /* rows that were put */
};

/* Names that do not exist, a period that ends before it begins: HL_EUSAGE. */
enum hl_status hl_meter_new(struct hl_meter **m, const struct hl_meter_options *options,
	struct hl_error *err) HL_CHECKED;
void hl_meter_free(struct hl_meter *m);

/* What is read; NULL: there is none. */
struct hl_meter_tables {
	struct hl_reader *roster;     /* collector, and what the figures are split by */
	struct hl_reader *leads;      /* account_id, created (or placed_date), likewise */
	struct hl_reader *log;        /* of events; with as many threads as it has */
	struct hl_mistakes *mistakes; /* those in options.by are added; NULL: the last is err */
	struct hl_partial *parts; /* are read, with their heads, and of the log but the header; */
	size_t parts_len;         /* 0: there are none */
	const struct hl_partial *head; /* what a partial begins with, that is all this run does; */
	struct hl_output *partial;     /* it goes there, or nowhere. A NULL head: figures, please */
};

/*
 * Read all of them, once. options.by is resolved first: a name that no table has, or two:
 * HL_EUSAGE, without a text where there are mistakes.
 */
enum hl_status hl_meter_read(
	struct hl_meter *m, const struct hl_meter_tables *tables, struct hl_error *err) HL_CHECKED;

/* Work everything out; once, after the last event. What was spilled may be lost: HL_EIO. */
enum hl_status hl_meter_end(struct hl_meter *m, struct hl_error *err) HL_CHECKED;

/* Header and rows, each with its line end. A sum that no decimal can hold: HL_EDATA. */
enum hl_status hl_meter_put(struct hl_meter *m, struct hl_dialect dialect, struct hl_buf *to,
	struct hl_error *err) HL_CHECKED;

struct hl_meter_counts hl_meter_counts(const struct hl_meter *m);

/* The results nobody knew that were taken for attempts, in the order of their names. */
size_t hl_meter_unknown(struct hl_meter *m, const struct hl_str **names);

#endif
