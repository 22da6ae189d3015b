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
#include "hl/choice.h"
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
	hl_wide value;    /* millionths; worked out from num / den where there is a den */
	size_t n;         /* how many observations */
	bool has_num, has_den;
	bool has_value;    /* false: there is nothing to say */
	bool is_too_large; /* no number can hold it */
	const char *note;  /* a flag of this metric, or NULL */
	size_t note_n;     /* how many the note is about; the flag is set when there are any */
	const char *also;  /* another, likewise */
	size_t also_n;
	const char *mark; /* a flag without a number, or NULL */
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
	/* num and den alone say it: "share", "counts" (hl_share_estimate, hl_counts_ratio); NULL:
	 * what has to be known is in the tally, which else may be NULL */
	const char *of;
};

struct hl_metric {
	const char *name;
	const char *title; /* what people call it: "Revenue per hour"; NULL: its name */
	const struct hl_unit *unit;
	const char *help; /* the formula, one line */
	struct hl_figure (*measure)(const struct hl_tally *tally);
	const struct hl_interval *interval; /* NULL: nothing can be said */
	unsigned level; /* 1: what counts in the end; 2: what leads there; 3: what is done for it */
	bool by_stage;  /* one row for each stage instead of one */
	bool by_due;    /* one row for each bucket of days until it is due, too */
	bool is_less_better;
	bool is_summed; /* num and den of a period are the sums of those of its days */
	/* num is that and what this metric says moved, all else is that of its last day */
	const char *moves;
	bool is_on_request; /* not among all: only where it is named, or in a set */
	bool is_per_time;   /* what it is divided by is a time: it may be short */
	unsigned needs;     /* the library's own: what has to be kept of the events for it */
	const struct own_metric *own; /* likewise: it is of a table, and measure is NULL */
	bool by_batch;  /* likewise for each batch and month on book, of the whole period */
	unsigned views; /* likewise: what of struct hl_money it hangs on */
};
extern const struct hl_metric hl_metrics[];
extern const size_t hl_metrics_len;

/* Metrics of a table, see hl-metrics-define(5). */
struct hl_own;

/*
 * Read the table. Every mistake goes to @mistakes, and then the answer is HL_EDATA, as it is in
 * hl_meter_read for columns that are not there. The names of its files must outlive it.
 */
enum hl_status hl_own_read(struct hl_own **own, struct hl_reader *table,
	struct hl_mistakes *mistakes, struct hl_error *err) HL_CHECKED;
void hl_own_free(struct hl_own *own);
const struct hl_metric *hl_own_metrics(const struct hl_own *own, size_t *len); /* @own: or NULL */

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

/* --- what the figures are held against --- */

/* A table of targets: metric, group, target and direction. */
struct hl_targets;

struct hl_targets_options {
	const struct hl_column_map *map;
	const struct hl_own *own; /* there are targets of these, too; or NULL */
	struct hl_mistakes *mistakes;
};

/*
 * Read them: a metric that does not exist, a target that is no number go to the mistakes, with the
 * nearest name: HL_EDATA, without a text. Of groups only the figures know.
 */
enum hl_status hl_targets_read(struct hl_targets **targets, struct hl_reader *reader,
	const struct hl_targets_options *options, struct hl_error *err) HL_CHECKED;
void hl_targets_free(struct hl_targets *targets);

/* In which order the groups of a metric come; with a rank by the first, or the second. */
enum hl_order {
	HL_ORDER_NONE,  /* by name, and without a rank */
	HL_ORDER_LO,    /* by the end of the interval that is the worse one */
	HL_ORDER_VALUE, /* by the value */
	HL_ORDER_GROUP, /* by name, with the rank by lo */
};

/* --- what a reader gets to see --- */

struct hl_set {
	const char *name; /* "manager" */
	const char *help;
	const char *metrics;
	const char *by, *by_roster, *by_leads; /* with that table; NULL: no other than without */
	const char *targets;                   /* a table of them; NULL: none */
	enum hl_order order;
	enum hl_totals totals;
	bool is_of_today; /* the day of as_of and not those before it */
};
extern const struct hl_set hl_sets[];
extern const size_t hl_sets_len;

