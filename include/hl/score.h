/*
 * score.h - what a score is: models, the facts of events, the score of a lead and its reasons.
 *
 * A model is a table (hl-model(5)): named parts, each a number or a label made by combining its
 * rules. All arithmetic is exact in millionths and rounded once, half away from zero.
 */
#ifndef HL_SCORE_H
#define HL_SCORE_H

#include "hl/base.h"
#include "hl/lead.h"
#include "hl/table.h"
#include "hl/value.h"

/* --- models --- */

/* A model that is part of the program. */
struct hl_shipped_model {
	const char *name;
	const char *about;
	const char *text; /* the table */
	const size_t *len;
};
extern const struct hl_shipped_model hl_shipped_models[];
extern const size_t hl_shipped_models_len;

/* What a row of a model may ask for. */
struct hl_rule_help {
	const char *name;
	const char *help;
};

/* The @i-th rule for --list-rules and hl-model(5); false behind the last one. */
bool hl_rule_at(size_t i, struct hl_rule_help *help);

struct hl_model;

/*
 * Read the shipped model called @name or, where there is none, the file of that name: what lies
 * in the folder of a run changes no shipped model ("./hot" is a file).
 * Its tables are noted in @listed (NULL: nowhere), which the model must outlive. Every mistake of
 * the model goes to @mistakes; then the answer is HL_EDATA. @name must outlive them, and so must
 * *model, which is there also after a failure: it holds the names of the files that it includes.
 */
enum hl_status hl_model_open(struct hl_model **model, const char *name,
	struct hl_mistakes *mistakes, struct hl_files *listed, struct hl_error *err) HL_CHECKED;
void hl_model_close(struct hl_model *model);

/* The model as one table, in CSV: read again it gives the same scores. */
void hl_model_print(const struct hl_model *model, struct hl_buf *to);

const char *hl_model_key(const struct hl_model *model);  /* name of the key column */
const char *hl_model_zone(const struct hl_model *model); /* NULL: the model names none */

/* When a run takes place: what ages are counted from. */
struct hl_score_time {
	int64_t as_of;              /* seconds; an event later than this does not exist yet */
	struct hl_time_rules rules; /* how cells tell the time; rules.zone is never NULL */
};

/* --- facts: what the events come to, per lead, in a few bytes --- */

struct hl_facts;

/* What they will be asked for, as in hl_score_output. */
struct hl_facts_for {
	bool reasons;   /* how old each signal is: without no_why */
	bool hot_until; /* what they come to at later seconds, too */
};

/* @threads: so many may add events at once; one alone has it easier. */
struct hl_facts *hl_facts_new(const struct hl_model *model, const struct hl_score_time *time,
	const struct hl_facts_for *what, size_t threads);
void hl_facts_free(struct hl_facts *facts);

/*
 * Their maps, and the ids of events, may take @memory bytes (less than 1 MiB counts as that), and
 * less than a tenth more for a moment. What does not fit is spilled to temporary files in @folder,
 * which must outlive the facts.
 */
void hl_facts_limit(struct hl_facts *facts, size_t memory, const char *folder);

/* So many bytes were; 0: none, all is in memory. */
uint64_t hl_facts_spilled(const struct hl_facts *facts);

/*
 * Fold all rows of @events: columns ts, type, the key and what the model's conditions name. Where
 * there is a column event_id, of the events with one id (which is not blank) the first row stands.
 */
enum hl_status hl_facts_read(struct hl_facts *facts, struct hl_reader *events,
	const struct hl_column_map *map, struct hl_error *err) HL_CHECKED;

/* The other rows of an id, which were dropped. False: no log had the column. */
bool hl_facts_repeated(const struct hl_facts *facts, size_t *events);

/* Bytes of events that were written to temporary files to find them. */
uint64_t hl_facts_ids_spilled(const struct hl_facts *facts);

/* --- what other tables say of leads, read before the first of them --- */

struct hl_beside_input {
	const struct hl_score_time *time;
	const struct hl_column_map *map;
	struct hl_mistakes *mistakes; /* gets every mistake; then the answer is HL_EDATA */
};

/*
 * Overrides: the model's key and set, add, until, by, reason, of which all but the key may be left
 * out. Those with as_of < until (blank: always) are in force. One set of a lead replaces its score,
 * what its rows add is added, and the sum is rounded as a score; its range does not hold it. Two
 * sets in force for one lead are a mistake.
 */
struct hl_overrides;
enum hl_status hl_overrides_new(struct hl_overrides **overrides, const struct hl_model *model,
	struct hl_reader *table, const struct hl_beside_input *input,
	struct hl_error *err) HL_CHECKED;
void hl_overrides_free(struct hl_overrides *overrides);

