/* measure_queue.c - metrics of queues and whether they were followed. */
#include "figure.h"

struct hl_figure queue_adherence(const struct hl_tally *t) {
	return share(t->counts.followed, t->counts.eligible);
}

struct hl_figure queue_coverage(const struct hl_tally *t) {
	return share(t->counts.top_worked, t->counts.top);
}

/* The sum that is shown is rounded, the mean is of the sum as it is. */
struct hl_figure queue_order(const struct hl_tally *t) {
	enum { STEPS = 1000 }; /* a value has three places */
	size_t days = t->counts.tau_days;
	struct hl_figure figure = over(0, (hl_wide)days * HL_ONE, days);

	(void)hl_sum_ratio(t->sums.tau, TAU_ONE / HL_ONE, &figure.num);
	figure.has_value =
		hl_sum_ratio(t->sums.tau, (hl_wide)days * (TAU_ONE / STEPS), &figure.value);
	figure.value *= HL_ONE / STEPS;
	return noted(figure, "short_days", t->counts.short_days);
}

struct hl_figure queue_left(const struct hl_tally *t) {
	return noted(share(t->counts.off_queue, t->counts.actions), "no_queue", t->counts.no_queue);
}
