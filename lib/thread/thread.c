/* thread.c - threads that leave signals to the one that was there before. */
#include "hl/thread.h"

#include <signal.h>

bool hl_thread_start(pthread_t *thread, void *(*work)(void *), void *arg) {
	sigset_t others, before;
	bool is_started;

	sigfillset(&others);
	sigdelset(&others, SIGPIPE);
	sigdelset(&others, SIGXFSZ);
	if (pthread_sigmask(SIG_SETMASK, &others, &before) != 0)
		return false;
	is_started = pthread_create(thread, NULL, work, arg) == 0;
	(void)pthread_sigmask(SIG_SETMASK, &before, NULL);
	return is_started;
}
