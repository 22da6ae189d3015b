/*
 * unique.c - rows ordered by a value first, so that the best of each value is the first of it.
 *
 * The row of such a record is the record that is ordered afterwards, queue and all: that of the
 * first of each value needs only to be pointed at. Its sort string ends in a number that counts
 * up, because the order in which the rows came is lost between the two.
 */
#include "unique.h"

#include "marks.h"
#include "shards.h"

#include <stdlib.h>

/* --- one row --- */

/* Behind the keys there may be a note, which is not of the order: queues differ in it. */
static size_t note_len(const struct rank_keys *keys) {
	return keys->marks && keys->marks->has_notes ? sizeof(struct rank_note) : 0;
}

/* Before the keys: the queue, and a class that only a share is made of. */
static size_t skipped_len(const struct rank_keys *keys, struct hl_str string) {
	const struct rank_marks *marks = keys->marks;
	size_t queue = keys->has_queues ? rank_queue_of(string).len : 0;

	return queue + (marks && marks->classes && !marks->is_named);
}

/* The value, then class and keys without the queue. */
static void put_string(const struct rank_unique *unique, const struct hl_row *row,
	struct hl_str string, struct hl_buf *to) {
	size_t skip = skipped_len(unique->keys, string);
	size_t len = string.len - skip - note_len(unique->keys);

	hl_buf_add(to, hl_cell_trimmed(row, unique->column));
	hl_buf_add_char(to, '\0');
	hl_buf_add(to, (struct hl_str){ string.at + skip, len });
}

enum hl_status rank_unique_row(const struct rank_unique *unique, const struct hl_row *row,
	struct hl_buf *string, struct hl_buf *to, struct hl_error *err) {
	size_t outer = rank_record_begin(to);
	enum hl_status status;
	size_t inner;

	string->len = 0;
	status = rank_keys_put(unique->keys, row, string, err);
	if (status != HL_OK)
		return status;
	put_string(unique, row, hl_buf_str(string), to);
	inner = rank_record_begin(to);
	hl_buf_add(to, hl_buf_str(string));
	rank_put_word(to, 0);
	rank_record_end(to, inner, unique->dialect, row);
	rank_record_around(to, outer, inner);
	return HL_OK;
}

/* --- all of them --- */

static size_t inner_at(const char *record) {
	return sizeof(struct rank_head) + rank_head_at(record).string_len;
}

/* The end of the inner sort string: how many came before. */
static void put_number(struct rank_unique *unique, char *inner) {
	uint64_t number = __builtin_bswap64(unique->seen++);

	memcpy(inner + inner_at(inner) - sizeof(number), &number, sizeof(number));
}

static enum hl_status take_rows(void *job, struct hl_buf *bytes, struct hl_error *err) {
	struct rank_unique *unique = job;

	for (size_t at = 0; at < bytes->len; at += rank_record_len(bytes->at + at))
		put_number(unique, bytes->at + at + inner_at(bytes->at + at));
	return rank_hold_add(&unique->hold, hl_buf_str(bytes), err);
}

/* --- the best of each value --- */

static bool is_first(struct rank_unique *unique, const char *record) {
	struct hl_str value = rank_queue_of(rank_string_at(record));
	bool is_blank = value.len == 1;

	if (!is_blank && hl_str_eq(value, hl_buf_str(&unique->last))) {
		unique->left_out++;
		return false;
	}
	unique->last.len = 0;
	hl_buf_add(&unique->last, value);
	return true;
}

/* From a run: it is gone when the next one comes. */
static enum hl_status take_copy(void *arg, const char *record, struct hl_error *err) {
	struct rank_unique *unique = arg;
	const char *inner = record + inner_at(record);

	if (!is_first(unique, record))
		return HL_OK;
	return rank_hold_add(unique->to, (struct hl_str){ inner, rank_record_len(inner) }, err);
}

static void adopt_all(struct rank_unique *unique) {
	const struct rank_store *store = &unique->hold.store;
	struct rank_item *items = rank_order(store, unique->hold.threads);

	for (size_t i = 0; i < store->rows; i++)
		if (is_first(unique, items[i].at))
			rank_store_adopt(&unique->to->store, items[i].at + inner_at(items[i].at));
	rank_order_free(items, store->rows);
}

/* All are there. */
static enum hl_status keep_best(struct rank_unique *unique, struct hl_error *err) {
	const struct rank_taker taker = { unique, take_copy };
	enum hl_status status;

	if (unique->hold.spilled == 0) {
		adopt_all(unique);
		return HL_OK;
	}
	status = rank_spill_take(&unique->hold, &taker, err);
	rank_hold_release(&unique->hold);
	return status;
}

/* --- from a table --- */

static void *new_string(void *job) {
	(void)job;
	return hl_claim(1, sizeof(struct hl_buf));
}

static void free_string(void *job, void *worker) {
	(void)job;
	hl_buf_release(worker);
	free(worker);
}

static enum hl_status read_row(void *job, void *worker, const struct hl_row *row, struct hl_buf *to,
	struct hl_error *err) {
	return rank_unique_row(job, row, worker, to, err);
}

enum hl_status rank_unique_read(struct rank_unique *unique, const struct rank_wanted *wanted,
	struct hl_reader *reader, struct hl_rank_left_out *left_out, struct hl_error *err) {
	const struct hl_step step = { .job = unique,
		.worker_new = new_string,
		.worker_end = free_string,
		.row = read_row,
		.take = take_rows };
	enum hl_status status = rank_wanted_run(wanted, reader, &step, left_out, err);

	return status == HL_OK ? keep_best(unique, err) : status;
}

/* --- from shards --- */

struct merging {
	struct rank_unique *unique;
	struct hl_buf row;
};

/* In the order of its shard: the row of such a record is what is held. */
static enum hl_status take_merged(void *arg, const char *record, struct hl_error *err) {
	struct merging *merging = arg;

	merging->row.len = 0;
	hl_buf_add(&merging->row,
		(struct hl_str){ record + inner_at(record), rank_head_at(record).row_len });
	return take_rows(merging->unique, &merging->row, err);
}

enum hl_status rank_unique_merge(
	struct rank_unique *unique, const struct rank_shards *shards, struct hl_error *err) {
	struct merging merging = { .unique = unique };
	const struct rank_taker taker = { &merging, take_merged };
	enum hl_status status = rank_shards_take(shards, &taker, err);

	hl_buf_release(&merging.row);
	return status == HL_OK ? keep_best(unique, err) : status;
}

void rank_unique_release(struct rank_unique *unique) {
	rank_hold_release(&unique->hold);
	hl_buf_release(&unique->last);
}
