/*
 * deflate.c - bytes to gzip members that are the same every time (no name, no time).
 *
 * A ring of members: the caller fills the one at hand, workers compress those that are full, the
 * caller writes the oldest when it wants its place. Who writes is always the caller, so that an
 * error, or a reader that went away, meets the thread that can tell or end.
 */
#define ZLIB_CONST
#include "parts.h"

#include <stdlib.h>
#include <zlib.h>

enum { GZIP_WINDOW = 15 + 16, MEMORY_LEVEL = 8, MOST_THREADS = 64 };

struct member {
	struct hl_buf plain, packed;
	bool is_packed;
};

struct worker {
	struct io_deflate *gz;
	z_stream z;
	pthread_t thread;
};

struct io_deflate {
	struct io_sink sink;
	int level;
	struct worker *workers; /* the caller works with the first while there are no threads */
	size_t threads;         /* that there may be; 0: none */
	size_t started;         /* that there are */
	size_t bound;           /* the most that can come of a member */
	struct member *members; /* a ring */
	size_t members_len;
	size_t written;        /* members since the beginning */
	pthread_mutex_t mutex; /* for the next three, and is_packed */
	pthread_cond_t change;
	size_t filled, taken; /* members since the beginning */
	bool is_stopped;
};

static void start(struct io_deflate *gz, struct worker *worker) {
	worker->gz = gz;
	if (deflateInit2(&worker->z, gz->level, Z_DEFLATED, GZIP_WINDOW, MEMORY_LEVEL,
		    Z_DEFAULT_STRATEGY) != Z_OK)
		hl_out_of_memory();
}

struct io_deflate *io_deflate_new(int level, size_t threads, struct io_sink sink) {
	struct io_deflate *gz = hl_claim(1, sizeof(*gz));

	gz->sink = sink;
	gz->level = level;
	gz->threads = threads < MOST_THREADS ? threads : MOST_THREADS;
	if (gz->threads < 2)
		gz->threads = 0;
	/* One more is at hand and one waits to be written while all are at work. */
	gz->members_len = gz->threads ? gz->threads + 2 : 1;
	gz->members = hl_claim(gz->members_len, sizeof(*gz->members));
	gz->workers = hl_claim(gz->threads ? gz->threads : 1, sizeof(*gz->workers));
	start(gz, &gz->workers[0]);
	gz->bound = deflateBound(&gz->workers[0].z, IO_MEMBER);
	pthread_mutex_init(&gz->mutex, NULL); /* it cannot fail here, nor can the next */
	pthread_cond_init(&gz->change, NULL);
	return gz;
}

/* There is room for whatever comes of it. */
static void pack(z_stream *z, struct member *member) {
	(void)deflateReset(z); /* its only failure is ours: a wrong state */
	z->next_in = (const unsigned char *)member->plain.at;
	z->avail_in = (unsigned)member->plain.len;
	z->next_out = (unsigned char *)member->packed.at;
	z->avail_out = (unsigned)member->packed.cap;
	if (deflate(z, Z_FINISH) == Z_STREAM_END)
		member->packed.len = member->packed.cap - z->avail_out;
}

static void *work(void *arg) {
	struct worker *worker = arg;
	struct io_deflate *gz = worker->gz;
	struct member *member;

	pthread_mutex_lock(&gz->mutex);
	for (;;) {
		while (!gz->is_stopped && gz->taken == gz->filled)
			pthread_cond_wait(&gz->change, &gz->mutex);
		if (gz->is_stopped)
			break;
		member = &gz->members[gz->taken++ % gz->members_len];
		pthread_mutex_unlock(&gz->mutex);
		pack(&worker->z, member);
		pthread_mutex_lock(&gz->mutex);
		member->is_packed = true;
		pthread_cond_broadcast(&gz->change);
	}
	pthread_mutex_unlock(&gz->mutex);
	return NULL;
}

/* One thread more for each member, until all are there. */
static void start_thread(struct io_deflate *gz) {
	struct worker *worker = &gz->workers[gz->started];

	if (gz->started > 0)
		start(gz, worker);
	if (hl_thread_start(&worker->thread, work, worker)) {
		gz->started++;
		return;
	}
	if (gz->started > 0)
		deflateEnd(&worker->z);
	gz->threads = gz->started;
}

