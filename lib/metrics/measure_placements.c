/* measure_placements.c - metrics of what was placed: how soon it was worked. */
#include "figure.h"

struct hl_figure days_to_attempt(const struct hl_tally *t) {
	size_t attempted = t->counts.attempted;

	return noted(over(t->sums.attempt_days * HL_ONE, (hl_wide)attempted * HL_ONE, attempted),
		"censored", t->counts.started - attempted);
}

struct hl_figure days_to_contact(const struct hl_tally *t) {
	size_t contacted = t->counts.contacted;

	return noted(over(t->sums.contact_days * HL_ONE, (hl_wide)contacted * HL_ONE, contacted),
		"censored", t->counts.started - contacted);
}
