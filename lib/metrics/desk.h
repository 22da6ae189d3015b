/*
 * desk.h - the queue and the attempts of one collector on one day, or of all who have none of their
 * own; for queue.c, follow.c, tau.c.
 */
#ifndef HL_METRICS_DESK_H
#define HL_METRICS_DESK_H

#include "parts.h"

/* An account that was worked, where it counts. */
struct worked {
	uint32_t slot, collector;
	int64_t s, rank;
};

struct worked_list {
	struct worked *at;
	size_t len, cap;
};

/* How far a row of the queue is. */
enum { NOT_YET, OPEN, CLOSED, WORKED };

struct desk {
	struct hl_meter *m;
	struct step *queue; /* in the order of ranks */
	size_t queue_len;
	struct step *attempts; /* in time */
	size_t attempts_len;
	/* From day to day the memory stays. */
	uint8_t *row;      /* by place, how far each is */
	uint32_t *opening; /* places in the order in which their windows open */
	uint32_t *closing; /* and close */
	size_t *open;      /* Fenwick tree over the places: those that are open */
	size_t row_cap, opening_cap, closing_cap, open_cap;
	size_t opened, closed; /* so many of them so far */
	struct worked_list worked;
	struct step_list others; /* attempts of the days that have a queue of everybody's */
};

/* Where @step counts. */
static inline struct spot step_spot(struct hl_meter *m, const struct step *step, unsigned why) {
	const struct hl_place place = { step->account, step->collector, step->label };

	return spot_at(m, &place, when_at(m, step->day), why);
}

/* --- follow.c --- */

void desk_follow(struct desk *desk);

/* Mostly it is the same one's. */
static inline int compare_whose(
	const struct hl_meter *m, const struct step *a, const struct step *b) {
	return compare_texts(m->collectors, a->collector, b->collector);
}
void desk_release(struct desk *desk);

/* --- tau.c --- */

/* The order in which the accounts of desk.worked were worked, slot by slot. */
void desk_tau(struct desk *desk);

#endif
