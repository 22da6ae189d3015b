/* measure_queue.c - metrics of queues and whether they were followed. */
#include "figure.h"

struct hl_figure queue_adherence(const struct hl_tally *t) {
	return share(t->counts.followed, t->counts.eligible);
}
