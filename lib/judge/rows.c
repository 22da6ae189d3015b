/* rows.c - leads are counted, by as many threads as the reader has. */
#include "parts.h"

#include <stdlib.h>

struct worker {
	struct sums sums;
	struct hl_buf key;
};

/* --- cells --- */

/* What a label may say, in any ASCII case. */
static const struct {
	const char *text;
	enum label label;
} words[] = {
	{ "1", LABEL_POS },
	{ "0", LABEL_NEG },
	{ "yes", LABEL_POS },
	{ "no", LABEL_NEG },
	{ "true", LABEL_POS },
	{ "false", LABEL_NEG },
	{ "y", LABEL_POS },
	{ "n", LABEL_NEG },
};

static bool label_read(const struct hl_judge *j, struct hl_str cell, enum label *label) {
	int64_t number;

	*label = LABEL_OPEN;
	if (cell.len == 0)
		return true;
	if (j->options.positive.len > 0) {
		*label = hl_str_same(cell, j->options.positive) ? LABEL_POS : LABEL_NEG;
		return true;
	}
	for (size_t i = 0; i < HL_LEN(words); i++)
		if (hl_str_same(cell, hl_str_of(words[i].text))) {
			*label = words[i].label;
			return true;
		}
	if (!hl_dec_read(cell, &number) || (number != 0 && number != HL_ONE))
		return false;
	*label = number ? LABEL_POS : LABEL_NEG;
	return true;
}

static enum hl_status parse_label(const struct hl_judge *j, const struct hl_row *row,
	enum label *label, struct hl_error *err) {
	struct hl_str cell = hl_cell_trimmed(row, j->columns.label);

	if (label_read(j, cell, label))
		return HL_OK;
	(void)hl_fail_value(err, cell,
		"neither 1 or yes nor 0 or no; --positive WORD says what the outcome is called");
	return hl_row_fail(row, j->header, j->columns.label, HL_EDATA, err);
}

static enum hl_status parse_score(
	const struct hl_judge *j, const struct hl_row *row, int64_t *score, struct hl_error *err) {
	struct hl_str cell = hl_cell_trimmed(row, j->columns.score);
	enum hl_status status = hl_dec_parse(cell, score, err);
	int64_t propensity;

	if (status == HL_OK && j->must_be_propensity &&
		!scale_propensity(&j->scale, *score, &propensity))
		status = hl_fail_value(err, cell,
			"not a propensity from 0 to 1; --scale says what a score is of one");
	return status == HL_OK ? HL_OK : hl_row_fail(row, j->header, j->columns.score, status, err);
}

/* --- groups --- */

static const struct hl_str blank = { "(none)", 6 };

/* Its group, until the next one is asked for. */
static struct hl_str group_of(
	const struct hl_judge *j, struct worker *w, const struct hl_row *row) {
	w->key.len = 0;
	for (size_t i = 0; i < j->by_len; i++) {
		struct hl_str cell = hl_cell_trimmed(row, j->columns.by[i]);

		if (i > 0)
			hl_buf_add_char(&w->key, '/');
		hl_buf_add(&w->key, cell.len ? cell : blank);
	}
	return hl_buf_str(&w->key);
}

static struct crowd *crowd_of(
	const struct hl_judge *j, struct worker *w, const struct hl_row *row) {
	if (j->by_len == 0 && !j->has_band_column)
		return &w->sums.crowds[0];
	(void)group_of(j, w, row);
	hl_buf_add_char(&w->key, '\0');
	if (j->has_band_column) {
		struct hl_str cell = hl_cell_trimmed(row, j->columns.band);

		hl_buf_add(&w->key, cell.len ? cell : blank);
	}
	return sums_crowd(&w->sums, hl_keys_add(w->sums.keys, hl_buf_str(&w->key)));
}

/* What rules.c asks of a lead goes through the engine, which keeps rows in order. */
static enum hl_status put_key(const struct hl_judge *j, const struct hl_row *row, enum label label,
	struct hl_buf *to, struct hl_error *err) {
	struct hl_str key = hl_cell_trimmed(row, j->columns.key);
	struct asked_lead asked;

	if (key.len == 0) {
		(void)hl_fail(err, HL_EDATA, "empty where a lead needs its key");
		return hl_row_fail(row, j->header, j->columns.key, HL_EDATA, err);
	}
	asked = (struct asked_lead){ row->file, row->line, (uint32_t)key.len, (uint32_t)label };
	hl_buf_add(to, (struct hl_str){ (const char *)&asked, sizeof(asked) });
	hl_buf_add(to, key);
	return HL_OK;
}

