/*
 * judge.h - how good a score is: leads with a score and what came of them, in one pass.
 *
 * What is kept is not rows but how often each score had the outcome and how often not, so that the
 * same leads give the same bytes in whatever order they come. A higher score is a better one.
 */
#ifndef HL_JUDGE_H
#define HL_JUDGE_H

#include "hl/base.h"
#include "hl/choice.h"
#include "hl/lead.h"
#include "hl/table.h"

/* --- what can be asked --- */

struct hl_judge_report; /* the library's own */

struct hl_judge_metric {
	const char *name;
	const char *unit;
	const char *help; /* the formula, one line */
	unsigned needs;   /* the library's own: what has to be there for it */
	/* Its rows. A sum that no number can hold: HL_EDATA. */
	enum hl_status (*tell)(
		struct hl_judge_report *report, const struct hl_judge_metric *metric);
};
extern const struct hl_judge_metric hl_judge_metrics[];
extern const size_t hl_judge_metrics_len;

/* --- judging --- */

struct hl_judge;

/* Texts are borrowed and outlive the judge; an empty one was not given. */
struct hl_judge_options {
	const struct hl_column_map *map;
	struct hl_str metrics;  /* "auc,ks"; empty: all for which there is what they need */
	struct hl_str score;    /* the column of the score */
	struct hl_str label;    /* that of the outcome; empty: nothing is known of it */
	struct hl_str positive; /* what a label with the outcome says; empty: 1, yes, true or y */
	struct hl_str scale;    /* "100": a score is so many times a propensity; "50:7": 50 is an
				   even chance, 7 more double the odds; empty: it is one */
	struct hl_str bands;    /* "0.1|0.5": where bands begin; or a column; empty: tenths */
	struct hl_str by;       /* "tier,client": columns to split by */
	struct hl_str columns;  /* "state,age": columns to be judged alone */
	bool has_reference;     /* hl_judge_reference will be called */
	bool has_rules;         /* hl_judge_rules will be called */
	size_t min_n;           /* fewer leads are flagged low_n */
	size_t threads;         /* that read; 0: 1 */
	size_t memory; /* about so many bytes for scores; what does not fit is spilled. 0: as much
			  as it takes */
	const char *folder;           /* for temporary files; it must outlive the judge */
	struct hl_mistakes *mistakes; /* names of metrics are told there; NULL: the last is err */
};

struct hl_judge_counts {
	size_t leads;     /* good rows */
	size_t open;      /* of these without a label: what comes of them is not known yet */
	size_t strange;   /* rows of rules whose lead is not there */
	size_t unjudged;  /* rows of rules whose lead has no label */
	size_t figures;   /* rows that were put */
	uint64_t spilled; /* bytes, to a temporary file */
};

/* A metric that does not exist or that lacks what it needs, a scale or bands that are none:
 * HL_EUSAGE. */
enum hl_status hl_judge_new(struct hl_judge **j, const struct hl_judge_options *options,
	struct hl_error *err) HL_CHECKED;
void hl_judge_free(struct hl_judge *j);

/*
 * Read the leads; then, where they were announced, the leads of the reference (the columns of
 * score and columns, labels are not looked at) and the rows of hl-score --rules (account_id, part,
 * rule, field, evidence).
 */
enum hl_status hl_judge_leads(
	struct hl_judge *j, struct hl_reader *reader, struct hl_error *err) HL_CHECKED;
enum hl_status hl_judge_reference(
	struct hl_judge *j, struct hl_reader *reader, struct hl_error *err) HL_CHECKED;
enum hl_status hl_judge_rules(
	struct hl_judge *j, struct hl_reader *reader, struct hl_error *err) HL_CHECKED;

/* Header and rows, each with its line end. Once, after everything was read. */
enum hl_status hl_judge_put(struct hl_judge *j, struct hl_dialect dialect, struct hl_buf *to,
	struct hl_error *err) HL_CHECKED;

const struct hl_choice *hl_judge_choice(const struct hl_judge *j);
struct hl_judge_counts hl_judge_counts(const struct hl_judge *j);

#endif
