/* type.h - the types of events: what each has, what it adds up to, which figures it is for. */
#ifndef HL_METRICS_TYPE_H
#define HL_METRICS_TYPE_H

#include "event.h"
#include "fact.h"
#include "reengage.h"
#include "worker.h"

/*
 * What has to be kept for figures that sums alone do not give. A metric says what it needs, a
 * type of event what it serves; nothing is kept of an event that serves nothing.
 */
enum needs {
	NEEDS_CASH = 1,            /* payments and reversals in order: what stands of them */
	NEEDS_PLACED = 2,          /* what was placed and recalled */
	NEEDS_PROMISES = 4,        /* promises in order */
	NEEDS_LEADS = 8,           /* when a lead came, lived, converted */
	NEEDS_QUEUE = 16,          /* queues and the work on them */
	NEEDS_REACHED = 32,        /* which accounts were attempted and reached */
	NEEDS_FIRST_DAY = 64,      /* on which day first */
	NEEDS_PAYEE = 128,         /* whose the cash is, if only to know who has no hours */
	NEEDS_HOLDER = 256,        /* whose the account was at each moment */
	NEEDS_STANDING = 512,      /* which payments were taken back */
	NEEDS_WORKDAYS = 1024,     /* cash and hours by collector and day */
	NEEDS_USAGE = 1 << 14,     /* on which days of each collector there was anything */
	SEEN_BY_ALL = 2048,        /* of a group: it has a row in every metric */
	NEEDS_MADE = 4096,         /* promises on the day they were made */
	NEEDS_PENDING = 8192,      /* promises that are pending in the end */
	NEEDS_REENGAGED = 1 << 15, /* what leads and the agency did, in order */
	NEEDS_VINTAGE = 1 << 21,   /* batches by their months on book */
	NEEDS_MOVES = 1 << 22,     /* cash that counts from a later day on, or no longer */
	NEEDS_CREDIT = 1 << 16,    /* whose the cash is follows from what was before it */
	NEEDS_RPC = 1 << 17,       /* right-party contacts in order */
	NEEDS_PRICES = 1 << 19,    /* fees and costs */
	NEEDS_UNITS = 1 << 20,     /* which accounts are settled */
	NEEDS_RESTATE = 1 << 18    /* reversals wait for the payments that they take back */
};

/* What a metric is about, where there are several views of it (views.c). */
enum views { OF_CASH = 1, OF_PAYEE = 2, OF_HOURS = 4, OF_STANDING = 8 };

struct type {
	struct hl_str name;
	enum kind kind;  /* the fact to keep, or NOTHING */
	unsigned serves; /* besides NEEDS_LEADS: any event is a sign of life */
	uint8_t does;    /* its collector, by this */
	bool is_nobodys; /* it may be without an account */
	bool is_agency;  /* the lead itself did nothing */
	uint8_t touch;   /* what it is to a cold lead; of attempts their direction says it */
	event_parser *parse;
	/* Add it to the sums; NULL: there is nothing to add. */
	void (*add)(struct flow *flow, const struct event *event);
	/* What it says of its account; NULL: its fact is kept. */
	void (*tell)(struct hl_meter *m, const struct event *event, struct fact *fact);
};

extern const struct type types[];
extern const size_t types_len;

/* The last ones are any other names, signals: that are known; that nobody knows. */
enum { SIGNAL_TYPES = 2 };

/* --- signals.c --- */

bool signal_is_known(struct hl_str name);

/* Types that nobody knows, with how often each was seen. */
struct hl_keys *unknown_types_new(void);
void unknown_types_add(struct hl_keys *names, struct hl_str name, uint64_t n);
void unknown_types_merge(struct hl_keys *names, const struct hl_keys *more);
struct hl_type_count unknown_type_at(const struct hl_keys *names, size_t i);

/* --- type.c --- */

/* The type of those facts; kinds that are no type's own are of the one that may be them. */
const struct type *type_of_kind(enum kind kind);

/* Count it where its result, or its stage, is one that nobody knows. */
void note_unknown(
	struct hl_keys *unknown, struct hl_meter_counts *counts, const struct event *event);

/* One of which no built-in metric asks what it is. */
static inline bool is_signal(const struct event *event) {
	return event->type >= &types[types_len - SIGNAL_TYPES];
}

/* Its type is one that nobody knows. */
static inline bool is_unknown_type(uint8_t number) {
	return number + 1U == types_len;
}

/* Of no other event does it matter that an id comes again. */
static inline bool has_id(const struct event *event) {
	return event->id.len > 0 && (event->is_marked || !is_signal(event));
}

/* May others mean it, or it others, by an id? */
static inline bool is_linked(const struct event *event) {
	return event->type->kind >= PAID;
}

/* What its collector did by it. */
static inline uint8_t deed_of(const struct event *event) {
	return event->type->does == DID_WORK && event->amount == 0 ? 0 : event->type->does;
}

/* Does it matter whose the event is, which is nobody's of its own? */
bool asks_whose(const struct hl_meter *m, const struct event *event);

/* Add @fact, of an attempt or of cash, or the sums of @more. */
void flow_add_fact(struct flow *flow, const struct fact *fact);
void flow_add(struct flow *flow, const struct flow *more);

#endif