static struct member *at_hand(const struct io_deflate *gz) {
	return &gz->members[gz->filled % gz->members_len];
}

static enum hl_status write_oldest(struct io_deflate *gz, struct hl_error *err) {
	struct member *member = &gz->members[gz->written % gz->members_len];
	struct hl_str bytes;

	pthread_mutex_lock(&gz->mutex);
	while (!member->is_packed)
		pthread_cond_wait(&gz->change, &gz->mutex);
	member->is_packed = false;
	pthread_mutex_unlock(&gz->mutex);
	bytes = hl_buf_str(&member->packed);
	member->plain.len = 0;
	member->packed.len = 0;
	gz->written++;
	if (bytes.len == 0)
		return hl_fail(err, HL_EBUG, "gzip: the compressor failed");
	return gz->sink.put(gz->sink.to, bytes, err);
}

/* The member at hand is ready to be compressed; afterwards there is another one. */
static enum hl_status hand_over(struct io_deflate *gz, struct hl_error *err) {
	struct member *member = at_hand(gz);

	member->packed.len = 0;
	(void)hl_buf_room(&member->packed, gz->bound);
	/* A single member, or a short one behind nothing, is not worth a thread. */
	if (gz->started < gz->threads && member->plain.len == IO_MEMBER)
		start_thread(gz);
	if (gz->started == 0) {
		pack(&gz->workers[0].z, member);
		member->is_packed = true;
	}
	pthread_mutex_lock(&gz->mutex);
	gz->filled++;
	pthread_cond_broadcast(&gz->change);
	pthread_mutex_unlock(&gz->mutex);
	if (gz->started > 0 && gz->filled - gz->written < gz->members_len)
		return HL_OK;
	return write_oldest(gz, err);
}

enum hl_status io_deflate_write(struct io_deflate *gz, struct hl_str bytes, struct hl_error *err) {
	enum hl_status status = HL_OK;

	while (status == HL_OK && bytes.len > 0) {
		struct hl_buf *plain = &at_hand(gz)->plain;
		size_t room = IO_MEMBER - plain->len;
		size_t len = bytes.len < room ? bytes.len : room;

		hl_buf_add(plain, (struct hl_str){ bytes.at, len });
		bytes.at += len;
		bytes.len -= len;
		if (len == room)
			status = hand_over(gz, err);
	}
	return status;
}

static enum hl_status write_all(struct io_deflate *gz, struct hl_error *err) {
	enum hl_status status = HL_OK;

	while (status == HL_OK && gz->written < gz->filled)
		status = write_oldest(gz, err);
	return status;
}

enum hl_status io_deflate_flush(struct io_deflate *gz, struct hl_error *err) {
	enum hl_status status = at_hand(gz)->plain.len > 0 ? hand_over(gz, err) : HL_OK;

	return status == HL_OK ? write_all(gz, err) : status;
}

enum hl_status io_deflate_finish(struct io_deflate *gz, struct hl_error *err) {
	enum hl_status status = HL_OK;

	if (at_hand(gz)->plain.len > 0 || gz->filled == 0)
		status = hand_over(gz, err);
	return status == HL_OK ? write_all(gz, err) : status;
}

void io_deflate_free(struct io_deflate *gz) {
	if (!gz)
		return;
	pthread_mutex_lock(&gz->mutex);
	gz->is_stopped = true;
	pthread_cond_broadcast(&gz->change);
	pthread_mutex_unlock(&gz->mutex);
	for (size_t i = 0; i < gz->started; i++)
		pthread_join(gz->workers[i].thread, NULL);
	for (size_t i = 0; i < gz->started || i == 0; i++)
		deflateEnd(&gz->workers[i].z);
	for (size_t i = 0; i < gz->members_len; i++) {
		hl_buf_release(&gz->members[i].plain);
		hl_buf_release(&gz->members[i].packed);
	}
	pthread_mutex_destroy(&gz->mutex);
	pthread_cond_destroy(&gz->change);
	free(gz->members);
	free(gz->workers);
	free(gz);
}
