/*
 * run.c - row-wise commands: every row through a step, a block at a time, by several workers.
 *
 * There is no thread that only reads or only writes. Whoever has nothing to do reads the next
 * block, one at a time, so that blocks are numbered in the order of the input; works on it; and
 * then, if it is the oldest that was not put out yet, puts it and all that are ready behind it out,
 * one at a time again. Slots are few: who is far ahead of the output has to wait. Nobody is woken
 * to wait for a pipe that is slower than one worker: that would only take its writer's processor.
 */
#include "work.h"

#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

struct run {
	struct hl_reader *reader;
	const struct hl_step *step;
	struct hl_output *out;
	struct slot *slots;
	size_t slots_len;
	struct hand *hands;
	size_t hands_len;
	pthread_mutex_t lock; /* of all that follows */
	pthread_cond_t changed;
	size_t read, put; /* so many blocks were */
	bool is_reading, is_putting;
	bool is_over;          /* there is nothing more to read */
	enum hl_status status; /* a failure ends the run: nothing is put behind it */
	struct hl_error err;
};

/* One who works, in a thread of its own but for the first. */
struct hand {
	struct run *run;
	struct worker worker;
	pthread_t thread;
	bool is_started;
};

/* --- putting out: in order, one at a time --- */

/* After a mistake the rest is only read, so that all mistakes are told. */
static enum hl_status put_bytes(struct run *run, struct slot *slot, struct hl_error *err) {
	bool takes_all = run->step->takes_all;
	enum hl_status status = HL_OK;

	if (!slot->is_block || (hl_reader_failed(run->reader) && !takes_all))
		return HL_OK;
	if (!takes_all)
		slot->out.len = work_good(run->reader, slot);
	if (run->step->take)
		status = run->step->take(run->step->job, &slot->out, err);
	else if (run->out)
		status = hl_output_drain(run->out, &slot->out, err);
	return status;
}

static enum hl_status put_slot(struct run *run, struct slot *slot, struct hl_error *err) {
	enum hl_status status = put_bytes(run, slot, err);

	if (status == HL_OK)
		status = work_tell(run->reader, slot, err);
	if (status == HL_OK && slot->status != HL_OK) {
		*err = slot->err;
		status = slot->status;
	}
	return status;
}

static struct slot *slot_at(const struct run *run, size_t number) {
	return &run->slots[number % run->slots_len];
}

/* Nothing more is read, nor waited for by whoever is reading. */
static void fail(struct run *run, enum hl_status status, const struct hl_error *err) {
	run->status = status;
	run->err = *err;
	run->is_over = true;
	if (run->reader->stop >= 0)
		(void)eventfd_write(run->reader->stop, 1);
}

/* Put what is ready; the lock is held, but not while bytes go out. */
static void put_ready(struct run *run) {
	while (!run->is_putting && run->put < run->read && slot_at(run, run->put)->is_done) {
		struct slot *slot = slot_at(run, run->put);
		bool is_good = run->status == HL_OK;
		struct hl_error err = { 0 };
		enum hl_status status = HL_OK;

		run->is_putting = true;
		pthread_mutex_unlock(&run->lock);
		if (is_good)
			status = put_slot(run, slot, &err);
		pthread_mutex_lock(&run->lock);
		if (status != HL_OK)
			fail(run, status, &err);
		slot->is_done = false;
		run->is_putting = false;
		if (run->read - run->put++ == run->slots_len)
			pthread_cond_broadcast(&run->changed);
	}
}

/* --- working --- */

/* The slot of the next block, which is then to be read; NULL: there is nothing more to do. */
static struct slot *begin_reading(struct run *run) {
	struct slot *slot;

	while (!run->is_over && (run->is_reading || run->read - run->put == run->slots_len))
		pthread_cond_wait(&run->changed, &run->lock);
	if (run->is_over)
		return NULL;
	run->is_reading = true;
	slot = slot_at(run, run->read);
	slot->number = run->read++;
	return slot;
}

