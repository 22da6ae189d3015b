/* gather.c - ordered records, fetched from where they lie by several threads, go out in order. */
#include "parts.h"

#include <stdlib.h>

/*
 * So many records ahead of the one at hand, memory is asked for the next: the order is not that of
 * the bytes.
 */
enum { AHEAD = 12, LINES = 4, PIECE_ROWS_MAX = 16 << 10 };

struct gather {
	const struct rank_item *items;
	size_t len, rows; /* in all, of a piece */
	const struct rank_sink *sink;
	size_t *at; /* of each worker: the record that is next */
	enum hl_status status;
	struct hl_error *err;
};

static size_t end_of(const struct gather *gather, size_t piece) {
	size_t end = (piece + 1) * gather->rows;

	return end < gather->len ? end : gather->len;
}

/* As many records of the piece as there is room for. */
static void fill(struct gather *gather, size_t worker, size_t piece) {
	const struct rank_sink *sink = gather->sink;
	size_t end = end_of(gather, piece);
	size_t filled = 0;
	size_t i = gather->at[worker];

	for (; i < end && filled < sink->room; i++) {
		rank_fetch(gather->items, gather->len, i + AHEAD, LINES);
		filled = sink->put(sink->arg, worker, gather->items[i].at);
	}
	gather->at[worker] = i;
	if (i == end && sink->end)
		sink->end(sink->arg, worker);
}

static void work(void *arg, size_t worker, size_t piece) {
	struct gather *gather = arg;
	const struct rank_sink *sink = gather->sink;

	gather->at[worker] = piece * gather->rows;
	if (sink->begin)
		sink->begin(sink->arg, worker, gather->items, gather->at[worker]);
	fill(gather, worker, piece);
}

/* Records are of any size: what had no room follows now. */
static bool then(void *arg, size_t worker, size_t piece) {
	struct gather *gather = arg;
	const struct rank_sink *sink = gather->sink;

	gather->status = sink->drain(sink->arg, worker, gather->err);
	while (gather->status == HL_OK && gather->at[worker] < end_of(gather, piece)) {
		fill(gather, worker, piece);
		gather->status = sink->drain(sink->arg, worker, gather->err);
	}
	return gather->status == HL_OK;
}

enum hl_status rank_gather(
	struct rank_span span, size_t threads, const struct rank_sink *sink, struct hl_error *err) {
	struct gather gather = { .items = span.items, .len = span.len, .sink = sink, .err = err };
	struct hl_pieces pieces = {
		.arg = &gather, .threads = threads, .work = work, .then = then
	};

	if (span.len == 0)
		return HL_OK;
	gather.rows = sink->room / (span.bytes / span.len + 1) + 1;
	if (gather.rows > PIECE_ROWS_MAX)
		gather.rows = PIECE_ROWS_MAX;
	gather.at = hl_claim(threads, sizeof(*gather.at));
	pieces.count = (span.len + gather.rows - 1) / gather.rows;
	hl_parallel(&pieces);
	free(gather.at);
	return gather.status;
}
