/* reengage.h - cold leads that were contacted, and whether they came back. */
#ifndef HL_METRICS_REENGAGE_H
#define HL_METRICS_REENGAGE_H

#include "hl/metrics.h"

struct event;
struct fact;
struct history;

/*
 * What an event is to a lead that may be cold: nothing, as what the lead did that is no signal
 * (opting out, taking a promise back); it came; a signal, or a stage; an attempt of the agency. In
 * the order of one second.
 */
enum touch_kind { NO_TOUCH, CAME, SIGNED, REACHED_OUT };

struct touch {
	int64_t s;
	uint32_t account, collector, label;
	int32_t day;
	uint8_t kind;
	uint8_t stage; /* of one that was reached, 1-based; of a conversion one behind the last */
};

struct touch_list {
	struct touch *at; /* once they are dealt, those of an account side by side */
	size_t len, cap;
	size_t next; /* the first of the account that is counted next */
};

/* What is counted of leads in a period. */
struct lead_counts {
	size_t cold, came_back, pending;   /* spells of cold leads that were contacted */
	size_t under_way;                  /* of a stage's own tally: they stopped there lately */
	size_t time_order;                 /* of the leads: converted before they came */
	size_t view_leads, view_converted; /* created, or converted, in the period */
};

/* Note the event, of whose account and collector @fact tells, if it is a touch. */
void touch_note(struct hl_meter *m, const struct event *event, const struct fact *fact);

/* All are known: put those of each account side by side. */
void touches_deal(struct hl_meter *m);

/* Those of @history's account; accounts in the order of their numbers. */
void reengaged_count(struct hl_meter *m, const struct history *history);

#endif
