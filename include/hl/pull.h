/*
 * pull.h - a queue that leads are taken from: its rows, what it shows of them, and a journal of
 * who took what.
 *
 * A pull queue is a folder with a file "queue" (the rows as they were published, and an index
 * behind them), a table "policy" and a table "journal" that is only ever appended to. Beside a long
 * journal is a "snapshot" of what it came to, without which everything is the same but slower.
 * Whoever looks at them holds the lock of the journal. Nothing here reads the clock.
 */
#ifndef HL_PULL_H
#define HL_PULL_H

#include "hl/assign.h"
#include "hl/base.h"
#include "hl/io.h"
#include "hl/lead.h"
#include "hl/mask.h"
#include "hl/table.h"

/* No end: of a lease, in seconds; of a claim, as a moment. */
#define HL_PULL_NO_END INT64_MAX

/* The names of the files of a queue, which messages borrow: they must outlive the run. */
struct hl_pull_paths {
	const char *folder, *queue, *policy, *journal, *snapshot;
	struct hl_arena arena;
};

void hl_pull_paths_init(struct hl_pull_paths *paths, const char *folder);

/* A file that the policy names: from the folder on where it is no absolute path. */
const char *hl_pull_path(struct hl_pull_paths *paths, const char *file);
void hl_pull_paths_release(struct hl_pull_paths *paths);

/* --- the policy: what everybody may see and have --- */

struct hl_pull_column {
	struct hl_str name;
	const struct hl_mask *mask; /* NULL: the cell as it is */
};

/* By which tables a lead is somebody's, each as the option of hl-assign; NULL: it is not said. */
struct hl_pull_rules {
	const char *roster, *manual, *load, *units, *keep;
};

/* One of them: the setting of a policy and the option of a command line. */
struct hl_pull_rule {
	const char *name;
	size_t at; /* in struct hl_pull_rules */
	bool is_file;
};
extern const struct hl_pull_rule hl_pull_rules[];
extern const size_t hl_pull_rules_len;
const char **hl_pull_rule_at(struct hl_pull_rules *rules, size_t rule);

/* Zero it to begin with. */
struct hl_pull_policy {
	bool is_preview; /* the columns are shown; else no more than that there is a lead */
	struct hl_pull_column *columns;
	size_t len, cap;
	int64_t lease_s; /* how long a claim lasts at most; 0: it does not say */
	size_t limit;    /* open claims that one collector has at most; SIZE_MAX: any number */
	struct hl_pull_rules rules; /* files as they are written there */
	const char **maps;          /* columns of the leads by hand, as "NAME=COLUMN" */
	size_t maps_len, maps_cap;
	struct hl_arena arena;
};

/* Columns as "A,B:MASK". An unknown mask or one column twice is HL_EUSAGE. */
enum hl_status hl_pull_columns_parse(
	struct hl_pull_policy *policy, const char *text, struct hl_error *err) HL_CHECKED;

/* A span or "none"; a whole number or "none". Else HL_EDATA. */
enum hl_status hl_pull_lease_parse(
	struct hl_pull_policy *policy, struct hl_str text, struct hl_error *err) HL_CHECKED;
enum hl_status hl_pull_limit_parse(
	struct hl_pull_policy *policy, struct hl_str text, struct hl_error *err) HL_CHECKED;

/* A lease as hl_pull_lease_parse reads it, to the second, in HL_SPAN_ROOM bytes; its length. */
size_t hl_pull_lease_print(int64_t lease_s, char *to);

/* Columns by hand; @pairs outlive the policy. */
void hl_pull_policy_map(struct hl_pull_policy *policy, const char *const *pairs, size_t len);

/* Each shows what the other did; both are released later: they share names from here on. */
void hl_pull_policy_swap_columns(struct hl_pull_policy *a, struct hl_pull_policy *b);

/* A preview shows column @name, too: before the others, where they do not have it. */
void hl_pull_policy_show(struct hl_pull_policy *policy, struct hl_str name);

/*
 * What an asker sees who asks for these columns, with these masks: only what the policy shows, no
 * plainer than it shows it. HL_EUSAGE names the first column that the policy does not show, or
 * whose two masks tell different things, so that neither is less than the other.
 */
enum hl_status hl_pull_policy_narrow(const struct hl_pull_policy *policy,
	struct hl_pull_policy *asked, struct hl_error *err) HL_CHECKED;

/* One that is not there is HL_ENOINPUT: nothing is shown by default. */
enum hl_status hl_pull_policy_read(
	struct hl_pull_policy *policy, const char *name, struct hl_error *err) HL_CHECKED;
enum hl_status hl_pull_policy_write(
	const struct hl_pull_policy *policy, const char *name, struct hl_error *err) HL_CHECKED;
void hl_pull_policy_release(struct hl_pull_policy *policy);

/* --- a queue under its lock --- */

struct hl_pull;

struct hl_pull_options {
	const struct hl_pull_paths *paths;
	int64_t now_s;
	unsigned wait_s; /* for the lock; then HL_ELOCKED */
	bool is_new;     /* nothing may have been published yet */
	bool looks_only; /* a journal whose last line was cut stays as it is; all of it is read */
};