const struct hl_set *hl_set_find(struct hl_str name); /* or NULL */
bool hl_set_has(const struct hl_set *set, const struct hl_metric *metric);

/* --- what is cash, whose it is, what hours are --- */

/*
 * What a reversal takes away: on its own day, so that sums tie to the bank; on the day of the
 * payment it takes back; nothing.
 */
enum hl_reversals { HL_LEDGER, HL_RESTATE, HL_GROSS };

/*
 * Whose a payment is: its collector's; of who reached the right party last within credit_days; of
 * who has the account. A reversal is whose the payment is that it takes back.
 */
enum hl_credit { HL_CREDIT_POSTED, HL_CREDIT_RPC, HL_CREDIT_OWNER };

/* Which hours; blank ones are paid. */
enum hl_hours { HL_HOURS_PAID, HL_HOURS_LOGGED, HL_HOURS_PRODUCTIVE };
#define HL_HOURS_NAMES                                                                             \
	{ "paid", "logged", "productive" }

struct hl_money {
	enum hl_reversals reversals;
	enum hl_credit credit;
	int64_t credit_days;
	enum hl_hours hours;
	int64_t hours_default; /* millionths, for who did something on a weekday and has none; 0:
				  none */
	int64_t fee_rate; /* percent in millionths, of accounts whose lead has none; 0: unknown */
	int64_t cost_per_hour; /* likewise of collectors: money in millionths */
	int64_t fte_hours;     /* what a full-time collector works in a period, millionths */
};

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
	bool has_previous;     /* each period is compared with the one before it */
	struct hl_str metrics; /* "rph,coll"; empty: all, */
	const struct hl_set
		*set;     /* or those of this set, and a column level; NULL: there is none */
	struct hl_str by; /* "team,channel": collector, columns of the tables; empty: all */
	enum hl_totals totals;
	enum hl_order order;
	size_t top;                       /* only so many ranks; 0: all */
	const struct hl_targets *targets; /* NULL: none; they must outlive the meter */
	struct hl_mistakes *mistakes;     /* those in them and in metrics; NULL: the last is err */
	size_t min_n;                     /* fewer observations are flagged low_n */
	int64_t grace_days;               /* a promise is kept until so many days after it is due */
	int64_t tolerance_pct;    /* and if so much of it is missing, in millionths of a percent, */
	int64_t tolerance_amount; /* or so much, in millionths; the larger of both */
	int64_t horizon_s;        /* a lead converts within this time */
	struct hl_str converted;  /* "ACTIVE|WON": stages that are conversions */
	struct hl_str stages;     /* "LEAD|FEE_VIEWED|...", first to last */
	size_t top_k;             /* how far down the queue still follows it */
	bool count_off_queue;     /* who works what is not in it does not follow it */
	bool unknown_is_attempt;  /* a result nobody knows is an attempt that reached nobody */
	size_t threads;           /* that work everything out; 0: 1 */
	size_t memory;            /* about so many bytes, 1 MiB or more, for facts that wait, where
				     those of one account can do so without the others; what does not
				     fit is spilled. 0: 2 MiB, and in the end what the 128th part of
				     them takes for each thread */
	const char *folder;       /* for temporary files; it must outlive the meter */
	bool period_view;         /* conversion: of the period's conversions and leads */
	bool first_payment;       /* of the payments of one ref the first alone counts */
	bool business_days;       /* from placement on: Monday to Friday but holidays, else all */
	struct hl_own *own;       /* metrics beside the built-in ones; for one meter; NULL: none */
	struct hl_money money;
};

