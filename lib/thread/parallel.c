/* parallel.c - work in pieces, side by side on a few threads. */
#include "hl/memory.h"
#include "hl/thread.h"

#include <stdatomic.h>
#include <stdlib.h>

struct crew {
	const struct hl_pieces *pieces;
	atomic_size_t next; /* the piece that nobody has begun yet */
	atomic_bool is_stopped;
	pthread_mutex_t lock;
	pthread_cond_t turned;
	size_t turn; /* the piece whose then may be called; under the lock */
};

struct member {
	struct crew *crew;
	pthread_t thread;
	size_t worker;
};

/* Wait until it is the turn of @piece, do what must be done in order, hand the turn on. */
static void take_turn(struct crew *crew, size_t worker, size_t piece) {
	const struct hl_pieces *pieces = crew->pieces;

	pthread_mutex_lock(&crew->lock);
	while (crew->turn != piece)
		pthread_cond_wait(&crew->turned, &crew->lock);
	pthread_mutex_unlock(&crew->lock);
	if (!atomic_load(&crew->is_stopped) && !pieces->then(pieces->arg, worker, piece))
		atomic_store(&crew->is_stopped, true);
	pthread_mutex_lock(&crew->lock);
	crew->turn++;
	pthread_cond_broadcast(&crew->turned);
	pthread_mutex_unlock(&crew->lock);
}

/* Pieces begin in order, so that whoever waits for a turn waits for somebody who is at work. */
static void work(struct crew *crew, size_t worker) {
	const struct hl_pieces *pieces = crew->pieces;
	size_t piece;

	while ((piece = atomic_fetch_add(&crew->next, 1)) < pieces->count) {
		if (!atomic_load(&crew->is_stopped))
			pieces->work(pieces->arg, worker, piece);
		if (pieces->then)
			take_turn(crew, worker, piece);
	}
}

static void *work_thread(void *context) {
	struct member *member = context;

	work(member->crew, member->worker);
	return NULL;
}

/* Start up to @len threads: how many there are. */
static size_t start(struct crew *crew, struct member *members, size_t len) {
	size_t started = 0;

	for (; started < len; started++) {
		struct member *member = &members[started];

		*member = (struct member){ .crew = crew, .worker = started + 1 };
		if (!hl_thread_start(&member->thread, work_thread, member))
			break;
	}
	return started;
}

void hl_parallel(const struct hl_pieces *pieces) {
	size_t threads = pieces->threads < pieces->count ? pieces->threads : pieces->count;
	size_t more = threads > 1 ? threads - 1 : 0;
	struct member *members = hl_claim(more, sizeof(*members));
	struct crew crew = {
		.pieces = pieces,
		.lock = PTHREAD_MUTEX_INITIALIZER,
		.turned = PTHREAD_COND_INITIALIZER,
	};
	size_t started = start(&crew, members, more);

	work(&crew, 0);
	for (size_t i = 0; i < started; i++)
		pthread_join(members[i].thread, NULL);
	pthread_cond_destroy(&crew.turned);
	pthread_mutex_destroy(&crew.lock);
	free(members);
}
