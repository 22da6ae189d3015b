/*
 * ahead.c - a thread that inflates ahead of who reads.
 *
 * It may wait for a pipe into which nobody writes when the reader wants to be done. So it waits
 * in poll(2) for the pipe or for an eventfd by which it is told to stop, and only then reads.
 */
#include "parts.h"

#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { SLOTS = 4, SLOT_ROOM = 256 << 10 };

struct slot {
	enum hl_status status;
	size_t len;
	char bytes[SLOT_ROOM];
};

struct io_ahead {
	struct io_inflate *gz;
	pthread_t thread;
	pthread_mutex_t mutex; /* for what changes: the next three */
	pthread_cond_t change;
	size_t made, used; /* slots since the beginning */
	bool is_stopped;
	int stop;            /* an eventfd */
	size_t at;           /* in the slot that is read */
	struct hl_error err; /* of the last slot */
	struct slot slots[SLOTS];
};

/* The slot to be filled next; NULL: nobody wants it. */
static struct slot *wait_for_room(struct io_ahead *ahead) {
	struct slot *slot = NULL;

	pthread_mutex_lock(&ahead->mutex);
	while (!ahead->is_stopped && ahead->made - ahead->used == SLOTS)
		pthread_cond_wait(&ahead->change, &ahead->mutex);
	if (!ahead->is_stopped)
		slot = &ahead->slots[ahead->made % SLOTS];
	pthread_mutex_unlock(&ahead->mutex);
	return slot;
}

static void count(struct io_ahead *ahead, size_t *slots) {
	pthread_mutex_lock(&ahead->mutex);
	(*slots)++;
	pthread_cond_signal(&ahead->change);
	pthread_mutex_unlock(&ahead->mutex);
}

static void *work(void *arg) {
	struct io_ahead *ahead = arg;
	enum hl_status status = HL_OK;
	struct slot *slot;

	while (status == HL_OK && (slot = wait_for_room(ahead))) {
		status = io_inflate_read(
			ahead->gz, slot->bytes, sizeof(slot->bytes), &slot->len, &ahead->err);
		slot->status = status;
		count(ahead, &ahead->made);
	}
	return NULL;
}

struct io_ahead *io_ahead_new(struct io_inflate *gz) {
	int stop = eventfd(0, EFD_CLOEXEC);
	struct io_ahead *ahead;

	if (stop < 0)
		return NULL;
	ahead = hl_claim(1, sizeof(*ahead));
	ahead->gz = gz;
	ahead->stop = stop;
	pthread_mutex_init(&ahead->mutex, NULL); /* it cannot fail here, nor can the next */
	pthread_cond_init(&ahead->change, NULL);
	io_inflate_stop_at(gz, stop);
	if (hl_thread_start(&ahead->thread, work, ahead))
		return ahead;
	io_inflate_stop_at(gz, -1);
	pthread_cond_destroy(&ahead->change);
	pthread_mutex_destroy(&ahead->mutex);
	close(stop);
	free(ahead);
	return NULL;
}

enum hl_status io_ahead_read(
	struct io_ahead *ahead, char *to, size_t room, size_t *got, struct hl_error *err) {
	struct slot *slot;

	pthread_mutex_lock(&ahead->mutex);
	while (ahead->made == ahead->used)
		pthread_cond_wait(&ahead->change, &ahead->mutex);
	slot = &ahead->slots[ahead->used % SLOTS];
	pthread_mutex_unlock(&ahead->mutex);
	*got = 0;
	if (slot->status != HL_OK) {
		if (slot->status != HL_END)
			*err = ahead->err;
		return slot->status;
	}
	*got = slot->len - ahead->at < room ? slot->len - ahead->at : room;
	memcpy(to, slot->bytes + ahead->at, *got);
	ahead->at += *got;
	if (ahead->at == slot->len) {
		ahead->at = 0;
		count(ahead, &ahead->used);
	}
	return HL_OK;
}

void io_ahead_free(struct io_ahead *ahead) {
	const uint64_t one = 1;

	if (!ahead)
		return;
	pthread_mutex_lock(&ahead->mutex);
	ahead->is_stopped = true;
	pthread_cond_signal(&ahead->change);
	pthread_mutex_unlock(&ahead->mutex);
	(void)io_write(ahead->stop, &one, sizeof(one));
	pthread_join(ahead->thread, NULL);
	pthread_cond_destroy(&ahead->change);
	pthread_mutex_destroy(&ahead->mutex);
	close(ahead->stop);
	free(ahead);
}
