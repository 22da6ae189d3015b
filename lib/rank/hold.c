/* hold.c - every record is held, then the order is found, then they are written in it. */
#include "hold.h"
#include "marks.h"

#include <stdlib.h>

enum {
	ROOM = 480 << 10,       /* what a thread gathers before it is written */
	ROOM_LEAST = 64 << 10,  /* the same when memory is scarce */
	PER_THREAD = 192 << 10, /* what it needs besides, to pack */
	PARTS = 32,             /* of the memory: one for what a thread gathers */
	BLOCK = 256 << 10,      /* of records, but where memory is enough for large pages */
	BLOCK_LARGE = 2 << 20,
	MEMORY_LEAST = 1 << 20,
	OTHERS = 4 << 20,         /* what a command takes that holds nothing */
	OTHERS_THREAD = 768 << 10 /* and a thread that reads */
};

/* So many threads that what they gather takes a quarter at most; one at least. */
static size_t threads_of(size_t memory, size_t threads) {
	size_t most = memory / 4 / (2 * ROOM_LEAST + PER_THREAD);

	if (most == 0)
		return 1;
	return threads < most ? threads : most;
}

static size_t within(size_t size, size_t least, size_t most) {
	return size < least ? least : size > most ? most : size;
}

/* The rest of the process is in the limit, too, as far as the limit is large enough for that. */
static size_t for_records(size_t memory, size_t threads) {
	size_t others = OTHERS + threads * OTHERS_THREAD;

	if (others > memory / 4)
		others = memory / 4;
	return within(memory - others, MEMORY_LEAST, memory);
}

/* A thread gathers up to twice as much, because a buffer doubles. One block is never full. */
static void limit(struct rank_hold *hold, size_t memory) {
	size_t block = memory / PARTS;

	memory = for_records(memory, hold->threads);
	hold->memory = memory;
	hold->spill_threads = threads_of(memory, hold->threads);
	hold->spill_bytes = within(memory / PARTS / hold->spill_threads, ROOM_LEAST, ROOM);
	hold->store.block =
		block < BLOCK_LARGE / 2 ? within(block, ROOM_LEAST, BLOCK) : BLOCK_LARGE;
	hold->room = memory - hold->spill_threads * (2 * hold->spill_bytes + PER_THREAD) -
		     hold->store.block;
}

void rank_hold_init(struct rank_hold *hold, size_t threads, size_t memory, const char *folder) {
	*hold = (struct rank_hold){ .threads = threads ? threads : 1,
		.asked = memory,
		.memory = SIZE_MAX,
		.room = SIZE_MAX,
		.seen = rank_seen_none(),
		.runs.folder = folder };
	if (memory != SIZE_MAX)
		limit(hold, within(memory, MEMORY_LEAST, SIZE_MAX));
}

size_t rank_hold_share(struct rank_hold *hold, size_t parts) {
	size_t room = hold->room;

	if (hold->memory == SIZE_MAX)
		return room;
	room -= hold->memory / parts;
	hold->room = room / 2;
	return room;
}

size_t rank_hold_bytes(const struct rank_hold *hold) {
	return hold->store.used + hold->store.rows * RANK_ITEM_BYTES;
}

enum hl_status rank_hold_add(struct rank_hold *hold, struct hl_str records, struct hl_error *err) {
	enum hl_status status = HL_OK;

	if (hold->store.rows > 0 && rank_hold_bytes(hold) + records.len > hold->room)
		status = rank_spill(hold, err);
	if (status == HL_OK)
		rank_store_add(&hold->store, records);
	return status;
}

void rank_hold_list(struct rank_hold *hold, struct hl_str told) {
	struct rank_stretch stretch;

	for (; told.len > 0; told.at += sizeof(stretch), told.len -= sizeof(stretch)) {
		memcpy(&stretch, told.at, sizeof(stretch));
		rank_store_list(&hold->store, stretch);
	}
}

void rank_hold_end_pen(struct rank_hold *hold, struct rank_pen *pen) {
	rank_see_all(&hold->seen, &pen->seen);
	hold->store.seen = &hold->seen;
	rank_store_absorb(&hold->store, &pen->store);
}

