/* hold.c - every record is held, then the order is found, then they are written in it. */
#include "parts.h"

#include <stdlib.h>

/* What a thread gathers before it is written. */
enum { ROOM = 512 << 10 };

enum hl_status rank_hold_add(struct rank_hold *hold, struct hl_str records, struct hl_error *err) {
	(void)err;
	rank_store_add(&hold->store, records, rank_records_count(records));
	return HL_OK;
}

/* --- lines, side by side --- */

struct writing {
	struct rank_lines *lines; /* of each worker */
	struct hl_output *out;
	struct rank_tally *tally;
};

static void begin_lines(void *arg, size_t worker, const struct rank_item *items, size_t from) {
	struct writing *writing = arg;

	rank_lines_skip(&writing->lines[worker], items, from);
}

static size_t put_line(void *arg, size_t worker, const char *record) {
	struct rank_lines *lines = &((struct writing *)arg)->lines[worker];

	rank_lines_put(lines, record);
	return lines->buf.len;
}

static enum hl_status drain_lines(void *arg, size_t worker, struct hl_error *err) {
	struct writing *writing = arg;
	struct hl_buf *buf = &writing->lines[worker].buf;
	enum hl_status status = HL_OK;

	if (writing->out)
		status = hl_output_write(writing->out, hl_buf_str(buf), err);
	buf->len = 0;
	return status;
}

static enum hl_status write_held(const struct rank_hold *hold, const struct rank_form *form,
	const struct rank_item *items, struct writing *writing, struct hl_error *err) {
	struct rank_sink sink = { .arg = writing,
		.begin = begin_lines,
		.put = put_line,
		.drain = drain_lines,
		.room = ROOM };
	size_t len = hold->store.rows;
	enum hl_status status;

	if (!form->has_queues && form->top < len)
		len = form->top;
	writing->lines = hl_claim(hold->threads, sizeof(*writing->lines));
	for (size_t w = 0; w < hold->threads; w++)
		writing->lines[w].form = form;
	status = rank_gather(items, len, hold->store.used, hold->threads, &sink, err);
	for (size_t w = 0; w < hold->threads; w++) {
		writing->tally->rows += writing->lines[w].tally.rows;
		writing->tally->queues += writing->lines[w].tally.queues;
		rank_lines_release(&writing->lines[w]);
	}
	free(writing->lines);
	return status;
}

enum hl_status rank_hold_write(struct rank_hold *hold, const struct rank_form *form,
	struct hl_output *out, struct rank_tally *tally, struct hl_error *err) {
	struct rank_item *items = rank_order(&hold->store, hold->threads);
	struct writing writing = { .out = out, .tally = tally };
	enum hl_status status = write_held(hold, form, items, &writing, err);

	free(items);
	return status;
}

void rank_hold_release(struct rank_hold *hold) {
	rank_store_release(&hold->store);
}
