/* measure_placements.c - metrics of what was placed: how soon it was worked. */
#include "figure.h"

/* So many to whom it has not happened are told. */
static struct hl_figure waiting(const struct hl_tally *t, size_t first, struct hl_figure figure) {
	return noted(figure, "censored", t->counts.started - t->counts.contact.first[first]);
}

static struct hl_figure mean(const struct hl_tally *t, size_t first) {
	size_t n = t->counts.contact.first[first];

	return waiting(t, first, over(t->sums.first_days[first] * HL_ONE, (hl_wide)n * HL_ONE, n));
}

static struct hl_figure median(const struct hl_tally *t, size_t first) {
	return waiting(t, first, quantile(&t->first_days[first], 5));
}

struct hl_figure days_to_attempt(const struct hl_tally *t) {
	return mean(t, FIRST_ATTEMPT);
}

struct hl_figure days_to_attempt_median(const struct hl_tally *t) {
	return median(t, FIRST_ATTEMPT);
}

struct hl_figure days_to_contact(const struct hl_tally *t) {
	return mean(t, FIRST_CONTACT);
}

struct hl_figure days_to_contact_median(const struct hl_tally *t) {
	return median(t, FIRST_CONTACT);
}

struct hl_figure days_to_right_party(const struct hl_tally *t) {
	return mean(t, FIRST_RPC);
}

struct hl_figure days_to_right_party_median(const struct hl_tally *t) {
	return median(t, FIRST_RPC);
}
