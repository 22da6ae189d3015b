/*
 * wanted.c - which rows are ranked at all: conditions that hold, keys that stand in no list.
 *
 * A row that is left out is not looked at any further. Where every row is wanted nobody is asked:
 * otherwise a step stands before the one that makes records, and passes on what is.
 */
#include "wanted.h"

#include <stdlib.h>

/* One --where: the columns of its conditions. */
struct where {
	struct hl_conditions conditions;
	size_t *columns;
};

struct rank_wanted {
	struct hl_arena arena;
	const struct hl_header *header;
	struct where *wheres;
	size_t wheres_len;
	struct hl_keys *suppressed; /* NULL: no list was given */
	size_t key;                 /* the column that is looked for there */
};

/* --- conditions --- */

static bool is_of_age(const struct hl_test *test) {
	return test->is_span && test->op != HL_TEST_IS && test->op != HL_TEST_IS_NOT;
}

static void bind_where(struct rank_wanted *wanted, const struct hl_column_map *map,
	struct where *where, struct rank_slips *slips) {
	where->columns = hl_new_array(&wanted->arena, size_t, where->conditions.len);
	for (size_t i = 0; i < where->conditions.len; i++) {
		const struct hl_condition *condition = &where->conditions.at[i];
		struct hl_error why = { 0 };
		enum hl_status status = hl_lead_ask(
			wanted->header, map, condition->column, &where->columns[i], &why);

		if (status == HL_OK && is_of_age(&condition->test))
			status = hl_fail(&why, HL_EUSAGE,
				"%.*s: a span such as 7d is for ages, and a cell has none",
				(int)condition->column.len, condition->column.at);
		if (status != HL_OK)
			rank_slip(slips, "--where", status, &why);
	}
}

static void bind_wheres(struct rank_wanted *wanted, const struct hl_rank_options *options,
	struct rank_slips *slips) {
	wanted->wheres_len = options->wheres_len;
	wanted->wheres = hl_new_array(&wanted->arena, struct where, options->wheres_len);
	for (size_t i = 0; i < options->wheres_len; i++) {
		struct hl_str text = hl_str_keep(&wanted->arena, hl_str_of(options->wheres[i]));
		struct where *where = &wanted->wheres[i];
		struct hl_error why = { 0 }, whole = { 0 };

		if (hl_where_parse(&wanted->arena, text, &where->conditions, &why) == HL_OK) {
			bind_where(wanted, &options->map, where, slips);
			continue;
		}
		rank_slip(slips, "--where",
			hl_fail(&whole, HL_EUSAGE, "%s: %s", why.text, options->wheres[i]), &whole);
	}
}

static enum hl_status where_holds(const struct rank_wanted *wanted, const struct where *where,
	const struct hl_row *row, bool *holds, struct hl_error *err) {
	*holds = true;
	for (size_t i = 0; i < where->conditions.len && *holds; i++) {
		size_t column = where->columns[i];
		const struct hl_test *test = &where->conditions.at[i].test;

		if (hl_test_cell(test, hl_cell(row, column), holds, err) != HL_OK)
			return hl_row_fail(row, wanted->header, column, HL_EDATA, err);
	}
	return HL_OK;
}

/* --- lists --- */

struct list {
	struct rank_wanted *wanted;
	const struct hl_header *header;
	size_t key;
};

/* A key that is missing could be anybody's. */
static enum hl_status list_row(void *job, void *worker, const struct hl_row *row, struct hl_buf *to,
	struct hl_error *err) {
	const struct list *list = job;
	struct hl_str key = hl_cell_trimmed(row, list->key);

	(void)worker;
	(void)to;
	if (key.len > 0) {
		(void)hl_keys_add(list->wanted->suppressed, key);
		return HL_OK;
	}
	(void)hl_fail(err, HL_EDATA, "the key is missing: nobody can be left out by it");
	return hl_row_fail(row, list->header, list->key, HL_EDATA, err);
}

static enum hl_status read_list(struct rank_wanted *wanted, struct hl_reader *table,
	const struct hl_rank_options *options, struct hl_error *err) {
	struct list list = { .wanted = wanted, .header = hl_reader_header(table) };
	const struct hl_step step = { .job = &list, .is_serial = true, .row = list_row };
	const char *name = options->tie ? options->tie : "account_id";
	enum hl_status status =
		hl_lead_find(list.header, &options->map, hl_str_of(name), &list.key, err);

	return status == HL_OK ? hl_table_run(table, &step, NULL, err) : status;
}

