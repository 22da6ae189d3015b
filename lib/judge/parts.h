/*
 * parts.h - what the files of lib/judge share.
 *
 * options.c makes a judge, bind.c finds its columns, rows.c counts leads, each thread in sums of
 * its own (sums.c); rules.c counts what rules did. views.c puts together what is in a group, and
 * each of metrics.c tells its rows: ranks.c and tenths.c (in which order), odds.c and bands.c (how
 * likely), alone.c (the score, columns and rules by themselves, by apart.c); put.c makes lines of
 * them.
 */
#ifndef HL_JUDGE_PARTS_H
#define HL_JUDGE_PARTS_H

#include "hl/judge.h"
#include "pile.h"

enum { BY_MAX = 8, COLUMNS_MAX = 64, BANDS_MAX = 256, TENTHS = 10 };

/* What a metric needs. */
enum {
	NEEDS_LABEL = 1,
	NEEDS_REFERENCE = 2,
	NEEDS_COLUMNS = 4,
	NEEDS_RULES = 8,
	NEEDS_PROPENSITY = 16,
	NEEDS_CELLS = 32, /* columns or rules */
};

/* --- what came of leads --- */

enum label { LABEL_NEG, LABEL_POS, LABEL_OPEN, LABELS };

/* How many leads, by label. */
struct outcomes {
	uint64_t of[LABELS];
};

/* One column alone: what is a number, what is a text, what is blank. */
struct spread {
	struct pile known, open; /* numbers; those of leads without a label are all neg */
	struct hl_keys *texts;
	struct outcomes *of_text; /* by the number of the text */
	size_t of_text_cap;
	struct outcomes blank;
};

/* Leads of one group and band. */
struct crowd {
	struct pile pile;
	uint64_t open; /* leads without a label */
};

/* Leads of one group against those of the reference, whatever came of them. */
struct slice {
	struct pile scores;
	struct spread *columns; /* options.columns; all without a label */
	uint64_t leads;
};

/* What was counted, by one thread or in all. */
struct sums {
	struct hl_keys
		*keys; /* of the crowds: the values of by, a NUL, that of the band's column */
	struct crowd *crowds; /* one where there are no keys */
	size_t crowds_len, crowds_cap;
	struct pile open;       /* scores of leads without a label; of a reference all */
	struct spread *columns; /* options.columns */
	size_t columns_len;
	struct hl_keys *slice_keys; /* the values of by */
	struct slice *slices;       /* by the number of the key; of groups, with a reference */
	size_t slices_len, slices_cap;
	struct room room; /* of all piles; while a thread counts */
	struct hl_judge_counts counts;
};

/* --- rules --- */

struct rule {
	uint64_t pos, neg;
	size_t lead; /* that it fired for last */
};

struct rules {
	struct hl_keys *leads; /* a word each: its label */
	struct hl_keys *names;
	struct rule *rules; /* by the number of the name */
	size_t cap;
};

/* --- the judge --- */

/* How a score is made a propensity. */
struct scale {
	bool has_odds;
	int64_t times;         /* millionths: a score is so many propensities */
	int64_t even, doubled; /* has_odds: the score of an even chance, points that double odds */
};

struct columns {
	size_t score, label, key, band;
	size_t by[BY_MAX];
	bool has_by; /* all of them are there: a reference may lack them */
	size_t alone[COLUMNS_MAX];
};

struct hl_judge {
	struct hl_judge_options options;
	struct scale scale;
	bool must_be_propensity; /* a score that is none makes a bad row */
	struct hl_choice choice;
	struct hl_str by[BY_MAX];
	size_t by_len;
	struct hl_str alone[COLUMNS_MAX];
	size_t alone_len;
	int64_t begins[BANDS_MAX]; /* of bands, rising */
	size_t begins_len;
	bool has_band_column;
	bool has_slices; /* groups are held against those of the reference */
	struct columns columns;
	const struct hl_header *header; /* while rows are read */
	struct sums now, then;          /* the leads, the reference */
	struct shelf *shelf;            /* NULL: all of it is in memory */
	struct rules rules;
	struct hl_mistakes slips; /* of several rows: leads that are there twice */
	struct hl_arena arena;
	size_t figures;
};

/* Split @list at @sep into at most @most trimmed, not empty names; HL_EUSAGE naming @option. */
enum hl_status split_names(struct hl_str list, const char *option, struct hl_str *names,
	size_t *len, struct hl_error *err);

/* bind.c: where the columns of the leads, or of the reference, are. */
enum hl_status bind_leads(struct hl_judge *j, const struct hl_header *header, struct hl_error *err);
enum hl_status bind_reference(
	struct hl_judge *j, const struct hl_header *header, struct hl_error *err);

