/*
 * top.c - a worker's best rows of each queue: heaps whose root is the worst of those kept.
 *
 * What is kept here is all that can be among the best of all workers. Its sort strings end in
 * where the row came from, so that among equals the first one counts, whoever had it.
 */
#include "parts.h"

#include <stdlib.h>

struct top_row {
	struct rank_mark mark; /* of the sort string behind the name of the queue */
	char *record;
	size_t cap;
};

struct top_queue {
	struct top_row *rows;
	size_t len, cap;
};

struct rank_top {
	const struct rank_keys *keys;
	struct hl_dialect dialect;
	size_t most;           /* rows of each queue */
	struct hl_keys *names; /* of the queues; NULL when there is one */
	struct top_queue *queues;
	size_t len, cap;
	size_t block, seen; /* where the row at hand comes from: the block, the row in it */
	size_t held;
	struct hl_buf record; /* of the row at hand */
};

struct rank_top *rank_top_new(const struct rank_keys *keys, const struct rank_form *form) {
	struct rank_top *top = hl_claim(1, sizeof(*top));

	top->keys = keys;
	top->dialect = form->dialect;
	top->most = form->top;
	top->names = keys->has_queues ? hl_keys_new() : NULL;
	return top;
}

void rank_top_block(struct rank_top *top, size_t number) {
	top->block = number;
	top->seen = 0;
}

size_t rank_top_held(const struct rank_top *top) {
	return top->held;
}

/* --- the heap --- */

static int row_cmp(const struct top_row *a, const struct top_row *b) {
	int order = rank_mark_cmp(&a->mark, &b->mark);

	return order ? order : hl_str_cmp(rank_string_at(a->record), rank_string_at(b->record));
}

static void rise(struct top_row *rows, size_t i) {
	struct top_row risen = rows[i];

	for (; i > 0 && row_cmp(&risen, &rows[(i - 1) / 2]) > 0; i = (i - 1) / 2)
		rows[i] = rows[(i - 1) / 2];
	rows[i] = risen;
}

static void sink(struct top_row *rows, size_t len) {
	struct top_row sunk = rows[0];
	size_t i = 0;

	for (size_t worst; (worst = 2 * i + 1) < len; i = worst) {
		if (worst + 1 < len && row_cmp(&rows[worst + 1], &rows[worst]) > 0)
			worst++;
		if (row_cmp(&sunk, &rows[worst]) >= 0)
			break;
		rows[i] = rows[worst];
	}
	rows[i] = sunk;
}

/* --- rows --- */

static struct top_queue *queue_at(struct rank_top *top, size_t queue) {
	size_t had = top->cap;

	top->queues = hl_grow(top->queues, &top->cap, queue + 1, sizeof(*top->queues));
	top->held += (top->cap - had) * sizeof(*top->queues);
	while (top->len <= queue)
		top->queues[top->len++] = (struct top_queue){ 0 };
	return &top->queues[queue];
}

/* Not a byte more than that: there are many. Behind the sort string a mark can be read. */
static void copy_record(struct rank_top *top, struct top_row *to) {
	struct hl_str string = rank_string_at(top->record.at);
	size_t least = (size_t)(string.at - top->record.at) + string.len + RANK_MARK;
	size_t cap = top->record.len > least ? top->record.len : least;

	if (cap > to->cap) {
		free(to->record);
		to->record = rank_alloc(1, cap);
		top->held += cap - to->cap;
		to->cap = cap;
	}
	memcpy(to->record, top->record.at, top->record.len);
}

/* The row becomes one of the kept: of the first of them when all places are taken. */
static void keep(struct rank_top *top, struct top_queue *queue, const struct rank_mark *mark) {
	bool full = queue->len == top->most;
	size_t had = queue->cap;
	struct top_row *kept;

	if (!full) {
		queue->rows = hl_grow(queue->rows, &queue->cap, queue->len + 1, sizeof(*kept));
		top->held += (queue->cap - had) * sizeof(*kept);
		queue->rows[queue->len++] = (struct top_row){ 0 };
	}
	kept = full ? &queue->rows[0] : &queue->rows[queue->len - 1];
	kept->mark = *mark;
	copy_record(top, kept);
	if (full)
		sink(queue->rows, queue->len);
	else
		rise(queue->rows, queue->len - 1);
}

/* Equal is not better: what is kept came first. The string has no end yet, the kept one has. */
static bool is_better(
	struct hl_str string, const struct rank_mark *mark, const struct top_row *kept) {
	int order = rank_mark_cmp(mark, &kept->mark);
	struct hl_str other = rank_string_at(kept->record);

	if (order != 0)
		return order < 0;
	other.len -= 2 * sizeof(uint64_t);
	return hl_str_cmp(string, other) < 0;
}

/* The heap that the row belongs in; @string is cut down to what decides there. */
static struct top_queue *find_queue(struct rank_top *top, struct hl_str *string) {
	struct hl_str name;

	if (!top->names)
		return queue_at(top, 0);
	name = rank_queue_of(*string);
	*string = (struct hl_str){ string->at + name.len, string->len - name.len };
	return queue_at(top, hl_keys_add(top->names, name));
}

enum hl_status rank_top_add(struct rank_top *top, const struct hl_row *row, struct hl_error *err) {
	struct hl_buf *record = &top->record;
	struct top_queue *queue;
	struct hl_str string, rest;
	struct rank_mark mark;
	enum hl_status status;

	record->len = 0;
	(void)rank_record_begin(record);
	status = rank_keys_put(top->keys, row, record, err);
	if (status != HL_OK)
		return status;
	(void)hl_buf_room(record, RANK_SLACK);
	string = (struct hl_str){ record->at + sizeof(struct rank_head),
		record->len - sizeof(struct rank_head) };
	rest = string;
	queue = find_queue(top, &rest);
	mark = rank_mark_of(rest, 0);
	top->seen++;
	if (queue->len == top->most &&
		(top->most == 0 || !is_better(string, &mark, &queue->rows[0])))
		return HL_OK;
	rank_put_word(record, top->block);
	rank_put_word(record, top->seen);
	rank_record_end(record, 0, top->dialect, row);
	keep(top, queue, &mark);
	return HL_OK;
}

/* --- all of them --- */

char *rank_top_pop(struct rank_top *top) {
	for (; top->len > 0; top->len--) {
		struct top_queue *queue = &top->queues[top->len - 1];

		if (queue->len > 0) {
			const struct top_row *row = &queue->rows[--queue->len];

			top->held -= row->cap;
			return row->record;
		}
		top->held -= queue->cap * sizeof(*queue->rows);
		free(queue->rows);
	}
	hl_keys_free(top->names);
	top->names = top->keys->has_queues ? hl_keys_new() : NULL;
	return NULL;
}

void rank_top_free(struct rank_top *top) {
	char *unwanted;

	if (!top)
		return;
	while ((unwanted = rank_top_pop(top)))
		free(unwanted);
	hl_keys_free(top->names);
	free(top->queues);
	hl_buf_release(&top->record);
	free(top);
}
