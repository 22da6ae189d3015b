/*
 * cursors.c - runs that are read again: each a frame at a time, the next one before it is needed.
 *
 * Whoever merges has more to do than to read, so that other threads read and unpack the next frame
 * of a run while it is still at the one before. It waits for nobody who has not begun: a frame that
 * is not there when it is needed it reads itself, and is quite alone where there is no other
 * thread.
 */
#include "runs.h"

#include <stdlib.h>

/* Records that were read. */
struct frame {
	struct hl_buf records;
	size_t len;
};

enum next_frame { NOT_THERE, COMES, IS_THERE };

struct run_cursor {
	struct frame frame; /* at hand */
	size_t next;        /* in it */
	/* Of who reads it, who is one at a time. */
	struct frame ahead; /* the frame behind it */
	uint64_t at, end;   /* in the file: what was not read yet */
	/* Under the lock. */
	enum next_frame is;
	bool is_wanted; /* it stands in the queue */
	enum hl_status status;
};

struct reader {
	struct run_cursors *of;
	struct hl_buf packed;
	pthread_t thread;
	bool is_started;
};

struct run_cursors {
	const struct hl_temp *temp;
	struct run_cursor *at;
	size_t len;
	struct reader *readers; /* the first is the caller */
	size_t readers_len;
	pthread_mutex_t lock;
	pthread_cond_t wanted, came;
	size_t *queue; /* runs whose next frame is wanted, those first that ended one first */
	size_t queue_at, queue_len;
	bool is_over;
	struct hl_error err; /* of the first failure */
};

/* --- a frame --- */

static enum hl_status load(struct reader *reader, struct run_cursor *cursor, struct frame *frame,
	struct hl_error *err) {
	const struct hl_temp *temp = reader->of->temp;
	struct hl_buf *packed = &reader->packed;
	uint32_t head[2];
	enum hl_status status = hl_temp_read(temp, cursor->at, (char *)head, sizeof(head), err);

	if (status != HL_OK)
		return status;
	frame->records.len = packed->len = 0;
	(void)hl_buf_room(&frame->records, head[0] + (size_t)RANK_SLACK);
	(void)hl_buf_room(packed, head[1]);
	status = hl_temp_read(temp, cursor->at + sizeof(head), packed->at, head[1], err);
	if (status == HL_OK &&
		!unpack_bytes((struct hl_str){ packed->at, head[1] }, frame->records.at, head[0]))
		status = hl_fail(err, HL_EIO, "a temporary file is damaged");
	cursor->at += sizeof(head) + head[1];
	frame->len = head[0];
	return status;
}

/* --- ahead --- */

/* The run whose next frame is to be read; NULL: there is nothing more to do. The lock is held. */
static struct run_cursor *take_wanted(struct run_cursors *cursors) {
	while (!cursors->is_over) {
		struct run_cursor *cursor = &cursors->at[cursors->queue[cursors->queue_at]];

		if (cursors->queue_len == 0) {
			pthread_cond_wait(&cursors->wanted, &cursors->lock);
			continue;
		}
		cursors->queue_at = (cursors->queue_at + 1) % cursors->len;
		cursors->queue_len--;
		cursor->is_wanted = false;
		if (cursor->is == NOT_THERE && cursor->at < cursor->end)
			return cursor;
	}
	return NULL;
}

static void *read_ahead(void *of_reader) {
	struct reader *reader = of_reader;
	struct run_cursors *cursors = reader->of;
	struct run_cursor *cursor;

	pthread_mutex_lock(&cursors->lock);
	while ((cursor = take_wanted(cursors)) != NULL) {
		struct hl_error err = { 0 };
		enum hl_status status;

		cursor->is = COMES;
		pthread_mutex_unlock(&cursors->lock);
		status = load(reader, cursor, &cursor->ahead, &err);
		pthread_mutex_lock(&cursors->lock);
		cursor->is = IS_THERE;
		cursor->status = status;
		if (status != HL_OK && !cursors->err.text[0])
			cursors->err = err;
		pthread_cond_signal(&cursors->came);
	}
	pthread_mutex_unlock(&cursors->lock);
	return NULL;
}

/* The lock is held. */
static void want(struct run_cursors *cursors, size_t run) {
	struct run_cursor *cursor = &cursors->at[run];

	cursor->is = NOT_THERE;
	if (cursors->readers_len == 1 || cursor->is_wanted)
		return;
	cursor->is_wanted = true;
	cursors->queue[(cursors->queue_at + cursors->queue_len++) % cursors->len] = run;
	pthread_cond_signal(&cursors->wanted);
}

