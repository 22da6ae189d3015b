/*
 * since.c - what scores and tiers were in an earlier run, and which way a lead has gone since.
 *
 * A lead takes an entry of the key map: its score in two words, and a word for its tier and for
 * each other label that the table has: the number of its text. There are few texts; they are
 * numbered as they come. Tiers are apart, and known by where the model has them.
 */
#include "eval.h"

#include <stdlib.h>

enum { SCORE = 0, TIER = 2, OTHERS = 3 };

/* A lead without a score; no number is parsed to it. */
#define NO_SCORE INT64_MIN

/* Ranks: the first row of the label is the best. */
#define WORST (UINT32_MAX - 1) /* no row of it holds */
#define UNKNOWN UINT32_MAX     /* the model has no such tier */

/* A label besides the tier. */
struct other {
	struct hl_str name; /* of the column that is added: "route_before" */
	size_t column;      /* of the table */
};

struct hl_since {
	const struct hl_model *model;
	size_t tier; /* the label of that name, or NONE */
	struct other *others;
	size_t others_len;
	struct hl_keys *keys;
	struct hl_keys *texts; /* of the others; the first is the blank one */
	struct hl_keys *tiers; /* texts; the first is the blank one */
	uint32_t *ranks;       /* of each */
	size_t ranks_cap;
	uint32_t *branch_ranks; /* per branch of the model */
	struct hl_arena arena;  /* of these and the others */
};

struct reading {
	struct hl_since *since;
	const struct hl_header *header;
	size_t key, score, tier;
};

/* --- tiers --- */

static const struct part *label_of(const struct hl_since *since) {
	return &since->model->parts[since->tier];
}

/* How many rows of the label stand before the first with this text. */
static uint32_t rank_of(const struct hl_since *since, struct hl_str text) {
	const struct part *label = label_of(since);
	uint32_t rank = 0;

	for (size_t i = 0; i < label->items_len; i++)
		for (size_t k = 0; k < label->items[i].branches_len; k++, rank++)
			if (hl_str_eq(label->items[i].branches[k].text, text))
				return rank;
	return text.len ? UNKNOWN : WORST;
}

static uint32_t number_of(struct hl_since *since, struct hl_str text) {
	size_t number = hl_keys_find(since->tiers, text);

	if (number != HL_NO_KEY)
		return (uint32_t)number;
	number = hl_keys_add(since->tiers, text);
	since->ranks = hl_grow(since->ranks, &since->ranks_cap, number + 1, sizeof(*since->ranks));
	since->ranks[number] = rank_of(since, text);
	return (uint32_t)number;
}

static void rank_tiers(struct hl_since *since) {
	const struct part *label = label_of(since);

	(void)number_of(since, HL_STR(""));
	since->branch_ranks = hl_new_array(&since->arena, uint32_t, since->model->branches_len);
	for (size_t i = 0; i < label->items_len; i++)
		for (size_t k = 0; k < label->items[i].branches_len; k++) {
			const struct branch *branch = &label->items[i].branches[k];

			since->branch_ranks[branch->number] = rank_of(since, branch->text);
		}
}

/* --- reading --- */

static enum hl_status read_score(const struct reading *reading, const struct hl_row *row,
	int64_t *score, struct hl_error *err) {
	struct hl_str cell = hl_cell_trimmed(row, reading->score);

	*score = NO_SCORE;
	return cell.len ? hl_dec_parse(cell, score, err) : HL_OK;
}

static enum hl_status add_lead(const struct reading *reading, const struct hl_row *row,
	struct hl_key *key, struct hl_error *err) {
	struct hl_since *since = reading->since;
	size_t len = hl_keys_len(since->keys);
	uint32_t tier = 0;
	int64_t score;
	uint32_t *words;

	if (read_score(reading, row, &score, err) != HL_OK)
		return hl_row_fail(row, reading->header, reading->score, HL_EDATA, err);
	words = hl_key_make(since->keys, key);
	if (hl_keys_len(since->keys) == len) {
		(void)hl_fail_value(err, hl_cell_trimmed(row, reading->key),
			"this key stands in a row above already");
		return hl_row_fail(row, reading->header, reading->key, HL_EDATA, err);
	}
	if (since->tier != NONE)
		tier = number_of(since, hl_cell_trimmed(row, reading->tier));
	memcpy(words + SCORE, &score, sizeof(score));
	words[TIER] = tier;
	for (size_t i = 0; i < since->others_len; i++)
		words[OTHERS + i] = (uint32_t)hl_keys_add(
			since->texts, hl_cell_trimmed(row, since->others[i].column));
	return HL_OK;
}