/*
 * Take the lock and read the journal; behind a snapshot only, unless the queue is_new or who opens
 * it looks_only. A journal that is damaged, or another file, or that is missing beside a queue, is
 * HL_EDATA; only its last line may be cut, and is mended.
 */
enum hl_status hl_pull_open(struct hl_pull **pull, const struct hl_pull_options *options,
	struct hl_error *err) HL_CHECKED;

/* How many bytes of a last line that was cut were dropped from the journal. */
size_t hl_pull_cut(const struct hl_pull *pull);

/* Others may go on; what was read stays. */
void hl_pull_unlock(struct hl_pull *pull);
void hl_pull_close(struct hl_pull *pull);

/* The columns of the leads, and how they are spelled. */
const struct hl_header *hl_pull_header(const struct hl_pull *pull);
struct hl_dialect hl_pull_dialect(const struct hl_pull *pull);

/* --- who asks --- */

struct hl_pull_ask {
	struct hl_str collector;
	struct hl_asker *asker; /* NULL: everybody may take everything */
	int64_t lease_s;        /* HL_PULL_NO_END, or above 0 */
	size_t limit;
	bool is_preview;  /* leads may be taken by name */
	bool looks_only;  /* claim nothing */
	struct hl_str id; /* the lead that is asked for; empty: the next */
};

/* What the asker holds takes of the capacity, before anything else is asked. */
enum hl_status hl_pull_load(
	struct hl_pull *pull, const struct hl_pull_ask *ask, struct hl_error *err) HL_CHECKED;

/*
 * Claim a lead: it stands in the journal then, and on disk after hl_pull_sync, which is for when
 * the lock is given back: many wait for one disk together. *lead is its number.
 * HL_NO: there is none, or not for this asker; @err says why.
 */
enum hl_status hl_pull_take(struct hl_pull *pull, const struct hl_pull_ask *ask, uint32_t *lead,
	struct hl_error *err) HL_CHECKED;
enum hl_status hl_pull_sync(struct hl_pull *pull, struct hl_error *err) HL_CHECKED;

/* The id of a lead; its row behind the header line, spelled in @dialect, appended to @to. */
struct hl_str hl_pull_id(const struct hl_pull *pull, uint32_t lead);
enum hl_status hl_pull_print(struct hl_pull *pull, uint32_t lead, struct hl_dialect dialect,
	struct hl_buf *to, struct hl_error *err) HL_CHECKED;

/* What is said of a claim that ends. */
struct hl_pull_end {
	struct hl_str collector, id;
	struct hl_str result, by, note;
	bool is_done;    /* else the lead goes back to its place */
	bool looks_only; /* end nothing */
};

/*
 * End a claim, which must be the collector's, over its lease or not: else HL_NO. One that is
 * done already is done. In the journal, and on disk after hl_pull_sync.
 */
enum hl_status hl_pull_finish(
	struct hl_pull *pull, const struct hl_pull_end *end, struct hl_error *err) HL_CHECKED;

/* --- looking --- */

/*
 * The leads that are free for @ask, with a header, as @policy shows them; to @out (NULL: only
 * look). *listed: how many.
 */
struct hl_pull_view {
	const struct hl_pull_policy *policy;
	struct hl_dialect dialect;
	struct hl_output *out;
};
enum hl_status hl_pull_list(struct hl_pull *pull, const struct hl_pull_ask *ask,
	const struct hl_pull_view *view, size_t *listed, struct hl_error *err) HL_CHECKED;

struct hl_pull_counts {
	size_t free, claimed, expired, done;
	size_t gone; /* claims of leads that are not in the queue any more */
};

/* A lead whose lease is over is free; it counts as expired alone. */
struct hl_pull_counts hl_pull_count(const struct hl_pull *pull);

/* A row for the free, one for those done, one for each claim (of @collector; empty: of all). */
void hl_pull_status(const struct hl_pull *pull, struct hl_str collector, struct hl_dialect dialect,
	struct hl_buf *to);

/* --- publishing --- */

struct hl_pull_draft;

struct hl_pull_draft_options {
	const struct hl_pull_paths *paths;
	const struct hl_output_options *output; /* of the queue; NULL: only look */
	const struct hl_header *header;
	const struct hl_column_map *map;
	const char *seed; /* what the order of a hidden list is drawn with; NULL: the system */
};

/* A new queue under way; the folder is made where there is none. */
enum hl_status hl_pull_draft_open(struct hl_pull_draft **draft,
	const struct hl_pull_draft_options *options, struct hl_error *err) HL_CHECKED;

/* The next lead. HL_EDATA: it has no id or one that was there before. */
enum hl_status hl_pull_draft_add(
	struct hl_pull_draft *draft, const struct hl_row *row, struct hl_error *err) HL_CHECKED;

/*
 * All leads are there: what became of the claims of @pull, which stays open, and then the two
 * steps that put the new queue in the place of the old one. Between them nothing is changed.
 */
enum hl_status hl_pull_draft_prepare(struct hl_pull_draft *draft, struct hl_pull *pull,
	struct hl_pull_counts *counts, struct hl_error *err) HL_CHECKED;
enum hl_status hl_pull_draft_commit(
	struct hl_pull_draft *draft, struct hl_pull *pull, struct hl_error *err) HL_CHECKED;
void hl_pull_draft_free(struct hl_pull_draft *draft);

#endif