struct hl_meter_counts {
	size_t events;   /* good rows */
	size_t repeated; /* with an event_id seen before: dropped */
	size_t later;    /* than as_of: not counted */
	size_t unknown_results;
	size_t unknown_stages;
	size_t unknown_types; /* events of a type that no command knows: signals of one's own? */
	size_t leads_before; /* created before the first event, where the period begins with that */
	uint64_t spilled;    /* bytes, to temporary files */
	uint64_t held;  /* bytes of what tables beside the log say of accounts: in memory, all */
	size_t figures; /* rows that were put */
};

/*
 * Names that do not exist, an empty stage, a period that ends before it begins: HL_EUSAGE, all of
 * them among options.mistakes.
 */
enum hl_status hl_meter_new(struct hl_meter **m, const struct hl_meter_options *options,
	struct hl_error *err) HL_CHECKED;
void hl_meter_free(struct hl_meter *m);

/* A queue as it was delivered: account_id, collector, rank, call_from and call_to. */
struct hl_delivered {
	struct hl_reader *reader;
	int64_t day; /* HL_NO_DAY: column date, or ts, says it row by row */
};

/* What is read; NULL: there is none. */
struct hl_meter_tables {
	struct hl_reader *roster; /* collector, and what the figures are split by */
	struct hl_reader *leads;  /* account_id, created (or placed_date), likewise */
	const struct hl_delivered *queues;
	size_t queues_len;
	struct hl_reader *holidays;   /* date */
	struct hl_reader *suppressed; /* account_id, and gate_status or status */
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

/*
 * What hl_meter_read says of options.by and of the columns of options.own, and nothing else: for
 * who has failed and tells everything that is wrong. Such a meter is of no other use.
 */
enum hl_status hl_meter_bind(
	struct hl_meter *m, const struct hl_meter_tables *tables, struct hl_error *err) HL_CHECKED;

/* Work everything out; once, after the last event. What was spilled may be lost: HL_EIO. */
enum hl_status hl_meter_end(struct hl_meter *m, struct hl_error *err) HL_CHECKED;

/* Header and rows, each with its line end. A figure that 128 bits cannot hold: HL_EDATA. */
enum hl_status hl_meter_put(struct hl_meter *m, struct hl_dialect dialect, struct hl_buf *to,
	struct hl_error *err) HL_CHECKED;

/*
 * The same figures with a row for each group and period: group, from, to, a column for each metric
 * (and its lo and hi where it has an interval), or stage, bucket or month of a batch of it, and
 * flags.
 */
enum hl_status hl_meter_put_wide(struct hl_meter *m, struct hl_dialect dialect, struct hl_buf *to,
	struct hl_error *err) HL_CHECKED;

/*
 * Two sides beside each other, instead of hl_meter_put: groups by two values of the first column of
 * options.by (with totals HL_TOTALS_EACH), or else the period of options.more[0], a, and the one
 * asked for, b. A value that is not there: HL_EUSAGE.
 */
struct hl_lift {
	bool by_group;
	struct hl_str a, b;
};
enum hl_status hl_meter_put_lift(struct hl_meter *m, const struct hl_lift *lift,
	struct hl_dialect dialect, struct hl_buf *to, struct hl_error *err) HL_CHECKED;

const struct hl_choice *hl_meter_choice(const struct hl_meter *m);
struct hl_meter_counts hl_meter_counts(const struct hl_meter *m);

/*
 * Payments and reversals without an event_id that are like one before them, in account, day, amount
 * and type: all of them count. It is known where some figure puts the payments of accounts in
 * order.
 */
struct hl_alike {
	bool is_known;
	size_t n;
	const char *file, *as_file; /* where the first is, and what it is like */
	size_t line, as_line;
};
struct hl_alike hl_meter_alike(const struct hl_meter *m);

/* A type of events, and how many there are. */
struct hl_type_count {
	struct hl_str name;
	uint64_t n;
};

/* Those that no command knows, the most frequent first; of a great many some. */
size_t hl_meter_unknown_types(struct hl_meter *m, const struct hl_type_count **types);

/* The results nobody knew that were taken for attempts, in the order of their names. */
size_t hl_meter_unknown(struct hl_meter *m, const struct hl_str **names);

#endif