static enum hl_status read_row(void *job, void *worker, const struct hl_row *row, struct hl_buf *to,
	struct hl_error *err) {
	const struct reading *reading = job;
	struct hl_str text = hl_cell_trimmed(row, reading->key);
	struct hl_key key = hl_key_of(reading->since->keys, text);

	(void)worker;
	(void)to;
	if (text.len > 0)
		return add_lead(reading, row, &key, err);
	(void)hl_fail(err, HL_EDATA, "the key is missing");
	return hl_row_fail(row, reading->header, reading->key, HL_EDATA, err);
}

/* Their places in the map are asked for together. */
static size_t read_rows(
	void *job, void *worker, const struct hl_row *rows, size_t len, struct hl_buf *to) {
	const struct reading *reading = job;
	struct hl_str texts[HL_STEP_ROWS];
	struct hl_key keys[HL_STEP_ROWS];
	struct hl_error ignored;

	(void)worker;
	(void)to;
	hl_cells_trimmed(rows, len, reading->key, texts);
	hl_keys_of(reading->since->keys, texts, len, keys);
	for (size_t i = 0; i < len; i++)
		hl_key_prefetch(reading->since->keys, &keys[i]);
	for (size_t i = 0; i < len; i++)
		if (texts[i].len == 0 || add_lead(reading, &rows[i], &keys[i], &ignored) != HL_OK)
			return i;
	return len;
}

static enum hl_status bind(
	struct reading *reading, const struct hl_column_map *map, struct hl_error *err) {
	const struct hl_since *since = reading->since;
	const struct hl_lead_column columns[] = {
		{ since->model->key, true, &reading->key },
		{ "score", true, &reading->score },
		{ "tier", true, &reading->tier },
	};
	size_t len = HL_LEN(columns) - (since->tier == NONE);

	return hl_lead_bind(reading->header, map, columns, len, err);
}

/* The name of a column that tells what a label was. */
static struct hl_str name_before(struct hl_since *since, struct hl_str label) {
	struct hl_buf name = { 0 };
	struct hl_str kept;

	hl_buf_add(&name, label);
	hl_buf_add(&name, HL_STR("_before"));
	kept = hl_str_keep(&since->arena, hl_buf_str(&name));
	hl_buf_release(&name);
	return kept;
}

/* The labels besides the tier that the table has a column of. */
static enum hl_status find_others(
	struct reading *reading, const struct hl_column_map *map, struct hl_error *err) {
	struct hl_since *since = reading->since;
	const struct hl_model *model = since->model;

	since->others = hl_new_array(&since->arena, struct other, model->parts_len);
	for (size_t i = 0; i < model->parts_len; i++) {
		const struct part *part = &model->parts[i];
		struct other *other = &since->others[since->others_len];
		enum hl_status status;

		if (!part->combine->is_label || i == since->tier)
			continue;
		status = hl_lead_at(reading->header, map, part->name, &other->column, err);
		if (status != HL_OK)
			return status;
		if (other->column == HL_NO_COLUMN)
			continue;
		other->name = name_before(since, part->name);
		since->others_len++;
	}
	since->keys = hl_keys_new_with(NULL, OTHERS + since->others_len);
	return HL_OK;
}

/* A column that is added is no part that is shown, too. */
static enum hl_status check_names(const struct hl_since *since, struct hl_error *err) {
	struct hl_str name;

	for (size_t i = 0; since_name(since, i, &name); i++) {
		size_t part = part_find(since->model, name);

		if (part == NONE)
			continue;
		*err = (struct hl_error){ 0 };
		model_place(since->model, since->model->parts[part].line, err);
		return hl_fail(err, HL_EUSAGE, "part: %.*s is a column of --since", (int)name.len,
			name.at);
	}
	return HL_OK;
}

static struct hl_since *since_make(const struct hl_model *model) {
	struct hl_since *since = hl_claim(1, sizeof(*since));

	since->model = model;
	since->texts = hl_keys_new();
	since->tiers = hl_keys_new();
	(void)hl_keys_add(since->texts, HL_STR(""));
	since->tier = part_find(model, HL_STR("tier"));
	if (since->tier != NONE && !model->parts[since->tier].combine->is_label)
		since->tier = NONE;
	if (since->tier != NONE)
		rank_tiers(since);
	return since;
}

