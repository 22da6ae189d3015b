/* queue.h - the queue of a collector's day and what was done on that day. */
#ifndef HL_METRICS_QUEUE_H
#define HL_METRICS_QUEUE_H

#include "event.h"
#include "fact.h"
#include "hl/metrics.h"

struct step {
	int64_t s;
	int64_t rank; /* of a queue row, and in the end of attempts on it */
	int64_t day;
	uint32_t collector, account, label;
	uint32_t window; /* of a queue row */
	uint32_t place;  /* in the order of ranks, 1 and up; 0: not in the queue */
	bool is_queue;
	bool is_aside; /* who has a queue of their own takes an account from everybody's */
};

struct step_list {
	struct step *at;
	size_t len, cap;
};

/* --- queue.c --- */

/* Is there a queue beside the log, here or in a part? */
bool queue_is_delivered(const struct hl_meter_tables *tables);

/* Does the log have ranks, or was a queue delivered? */
bool queue_is_there(const struct hl_meter *m);

/* Without either there is no queue to follow: nothing need be known of it. */
void queue_forget(struct hl_meter *m);

/* The same of parts, which did not know that: what waits in them for its account has to wait. */
void queue_leave(struct hl_meter *m);

/* A row of a queue, or an attempt, by who counts for the whole: it waits for those of its day. */
void queue_step(struct hl_meter *m, const struct fact *fact);

/* It comes back, with its account's number and its window's; then, that there is no more. */
void queue_take(struct hl_meter *m, const struct fact *fact);
void queue_count(struct hl_meter *m);

/* All of a day have one. */
uint64_t queue_hash(int64_t day);

/* --- window.c --- */

uint32_t window_number(struct hl_meter *m, const struct call_window *window);
struct call_window window_at(const struct hl_meter *m, uint32_t number);

/* --- delivered.c: queues as they were delivered --- */

/* To the meter, or to the partial that is being written. */
enum hl_status queues_read(
	struct hl_meter *m, const struct hl_meter_tables *tables, struct hl_error *err) HL_CHECKED;

/* Take one row of them. */
void delivered_take(struct hl_meter *m, const struct event *event);

#endif
