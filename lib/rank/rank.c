/* rank.c - the two calls: read, write. */
#include "hold.h"
#include "shards.h"
#include "top.h"

#include <stdlib.h>

struct hl_rank {
	struct rank_keys keys;
	struct rank_form form;
	struct rank_hold hold;
	struct rank_tally tally; /* of what was written */
	struct rank_top *top;    /* when only the best are asked for */
};

/* --- what is asked for --- */

static enum hl_status bind_place(
	const struct hl_header *header, const char *place, struct hl_error *err) {
	struct hl_str name = hl_str_of(place);

	if (place && name.len == 0)
		return hl_fail(err, HL_EUSAGE, "--rank: a column needs a name");
	for (size_t i = 0; place && i < header->len; i++)
		if (hl_str_eq(header->names[i], name))
			return hl_fail(err, HL_EUSAGE,
				"--rank: there is a column called \"%s\" already", place);
	return HL_OK;
}

enum hl_status hl_rank_new(struct hl_rank **rank, const struct hl_rank_options *options,
	const struct hl_header *header, struct hl_error *err) {
	struct hl_rank *made = hl_claim(1, sizeof(*made));
	enum hl_status status = rank_keys_bind(&made->keys, options, header, err);

	if (status == HL_OK)
		status = bind_place(header, options->place, err);
	made->form = (struct rank_form){ .dialect = options->dialect,
		.places = options->place != NULL,
		.has_queues = options->per != NULL,
		.top = options->top };
	rank_hold_init(&made->hold, options->threads, options->memory, options->folder);
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
	rank_top_free(rank->top);
	free(rank);
}

/* --- all rows --- */

/* What is spilled is looked at when it is: then only a part of the rows counts. */
static void *new_holder(void *job) {
	const struct hl_rank *rank = job;
	struct rank_seen *seen;

	if (rank->hold.memory != SIZE_MAX)
		return NULL;
	seen = hl_claim(1, sizeof(*seen));
	*seen = rank_seen_none();
	return seen;
}

static void free_holder(void *job, void *worker) {
	struct hl_rank *rank = job;

	if (worker)
		rank_hold_see(&rank->hold, worker);
	free(worker);
}

static enum hl_status hold_row(void *job, void *worker, const struct hl_row *row, struct hl_buf *to,
	struct hl_error *err) {
	const struct hl_rank *rank = job;
	size_t begun = rank_record_begin(to);
	enum hl_status status = rank_keys_put(&rank->keys, row, to, err);

	if (status != HL_OK)
		return status;
	rank_record_end(to, begun, rank->form.dialect, row);
	(void)hl_buf_room(to, RANK_SLACK);
	if (worker)
		rank_see(worker, rank_string_at(to->at + begun), 0);
	return HL_OK;
}

static enum hl_status hold_block(void *job, struct hl_buf *bytes, struct hl_error *err) {
	struct hl_rank *rank = job;

	return rank_hold_add(&rank->hold, hl_buf_str(bytes), err);
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
	rank->top = rank_top_new(&rank->keys, &rank->form, &rank->hold);
	status = hl_table_run(reader, &step, NULL, err);
	if (status == HL_OK)
		rank_top_end(rank->top);
	return status;
}

/* --- reading --- */

enum hl_status hl_rank_read(struct hl_rank *rank, struct hl_reader *reader, struct hl_error *err) {
	const struct hl_step all = { .job = rank,
		.worker_new = new_holder,
		.worker_end = free_holder,
		.row = hold_row,
		.take = hold_block };

	if (rank->form.top != SIZE_MAX)
		return read_best(rank, reader, err);
	return hl_table_run(reader, &all, NULL, err);
}

/* --- writing --- */

enum hl_status hl_rank_write(struct hl_rank *rank, struct hl_output *out, struct hl_error *err) {
	return rank_hold_write(&rank->hold, &rank->form, out, &rank->tally, err);
}

enum hl_status hl_rank_merge(struct hl_rank *rank, struct hl_reader *const *readers, size_t len,
	struct hl_output *out, struct hl_error *err) {
	struct rank_lines lines = { .form = &rank->form };
	struct rank_shards shards = { readers, len };
	enum hl_status status = rank_shards_write(&rank->keys, &lines, shards, out, err);

	rank->tally = lines.tally;
	rank_lines_release(&lines);
	return status;
}

size_t hl_rank_queues(const struct hl_rank *rank) {
	return rank->form.has_queues ? rank->tally.queues : 1;
}

size_t hl_rank_spilled(const struct hl_rank *rank) {
	return rank->hold.spilled;
}

size_t hl_rank_rows(const struct hl_rank *rank) {
	return rank->tally.rows;
}