/* What is wrong with the rows of one list does not keep the others from being told of. */
static enum hl_status read_lists(
	struct rank_wanted *wanted, const struct hl_rank_options *options, struct hl_error *err) {
	enum hl_status first = HL_OK;

	wanted->suppressed = hl_keys_new();
	for (size_t i = 0; i < options->suppress_len; i++) {
		enum hl_status status = read_list(wanted, options->suppress[i], options, err);

		if (status != HL_OK && (status != HL_EDATA || err->text[0]))
			return status;
		if (status != HL_OK)
			first = status;
	}
	return first;
}

/* --- rows --- */

enum hl_status rank_wanted_new(struct rank_wanted **result, const struct hl_rank_options *options,
	const struct rank_keys *keys, struct rank_slips *slips, struct hl_error *err) {
	struct rank_wanted *wanted;

	*result = NULL;
	if (options->wheres_len == 0 && options->suppress_len == 0)
		return HL_OK;
	wanted = hl_claim(1, sizeof(*wanted));
	wanted->header = keys->header;
	wanted->key = keys->tie;
	*result = wanted;
	bind_wheres(wanted, options, slips);
	if (options->suppress_len == 0)
		return HL_OK;
	if (wanted->key == HL_NO_COLUMN && !options->tie)
		rank_slip_text(slips, "--suppress",
			"which column is the key? There is no account_id: say --key");
	return slips->len == 0 ? read_lists(wanted, options, err) : HL_OK;
}

void rank_wanted_free(struct rank_wanted *wanted) {
	if (!wanted)
		return;
	hl_keys_free(wanted->suppressed);
	hl_arena_release(&wanted->arena);
	free(wanted);
}

static bool is_suppressed(const struct rank_wanted *wanted, const struct hl_row *row) {
	return wanted->suppressed &&
	       hl_keys_find(wanted->suppressed, hl_cell_trimmed(row, wanted->key)) != HL_NO_KEY;
}

enum hl_status rank_wanted_row(const struct rank_wanted *wanted, const struct hl_row *row,
	struct hl_rank_left_out *left_out, bool *is_wanted, struct hl_error *err) {
	enum hl_status status = HL_OK;
	bool holds = true;

	for (size_t i = 0; i < wanted->wheres_len && holds && status == HL_OK; i++)
		status = where_holds(wanted, &wanted->wheres[i], row, &holds, err);
	if (status != HL_OK)
		return status;
	*is_wanted = holds && !is_suppressed(wanted, row);
	left_out->where += !holds;
	left_out->suppress += holds && !*is_wanted;
	return HL_OK;
}

/* --- as a step before another one --- */

struct passing {
	const struct rank_wanted *wanted;
	const struct hl_step *step;
	struct hl_rank_left_out *left_out;
};

struct worker {
	void *own; /* the other step's */
	struct hl_rank_left_out left_out;
};

static void *new_worker(void *job) {
	const struct passing *passing = job;
	struct worker *worker = hl_claim(1, sizeof(*worker));

	if (passing->step->worker_new)
		worker->own = passing->step->worker_new(passing->step->job);
	return worker;
}

static void end_worker(void *job, void *of_worker) {
	const struct passing *passing = job;
	struct worker *worker = of_worker;

	passing->left_out->where += worker->left_out.where;
	passing->left_out->suppress += worker->left_out.suppress;
	if (passing->step->worker_end)
		passing->step->worker_end(passing->step->job, worker->own);
	free(worker);
}

static enum hl_status pass_row(void *job, void *of_worker, const struct hl_row *row,
	struct hl_buf *to, struct hl_error *err) {
	const struct passing *passing = job;
	struct worker *worker = of_worker;
	bool is_wanted = false;
	enum hl_status status =
		rank_wanted_row(passing->wanted, row, &worker->left_out, &is_wanted, err);

	if (status != HL_OK || !is_wanted)
		return status;
	return passing->step->row(passing->step->job, worker->own, row, to, err);
}

static void end_block(void *job, void *of_worker, struct hl_buf *to) {
	const struct passing *passing = job;
	struct worker *worker = of_worker;

	if (passing->step->block_end)
		passing->step->block_end(passing->step->job, worker->own, to);
}

static enum hl_status take(void *job, struct hl_buf *bytes, struct hl_error *err) {
	const struct passing *passing = job;

	return passing->step->take(passing->step->job, bytes, err);
}

enum hl_status rank_wanted_run(const struct rank_wanted *wanted, struct hl_reader *reader,
	const struct hl_step *step, struct hl_rank_left_out *left_out, struct hl_error *err) {
	struct passing passing = { wanted, step, left_out };
	const struct hl_step pass = { .job = &passing,
		.worker_new = new_worker,
		.worker_end = end_worker,
		.row = pass_row,
		.block_end = end_block,
		.take = take };

	return hl_table_run(reader, wanted ? &pass : step, NULL, err);
}
