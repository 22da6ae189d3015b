/* measure_queue.c - metrics of queues and whether they were followed. */
#include "figure.h"

struct hl_figure queue_adherence(const struct hl_tally *t) {
	return share(t->counts.followed, t->counts.eligible);
}

struct hl_figure queue_coverage(const struct hl_tally *t) {
	return share(t->counts.top_worked, t->counts.top);
}

struct hl_figure queue_order(const struct hl_tally *t) {
	size_t days = t->counts.tau_days;

	return noted(over(t->sums.tau, (hl_wide)days * HL_ONE, days), "short_days",
		t->counts.short_days);
}

struct hl_figure queue_left(const struct hl_tally *t) {
	return noted(share(t->counts.off_queue, t->counts.actions), "no_queue", t->counts.no_queue);
}
