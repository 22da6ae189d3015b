/*
 * thread.h - threads, and work in pieces that several of them share.
 */
#ifndef HL_THREAD_H
#define HL_THREAD_H

#include "hl/base.h"

#include <pthread.h>

/*
 * Start a thread, to be joined. What a signal does stays the affair of the thread that was there
 * before; only what a write brings upon itself (SIGPIPE, SIGXFSZ) meets whoever writes. false:
 * there is none to be had, and the work has to be done without it.
 */
bool hl_thread_start(pthread_t *thread, void *(*work)(void *), void *arg) HL_CHECKED;

/*
 * Work in pieces. @work is called once for each number below @count, side by side by up to
 * @threads threads, of which the caller is one; fewer where the system gives no more. @worker
 * (< @threads, or 0) is the thread's own. Pieces begin in order.
 */
struct hl_pieces {
	void *arg;
	size_t count, threads;
	void (*work)(void *arg, size_t worker, size_t piece);
	/*
	 * NULL, or what must happen in order: called after @work for the same piece by the same
	 * thread, one at a time. false: stop, nothing is called for the pieces behind it.
	 */
	bool (*then)(void *arg, size_t worker, size_t piece);
};

/* Returns when all is done. Whatever the threads wrote can be read then. */
void hl_parallel(const struct hl_pieces *pieces);

#endif
