/* scoring.c - a model bound to a table of leads; rows in, scored rows out. */
#include "columns.h"
#include "memo.h"
#include "until.h"
#include "waterfall.h"

#include <stdlib.h>
#include <string.h>

enum hl_status hl_scoring_new(struct hl_scoring **result, const struct hl_model *model,
	const struct hl_score_input *input, const struct hl_score_output *output,
	struct hl_error *err) {
	struct hl_scoring *scoring = hl_claim(1, sizeof(*scoring));
	size_t before = input->mistakes->len;
	enum hl_status status;

	scoring->model = model;
	scoring->facts = input->facts;
	scoring->overrides = input->overrides;
	scoring->since = input->since;
	scoring->header = *input->leads;
	scoring->output = *output;
	scoring->tell = output->explain ? explain_put : output->rules ? long_put : NULL;
	scoring_bind(scoring, input);
	why_spell(scoring);
	if (output->hot_until)
		scoring->outlook = outlook_new(scoring);
	status = hl_lead_find(input->leads, input->map, hl_str_of(model->key), &scoring->key, err);
	if (status == HL_OK && input->mistakes->len > before) {
		*err = (struct hl_error){ 0 }; /* each of them is told */
		status = HL_EDATA;
	}
	if (status == HL_OK && !scoring->tell)
		status = columns_clear(scoring, err);
	if (status == HL_OK && !scoring->tell)
		memo_plan(scoring);
	if (status != HL_OK) {
		hl_scoring_free(scoring);
		scoring = NULL;
	}
	*result = scoring;
	return status;
}

void hl_scoring_free(struct hl_scoring *scoring) {
	if (!scoring)
		return;
	outlook_free(scoring->outlook);
	hl_arena_release(&scoring->arena);
	free(scoring->columns);
	free(scoring->fallbacks);
	free(scoring->labels);
	free(scoring->drop);
	free(scoring->first_item);
	free(scoring);
}

size_t hl_scoring_pages(const struct hl_scoring *scoring) {
	return scoring->pages;
}

size_t hl_scoring_strangers(const struct hl_scoring *scoring) {
	return facts_strangers(scoring->facts);
}

size_t hl_scoring_silent(const struct hl_scoring *scoring) {
	return scoring->silent;
}

/* --- the step of hl_table_run --- */

static void *worker_new(void *job) {
	struct hl_scoring *scoring = job;
	struct eval *eval = eval_new(scoring);

	if (scoring->finite != FINITE_NEVER)
		eval->memo = memo_new(scoring);
	if (scoring->tell)
		eval->fall = waterfall_new(scoring);
	if (scoring->overrides || scoring->since)
		eval->besides = hl_claim(HL_STEP_ROWS, sizeof(*eval->besides));
	if (scoring->outlook)
		eval->until = until_new(scoring);
	return eval;
}

static void worker_end(void *job, void *worker) {
	struct hl_scoring *scoring = job;
	struct eval *eval = worker;

	if (eval->fall)
		scoring->pages += eval->fall->pages;
	scoring->silent += eval->silent;
	memo_free(eval->memo);
	until_free(eval->until);
	waterfall_free(eval->fall);
	free(eval->besides);
	eval_free(eval);
}

/* A row whose facts are known. */
static enum hl_status put_scored(struct eval *eval, const struct hl_row *row, uint32_t *facts,
	struct hl_buf *to, struct hl_error *err) {
	struct memo *memo = eval->beside.override ? NULL : eval->memo;
	enum hl_status status = HL_OK;
	struct hl_str cells;
	size_t begun;

	eval_begin(eval, row, facts);
	columns_put_input(eval->scoring, to, row);
	begun = to->len;
	if (memo && memo_find(eval, &cells)) {
		hl_buf_add(to, cells);
	} else {
		status = columns_put(eval, to, err);
		if (status == HL_OK && memo)
			memo_keep(eval, (struct hl_str){ to->at + begun, to->len - begun });
	}
	if (eval->until && status == HL_OK)
		until_put(eval, to);
	if (eval->scoring->since && status == HL_OK)
		since_put(eval, to);
	hl_buf_add(to, row->eol);
	eval->silent += status == HL_OK && !facts;
	return status;
}

/*
 * What other tables say of each lead. Apart: inside its callers the room it needs would be cleared
 * for every lead of every run.
 */
__attribute__((noinline)) static void look_beside(
	struct eval *eval, const struct hl_str *keys, size_t len) {
	const struct hl_scoring *scoring = eval->scoring;
	struct beside *beside = eval->besides;

	memset(beside, 0, len * sizeof(*beside));
	for (size_t i = 0; scoring->overrides && i < len; i++)
		beside[i].override = override_find(scoring->overrides, keys[i]);
	if (scoring->since)
		since_find(scoring->since, keys, len, beside);
}

/* As many as nothing is wrong with. */
static size_t score_rows(
	void *job, void *worker, const struct hl_row *rows, size_t len, struct hl_buf *to) {
	const struct hl_scoring *scoring = job;
	struct hl_str keys[HL_STEP_ROWS];
	uint32_t *facts[HL_STEP_ROWS];
	struct eval *eval = worker;
	struct hl_error ignored;

	eval_look(scoring, rows, len, keys, facts);
	if (eval->besides)
		look_beside(eval, keys, len);
	for (size_t i = 0; i < len; i++) {
		size_t good = to->len;

		if (eval->besides)
			eval->beside = eval->besides[i];
		if (keys[i].len > 0 && put_scored(eval, &rows[i], facts[i], to, &ignored) == HL_OK)
			continue;
		to->len = good;
		return i;
	}
	return len;
}

/* What is told of the lead instead of its cells. Apart, as look_beside is. */
__attribute__((noinline)) static enum hl_status put_told(struct eval *eval,
	const struct hl_row *row, uint32_t *facts, struct hl_buf *to, struct hl_error *err) {
	enum hl_status status;

	if (!explain_asks(eval->scoring, row))
		return HL_OK;
	eval_begin(eval, row, facts);
	status = eval_parts(eval, err);
	if (status == HL_OK) {
		eval->scoring->tell(eval, to);
		eval->silent += !facts;
	}
	return status;
}

static enum hl_status score_row(void *job, void *worker, const struct hl_row *row,
	struct hl_buf *to, struct hl_error *err) {
	const struct hl_scoring *scoring = job;
	struct eval *eval = worker;
	enum hl_status status = HL_OK;
	struct hl_str key;
	uint32_t *facts;

	if (scoring->feed.next) {
		key = hl_cell_trimmed(row, scoring->key);
		status = scoring->feed.next(scoring->feed.of, row, key, &facts, err);
	} else {
		eval_look(scoring, row, 1, &key, &facts);
	}
	if (status != HL_OK)
		return status;
	if (key.len == 0) {
		(void)hl_fail(err, HL_EDATA, "the key is missing");
		return hl_row_fail(row, &scoring->header, scoring->key, HL_EDATA, err);
	}
	if (eval->besides) {
		look_beside(eval, &key, 1);
		eval->beside = eval->besides[0];
	}
	if (eval->fall)
		return put_told(eval, row, facts, to, err);
	return put_scored(eval, row, facts, to, err);
}

struct hl_step hl_scoring_step(struct hl_scoring *scoring) {
	bool is_fed = scoring->feed.next != NULL;

	return (struct hl_step){
		.job = scoring,
		.is_serial = is_fed || scoring->output.explain,
		.worker_new = worker_new,
		.worker_end = worker_end,
		.row = score_row,
		.rows = is_fed || scoring->tell ? NULL : score_rows,
	};
}
