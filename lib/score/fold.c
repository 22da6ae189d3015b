/* fold.c - an event log folded into facts, by any number of workers. */
#include "fold.h"

#include "log.h"
#include "once.h"
#include "spill.h"

#include <stdlib.h>

/* --- events that wait --- */

void folder_turn(struct hl_facts *facts, struct folder *folder, size_t shard) {
	struct queue *queue = &folder->queues[shard];

	facts_fold(facts, shard, &queue->batches[!queue->fresh], &queue->batches[queue->fresh]);
	queue->fresh = !queue->fresh;
}

void folder_all(struct hl_facts *facts, struct folder *folder) {
	for (size_t i = 0; i < facts->shards_len; i++) {
		folder_turn(facts, folder, i);
		folder_turn(facts, folder, i);
	}
	folder->borrows = false;
}

void folder_end(struct hl_facts *facts, struct folder *folder) {
	folder_all(facts, folder);
	facts->unmatched += folder->unmatched;
	folder->unmatched = 0;
}

/* --- a log without ids --- */

struct worker {
	struct hl_time_memo memo;
	struct folder folder;
};

static void *worker_new(void *job) {
	(void)job;
	return hl_claim(1, sizeof(struct worker));
}

static void worker_end(void *job, void *of_worker) {
	struct worker *worker = of_worker;

	folder_end(((struct log *)job)->facts, &worker->folder);
	free(worker);
}

static void block_end(void *job, void *of_worker, struct hl_buf *to) {
	struct worker *worker = of_worker;

	(void)to;
	if (worker->folder.borrows)
		folder_all(((struct log *)job)->facts, &worker->folder);
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
		if (events[i].age > 0) /* else it has not happened yet */
			folder_add_text(log->facts, &worker->folder, texts[i], &events[i]);
	return len;
}

static enum hl_status add_row(void *job, void *of_worker, const struct hl_row *row,
	struct hl_buf *to, struct hl_error *err) {
	const struct log *log = job;
	struct worker *worker = of_worker;
	struct event event;
	enum hl_status status = log_event(log, &worker->memo, row, &event, err);

	(void)to;
	if (status != HL_OK)
		return status;
	if (event.age > 0)
		folder_add_text(
			log->facts, &worker->folder, hl_cell_trimmed(row, log->key), &event);
	return spill_status(log->facts, err);
}

static enum hl_status fold_log(struct log *log, struct hl_reader *events, struct hl_error *err) {
	const struct hl_step step = {
		.job = log,
		.worker_new = worker_new,
		.worker_end = worker_end,
		.row = add_row,
		.rows = add_rows,
		.block_end = block_end,
	};

	return hl_table_run(events, &step, NULL, err);
}

/* --- any log --- */

enum hl_status hl_facts_read(struct hl_facts *facts, struct hl_reader *events,
	const struct hl_column_map *map, struct hl_error *err) {
	struct log log;
	enum hl_status status = log_begin(&log, facts, events, map, err);

	if (status == HL_OK)
		status = log.id == HL_NO_COLUMN ? fold_log(&log, events, err)
						: once_fold(&log, events, err);
	if (status == HL_OK)
		status = spill_rest(facts, err);
	if (status == HL_OK && hl_facts_spilled(facts) == 0)
		facts_close(facts);
	log_end(&log);
	return status;
}
