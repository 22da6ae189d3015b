/* measure_promises.c - metrics of promises. */
#include "figure.h"

struct hl_figure promises_kept(const struct hl_tally *t) {
	return noted(share(t->counts.kept, t->counts.matured), "no_amount", t->counts.amountless);
}
