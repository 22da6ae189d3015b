/* fold.c - an event log folded into facts, by any number of workers. */
#include "log.h"
#include "spill.h"

#include <stdlib.h>

/* Events of one shard: of two batches one waits for its memory while the other fills. */
struct queue {
	struct batch batches[2];
	size_t fresh; /* the one that fills */
};

struct worker {
	struct hl_time_memo memo;
	size_t unmatched;
	struct queue queues[SHARDS];
	bool borrows; /* long keys of the block at hand wait */
};

static void *worker_new(void *job) {
	(void)job;
	return hl_claim(1, sizeof(struct worker));
}

static void turn(struct hl_facts *facts, struct worker *worker, size_t shard) {
	struct queue *queue = &worker->queues[shard];

	facts_fold(facts, shard, &queue->batches[!queue->fresh], &queue->batches[queue->fresh]);
	queue->fresh = !queue->fresh;
}

static void fold_all(struct hl_facts *facts, struct worker *worker) {
	for (size_t i = 0; i < facts->shards_len; i++) {
		turn(facts, worker, i);
		turn(facts, worker, i);
	}
	worker->borrows = false;
}

static void worker_end(void *job, void *of_worker) {
	struct hl_facts *facts = ((struct log *)job)->facts;
	struct worker *worker = of_worker;

	fold_all(facts, worker);
	facts->unmatched += worker->unmatched;
	free(worker);
}

static void block_end(void *job, void *of_worker, struct hl_buf *to) {
	struct worker *worker = of_worker;

	(void)to;
	if (worker->borrows)
		fold_all(((struct log *)job)->facts, worker);
}

/* The event of the lead that @text names has to wait. */
static inline void add(struct hl_facts *facts, struct worker *worker, struct hl_str text,
	const struct event *event) {
	struct hl_key key = facts_key(facts, text);
	size_t shard = facts_shard(facts, &key);
	struct queue *queue = &worker->queues[shard];
	struct batch *fresh = &queue->batches[queue->fresh];

	fresh->keys[fresh->len] = key;
	fresh->events[fresh->len] = *event;
	worker->borrows |= text.len > HL_KEY_INSIDE;
	if (++fresh->len == BATCH_MAX)
		turn(facts, worker, shard);
}

/* Events that have not happened yet are none, those of no lead have none to go to. */
static inline bool is_for_a_lead(
	struct worker *worker, struct hl_str text, const struct event *event) {
	worker->unmatched += event->age > 0 && text.len == 0;
	return event->age > 0 && text.len > 0;
}

static size_t add_rows(
	void *job, void *of_worker, const struct hl_row *rows, size_t len, struct hl_buf *to) {
	const struct log *log = job;
	struct worker *worker = of_worker;
	struct hl_str texts[HL_STEP_ROWS];
	struct event events[HL_STEP_ROWS];

	(void)to;
	if (spill_has_failed(log->facts)) /* add_row says so */
		return 0;
	len = log_events(log, &worker->memo, rows, len, events);
	hl_cells_trimmed(rows, len, log->key, texts);
	for (size_t i = 0; i < len; i++)
		if (is_for_a_lead(worker, texts[i], &events[i]))
			add(log->facts, worker, texts[i], &events[i]);
	return len;
}

static enum hl_status add_row(void *job, void *of_worker, const struct hl_row *row,
	struct hl_buf *to, struct hl_error *err) {
	const struct log *log = job;
	struct worker *worker = of_worker;
	struct hl_str text = hl_cell_trimmed(row, log->key);
	struct event event;
	enum hl_status status = log_event(log, &worker->memo, row, &event, err);

	(void)to;
	if (status != HL_OK)
		return status;
	if (is_for_a_lead(worker, text, &event))
		add(log->facts, worker, text, &event);
	return spill_status(log->facts, err);
}

enum hl_status hl_facts_read(struct hl_facts *facts, struct hl_reader *events,
	const struct hl_column_map *map, struct hl_error *err) {
	struct log log;
	struct hl_step step = {
		.job = &log,
		.worker_new = worker_new,
		.worker_end = worker_end,
		.row = add_row,
		.rows = add_rows,
		.block_end = block_end,
	};
	enum hl_status status = log_begin(&log, facts, events, map, err);

	if (status == HL_OK)
		status = hl_table_run(events, &step, NULL, err);
	if (status == HL_OK)
		status = spill_rest(facts, err);
	if (status == HL_OK && hl_facts_spilled(facts) == 0)
		facts_close(facts);
	log_end(&log);
	return status;
}
