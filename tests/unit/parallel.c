/* parallel.c - every piece is worked on once; what must be in order is, and ends when it says so.
 */
#include "hl/thread.h"

#include <stdatomic.h>
#include <stdio.h>

enum { PIECES_MAX = 300 };

struct trial {
	atomic_uint worked[PIECES_MAX];
	size_t done[PIECES_MAX], done_len;
	size_t stop_at, threads;
	atomic_bool is_wrong;
};

static void work(void *arg, size_t worker, size_t piece) {
	struct trial *trial = arg;

	if (worker > 0 && worker >= trial->threads)
		trial->is_wrong = true;
	trial->worked[piece]++;
}

static bool then(void *arg, size_t worker, size_t piece) {
	struct trial *trial = arg;

	(void)worker;
	if (trial->worked[piece] != 1)
		trial->is_wrong = true;
	trial->done[trial->done_len++] = piece;
	return piece != trial->stop_at;
}

static bool is_good(size_t count, size_t threads, size_t stop_at, bool in_order) {
	struct trial trial = { .threads = threads, .stop_at = stop_at };
	size_t want = stop_at < count ? stop_at + 1 : count;

	hl_parallel(&(struct hl_pieces){ .arg = &trial,
		.count = count,
		.threads = threads,
		.work = work,
		.then = in_order ? then : NULL });
	for (size_t i = 0; i < count; i++)
		trial.is_wrong |= trial.worked[i] > 1 || (i < want && trial.worked[i] != 1);
	for (size_t i = 0; i < trial.done_len; i++)
		trial.is_wrong |= trial.done[i] != i;
	return !trial.is_wrong && trial.done_len == (in_order ? want : 0);
}

int main(void) {
	static const size_t counts[] = { 0, 1, 2, 7, PIECES_MAX };
	static const size_t threads[] = { 0, 1, 2, 5, 64 };
	int failed = 0;

	for (size_t c = 0; c < HL_LEN(counts); c++)
		for (size_t t = 0; t < HL_LEN(threads); t++)
			if (!is_good(counts[c], threads[t], SIZE_MAX, true) ||
				!is_good(counts[c], threads[t], SIZE_MAX, false) ||
				!is_good(counts[c], threads[t], counts[c] / 2, true)) {
				fprintf(stderr, "parallel: %zu pieces, %zu threads\n", counts[c],
					threads[t]);
				failed = 1;
			}
	return failed;
}