void rank_hold_release(struct rank_hold *hold) {
	rank_store_release(&hold->store);
	runs_release(&hold->runs);
}

/* --- lines, side by side --- */

static void begin_lines(void *arg, size_t worker, const struct rank_item *items, size_t from) {
	struct rank_lines *lines = arg;

	rank_lines_skip(&lines[worker], items, from);
}

static size_t put_line(void *arg, size_t worker, const char *record) {
	struct rank_lines *lines = (struct rank_lines *)arg + worker;

	rank_lines_put(lines, record);
	return lines->buf.len;
}

static enum hl_status drain_lines(void *arg, size_t worker, struct hl_error *err) {
	struct rank_lines *lines = arg;

	return rank_lines_write(&lines[worker], err);
}

static enum hl_status write_held(const struct rank_hold *hold, const struct rank_form *form,
	struct rank_lines *lines, struct hl_error *err) {
	bool in_turn = rank_form_has_levels(form);
	const struct rank_sink sink = { .arg = lines,
		.begin = in_turn ? NULL : begin_lines,
		.put = put_line,
		.drain = drain_lines,
		.room = hold->memory == SIZE_MAX ? ROOM : hold->spill_bytes };
	size_t threads = hold->memory == SIZE_MAX ? hold->threads : hold->spill_threads;
	struct rank_item *items = rank_order(&hold->store, hold->threads);
	struct rank_span span = { items, hold->store.rows, hold->store.used };
	enum hl_status status;

	if (!form->has_queues && !form->ties && form->top < span.len &&
		!(form->marks && form->marks->has_max))
		span.len = form->top;
	status = rank_gather(span, in_turn ? 1 : threads, &sink, err);
	rank_order_free(items, hold->store.rows);
	return status;
}

static enum hl_status write_planned(
	const struct rank_hold *hold, struct rank_lines *lines, struct hl_error *err) {
	struct rank_item *items = rank_order(&hold->store, hold->threads);
	struct rank_span span = { items, hold->store.rows, hold->store.used };
	enum hl_status status = rank_plan_write(lines, span, err);

	rank_order_free(items, hold->store.rows);
	return status;
}

static enum hl_status write_all(struct rank_hold *hold, const struct rank_form *form,
	struct rank_lines *lines, struct hl_error *err) {
	const struct rank_taker taker = { lines, rank_lines_take };
	enum hl_status status;

	if (form->marks && rank_marks_reorder(form->marks))
		return hold->spilled == 0 ? write_planned(hold, lines, err)
					  : rank_deal_write(hold, lines, err);
	if (hold->spilled == 0)
		return write_held(hold, form, lines, err);
	status = rank_spill_take(hold, &taker, err);
	return status == HL_OK ? rank_lines_write(lines, err) : status;
}

static void tally_add(struct rank_tally *to, const struct rank_tally *more) {
	for (size_t i = 0; i < HL_LEN(to->classes); i++) {
		to->classes[i].rows += more->classes[i].rows;
		to->classes[i].over += more->classes[i].over;
	}
	to->rows += more->rows;
	to->queues += more->queues;
	to->runs += more->runs;
	to->counts.over += more->counts.over;
	to->counts.of_none += more->counts.of_none;
	to->counts.held += more->counts.held;
	to->counts.drawn += more->counts.drawn;
	to->counts.newly += more->counts.newly;
	to->counts.up += more->counts.up;
	to->counts.down += more->counts.down;
	to->counts.same += more->counts.same;
}

enum hl_status rank_hold_write(struct rank_hold *hold, const struct rank_form *form,
	struct hl_output *out, struct rank_tally *tally, struct hl_error *err) {
	struct rank_lines *lines = hl_claim(hold->threads, sizeof(*lines)); /* of each worker */
	enum hl_status status;

	for (size_t w = 0; w < hold->threads; w++)
		lines[w] = (struct rank_lines){ .form = form, .out = out };
	status = write_all(hold, form, lines, err);
	for (size_t w = 0; w < hold->threads; w++) {
		tally_add(tally, &lines[w].tally);
		rank_lines_release(&lines[w]);
	}
	free(lines);
	return status;
}