/* Rows in force whose key was in no lead, once every lead was scored. */
size_t hl_overrides_unmet(const struct hl_overrides *overrides);

/*
 * An earlier run: the model's key, the score and, where the model has a label tier, the tier; of
 * its other labels those that the table has. A key that is there twice is a mistake. The model must
 * outlive it.
 */
struct hl_since;
enum hl_status hl_since_new(struct hl_since **since, const struct hl_model *model,
	struct hl_reader *table, const struct hl_beside_input *input,
	struct hl_error *err) HL_CHECKED;
void hl_since_free(struct hl_since *since);

/* About how many bytes of memory it takes; NULL: none. */
size_t hl_since_size(const struct hl_since *since);

/* How many different tiers are none of the model's: where they stand, nothing has crossed. */
size_t hl_since_unknown(const struct hl_since *since);

/* --- scores --- */

/*
 * May output.hot_until be asked of the model? It adds a column of that name: the first second,
 * within 90 days of now, at which the label tier is another text, if nothing more happens: the
 * facts must be made for it. Empty: there is none, or the lead is a bad row before. HL_EUSAGE: the
 * model has no such label, or a part is called as the column.
 */
enum hl_status hl_until_check(const struct hl_model *model, struct hl_error *err) HL_CHECKED;

struct hl_score_output {
	struct hl_dialect dialect;
	bool parts; /* every number part behind the labels */
	bool no_why;
	bool hot_until; /* when a lead leaves its tier, see hl_until_check */
	bool replace;   /* columns of the output's names in the input are dropped */
	/* Instead of the leads; the five above are of no account then, nor is the run before. */
	bool rules;          /* a row for each lead and rule: by how much it moved the score */
	const char *explain; /* or a page for each lead with this key; NULL: none */
};

struct hl_score_input {
	const struct hl_facts *facts;
	struct hl_overrides *overrides; /* NULL: none */
	const struct hl_since *since;   /* NULL: nobody asks; else its columns stand last */
	const struct hl_header *leads;
	const struct hl_column_map *map;
	struct hl_mistakes *mistakes; /* gets every column that is missing */
};

struct hl_scoring; /* a model bound to the columns of one table of leads */

/*
 * Bind the model to the leads' columns. A column that is missing is an error of the model, which
 * says so with its line; all of them are told.
 */
enum hl_status hl_scoring_new(struct hl_scoring **scoring, const struct hl_model *model,
	const struct hl_score_input *input, const struct hl_score_output *output,
	struct hl_error *err) HL_CHECKED;
void hl_scoring_free(struct hl_scoring *scoring);

/* The header line of the output. */
void hl_scoring_put_header(const struct hl_scoring *scoring, struct hl_buf *to);

/*
 * Facts that were spilled: read the leads once for their keys alone, before they are scored. @leads
 * must be the same rows as are scored later, good and bad, and tell nobody of its mistakes.
 */
enum hl_status hl_scoring_look_up(
	struct hl_scoring *scoring, struct hl_reader *leads, struct hl_error *err) HL_CHECKED;

/* The step that scores every row, for hl_table_run. */
struct hl_step hl_scoring_step(struct hl_scoring *scoring);

/* --- leads and events in order of their keys --- */

struct hl_sorted;

/*
 * Tables of events, each in byte order of the key (without the blanks around it); all have the
 * columns of the first, in its order (hl_reader_options.like).
 */
struct hl_sorted_events {
	struct hl_reader *const *readers;
	size_t len;
	const struct hl_column_map *map;
};

/*
 * Of @facts only the layout is used; it takes no more memory than one lead needs. So an event_id is
 * one that was seen before only where an event of the same lead had it.
 */
enum hl_status hl_sorted_new(struct hl_sorted **sorted, struct hl_facts *facts,
	const struct hl_sorted_events *events, struct hl_error *err) HL_CHECKED;
void hl_sorted_free(struct hl_sorted *sorted);

/*
 * Score @leads, which are in the same order, into @out (NULL: only look), as hl_table_run would
 * with all events folded. A row that is out of order ends the run: HL_EDATA.
 */
enum hl_status hl_sorted_run(struct hl_sorted *sorted, struct hl_scoring *scoring,
	struct hl_reader *leads, struct hl_output *out, struct hl_error *err) HL_CHECKED;

/* Or only read the events. */
enum hl_status hl_sorted_check(struct hl_sorted *sorted, struct hl_error *err) HL_CHECKED;

/* --- what is told afterwards --- */

/* How many leads were explained. */
size_t hl_scoring_pages(const struct hl_scoring *scoring);

/* Events whose key was in no lead, once every lead was scored. */
size_t hl_scoring_strangers(const struct hl_scoring *scoring);

/* Leads that were scored without any event. */
size_t hl_scoring_silent(const struct hl_scoring *scoring);

#endif
