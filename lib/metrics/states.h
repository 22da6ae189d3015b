/* states.h - what became of promises. */
#ifndef HL_METRICS_STATES_H
#define HL_METRICS_STATES_H

#include "fact.h"
#include "hl/metrics.h"

/* When promises that are pending are due, see states.c. */
enum { DUE_BUCKETS = 6 };

enum state { IS_PENDING, IS_KEPT, IS_PARTIAL, IS_BROKEN, IS_SUPERSEDED, IS_CANCELLED };

/* It was made; it came to that, as of now, @paid of its amount having come in. */
void promise_made(struct hl_meter *m, const struct fact *promise);
void promise_ended(struct hl_meter *m, const struct fact *promise, enum state state, hl_wide paid);

/* The names of the buckets; the tally of one of them alone. */
extern const struct hl_str due_buckets[DUE_BUCKETS];
struct hl_tally due_tally(const struct hl_tally *tally, size_t bucket);

#endif