/* --- rows --- */

static void count_columns(
	const struct hl_judge *j, struct worker *w, const struct hl_row *row, enum label label) {
	for (size_t i = 0; i < j->alone_len; i++)
		spread_add(&w->sums.columns[i], hl_cell_trimmed(row, j->columns.alone[i]), label);
}

/* By its group, for the same group of the reference. */
static void count_slice(
	const struct hl_judge *j, struct worker *w, const struct hl_row *row, int64_t score) {
	struct slice *slice;

	if (!j->has_slices || !j->columns.has_by)
		return;
	slice = slice_make(&w->sums, group_of(j, w, row));
	slice->leads++;
	pile_add(&slice->scores, score, false);
	for (size_t i = 0; i < j->alone_len; i++)
		spread_add(
			&slice->columns[i], hl_cell_trimmed(row, j->columns.alone[i]), LABEL_OPEN);
}

static enum hl_status lead_row(void *judge, void *worker, const struct hl_row *row,
	struct hl_buf *to, struct hl_error *err) {
	const struct hl_judge *j = judge;
	struct worker *w = worker;
	enum label label = LABEL_OPEN;
	int64_t score;
	enum hl_status status = parse_score(j, row, &score, err);

	if (status == HL_OK)
		status = parse_label(j, row, &label, err);
	if (status == HL_OK && j->columns.key != HL_NO_COLUMN)
		status = put_key(j, row, label, to, err);
	if (status != HL_OK)
		return status;
	w->sums.counts.leads++;
	count_columns(j, w, row, label);
	count_slice(j, w, row, score);
	if (label != LABEL_OPEN) {
		pile_add(&crowd_of(j, w, row)->pile, score, label == LABEL_POS);
		return HL_OK;
	}
	w->sums.counts.open++;
	crowd_of(j, w, row)->open++;
	if (j->options.has_reference)
		pile_add(&w->sums.open, score, false);
	return HL_OK;
}

static enum hl_status reference_row(void *judge, void *worker, const struct hl_row *row,
	struct hl_buf *to, struct hl_error *err) {
	const struct hl_judge *j = judge;
	struct worker *w = worker;
	int64_t score;
	enum hl_status status = parse_score(j, row, &score, err);

	(void)to;
	if (status != HL_OK)
		return status;
	w->sums.counts.leads++;
	count_columns(j, w, row, LABEL_OPEN);
	count_slice(j, w, row, score);
	pile_add(&w->sums.open, score, false);
	return HL_OK;
}

/* --- the table --- */

static void *worker_new(void *judge) {
	struct worker *w = hl_claim(1, sizeof(*w));

	sums_init(judge, &w->sums);
	sums_limit(judge, &w->sums);
	return w;
}

static void worker_free(struct worker *w) {
	hl_buf_release(&w->key);
	free(w);
}

static void lead_end(void *judge, void *worker) {
	struct hl_judge *j = judge;
	struct worker *w = worker;

	sums_move(&j->now, &w->sums);
	worker_free(w);
}

static void reference_end(void *judge, void *worker) {
	struct hl_judge *j = judge;
	struct worker *w = worker;

	sums_move(&j->then, &w->sums);
	worker_free(w);
}

static enum hl_status read_all(struct hl_judge *j, struct hl_reader *reader,
	const struct hl_step *step, struct hl_error *err) {
	enum hl_status status = hl_table_run(reader, step, NULL, err);

	return status == HL_OK ? shelf_status(j->shelf, err) : status;
}

enum hl_status hl_judge_leads(struct hl_judge *j, struct hl_reader *reader, struct hl_error *err) {
	struct hl_step step = { .job = j,
		.worker_new = worker_new,
		.worker_end = lead_end,
		.row = lead_row,
		.take = j->options.has_rules ? rules_take : NULL,
		.takes_all = true };
	enum hl_status status = bind_leads(j, hl_reader_header(reader), err);
	enum hl_status slips;

	if (status == HL_OK)
		status = read_all(j, reader, &step, err);
	slips = hl_mistakes_move(j->options.mistakes, &j->slips);
	return status == HL_OK ? slips : status;
}

enum hl_status hl_judge_reference(
	struct hl_judge *j, struct hl_reader *reader, struct hl_error *err) {
	struct hl_step step = { .job = j,
		.worker_new = worker_new,
		.worker_end = reference_end,
		.row = reference_row };
	enum hl_status status = bind_reference(j, hl_reader_header(reader), err);

	return status == HL_OK ? read_all(j, reader, &step, err) : status;
}