enum hl_status hl_since_new(struct hl_since **result, const struct hl_model *model,
	struct hl_reader *table, const struct hl_beside_input *input, struct hl_error *err) {
	struct hl_since *since = since_make(model);
	struct reading reading = { .since = since, .header = hl_reader_header(table) };
	const struct hl_step step = {
		.job = &reading, .is_serial = true, .row = read_row, .rows = read_rows
	};
	enum hl_status status = bind(&reading, input->map, err);

	if (status == HL_OK)
		status = find_others(&reading, input->map, err);
	if (status == HL_OK)
		status = check_names(since, err);
	if (status == HL_OK)
		status = hl_table_run(table, &step, NULL, err);
	if (status != HL_OK) {
		hl_since_free(since);
		since = NULL;
	}
	*result = since;
	return status;
}

void hl_since_free(struct hl_since *since) {
	if (!since)
		return;
	hl_keys_free(since->keys);
	hl_keys_free(since->texts);
	hl_keys_free(since->tiers);
	free(since->ranks);
	hl_arena_release(&since->arena);
	free(since);
}

size_t hl_since_size(const struct hl_since *since) {
	return since ? hl_keys_size(since->keys) + hl_keys_size(since->texts) +
			       hl_keys_size(since->tiers)
		     : 0;
}

size_t hl_since_unknown(const struct hl_since *since) {
	size_t unknown = 0;

	for (size_t i = 0; since && i < hl_keys_len(since->tiers); i++)
		unknown += since->ranks[i] == UNKNOWN;
	return unknown;
}

/* --- leads --- */

size_t since_tier(const struct hl_since *since) {
	return since->tier;
}

void since_find(const struct hl_since *since, const struct hl_str *texts, size_t len,
	struct beside *beside) {
	struct hl_key keys[HL_STEP_ROWS];
	uint32_t *guesses[HL_STEP_ROWS];

	hl_keys_of(since->keys, texts, len, keys);
	for (size_t i = 0; i < len; i++)
		hl_key_prefetch(since->keys, &keys[i]);
	for (size_t i = 0; i < len; i++)
		guesses[i] = hl_key_guess(since->keys, &keys[i]);
	for (size_t i = 0; i < len; i++)
		beside[i].before = !guesses[i] || hl_key_is(guesses[i], &keys[i])
					   ? guesses[i]
					   : hl_key_look(since->keys, &keys[i]);
}

bool since_name(const struct hl_since *since, size_t i, struct hl_str *name) {
	static const char *const names[] = { "score_before", "tier_before", "crossed" };

	if (since->tier == NONE && i > 0)
		i++;
	if (i >= HL_LEN(names) + since->others_len)
		return false;
	*name = i < HL_LEN(names) ? hl_str_of(names[i]) : since->others[i - HL_LEN(names)].name;
	return true;
}

static int64_t score_of(const uint32_t *before) {
	int64_t score;

	memcpy(&score, before + SCORE, sizeof(score));
	return score;
}

/* Has it got better (above 0) or worse? By the tier; where the model has none, by the score. */
static int direction(const struct hl_since *since, const struct eval *eval) {
	const uint32_t *before = eval->beside.before;
	int64_t score = eval->numbers[since->model->score];
	const struct branch *label;
	uint32_t was, is;

	if (since->tier == NONE && score_of(before) == NO_SCORE)
		return 0;
	if (since->tier == NONE)
		return (score > score_of(before)) - (score < score_of(before));
	label = eval->labels[since->tier];
	was = since->ranks[before[TIER]];
	is = label ? since->branch_ranks[label->number] : since->ranks[0];
	return was == UNKNOWN ? 0 : (is < was) - (is > was);
}

/* With the decimals of the model, or all there were. */
static void put_score(struct hl_buf *to, const struct hl_model *model, int64_t score) {
	if (score != NO_SCORE)
		to->len += hl_sum_print(score, model->decimals, hl_buf_room(to, HL_SUM_ROOM));
}

void since_put(const struct eval *eval, struct hl_buf *to) {
	const struct hl_since *since = eval->scoring->since;
	const uint32_t *before = eval->beside.before;
	struct hl_dialect dialect = eval->scoring->output.dialect;
	int way = before ? direction(since, eval) : 0;

	hl_buf_add_char(to, dialect.delim);
	if (before)
		put_score(to, since->model, score_of(before));
	if (since->tier != NONE)
		hl_put_more(
			to, dialect, before ? hl_keys_at(since->tiers, before[TIER]) : HL_STR(""));
	hl_put_more(to, dialect, way > 0 ? HL_STR("up") : way < 0 ? HL_STR("down") : HL_STR(""));
	for (size_t i = 0; i < since->others_len; i++)
		hl_put_more(to, dialect,
			before ? hl_keys_at(since->texts, before[OTHERS + i]) : HL_STR(""));
}
