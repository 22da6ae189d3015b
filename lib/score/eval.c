/* eval.c - the score of one row. */
#include "eval.h"

#include <stdlib.h>
#include <string.h>

struct eval *eval_new(const struct hl_scoring *scoring) {
	const struct hl_model *model = scoring->model;
	struct eval *eval = hl_claim(1, sizeof(*eval));

	eval->scoring = scoring;
	eval->model = model;
	eval->as_of = scoring->facts->time.as_of;
	eval->seen = hl_claim(model->fields_len, sizeof(*eval->seen));
	eval->numbers = hl_claim(model->parts_len, sizeof(*eval->numbers));
	eval->labels = hl_claim(model->parts_len, sizeof(struct branch *));
	eval->gave = hl_claim(scoring->items_len, sizeof(*eval->gave));
	eval->counted = hl_claim(scoring->items_len, sizeof(*eval->counted));
	eval->counted_from = hl_claim(model->parts_len, sizeof(*eval->counted_from));
	eval->counted_len = hl_claim(model->parts_len, sizeof(*eval->counted_len));
	return eval;
}

void eval_free(struct eval *eval) {
	if (!eval)
		return;
	free(eval->seen);
	free(eval->numbers);
	free(eval->labels);
	free(eval->gave);
	free(eval->counted);
	free(eval->counted_from);
	free(eval->counted_len);
	hl_buf_release(&eval->why);
	free(eval);
}

enum hl_status eval_overflow(const struct part *part, struct hl_error *err) {
	*err = (struct hl_error){ 0 }; /* where it is, eval_parts says */
	return hl_fail(
		err, HL_EDATA, "the part %.*s is out of range", (int)part->name.len, part->name.at);
}

enum hl_status eval_fail(const struct eval *eval, const struct field *field, enum hl_status status,
	struct hl_error *err) {
	size_t column = HL_NO_COLUMN;

	if (field->column.len)
		column = eval->scoring->columns[field - eval->model->fields];
	return hl_row_fail(eval->row, &eval->scoring->header, column, status, err);
}

enum hl_status eval_field(
	struct eval *eval, size_t index, const struct seen **seen, struct hl_error *err) {
	const struct field *field = &eval->model->fields[index];
	struct seen *own = &eval->seen[index];
	enum hl_status status = HL_OK;

	*seen = own;
	if (own->is_read)
		return HL_OK;
	*own = (struct seen){ .is_read = true };
	status = field->read(eval, field, own, err);
	own->is_read = status == HL_OK;
	return status;
}

enum hl_status eval_test(const struct field *field, const struct hl_test *test,
	const struct seen *seen, bool *holds, struct hl_error *err) {
	if (!field->is_age)
		return hl_test_value(test, &seen->cell, holds, err);
	if (test->op == HL_TEST_PRESENT || test->op == HL_TEST_MISSING)
		*holds = seen->is_missing == (test->op == HL_TEST_MISSING);
	else if (test->op == HL_TEST_ALWAYS)
		*holds = true;
	else if (seen->is_missing)
		*holds = false;
	else if (field->is_calendar && test->span.calendar)
		*holds = hl_test_age(test, seen->age_days * HL_DAY_S);
	else
		*holds = hl_test_age(test, seen->age_s);
	return HL_OK;
}

void eval_sort(struct counted *counted, size_t len,
	bool (*is_before)(const struct counted *a, const struct counted *b)) {
	for (size_t i = 1; i < len; i++) {
		struct counted moved = counted[i];
		size_t j = i;

		for (; j > 0 && is_before(&moved, &counted[j - 1]); j--)
			counted[j] = counted[j - 1];
		counted[j] = moved;
	}
}

bool eval_settle(const struct eval *eval, int64_t *score) {
	const struct override *override = eval->beside.override;

	if (override && !override_apply(override, score))
		return false;
	return hl_dec_round(*score, eval->model->decimals, score);
}

static enum hl_status eval_part(struct eval *eval, size_t index, struct hl_error *err) {
	const struct part *part = &eval->model->parts[index];
	struct gave *gave = eval_gave(eval, part);
	enum hl_status status = HL_OK;

	eval->labels[index] = NULL;
	eval->counted_from[index] = eval->all_counted;
	eval->counted_len[index] = 0;
	if (part->is_of_signals)
		signals_value(eval, part, gave);
	for (size_t i = 0; !part->is_of_signals && i < part->items_len && status == HL_OK; i++) {
		gave[i] = (struct gave){ 0 };
		status = part->items[i].rule->value(eval, part, &part->items[i], &gave[i], err);
		/* A label is the text of the first row that holds, of whichever field. */
		if (part->combine->is_label && gave[i].gives)
			return status;
	}
	if (status != HL_OK || part->combine->is_label)
		return status;
	status = part->combine->value(eval, part, &eval->numbers[index], err);
	if (status == HL_OK)
		eval->numbers[index] = eval_clamp(part, eval->numbers[index]);
	if (status == HL_OK && index == eval->model->score &&
		!eval_settle(eval, &eval->numbers[index]))
		status = eval_overflow(part, err);
	return status;
}

void eval_look(const struct hl_scoring *scoring, const struct hl_row *rows, size_t len,
	struct hl_str *keys, uint32_t **facts) {
	struct hl_key ready[HL_STEP_ROWS];

	hl_cells_trimmed(rows, len, scoring->key, keys);
	hl_keys_of(scoring->facts->shards[0].keys, keys, len, ready);
	facts_find(scoring->facts, ready, len, facts);
}

void eval_begin(struct eval *eval, const struct hl_row *row, uint32_t *facts) {
	eval->row = row;
	eval->facts = facts;
	/* A note that there is such a lead; of leads with one key several workers may write it. */
	if (facts) {
		uint32_t seen = __atomic_load_n(&facts[FACTS_COUNT], __ATOMIC_RELAXED);

		__atomic_store_n(&facts[FACTS_COUNT], seen | FACTS_MET, __ATOMIC_RELAXED);
	}
	for (size_t i = 0; i < eval->model->fields_len; i++)
		eval->seen[i].is_read = false;
}

enum hl_status eval_parts(struct eval *eval, struct hl_error *err) {
	const struct hl_model *model = eval->model;
	enum hl_status status = HL_OK;

	eval->all_counted = 0;
	for (size_t i = 0; i < model->parts_len && status == HL_OK; i++)
		status = eval_part(eval, model->order[i], err);
	if (status != HL_OK && err->line == 0)
		status = hl_row_fail(eval->row, &eval->scoring->header, HL_NO_COLUMN, status, err);
	return status;
}