/* --- at hand --- */

/* Wait for the next frame; HL_END: nobody has begun it, and it is for the caller to read. */
static enum hl_status await(
	struct run_cursors *cursors, struct run_cursor *cursor, struct hl_error *err) {
	enum hl_status status = HL_END;

	pthread_mutex_lock(&cursors->lock);
	while (cursor->is == COMES)
		pthread_cond_wait(&cursors->came, &cursors->lock);
	if (cursor->is == IS_THERE)
		status = cursor->status;
	if (status > HL_OK)
		*err = cursors->err;
	cursor->is = COMES;
	pthread_mutex_unlock(&cursors->lock);
	return status;
}

/* The next frame, an empty one at the end. */
static enum hl_status turn(struct run_cursors *cursors, size_t run, struct hl_error *err) {
	struct run_cursor *cursor = &cursors->at[run];
	struct frame used = cursor->frame;
	enum hl_status status = await(cursors, cursor, err);

	cursor->next = cursor->frame.len = 0;
	if (status == HL_OK) {
		cursor->frame = cursor->ahead;
		cursor->ahead = used;
	} else if (status == HL_END) {
		status = cursor->at < cursor->end
				 ? load(&cursors->readers[0], cursor, &cursor->frame, err)
				 : HL_OK;
	}
	pthread_mutex_lock(&cursors->lock);
	want(cursors, run);
	pthread_mutex_unlock(&cursors->lock);
	return status;
}

enum hl_status run_cursors_next(
	struct run_cursors *cursors, size_t run, const char **record, struct hl_error *err) {
	struct run_cursor *cursor = &cursors->at[run];
	enum hl_status status = HL_OK;

	*record = NULL;
	if (cursor->next == cursor->frame.len)
		status = turn(cursors, run, err);
	if (status != HL_OK || cursor->frame.len == 0)
		return status;
	*record = cursor->frame.records.at + cursor->next;
	cursor->next += rank_record_len(*record);
	return HL_OK;
}

/* --- begin and end --- */

struct run_cursors *run_cursors_new(const struct runs *runs, struct run_range range) {
	struct run_cursors *cursors = hl_claim(1, sizeof(*cursors));
	size_t more = range.threads > 1 ? range.threads - 1 : 0;

	*cursors = (struct run_cursors){ .temp = runs->temp,
		.at = hl_claim(range.len, sizeof(*cursors->at)),
		.len = range.len,
		.readers_len = 1 + (more < range.len ? more : range.len),
		.lock = PTHREAD_MUTEX_INITIALIZER,
		.wanted = PTHREAD_COND_INITIALIZER,
		.came = PTHREAD_COND_INITIALIZER,
		.queue = hl_claim(range.len, sizeof(*cursors->queue)) };
	cursors->readers = hl_claim(cursors->readers_len, sizeof(*cursors->readers));
	for (size_t i = 0; i < range.len; i++) {
		cursors->at[i].at = runs->at[range.from + i].from;
		cursors->at[i].end = runs->at[range.from + i].to;
		want(cursors, i);
	}
	for (size_t i = 0; i < cursors->readers_len; i++) {
		struct reader *reader = &cursors->readers[i];

		reader->of = cursors;
		if (i > 0)
			reader->is_started = hl_thread_start(&reader->thread, read_ahead, reader);
	}
	return cursors;
}

void run_cursors_free(struct run_cursors *cursors) {
	pthread_mutex_lock(&cursors->lock);
	cursors->is_over = true;
	pthread_cond_broadcast(&cursors->wanted);
	pthread_mutex_unlock(&cursors->lock);
	for (size_t i = 0; i < cursors->readers_len; i++) {
		if (cursors->readers[i].is_started)
			pthread_join(cursors->readers[i].thread, NULL);
		hl_buf_release(&cursors->readers[i].packed);
	}
	for (size_t i = 0; i < cursors->len; i++) {
		hl_buf_release(&cursors->at[i].frame.records);
		hl_buf_release(&cursors->at[i].ahead.records);
	}
	pthread_cond_destroy(&cursors->came);
	pthread_cond_destroy(&cursors->wanted);
	pthread_mutex_destroy(&cursors->lock);
	free(cursors->readers);
	free(cursors->queue);
	free(cursors->at);
	free(cursors);
}
