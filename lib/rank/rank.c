/* rank.c - the two calls: read, write. */
#include "whole.h"

#include "shards.h"

#include <stdlib.h>

/* --- what is asked for --- */

size_t hl_rank_columns(const struct hl_rank *rank, struct hl_str *names) {
	if (rank->marks)
		return rank_marks_columns(rank->marks, rank->place, names);
	names[0] = hl_str_of(rank->place);
	return rank->place ? 1 : 0;
}

/* A column of two meanings would be one too many. */
static void check_column(const struct hl_rank *rank, const struct hl_str *names, size_t n,
	struct rank_slips *slips) {
	const struct hl_header *header = rank->keys.header;
	bool is_place = rank->place && hl_str_eq(names[n], hl_str_of(rank->place));
	struct hl_error why = { 0 };
	bool is_there = false;

	for (size_t i = 0; i < header->len + n; i++)
		is_there |= hl_str_eq(
			i < header->len ? header->names[i] : names[i - header->len], names[n]);
	if (!is_there)
		return;
	(void)hl_fail(&why, HL_EUSAGE, "there is a column called \"%.*s\" already",
		(int)names[n].len, names[n].at);
	rank_slip(slips, is_place ? "--rank" : "", HL_EUSAGE, &why);
}

static void check_columns(const struct hl_rank *rank, struct rank_slips *slips) {
	struct hl_str names[HL_RANK_COLUMNS];
	size_t len = hl_rank_columns(rank, names);

	if (rank->place && !*rank->place)
		rank_slip_text(slips, "--rank", "a column needs a name");
	for (size_t n = 0; n < len; n++)
		check_column(rank, names, n, slips);
}

static void bind_unique(
	struct hl_rank *rank, const struct hl_rank_options *options, struct rank_slips *slips) {
	struct rank_unique *unique = &rank->unique;
	struct hl_error why = { 0 };
	enum hl_status status;

	if (!options->unique)
		return;
	rank->is_unique = true;
	rank->keys.is_followed = true;
	unique->keys = &rank->keys;
	unique->dialect = options->dialect;
	unique->to = &rank->hold;
	status = hl_lead_ask(rank->keys.header, &options->map, hl_str_of(options->unique),
		&unique->column, &why);
	if (status != HL_OK)
		rank_slip(slips, "--unique", status, &why);
}

/* What is held before the order is, or behind it, has as much of the memory as that. */
static void init_holds(struct hl_rank *rank, const struct hl_rank_options *options) {
	bool is_behind = rank->marks && rank_marks_reorder(rank->marks);
	size_t memory = options->memory;

	if (memory != SIZE_MAX)
		memory /= (size_t)(1 + rank->is_unique + is_behind);
	rank_hold_init(&rank->hold, options->threads, memory, options->folder);
	if (rank->is_unique)
		rank_hold_init(&rank->unique.hold, options->threads, memory, options->folder);
}

/* What the command line asks for comes first: tables are read once that is right. */
static enum hl_status bind(struct hl_rank *rank, const struct hl_rank_options *options,
	const struct hl_header *header, struct hl_error *err) {
	struct rank_slips slips = { .mistakes = options->mistakes };
	enum hl_status status;

	rank_keys_bind(&rank->keys, options, header, &slips);
	bind_unique(rank, options, &slips);
	status = rank_marks_new(&rank->marks, options, &rank->keys, &slips, err);
	if (status == HL_OK)
		check_columns(rank, &slips);
	if (status == HL_OK)
		status = rank_wanted_new(&rank->wanted, options, &rank->keys, &slips, err);
	return status == HL_OK ? slips.status : status;
}

