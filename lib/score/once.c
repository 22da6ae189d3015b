/* once.c - the events of a log with ids on their way into the facts, each once. */
#include "once.h"

#include "spill.h"

#include <stdlib.h>

/* Blocks of parcels, in no order. */
struct stack {
	struct hl_buf *at;
	size_t len, cap;
};

struct once {
	struct log *log;
	struct seen_ids seen; /* who takes a block alone has it */
	pthread_mutex_t lock;
	struct stack ready; /* what was seen before is crossed out in them */
	struct stack spare; /* memory for others */
};

struct worker {
	struct hl_time_memo memo;
	struct folder folder;
	const struct hl_keys *seed; /* that ids are hashed by */
};

/* --- blocks --- */

static void push(struct stack *stack, struct hl_buf *bytes) {
	stack->at = hl_grow(stack->at, &stack->cap, stack->len + 1, sizeof(*stack->at));
	stack->at[stack->len++] = *bytes;
	*bytes = (struct hl_buf){ 0 };
}

static bool pop(struct stack *stack, struct hl_buf *bytes) {
	if (stack->len == 0)
		return false;
	*bytes = stack->at[--stack->len];
	return true;
}

static void stack_release(struct stack *stack) {
	for (size_t i = 0; i < stack->len; i++)
		hl_buf_release(&stack->at[i]);
	free(stack->at);
}

/* --- parcels --- */

/* An event whose texts are known. */
struct named {
	const struct event *event;
	struct hl_str id, key;
};

static void put_parcel(const struct log *log, struct worker *worker, const struct named *named,
	struct hl_buf *to) {
	struct parcel parcel = { .event = *named->event,
		.hash = hl_key_of(worker->seed, named->id).hash,
		.id_len = (uint32_t)named->id.len,
		.key_len = (uint32_t)named->key.len };
	size_t len = sizeof(parcel);
	char *at;

	if (named->key.len > 0)
		parcel.key = facts_key(log->facts, named->key);
	len += parcel_rest(&parcel);
	at = hl_buf_room(to, len);
	memset(at + len - 8, 0, 8); /* behind the texts, which are no multiple of it */
	memcpy(at, &parcel, sizeof(parcel));
	at += sizeof(parcel);
	memcpy(at, named->id.at, named->id.len);
	if (named->key.len > HL_KEY_INSIDE)
		memcpy(at + named->id.len, named->key.at, named->key.len);
	to->len += len;
}

/* What has no id needs not wait; what has not happened yet takes none. */
static inline void add(const struct log *log, struct worker *worker, const struct named *named,
	struct hl_buf *to) {
	if (named->event->age == 0)
		return;
	if (named->id.len > 0)
		put_parcel(log, worker, named, to);
	else
		folder_add_text(log->facts, &worker->folder, named->key, named->event);
}

static void fold(struct hl_facts *facts, struct folder *folder, const struct parcel *parcel,
	const char *rest) {
	struct hl_str text = { rest + parcel->id_len, parcel->key_len };
	struct hl_key key;

	if (parcel->event.age == 0)
		return;
	if (parcel->key_len > HL_KEY_INSIDE) {
		key = hl_key_hashed(text, parcel->key.hash);
		folder_add(facts, folder, &key, true, &parcel->event);
	} else if (parcel->key_len > 0) {
		folder_add(facts, folder, &parcel->key, false, &parcel->event);
	} else {
		folder->unmatched++;
	}
}

/* --- folding --- */

void parcels_fold(struct hl_facts *facts, struct folder *folder, const struct hl_buf *bytes) {
	for (size_t at = 0; at < bytes->len;) {
		const struct parcel *parcel = (const void *)(bytes->at + at);

		at += sizeof(*parcel);
		fold(facts, folder, parcel, bytes->at + at);
		at += parcel_rest(parcel);
	}
	if (folder->borrows)
		folder_all(facts, folder);
}

static bool next_ready(struct once *once, struct hl_buf *bytes) {
	bool is_there;

	pthread_mutex_lock(&once->lock);
	is_there = pop(&once->ready, bytes);
	pthread_mutex_unlock(&once->lock);
	return is_there;
}