static void *work(void *of_hand) {
	struct hand *hand = of_hand;
	struct run *run = hand->run;
	struct slot *slot;

	pthread_mutex_lock(&run->lock);
	while ((slot = begin_reading(run)) != NULL) {
		bool is_there, is_ahead;

		pthread_mutex_unlock(&run->lock);
		is_there = work_read(run->reader, slot);
		is_ahead = hl_input_is_ahead(run->reader->source.in);
		pthread_mutex_lock(&run->lock);
		run->is_reading = false;
		run->is_over |= !is_there;
		if (is_ahead)
			pthread_cond_broadcast(&run->changed);
		pthread_mutex_unlock(&run->lock);
		if (is_there)
			work_do(&hand->worker, slot);
		pthread_mutex_lock(&run->lock);
		slot->is_done = true;
		run->is_over |= slot->status != HL_OK; /* nothing behind it is put */
		put_ready(run);
	}
	pthread_cond_broadcast(&run->changed); /* it is over for all */
	pthread_mutex_unlock(&run->lock);
	return NULL;
}

/* --- begin and end --- */

/* What is in memory already is not worth a thread. */
static size_t threads_for(const struct hl_reader *reader) {
	bool is_small = reader->source.is_last && reader->next_file == reader->files_len;

	return is_small || reader->options.threads == 0 ? 1 : reader->options.threads;
}

/* Rows of the table, but for what might be its header again. */
static struct cut_plain plain_of(const struct hl_reader *reader) {
	const struct hl_header *header = &reader->header;

	return (struct cut_plain){ .width = header->len,
		.header_len = header->is_missing ? SIZE_MAX : reader->plain_len,
		.first = header->names[0] };
}

static void prepare(struct run *run) {
	const struct hl_step *step = run->step;

	if (run->hands_len > 1)
		run->reader->stop = run->reader->source.stop = eventfd(0, EFD_CLOEXEC);
	for (size_t i = 0; i < run->hands_len; i++) {
		struct hand *hand = &run->hands[i];

		hand->run = run;
		hand->worker.step = step;
		hand->worker.reader = run->reader;
		hand->worker.plain = plain_of(run->reader);
		if (step->worker_new)
			hand->worker.own = step->worker_new(step->job);
	}
	for (size_t i = 0; i < run->slots_len; i++)
		run->slots[i].totals =
			hl_claim(run->reader->options.sums_len, sizeof(*run->slots[i].totals));
}

/* A thread that cannot be started is done without. */
static void start_others(struct run *run) {
	for (size_t i = 1; i < run->hands_len; i++) {
		struct hand *hand = &run->hands[i];

		hand->is_started = hl_thread_start(&hand->thread, work, hand);
	}
}

static void finish(struct run *run) {
	const struct hl_step *step = run->step;

	for (size_t i = 1; i < run->hands_len; i++)
		if (run->hands[i].is_started)
			pthread_join(run->hands[i].thread, NULL);
	for (size_t i = 0; i < run->hands_len && step->worker_end; i++)
		step->worker_end(step->job, run->hands[i].worker.own);
	for (size_t i = 0; i < run->slots_len; i++)
		slot_release(&run->slots[i]);
	if (run->reader->stop >= 0)
		close(run->reader->stop);
	run->reader->stop = run->reader->source.stop = -1;
	free(run->slots);
	free(run->hands);
	pthread_cond_destroy(&run->changed);
	pthread_mutex_destroy(&run->lock);
}

enum hl_status hl_table_run(struct hl_reader *reader, const struct hl_step *step,
	struct hl_output *out, struct hl_error *err) {
	size_t threads = step->is_serial ? 1 : threads_for(reader);
	struct run run = { .reader = reader,
		.step = step,
		.out = out,
		.hands_len = threads,
		.slots_len = threads > 1 ? threads + 1 : 1,
		.lock = PTHREAD_MUTEX_INITIALIZER,
		.changed = PTHREAD_COND_INITIALIZER };
	enum hl_status status;

	if (reader->is_over)
		return reader->end == HL_END ? HL_OK : reader->end;
	reader_settle(reader);
	source_leave(&reader->source, reader->has_first ? &reader->first : NULL);
	reader->has_first = false;
	run.slots = hl_claim(run.slots_len, sizeof(*run.slots));
	run.hands = hl_claim(run.hands_len, sizeof(*run.hands));
	prepare(&run);
	start_others(&run);
	(void)work(&run.hands[0]);
	finish(&run);
	if (run.status != HL_OK) {
		*err = run.err;
		return reader_end(reader, run.status);
	}
	status = reader_finish(reader, err);
	return status == HL_END ? HL_OK : status;
}
