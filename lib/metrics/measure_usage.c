/* measure_usage.c - metrics of the system itself: is it used? */
#include "figure.h"

struct hl_figure dashboard_adoption(const struct hl_tally *t) {
	return share(t->counts.weekly, t->counts.users);
}

struct hl_figure exports_a_month(const struct hl_tally *t) {
	return over((hl_wide)t->flow.exports * HL_ONE, t->sums.months, t->flow.exports);
}