/* scale.c: the propensity of a score in millionths; false: it is none from 0 to 1. */
enum hl_status scale_parse(struct hl_str text, struct scale *scale, struct hl_error *err);
bool scale_propensity(const struct scale *scale, int64_t score, int64_t *propensity);

/*
 * sums.c. Sums must stay where they are, for their piles know their room: sums_count begins to
 * count in a thread. What was counted goes into @to, and is nothing then; sums_end: that was all.
 */
void sums_init(const struct hl_judge *j, struct sums *sums);
void sums_limit(const struct hl_judge *j, struct sums *sums);
void sums_move(struct sums *to, struct sums *from);
void sums_end(const struct hl_judge *j, struct sums *sums);
void sums_release(struct sums *sums);
struct crowd *sums_crowd(struct sums *sums, size_t number);
void spread_add(struct spread *spread, struct hl_str cell, enum label label);
void spread_init(struct spread *spread, struct room *room);
void spread_move(struct spread *to, struct spread *from);
void spread_release(struct spread *spread);

/* slices.c: that of @group, which is made where it is not there; or NULL. */
struct slice *slice_make(struct sums *sums, struct hl_str group);
const struct slice *slice_find(const struct sums *sums, struct hl_str group);
void slices_move(struct sums *to, struct sums *from);
void slices_release(struct sums *sums);

/* A lead whose rules are asked for, before its key. */
struct asked_lead {
	const char *file;
	size_t line;
	uint32_t key_len;
	uint32_t label;
};

/* rules.c */
enum hl_status rules_take(void *judge, struct hl_buf *bytes, struct hl_error *err);

/* --- views: what a group of rows of the output is about --- */

struct band {
	struct hl_str name;
	struct pile pile;
};

struct view {
	struct hl_str name; /* "all" is the last */
	bool is_total;
	struct pile pile; /* settled */
	uint64_t pos, neg, open;
	struct band *bands; /* of a column, by its values; else none */
	size_t bands_len;
};

struct views {
	struct view *at;
	size_t len;
};

void views_make(struct hl_judge *j, struct views *views);
void views_release(struct views *views);

/* --- rows of the output --- */

struct hl_judge_report {
	struct hl_judge *j;
	const struct views *views;
	struct hl_dialect dialect;
	struct hl_buf *to;
	struct hl_error *err;
};

struct figure {
	struct hl_str group;
	hl_wide num, den; /* millionths */
	int64_t value, lo, hi;
	bool has_num, has_den, has_value, has_ends;
	unsigned places;
	uint64_t n;
	struct hl_buf flags; /* released when it was put */
};

/* The value is @scale x num / den, both counts x @unit (HL_ONE, or less where they are halves). */
struct figure figure_over(hl_wide num, hl_wide den, unsigned scale, unsigned places);
/* A number that was worked out in binary fractions, with six places. */
struct figure figure_of(double value, uint64_t n);
/* @hits of @n in percent with the Wilson interval. */
struct figure figure_share(uint64_t hits, uint64_t n);
struct figure figure_none(uint64_t n);
void figure_ends(struct figure *figure, double lo, double hi, unsigned scale);
void figure_flag(struct figure *figure, const char *flag);
void figure_count(struct figure *figure, const char *flag, uint64_t count);

enum hl_status put_figure(struct hl_judge_report *report, const struct hl_judge_metric *metric,
	struct figure *figure);

/* A row for each view. */
typedef struct figure figure_of_view(const struct hl_judge *j, const struct view *view);
enum hl_status put_views(
	struct hl_judge_report *report, const struct hl_judge_metric *metric, figure_of_view *at);

/* "group/part", or "part" of the total: lives until the next call. */
struct hl_str view_part(struct hl_buf *name, const struct view *view, struct hl_str part);

/* --- bins --- */

/* Tenths: the first of which the score is not above the upper end has it. */
struct cuts {
	int64_t upper[TENTHS]; /* the last is INT64_MAX */
	size_t tenth[TENTHS];  /* which one it is: 1 has the lowest scores */
	size_t len;
};

/* The tenths of a settled pile; leads of one score are in one tenth. Empty: one of all. */
struct cuts cuts_of(const struct pile *pile);
size_t cuts_find(const struct cuts *cuts, int64_t score);

#define TELL(name)                                                                                 \
	enum hl_status name(struct hl_judge_report *report, const struct hl_judge_metric *metric)
TELL(tell_base_rate);
TELL(tell_auc);
TELL(tell_gini);
TELL(tell_ks);
TELL(tell_ks_at);
TELL(tell_gain);
TELL(tell_lift);
TELL(tell_lift_tenth);
TELL(tell_brier);
TELL(tell_log_loss);
TELL(tell_predicted);
TELL(tell_calibration);
TELL(tell_ece);
TELL(tell_psi);
TELL(tell_csi);
TELL(tell_iv);
TELL(tell_woe);
TELL(tell_fired);
TELL(tell_hit_rate);
#undef TELL

#endif
