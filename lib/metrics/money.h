/*
 * money.h - what is cash and when, whose it is, what hours are.
 *
 * By parts.h alone, in the middle of which it stands: it knows the meter, and what has to wait for
 * the account asks it.
 */
#ifndef HL_METRICS_MONEY_H
#define HL_METRICS_MONEY_H

#include "price.h"
#include "type.h"

/* --- cash --- */

/* Whose cash it is, or when it counts, follows from what else is told of the account. */
static inline bool cash_waits(const struct hl_meter *m, const struct event *event) {
	if (!(m->needs & (NEEDS_CREDIT | NEEDS_RESTATE)) || !(event->type->serves & NEEDS_CASH))
		return false;
	return (m->needs & NEEDS_CREDIT) || event->type->kind == REVERSED;
}

/* Does it add to sums? Not all hours do, nor reversals where cash is gross. */
static inline bool adds(const struct hl_meter *m, const struct event *event) {
	bool is_ignored = event->type->kind == REVERSED && m->options.money.reversals == HL_GROSS;

	return event->type->add && !event->is_aside && !is_ignored;
}

/* Is it a contact that payments may be credited to? */
static inline bool gives_credit(const struct hl_meter *m, const struct event *event) {
	return (m->needs & NEEDS_RPC) && event->is_right_party;
}

/* What it adds to the cash of its day, once reversals are laid against payments (cash.c). */
static inline int64_t cash_of(const struct hl_meter *m, const struct fact *fact) {
	bool is_restated = m->options.money.reversals == HL_RESTATE;

	if (fact->kind == PAID)
		return is_restated ? fact->rest : fact->amount;
	if (fact->kind != REVERSED || m->options.money.reversals == HL_GROSS)
		return 0;
	return is_restated ? -fact->rest : -fact->amount;
}

/* Has its account to know of it, though its type serves other figures? */
static inline bool tells_more(const struct hl_meter *m, const struct event *event) {
	return gives_credit(m, event) || ((m->needs & NEEDS_UNITS) && event->is_settled);
}

/* --- price.c: fees and costs --- */

/* What the cash and the hours of @flow, which is of one place, come to. */
void flow_price(const struct hl_meter *m, struct flow *flow, const struct hl_place *place);

/* An hour of @collector costs so much; what is not said by any. */
void cost_rate_set(struct hl_meter *m, uint32_t collector, int64_t rate);

/* "25" or "25%": above 0 and at most 100, in millionths of a percent. */
enum hl_status percent_parse(struct hl_str cell, int64_t *percent, struct hl_error *err) HL_CHECKED;

/* A collector's day is a cluster of @tally. */
void workday_end(const struct hl_meter *m, struct hl_tally *tally, const struct workday *day);

/* The tallies are done. */
void prices_end(struct hl_meter *m);

/* --- credit.c --- */

/* Whose each fact of the account is that is nobody's of its own; whose the cash is. */
void attribute(const struct hl_meter *m, const struct history *history);

/* --- estimate.c: hours of who has none --- */

/* A collector's day on which there was anything. */
struct active_day {
	uint32_t collector; /* a number of whose the keys are, 1 and up */
	int64_t day;
	uint32_t did;
};

void active_init(struct hl_meter *m);
/* @collector, a number of whose the keys are, had this event; nothing where @active is NULL. */
void active_note(struct hl_keys *active, uint32_t collector, const struct event *event);
/* Those of a worker; @numbers are the meter's of its collectors. */
void active_merge(struct hl_meter *m, const struct hl_keys *active, const uint32_t *numbers);
/* One of them as it is kept, and again. */
struct active_day active_at(const struct hl_keys *active, size_t number);
void active_add(struct hl_keys *active, const struct active_day *day);
void hours_estimate(struct hl_meter *m);

/* --- views.c --- */

/* How many days' hours are a guess, as a flag whose name ends so. */
void estimated_put(const struct hl_metric *metric, const struct hl_tally *tally, const char *side,
	struct hl_buf *flags);

/* What the money is, where it is not as usual, as flags: "reversals:gross;hours:logged". */
void views_put(const struct hl_meter *m, const struct hl_metric *metric, struct hl_buf *flags);

#endif