static void fold_ready(struct once *once, struct folder *folder) {
	struct hl_buf bytes;

	while (next_ready(once, &bytes)) {
		parcels_fold(once->log->facts, folder, &bytes);
		bytes.len = 0;
		pthread_mutex_lock(&once->lock);
		push(&once->spare, &bytes);
		pthread_mutex_unlock(&once->lock);
	}
}

/* --- the step --- */

static void *worker_new(void *job) {
	const struct once *once = job;
	struct worker *worker = hl_claim(1, sizeof(*worker));

	worker->seed = hl_ids_seed(once->seen.ids);
	return worker;
}

static void worker_end(void *job, void *of_worker) {
	struct once *once = job;
	struct worker *worker = of_worker;

	fold_ready(once, &worker->folder);
	folder_end(once->log->facts, &worker->folder);
	free(worker);
}

static void block_begin(void *job, void *of_worker, size_t number) {
	struct worker *worker = of_worker;

	(void)number;
	fold_ready(job, &worker->folder);
}

static void block_end(void *job, void *of_worker, struct hl_buf *to) {
	struct worker *worker = of_worker;

	(void)to;
	if (worker->folder.borrows)
		folder_all(((struct once *)job)->log->facts, &worker->folder);
}

static size_t add_rows(
	void *job, void *of_worker, const struct hl_row *rows, size_t len, struct hl_buf *to) {
	const struct log *log = ((struct once *)job)->log;
	struct worker *worker = of_worker;
	struct hl_str keys[HL_STEP_ROWS];
	struct hl_str ids[HL_STEP_ROWS];
	struct event events[HL_STEP_ROWS];

	if (spill_has_failed(log->facts)) /* add_row says so */
		return 0;
	len = log_events(log, &worker->memo, rows, len, events);
	hl_cells_trimmed(rows, len, log->key, keys);
	hl_cells_trimmed(rows, len, log->id, ids);
	for (size_t i = 0; i < len; i++)
		add(log, worker, &(struct named){ &events[i], ids[i], keys[i] }, to);
	return len;
}

static enum hl_status add_row(void *job, void *of_worker, const struct hl_row *row,
	struct hl_buf *to, struct hl_error *err) {
	const struct log *log = ((struct once *)job)->log;
	struct worker *worker = of_worker;
	struct event event;
	const struct named named = { &event, hl_cell_trimmed(row, log->id),
		hl_cell_trimmed(row, log->key) };
	enum hl_status status = log_event(log, &worker->memo, row, &event, err);

	if (status != HL_OK)
		return status;
	add(log, worker, &named, to);
	return spill_status(log->facts, err);
}

static enum hl_status take(void *job, struct hl_buf *bytes, struct hl_error *err) {
	struct once *once = job;
	bool is_for_later = once->seen.dealt.is_open; /* all of it goes to disk */
	enum hl_status status = seen_take(&once->seen, bytes, err);

	if (status != HL_OK || bytes->len == 0 || is_for_later)
		return status;
	pthread_mutex_lock(&once->lock);
	push(&once->ready, bytes);
	(void)pop(&once->spare, bytes);
	pthread_mutex_unlock(&once->lock);
	return HL_OK;
}

/* What went to disk is folded last. */
static enum hl_status fold_rest(struct once *once, struct hl_error *err) {
	struct folder *folder = hl_claim(1, sizeof(*folder));
	enum hl_status status = seen_end(&once->seen, folder, err);

	folder_end(once->log->facts, folder);
	free(folder);
	return status;
}

enum hl_status once_fold(struct log *log, struct hl_reader *events, struct hl_error *err) {
	struct once once = { .log = log, .lock = PTHREAD_MUTEX_INITIALIZER };
	const struct hl_step step = {
		.job = &once,
		.worker_new = worker_new,
		.worker_end = worker_end,
		.row = add_row,
		.rows = add_rows,
		.block_begin = block_begin,
		.block_end = block_end,
		.take = take,
	};
	enum hl_status status;

	seen_init(&once.seen, log->facts);
	status = hl_table_run(events, &step, NULL, err);
	if (status == HL_OK)
		status = fold_rest(&once, err);
	seen_release(&once.seen);
	stack_release(&once.ready);
	stack_release(&once.spare);
	pthread_mutex_destroy(&once.lock);
	return status;
}
