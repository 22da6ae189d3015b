/* hold.c - every row is held, then the order is found, then the rows are fetched in it. */
#include "parts.h"

#include <stdlib.h>

/* So many rows ahead of the one that is written, memory is asked for the next. */
enum { AHEAD_ROW = 24, AHEAD_BYTES = 12, LINE = 64, LINES = 3 };

enum hl_status rank_hold_add(struct rank_hold *hold, struct hl_dialect dialect,
	const struct hl_row *row, struct hl_str sort_string, struct hl_error *err) {
	size_t i = hold->len;

	if (i == UINT32_MAX)
		return hl_fail(err, HL_EDATA, "more than %zu rows cannot be ordered in one go", i);
	hold->rows = hl_grow(hold->rows, &hold->rows_cap, i + 1, sizeof(*hold->rows));
	hold->marks = hl_grow(hold->marks, &hold->marks_cap, i + 1, sizeof(*hold->marks));
	hold->marks[i] = rank_mark_first(sort_string);
	hold->rows[i] = rank_row_put(&hold->row, dialect, row, sort_string);
	hold->rows[i].at = rank_store_keep(&hold->store, hl_buf_str(&hold->row));
	hold->len++;
	return HL_OK;
}

void rank_hold_order(struct rank_hold *hold) {
	hold->items = rank_alloc(hold->len, sizeof(*hold->items));
	for (size_t i = 0; i < hold->len; i++)
		hold->items[i].row = (uint32_t)i;
	rank_sort(hold);
}

/* A stable distribution: within a queue the order stays. */
void rank_hold_gather(struct rank_hold *hold, const uint32_t *place, size_t len) {
	size_t sum = 0;
	size_t *starts = rank_alloc(len, sizeof(*starts));
	struct rank_item *items = rank_alloc(hold->len, sizeof(*items));

	for (size_t q = 0; q < len; q++)
		starts[q] = 0;
	for (size_t i = 0; i < hold->len; i++)
		starts[place[hold->queues[i]]]++;
	for (size_t q = 0; q < len; q++) {
		size_t rows = starts[q];

		starts[q] = sum;
		sum += rows;
	}
	for (size_t i = 0; i < hold->len; i++)
		items[starts[place[hold->queues[hold->items[i].row]]]++] = hold->items[i];
	free(hold->items);
	free(starts);
	hold->items = items;
}

/*
 * The order is not that of the bytes: fetch them before they are needed. Inlined by force, because
 * gcc takes a function that only fetches ahead for one without an effect, and drops the call.
 */
static inline __attribute__((always_inline)) void fetch_ahead(
	const struct rank_hold *hold, size_t i) {
	if (i + AHEAD_ROW < hold->len)
		__builtin_prefetch(&hold->rows[hold->items[i + AHEAD_ROW].row]);
	if (i + AHEAD_BYTES < hold->len) {
		const char *at = hold->rows[hold->items[i + AHEAD_BYTES].row].at;

		for (size_t line = 0; line < LINES; line++)
			__builtin_prefetch(at + line * LINE);
	}
}

enum hl_status rank_hold_write(
	const struct rank_hold *hold, struct rank_writer *writer, struct hl_error *err) {
	enum hl_status status = HL_OK;
	uint32_t last_queue = UINT32_MAX;
	size_t place = 0;

	for (size_t i = 0; i < hold->len && status == HL_OK; i++) {
		uint32_t row = hold->items[i].row;
		uint32_t queue = hold->queues ? hold->queues[row] : 0;

		fetch_ahead(hold, i);
		place = queue == last_queue ? place + 1 : 1;
		last_queue = queue;
		status = rank_writer_put(writer, hold->rows[row], place, err);
	}
	return status;
}

void rank_hold_release(struct rank_hold *hold) {
	rank_store_release(&hold->store);
	hl_buf_release(&hold->row);
	free(hold->rows);
	free(hold->marks);
	free(hold->queues);
	free(hold->items);
}
