/* eval.h - inside lib/score: one row being scored. */
#ifndef HL_SCORE_EVAL_H
#define HL_SCORE_EVAL_H

#include "model.h"

/* A signal that counted: for fresh and for why. */
struct counted {
	const struct item *item;
	struct hl_str type;
	int64_t points;
	int64_t age_s;
	int64_t freshness; /* scratch of fresh */
};

/* What an item gave, for why. */
struct gave {
	int64_t value;
	bool gives;
};

struct hl_scoring {
	const struct hl_model *model;
	const struct hl_facts *facts;
	struct hl_header header; /* of the leads */
	struct hl_score_output output;
	size_t *columns, *fallbacks; /* per field: columns of the leads */
	size_t key;
	size_t *labels; /* parts in the order they are written; tier first */
	size_t labels_len;
	bool *drop;         /* per input column: --replace; NULL: none */
	size_t *first_item; /* per part: where its items begin among all */
	size_t items_len;
	bool *met; /* per key of the facts: some lead has it */
	size_t met_len;
};

struct eval {
	const struct hl_scoring *scoring;
	const struct hl_model *model;
	const struct hl_row *row;
	const uint32_t *slots;   /* the lead's, NULL: no events */
	struct seen *seen;       /* per field */
	int64_t *numbers;        /* per part */
	struct hl_str *labels;   /* per part */
	struct gave *gave;       /* per item */
	struct counted *counted; /* the signals that counted, part by part */
	size_t *counted_from;    /* per part: where they begin */
	size_t *counted_len;     /* and how many they are */
	size_t all_counted;
	struct hl_buf why;
};

/* Score the row: numbers and labels of all parts. HL_EDATA: the row is bad. */
enum hl_status eval_row(
	struct eval *eval, const struct hl_row *row, struct hl_error *err) HL_CHECKED;

/* What a field is for this row; read once. */
enum hl_status eval_field(
	struct eval *eval, size_t field, const struct seen **seen, struct hl_error *err) HL_CHECKED;

/* Does the test hold for what was seen? */
enum hl_status eval_test(const struct field *field, const struct hl_test *test,
	const struct seen *seen, bool *holds, struct hl_error *err) HL_CHECKED;

/* A failure about a field: where in the row it is. */
enum hl_status eval_fail(const struct eval *eval, const struct field *field, enum hl_status status,
	struct hl_error *err);

/* Results that do not fit in a number. */
enum hl_status eval_overflow(const struct part *part, struct hl_error *err);

/* The age of the newest event of @slot in seconds; false when there is none. */
bool eval_slot(const struct eval *eval, size_t slot, int64_t *age_s);

/* What a part gave: for the items of @part, in order. */
struct gave *eval_gave(const struct eval *eval, const struct part *part);

/* Put the few signals of a lead in a total order. */
void eval_sort(struct counted *counted, size_t len,
	bool (*is_before)(const struct counted *a, const struct counted *b));

/* The reasons of the row that was scored, in eval->why. */
void why_write(struct eval *eval);

/* --- facts.c --- */

struct hl_facts {
	const struct hl_model *model;
	struct hl_score_time time;
	struct hl_keys *keys;
	/*
	 * Per key a row of 1 + slots_len numbers: how many events there were, then for each slot
	 * the age in seconds + 1 of the newest one that qualifies; 0: none.
	 */
	uint32_t *rows;
	size_t rows_cap;
	size_t unmatched; /* events without a key */
};

/* The row of key @number. */
static inline uint32_t *facts_row(const struct hl_facts *facts, size_t number) {
	return facts->rows + number * (1 + facts->model->slots_len);
}

#endif