enum hl_status hl_rank_new(struct hl_rank **rank, const struct hl_rank_options *options,
	const struct hl_header *header, struct hl_error *err) {
	struct hl_rank *made = hl_claim(1, sizeof(*made));
	enum hl_status status;

	made->place = options->place;
	status = bind(made, options, header, err);
	made->form = (struct rank_form){ .dialect = options->dialect,
		.places = options->place != NULL,
		.has_queues = options->per != NULL,
		.top = options->top,
		.ties = options->ties && options->top != SIZE_MAX,
		.as = options->as,
		.keys = &made->keys,
		.behind = made->is_unique ? sizeof(uint64_t) : 0,
		.marks = made->marks };
	init_holds(made, options);
	if (status != HL_OK) {
		hl_rank_free(made);
		made = NULL;
	}
	*rank = made;
	return status;
}

void hl_rank_free(struct hl_rank *rank) {
	if (!rank)
		return;
	rank_hold_release(&rank->hold);
	rank_unique_release(&rank->unique);
	rank_top_free(rank->top);
	rank_wanted_free(rank->wanted);
	rank_marks_free(rank->marks);
	free(rank);
}

static enum hl_status run(struct hl_rank *rank, struct hl_reader *reader,
	const struct hl_step *step, struct hl_error *err) {
	return rank_wanted_run(rank->wanted, reader, step, &rank->left_out, err);
}

/* --- all rows, without a limit: they are written where they stay --- */

static void *new_pen(void *job) {
	struct rank_pen *pen = hl_claim(1, sizeof(*pen));

	(void)job;
	rank_pen_init(pen);
	return pen;
}

static void free_pen(void *job, void *worker) {
	struct hl_rank *rank = job;

	rank_hold_end_pen(&rank->hold, worker);
	free(worker);
}

/* What has to be spelled for the record stands behind what was told, only until it is written. */
static enum hl_status pen_row(void *job, void *worker, const struct hl_row *row, struct hl_buf *to,
	struct hl_error *err) {
	const struct hl_rank *rank = job;
	struct hl_dialect dialect = rank->form.dialect;
	bool is_same = hl_row_is_in(row, dialect);
	size_t begun = to->len;
	enum hl_status status = rank_keys_put(&rank->keys, row, to, err);
	size_t string_end = to->len;
	struct rank_record record;

	if (status != HL_OK)
		return status;
	if (!is_same)
		hl_put_row(to, dialect, row);
	record = (struct rank_record){
		.string = { to->at + begun, string_end - begun },
		.row = { to->at + string_end, to->len - string_end },
		.eol = row->eol,
	};
	if (is_same)
		record.row = row->raw;
	to->len = begun;
	rank_pen_put(worker, &record, to);
	return HL_OK;
}

static void pen_block(void *job, void *worker, struct hl_buf *to) {
	(void)job;
	rank_pen_tell(worker, to);
}

static enum hl_status list_block(void *job, struct hl_buf *bytes, struct hl_error *err) {
	struct hl_rank *rank = job;

	(void)err;
	rank_hold_list(&rank->hold, hl_buf_str(bytes));
	return HL_OK;
}

static enum hl_status read_all(
	struct hl_rank *rank, struct hl_reader *reader, struct hl_error *err) {
	const struct hl_step step = { .job = rank,
		.worker_new = new_pen,
		.worker_end = free_pen,
		.row = pen_row,
		.block_end = pen_block,
		.take = list_block };

	return run(rank, reader, &step, err);
}

/* --- all rows, within a limit --- */

static enum hl_status hold_row(void *job, void *worker, const struct hl_row *row, struct hl_buf *to,
	struct hl_error *err) {
	const struct hl_rank *rank = job;
	size_t begun = rank_record_begin(to);
	enum hl_status status = rank_keys_put(&rank->keys, row, to, err);

	(void)worker;
	if (status != HL_OK)
		return status;
	rank_record_end(to, begun, rank->form.dialect, row);
	return HL_OK;
}

static enum hl_status hold_block(void *job, struct hl_buf *bytes, struct hl_error *err) {
	struct hl_rank *rank = job;

	return rank_hold_add(&rank->hold, hl_buf_str(bytes), err);
}

static enum hl_status read_within(
	struct hl_rank *rank, struct hl_reader *reader, struct hl_error *err) {
	const struct hl_step step = { .job = rank, .row = hold_row, .take = hold_block };

	return run(rank, reader, &step, err);
}

