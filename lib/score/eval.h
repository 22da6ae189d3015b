/* eval.h - inside lib/score: one row being scored. */
#ifndef HL_SCORE_EVAL_H
#define HL_SCORE_EVAL_H

#include "beside.h"
#include "facts.h"
#include "model.h"

/* A signal that counted: for fresh and for why. */
struct counted {
	const struct item *item;
	const struct branch *branch;
	struct hl_str type;
	int64_t points;
	int64_t age_s;
	int64_t freshness; /* scratch of fresh */
};

/* What an item gave, for why. */
struct gave {
	int64_t value;
	bool gives;
	const struct branch *branch; /* of an if: the one that holds */
};

/*
 * Where the facts of leads come from when no map holds them: asked for each row, in order. *words
 * may be NULL and is valid until the next row.
 */
struct feed {
	enum hl_status (*next)(void *of, const struct hl_row *row, struct hl_str key,
		uint32_t **words, struct hl_error *err);
	void *of;
	const struct times *times; /* the lists of the row's words */
};

/* Of which leads the cells follow from a few outcomes, see memo.h. */
enum finite { FINITE_NEVER, FINITE_QUIET, FINITE_ALWAYS };

struct hl_scoring {
	const struct hl_model *model;
	const struct hl_facts *facts;
	struct hl_overrides *overrides; /* NULL: none */
	const struct hl_since *since;   /* NULL: nobody asks */
	struct outlook *outlook;        /* NULL: nobody asks, see until.h */
	struct feed feed;               /* or the facts' own maps */
	struct hl_header header;        /* of the leads */
	struct hl_score_output output;
	size_t *columns, *fallbacks; /* per field: columns of the leads */
	size_t key;
	size_t *labels; /* parts in the order they are written; tier first */
	size_t labels_len;
	struct hl_str *spelled; /* per branch: a label's text as a cell, its delimiter before it */
	struct hl_str *reasons; /* per branch: what why says of it, its age left out */
	struct hl_arena arena;  /* of these */
	enum finite finite;
	const struct item **leaves; /* groups of if that decide what is finite, see memo.c */
	size_t leaves_len, bit_words;
	uint32_t *signals;  /* per word of the facts: the bits of it that are signals */
	bool *drop;         /* per input column: --replace; NULL: none */
	size_t *first_item; /* per part: where its items begin among all */
	size_t items_len;
	/* What is written of a lead instead of its row; NULL: that. See waterfall.h. */
	void (*tell)(struct eval *eval, struct hl_buf *to);
	size_t pages;  /* of --explain, once the workers have ended */
	size_t silent; /* leads that had no events */
};

struct eval {
	const struct hl_scoring *scoring;
	int64_t as_of; /* when it is scored: that of the facts, but for --hot-until */
	const struct hl_model *model;
	const struct hl_row *row;
	uint32_t *facts;              /* the lead's, NULL: no events */
	struct seen *seen;            /* per field */
	int64_t *numbers;             /* per part */
	const struct branch **labels; /* per part: where its text is from, or NULL */
	struct gave *gave;            /* per item */
	struct counted *counted;      /* the signals that counted, part by part */
	size_t *counted_from;         /* per part: where they begin */
	size_t *counted_len;          /* and how many they are */
	size_t all_counted;
	struct hl_buf why;
	struct beside beside;
	struct beside *besides; /* of HL_STEP_ROWS rows; NULL: nothing is looked up beside */
	struct memo *memo;      /* NULL: outcomes are too many to remember */
	struct until *until;    /* NULL: nobody asks, see until.h */
	struct waterfall *fall; /* NULL: nobody asks what each rule did */
	size_t silent;          /* leads without events, so far */
};

/* One that scores any row, now; a memo and what stands beside are the caller's. */
struct eval *eval_new(const struct hl_scoring *scoring);
void eval_free(struct eval *eval);

/* The key and the facts of each of up to HL_STEP_ROWS rows, NULL where there are none. */
void eval_look(const struct hl_scoring *scoring, const struct hl_row *rows, size_t len,
	struct hl_str *keys, uint32_t **facts);

/*
 * Score the row, in two steps: begin is told its facts; parts gives numbers and labels of all
 * parts. HL_EDATA: the row is bad.
 */
void eval_begin(struct eval *eval, const struct hl_row *row, uint32_t *facts);
enum hl_status eval_parts(struct eval *eval, struct hl_error *err) HL_CHECKED;

/* What a field is for this row; read once. */
enum hl_status eval_field(
	struct eval *eval, size_t field, const struct seen **seen, struct hl_error *err) HL_CHECKED;

/* Does the test hold for what was seen? */
enum hl_status eval_test(const struct field *field, const struct hl_test *test,
	const struct seen *seen, bool *holds, struct hl_error *err) HL_CHECKED;

/* A failure about a field: where in the row it is. */
enum hl_status eval_fail(const struct eval *eval, const struct field *field, enum hl_status status,
	struct hl_error *err);

/* What becomes of the score before anybody looks at it; false: it is out of range. */
bool eval_settle(const struct eval *eval, int64_t *score);

/* Results that do not fit in a number. */
enum hl_status eval_overflow(const struct part *part, struct hl_error *err);

/* The age of the newest event of @slot in seconds; false when there is none. */
static inline bool eval_slot(const struct eval *eval, size_t slot, int64_t *age_s) {
	return eval->facts && facts_age(eval->scoring->facts, eval->facts, slot, age_s);
}

/* What a part comes to within its range. */
static inline int64_t eval_clamp(const struct part *part, int64_t value) {
	if (part->has_low && value < part->low)
		return part->low;
	return part->has_high && value > part->high ? part->high : value;
}

/* What a part gave: for the items of @part, in order. */
static inline struct gave *eval_gave(const struct eval *eval, const struct part *part) {
	return eval->gave + eval->scoring->first_item[part - eval->model->parts];
}

/* All items of a part that is_of_signals at once. */
void signals_value(struct eval *eval, const struct part *part, struct gave *gave);

/* A number part for people, into HL_DEC_ROOM bytes; its length. The score has its decimals. */
static inline size_t eval_print(const struct eval *eval, size_t part, char *to) {
	return part == eval->model->score
		       ? hl_dec_print_fixed(eval->numbers[part], eval->model->decimals, to)
		       : hl_dec_print(eval->numbers[part], to);
}

/* The text of a label. */
static inline struct hl_str eval_label(const struct eval *eval, size_t part) {
	return eval->labels[part] ? eval->labels[part]->text : HL_STR("");
}

/* combine.c: 1/(1+e^-sum); false: it does not fit. */
bool combine_logistic(int64_t sum, int64_t *value);

/* Put the few signals of a lead in a total order. */
void eval_sort(struct counted *counted, size_t len,
	bool (*is_before)(const struct counted *a, const struct counted *b));

/* bind.c: the leads' columns, the labels, where items are; columns that are missing are told. */
void scoring_bind(struct hl_scoring *scoring, const struct hl_score_input *input);

/* What why says of the branches of a model, in scoring->reasons. */
void why_spell(struct hl_scoring *scoring);

/* The reasons of the row that was scored, in eval->why. */
void why_write(struct eval *eval);

#endif
