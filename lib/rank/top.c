/* top.c - the best rows of each queue: a heap whose root is the worst of those kept. */
#include "parts.h"

#include <stdlib.h>

struct top_row {
	struct rank_mark mark;
	uint64_t seq; /* order of arrival */
	struct rank_row row;
	struct hl_buf bytes;
};

struct top_queue {
	struct top_row *rows;
	size_t len, cap;
};

static int row_cmp(const struct top_row *a, const struct top_row *b) {
	int order = rank_mark_cmp(&a->mark, &b->mark);

	if (order == 0 && (a->row.rest_len || b->row.rest_len))
		order = hl_str_cmp(rank_row_rest(a->row), rank_row_rest(b->row));
	return order ? order : (a->seq > b->seq) - (a->seq < b->seq);
}

/* Is the sort string better than that of @kept? Equal is not: @kept came first. */
static bool is_better(
	struct hl_str string, const struct rank_mark *mark, const struct top_row *kept) {
	int order = rank_mark_cmp(mark, &kept->mark);
	struct hl_str rest = { "", 0 };

	if (order != 0)
		return order < 0;
	if (string.len > RANK_MARK)
		rest = (struct hl_str){ string.at + RANK_MARK, string.len - RANK_MARK };
	return hl_str_cmp(rest, rank_row_rest(kept->row)) < 0;
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

static struct top_queue *queue_at(struct rank_top *top, size_t queue) {
	top->queues = hl_grow(top->queues, &top->cap, queue + 1, sizeof(*top->queues));
	while (top->len <= queue)
		top->queues[top->len++] = (struct top_queue){ 0 };
	return &top->queues[queue];
}

void rank_top_add(struct rank_top *top, size_t queue, struct hl_dialect dialect,
	const struct hl_row *row, struct hl_str sort_string) {
	struct top_queue *to = queue_at(top, queue);
	struct rank_mark mark = rank_mark_first(sort_string);
	bool full = to->len == top->most;
	struct top_row *kept;

	top->seen++;
	if (full && (top->most == 0 || !is_better(sort_string, &mark, &to->rows[0])))
		return;
	if (!full) {
		to->rows = hl_grow(to->rows, &to->cap, to->len + 1, sizeof(*to->rows));
		to->rows[to->len++] = (struct top_row){ 0 };
	}
	kept = full ? &to->rows[0] : &to->rows[to->len - 1];
	kept->mark = mark;
	kept->seq = top->seen;
	kept->row = rank_row_put(&kept->bytes, dialect, row, sort_string);
	if (full)
		sink(to->rows, to->len);
	else
		rise(to->rows, to->len - 1);
}

static int compare(const void *a, const void *b) {
	return row_cmp(a, b);
}

void rank_top_order(struct rank_top *top) {
	for (size_t q = 0; q < top->len; q++)
		if (top->queues[q].len > 1)
			qsort(top->queues[q].rows, top->queues[q].len, sizeof(struct top_row),
				compare);
}

enum hl_status rank_top_write(const struct rank_top *top, const uint32_t *order,
	struct rank_writer *writer, struct hl_error *err) {
	enum hl_status status = HL_OK;

	for (size_t q = 0; q < top->len && status == HL_OK; q++) {
		const struct top_queue *queue = &top->queues[order ? order[q] : q];

		for (size_t i = 0; i < queue->len && status == HL_OK; i++)
			status = rank_writer_put(writer, queue->rows[i].row, i + 1, err);
	}
	return status;
}

size_t rank_top_rows(const struct rank_top *top) {
	size_t rows = 0;

	for (size_t q = 0; q < top->len; q++)
		rows += top->queues[q].len;
	return rows;
}

void rank_top_release(struct rank_top *top) {
	for (size_t q = 0; q < top->len; q++) {
		for (size_t i = 0; i < top->queues[q].len; i++)
			hl_buf_release(&top->queues[q].rows[i].bytes);
		free(top->queues[q].rows);
	}
	free(top->queues);
}