/* --- only those that can be among the best --- */

static void *new_filter(void *job) {
	const struct hl_rank *rank = job;

	return rank_filter_new(rank->top);
}

static void free_filter(void *job, void *worker) {
	(void)job;
	rank_filter_free(worker);
}

static enum hl_status filter_row(void *job, void *worker, const struct hl_row *row,
	struct hl_buf *to, struct hl_error *err) {
	(void)job;
	return rank_filter_row(worker, row, to, err);
}

static enum hl_status take_passed(void *job, struct hl_buf *bytes, struct hl_error *err) {
	struct hl_rank *rank = job;

	return rank_top_take(rank->top, bytes, err);
}

static enum hl_status read_best(
	struct hl_rank *rank, struct hl_reader *reader, struct hl_error *err) {
	const struct hl_step step = { .job = rank,
		.worker_new = new_filter,
		.worker_end = free_filter,
		.row = filter_row,
		.take = take_passed };
	enum hl_status status;

	rank->keys.is_followed = true;
	rank->form.behind = sizeof(uint64_t);
	rank->top = rank_top_new(&rank->keys, &rank->form, &rank->hold);
	status = run(rank, reader, &step, err);
	if (status == HL_OK)
		rank_top_end(rank->top);
	return status;
}

/* --- reading --- */

/* A row that its class or its share leaves out makes room for one that is not among the best. */
static bool needs_all(const struct hl_rank *rank) {
	return rank->form.top == SIZE_MAX ||
	       (rank->marks && (rank->marks->has_max || rank->marks->mix.len > 0));
}

static enum hl_status read_rows(
	struct hl_rank *rank, struct hl_reader *reader, struct hl_error *err) {
	if (rank->is_unique)
		return rank_unique_read(&rank->unique, rank->wanted, reader, &rank->left_out, err);
	if (!needs_all(rank))
		return read_best(rank, reader, err);
	if (rank->hold.memory != SIZE_MAX)
		return read_within(rank, reader, err);
	return read_all(rank, reader, err);
}

enum hl_status hl_rank_read(struct hl_rank *rank, struct hl_reader *reader, struct hl_error *err) {
	enum hl_status status = read_rows(rank, reader, err);

	rank->rows = hl_reader_counts(reader).rows;
	return status;
}

/* --- writing --- */

enum hl_status hl_rank_write(struct hl_rank *rank, struct hl_output *out, struct hl_error *err) {
	return rank_hold_write(&rank->hold, &rank->form, out, &rank->tally, err);
}

static enum hl_status write_merged(struct hl_rank *rank, const struct rank_shards *shards,
	struct hl_output *out, struct hl_error *err) {
	struct rank_lines lines = { .form = &rank->form, .out = out };
	const struct rank_taker taker = { &lines, rank_lines_take };
	enum hl_status status = rank_shards_take(shards, &taker, err);

	if (status == HL_OK)
		status = rank_lines_write(&lines, err);
	rank->tally = lines.tally;
	rank_lines_release(&lines);
	return status;
}

static enum hl_status write_unique(struct hl_rank *rank, const struct rank_shards *shards,
	struct hl_output *out, struct hl_error *err) {
	enum hl_status status = rank_unique_merge(&rank->unique, shards, err);

	return status == HL_OK ? hl_rank_write(rank, out, err) : status;
}

enum hl_status hl_rank_merge(struct hl_rank *rank, struct hl_reader *const *readers, size_t len,
	struct hl_output *out, struct hl_error *err) {
	const struct rank_shards shards = { .readers = readers,
		.len = len,
		.keys = &rank->keys,
		.dialect = rank->form.dialect,
		.wanted = rank->wanted,
		.unique = rank->is_unique ? &rank->unique : NULL,
		.left_out = &rank->left_out };

	enum hl_status status = rank->is_unique ? write_unique(rank, &shards, out, err)
						: write_merged(rank, &shards, out, err);

	for (size_t i = 0; i < len; i++)
		rank->rows += hl_reader_counts(readers[i]).rows;
	return status;
}
